(** * The ansatz families of the headlines

    Generators as lists of strings with rational coefficients, for any number of qubits and any graph;
    the edges of a graph are pairs of qubits.  The names are those of the catalogue. *)
From Coq Require Import List Arith QArith.
From Liebound Require Import Pauli Sites checker.Closure checker.Print.
Import ListNotations.
Local Open Scope nat_scope.

(** ** Graphs *)
Definition graph : Type := list (nat * nat).
Definition path (n : nat) : graph := map (fun i => (i, i + 1)) (seq 0 (n - 1)).
Definition cycle (n : nat) : graph := map (fun i => (i, (i + 1) mod n)) (seq 0 n).
Definition star (n : nat) : graph := map (fun i => (0, i)) (seq 1 (n - 1)).
Definition complete (n : nat) : graph := flat_map (fun j => map (fun i => (i, j)) (seq 0 j)) (seq 0 n).
(** qubit r * columns + c stands in row r and column c *)
Definition grid (rows columns : nat) : graph :=
  flat_map (fun r => map (fun e => (r * columns + fst e, r * columns + snd e)) (path columns)) (seq 0 rows) ++
  flat_map (fun c => map (fun e => (fst e * columns + c, snd e * columns + c)) (path rows)) (seq 0 columns).

(** ** Sums over qubits and over edges *)
Definition on_qubits (n : nat) (l : letter) : rational_sum n := map (fun i => (site n i l, 1%Q)) (seq 0 n).
Definition on_edges (n : nat) (E : graph) (l : letter) : rational_sum n :=
  map (fun e => (bond n (fst e) l (snd e) l, 1%Q)) E.

(** ** Families *)
Definition qaoa (n : nat) (E : graph) : list (rational_sum n) := [on_edges n E LZ; on_qubits n LX].
Definition qaoa_complete n := qaoa n (complete n).
Definition qaoa_star n := qaoa n (star n).
Definition qaoa_grid rows columns := qaoa (rows * columns) (grid rows columns).

Definition ltfim (n : nat) (E : graph) : list (rational_sum n) := [on_edges n E LZ; on_qubits n LX; on_qubits n LZ].
Definition ltfim_open n := ltfim n (path n).
Definition ltfim_closed n := ltfim n (cycle n).

Definition xxz (n : nat) (E : graph) : list (rational_sum n) := [on_edges n E LX ++ on_edges n E LY; on_edges n E LZ].
Definition xxz_open n := xxz n (path n).

Definition heisenberg (n : nat) (E : graph) : list (rational_sum n) :=
  [on_edges n E LX; on_edges n E LY; on_edges n E LZ].
Definition heisenberg_open n := heisenberg n (path n).
Definition heisenberg_closed n := heisenberg n (cycle n).

Definition sn_equivariant (n : nat) : list (rational_sum n) :=
  [on_qubits n LX; on_qubits n LY; on_edges n (complete n) LZ].

(** unitary coupled cluster, singles and doubles, on 4 spin orbitals of which 0 and 1 are occupied: the
    excitations 0 -> 2, 1 -> 3 and 01 -> 23 after Jordan and Wigner *)
Definition weighted (n : nat) (q : Q) (l : list (list letter)) : rational_sum n := map (fun s => (string_of n s, q)) l.
Definition uccsd : list (rational_sum 4) :=
  [weighted 4 (1 # 2) [[LY; LZ; LX; LI]] ++ weighted 4 (- (1 # 2)) [[LX; LZ; LY; LI]];
   weighted 4 (1 # 2) [[LI; LY; LZ; LX]] ++ weighted 4 (- (1 # 2)) [[LI; LX; LZ; LY]];
   weighted 4 (1 # 8) [[LX; LX; LX; LY]; [LX; LX; LY; LX]; [LX; LY; LY; LY]; [LY; LX; LY; LY]] ++
   weighted 4 (- (1 # 8)) [[LX; LY; LX; LX]; [LY; LX; LX; LX]; [LY; LY; LX; LY]; [LY; LY; LY; LX]]].
