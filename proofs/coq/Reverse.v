(** * The qubits in reverse order

    Reversing the order of the qubits keeps products of strings, their phases and brackets. *)
From Coq Require Import List Lia Arith.
From Liebound Require Import Pauli Lists Sites State.

Fixpoint turn_sum (n : nat) (h : nat -> turn) : turn :=
  match n with O => T0 | S m => turn_add (h O) (turn_sum m (fun i => h (S i))) end.

Lemma turn_add_comm s t : turn_add s t = turn_add t s.
Proof. now destruct s, t. Qed.
Lemma turn_add_assoc s t u : turn_add s (turn_add t u) = turn_add (turn_add s t) u.
Proof. now destruct s, t, u. Qed.

Lemma turn_sum_ext n h g : (forall i, i < n -> h i = g i) -> turn_sum n h = turn_sum n g.
Proof.
  revert h g. induction n as [|n IH]; intros h g H; [reflexivity|]. cbn [turn_sum].
  f_equal; [apply H | apply IH; intros; apply H]; lia.
Qed.
Lemma turn_sum_last n h : turn_sum (S n) h = turn_add (turn_sum n h) (h n).
Proof.
  revert h. induction n as [|n IH]; intro h; [apply turn_add_comm|].
  change (turn_sum (S (S n)) h) with (turn_add (h O) (turn_sum (S n) (fun i => h (S i)))).
  rewrite IH, turn_add_assoc. reflexivity.
Qed.
Lemma turn_sum_reverse n h : turn_sum n (fun i => h (n - 1 - i)) = turn_sum n h.
Proof.
  induction n as [|n IH]; [reflexivity|]. rewrite (turn_sum_last n h), <- IH, turn_add_comm. cbn [turn_sum].
  f_equal; [f_equal; lia|]. apply turn_sum_ext. intros i Hi. f_equal. lia.
Qed.

Lemma phase_sum {n} (a b : pauli n) : phase a b = turn_sum n (fun i => letter_phase (letter_at a i) (letter_at b i)).
Proof. induction n as [|n IH]; [reflexivity|]. cbn [phase turn_sum letter_at]. now rewrite IH. Qed.
Lemma y_power_sum {n} (a : pauli n) :
  y_power a = turn_sum n (fun i => match letter_at a i with LY => T3 | _ => T0 end).
Proof. induction n as [|n IH]; [reflexivity|]. cbn [y_power turn_sum letter_at]. now rewrite IH. Qed.

Lemma y_power_none {n} (a : pauli n) : (forall i, i < n -> letter_at a i <> LY) -> y_power a = T0.
Proof.
  intro H. rewrite y_power_sum, (turn_sum_ext n _ (fun _ => T0)).
  - clear. induction n as [|n IH]; [reflexivity|]. exact IH.
  - intros i Hi. specialize (H i Hi). now destruct (letter_at a i).
Qed.

Section Reverse.
Context {n : nat}.
Implicit Types a b : pauli n.

Definition reverse a : pauli n := string n (fun i => letter_at a (n - 1 - i)).

Lemma letter_at_reverse a i : i < n -> letter_at (reverse a) i = letter_at a (n - 1 - i).
Proof. apply (letter_at_string n (fun i => letter_at a (n - 1 - i))). Qed.
Lemma reverse_mul a b : reverse (mul a b) = mul (reverse a) (reverse b).
Proof.
  apply letter_at_ext. intros i Hi. now rewrite letter_at_mul, !letter_at_reverse, letter_at_mul.
Qed.
Lemma phase_reverse a b : phase (reverse a) (reverse b) = phase a b.
Proof.
  rewrite !phase_sum, <- turn_sum_reverse. apply turn_sum_ext. intros i Hi.
  rewrite !letter_at_reverse by lia. now replace (n - 1 - (n - 1 - i)) with i by lia.
Qed.
Lemma sg_reverse a b : sg (reverse a) (reverse b) = sg a b.
Proof. unfold sg. now rewrite phase_reverse. Qed.
Lemma y_power_reverse a : y_power (reverse a) = y_power a.
Proof.
  rewrite !y_power_sum, <- turn_sum_reverse. apply turn_sum_ext. intros i Hi.
  rewrite letter_at_reverse by lia. now replace (n - 1 - (n - 1 - i)) with i by lia.
Qed.
End Reverse.

Lemma reverse_site n i l : i < n -> reverse (site n i l) = site n (n - 1 - i) l.
Proof.
  intro Hi. apply letter_at_ext. intros k Hk. rewrite letter_at_reverse, !letter_at_site by lia.
  destruct (Nat.eqb_spec (n - 1 - k) i), (Nat.eqb_spec k (n - 1 - i)); try reflexivity; lia.
Qed.

Lemma letter_at_z_string {n} (a : pauli n) i : letter_at (z_string a) i = if z_part (letter_at a i) then LZ else LI.
Proof. revert i. induction n as [|n IH]; intros [|i]; cbn [letter_at z_string fst snd]; auto. Qed.
Lemma z_string_reverse {n} (a : pauli n) : z_string (reverse a) = reverse (z_string a).
Proof.
  apply letter_at_ext. intros i Hi. now rewrite letter_at_z_string, !letter_at_reverse, letter_at_z_string.
Qed.
