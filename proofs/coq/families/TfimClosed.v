(** * The closed Ising chain: 3n - 1

    The strings X_0, Z_0 Z_1, X_1, ..., X_{n-1}, Z_{n-1} Z_0 stand around a ring; twice the sums of the
    even and of the odd ones are the generators, so Ring.v applies.  It remains to see that the
    products of intervals are different strings.  They are not quite independent: the product of all
    Z_i Z_{i+1} is the identity.  So an equation between the products of two intervals says that they
    contain the same strings, or that they differ in all of the Z_i Z_{i+1}.  In the second case
    walking around the ring one enters or leaves exactly one of the two intervals at every step; but
    they have only four ends, and there are 2n >= 6 steps. *)
From Coq Require Import List Lia Arith Bool Btauto Field Ring Setoid.
From Liebound Require Import Field Space Pauli Sums Matrix Lists Strings Sites Path Ring families.Ising.
Import ListNotations.
Local Open Scope K_scope.
Local Open Scope nat_scope.

(** the family tfim-closed of the catalogue *)
Definition tfim_ring_zz (K : fieldQ) (n : nat) : vec K n := sum n (fun i => single (ZZ n i (S i mod n))).
Definition tfim_ring_x (K : fieldQ) (n : nat) : vec K n := sum n (fun i => single (X n i)).
Definition tfim_closed (K : fieldQ) (n : nat) : list (vec K n) := [tfim_ring_zz K n; tfim_ring_x K n].

Section TfimClosed.
Variable n : nat.
Notation N := (2 * n).
Hypothesis three_le_n : 3 <= n.

Definition around (a : nat) : pauli n :=
  if Nat.even a then X n ((a / 2) mod n) else ZZ n ((a / 2) mod n) (S (a / 2) mod n).

Lemma around_even i : around (2 * i) = X n (i mod n).
Proof. unfold around. now rewrite even_double, half_even. Qed.
Lemma around_odd i : around (S (2 * i)) = ZZ n (i mod n) (S i mod n).
Proof. unfold around. now rewrite even_succ_double, half_odd. Qed.

Lemma mod_add_n i : (i + n) mod n = i mod n.
Proof. rewrite <- (Nat.mul_1_l n) at 1. apply Nat.mod_add. lia. Qed.
Lemma mod_lt i : i mod n < n.
Proof. apply Nat.mod_upper_bound. lia. Qed.
(** numbers nearer than n are equal modulo n only if they are equal *)
Lemma mod_near i j : i < j + n -> j < i + n -> (i mod n =? j mod n) = (i =? j).
Proof.
  intros H H'. destruct (Nat.eqb_spec i j) as [->|Ne]; [apply Nat.eqb_refl|].
  apply Nat.eqb_neq. intro E.
  pose proof (Nat.div_mod i n ltac:(lia)). pose proof (Nat.div_mod j n ltac:(lia)). rewrite E in *.
  assert (i / n = j / n \/ i / n < j / n \/ j / n < i / n) as [L|[L|L]] by lia; [rewrite L in *; lia | nia | nia].
Qed.

Lemma around_periodic a : around (a + N) = around a.
Proof.
  destruct (even_or_odd a) as [i [-> | ->]].
  - replace (2 * i + N) with (2 * (i + n)) by lia. rewrite !around_even. now rewrite mod_add_n.
  - replace (S (2 * i) + N) with (S (2 * (i + n))) by lia. rewrite !around_odd.
    change (S (i + n)) with (S i + n). now rewrite !mod_add_n.
Qed.

Lemma around_path lo : path_on around lo (lo + (N - 2)).
Proof.
  intros a b Ha Hb. unfold adjacent.
  destruct (even_or_odd a) as [i [-> | ->]], (even_or_odd b) as [j [-> | ->]];
    rewrite ?around_even, ?around_odd; unfold X, ZZ.
  - rewrite anti_site, letter_at_site by apply mod_lt. destruct (i mod n =? j mod n); decide_eqs.
  - rewrite anti_site, letter_at_bond, !mod_near by (apply mod_lt || lia). decide_eqs.
  - rewrite anti_bond, !letter_at_site, (mod_near i j), (mod_near (S i) j) by (apply mod_lt || lia). decide_eqs.
  - rewrite anti_bond, !letter_at_bond by apply mod_lt.
    destruct (i mod n =? j mod n), (i mod n =? S j mod n), (S i mod n =? j mod n), (S i mod n =? S j mod n); decide_eqs.
