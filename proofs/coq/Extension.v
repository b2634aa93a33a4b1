(** * The dimension does not depend on the field

    Let K be contained in L, and let the generators have coefficients in K.  A basis over K of the Lie
    algebra over K is a basis over L of the Lie algebra over L: it spans, since it contains the
    generators and is stable under brackets with them; and vectors that are independent over K are
    independent over L, as Gauss elimination shows.  So the dimension over Q, which is what is
    computed, is the dimension over R. *)
From Coq Require Import ZArith List Lia Bool Field Ring Setoid Morphisms.
From Liebound Require Import Field Space Pauli Sums Matrix Strings Sites.
Import ListNotations.
Local Open Scope K_scope.

(** A homomorphism of fields (they are injective). *)
Record embedding (K L : fieldQ) := Embedding {
  emb :> K -> L;
  emb_0 : emb 0 = 0;
  emb_1 : emb 1 = 1;
  emb_add : forall a b, emb (a + b) = emb a + emb b;
  emb_mul : forall a b, emb (a * b) = emb a * emb b }.
Arguments emb {K L}.

Section Extension.
Context {K L : fieldQ} {n : nat}.
Add Field K_field : (f_theory K).
Add Field L_field : (f_theory L).
Variable h : embedding K L.

Lemma emb_opp a : h (- a) = - h a.
Proof.
  transitivity (h (- a) + h a + - h a); [ring|]. rewrite <- (emb_add K L h).
  replace (- a + a) with (0 : K) by ring. rewrite (emb_0 K L h). ring.
Qed.
Lemma emb_nonzero a : a <> 0 -> h a <> 0.
Proof.
  intros H E. apply (one_nonzero L). rewrite <- (emb_1 K L h), <- (inv_l K a H), (emb_mul K L h), E. ring.
Qed.
Lemma emb_inj z : h (inj z) = inj z.
Proof.
  symmetry. apply (inj_unique L (fun z => h (inj z))).
  - apply (emb_0 K L h).
  - intro y. now rewrite inj_add, (emb_add K L h), inj_1, (emb_1 K L h).
Qed.

Definition extend (v : vec K n) : vec L n := map (fun ax => (fst ax, h (snd ax))) v.

Lemma coef_extend v c : coef (extend v) c = h (coef v c).
Proof.
  induction v as [|[a x] v IH]; [symmetry; apply (emb_0 K L h)|].
  change (coef ((a, h x) :: extend v) c = h (coef ((a, x) :: v) c)).
  rewrite !coef_cons, IH, (emb_add K L h), (emb_mul K L h). unfold delta.
  destruct (peqb a c); rewrite ?(emb_0 K L h), ?(emb_1 K L h); reflexivity.
Qed.
Lemma extend_same u v : u =v= v -> extend u =v= extend v.
Proof. intros H c. now rewrite !coef_extend, H. Qed.
Lemma extend_app u v : extend (u ++ v) = extend u ++ extend v.
Proof. apply map_app. Qed.
Lemma extend_scale k v : extend (scale k v) =v= scale (h k) (extend v).
Proof. intro c. rewrite coef_extend, !coef_scale, coef_extend. apply (emb_mul K L h). Qed.
Lemma extend_bracket u v : extend <{u, v}> =v= <{extend u, extend v}>.
Proof.
  intro c. rewrite coef_extend, !coef_bracket.
  induction u as [|[a x] u IH]; [apply (emb_0 K L h)|].
  cbn [lin extend map fst snd]. fold (extend u).
  rewrite (emb_add K L h), !(emb_mul K L h), IH, emb_inj, coef_extend. reflexivity.
Qed.
Lemma extend_nil : extend [] = [].
Proof. reflexivity. Qed.

(** ** The Lie algebra *)
Notation spanK := (@span K (sums K n)).
Notation spanL := (@span L (sums L n)).

Lemma extend_dla G v : dla G v -> dla (map extend G) (extend v).
Proof.
  induction 1 as [g Hg| |u v _ IHu _ IHv|k u _ IHu|u v _ IHu _ IHv|u v E _ IHu]; cbn in *.
  - apply dla_gen, in_map, Hg.
  - apply (lie_zero (V := sums L n)).
  - rewrite extend_app. now apply dla_app.
  - eapply dla_same; [apply extend_scale | now apply dla_mult].
  - eapply dla_same; [apply extend_bracket | now apply dla_bracket].
  - eapply dla_same; [symmetry; apply extend_same, E | assumption].
