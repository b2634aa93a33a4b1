(** * The generators of the theorems as text

    For the families of families/, for a few n, and for the headlines this prints the generators, in the
    words of `liebound show NAME n=... --canonical` but for the order of the terms and the counts of repeated
    letters.  tests/proofs/test_generators.sh compares the two. *)
From Liebound Require Import Field Pauli Sums Fields.
From Liebound Require Import families.XyChain families.TfimOpenFree families.TfimOpen families.TfimClosed
  families.TfimClosedFree families.Hea families.Heisenberg checker.Closure headlines.Ansatz.
From Coq Require Import ZArith QArith Qcanon List Ascii String DecimalString.
Import ListNotations.
Local Open Scope string_scope.

Definition line_feed : string := String (ascii_of_nat 10) "".
Definition decimal (z : Z) : string := NilZero.string_of_int (Z.to_int z).
Definition coefficient (q : Qc) : string :=
  decimal (Qnum q) ++ match Qden q with 1%positive => "" | d => "/" ++ decimal (Zpos d) end.

Definition letter_text (l : letter) : string := match l with LI => "I" | LX => "X" | LY => "Y" | LZ => "Z" end.
Fixpoint label {n} : pauli n -> string :=
  match n with O => fun _ => "" | S m => fun a => letter_text (fst a) ++ label (snd a) end.

Definition sum_text {n} (v : vec Q_field n) : string :=
  concat " " (map (fun ax => coefficient (snd ax) ++ " " ++ label (fst ax)) v).
Definition member_text {n} (name : string) (G : list (vec Q_field n)) : string :=
  "family " ++ name ++ line_feed ++ concat "" (map (fun g => sum_text g ++ line_feed) G).

Definition text (name : string) (n : nat) : list (vec Q_field n) -> string :=
  member_text (name ++ " n=" ++ decimal (Z.of_nat n)).

Definition families (ns : list nat) : string :=
  concat "" (map (fun n =>
    text "tfim-open" n (tfim_open Q_field n) ++
    text "tfim-closed" n (tfim_closed Q_field n) ++
    text "tfim-open-free" n (tfim_open_free Q_field n) ++
    text "tfim-closed-free" n (tfim_closed_free Q_field n) ++
    text "xy-chain" n (xy_chain Q_field n) ++
    text "hea" n (hea Q_field n) ++
    text "heisenberg-open-free" n (heisenberg_open_free Q_field n) ++
    text "heisenberg-closed-free" n (heisenberg_closed_free Q_field n)) ns).

Definition headline {n} (name : string) (G : list (rational_sum n)) : string := member_text name (map (over Q_field) G).
Definition headlines : string :=
  headline "ltfim-open n=5" (ltfim_open 5) ++
  headline "ltfim-closed n=6" (ltfim_closed 6) ++
  headline "qaoa-grid rows=2 columns=3" (qaoa_grid 2 3) ++
  headline "qaoa-complete n=6" (qaoa_complete 6) ++
  headline "qaoa-star n=6" (qaoa_star 6) ++
  headline "xxz-open n=6" (xxz_open 6) ++
  headline "xxz-open n=7" (xxz_open 7) ++
  headline "heisenberg-open n=6" (heisenberg_open 6) ++
  headline "heisenberg-closed n=6" (heisenberg_closed 6) ++
  headline "sn-equivariant n=5" (sn_equivariant 5) ++
  headline "headlines/uccsd.alg" uccsd.

Eval vm_compute in (families [3; 4; 5; 8; 13]%nat ++ headlines).
