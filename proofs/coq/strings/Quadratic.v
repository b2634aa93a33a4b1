(** * Spans of strings, quadratic forms, and products picked from a list

    Strings are vectors over F2: the product is the sum, and the form is 1 on strings that anticommute.  A
    string t stands for the quadratic form Q with Q(a) = 1 when the number of letters Y in a is odd, or a
    and t anticommute, but not both. *)
From Coq Require Import List Lia Arith Bool Btauto.
From Liebound Require Import Pauli Sites Strings.
Import ListNotations.

Section Quadratic.
Context {n : nat}.
Implicit Types (a b u v : pauli n) (W E : list (pauli n)) (x : list bool).

(** ** Spans *)
Inductive spanned W : pauli n -> Prop :=
| spanned_one : spanned W (identity n)
| spanned_mul w v : In w W -> spanned W v -> spanned W (mul w v).

Lemma mul_identity_r a : mul a (identity n) = a.
Proof. rewrite mul_comm. apply mul_identity. Qed.
Lemma spanned_in W w : In w W -> spanned W w.
Proof. intro H. rewrite <- (mul_identity_r w). apply spanned_mul; [assumption | apply spanned_one]. Qed.
Lemma spanned_product W u v : spanned W u -> spanned W v -> spanned W (mul u v).
Proof.
  induction 1 as [|w u Hw _ IH]; intro Hv; [now rewrite mul_identity|]. rewrite mul_assoc. apply spanned_mul; auto.
Qed.
Lemma spanned_incl W W' : (forall w, In w W -> spanned W' w) -> forall v, spanned W v -> spanned W' v.
Proof. intros H v. induction 1; [apply spanned_one | now apply spanned_product; [apply H|]]. Qed.
Lemma spanned_more W W' v : (forall w, In w W -> In w W') -> spanned W v -> spanned W' v.
Proof. intro H. apply spanned_incl. intros w Hw. apply spanned_in, H, Hw. Qed.
Lemma spanned_cons g W v : spanned (g :: W) v -> spanned W v \/ spanned W (mul g v).
Proof.
  induction 1 as [|w v [->|Hw] _ [IH|IH]]; [left; apply spanned_one | right | left | left | right].
  - now rewrite mul_cancel.
  - assumption.
  - now apply spanned_mul.
  - rewrite mul_swap. now apply spanned_mul.
Qed.

(** whether v anticommutes with something in the span of W *)
Definition meets W v : bool := existsb (fun w => anti w v) W.
Lemma meets_spanned W u v : spanned W u -> anti u v = true -> meets W v = true.
Proof.
  induction 1 as [|w u Hw _ IH]; intro H; [now rewrite anti_identity in H|]. rewrite anti_mul_l in H.
  destruct (anti w v) eqn:E; [apply existsb_exists; now exists w | apply IH; now rewrite xorb_false_l in H].
Qed.
Lemma commutes_spanned W u v : meets W v = false -> spanned W u -> anti u v = false.
Proof. intros H Hu. destruct (anti u v) eqn:E; [|reflexivity]. now rewrite (meets_spanned W u v Hu E) in H. Qed.
Lemma meets_cons g W v : meets (g :: W) v = anti g v || meets W v.
Proof. reflexivity. Qed.
Lemma meets_exists W v : meets W v = true -> exists w, In w W /\ anti w v = true.
Proof. intro H. now apply existsb_exists in H. Qed.

(** ** Quadratic forms *)
Fixpoint y_parity {m} : pauli m -> bool :=
  match m with
  | O => fun _ => false
  | S m' => fun s => xorb (match fst s with LY => true | _ => false end) (y_parity (snd s))
  end.
Definition quadratic (t a : pauli n) : bool := xorb (y_parity a) (anti t a).

Lemma y_parity_mul {m} (a b : pauli m) : y_parity (mul a b) = xorb (xorb (y_parity a) (y_parity b)) (anti a b).
Proof.
  induction m as [|m IH]; [reflexivity|]. destruct a as [l a], b as [k b]. unfold anti in *.
  cbn [y_parity mul phase fst snd]. rewrite IH, turn_odd_add.
  destruct l, k; cbn [letter_mul letter_phase turn_odd]; btauto.
Qed.
Lemma quadratic_mul t a b : quadratic t (mul a b) = xorb (xorb (quadratic t a) (quadratic t b)) (anti a b).
Proof. unfold quadratic. rewrite y_parity_mul, anti_mul_r. btauto. Qed.
Lemma quadratic_identity t : quadratic t (identity n) = false.
Proof.
  pose proof (quadratic_mul t (identity n) (identity n)) as H. rewrite mul_self, anti_self in H.
  now destruct (quadratic t (identity n)).
Qed.

(** ** Products of the elements of a list that bits pick *)
Fixpoint pick E x : pauli n :=
  match E, x with
  | e :: E', b :: x' => if b then mul e (pick E' x') else pick E' x'
  | _, _ => identity n
  end.
Fixpoint dot (f x : list bool) : bool :=
  match f, x with b :: f', c :: x' => xorb (b && c) (dot f' x') | _, _ => false end.