Qed.

(** ** Which strings of the ring an interval contains *)
Definition within (c a d : nat) : bool := ((a <=? c) && (c <=? a + d)) || ((a <=? c + N) && (c + N <=? a + d)).

Lemma z_sum_closing k : k < n -> z_sum k (ZZ n (n - 1) 0) = (k <? n - 1).
Proof.
  unfold ZZ, Nat.ltb. induction k as [|k IH]; intro H; cbn [z_sum]; rewrite ?IH, letter_at_bond by lia; decide_eqs.
Qed.

(** the coordinates of Ising.v, of which the string Z_{n-1} Z_0 has all odd ones but the last *)
Lemma coordinate_around c b : c < N -> b < 2 * N ->
  ising_coordinate c (around b) =
    xorb ((b =? c) || (b =? c + N)) (Nat.odd c && ((b =? N - 1) || (b =? N - 1 + N))).
Proof.
  intros Hc.
  assert (H : forall b, b < N -> ising_coordinate c (around b) = xorb (b =? c) (Nat.odd c && (b =? N - 1))).
  { clear b. intros b Hb. unfold ising_coordinate.
    destruct (even_or_odd c) as [i [-> | ->]], (even_or_odd b) as [j [-> | ->]];
      rewrite ?even_double, ?even_succ_double, ?half_even, ?half_odd, <- ?Nat.negb_even, ?even_double, ?even_succ_double,
        ?around_even, ?around_odd; cbn [negb andb].
    - unfold X. rewrite letter_at_site, Nat.mod_small by lia. decide_eqs.
    - unfold ZZ. rewrite letter_at_bond, Nat.mod_small by lia. destruct (i =? j), (i =? S j mod n); decide_eqs.
    - rewrite z_sum_X by lia. decide_eqs.
    - destruct (Nat.eq_dec j (n - 1)) as [->|].
      + rewrite Nat.mod_small by lia. replace (S (n - 1)) with (0 + n) by lia. rewrite mod_add_n, Nat.mod_0_l by lia.
        rewrite z_sum_closing by lia. unfold Nat.ltb. decide_eqs.
      + rewrite !Nat.mod_small, z_sum_ZZ by lia. unfold Nat.ltb. decide_eqs. }
  intro Hb. destruct (Nat.lt_ge_cases b N) as [L|L].
  - rewrite H by assumption. replace (b =? c + N) with false by (symmetry; apply Nat.eqb_neq; lia).
    replace (b =? N - 1 + N) with false by (symmetry; apply Nat.eqb_neq; lia). now rewrite !orb_false_r.
  - replace b with (b - N + N) by lia. rewrite around_periodic, H by lia.
    replace (b - N + N =? c) with false by (symmetry; apply Nat.eqb_neq; lia).
    replace (b - N + N =? N - 1) with false by (symmetry; apply Nat.eqb_neq; lia). rewrite !orb_false_l.
    f_equal; [|f_equal]; decide_eqs.
Qed.

Lemma within_0 c a : a < N -> within c a 0 = (a =? c).
Proof.
  intro Ha. unfold within. rewrite !Nat.add_0_r. replace (c + N <=? a) with false by (symmetry; apply Nat.leb_gt; lia).
  rewrite andb_false_r, orb_false_r. decide_eqs.
Qed.
Lemma within_S c a d : c < N -> a < N -> S d < N ->
  within c a (S d) = xorb (within c a d) ((a + S d =? c) || (a + S d =? c + N)).
