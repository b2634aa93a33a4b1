(** * Strings that anticommute along a path

    Let u_0, u_1, ... be strings of which those with neighbouring numbers anticommute and all others
    commute, and x_a = u_a / 2.  The iterated brackets

      e_{j,d} = [...[[x_j, x_{j+1}], x_{j+2}], ..., x_{j+d}]

    are multiples of the products U_{j,d} = u_j ... u_{j+d}, and a bracket with one more x_a makes the
    interval longer or shorter by one at the end where a is, with a sign:

      [x_{j+d+1}, e_{j,d}] = - e_{j,d+1}      [x_{j-1}, e_{j,d}] = e_{j-1,d+1}
      [x_{j+d}, e_{j,d}] = e_{j,d-1}          [x_j, e_{j,d}] = - e_{j+1,d-1}

    and is zero for all other a.  (These are the rotations in the planes of R^{M+1}, so(M+1).) *)
From Coq Require Import ZArith List Lia Arith Bool Btauto Field Ring Setoid Morphisms.
From Liebound Require Import Field Space Pauli Sums Matrix Lists Strings.
Import ListNotations.
Local Open Scope K_scope.
Local Open Scope nat_scope.

(** decides equations between booleans made of comparisons of numbers *)
Ltac decide_eqs := repeat match goal with
  | |- context [?p =? ?q] => destruct (Nat.eqb_spec p q)
  | |- context [?p <=? ?q] => destruct (Nat.leb_spec p q)
  end; try reflexivity; exfalso; lia.

(** ** Intervals *)
Section Intervals.
Context {n : nat}.
Implicit Types (u : nat -> pauli n) (a j d : nat).

Definition adjacent (a b : nat) : bool := (a =? S b) || (b =? S a).
(** u_lo, ..., u_hi anticommute along a path *)
Definition path_on u lo hi : Prop :=
  forall a b, lo <= a <= hi -> lo <= b <= hi -> anti (u a) (u b) = adjacent a b.

(** the product of u_j, ..., u_{j+d} *)
Fixpoint interval u j d : pauli n := match d with O => u j | S d' => mul (interval u j d') (u (j + d)) end.

Lemma path_on_incl u lo hi lo' hi' : lo <= lo' -> hi' <= hi -> path_on u lo hi -> path_on u lo' hi'.
Proof. intros H H' P a b Ha Hb. apply P; lia. Qed.

Lemma interval_left u j d : interval u j (S d) = mul (u j) (interval u (S j) d).
Proof.
  induction d as [|d IH]; [cbn; now rewrite Nat.add_1_r|].
  change (interval u j (S (S d))) with (mul (interval u j (S d)) (u (j + S (S d)))).
  rewrite IH, mul_assoc. cbn [interval]. now replace (S j + S d) with (j + S (S d)) by lia.
Qed.

(** whether u_a anticommutes with the interval: it does when it sits at an end, inside or outside *)
Definition at_end a j d : bool :=
  xorb (xorb (S a =? j) (a =? j)) (xorb (a =? j + d) (a =? S (j + d))).
Lemma anti_interval u lo hi a j d : path_on u lo hi -> lo <= a <= hi -> lo <= j -> j + d <= hi ->
  anti (u a) (interval u j d) = at_end a j d.
Proof.
  intros P Ha Hj. unfold at_end. induction d as [|d IH]; intro Hd; cbn [interval].
  - rewrite P by lia. unfold adjacent.
    decide_eqs.
  - rewrite anti_mul_r, IH, P by lia. unfold adjacent.
    decide_eqs.
Qed.
End Intervals.

(** ** Brackets *)
Section Brackets.
Context {K : fieldQ} {n : nat}.
Add Field K_field : (f_theory K).
Implicit Types (u : nat -> pauli n) (a j d : nat).

Definition x u a : vec K n := scale half (single (u a)).
Fixpoint e u j d : vec K n := match d with O => x u j | S d' => <{e u j d', x u (j + d)}> end.

