(** * The open Ising chain with one angle for each term: so(2n) *)
From Coq Require Import List Lia Arith Bool.
From Liebound Require Import Field Pauli Sums Matrix Lists Strings Sites Path families.Ising.
Import ListNotations.

(** the family tfim-open-free of the catalogue: i Z_i Z_{i+1} and i X_i *)
Definition tfim_open_free (K : fieldQ) (n : nat) : list (vec K n) :=
  map single (map (fun i => ZZ n i (S i)) (seq 0 (n - 1))) ++ map single (map (X n) (seq 0 n)).

Theorem tfim_open_free_dim (K : fieldQ) n : matrix_dla_dim (tfim_open_free K n) (n * (2 * n - 1)).
Proof.
  apply matrix_dim_incl with (G := map single (map (ising n) (seq 0 (2 * n - 1)))).
  - intro g. unfold tfim_open_free. rewrite <- map_app, !in_map_iff.
    split; intros (p & <- & Hp); exists p; (split; [reflexivity|]).
    + apply in_map_iff in Hp as (a & <- & Ha). apply in_seq in Ha. apply in_app_iff.
      by_parity a; [right; apply (in_map (X n)) | left; apply (in_map (fun i => ZZ n i (S i)))]; apply in_seq; lia.
    + apply in_app_iff in Hp as [Hp|Hp]; apply in_map_iff in Hp as (i & <- & Hi); apply in_seq in Hi.
      * rewrite <- ising_odd. apply in_map, in_seq. lia.
      * rewrite <- ising_even. apply in_map, in_seq. lia.
  - replace (n * (2 * n - 1)) with ((2 * n - 1) * (2 * n - 1 + 1) / 2).
    + apply path_dim with (t := ising_coordinate).
      * apply ising_path.
      * apply ising_coordinate_mul.
      * apply ising_coordinate_ising.
    + destruct n as [|n]; [reflexivity|]. replace (2 * S n - 1 + 1) with (S n * 2) by lia.
      rewrite Nat.mul_assoc, Nat.div_mul by lia. apply Nat.mul_comm.
Qed.