Proof.
  intros Hc Ha Hd. unfold within.
  destruct (Nat.le_gt_cases a c) as [L|L].
  - rewrite (proj2 (Nat.leb_le a c) L), (proj2 (Nat.leb_le a (c + N))) by lia. cbn [andb].
    replace (c + N <=? a + S d) with false by (symmetry; apply Nat.leb_gt; lia).
    replace (c + N <=? a + d) with false by (symmetry; apply Nat.leb_gt; lia).
    replace (a + S d =? c + N) with false by (symmetry; apply Nat.eqb_neq; lia).
    rewrite !orb_false_r. decide_eqs.
  - rewrite (proj2 (Nat.leb_gt a c) L), (proj2 (Nat.leb_le a (c + N))) by lia. cbn [andb orb].
    replace (a + S d =? c) with false by (symmetry; apply Nat.eqb_neq; lia). rewrite orb_false_l. decide_eqs.
Qed.

Lemma coordinate_interval c a d : c < N -> a < N -> d <= N - 2 ->
  ising_coordinate c (interval around a d) = xorb (within c a d) (Nat.odd c && within (N - 1) a d).
Proof.
  intros Hc Ha. induction d as [|d IH]; intro Hd; cbn [interval].
  - rewrite coordinate_around, !within_0 by lia.
    replace (a =? c + N) with false by (symmetry; apply Nat.eqb_neq; lia).
    replace (a =? N - 1 + N) with false by (symmetry; apply Nat.eqb_neq; lia). now rewrite !orb_false_r.
  - rewrite ising_coordinate_mul, IH, coordinate_around, !within_S by lia. btauto.
Qed.

Lemma within_iff c a d : within c a d = true <-> a <= c <= a + d \/ a <= c + N <= a + d.
Proof. unfold within. now rewrite orb_true_iff, !andb_true_iff, !Nat.leb_le. Qed.

(** the same strings: the same interval *)
Lemma within_injective a d a' d' : a < N -> a' < N -> d <= N - 2 -> d' <= N - 2 ->
  (forall c, c < N -> within c a d = within c a' d') -> a = a' /\ d = d'.
