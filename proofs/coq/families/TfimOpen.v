(** * The open Ising chain: n^2

    The generators are i (Z_0 Z_1 + ... + Z_{n-2} Z_{n-1}) and i (X_0 + ... + X_{n-1}): twice the two
    alternating sums along the path of Ising.v, whose Lie algebra is found in Fold.v. *)
From Coq Require Import List Lia Arith Bool Field Ring Setoid.
From Liebound Require Import Field Space Pauli Sums Matrix Lists Strings Sites Path Fold families.Ising.
Import ListNotations.
Local Open Scope K_scope.
Local Open Scope nat_scope.

(** the family tfim-open of the catalogue *)
Definition tfim_zz (K : fieldQ) (n : nat) : vec K n := sum (n - 1) (fun i => single (ZZ n i (S i))).
Definition tfim_x (K : fieldQ) (n : nat) : vec K n := sum n (fun i => single (X n i)).
Definition tfim_open (K : fieldQ) (n : nat) : list (vec K n) := [tfim_zz K n; tfim_x K n].

Section TfimOpen.
Variables (K : fieldQ) (n : nat).

Lemma tfim_zz_sum : tfim_zz K n =v= scale (1 + 1)%K (C n (ising n) 1).
Proof.
  unfold tfim_zz, C. rewrite <- sum_scale. apply sum_ext. intros i _.
  rewrite <- twice_x. change (1 + 2 * i) with (S (2 * i)). now rewrite ising_odd.
Qed.
Lemma tfim_x_sum : tfim_x K n =v= scale (1 + 1)%K (C n (ising n) 0).
Proof.
  unfold tfim_x, C. rewrite Nat.sub_0_r, <- sum_scale. apply sum_ext. intros i _.
  rewrite <- twice_x. change (0 + 2 * i) with (2 * i). now rewrite ising_even.
Qed.

(** what Fold.v asks for *)
Hypothesis two_le_n : 2 <= n.
Lemma tfim_path : path_on (ising n) 0 (2 * n - 2).
Proof. replace (2 * n - 2) with (2 * n - 1 - 1) by lia. apply ising_path. Qed.
Lemma tfim_A : dla (tfim_open K n) (C n (ising n) 1).
Proof.
  apply dla_same with (u := scale half (tfim_zz K n)); [|apply dla_mult, dla_gen; now left].
  rewrite tfim_zz_sum. apply half_of_twice.
Qed.
Lemma tfim_B : dla (tfim_open K n) (C n (ising n) 0).
Proof.
  apply dla_same with (u := scale half (tfim_x K n)); [|apply dla_mult, dla_gen; right; now left].
  rewrite tfim_x_sum. apply half_of_twice.
Qed.
Lemma tfim_multiples g : In g (tfim_open K n) -> exists k a, a <= n /\ g =v= scale k (C n (ising n) a).
Proof.
  intros [<-|[<-|[]]]; exists (1 + 1)%K.
  - exists 1. split; [lia | apply tfim_zz_sum].
  - exists 0. split; [lia | apply tfim_x_sum].
Qed.

Theorem tfim_open_dim : matrix_dla_dim (tfim_open K n) (n * n).
Proof.
  apply matrix_dim, (fold_dim n (ising n) two_le_n tfim_path _ tfim_A tfim_B) with (t := ising_coordinate).
  - intros a p r. apply ising_coordinate_mul.
  - apply ising_coordinate_ising.
  - exact tfim_multiples.
Qed.
End TfimOpen.
