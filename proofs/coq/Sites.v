(** * Strings with few letters, and coordinates of strings

    [site n i l] has the letter l on qubit i, [bond n i l j m] l on i and m on j.  A string is the
    pair of bit vectors of its X parts (1 for X and Y) and Z parts (1 for Z and Y), and products
    add them: so the parts are additive functions that tell strings apart. *)
From Coq Require Import List Lia Arith Bool Btauto.
From Liebound Require Import Pauli.

Definition site (n i : nat) (l : letter) : pauli n := string n (fun k => if k =? i then l else LI).
Definition bond (n i : nat) (l : letter) (j : nat) (m : letter) : pauli n := mul (site n i l) (site n j m).

Definition x_part (l : letter) : bool := match l with LX | LY => true | LI | LZ => false end.
Definition z_part (l : letter) : bool := match l with LZ | LY => true | LI | LX => false end.
Definition letter_anti (l m : letter) : bool := xorb (x_part l && z_part m) (z_part l && x_part m).

Section Sites.
Context {n : nat}.
Implicit Types (a b : pauli n) (l m : letter) (i j k : nat).

Lemma letter_at_mul a b i : letter_at (mul a b) i = letter_mul (letter_at a i) (letter_at b i).
Proof. revert i. induction n as [|p IH]; intros [|i]; cbn [letter_at mul fst snd]; auto. Qed.
Lemma letter_at_identity i : letter_at (identity n) i = LI.
Proof. revert i. induction n as [|p IH]; intros [|i]; cbn [letter_at identity fst snd]; auto. Qed.
Lemma letter_at_site i l k : k < n -> letter_at (site n i l) k = if k =? i then l else LI.
Proof. apply (letter_at_string n (fun k => if k =? i then l else LI)). Qed.

Lemma letter_at_ext a b : (forall i, i < n -> letter_at a i = letter_at b i) -> a = b.
Proof. intro H. rewrite <- (string_letter_at n a), <- (string_letter_at n b). now apply string_ext. Qed.

Lemma x_part_mul l m : x_part (letter_mul l m) = xorb (x_part l) (x_part m).
Proof. now destruct l, m. Qed.
Lemma z_part_mul l m : z_part (letter_mul l m) = xorb (z_part l) (z_part m).
Proof. now destruct l, m. Qed.
End Sites.

Lemma site_identity n i : site n i LI = identity n.
Proof. unfold site. rewrite identity_string. apply string_ext. intros k _. now destruct (k =? i). Qed.

Lemma anti_identity {n} (a : pauli n) : anti (identity n) a = false.
Proof. unfold anti. now rewrite phase_identity. Qed.

(** a string with one letter anticommutes with the strings that have another letter there *)
Lemma anti_site n i l (a : pauli n) : i < n -> anti (site n i l) a = letter_anti l (letter_at a i).
Proof.
  revert i. induction n as [|n IH]; intros i Hi; [lia|]. destruct a as [m a], i as [|i].
  - unfold anti, site. cbn [string phase fst snd letter_at Nat.eqb]. rewrite turn_odd_add.
    replace (string n (fun i => LI)) with (identity n) by apply identity_string.
    rewrite phase_identity, xorb_false_r. now destruct l, m.
  - unfold anti, site. cbn [string phase fst snd letter_at Nat.eqb]. rewrite turn_odd_add.
    change (string n (fun k => if k =? i then l else LI)) with (site n i l).
    change (turn_odd (phase (site n i l) a)) with (anti (site n i l) a).
    rewrite IH by lia. now destruct m, (letter_anti l (letter_at a i)).
Qed.
Lemma anti_bond n i l j m (a : pauli n) : i < n -> j < n ->
  anti (bond n i l j m) a = xorb (letter_anti l (letter_at a i)) (letter_anti m (letter_at a j)).
Proof. intros Hi Hj. unfold bond. now rewrite anti_mul_l, !anti_site. Qed.
Lemma letter_at_bond n i l j m k : k < n ->
  letter_at (bond n i l j m) k = letter_mul (if k =? i then l else LI) (if k =? j then m else LI).
Proof. intro H. unfold bond. now rewrite letter_at_mul, !letter_at_site. Qed.

(** the sum of the Z parts on qubits 0, ..., i *)
Fixpoint z_sum {n} (i : nat) (a : pauli n) : bool :=
  match i with O => z_part (letter_at a 0) | S j => xorb (z_sum j a) (z_part (letter_at a (S j))) end.
Lemma z_sum_mul {n} i (a b : pauli n) : z_sum i (mul a b) = xorb (z_sum i a) (z_sum i b).
Proof. induction i as [|i IH]; cbn [z_sum]; rewrite ?IH, letter_at_mul, z_part_mul; btauto. Qed.