Proof.
  intros Ha Ha' Hd Hd' H.
  assert (I : forall c, c < N -> a <= c <= a + d \/ a <= c + N <= a + d <-> a' <= c <= a' + d' \/ a' <= c + N <= a' + d').
  { intros c Hc. rewrite <- !within_iff. now rewrite H. }
  assert (a = a') as ->.
  { pose proof (I a Ha) as I1. destruct a as [|b]; [pose proof (I (N - 1)) | pose proof (I b)]; lia. }
  split; [reflexivity|]. destruct (Nat.lt_trichotomy d d') as [L|[L|L]]; [exfalso| assumption |exfalso].
  - destruct (Nat.lt_ge_cases (a' + S d) N); [pose proof (I (a' + S d)) | pose proof (I (a' + S d - N))]; lia.
  - destruct (Nat.lt_ge_cases (a' + S d') N); [pose proof (I (a' + S d')) | pose proof (I (a' + S d' - N))]; lia.
Qed.

(** between c and c + 1 one enters or leaves the interval only at its ends *)
Lemma no_end c a d : S c < N -> a < N -> d <= N - 2 -> S c <> a -> c <> a + d -> c + N <> a + d ->
  within c a d = within (S c) a d.
Proof. intros. apply eq_true_iff_eq. rewrite !within_iff. lia. Qed.

Lemma avoid_four p q r s : exists c, c < 5 /\ c <> p /\ c <> q /\ c <> r /\ c <> s.
Proof.
  destruct (existsb (fun c => negb ((c =? p) || (c =? q) || (c =? r) || (c =? s))) (seq 0 5)) eqn:E.
  - apply existsb_exists in E as (c & Hc & E). apply in_seq in Hc. exists c.
    apply negb_true_iff in E. rewrite !orb_false_iff, !Nat.eqb_neq in E. lia.
  - exfalso. assert (I : incl (seq 0 5) [p; q; r; s]).
    { intros c Hc. destruct (in_dec Nat.eq_dec c [p; q; r; s]) as [|Nc]; [assumption | exfalso].
      assert (T : existsb (fun c => negb ((c =? p) || (c =? q) || (c =? r) || (c =? s))) (seq 0 5) = true); [|rewrite T in E; discriminate].
      apply existsb_exists. exists c. split; [assumption|]. apply negb_true_iff.
      rewrite !orb_false_iff, !Nat.eqb_neq. cbn [In] in Nc. intuition congruence. }
    apply NoDup_incl_length in I; [cbn in I; lia | apply seq_NoDup].
Qed.

Lemma around_distinct a d a' d' : a < N -> a' < N -> d <= N - 2 -> d' <= N - 2 ->
  interval around a d = interval around a' d' -> a = a' /\ d = d'.
Proof.
  intros Ha Ha' Hd Hd' E. apply within_injective; try assumption.
  assert (F : forall c, c < N -> xorb (within c a d) (Nat.odd c && within (N - 1) a d) =
    xorb (within c a' d') (Nat.odd c && within (N - 1) a' d')).
  { intros c Hc. rewrite <- !coordinate_interval by assumption. now rewrite E. }
  destruct (Bool.bool_dec (within (N - 1) a d) (within (N - 1) a' d')) as [Same|Differ].
  - intros c Hc. specialize (F c Hc). rewrite Same in F.
    now destruct (within c a d), (within c a' d'), (Nat.odd c && within (N - 1) a' d').
  - exfalso. set (last a d := if a + d <? N then a + d else a + d - N).
    destruct (avoid_four (a - 1) (last a d) (a' - 1) (last a' d')) as (c & Hc & N1 & N2 & N3 & N4).
    assert (L : forall b l, b < N -> c <> last b l -> c <> b + l /\ c + N <> b + l).
    { intros b l Hb Hl. unfold last in Hl. destruct (Nat.ltb_spec (b + l) N); lia. }
    destruct (L a d Ha N2), (L a' d' Ha' N4).
    pose proof (F c ltac:(lia)) as F0. pose proof (F (S c) ltac:(lia)) as F1.
    rewrite <- (no_end c a d), <- (no_end c a' d'), Nat.odd_succ, <- Nat.negb_odd in F1 by lia.
    destruct (within c a d), (within c a' d'), (Nat.odd c), (within (N - 1) a d), (within (N - 1) a' d');
      cbn in F0, F1; try discriminate; now apply Differ.
Qed.

Theorem tfim_closed_dim (K : fieldQ) : matrix_dla_dim (tfim_closed K n) (3 * n - 1).
Proof.
  assert (half_S : forall p g, g =v= scale (1 + 1)%K (S_ n around p 0) -> S_ (K := K) n around p 0 =v= scale half g).
  { intros p g E. rewrite E. apply half_of_twice. }
  assert (Ex : tfim_ring_x K n =v= scale (1 + 1)%K (S_ n around 0 0)).
  { unfold tfim_ring_x, S_, ring_sum. rewrite <- sum_scale. apply sum_ext. intros i Hi.
    change (e around (0 + 2 * i) 0) with (x (K := K) around (2 * i)).
    rewrite <- twice_x, around_even, Nat.mod_small by assumption. reflexivity. }
  assert (Ez : tfim_ring_zz K n =v= scale (1 + 1)%K (S_ n around 1 0)).
  { unfold tfim_ring_zz, S_, ring_sum. rewrite <- sum_scale. apply sum_ext. intros i Hi.
    change (e around (1 + 2 * i) 0) with (x (K := K) around (S (2 * i))).
    rewrite <- twice_x, around_odd, (Nat.mod_small i) by assumption. reflexivity. }
  apply matrix_dim, (ring_dim n around).
  - lia.
  - exact around_periodic.
  - exact around_path.
  - apply dla_same with (u := scale half (tfim_ring_x K n)); [now apply half_S|].
    apply dla_mult, dla_gen. right. now left.
  - apply dla_same with (u := scale half (tfim_ring_zz K n)); [now apply half_S|].
    apply dla_mult, dla_gen. now left.
  - exact around_distinct.
  - intros g [<-|[<-|[]]]; exists (1 + 1)%K; auto.
Qed.
End TfimClosed.
