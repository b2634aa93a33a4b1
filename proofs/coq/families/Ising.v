(** * The strings of the transverse-field Ising chain

    X_0, Z_0 Z_1, X_1, Z_1 Z_2, ..., X_{n-1}: 2n - 1 independent strings that anticommute along a
    path. *)
From Coq Require Import List Lia Arith Bool.
From Liebound Require Import Pauli Lists Sites Path.
Import ListNotations.

Definition X (n i : nat) : pauli n := site n i LX.
Definition ZZ (n i j : nat) : pauli n := bond n i LZ j LZ.

Definition ising (n a : nat) : pauli n := if Nat.even a then X n (a / 2) else ZZ n (a / 2) (S (a / 2)).

Lemma even_or_odd a : exists i, a = 2 * i \/ a = S (2 * i).
Proof. destruct (Nat.Even_or_Odd a) as [[i ->]|[i ->]]; exists i; lia. Qed.
Lemma half_even i : 2 * i / 2 = i.
Proof. now rewrite Nat.mul_comm, Nat.div_mul. Qed.
Lemma half_odd i : S (2 * i) / 2 = i.
Proof. rewrite <- Nat.add_1_r, Nat.mul_comm, Nat.div_add_l by lia. apply Nat.add_0_r. Qed.
Lemma even_double i : Nat.even (2 * i) = true.
Proof. now rewrite Nat.even_mul. Qed.
Lemma even_succ_double i : Nat.even (S (2 * i)) = false.
Proof. now rewrite Nat.even_succ, Nat.odd_mul. Qed.

Lemma ising_even n i : ising n (2 * i) = X n i.
Proof. unfold ising. now rewrite even_double, half_even. Qed.
Lemma ising_odd n i : ising n (S (2 * i)) = ZZ n i (S i).
Proof. unfold ising. now rewrite even_succ_double, half_odd. Qed.

Ltac by_parity a := let i := fresh "i" in destruct (even_or_odd a) as [i [-> | ->]];
  rewrite ?ising_even, ?ising_odd.

Lemma ising_path n : path_on (ising n) 0 (2 * n - 1 - 1).
Proof.
  intros a b Ha Hb. destruct (Nat.eq_dec n 0) as [->|].
  { replace a with 0 by lia. replace b with 0 by lia. apply anti_self. }
  unfold adjacent. by_parity a; by_parity b; unfold X, ZZ.
  - rewrite anti_site, letter_at_site by lia. decide_eqs.
  - rewrite anti_site, letter_at_bond by lia. decide_eqs.
  - rewrite anti_bond, !letter_at_site by lia. decide_eqs.
  - rewrite anti_bond, !letter_at_bond by lia. decide_eqs.
Qed.

(** coordinates: the X part on qubit i, and the sum of the Z parts up to qubit i *)
Definition ising_coordinate {n} (a : nat) (p : pauli n) : bool :=
  if Nat.even a then x_part (letter_at p (a / 2)) else z_sum (a / 2) p.

Lemma ising_coordinate_mul {n} a (p q : pauli n) :
  ising_coordinate a (mul p q) = xorb (ising_coordinate a p) (ising_coordinate a q).
Proof.
  unfold ising_coordinate. destruct (Nat.even a); [now rewrite letter_at_mul, x_part_mul | apply z_sum_mul].
Qed.

Lemma z_sum_X n k i : k < n -> z_sum k (X n i) = false.
Proof.
  unfold X. induction k as [|k IH]; intro H; cbn [z_sum]; rewrite ?IH, letter_at_site by lia; decide_eqs.
Qed.
Lemma z_sum_ZZ n k i j : k < n -> i < j -> z_sum k (ZZ n i j) = (i <=? k) && (k <? j).
Proof.
  unfold ZZ, Nat.ltb. induction k as [|k IH]; intros H Hij; cbn [z_sum]; rewrite ?IH, letter_at_bond by lia;
    decide_eqs.
Qed.

Lemma ising_coordinate_ising n a b : a < 2 * n - 1 -> b < 2 * n - 1 -> ising_coordinate a (ising n b) = (a =? b).
Proof.
  intros Ha Hb. unfold ising_coordinate. destruct (even_or_odd a) as [i [-> | ->]]; by_parity b.
  - rewrite even_double, half_even. unfold X. rewrite letter_at_site by lia. decide_eqs.
  - rewrite even_double, half_even. unfold ZZ. rewrite letter_at_bond by lia. decide_eqs.
  - rewrite even_succ_double, half_odd, z_sum_X by lia. decide_eqs.
  - rewrite even_succ_double, half_odd, z_sum_ZZ by lia. unfold Nat.ltb. decide_eqs.
Qed.
