(** * The chain of independent strings X_i Y_{i+1}: so(n)

    The generators i X_0 Y_1, i X_1 Y_2, ..., i X_{n-2} Y_{n-1} anticommute along a path. *)
From Coq Require Import List Lia Arith Bool.
From Liebound Require Import Field Pauli Sums Matrix Lists Strings Sites Path.
Import ListNotations.

Definition xy (n i : nat) : pauli n := bond n i LX (S i) LY.
(** the family xy-chain of the catalogue *)
Definition xy_chain (K : fieldQ) (n : nat) : list (vec K n) := map single (map (xy n) (seq 0 (n - 1))).

Lemma xy_path n : path_on (xy n) 0 (n - 1 - 1).
Proof.
  intros a b Ha Hb. destruct (Nat.le_gt_cases n 1) as [L|L].
  - replace a with 0 by lia. replace b with 0 by lia. apply anti_self.
  - unfold xy, adjacent. rewrite anti_bond, !letter_at_bond by lia. decide_eqs.
Qed.

Theorem xy_chain_dim (K : fieldQ) n : matrix_dla_dim (xy_chain K n) (n * (n - 1) / 2).
Proof.
  replace (n * (n - 1) / 2) with ((n - 1) * (n - 1 + 1) / 2).
  - apply path_dim with (t := fun a p => z_part (letter_at p (S a))).
    + apply xy_path.
    + intros a p q. now rewrite letter_at_mul, z_part_mul.
    + intros a b Ha Hb. unfold xy. rewrite letter_at_bond by lia. decide_eqs.
  - destruct n as [|n]; [reflexivity|]. f_equal. rewrite Nat.mul_comm. f_equal; lia.
Qed.
