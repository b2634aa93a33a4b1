(** * Theorem A of proofs/strings.md: free fermions

    Strings t_1, ..., t_M that anticommute pairwise are reached, and every generator is a t_p or a t_p t_q, times
    a string z that commutes with all.  The generators being connected, exactly the t_p z and t_p t_q z are
    reached, z in the span of all those strings: M (M + 1) / 2 times as many as that span has elements, if M is not 1
    or 3. *)
From Coq Require Import ZArith List Lia Arith Bool Btauto.
From Liebound Require Import Lists Pauli Sites Strings Quadratic Six Full Count.
Import ListNotations.

(** ** Bit lists with one or two ones *)
Fixpoint ones (x : list bool) : nat := match x with [] => 0 | b :: x' => (if b then 1 else 0) + ones x' end.
Definition parity (x : list bool) : bool := Nat.odd (ones x).
Definition short (x : list bool) : bool := (ones x =? 1) || (ones x =? 2).
Fixpoint common (x y : list bool) : nat :=
  match x, y with b :: x', c :: y' => (if b && c then 1 else 0) + common x' y' | _, _ => 0 end.

Lemma parity_cons b x : parity (b :: x) = xorb b (parity x).
Proof. unfold parity. cbn [ones]. destruct b; cbn [Nat.add]; [rewrite Nat.odd_succ, <- Nat.negb_odd | ];
  now destruct (Nat.odd (ones x)). Qed.
Lemma ones_add x y : length x = length y -> ones (add_bits x y) + 2 * common x y = ones x + ones y.
Proof.
  revert y. induction x as [|b x IH]; intros [|c y] H; try discriminate; [reflexivity|]. injection H as H.
  specialize (IH y H). cbn [add_bits ones common]. destruct b, c; cbn [xorb andb]; lia.
Qed.
Lemma common_le x y : common x y <= ones x /\ common x y <= ones y.
Proof. revert y. induction x as [|b x IH]; intros [|c y]; cbn [common ones]; try lia. specialize (IH y).
  destruct b, c; cbn [andb]; lia. Qed.

(** pairwise anticommuting strings *)
Section Pairs.
Context {n : nat}.
Implicit Types (a b c v z : pauli n) (T Z C : list (pauli n)) (x y : list bool).

Fixpoint anticommuting T : bool :=
  match T with [] => true | t :: T' => forallb (anti t) T' && anticommuting T' end.
(** the form on products of them *)
Lemma anti_outside t T x : forallb (anti t) T = true -> length x = length T -> anti t (pick T x) = parity x.
Proof.
  revert x. induction T as [|s T IH]; intros [|b x] H Hx; try discriminate; [rewrite anti_comm; apply anti_identity|].
  cbn [forallb] in H. apply andb_true_iff in H as [Hs H]. injection Hx as Hx. specialize (IH x H Hx).
  rewrite parity_cons. cbn [pick]. destruct b; [now rewrite anti_mul_r, Hs, IH | now rewrite IH, xorb_false_l].
Qed.
Lemma anti_products T x y : anticommuting T = true -> length x = length T -> length y = length T ->
  anti (pick T x) (pick T y) = xorb (parity x && parity y) (Nat.odd (common x y)).
Proof.
  revert x y. induction T as [|t T IH]; intros [|b x] [|c y] H Hx Hy; try discriminate; [apply anti_identity|].
  cbn [anticommuting] in H. apply andb_true_iff in H as [Ht H]. injection Hx as Hx. injection Hy as Hy.
  specialize (IH x y H Hx Hy). rewrite !parity_cons. cbn [pick common].
  pose proof (anti_outside t T x Ht Hx) as E1. pose proof (anti_outside t T y Ht Hy) as E2.
  destruct b, c; cbn [andb Nat.add];
    rewrite ?Nat.odd_succ, <- ?Nat.negb_odd, ?anti_mul_l, ?anti_mul_r, ?anti_self, ?E2, ?IH,
    ?(anti_comm t (pick T x)), ?E1; destruct (parity x), (parity y), (Nat.odd (common x y)); reflexivity.
Qed.

(** where two products with one or two factors anticommute, they share one factor *)
Lemma short_add x y : length x = length y -> short x = true -> short y = true ->
  xorb (parity x && parity y) (Nat.odd (common x y)) = true -> short (add_bits x y) = true.