Qed.
Lemma extend_span B v : spanK B v -> spanL (map extend B) (extend v).
Proof.
  induction 1 as [b Hb| |u v _ IHu _ IHv|k u _ IHu|u v E _ IHu]; cbn in *.
  - apply span_in, in_map, Hb.
  - apply span_empty.
  - rewrite extend_app. now apply span_app.
  - eapply span_same; [apply extend_scale | now apply span_mult].
  - eapply span_same; [symmetry; apply extend_same, E | assumption].
Qed.

(** ** Independence: by induction on the list, clearing a coordinate in which the first vector is not zero *)
Notation combination := (@comb _ (sums _ n)).

Lemma nonzero_coef (v : vec K n) : v =v= [] \/ exists c, coef v c <> 0.
Proof.
  assert (H : forall l : list (pauli n), (forall a, In a l -> coef v a = 0) \/ exists c, coef v c <> 0).
  { induction l as [|a l [IH|IH]]; [left; intros a [] | | now right].
    destruct (f_dec K (coef v a) 0) as [E|N]; [|right; now exists a].
    left. intros b [<-|Hb]; auto. }
  destruct (H (map fst v)) as [Z|N]; [left | now right].
  assert (S : forall c, ~ In c (map fst v) -> coef v c = 0).
  { clear. intros c H. induction v as [|[a x] v IH]; [reflexivity|]. cbn [map fst] in H.
    rewrite coef_cons, IH by (intro; apply H; now right). rewrite delta_other by (intros ->; apply H; now left). ring. }
  intro c. destruct (in_dec pauli_dec c (map fst v)); [now apply Z | now apply S].
Qed.

Section Clear.
Variables (c : pauli n) (v : vec K n).
Hypothesis pivot : coef v c <> 0.
(** u without its coordinate at c *)
Definition clear (u : vec K n) : vec K n := u ++ scale (- (coef u c * / coef v c)) v.

Lemma comb_clear ks B : exists k, combination ks (map clear B) =v= combination (k :: ks) (v :: B).
Proof.
  revert ks. induction B as [|b B IH]; intros ks.
  - exists 0. destruct ks; cbn; coef_ring.
  - destruct ks as [|k ks]; [exists 0; cbn; coef_ring|]. destruct (IH ks) as (l & E).
    exists (l + k * - (coef b c * / coef v c)). intro d. specialize (E d).
    cbn [map comb] in *. cbn in *. unfold clear at 1. rewrite !coef_app, !coef_scale in *.
    rewrite E, coef_app, coef_scale. ring.
