(** * Two alternating sums along a path of odd length

    Let u_0, ..., u_{2n-2} be independent strings that anticommute along a path, n >= 2, and
    x_a = u_a / 2.  The Lie algebra that

      A = x_1 + x_3 + ... + x_{2n-3}     and     B = x_0 + x_2 + ... + x_{2n-2}

    generate has dimension n^2.  The mirror image of the path, x'_a = x_{2n-2-a}, leaves A and B as
    they are; with e' for the brackets along it (Path.v) the n^2 elements

      F_{j,d} = e_{j,d} + e'_{j,d},   2j + d <= 2n - 2,

    are a basis.

    - They span: a bracket of A or B with F_{j,d} is a sum of such F and -F, since the same table
      holds for e and e'.  (An F_{j,d} with 2j + d larger is plus or minus one with 2j + d smaller.)
    - They are in the Lie algebra: (ad A)^4 B + 4 (ad A)^2 B = -3 (x_0 + x'_0), as ad A is a quarter turn
      on x_0, and a sum of two commuting quarter turns on the other terms of B.  With y_a = x_a + x'_a
      and C_a = x_a + x_{a+2} + ... + x'_a, so that C_0 = B and C_1 = A, the rest is peeled off:
      C_{a+2} = C_a - y_a, and (ad y_a)^2 C_{a+1} = - y_{a+1}.  Finally [F_{j,d}, y_{j+d+1}] is
      F_{j,d+1}, up to an F of an interval shorter than that.
    - They are independent: u_j ... u_{j+d} occurs in F_{j,d} alone. *)
From Coq Require Import ZArith List Lia Arith Bool Field Ring Setoid Morphisms.
From Liebound Require Import Field Space Pauli Sums Matrix Lists Strings Path.
Import ListNotations.
Local Open Scope K_scope.
Local Open Scope nat_scope.

(** ** Commuting quarter turns *)
Section Turns.
Context {K : fieldQ} {n : nat}.
Add Field K_field : (f_theory K).

Definition four_plus (A v : vec K n) : vec K n :=
  <{A, <{A, <{A, <{A, v}>}>}>}> ++ scale (1 + 1 + 1 + 1)%K <{A, <{A, v}>}>.

Lemma four_plus_app A v w : four_plus A (v ++ w) =v= four_plus A v ++ four_plus A w.
Proof. unfold four_plus. rewrite !bracket_app_r. coef_ring. Qed.
#[export] Instance four_plus_same : Proper (same ==> same ==> same) four_plus.
Proof. intros A A' HA v v' Hv. unfold four_plus. now rewrite HA, Hv. Qed.
Lemma four_plus_zero A m f : (forall i, i < m -> four_plus A (f i) =v= []) -> four_plus A (sum m f) =v= [].
Proof.
  induction m as [|m IH]; intro H; cbn [sum].
  - unfold four_plus. rewrite !bracket_nil_r. coef_ring.
  - rewrite four_plus_app, IH, H by (intros; try apply H; lia). reflexivity.
Qed.

(** A is a sum of x_i that commute; the string b anticommutes with one or two of them. *)
Variables (m : nat) (w : nat -> pauli n) (b : pauli n) (k : K).
Hypothesis commute : forall i j, i < m -> j < m -> anti (w i) (w j) = false.
Let A : vec K n := sum m (x w).
Let v := scale k (single b) : vec K n.

(** one quarter turn: 1 - 4 = -3 *)
Lemma one_turn p : p < m -> (forall i, i < m -> anti (w i) b = (i =? p)) ->
  four_plus A v =v= scale (- (1 + 1 + 1))%K v.
Proof.
  intros Hp H. assert (Hpb : anti (w p) b = true) by (rewrite H by assumption; apply Nat.eqb_refl).
  assert (E : <{A, v}> =v= <{x w p, v}>).
  { unfold A. rewrite bracket_sum_l. apply (sum_one m (fun i => <{x w i, v}>) p Hp). intros i Hi N. apply x_commute.
    rewrite H by assumption. now apply Nat.eqb_neq. }
  assert (E' : <{A, <{x w p, v}>}> =v= neg v).
  { transitivity (<{x w p, <{x w p, v}>}>); [|exact (x_square w p b k Hpb)].
    unfold A. rewrite bracket_sum_l. apply (sum_one m (fun i => <{x w i, <{x w p, v}>}>) p Hp).
    intros i Hi N. unfold v. rewrite x_string. apply x_commute.
    rewrite anti_mul_r, commute, H, xorb_false_l by assumption. now apply Nat.eqb_neq. }
  unfold four_plus. rewrite E, E', bracket_scale_r, E, bracket_scale_r, E'. coef_ring.
Qed.

(** two of them: (p + q)^4 + 4 (p + q)^2 = 0, as p^2 = q^2 = -1 and pq = qp *)
Lemma two_turns p q : p < q < m -> (forall i, i < m -> anti (w i) b = (i =? p) || (i =? q)) ->
  four_plus A v =v= [].
Proof.
  intros Hpq H.
  assert (Hp : anti (w p) b = true) by (rewrite H, Nat.eqb_refl by lia; reflexivity).
  assert (Hq : anti (w q) b = true) by (rewrite H, Nat.eqb_refl, orb_true_r by lia; reflexivity).
  assert (two : forall s l, (forall i, i < m -> anti (w i) s = anti (w i) b) ->
    <{A, scale l (single s)}> =v= <{x w p, scale l (single s)}> ++ <{x w q, scale l (single s)}>).
  { intros s l Hs. unfold A. rewrite bracket_sum_l. apply (sum_two m (fun i => <{x w i, scale l (single s)}>) p q Hpq).
    intros i Hi N N'. apply x_commute. rewrite Hs, H by assumption.
    apply Nat.eqb_neq in N, N'. now rewrite N, N'. }
  assert (same_anti : forall r s, r < m -> (forall i, i < m -> anti (w i) s = anti (w i) b) ->
    forall i, i < m -> anti (w i) (mul (w r) s) = anti (w i) b).
  { intros r s Hr Hs i Hi. now rewrite anti_mul_r, commute, Hs, xorb_false_l by assumption. }
  assert (commuting : forall y : vec K n, <{x w p, <{x w q, y}>}> =v= <{x w q, <{x w p, y}>}>).
  { intro y. rewrite ad_bracket, (x_far w p q) by (apply commute; lia). now rewrite bracket_nil_l. }
  assert (Ev : <{A, v}> =v= <{x w p, v}> ++ <{x w q, v}>) by now apply two.
  assert (Ep : <{A, <{x w p, v}>}> =v= neg v ++ <{x w q, <{x w p, v}>}>).
  { assert (E : <{x w p, <{x w p, v}>}> =v= neg v) by exact (x_square w p b k Hp).
    rewrite <- E. unfold v. rewrite x_string. apply two, same_anti; [lia | reflexivity]. }
  assert (Eq : <{A, <{x w q, v}>}> =v= <{x w q, <{x w p, v}>}> ++ neg v).
  { assert (E : <{x w q, <{x w q, v}>}> =v= neg v) by exact (x_square w q b k Hq).
    rewrite <- commuting, <- E. unfold v. rewrite (x_string w q). apply two, same_anti; [lia | reflexivity]. }
  assert (Eqp : <{A, <{x w q, <{x w p, v}>}>}> =v= neg <{x w q, v}> ++ neg <{x w p, v}>).
  { assert (E : <{A, <{x w q, <{x w p, v}>}>}> =v=
      <{x w p, <{x w q, <{x w p, v}>}>}> ++ <{x w q, <{x w q, <{x w p, v}>}>}>).
    { assert (Ez : exists z, <{x w q, <{x w p, v}>}> =v= scale z (single (mul (w q) (mul (w p) b))))
        by (eexists; unfold v; rewrite !x_string; reflexivity).
      destruct Ez as (z & Ez). rewrite Ez. apply two. repeat apply same_anti; (lia || reflexivity). }
    assert (E' : <{x w p, <{x w p, v}>}> =v= neg v) by exact (x_square w p b k Hp).
    rewrite E, commuting, E', bracket_scale_r. apply app_same; [reflexivity|]. unfold v. rewrite (x_string w p). apply x_square.
    rewrite anti_mul_r, commute, Hq by lia. reflexivity. }
  unfold four_plus.
  repeat (rewrite Ev || rewrite Ep || rewrite Eq || rewrite Eqp || rewrite bracket_app_r || rewrite bracket_scale_r).
  coef_ring.
Qed.
End Turns.

(** ** The mirror-symmetric elements *)
Section Fold.
Context {K : fieldQ} {q : nat}.
Add Field K_field' : (f_theory K).
Variables (n : nat) (u : nat -> pauli q).
Hypothesis two_le_n : 2 <= n.
Notation last := (2 * n - 2).
Hypothesis path : path_on u 0 last.

Definition v (a : nat) : pauli q := u (last - a).

Lemma path_v : path_on v 0 last.
Proof. intros a b Ha Hb. unfold v. rewrite path by lia. unfold adjacent. decide_eqs. Qed.

(** e along the mirror image is plus or minus e on the mirrored interval *)
Lemma mirror j d : j + d <= last -> e v j d =v= signed (K := K) (Nat.odd d) (e u (last - j - d) d).
Proof.
  induction d as [|d IH]; intro Hd.
  - cbn. rewrite Nat.sub_0_r. reflexivity.
  - cbn [e]. rewrite IH by lia. change (x v (j + S d)) with (x (K := K) u (last - (j + S d))).
    set (a := last - (j + S d)). replace (last - j - S d) with a by (unfold a; lia).
    replace (last - j - d) with (S a) by (unfold a; lia). cbn [e].
    assert (E : <{e u (S a) d, x u a}> =v= neg (e (K := K) u a (S d))).
    { rewrite <- (e_left u a d); [apply bracket_swap|]. apply (path_on_incl u 0 last); auto; unfold a; lia. }
    change (<{e u a d, x u (a + S d)}>) with (e (K := K) u a (S d)).
    rewrite Nat.odd_succ, <- Nat.negb_odd. destruct (Nat.odd d); cbn [signed negb].
    + rewrite bracket_scale_l, E. coef_ring.
    + exact E.
Qed.

Lemma signed_twice b (y : vec K q) : signed b (signed b y) =v= y.
Proof. destruct b; cbn [signed]; [coef_ring | reflexivity]. Qed.
#[local] Instance signed_same b : Proper (same ==> same) (@signed K q b).
Proof. intros y y' H. destruct b; cbn [signed]; now rewrite H. Qed.

Definition F (j d : nat) : vec K q := e u j d ++ e v j d.

Lemma F_mirror j d : j + d <= last -> F j d =v= signed (Nat.odd d) (F (last - j - d) d).
Proof.
  intro H. unfold F. rewrite (mirror j d), (mirror (last - j - d) d) by lia.
  replace (last - (last - j - d) - d) with j by lia.
  destruct (Nat.odd d); cbn [signed]; coef_ring.
Qed.

(** the table of Path.v, for the path and its mirror image at once *)
Lemma bracket_F a j d : a <= last -> j + d <= last ->
  <{x u a, e u j d}> ++ <{x v a, e v j d}> =v= at_step F (step a j d).
Proof.
  intros Ha Hd. rewrite (bracket_e u 0 last), (bracket_e v 0 last) by (exact path || exact path_v || lia).
  destruct (step a j d) as [[[[] j'] d']|]; cbn [at_step signed]; unfold F; [coef_ring | reflexivity | reflexivity].
Qed.

(** ** They span *)
Definition basis : list (vec K q) := map (fun p => F (fst p) (snd p)) (pairs n (fun j => 2 * n - 1 - 2 * j)).
Notation span := (@span K (sums K q)).

Lemma F_span j d : j + d <= last -> span basis (F j d).
Proof.
  assert (H : forall j, 2 * j + d <= last -> span basis (F j d)).
  { clear j. intros j H. apply span_in. apply (in_map (fun p => F (fst p) (snd p)) _ (j, d)), in_pairs. lia. }
  intro Hd. destruct (Nat.le_gt_cases (2 * j + d) last) as [L|L]; [now apply H|].
  eapply span_same; [now apply F_mirror|]. destruct (Nat.odd d); cbn [signed]; [apply span_mult|]; apply H; lia.
Qed.

Lemma step_inside a j d b j' d' : step a j d = Some (b, j', d') -> a <= last -> j + d <= last -> j' + d' <= last.
Proof.
  unfold step. destruct (Nat.eqb_spec a (S (j + d))); [intro E; inversion E; subst; lia|].
  destruct (Nat.eqb_spec (S a) j); [intro E; inversion E; subst; lia|].
  destruct d as [|d]; [discriminate|].
  destruct (Nat.eqb_spec a j); [intro E; inversion E; subst; lia|].
  destruct (Nat.eqb_spec a (j + S d)); [intro E; inversion E; subst; lia | discriminate].
Qed.

Lemma bracket_F_span a j d : a <= last -> j + d <= last ->
  span basis (<{x u a, e u j d}> ++ <{x v a, e v j d}>).
Proof.
  intros Ha Hd. eapply span_same; [now apply bracket_F|].
  destruct (step a j d) as [[[b j'] d']|] eqn:E; [|apply span_empty].
  apply step_inside in E; [|assumption|assumption]. cbn [at_step].
  destruct b; cbn [signed]; [apply span_mult|]; now apply F_span.
Qed.

(** C_a = x_a + x_{a+2} + ... + x'_a, for both directions of the path *)
Definition C (w : nat -> pauli q) (a : nat) : vec K q := sum (n - a) (fun i => x w (a + 2 * i)).

Lemma C_mirror a : a <= n -> C u a =v= C v a.
Proof.
  intro Ha. unfold C. rewrite sum_rev. apply sum_ext. intros i Hi. unfold x, v.
  now replace (last - (a + 2 * i)) with (a + 2 * (n - a - 1 - i)) by lia.
Qed.

Lemma C_span a : a <= n -> span basis (C u a).
Proof.
  intro Ha. eapply span_same with (u := scale half (sum (n - a) (fun i => F (a + 2 * i) 0))).
  - unfold F. rewrite sum_app. change (C u a =v= scale half (C u a ++ C v a)).
    rewrite <- (C_mirror a Ha). intro c. rewrite coef_scale, coef_app.
    transitivity (half * (1 + 1) * coef (C u a) c)%K; [rewrite half_twice|]; ring.
  - apply span_mult, span_sum. intros i Hi. apply F_span. lia.
Qed.

Lemma C_bracket_span a y : a <= n -> In y basis -> span basis <{C u a, y}>.
Proof.
  intros Ha Hy. apply in_map_iff in Hy as ([j d] & <- & H). apply in_pairs in H. cbn [fst snd].
  eapply span_same with (u := sum (n - a) (fun i => <{x u (a + 2 * i), e u j d}> ++ <{x v (a + 2 * i), e v j d}>)).
  - rewrite sum_app, <- !bracket_sum_l. unfold F. rewrite bracket_app_r.
    apply app_same; [reflexivity|]. apply bracket_same; [now apply C_mirror | reflexivity].
  - apply span_sum. intros i Hi. apply bracket_F_span; lia.
Qed.

(** ** They are in the Lie algebra *)
Variable G : list (vec K q).
Hypothesis G_A : dla G (C u 1).
Hypothesis G_B : dla G (C u 0).

Lemma C_ends w a : a + 2 <= n -> C w a =v= x w a ++ C w (a + 2) ++ x w (last - a).
Proof.
  intro Ha. unfold C. replace (n - a) with (S (S (n - (a + 2)))) by lia. rewrite sum_first. cbn [sum].
  rewrite Nat.add_0_r. apply app_same; [reflexivity|]. apply app_same.
  - apply sum_ext. intros i _. now replace (a + 2 * S i) with (a + 2 + 2 * i) by lia.
  - now replace (a + 2 * S (n - (a + 2))) with (last - a) by lia.
Qed.

Lemma first_term w : path_on w 0 last -> four_plus (C w 1) (x w 0) =v= scale (- (1 + 1 + 1))%K (x w 0).
Proof.
  intro P. apply (one_turn (n - 1) (fun i => w (1 + 2 * i)) (w 0) half) with (p := 0).
  - intros i j Hi Hj. rewrite P by lia. unfold adjacent. decide_eqs.
  - lia.
  - intros i Hi. rewrite P by lia. unfold adjacent. decide_eqs.
Qed.
Lemma inner_terms w : path_on w 0 last -> four_plus (C w 1) (C w 2) =v= [].
Proof.
  intro P. apply four_plus_zero. intros i Hi.
  apply (two_turns (n - 1) (fun i => w (1 + 2 * i)) (w (2 + 2 * i)) half) with (p := i) (q := S i).
  - intros j k Hj Hk. rewrite P by lia. unfold adjacent. decide_eqs.
  - lia.
  - intros j Hj. rewrite P by lia. unfold adjacent. decide_eqs.
Qed.

Lemma dla_F_first : dla G (F 0 0).
Proof.
  assert (E : four_plus (C u 1) (C u 0) =v= scale (- (1 + 1 + 1))%K (F 0 0)).
  { rewrite (C_ends u 0), !four_plus_app, inner_terms, first_term by (exact path || lia).
    change (x u (last - 0)) with (x (K := K) v 0). rewrite (C_mirror 1), (first_term v path_v) by lia.
    unfold F. cbn [e]. coef_ring. }
  assert (three : (1 + 1 + 1 : K)%K <> 0%K) by apply three_nonzero.
  apply dla_same with (u := scale (- / (1 + 1 + 1))%K (four_plus (C u 1) (C u 0))).
  - rewrite E. intro c. rewrite !coef_scale.
    transitivity ((/ (1 + 1 + 1) * (1 + 1 + 1)) * coef (F 0 0) c)%K; [rewrite (inv_l K _ three)|]; ring.
  - apply dla_mult. unfold four_plus. apply dla_app; [|apply dla_mult]; auto using dla_bracket.
Qed.

(** (ad y_a)^2 takes x_{a+1} to its negative, when the two ends are far from each other *)
Lemma peel_term w a : path_on w 0 last -> a + 3 <= n ->
  let y : vec K q := x w a ++ x w (last - a) in <{y, <{y, x w (S a)}>}> =v= neg (x w (S a)).
Proof.
  intros P Ha y.
  assert (far : anti (w (last - a)) (w (S a)) = false) by (rewrite P by lia; unfold adjacent; decide_eqs).
  assert (E : <{y, x w (S a)}> =v= <{x w a, x w (S a)}>).
  { unfold y. rewrite bracket_app_l, (x_far w _ _ far). now rewrite app_nil_r. }
  rewrite E. unfold y. rewrite bracket_app_l. change (x w (S a)) with (scale half (single (w (S a))) : vec K q).
  rewrite x_square by (rewrite P by lia; unfold adjacent; decide_eqs).
  rewrite x_string, x_commute; [now rewrite app_nil_r|].
  rewrite anti_mul_r, far, P by lia. unfold adjacent. decide_eqs.
Qed.

Lemma F_ends a : a <= last -> F a 0 =v= x u a ++ x u (last - a) /\ F a 0 =v= x v a ++ x v (last - a).
Proof.
  intro Ha. unfold F. cbn [e]. split; [reflexivity|]. unfold x, v.
  replace (last - (last - a)) with a by lia. coef_ring.
Qed.

Lemma peel a : a + 2 <= n -> dla G (C u a) /\ dla G (C u (S a)) /\ dla G (F a 0).
Proof.
  induction a as [|a IH]; intro Ha; [auto using dla_F_first|].
  destruct (IH ltac:(lia)) as (Ca & Csa & Fa). split; [exact Csa|]. split.
  - apply dla_same with (u := C u a ++ neg (F a 0)); [|auto using dla_app, dla_mult].
    rewrite (C_ends u a), (proj1 (F_ends a ltac:(lia))) by lia. replace (S (S a)) with (a + 2) by lia. coef_ring.
  - apply dla_same with (u := neg <{F a 0, <{F a 0, C u (S a)}>}>); [|auto using dla_mult, dla_bracket].
    destruct (F_ends a ltac:(lia)) as [Eu Ev].
    assert (middle : <{F a 0, C u (S a + 2)}> =v= []).
    { rewrite Eu. unfold C. rewrite bracket_sum_r. apply sum_zero. intros i Hi.
      rewrite bracket_app_l, !x_far by (rewrite path by lia; unfold adjacent; decide_eqs). reflexivity. }
    assert (left : <{F a 0, <{F a 0, x u (S a)}>}> =v= neg (x u (S a))).
    { rewrite Eu. apply peel_term; [exact path | lia]. }
    assert (right : <{F a 0, <{F a 0, x v (S a)}>}> =v= neg (x v (S a))).
    { rewrite Ev. apply peel_term; [exact path_v | lia]. }
    rewrite (C_ends u (S a)) by lia. change (x u (last - S a)) with (x (K := K) v (S a)).
    rewrite !bracket_app_r, left, right, middle, bracket_nil_r. unfold F. cbn [e]. coef_ring.
Qed.

Lemma dla_F_zero a : a <= last -> dla G (F a 0).
Proof.
  assert (H : forall a, a < n -> dla G (F a 0)).
  { clear a. intros a Ha. destruct (Nat.le_gt_cases (a + 2) n) as [L|L]; [now apply peel|].
    destruct (peel (n - 2) ltac:(lia)) as (_ & Cm & _). replace (S (n - 2)) with a in Cm by lia.
    apply dla_same with (u := C u a ++ C u a); [|now apply dla_app].
    unfold C, F, v. replace (n - a) with 1 by lia. cbn [sum e app]. rewrite Nat.mul_0_r, Nat.add_0_r.
    unfold x. now replace (last - a) with a by lia. }
  intro Ha. destruct (Nat.lt_ge_cases a n) as [L|L]; [now apply H|].
  eapply dla_same; [apply F_mirror; lia|]. cbn [Nat.odd signed]. rewrite Nat.sub_0_r. apply H. lia.
Qed.

Lemma bracket_F_y j d : S (j + d) <= last ->
  <{F j d, F (S (j + d)) 0}> =v= F j (S d) ++ neg (at_step F (step (last - S (j + d)) j d)).
Proof.
  intro H. set (k := S (j + d)) in *.
  set (xu := x u k : vec K q). set (xv := x v k : vec K q).
  assert (Eu : xu = x v (last - k)) by (unfold xu, x, v; now replace (last - (last - k)) with k by lia).
  assert (Ev : xv = x u (last - k)) by reflexivity.
  transitivity ((<{e u j d, xu}> ++ <{e v j d, xv}>) ++ (<{e u j d, xv}> ++ <{e v j d, xu}>)).
  - change (F k 0) with (xu ++ xv). unfold F. rewrite bracket_app_l, !bracket_app_r. coef_ring.
  - apply app_same.
    + unfold F, xu, xv, k. cbn [e]. now rewrite Nat.add_succ_r.
    + rewrite <- bracket_F, <- Eu, <- Ev by lia. rewrite (bracket_swap (e u j d)), (bracket_swap (e v j d)). coef_ring.
Qed.

Theorem dla_F d : forall j, 2 * j + d <= last -> dla G (F j d).
Proof.
  induction d as [d IH] using lt_wf_ind. intros j Hj. destruct d as [|d]; [apply dla_F_zero; lia|].
  pose proof (bracket_F_y j d ltac:(lia)) as E.
  assert (P : dla G <{F j d, F (S (j + d)) 0}>) by (apply dla_bracket; [apply IH | apply dla_F_zero]; lia).
  set (a := last - S (j + d)) in *. unfold step in E.
  destruct (Nat.eqb_spec a (S (j + d))) as [Ea|Na].
  { cbn [at_step signed] in E. apply dla_same with (u := scale half <{F j d, F (S (j + d)) 0}>); [|now apply dla_mult].
    rewrite E. intro c. rewrite !coef_scale, !coef_app, !coef_scale.
    transitivity (half * (1 + 1) * coef (F j (S d)) c)%K; [rewrite half_twice|]; ring. }
  destruct (Nat.eqb_spec (S a) j) as [Ej|Nj]; [unfold a in *; exfalso; lia|].
  destruct d as [|d].
  { apply dla_same with (u := <{F j 0, F (S (j + 0)) 0}>); [|exact P]. rewrite E. cbn [at_step]. coef_ring. }
  destruct (Nat.eqb_spec a j) as [Ej|Nj'].
  { apply dla_same with (u := <{F j (S d), F (S (j + S d)) 0}> ++ neg (F (S j) d)).
    - rewrite E. cbn [at_step signed]. coef_ring.
    - apply dla_app; [exact P | apply dla_mult, IH; lia]. }
  destruct (Nat.eqb_spec a (j + S d)) as [Ej|_]; [unfold a in *; exfalso; lia|].
  apply dla_same with (u := <{F j (S d), F (S (j + S d)) 0}>); [|exact P]. rewrite E. cbn [at_step]. coef_ring.
Qed.

(** ** They are independent, and their number is n^2 *)
Variable t : nat -> pauli q -> bool.
Hypothesis t_mul : forall a p r, t a (mul p r) = xorb (t a p) (t a r).
Hypothesis t_u : forall a b, a < 2 * n - 1 -> b < 2 * n - 1 -> t a (u b) = (a =? b).

Lemma coef_F j d j' d' : 2 * j + d <= last -> 2 * j' + d' <= last ->
  coef (F j d) (interval u j' d') =
    if (j =? j') && (d =? d') then (factor u j d * (if 2 * j + d =? last then 1 + 1 else 1))%K else 0%K.
Proof.
  intros H H'.
  assert (D : forall i, i + d <= last ->
    delta (interval u j' d') (interval u i d) = if (i =? j') && (d =? d') then 1%K else 0%K :> K).
  { intros i Hi. destruct (Nat.eqb_spec i j') as [->|N], (Nat.eqb_spec d d') as [->|N']; cbn [andb];
      try apply delta_same; apply delta_other; intro E;
      apply (interval_injective (2 * n - 1) u t t_mul t_u) in E; try lia; congruence. }
  assert (E : coef (e (K := K) v j d) (interval u j' d') =
    if Nat.odd d then (- coef (e u (last - j - d) d) (interval u j' d'))%K
    else coef (e u (last - j - d) d) (interval u j' d')).
  { rewrite (mirror j d ltac:(lia) _). destruct (Nat.odd d); cbn [signed]; [rewrite coef_scale; ring | reflexivity]. }
  unfold F. rewrite coef_app, E, !coef_e, !D by lia.
  destruct (Nat.eqb_spec (2 * j + d) last) as [L|L].
  - replace (last - j - d) with j by lia.
    assert (O : Nat.odd d = false) by (replace d with (2 * (n - 1 - j)) by lia; apply Nat.odd_mul).
    rewrite O. destruct ((j =? j') && (d =? d')); ring.
  - destruct (Nat.eqb_spec (last - j - d) j') as [L'|L'], (Nat.eqb_spec d d') as [->|], (Nat.eqb_spec j j'),
      (Nat.odd d'); cbn [andb]; try lia; try ring; destruct (Nat.odd d); ring.
Qed.

Lemma basis_indep : @indep K (sums K q) basis.
Proof.
  apply (indep_dual _ (fun p => interval u (fst p) (snd p))); [apply nodup_pairs | |].
  - intros [j d] [j' d'] H H' N. apply in_pairs in H, H'. cbn [fst snd]. rewrite coef_F by lia.
    destruct (Nat.eqb_spec j j') as [->|], (Nat.eqb_spec d d') as [->|]; try reflexivity. contradiction.
  - intros [j d] H. apply in_pairs in H. cbn [fst snd]. rewrite coef_F, !Nat.eqb_refl by lia. cbn [andb].
    intro E. apply (factor_nonzero (K := K) u j d); [apply (path_on_incl u 0 last); auto; lia|].
    destruct (2 * j + d =? last).
    + apply (mul_eq_0 K (1 + 1)%K); [apply two_nonzero|]. rewrite <- E. ring.
    + rewrite <- E. ring.
Qed.

Lemma basis_length : length basis = n * n.
Proof.
  unfold basis. rewrite map_length.
  assert (H : forall k, k <= n -> length (pairs k (fun j => 2 * n - 1 - 2 * j)) + k * k = 2 * n * k).
  { induction k as [|k IH]; intro Hk; [cbn; lia|]. rewrite pairs_length_S. specialize (IH ltac:(lia)). nia. }
  specialize (H n ltac:(lia)). nia.
Qed.

Hypothesis G_multiples : forall g, In g G -> exists k a, a <= n /\ g =v= scale k (C u a).

Lemma dla_in_basis y : dla G y -> span basis y.
Proof.
  apply dla_in_span.
  - intros g Hg. destruct (G_multiples g Hg) as (k & a & Ha & E).
    eapply span_same; [exact E|]. now apply span_mult, C_span.
  - intros g b Hg Hb. destruct (G_multiples g Hg) as (k & a & Ha & E).
    eapply span_same; [rewrite E; apply bracket_scale_l|]. now apply span_mult, C_bracket_span.
Qed.

Theorem fold_dim : @has_dim K (sums K q) (dla G) (n * n).
Proof.
  exists basis. split; [apply basis_length|]. split; [|split; [apply basis_indep | exact dla_in_basis]].
  apply Forall_forall. intros y Hy. apply in_map_iff in Hy as ([j d] & <- & H). apply in_pairs in H.
  apply dla_F. cbn [fst snd]. lia.
Qed.
End Fold.
