(** * Fields that contain the rational numbers

    Everything in this folder is proved over an arbitrary field K of characteristic 0.  The two
    fields of interest, Q and R, are built in [Fields.v].  Equality in K is the equality of Coq,
    and of two elements one may ask whether they are equal. *)
From Coq Require Import ZArith Lia Field Ring InitialRing.

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
