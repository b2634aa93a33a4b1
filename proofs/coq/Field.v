(** * Fields that contain the rational numbers

    Everything in this folder is proved over an arbitrary field K of characteristic 0.  The two
    fields of interest, Q and R, are built in [Fields.v].  Equality in K is the equality of Coq,
    and of two elements one may ask whether they are equal. *)
From Coq Require Import ZArith Lia Field Ring InitialRing.

(** Z maps to a ring in one way only: by a function with j 0 = 0 and j (z + 1) = j z + 1. *)
Lemma gen_phiZ_unique (R : Type) (zero one : R) (add mul sub : R -> R -> R) (opp : R -> R) (j : Z -> R) :
  ring_theory zero one add mul sub opp (@eq R) ->
  j 0%Z = zero -> (forall z, j (z + 1)%Z = add (j z) one) -> forall z, gen_phiZ zero one add mul opp z = j z.
Proof.
  intros Rt J0 J1.
  pose proof (gen_phiZ_morph (Eqsth R) (Eq_ext add mul opp) Rt) as M.
  assert (step : forall z, gen_phiZ zero one add mul opp (z + 1) = add (gen_phiZ zero one add mul opp z) one)
    by (intro z; exact (morph_add M z 1%Z)).
  assert (cancel : forall a b : R, add a one = add b one -> a = b).
  { intros a b H. assert (E : forall c, add (add c one) (opp one) = c).
    { intro c. rewrite <- (Radd_assoc Rt), (Ropp_def Rt), (Radd_comm Rt). apply (Radd_0_l Rt). }
    now rewrite <- (E a), H, E. }
  intro z. induction z as [|z IH|z IH] using Z.peano_ind; [now rewrite J0 | |].
  - unfold Z.succ. now rewrite step, J1, IH.
  - apply cancel. rewrite <- step, <- J1. replace (Z.pred z + 1)%Z with z by lia. exact IH.
Qed.

Record fieldQ := FieldQ {
  car :> Type;
  f0 : car;
  f1 : car;
  fadd : car -> car -> car;
  fmul : car -> car -> car;
  fsub : car -> car -> car;
  fopp : car -> car;
  fdiv : car -> car -> car;
  finv : car -> car;
  f_theory : field_theory f0 f1 fadd fmul fsub fopp fdiv finv (@eq car);
  f_char0 : forall z : Z, z <> 0%Z -> gen_phiZ f0 f1 fadd fmul fopp z <> f0;
  f_dec : forall a b : car, a = b \/ a <> b }.

Declare Scope K_scope.
Delimit Scope K_scope with K.
Bind Scope K_scope with car.
Notation "0" := (f0 _) : K_scope.
Notation "1" := (f1 _) : K_scope.
Infix "+" := (fadd _) : K_scope.
Infix "*" := (fmul _) : K_scope.
Infix "-" := (fsub _) : K_scope.
Notation "- x" := (fopp _ x) : K_scope.
Notation "/ x" := (finv _ x) : K_scope.
Local Open Scope K_scope.

Section Field.
Variable K : fieldQ.
Add Field K_field : (f_theory K).

(** ** The integers in K: 1 + ... + 1, and their negatives *)
Definition inj (z : Z) : K := gen_phiZ 0 1 (fadd K) (fmul K) (fopp K) z.

Let inj_morph := @gen_phiZ_morph K 0 1 (fadd K) (fmul K) (fsub K) (fopp K) (@eq K)
  (Eqsth K) (Eq_ext (fadd K) (fmul K) (fopp K)) (F_R (f_theory K)).

Lemma inj_0 : inj 0 = 0.
Proof. reflexivity. Qed.
Lemma inj_1 : inj 1 = 1.
Proof. reflexivity. Qed.
Lemma inj_add a b : inj (a + b) = inj a + inj b.
Proof. exact (morph_add inj_morph a b). Qed.
Lemma inj_mul a b : inj (a * b) = inj a * inj b.
Proof. exact (morph_mul inj_morph a b). Qed.
Lemma inj_opp a : inj (- a) = - inj a.
Proof. exact (morph_opp inj_morph a). Qed.
Lemma inj_sub a b : inj (a - b) = inj a - inj b.
Proof. exact (morph_sub inj_morph a b). Qed.

Lemma inj_unique (j : Z -> K) : j 0%Z = 0 -> (forall z, j (z + 1)%Z = j z + 1) -> forall z, inj z = j z.
Proof. exact (gen_phiZ_unique K _ _ _ _ _ _ j (F_R (f_theory K))). Qed.

Lemma inj_nonzero z : z <> 0%Z -> inj z <> 0.
Proof. apply f_char0. Qed.

Lemma inj_injective a b : inj a = inj b -> a = b.
Proof.
  intro H. destruct (Z.eq_dec a b) as [|N]; [assumption | exfalso].
  apply (inj_nonzero (a - b)); [lia|]. rewrite inj_sub, H. ring.
Qed.

Lemma one_nonzero : (1 : K) <> 0.
Proof. rewrite <- inj_1. apply inj_nonzero. lia. Qed.

Lemma two_nonzero : (1 + 1 : K) <> 0.
Proof. exact (inj_nonzero 2 ltac:(lia)). Qed.

Lemma three_nonzero : (1 + 1 + 1 : K) <> 0.
Proof.
  replace (1 + 1 + 1) with (inj 3) by (unfold inj; cbn; ring). apply inj_nonzero. lia.
Qed.

(** ** Division *)
Lemma inv_l (a : K) : a <> 0 -> / a * a = 1.
Proof. apply (Finv_l (f_theory K)). Qed.

Lemma mul_eq_0 (a b : K) : a <> 0 -> a * b = 0 -> b = 0.
Proof.
  intros Ha H. transitivity (/ a * (a * b)).
  - transitivity (/ a * a * b); [rewrite inv_l by assumption | ]; ring.
  - rewrite H. ring.
Qed.

Definition half : K := / (1 + 1).

Lemma half_twice : half * (1 + 1) = 1.
Proof. apply inv_l, two_nonzero. Qed.

Lemma half_nonzero : half <> 0.
Proof. intro H. apply one_nonzero. rewrite <- half_twice, H. ring. Qed.
End Field.
Arguments inj {K}.
Arguments half {K}.