Fixpoint add_bits (x y : list bool) : list bool :=
  match x, y with b :: x', c :: y' => xorb b c :: add_bits x' y' | _, _ => [] end.

Lemma spanned_pick E x : spanned E (pick E x).
Proof.
  revert x. induction E as [|e E IH]; intros [|b x]; cbn [pick]; try apply spanned_one.
  assert (H : spanned (e :: E) (pick E x)) by (apply spanned_more with E; [now right | apply IH]).
  destruct b; [apply spanned_mul; [now left | assumption] | assumption].
Qed.
Lemma anti_pick a E x : anti a (pick E x) = dot (map (anti a) E) x.
Proof.
  revert x. induction E as [|e E IH]; intros [|b x]; cbn [pick map dot]; try (rewrite anti_comm; apply anti_identity).
  destruct b; [rewrite anti_mul_r, IH, andb_true_r; reflexivity | now rewrite IH, andb_false_r, xorb_false_l].
Qed.
Lemma anti_pick_l a E x : anti (pick E x) a = dot (map (fun e => anti e a) E) x.
Proof.
  rewrite anti_comm, anti_pick. f_equal. apply map_ext. intro e. apply anti_comm.
Qed.
Lemma pick_add E x y : length x = length E -> length y = length E -> pick E (add_bits x y) = mul (pick E x) (pick E y).
Proof.
  revert x y. induction E as [|e E IH]; intros [|b x] [|c y] Hx Hy; try discriminate; cbn [add_bits pick].
  - now rewrite mul_identity.
  - injection Hx as Hx. injection Hy as Hy. rewrite IH by assumption. destruct b, c; cbn [xorb].
    + now rewrite mul_assoc, (mul_swap (pick E x) e), mul_cancel.
    + now rewrite mul_assoc.
    + now rewrite mul_swap.
    + reflexivity.
Qed.
Lemma add_bits_length x y : length x = length y -> length (add_bits x y) = length x.
Proof. revert y. induction x as [|b x IH]; intros [|c y] H; try discriminate; cbn; [reflexivity|]. now rewrite IH; [|injection H]. Qed.
Lemma pick_none E : pick E (map (fun _ => false) E) = identity n.
Proof. induction E as [|e E IH]; [reflexivity | exact IH]. Qed.
Lemma pick_one w E : In w E -> exists x, length x = length E /\ w = pick E x.
Proof.
  induction E as [|e E IH]; [intros [] | intros [H|H]].
  - subst e. exists (true :: map (fun _ => false) E). cbn [length pick]. now rewrite map_length, pick_none, mul_identity_r.
  - destruct (IH H) as (x & Hx & ->). exists (false :: x). cbn [length pick]. now rewrite Hx.
Qed.
Lemma spanned_picked E v : spanned E v -> exists x, length x = length E /\ v = pick E x.
Proof.
  induction 1 as [|w v Hw _ (y & Hy & ->)].
  - exists (map (fun _ => false) E). now rewrite map_length, pick_none.
  - destruct (pick_one w E Hw) as (x & Hx & E'). exists (add_bits x y). rewrite pick_add, <- E' by assumption.
    split; [|reflexivity]. rewrite add_bits_length; congruence.
Qed.

(** the quadratic form on such a product, by its values and the form on the list *)
Fixpoint upper_gram E : list (list bool) :=
  match E with [] => [] | e :: E' => map (anti e) E' :: upper_gram E' end.
Fixpoint quadratic_bits (qs : list bool) (gs : list (list bool)) x : bool :=
  match qs, gs, x with
  | q :: qs', g :: gs', b :: x' => xorb (b && xorb q (dot g x')) (quadratic_bits qs' gs' x')
  | _, _, _ => false
  end.
Lemma quadratic_pick t E x : quadratic t (pick E x) = quadratic_bits (map (quadratic t) E) (upper_gram E) x.
Proof.
  revert x. induction E as [|e E IH]; intros [|b x]; cbn [pick map upper_gram quadratic_bits]; try apply quadratic_identity.
  destruct b; [rewrite quadratic_mul, IH, anti_pick; btauto | rewrite IH; btauto].
Qed.

(** ** The strings that are reached, and brackets of two of them *)
Lemma reached_bracket C a b : reached C a -> reached C b -> anti a b = true -> reached C (mul a b).
Proof.
  intro H. revert b. induction H as [a Ha|c a Hc Ha IH Hca]; intros b Hb H; [now apply reached_mul|].
  rewrite mul_assoc. rewrite anti_mul_l in H. destruct (anti a b) eqn:E.
  - apply reached_mul; [assumption | now apply IH|]. rewrite anti_mul_r, Hca. now destruct (anti c b).
  - rewrite mul_swap. apply IH; [apply reached_mul; [assumption..|]; now destruct (anti c b)|].
    rewrite anti_mul_r, (anti_comm c a), Hca, E. reflexivity.
Qed.
Lemma reached_cancel C a b : reached C a -> reached C (mul a b) -> anti a b = true -> reached C b.
Proof.
  intros Ha Hab H. rewrite <- (mul_cancel a b). apply reached_bracket; [assumption..|].
  now rewrite anti_mul_r, anti_self, H.
Qed.
End Quadratic.
