(** * Pauli strings

    A string on n qubits is a letter I, X, Y or Z for each qubit.  The product of two strings is a
    string times a power of i, as for the matrices: X Y = i Z.  In the Lie algebra the strings enter
    as the skew-Hermitian matrices i P, with [i P, i Q] = sg P Q (i PQ) and sg P Q one of 0, 2, -2.
    This file knows no matrices; that they obey these rules is proved in [Matrix.v]. *)
From Coq Require Import ZArith Bool Btauto Lia.

(** ** Powers of i *)
Inductive turn := T0 | T1 | T2 | T3.

Definition turn_add (s t : turn) : turn :=
  match s, t with
  | T0, t => t | s, T0 => s
  | T1, T1 | T3, T3 => T2
  | T1, T2 | T2, T1 => T3
  | T1, T3 | T3, T1 | T2, T2 => T0
  | T2, T3 | T3, T2 => T1
  end.
Definition turn_opp (t : turn) : turn := match t with T0 => T0 | T1 => T3 | T2 => T2 | T3 => T1 end.
Definition turn_odd (t : turn) : bool := match t with T1 | T3 => true | T0 | T2 => false end.

(** [i P, i Q] = - (i^t - i^-t) PQ for PQ with the power t, which is [turn_sign t] times i PQ *)
Definition turn_sign (t : turn) : Z := match t with T1 => -2 | T3 => 2 | T0 | T2 => 0 end.

Lemma turn_interchange s t u v :
  turn_add (turn_add s t) (turn_add u v) = turn_add (turn_add s u) (turn_add t v).
Proof. destruct s, t, u, v; reflexivity. Qed.
Lemma turn_opp_add s t : turn_opp (turn_add s t) = turn_add (turn_opp s) (turn_opp t).
Proof. destruct s, t; reflexivity. Qed.
Lemma turn_odd_add s t : turn_odd (turn_add s t) = xorb (turn_odd s) (turn_odd t).
Proof. destruct s, t; reflexivity. Qed.

(** ** Letters *)
Inductive letter := LI | LX | LY | LZ.

Definition letter_mul (a b : letter) : letter :=
  match a, b with
  | LI, b => b | a, LI => a
  | LX, LX | LY, LY | LZ, LZ => LI
  | LX, LY | LY, LX => LZ
  | LY, LZ | LZ, LY => LX
  | LZ, LX | LX, LZ => LY
  end.
Definition letter_phase (a b : letter) : turn :=
  match a, b with
  | LX, LY | LY, LZ | LZ, LX => T1
  | LY, LX | LZ, LY | LX, LZ => T3
  | _, _ => T0
  end.
Definition letter_eqb (a b : letter) : bool :=
  match a, b with LI, LI | LX, LX | LY, LY | LZ, LZ => true | _, _ => false end.

(** ** Strings: a letter, and a string on the remaining qubits *)
Fixpoint pauli (n : nat) : Type :=
  match n with O => unit | S m => (letter * pauli m)%type end.

(** the string with letter [f i] on qubit i *)
Fixpoint string (n : nat) (f : nat -> letter) : pauli n :=
  match n with O => tt | S m => (f O, string m (fun i => f (S i))) end.

Fixpoint letter_at {n} : pauli n -> nat -> letter :=
  match n with
  | O => fun _ _ => LI
  | S m => fun a i => match i with O => fst a | S j => letter_at (snd a) j end
  end.

Fixpoint identity (n : nat) : pauli n :=
  match n with O => tt | S m => (LI, identity m) end.

Fixpoint mul {n} : pauli n -> pauli n -> pauli n :=
  match n with
  | O => fun _ _ => tt
  | S m => fun a b => (letter_mul (fst a) (fst b), mul (snd a) (snd b))
  end.
Fixpoint phase {n} : pauli n -> pauli n -> turn :=
  match n with
  | O => fun _ _ => T0
  | S m => fun a b => turn_add (letter_phase (fst a) (fst b)) (phase (snd a) (snd b))
  end.
Fixpoint peqb {n} : pauli n -> pauli n -> bool :=
  match n with
  | O => fun _ _ => true
  | S m => fun a b => letter_eqb (fst a) (fst b) && peqb (snd a) (snd b)
  end.

