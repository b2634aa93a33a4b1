(** * The text of a claim

    A program that reads certificates is not part of the proof.  Instead, the claim that was checked is
    printed, and compared byte by byte with the text in the file: the section from "qubits" through the
    generators, for which the format has one text only (see proofs/README.md).  [verify_sound] and
    [verify_strings_sound] are the theorems behind the program liebound-verify. *)
From Coq Require Import ZArith QArith Bool Ascii String Decimal DecimalString List.
From Liebound Require Import Field Fields Pauli Sums Matrix Closure Components.
Import ListNotations.

Definition text : Type := list ascii.
Local Notation "'lit' s" := (list_ascii_of_string s) (at level 0, s at level 0).
Definition newline : ascii := "010".
Definition space : ascii := " ".

(** ** Numbers *)
Definition digits (d : uint) : text := list_ascii_of_string (NilZero.string_of_uint d).
Definition natural (k : nat) : text := digits (Nat.to_uint k).
Definition rational (q : Q) : text :=
  match Qnum q with
  | Z0 => lit "0"
  | Zpos a => digits (Pos.to_uint a)
  | Zneg a => lit "-" ++ digits (Pos.to_uint a)
  end ++ match Qden q with xH => [] | b => lit "/" ++ digits (Pos.to_uint b) end.

(** ** Strings: a run of k >= 3 equal letters is the letter and k *)
Definition letter_text (l : letter) : ascii := match l with LI => "I" | LX => "X" | LY => "Y" | LZ => "Z" end.
Definition run (l : letter) (k : nat) : text :=
  if Nat.leb k 2 then repeat (letter_text l) k else letter_text l :: natural k.
(** after k letters l *)
Fixpoint runs {n} (l : letter) (k : nat) : pauli n -> text :=
  match n with
  | O => fun _ => run l k
  | S m => fun s => if letter_eqb l (fst s) then runs l (S k) (snd s) else run l k ++ runs (fst s) 1 (snd s)
  end.
Definition string_text {n} (s : pauli n) : text := runs LI 0 s.

Fixpoint string_of (n : nat) (letters : list letter) : pauli n :=
  match n with
  | O => tt
  | S m => match letters with [] => (LI, string_of m []) | l :: letters' => (l, string_of m letters') end
  end.

(** ** Sums: coefficients and strings, separated by spaces; rows of a basis *)
Definition term_text {n} (ax : pauli n * Q) : text := rational (snd ax) ++ space :: string_text (fst ax).
Fixpoint separated (l : list text) : text :=
  match l with [] => [] | [t] => t | t :: l' => t ++ space :: separated l' end.
Definition sum_text {n} (g : rational_sum n) : text :=
  match g with [] => lit "0" | _ => separated (map term_text g) end.
Definition row_text {n} (pivot : pauli n) (rest : rational_sum n) : text :=
  separated (string_text pivot :: map term_text rest).

(** ** The claim *)
Definition claim {n} (G : list (rational_sum n)) : text :=
  lit "qubits " ++ natural n ++ [newline] ++
  lit "generators " ++ natural (length G) ++ [newline] ++
  flat_map (fun g => sum_text g ++ [newline]) G.

Fixpoint text_eqb (s t : text) : bool :=
  match s, t with
  | [], [] => true
  | a :: s', b :: t' => Ascii.eqb a b && text_eqb s' t'
  | _, _ => false
  end.
Lemma text_eqb_eq s t : text_eqb s t = true -> s = t.
Proof.
  revert t. induction s as [|a s IH]; intros [|b t] H; try discriminate; [reflexivity|].
  apply andb_true_iff in H as [Ha H]. apply Ascii.eqb_eq in Ha as ->. now rewrite (IH t H).
Qed.

(** whether [section] states the generators of the certificate, which proves the dimension *)
Definition verify {n} (section : text) (c : certificate n) : bool :=
  text_eqb section (claim (generators c)) && check c.

Theorem verify_sound {n} section (c : certificate n) : verify section c = true ->
  section = claim (generators c) /\
  forall K : fieldQ, matrix_dla_dim (map (over K) (generators c)) (dimension c).
Proof.
  intro H. apply andb_true_iff in H as [H1 H2]. split; [now apply text_eqb_eq | now apply check_sound].
Qed.

(** the same for generators that are single strings: N of them are reached *)
Definition verify_strings {n} (section : text) (G : list (rational_sum n)) (alone : list (pauli n))
    (components : list component) : option Z :=
  if text_eqb section (claim G) then check_strings G alone components else None.

Theorem verify_strings_sound {n} section (G : list (rational_sum n)) alone components N :
  verify_strings section G alone components = Some N ->
  section = claim G /\ forall K : fieldQ, matrix_dla_dim (map (over K) G) (Z.to_nat N).
Proof.
  unfold verify_strings. destruct (text_eqb section (claim G)) eqn:E; [|discriminate]. intro H.
  split; [now apply text_eqb_eq | now apply (check_strings_sound G alone components)].
Qed.