Proof.
  unfold short, parity. rewrite !orb_true_iff, !Nat.eqb_eq. intros Hl Hx Hy H. pose proof (ones_add x y Hl) as E.
  pose proof (common_le x y) as [L1 L2].
  assert (Hc : common x y = 0 \/ common x y = 1 \/ common x y = 2) by lia.
  destruct Hx as [Hx|Hx], Hy as [Hy|Hy], Hc as [Hc|[Hc|Hc]]; rewrite Hx, Hy, Hc in *; cbn in H; try discriminate; lia.
Qed.

(** a product of at most four factors that commutes with every t has no factor *)
Lemma central_none T x : anticommuting T = true -> length x = length T -> length T <> 1 -> length T <> 3 ->
  ones x <= 4 -> (forall y, length y = length T -> ones y = 1 -> anti (pick T x) (pick T y) = false) -> ones x = 0.
Proof.
  intros HT Hx N1 N3 H4 H.
  assert (bit : forall k, k < length x -> nth k x false = parity x).
  { intros k Hk. set (y := map (Nat.eqb k) (seq 0 (length x))).
    assert (Hy : length y = length x) by (unfold y; now rewrite map_length, seq_length).
    assert (one : forall m s, (k < s -> ones (map (Nat.eqb k) (seq s m)) = 0) /\
      (s <= k < s + m -> ones (map (Nat.eqb k) (seq s m)) = 1)).
    { induction m as [|m IH]; intro s; cbn [seq map ones]; [split; [reflexivity | lia]|].
      destruct (IH (S s)) as [IH0 IH1]. destruct (Nat.eqb_spec k s); split; intro L; try lia;
        rewrite ?IH0, ?IH1 by lia; reflexivity. }
    assert (com : forall x' m s, length x' = m -> (k < s -> common x' (map (Nat.eqb k) (seq s m)) = 0) /\
      (s <= k < s + m -> common x' (map (Nat.eqb k) (seq s m)) = if nth (k - s) x' false then 1 else 0)).
    { induction x' as [|b x' IH]; intros [|m] s Hm; try discriminate; cbn [seq map common]; [split;
        [reflexivity | lia]|].
      injection Hm as Hm. destruct (IH m (S s) Hm) as [IH0 IH1]. destruct (Nat.eqb_spec k s); split; intro L; try lia.
      - subst s. rewrite IH0, Nat.sub_diag by lia. cbn [nth]. now destruct b.
      - rewrite IH0 by lia. now rewrite andb_false_r.
      - rewrite IH1 by lia. replace (k - s) with (S (k - S s)) by lia. cbn [nth]. now rewrite andb_false_r. }
    specialize (H y ltac:(congruence) (proj2 (one (length x) 0) ltac:(lia))). rewrite anti_products in H by congruence.
    assert (Py : parity y = true) by (unfold parity, y; now rewrite (proj2 (one (length x) 0)) by lia).
    rewrite Py, andb_true_r in H. unfold y in H. rewrite (proj2 (com x (length x) 0 eq_refl)) in H by lia.
    rewrite Nat.sub_0_r in H. destruct (nth k x false), (parity x); cbn in H; congruence. }
  assert (all : forall p x', (forall k, k < length x' -> nth k x' false = p) -> ones x' = if p then length x' else 0).
  { intros p x'. induction x' as [|b x' IH]; intro Hn; [now destruct p|]. cbn [ones length].
    rewrite IH by (intros k Hk; apply (Hn (S k)); cbn; lia). pose proof (Hn 0 ltac:(cbn; lia)) as E. cbn in E. subst b.
    now destruct p. }
  specialize (all (parity x) x bit). destruct (parity x) eqn:P; [|assumption]. unfold parity in P. rewrite all, Hx in *.
  destruct (length T) as [|[|[|[|[|m]]]]]; cbn in P; try discriminate; lia.
Qed.

(** ** What is reached *)
Variable C T : list (pauli n).
Variable bits_of : pauli n -> list bool.  (* the factors of a generator *)
Definition rest_of c : pauli n := mul (pick T (bits_of c)) c.
Hypothesis HT : anticommuting T = true.
Hypothesis HTR : forall t, In t T -> reached C t.
Hypothesis Hlen : forall c, In c C -> length (bits_of c) = length T.
Hypothesis Hshort : forall c, In c C -> short (bits_of c) = true.
Hypothesis Hrest : forall c d, In c C -> In d C -> anti (rest_of c) d = false.
Hypothesis Hconnected : match C with [] => True | c :: C' => in_turn [c] C' = true end.
Hypothesis Hmeet : forall c, In c C -> meets C c = true.

Lemma rest_central c v : In c C -> spanned C v -> anti (rest_of c) v = false.
Proof.
  intros Hc Hv. induction Hv as [|w v Hw _ IH]; [rewrite anti_comm; apply anti_identity|].
  now rewrite anti_mul_r, (Hrest c w Hc Hw), IH.
Qed.
Lemma reached_in_span v : reached C v -> spanned C v.
Proof. induction 1 as [a Ha|a b Ha _ IH _]; [now apply spanned_in | now apply spanned_mul]. Qed.

Lemma rests_central z v : spanned (map rest_of C) z -> spanned C v -> anti z v = false.
Proof.
  intros Hz Hv. induction Hz as [|w z Hw _ IH]; [apply anti_identity|]. apply in_map_iff in Hw as (c & <- & Hc).
  now rewrite anti_mul_l, (rest_central c v Hc Hv), IH.
Qed.

Lemma ones_zero_pick T' x : ones x = 0 -> pick T' x = identity n.
Proof.
  revert x. induction T' as [|t T' IH]; intros [|b x] H; try reflexivity. destruct b; [discriminate | now apply IH].
Qed.
Lemma ones_one_pick T' x : length x = length T' -> ones x = 1 -> In (pick T' x) T'.
Proof.
  revert x. induction T' as [|t T' IH]; intros [|b x] Hx H; try discriminate. injection Hx as Hx.
  destruct b; cbn [ones pick] in *.
  - left. rewrite ones_zero_pick by lia. now rewrite mul_identity_r.
  - right. now apply IH.
Qed.
Lemma reached_short x : length x = length T -> short x = true -> reached C (pick T x).
Proof.
  unfold short. rewrite orb_true_iff, !Nat.eqb_eq. intros Hx [H|H]; [now apply HTR, ones_one_pick|].
  revert x Hx H HT HTR. clear. induction T as [|t T' IH]; intros [|b x] Hx H HT HTR; try discriminate.
  injection Hx as Hx.
  cbn [anticommuting] in HT. apply andb_true_iff in HT as [Ht HT']. destruct b; cbn [ones pick] in *.
  - assert (Hin : In (pick T' x) T') by (apply ones_one_pick; [assumption | lia]).
    apply reached_bracket; [apply HTR; now left | apply HTR; now right | now apply (proj1 (forallb_forall _ _) Ht)].
  - apply IH; try assumption. intros; apply HTR; now right.
Qed.

(** a reached string, times the rest of a generator *)
Lemma times_rest c v : In c C -> reached C v -> reached C (mul (rest_of c) v).
Proof.
  intro Hc. set (P := fun v => reached C (mul (rest_of c) v)).
  assert (central : forall w, reached C w -> anti (rest_of c) w = false)
    by (intros; apply rest_central; [assumption | now apply reached_in_span]).
  assert (Rt : reached C (pick T (bits_of c))) by (apply reached_short; auto).
  assert (near : forall v, reached C v -> anti c v = true -> P v).
  { intros w Hw Ha. unfold P, rest_of. rewrite mul_assoc.
    assert (Hcw : reached C (mul c w)) by now apply reached_mul.
    apply reached_bracket; [assumption..|]. pose proof (central w Hw) as Hz.
    pose proof (central c (reached_gen C c Hc)) as Hz'.
    unfold rest_of in Hz, Hz'. rewrite anti_mul_l, ?anti_self in Hz, Hz'. rewrite anti_mul_r. rewrite Ha in Hz.
    revert Hz Hz'. rewrite anti_self. now destruct (anti (pick T (bits_of c)) w), (anti (pick T (bits_of c)) c). }
  assert (step : forall a w, reached C a -> reached C w -> anti a w = true -> P w -> P (mul a w)).
  { intros a w Ha Hw Haw HP. unfold P in *. rewrite mul_swap. apply reached_bracket; [assumption..|].
    now rewrite anti_mul_r, (anti_comm (rest_of c) a), (central a Ha), Haw. }
  assert (link : forall g h, In g C -> In h C -> anti g h = true -> P g -> P h).
  { intros g h Hg Hh Ha HP. rewrite <- (mul_cancel g h). apply step; try now apply reached_gen.
    - now apply reached_mul; [|apply reached_gen|].
    - now rewrite anti_mul_r, anti_self, Ha.
    - rewrite mul_comm. apply step; try now apply reached_gen. now rewrite anti_comm. assumption. }
  assert (generators : forall g, In g C -> P g).
  { destruct (meets_exists C c (Hmeet c Hc)) as (e & He & Hec).
    assert (He' : P e) by (apply near; [now apply reached_gen | now rewrite anti_comm]).
    destruct C as [|c0 C']; [destruct Hc|].
    assert (same : forall gs W, (forall g, In g W -> In g (c0 :: C')) -> (forall g, In g gs -> In g (c0 :: C')) ->
      (forall g, In g W -> P g <-> P c0) -> in_turn W gs = true -> forall g, In g gs -> P g <-> P c0).
    { induction gs as [|g gs IH]; intros W HW Hgs HP Ht g' Hg'; [destruct Hg'|]. cbn [in_turn] in Ht.
      apply andb_true_iff in Ht as [Hm Ht]. apply meets_exists in Hm as (w & Hw & Hwg).
      assert (Hg : P g <-> P c0).
      { rewrite <- (HP w Hw). split; apply link; auto; try (apply Hgs; now left). now rewrite anti_comm. }
      destruct Hg' as [<-|Hg']; [assumption|]. apply (IH (g :: W)); try assumption.
      - intros g'' [<-|H]; [apply Hgs; now left | now apply HW].
      - intros; apply Hgs; now right.
      - intros g'' [<-|H]; [assumption | now apply HP]. }
    assert (all : forall g, In g (c0 :: C') -> P g <-> P c0).
    { intros g [<-|Hg]; [reflexivity|]. apply (same C' [c0]); auto.
      - intros g' [<-|[]]. now left.
      - intros g' H. now right.
      - intros g' [<-|[]]. reflexivity. }
    intros g Hg. now apply all, (all e He), He'. }
  induction 1 as [a Ha|a b Ha Hb IH Hab]; [now apply generators|]. apply step; try assumption. now apply reached_gen.
Qed.

Theorem pairs_reached v : reached C v <->
  exists x z, length x = length T /\ short x = true /\ spanned (map rest_of C) z /\ v = mul z (pick T x).
Proof.
  split.
  - induction 1 as [a Ha|a b Ha Hb (x & z & Hx & Hs & Hz & ->) Hab].
    + exists (bits_of a), (rest_of a). repeat split; auto; [now apply spanned_in, in_map|].
      unfold rest_of. rewrite (mul_comm (pick T (bits_of a)) a), mul_assoc, mul_self, mul_identity_r. reflexivity.
    + assert (Ea : a = mul (rest_of a) (pick T (bits_of a))).
      { unfold rest_of. rewrite (mul_comm (pick T (bits_of a)) a), mul_assoc, mul_self, mul_identity_r. reflexivity. }
      exists (add_bits (bits_of a) x), (mul (rest_of a) z). repeat split.
      * rewrite add_bits_length; [now apply Hlen | rewrite Hlen; congruence].
      * apply short_add; [rewrite Hlen; congruence | now apply Hshort | assumption|].
        rewrite <- (anti_products T) by auto.
        rewrite Ea, anti_mul_l, (rest_central a) in Hab by (try assumption; now apply reached_in_span).
        rewrite anti_mul_r, (anti_comm z), (rests_central z) in Hab by
          (try assumption; apply reached_in_span, reached_short; auto).
        now rewrite !xorb_false_l in Hab.
      * apply spanned_product; [now apply spanned_in, in_map | assumption].
      * rewrite Ea at 1. rewrite pick_add by (rewrite ?Hlen; auto).
        now rewrite !mul_assoc, (mul_swap (pick T (bits_of a)) z).
  - intros (x & z & Hx & Hs & Hz & ->). induction Hz as [|w z Hw _ IH].
    + rewrite mul_identity. now apply reached_short.
    + apply in_map_iff in Hw as (c & <- & Hc). rewrite mul_assoc. now apply times_rest.
Qed.

(** ** Their number: with a basis of the rests, shown independent by duals *)
Variable rd : list (pauli n * pauli n).
Hypothesis Hdual : dual rd = true.
Hypothesis HZ : forall c, In c C -> spanned (map fst rd) (rest_of c).
Hypothesis HZ' : forall r, In r rd -> spanned (map rest_of C) (fst r).
Hypothesis N1 : length T <> 1.
Hypothesis N3 : length T <> 3.

Definition short_bits : list (list bool) := filter short (all_bits (length T)).
Definition pair_strings : list (pauli n) :=
  flat_map (fun y => map (fun x => mul (pick (map fst rd) y) (pick T x)) short_bits) (all_bits (length rd)).

Lemma in_short_bits x : In x short_bits <-> length x = length T /\ short x = true.
Proof.
  unfold short_bits. rewrite filter_In. split; intros [H Hs]; (split; [|assumption]).
  - now apply all_bits_length.
  - rewrite <- H. apply in_all_bits.
Qed.
Lemma ones_short x : short x = true -> ones x <= 2.
Proof. unfold short. rewrite orb_true_iff, !Nat.eqb_eq. lia. Qed.
Lemma ones_zero_add x y : length x = length y -> ones (add_bits x y) = 0 -> x = y.
Proof.
  revert y. induction x as [|b x IH]; intros [|c y] Hl H; try discriminate; [reflexivity|]. injection Hl as Hl.
  cbn [add_bits ones] in H. destruct b, c; cbn [xorb] in H; try discriminate; f_equal; apply IH; assumption.
Qed.
Lemma spanned_rest y : spanned (map rest_of C) (pick (map fst rd) y).
Proof.
  apply (spanned_incl (map fst rd)); [|apply spanned_pick]. intros w Hw. apply in_map_iff in Hw as (r & <- & Hr).
  now apply HZ'.
Qed.
Lemma same_factors y y' x x' : In x short_bits -> In x' short_bits ->
  mul (pick (map fst rd) y) (pick T x) = mul (pick (map fst rd) y') (pick T x') -> x = x'.
Proof.
  rewrite !in_short_bits. intros [Hx Hs] [Hx' Hs'] E. apply ones_zero_add; [congruence|].
  assert (L : length (add_bits x x') = length T) by (rewrite add_bits_length; congruence).
  apply (central_none T); try assumption.
  - pose proof (ones_add x x' ltac:(congruence)). apply ones_short in Hs, Hs'. lia.
  - intros u Hu H1. rewrite pick_add by assumption.
    assert (Ez : mul (pick T x) (pick T x') = mul (pick (map fst rd) y) (pick (map fst rd) y')).
    { apply (proj1 (mul_eq_iff _ _ _)) in E. now rewrite E, !mul_assoc, mul_self, mul_identity_r. }
    rewrite Ez. apply rests_central; [apply spanned_product; apply spanned_rest|].
    apply reached_in_span, HTR. now apply ones_one_pick.
Qed.
Theorem pair_strings_nodup : NoDup pair_strings.
Proof.
  unfold pair_strings. assert (H : forall ys, NoDup ys -> (forall y, In y ys -> length y = length rd) ->
    NoDup (flat_map (fun y => map (fun x => mul (pick (map fst rd) y) (pick T x)) short_bits) ys)).
  { induction 1 as [|y ys Hy _ IH]; intro Hl; cbn [flat_map]; [constructor|]. apply nodup_app.
    - apply nodup_map; [apply NoDup_filter, nodup_all_bits|]. intros x x' Hx Hx'. now apply same_factors.
    - apply IH. intros; apply Hl; now right.
    - intros v Hv Hv'. apply in_map_iff in Hv as (x & <- & Hx). apply in_flat_map in Hv' as (y' & Hy' & Hv').
      apply in_map_iff in Hv' as (x' & E & Hx'). pose proof (same_factors y' y x' x Hx' Hx E) as ->.
      rewrite !(mul_comm _ (pick T x)) in E. apply mul_cancel_eq in E.
      apply (dual_injective rd) in E; [subst y'; contradiction | assumption | apply Hl; now right | apply Hl;
        now left]. }
  apply H; [apply nodup_all_bits | intros y; apply all_bits_length].
Qed.
Theorem in_pair_strings v : In v pair_strings <-> reached C v.
Proof.
  rewrite pairs_reached. unfold pair_strings. rewrite in_flat_map. split.
  - intros (y & Hy & Hv). apply in_map_iff in Hv as (x & <- & Hx). apply in_short_bits in Hx as [Hx Hs].
    exists x, (pick (map fst rd) y). repeat split; try assumption. apply spanned_rest.
  - intros (x & z & Hx & Hs & Hz & ->). apply (spanned_incl _ (map fst rd)) in Hz.
    + apply spanned_picked in Hz as (y & Hy & ->). rewrite map_length in Hy. exists y.
      split; [rewrite <- Hy; apply in_all_bits|]. apply (in_map (fun x => mul _ (pick T x))). now apply in_short_bits.
    + intros w Hw. apply in_map_iff in Hw as (c & <- & Hc). now apply HZ.
Qed.

Local Open Scope Z_scope.
Definition pairs_count (m k : nat) : Z := Z.of_nat m * (Z.of_nat m + 1) / 2 * 2 ^ Z.of_nat k.
Lemma count_ones m : count (fun x => (ones x =? 0)%nat) m = 1 /\ count (fun x => (ones x =? 1)%nat) m = Z.of_nat m /\
  2 * count (fun x => (ones x =? 2)%nat) m = Z.of_nat m * (Z.of_nat m - 1).
Proof.
  assert (none : forall P m, (forall x, P x = false) -> count P m = 0).
  { intros P k H. rewrite (count_ext P (fun x => P x && false)) by (intros; now rewrite H). apply count_false. }
  induction m as [|m (E0 & E1 & E2)]; [now repeat split|]. rewrite !count_S.
  change (count (fun x => (ones x =? 0)%nat) m + count (fun _ => false) m = 1 /\
    count (fun x => (ones x =? 1)%nat) m + count (fun x => (ones x =? 0)%nat) m = Z.of_nat (S m) /\
    2 * (count (fun x => (ones x =? 2)%nat) m + count (fun x => (ones x =? 1)%nat) m) =
      Z.of_nat (S m) * (Z.of_nat (S m) - 1)).
  rewrite (none (fun _ => false)) by reflexivity.
  rewrite E0, E1. lia.
Qed.
Lemma short_bits_count : Z.of_nat (length short_bits) = Z.of_nat (length T) * (Z.of_nat (length T) + 1) / 2.
Proof.
  change (count short (length T) = Z.of_nat (length T) * (Z.of_nat (length T) + 1) / 2).
  destruct (count_ones (length T)) as (_ & E1 & E2).
  assert (E : count short (length T) =
    count (fun x => (ones x =? 1)%nat) (length T) + count (fun x => (ones x =? 2)%nat) (length T)).
  { unfold count. induction (all_bits (length T)) as [|x l IH]; [reflexivity|]. cbn [filter]. unfold short at 1.
    destruct (Nat.eqb_spec (ones x) 1), (Nat.eqb_spec (ones x) 2); cbn [orb length]; lia. }
  rewrite E, E1. apply Z.div_unique_exact; lia.
Qed.
Lemma all_bits_count k : Z.of_nat (length (all_bits k)) = 2 ^ Z.of_nat k.
Proof.
  induction k as [|k IH]; [reflexivity|]. cbn [all_bits].
  rewrite app_length, !map_length, Nat2Z.inj_succ, Z.pow_succ_r by lia. lia.
Qed.
Theorem pair_strings_count : Z.of_nat (length pair_strings) = pairs_count (length T) (length rd).
Proof.
  unfold pairs_count. rewrite <- short_bits_count, <- all_bits_count, Z.mul_comm. unfold pair_strings.
  induction (all_bits (length rd)) as [|y ys IH]; [reflexivity|]. cbn [flat_map length].
  rewrite app_length, map_length. lia.
Qed.
End Pairs.