Qed.
Lemma clear_indep B : @indep K (sums K n) (v :: B) -> @indep K (sums K n) (map clear B).
Proof.
  intros H ks Hk E. rewrite map_length in Hk. destruct (comb_clear ks B) as (k & E').
  assert (A : Forall (fun k => k = 0) (k :: ks)).
  { apply H; [cbn; now f_equal|]. change (combination (k :: ks) (v :: B) =v= []). now rewrite <- E'. }
  now inversion A.
Qed.
End Clear.

Theorem extend_indep B : @indep K (sums K n) B -> @indep L (sums L n) (map extend B).
Proof.
  remember (length B) as m eqn:Hm. revert B Hm.
  induction m as [|m IH]; intros [|v B] Hm H; try discriminate.
  { intros [|k ks] Hk _; [constructor | discriminate]. }
  destruct (nonzero_coef v) as [Z|(c & Hc)].
  { exfalso. assert (A : Forall (fun k => k = 0) (1 :: map (fun _ => 0) B : list K)).
    { apply H; [cbn; now rewrite map_length|]. cbn.
      assert (E : forall B : list (vec K n), combination (map (fun _ => 0) B) B =v= []).
      { clear. induction B as [|b B IH]; [reflexivity|]. cbn [map comb]. cbn. rewrite IH. coef_ring. }
      rewrite E, Z. coef_ring. }
    inversion A as [|? ? E _]. now apply (one_nonzero K). }
  intros ks Hk E. cbn [map] in *. destruct ks as [|k0 ks]; [discriminate|].
  assert (Hc' : h (coef v c) <> 0) by now apply emb_nonzero.
  (* the combination of the cleared vectors with the same coefficients *)
  assert (F : forall ks B, exists k, combination ks (map extend (map (clear c v) B)) =v=
    combination ks (map extend B) ++ scale k (extend v)).
  { clear -h. intros ks B. revert ks. induction B as [|b B IH]; intros [|k ks]; try (exists 0; cbn; coef_ring).
    destruct (IH ks) as (l & E). exists (l + k * h (- (coef b c * / coef v c))).
    cbn [map comb]. cbn. rewrite E. unfold clear at 1. rewrite extend_app, extend_scale. coef_ring. }
  destruct (F ks B) as (k & Fk).
  assert (Z : coef (combination ks (map extend (map (clear c v) B))) c = 0).
  { clear -Hc. revert ks. induction B as [|b B IH]; intros [|k ks]; try reflexivity.
    cbn [map comb]. cbn. rewrite coef_app, coef_scale, IH, coef_extend. unfold clear at 1.
    rewrite coef_app, coef_scale. replace (coef b c + - (coef b c * / coef v c) * coef v c) with (0 : K).
    - rewrite (emb_0 K L h). ring.
    - transitivity (coef b c - coef b c * (/ coef v c * coef v c)); [rewrite (inv_l K _ Hc)|]; ring. }
  assert (Ec : forall d, k0 * h (coef v d) + coef (combination ks (map extend B)) d = 0).
  { intro d. specialize (E d). cbn in E. rewrite coef_app, coef_scale, coef_extend in E. exact E. }
  assert (Ek : k = k0).
  { pose proof (Fk c) as Fc. rewrite Z, coef_app, coef_scale, coef_extend in Fc.
    transitivity (k0 + (k - k0)); [ring|]. replace (k - k0) with (0 : L); [ring|]. symmetry.
    apply (mul_eq_0 L (h (coef v c)) (k - k0) Hc').
    transitivity (coef (combination ks (map extend B)) c + k * h (coef v c)
      - (k0 * h (coef v c) + coef (combination ks (map extend B)) c)); [ring|].
    rewrite <- Fc, Ec. ring. }
  assert (A : Forall (fun k => k = 0) ks).
  { apply (IH (map (clear c v) B)).
    - rewrite map_length. cbn in Hm. lia.
    - now apply clear_indep.
    - cbn [length] in Hk. rewrite !map_length in *. lia.
    - intro d. change (coef (combination ks (map extend (map (clear c v) B))) d = 0).
      rewrite (Fk d), coef_app, coef_scale, coef_extend, Ek.
      transitivity (k0 * h (coef v d) + coef (combination ks (map extend B)) d); [ring | apply Ec]. }
  constructor; [|exact A].
  apply (mul_eq_0 L (h (coef v c)) k0 Hc').
  transitivity (k0 * h (coef v c) + coef (combination ks (map extend B)) c); [|apply Ec].
  replace (coef (combination ks (map extend B)) c) with (0 : L); [ring|].
  clear -A. revert B. induction A as [|k ks -> A IH]; intros [|b B]; try reflexivity.
  cbn [map comb]. cbn. rewrite coef_app, coef_scale, <- IH. ring.
Qed.

(** ** The theorem *)
Theorem extend_dim G D : @has_dim K (sums K n) (dla G) D -> @has_dim L (sums L n) (dla (map extend G)) D.
Proof.
  intros (B & HD & HB & HI & HS). exists (map extend B). repeat split.
  - now rewrite map_length.
  - rewrite Forall_map. eapply Forall_impl; [|exact HB]. intro v. apply extend_dla.
  - now apply extend_indep.
  - apply dla_in_span.
    + intros g Hg. apply in_map_iff in Hg as (g' & <- & Hg). now apply extend_span, HS, dla_gen.
    + intros g b Hg Hb. apply in_map_iff in Hg as (g' & <- & Hg). apply in_map_iff in Hb as (b' & <- & Hb).
      eapply span_same; [symmetry; apply extend_bracket|]. apply extend_span, HS, dla_bracket; [now apply dla_gen|].
      rewrite Forall_forall in HB. now apply HB.
Qed.
End Extension.

(** ** Every list of generators has a dimension

    While some bracket of a generator with a vector of an independent list lies outside of its span, the
    list grows; it never has more vectors than there are strings. *)
Section Existence.
Context {K : fieldQ} {n : nat}.
Add Field K_field' : (f_theory K).
Notation span := (@span K (sums K n)).
Notation indep := (@indep K (sums K n)).
Implicit Types (B G : list (vec K n)) (v : vec K n).

Lemma span_all v : span (map single (all_strings n)) v.
Proof.
  induction v as [|[a k] v IH]; [apply span_empty|].
  apply span_same with (scale k (single a) ++ v).
  - intro c. rewrite coef_cons, coef_app, coef_scale, coef_single_one. ring.
  - apply span_app; [apply span_mult, span_in, in_map, in_all_strings | exact IH].
Qed.

Lemma indep_bounded B : indep B -> (length B <= 4 ^ n)%nat.
Proof.
  intro H. rewrite <- all_strings_length, <- (map_length (@single K n)).
  apply (indep_length (V := sums K n)); [exact H|]. apply Forall_forall. intros v _. apply span_all.
Qed.

(** membership in a span is decided by elimination *)
Lemma span_dec B v : span B v \/ ~ span B v.
Proof.
  remember (length B) as m eqn:Hm. revert B v Hm. induction m as [|m IH]; intros [|b B] v Hm; try discriminate.
  - destruct (nonzero_coef v) as [Z|(c & N)].
    + left. apply span_same with []; [exact Z | apply span_empty].
    + right. intro S. apply N. apply (span_nil (V := sums K n)) in S. exact (S c).
  - assert (E : forall w, span (b :: B) w <-> exists k, span B (w ++ scale k b)).
    { intro w. split.
      - intro S. apply (span_cons (V := sums K n)) in S as (k & y & Hy & E). exists (- k).
        apply span_same with y; [|exact Hy]. cbn in E. rewrite E. coef_ring.
      - intros (k & S). apply span_same with ((w ++ scale k b) ++ scale (- k) b); [coef_ring|].
        apply span_app; [|apply span_mult, span_in; now left].
        apply (span_incl (V := sums K n) B); [intros y Hy; apply span_in; now right | exact S]. }
    destruct (nonzero_coef b) as [Z|(c & N)].
    + destruct (IH B v ltac:(cbn in Hm; lia)) as [S|S]; [left | right].
      * apply E. exists 0. apply span_same with v; [coef_ring | exact S].
      * intro T. apply E in T as (k & T). apply S. apply span_same with (v ++ scale k b); [rewrite Z; coef_ring | exact T].
    + assert (C : forall w, span (b :: B) w <-> span (map (clear c b) B) (clear c b w)).
      { intro w.
        assert (cleared : forall y, span B y -> span (map (clear c b) B) (clear c b y)).
        { induction 1 as [y Hy| |y z _ IHy _ IHz|k y _ IHy|y z Eyz _ IHy]; cbn in *.
          - apply span_in, in_map, Hy.
          - apply span_same with []; [unfold clear; intro d; rewrite ?coef_app, coef_scale, !coef_nil; ring | apply span_empty].
          - eapply span_same; [|apply span_app; [exact IHy | exact IHz]]. unfold clear. intro d.
            repeat (rewrite coef_app || rewrite coef_scale). ring.
          - eapply span_same; [|apply span_mult with (k := k), IHy]. unfold clear. intro d.
            repeat (rewrite coef_app || rewrite coef_scale). ring.
          - eapply span_same; [|exact IHy]. unfold clear. intro d.
            repeat (rewrite coef_app || rewrite coef_scale). now rewrite !(Eyz _). }
        split.
        - intro S. apply E in S as (k & S). apply cleared in S. eapply span_same; [|exact S].
          unfold clear. intro d. repeat (rewrite coef_app || rewrite coef_scale).
          transitivity (coef w d + - (coef w c * / coef b c) * coef b d + (k - k * (/ coef b c * coef b c)) * coef b d);
            [rewrite (inv_l K _ N)|]; ring.
        - intro S. apply span_same with (clear c b w ++ scale (coef w c * / coef b c) b).
          + unfold clear. coef_ring.
          + apply span_app; [|apply span_mult, span_in; now left].
            apply (span_incl (V := sums K n) (map (clear c b) B)); [|exact S].
            intros y Hy. apply in_map_iff in Hy as (z & <- & Hz). unfold clear.
            apply span_app; [apply span_in; now right | apply span_mult, span_in; now left]. }
      destruct (IH (map (clear c b) B) (clear c b v)) as [S|S]; [rewrite map_length; cbn in Hm; lia | left | right];
        rewrite C; exact S.
Qed.

Lemma indep_cons v B : indep B -> ~ span B v -> indep (v :: B).
Proof.
  intros HB HN ks Hk E. destruct ks as [|k ks]; [discriminate|]. cbn [comb] in E.
  destruct (f_dec K k 0) as [->|Nk].
  - constructor; [reflexivity|]. apply HB; [now injection Hk|]. cbn in *. rewrite <- E. coef_ring.
  - exfalso. apply HN. apply span_same with (scale (- / k) (@comb K (sums K n) ks B)).
    + intro c. specialize (E c). cbn in E. rewrite coef_app, coef_scale in E. rewrite coef_scale.
      transitivity (/ k * k * coef v c); [rewrite (inv_l K k Nk); ring|].
      transitivity (/ k * (k * coef v c + coef (@comb K (sums K n) ks B) c) + - / k * coef (@comb K (sums K n) ks B) c);
        [ring|]. rewrite E, coef_nil. ring.
    + apply span_mult, (comb_span (V := sums K n)).
Qed.

Lemma all_or_one {A} (P : A -> Prop) l : (forall a, P a \/ ~ P a) -> (forall a, In a l -> P a) \/ exists a, In a l /\ ~ P a.
Proof.
  intro H. induction l as [|a l [IH|(b & Hb & N)]]; [left; intros a [] | | right; exists b; split; [now right | exact N]].
  destruct (H a) as [Y|N]; [left; intros b [<-|Hb]; auto | right; exists a; split; [now left | exact N]].
Qed.

Theorem dim_exists G : exists D, @has_dim K (sums K n) (dla G) D.
Proof.
  assert (H : forall m B, (4 ^ n < length B + m)%nat -> indep B -> Forall (dla G) B ->
    exists D, @has_dim K (sums K n) (dla G) D).
  { induction m as [|m IH]; intros B Hm HI HB; [pose proof (indep_bounded B HI); lia|].
    assert (grow : forall v, dla G v -> ~ span B v -> exists D, @has_dim K (sums K n) (dla G) D).
    { intros v Hv N. apply (IH (v :: B)); [cbn; lia | now apply indep_cons | now constructor]. }
    destruct (all_or_one (span B) G (span_dec B)) as [HG|(g & Hg & N)]; [|apply (grow g); auto using dla_gen].
    destruct (all_or_one (fun p => span B <{fst p, snd p}>) (list_prod G B)) as [Hb|([g b] & Hp & N)].
    - intro p. apply span_dec.
    - exists (length B), B. repeat split; auto. apply dla_in_span; [exact HG|].
      intros g b Hg' Hb'. apply (Hb (g, b)), in_prod; assumption.
    - apply in_prod_iff in Hp as [Hg' Hb']. apply (grow <{g, b}>); [|exact N].
      apply dla_bracket; [now apply dla_gen|]. rewrite Forall_forall in HB. now apply HB. }
  apply (H (S (4 ^ n)) []); [cbn; lia | | constructor].
  intros [|k ks] Hk _; [constructor | discriminate].
Qed.
End Existence.

(** ** The dimension of the matrix Lie algebra over K is the one over L *)
Theorem extend_matrix_dim {K L : fieldQ} (h : embedding K L) {n} (G : list (vec K n)) D :
  matrix_dla_dim G D <-> matrix_dla_dim (map (extend h) G) D.
Proof.
  destruct (dim_exists G) as (D' & H). pose proof (matrix_dim G D' H) as HK.
  pose proof (matrix_dim _ D' (extend_dim h G D' H)) as HL. unfold matrix_dla_dim in *.
  split; intro HD; [rewrite (dim_unique _ _ _ HD HK) | rewrite (dim_unique _ _ _ HD HL)]; assumption.
Qed.