(** whether two strings anticommute, and the structure constant of their bracket *)
Definition anti {n} (a b : pauli n) : bool := turn_odd (phase a b).
Definition sg {n} (a b : pauli n) : Z := turn_sign (phase a b).

Lemma letter_eqb_eq a b : letter_eqb a b = true <-> a = b.
Proof. destruct a, b; split; (reflexivity || discriminate). Qed.

Lemma peqb_eq {n} (a b : pauli n) : peqb a b = true <-> a = b.
Proof.
  induction n as [|n IH]; [destruct a, b; now split|]. destruct a as [l a], b as [m b]; cbn [peqb fst snd].
  rewrite andb_true_iff, letter_eqb_eq, IH. split; [now intros [-> ->] | intro E; now inversion E].
Qed.
Lemma peqb_refl {n} (a : pauli n) : peqb a a = true.
Proof. now apply peqb_eq. Qed.
Lemma pauli_dec {n} (a b : pauli n) : {a = b} + {a <> b}.
Proof.
  destruct (peqb a b) eqn:E; [left; now apply peqb_eq | right].
  intro F. apply peqb_eq in F. congruence.
Qed.
Lemma peqb_neq {n} (a b : pauli n) : a <> b -> peqb a b = false.
Proof. intro H. destruct (peqb a b) eqn:E; [|reflexivity]. now apply peqb_eq in E. Qed.

Lemma string_ext n f g : (forall i, i < n -> f i = g i) -> string n f = string n g.
Proof.
  revert f g. induction n as [|n IH]; intros f g H; [reflexivity|].
  cbn [string]. f_equal; [apply H | apply IH; intros; apply H]; lia.
Qed.
Lemma letter_at_string n f i : i < n -> letter_at (string n f) i = f i.
Proof.
  revert f i. induction n as [|n IH]; intros f [|i] H; try lia; cbn [letter_at string fst snd]; [reflexivity|].
  apply (IH (fun i => f (S i))). lia.
Qed.
Lemma string_letter_at n (a : pauli n) : string n (letter_at a) = a.
Proof.
  induction n as [|n IH]; [now destruct a|]. destruct a as [l a]. cbn [string letter_at fst snd].
  f_equal. apply IH.
Qed.
Lemma identity_string n : identity n = string n (fun _ => LI).
Proof. induction n as [|n IH]; cbn; [|rewrite IH]; reflexivity. Qed.
Lemma mul_string n f g : mul (string n f) (string n g) = string n (fun i => letter_mul (f i) (g i)).
Proof. revert f g. induction n as [|n IH]; intros f g; cbn; [|rewrite IH]; reflexivity. Qed.

(** ** The product: a commutative group of exponent 2, up to powers of i *)
Lemma mul_comm {n} (a b : pauli n) : mul a b = mul b a.
Proof.
  induction n as [|n IH]; [reflexivity|]. cbn. rewrite IH. now destruct (fst a), (fst b).
Qed.
Lemma mul_assoc {n} (a b c : pauli n) : mul (mul a b) c = mul a (mul b c).
Proof.
  induction n as [|n IH]; [reflexivity|]. cbn. rewrite IH. now destruct (fst a), (fst b), (fst c).
Qed.
Lemma mul_self {n} (a : pauli n) : mul a a = identity n.
Proof. induction n as [|n IH]; [reflexivity|]. cbn. rewrite IH. now destruct (fst a). Qed.
Lemma mul_identity {n} (a : pauli n) : mul (identity n) a = a.
Proof. induction n as [|n IH]; [now destruct a|]. destruct a as [l a]. cbn. now rewrite IH. Qed.
Lemma mul_cancel {n} (a b : pauli n) : mul a (mul a b) = b.
Proof. now rewrite <- mul_assoc, mul_self, mul_identity. Qed.
Lemma mul_eq_iff {n} (a b c : pauli n) : mul a b = c <-> b = mul a c.
Proof. split; [intros <- | intros ->]; now rewrite mul_cancel. Qed.
Lemma mul_swap {n} (a b c : pauli n) : mul a (mul b c) = mul b (mul a c).
Proof. now rewrite <- !mul_assoc, (mul_comm a b). Qed.

