(** * Certificates as terms

    What a certificate tells besides its generators: the steps of a replay, and the rows of a basis, in
    short notation.  Nothing here has to be right for the theorems of Headlines.v to be true; a wrong
    witness proves nothing. *)
From Coq Require Import ZArith List.
From Liebound Require Import Field Fields Pauli Matrix checker.Upper checker.Lower checker.Closure checker.Print.
Import ListNotations.

(** a string as a number in base 4, after a leading 1: I, X, Y and Z are 0, 1, 2 and 3 *)
Fixpoint letters (code : positive) (behind : list letter) : list letter :=
  match code with
  | xH => behind
  | xO (xO c) => letters c (LI :: behind)
  | xI (xO c) => letters c (LX :: behind)
  | xO (xI c) => letters c (LY :: behind)
  | xI (xI c) => letters c (LZ :: behind)
  | _ => behind
  end.
Definition decode (n : nat) (code : Z) : pauli n := string_of n (letters (Z.to_pos code) []).

(** a denominator, and the terms of the row times it, the pivot first *)
Definition coded_row : Type := Z * list (Z * Z).
Definition decode_row (n : nat) (r : coded_row) : option (row n) :=
  match snd r with
  | [] => None
  | (pivot, _) :: _ => Some (Row (decode n pivot) (fst r) (map (fun cx => (decode n (fst cx), snd cx)) (snd r)))
  end.

Record witness := Witness { modulus : Z; steps : list step; coded_rows : list coded_row }.

Definition certificate_of {n} (G : list (rational_sum n)) (w : witness) : option (certificate n) :=
  option_map (Certificate G (Replay (modulus w) (steps w))) (all_some (decode_row n) (coded_rows w)).

Definition accepts {n} (G : list (rational_sum n)) (D : nat) (w : witness) : bool :=
  match certificate_of G w with Some c => check c && Nat.eqb (dimension c) D | None => false end.

Theorem accepted (K : fieldQ) {n} (G : list (rational_sum n)) D w : accepts G D w = true ->
  matrix_dla_dim (map (over K) G) D.
Proof.
  unfold accepts, certificate_of. destruct (all_some _ _) as [rows|]; [|discriminate]. cbn [option_map]. intro H.
  apply andb_prop in H as [H E]. apply Nat.eqb_eq in E as <-. exact (check_sound _ H K).
Qed.