Lemma twice_x u a : single (u a) =v= scale (1 + 1)%K (x u a).
Proof.
  intro c. unfold x. rewrite !coef_scale.
  transitivity (half * (1 + 1) * coef (K := K) (single (u a)) c)%K; [rewrite half_twice|]; ring.
Qed.
Lemma half_of_twice (v : vec K n) : v =v= scale half (scale (1 + 1)%K v).
Proof.
  intro c. rewrite !coef_scale. transitivity (half * (1 + 1) * coef v c)%K; [rewrite half_twice|]; ring.
Qed.

(** e_{j,d} is a multiple of the string U_{j,d} *)
Fixpoint factor u j d : K :=
  match d with
  | O => half
  | S d' => (factor u j d' * inj (sg (interval u j d') (u (j + d)%nat)) * half)%K
  end.
Lemma e_string u j d : e u j d =v= scale (factor u j d) (single (interval u j d)).
Proof.
  induction d as [|d IH]; [reflexivity|]. cbn [e interval factor]. rewrite IH. unfold x.
  rewrite bracket_scale_l, bracket_scale_r, bracket_single. coef_ring.
Qed.
Lemma coef_e u j d c : coef (e u j d) c = (factor u j d * delta c (interval u j d))%K.
Proof. rewrite (e_string u j d c), coef_scale, coef_single_one. reflexivity. Qed.

Lemma x_commute u a b k : anti (u a) b = false -> <{x u a, scale k (single b)}> =v= [].
Proof. intro H. unfold x. now rewrite bracket_scale_l, bracket_scale_r, bracket_commute. Qed.

Lemma x_string u a b k : <{x u a, scale k (single b)}> =v= scale (half * k * inj (sg (u a) b))%K (single (mul (u a) b)).
Proof. unfold x. rewrite bracket_scale_l, bracket_scale_r, bracket_single. coef_ring. Qed.

Lemma x_far u a b : anti (u a) (u b) = false -> <{x u a, x u b}> =v= [].
Proof. apply x_commute. Qed.

(** x_a is a quarter turn on the strings that u_a anticommutes with *)
Lemma x_square u a b k : anti (u a) b = true ->
  <{x u a, <{x u a, scale k (single b)}>}> =v= neg (scale k (single b)).
Proof.
  intro H. unfold x. rewrite !bracket_scale_l, bracket_scale_r.
  rewrite (bracket_scale_r k), bracket_single. rewrite !bracket_scale_r, bracket_single, mul_cancel.
  intro c. rewrite !coef_scale. pose proof (f_equal (@inj K) (sg_square (u a) b H)) as E.
  rewrite inj_mul in E.
  transitivity (half * half * (inj (sg (u a) b) * inj (sg (u a) (mul (u a) b))) * (k * coef (single b) c))%K; [ring|].
  rewrite E. transitivity (- ((half * (1 + 1)) * (half * (1 + 1)) * (k * coef (single b) c)))%K.
  - unfold inj; cbn. ring.
  - rewrite !half_twice. ring.
Qed.

Lemma e_right u j d : <{x u (j + S d), e u j d}> =v= neg (e u j (S d)).
Proof. apply bracket_swap. Qed.

Lemma e_zero u a j d : anti (u a) (interval u j d) = false -> <{x u a, e u j d}> =v= [].
Proof. intro H. rewrite e_string. now apply x_commute. Qed.

Lemma e_left u j d : path_on u j (j + S d) -> <{x u j, e u (S j) d}> =v= e u j (S d).
Proof.
  induction d as [|d IH]; intro P.
  - cbn [e]. now rewrite Nat.add_1_r.
  - cbn [e] in IH |- *. rewrite ad_bracket, IH by (now apply (path_on_incl u j (j + S (S d))); try lia).
    rewrite (x_far u j).
    + rewrite bracket_nil_r, app_nil_r. now replace (S j + S d) with (j + S (S d)) by lia.
    + rewrite P by lia. unfold adjacent.
      decide_eqs.
Qed.

Lemma e_right_in u j d : path_on u j (j + S d) -> <{x u (j + S d), e u j (S d)}> =v= e u j d.
Proof.
  intro P. change (e u j (S d)) with (<{e u j d, x u (j + S d)}>).
  rewrite (bracket_swap (e u j d)), bracket_scale_r, e_string, x_square; [coef_ring|].
  rewrite (anti_interval u j (j + S d)) by (assumption || lia). unfold at_end.
  decide_eqs.
Qed.
Lemma e_left_in u j d : path_on u j (j + S d) -> <{x u j, e u j (S d)}> =v= neg (e u (S j) d).
Proof.
  intro P. rewrite <- (e_left u j d P), (e_string u (S j) d), x_square; [reflexivity|].
  rewrite (anti_interval u j (j + S d)) by (assumption || lia). unfold at_end.
  decide_eqs.
Qed.

(** The table: no interval, or a sign (true is minus) and an interval. *)
Definition step a j d : option (bool * nat * nat) :=
  if a =? S (j + d) then Some (true, j, S d)
  else if S a =? j then Some (false, a, S d)
  else match d with
       | O => None
       | S d' => if a =? j then Some (true, S j, d') else if a =? j + d then Some (false, j, d') else None
       end.
Definition signed (b : bool) (v : vec K n) : vec K n := if b then neg v else v.
Definition at_step (f : nat -> nat -> vec K n) (s : option (bool * nat * nat)) : vec K n :=
  match s with None => [] | Some (b, j, d) => signed b (f j d) end.

Theorem bracket_e u lo hi a j d : path_on u lo hi -> lo <= a <= hi -> lo <= j -> j + d <= hi ->
  <{x u a, e u j d}> =v= at_step (e u) (step a j d).
Proof.
  intros P Ha Hj Hd. unfold step. destruct (Nat.eqb_spec a (S (j + d))) as [->|N1].
  { rewrite <- Nat.add_succ_r. apply e_right. }
  destruct (Nat.eqb_spec (S a) j) as [<-|N2].
  { apply e_left, (path_on_incl u lo hi); auto; lia. }
  assert (Z : a <> j -> a <> j + d -> <{x u a, e u j d}> =v= []).
  { intros N3 N4. apply e_zero. rewrite (anti_interval u lo hi) by assumption. unfold at_end. decide_eqs. }
  destruct d as [|d].
  { destruct (Nat.eq_dec a j) as [->|]; [apply x_far, anti_self | apply Z; lia]. }
  destruct (Nat.eqb_spec a j) as [->|N3].
  { apply e_left_in, (path_on_incl u lo hi); auto; lia. }
  destruct (Nat.eqb_spec a (j + S d)) as [->|N4]; [|now apply Z].
  apply e_right_in, (path_on_incl u lo hi); auto; lia.
Qed.

Lemma factor_nonzero u j d : path_on u j (j + d) -> factor u j d <> 0%K.
Proof.
  induction d as [|d IH]; intro P; [apply half_nonzero|]. cbn [factor]. intro E.
  apply IH; [apply (path_on_incl u j (j + S d)); auto; lia|].
  assert (A : anti (interval u j d) (u (j + S d)) = true).
  { rewrite anti_comm, (anti_interval u j (j + S d)) by (assumption || lia). unfold at_end.
    decide_eqs. }
  apply (mul_eq_0 K half); [apply half_nonzero|].
  apply (mul_eq_0 K (inj (sg (interval u j d) (u (j + S d))))); [now apply sg_nonzero|].
  rewrite <- E. ring.
Qed.
End Brackets.

(** ** Independent strings that anticommute along a path generate so(M+1) *)
Section Rotations.
Context {n : nat}.
Variables (M : nat) (u : nat -> pauli n).
Hypothesis path : path_on u 0 (M - 1).
(** coordinates: additive functions t_a of strings with t_a (u_b) = 1 for a = b, else 0 *)
Variable t : nat -> pauli n -> bool.
Hypothesis t_mul : forall a p q, t a (mul p q) = xorb (t a p) (t a q).
Hypothesis t_u : forall a b, a < M -> b < M -> t a (u b) = (a =? b).

Lemma t_interval a j d : a < M -> j + d < M -> t a (interval u j d) = (j <=? a) && (a <=? j + d).
Proof.
  intros Ha. induction d as [|d IH]; intro Hd; cbn [interval]; [|rewrite t_mul, IH by lia]; rewrite t_u by lia; decide_eqs.
Qed.
Lemma interval_injective j d j' d' : j + d < M -> j' + d' < M -> interval u j d = interval u j' d' -> (j, d) = (j', d').
Proof.
  intros H H' E.
  assert (F : forall a, a < M -> j <= a <= j + d <-> j' <= a <= j' + d').
  { intros a Ha. rewrite <- !Nat.leb_le, <- !andb_true_iff, <- !t_interval by assumption. now rewrite E. }
  pose proof (F j). pose proof (F j'). pose proof (F (j + d)). pose proof (F (j' + d')). f_equal; lia.
Qed.

Lemma interval_reached j d : j + d < M -> reached (map u (seq 0 M)) (interval u j d).
Proof.
  induction d as [|d IH]; intro H; [apply reached_gen, (in_map u), in_seq; lia|].
  cbn [interval]. rewrite mul_comm. apply reached_mul.
  - apply (in_map u), in_seq. lia.
  - apply IH. lia.
  - rewrite (anti_interval u 0 (M - 1)) by (assumption || lia). unfold at_end. decide_eqs.
Qed.

Theorem path_dim (K : fieldQ) : matrix_dla_dim (K := K) (map single (map u (seq 0 M))) (M * (M + 1) / 2).
Proof.
  rewrite <- triangle_length, Nat.mul_comm, Nat.div_mul by lia.
  set (interval_of (p : nat * nat) := interval u (fst p) (snd p)).
  rewrite <- (map_length interval_of).
  assert (I : forall j d, j + d < M -> In (interval u j d) (map interval_of (triangle M))).
  { intros j d H. now apply (in_map interval_of _ (j, d)), in_triangle. }
  apply strings_matrix_dim.
  - apply nodup_map; [apply nodup_pairs|]. intros [j d] [j' d'] H H' E. apply in_triangle in H, H'.
    now apply interval_injective.
  - intros a Ha. apply in_map_iff in Ha as (i & <- & Hi). apply in_seq in Hi. apply (I i 0). lia.
  - intros a b Ha Hb A. apply in_map_iff in Ha as (i & <- & Hi). apply in_seq in Hi.
    apply in_map_iff in Hb as ([j d] & <- & Hb). apply in_triangle in Hb. unfold interval_of in *. cbn [fst snd] in *.
    rewrite (anti_interval u 0 (M - 1)) in A by (assumption || lia). unfold at_end in A.
    destruct (Nat.eqb_spec (S i) j) as [<-|N1].
    { rewrite <- interval_left. apply I. lia. }
    destruct (Nat.eqb_spec i (S (j + d))) as [->|N2].
    { rewrite mul_comm, <- Nat.add_succ_r. apply (I j (S d)). lia. }
    destruct d as [|d].
    { rewrite Nat.add_0_r in *. destruct (i =? j); discriminate A. }
    destruct (Nat.eqb_spec i j) as [->|N3].
    { rewrite interval_left, mul_cancel. apply I. lia. }
    destruct (Nat.eqb_spec i (j + S d)) as [->|N4]; [|discriminate A].
    cbn [interval]. rewrite (mul_comm (interval u j d)), mul_cancel. apply I. lia.
  - intros a Ha. apply in_map_iff in Ha as ([j d] & <- & H). apply in_triangle in H. now apply interval_reached.
Qed.
End Rotations.
