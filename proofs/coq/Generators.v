(** * The generators of the theorems as text

    For the families of families/ this prints the generators for a few n, in the words of
    `liebound show NAME n=... --canonical` but for the order of the terms and the counts of repeated
    letters.  tests/proofs/test_generators.sh compares the two. *)
From Liebound Require Import Field Pauli Sums Fields.
From Liebound Require Import families.XyChain families.TfimOpenFree families.TfimOpen families.TfimClosed
  families.TfimClosedFree families.Hea.
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
Definition text (name : string) (n : nat) (G : list (vec Q_field n)) : string :=
  "family " ++ name ++ " n=" ++ decimal (Z.of_nat n) ++ line_feed
  ++ concat "" (map (fun g => sum_text g ++ line_feed) G).

Definition families (ns : list nat) : string :=
  concat "" (map (fun n =>
    text "tfim-open" n (tfim_open Q_field n) ++
    text "tfim-closed" n (tfim_closed Q_field n) ++
    text "tfim-open-free" n (tfim_open_free Q_field n) ++
    text "tfim-closed-free" n (tfim_closed_free Q_field n) ++
    text "xy-chain" n (xy_chain Q_field n) ++
    text "hea" n (hea Q_field n)) ns).

Eval vm_compute in families [3; 4; 5; 8; 13]%nat.