(** P (QR) = (PQ) R, with the powers of i *)
Lemma phase_assoc {n} (a b c : pauli n) :
  turn_add (phase a b) (phase (mul a b) c) = turn_add (phase b c) (phase a (mul b c)).
Proof.
  induction n as [|n IH]; [reflexivity|]. cbn [phase mul fst snd].
  rewrite turn_interchange, IH, (turn_interchange (letter_phase (fst b) (fst c))). f_equal.
  now destruct (fst a), (fst b), (fst c).
Qed.
Lemma phase_swap {n} (a b : pauli n) : phase b a = turn_opp (phase a b).
Proof.
  induction n as [|n IH]; [reflexivity|]. cbn [phase]. rewrite IH, turn_opp_add.
  now destruct (fst a), (fst b).
Qed.
Lemma phase_identity {n} (a : pauli n) : phase (identity n) a = T0.
Proof. induction n as [|n IH]; [reflexivity|]. cbn [phase identity fst snd]. now rewrite IH. Qed.
Lemma phase_self {n} (a : pauli n) : phase a a = T0.
Proof. induction n as [|n IH]; [reflexivity|]. cbn [phase]. rewrite IH. now destruct (fst a). Qed.

(** ** Anticommutation is bilinear and symmetric *)
Lemma anti_comm {n} (a b : pauli n) : anti b a = anti a b.
Proof. unfold anti. rewrite phase_swap. now destruct (phase a b). Qed.
Lemma anti_self {n} (a : pauli n) : anti a a = false.
Proof. unfold anti. now rewrite phase_self. Qed.
Lemma anti_mul_r {n} (a b c : pauli n) : anti a (mul b c) = xorb (anti a b) (anti a c).
Proof.
  unfold anti. induction n as [|n IH]; [reflexivity|]. cbn [phase mul fst snd].
  rewrite !turn_odd_add, IH.
  destruct (fst a), (fst b), (fst c); cbn [letter_mul letter_phase turn_odd]; btauto.
Qed.
Lemma anti_mul_l {n} (a b c : pauli n) : anti (mul a b) c = xorb (anti a c) (anti b c).
Proof. rewrite !(anti_comm c), anti_mul_r. reflexivity. Qed.

(** ** The structure constants obey the rules of a Lie algebra *)
Local Open Scope Z_scope.

Lemma sg_commute {n} (a b : pauli n) : anti a b = false -> sg a b = 0.
Proof. unfold anti, sg. now destruct (phase a b). Qed.
Lemma sg_anticommute {n} (a b : pauli n) : anti a b = true -> sg a b = 2 \/ sg a b = -2.
Proof. unfold anti, sg. destruct (phase a b); cbn; auto; discriminate. Qed.
Lemma sg_swap {n} (a b : pauli n) : sg b a = - sg a b.
Proof. unfold sg. rewrite phase_swap. now destruct (phase a b). Qed.

(** [a, [a, b]] = -4 b when a and b anticommute *)
Lemma sg_square {n} (a b : pauli n) : anti a b = true -> sg a b * sg a (mul a b) = -4.
Proof.
  unfold anti, sg. intro H. pose proof (phase_assoc a a b) as E. rewrite mul_self, phase_self, phase_identity in E.
  now destruct (phase a b), (phase a (mul a b)).
Qed.

Theorem sg_jacobi {n} (a b c : pauli n) :
  sg a b * sg (mul a b) c = sg b c * sg a (mul b c) - sg a c * sg b (mul a c).
Proof.
  pose proof (phase_assoc a b c) as E1. pose proof (phase_assoc b a c) as E2.
  pose proof (anti_mul_l a b c) as E3. rewrite (mul_comm b a), (phase_swap a b) in E2. unfold anti in E3.
  unfold sg. revert E1 E2 E3.
  generalize (phase a b) (phase b c) (phase a c) (phase (mul a b) c) (phase a (mul b c)) (phase b (mul a c)).
  intros p q r t u v.
  destruct p, q, t; cbn; intros E1 E2 E3; destruct r; try discriminate E3; destruct u; try discriminate E1;
    destruct v; try discriminate E2; reflexivity.
Qed.
