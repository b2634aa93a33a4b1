(** * Algebras of single strings

    When every generator is one Pauli string, the Lie algebra is spanned by strings: by those that
    are reached from the generators when a generator a may be multiplied to a string b that it
    anticommutes with (Lemma 1 of proofs/strings.md).  So its dimension is a number of strings. *)
From Coq Require Import ZArith List Lia Bool Field Ring Setoid Morphisms.
From Liebound Require Import Field Space Pauli Sums Matrix.
Import ListNotations.
Local Open Scope K_scope.

(** ** Vectors with a string each that occurs in no other one are independent *)
Theorem indep_dual {K : fieldQ} {n} {I : Type} (v : I -> vec K n) (p : I -> pauli n) l : NoDup l ->
  (forall i j, In i l -> In j l -> i <> j -> coef (v i) (p j) = 0) ->
  (forall i, In i l -> coef (v i) (p i) <> 0) ->
  @indep K (sums K n) (map v l).
Proof.
  apply (indep_by_functions (V := sums K n) v (fun i u => coef u (p i))).
  - intros i u w H. apply H.
  - reflexivity.
  - intros i k u w. change (coef (scale k u ++ w) (p i) = k * coef u (p i) + coef w (p i)).
    now rewrite coef_app, coef_scale.
Qed.

(** ** The strings that are reached *)
Inductive reached {n} (C : list (pauli n)) : pauli n -> Prop :=
| reached_gen a : In a C -> reached C a
| reached_mul a b : In a C -> reached C b -> anti a b = true -> reached C (mul a b).

(** whether a string is in a list *)
Definition among {n} (l : list (pauli n)) (b : pauli n) : bool := existsb (peqb b) l.
Lemma in_among {n} l (b : pauli n) : among l b = true <-> In b l.
Proof.
  unfold among. rewrite existsb_exists. split.
  - intros (c & Hc & E). now apply peqb_eq in E as ->.
  - intro H. exists b. split; [assumption | apply peqb_refl].
Qed.

(** a step with a generator can be taken back *)
Lemma reached_link {n} (C : list (pauli n)) a b : In a C -> anti a b = true -> reached C b <-> reached C (mul a b).
Proof.
  intros Ha H. split; intro Hb; [now apply reached_mul|].
  rewrite <- (mul_cancel a b). apply reached_mul; [assumption | assumption|].
  now rewrite anti_mul_r, anti_self, xorb_false_l.
Qed.

Definition single {K : fieldQ} {n} (a : pauli n) : vec K n := [(a, 1)].
#[global] Arguments single {K n} a : simpl never.

Section Single.
Context {K : fieldQ} {n : nat}.
Add Field K_field' : (f_theory K).
Implicit Types (a b c : pauli n) (C S : list (pauli n)).

Lemma coef_single_one a c : coef (single a : vec K n) c = delta c a.
Proof. unfold single. rewrite coef_single. ring. Qed.

Lemma bracket_single a b : <{single a, single b}> =v= scale (inj (sg a b)) (single (mul a b) : vec K n).
Proof. intro c. unfold single, bracket, bracket_string, scale. cbn [flat_map map fst snd app]. rewrite !coef_single. ring. Qed.
Lemma bracket_commute a b : anti a b = false -> <{single a, single b}> =v= ([] : vec K n).
Proof. intro H. rewrite bracket_single, sg_commute by assumption. intro c. rewrite coef_scale, inj_0, coef_nil. ring. Qed.

Lemma sg_nonzero a b : anti a b = true -> inj (sg a b) <> (0 : K).
Proof. intro H. apply inj_nonzero. destruct (sg_anticommute a b H); lia. Qed.

Lemma reached_dla C a : reached C a -> dla (map single C) (single a : vec K n).
Proof.
  induction 1 as [a Ha|a b Ha _ IH H].
  - apply (lie_gen (V := sums K n)), in_map, Ha.
  - apply (lie_eq (V := sums K n) _ _ (scale (/ inj (sg a b)) <{single a, single b}>)).
    + cbn. rewrite bracket_single. intro c. rewrite !coef_scale.
      transitivity ((/ inj (sg a b) * inj (sg a b) : K) * coef (single (mul a b)) c); [ring|].
      rewrite inv_l by now apply sg_nonzero. ring.
    + apply (lie_scale (V := sums K n)), (lie_bracket (V := sums K n)); [|exact IH].
      apply (lie_gen (V := sums K n)), in_map, Ha.
Qed.

(** strings are independent *)
Lemma indep_strings S : NoDup S -> @indep K (sums K n) (map single S).
Proof.
  intro ND. apply (indep_dual single (fun a => a)); [assumption | |].
  - intros a b _ _ N. rewrite coef_single_one. now apply delta_other.
  - intros a _. rewrite coef_single_one, delta_same. apply one_nonzero.
Qed.

(** A list of different strings, all reached, that contains the generators and is closed under
    multiplication with generators that anticommute: its length is the dimension. *)
Theorem strings_dim C S : NoDup S ->
  (forall a, In a C -> In a S) ->
  (forall a b, In a C -> In b S -> anti a b = true -> In (mul a b) S) ->
  (forall a, In a S -> reached C a) ->
  @has_dim K (sums K n) (dla (map single C)) (length S).
Proof.
  intros ND HC Hmul HS. exists (map single S). repeat split.
  - apply map_length.
  - apply Forall_forall. intros v Hv. apply in_map_iff in Hv as (a & <- & Ha). now apply reached_dla, HS.
  - now apply indep_strings.
  - apply dla_in_span.
    + intros g Hg. apply in_map_iff in Hg as (a & <- & Ha). apply span_in, in_map, HC, Ha.
    + intros g v Hg Hv. apply in_map_iff in Hg as (a & <- & Ha). apply in_map_iff in Hv as (b & <- & Hb).
      destruct (anti a b) eqn:E.
      * eapply span_same; [apply bracket_single|]. apply span_mult, span_in, in_map, Hmul; assumption.
      * eapply span_same; [now apply bracket_commute | apply span_empty].
Qed.

Corollary strings_matrix_dim C S : NoDup S ->
  (forall a, In a C -> In a S) ->
  (forall a b, In a C -> In b S -> anti a b = true -> In (mul a b) S) ->
  (forall a, In a S -> reached C a) ->
  matrix_dla_dim (map (@single K n) C) (length S).
Proof. intros. now apply matrix_dim, strings_dim. Qed.
End Single.
