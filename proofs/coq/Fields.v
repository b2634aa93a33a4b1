(** * The rational and the real numbers

    Both are fields of characteristic 0.  The rational numbers need no axioms; the real numbers of
    Coq's standard library bring theirs along (see [Main.v]). *)
From Coq Require Import ZArith QArith Qcanon Reals RealField Lia Field InitialRing.
From Liebound Require Import Field Extension.

Definition Z_to_Qc (z : Z) : Qc := Q2Qc (inject_Z z).

Lemma Qc_of_Z z : gen_phiZ 0%Qc 1%Qc Qcplus Qcmult Qcopp z = Z_to_Qc z.
Proof.
  apply (gen_phiZ_unique Qc _ _ _ _ _ _ Z_to_Qc (F_R Qcft)).
  - now apply Qc_is_canon.
  - intro n. apply Qc_is_canon. unfold Z_to_Qc.
    change (Qred (inject_Z (n + 1)) == Qred (Qred (inject_Z n) + Qred 1))%Q.
    rewrite !Qred_correct, inject_Z_plus. reflexivity.
Qed.

Definition Q_field : fieldQ.
Proof.
  refine (FieldQ Qc 0%Qc 1%Qc Qcplus Qcmult Qcminus Qcopp Qcdiv Qcinv Qcft _ _).
  - intros z Hz. rewrite Qc_of_Z. intro E. apply Hz. unfold Z_to_Qc in E.
    change 0%Qc with (Q2Qc (inject_Z 0)) in E. apply Q2Qc_eq_iff in E. revert E.
    unfold Qeq, inject_Z; cbn [Qnum Qden]. now rewrite !Z.mul_1_r.
  - intros a b. destruct (Qc_eq_dec a b); auto.
Defined.

Definition R_field : fieldQ.
Proof.
  refine (FieldQ R 0%R 1%R Rplus Rmult Rminus Ropp Rdiv Rinv Rfield _ _).
  - intros z Hz. rewrite (gen_phiZ_unique R _ _ _ _ _ _ IZR (F_R Rfield)).
    + now apply not_0_IZR.
    + reflexivity.
    + intro n. apply plus_IZR.
  - intros a b. apply Req_dec.
Defined.

(** ** Q is contained in every field of characteristic 0 *)
Section Rationals.
Variable L : fieldQ.
Add Field L_field : (f_theory L).
Local Open Scope K_scope.

Definition fraction (q : Q) : L := inj (Qnum q) * / inj (QDen q).

Lemma den_nonzero q : inj (QDen q) <> (0 : L).
Proof. apply inj_nonzero. discriminate. Qed.

Lemma fraction_unique q (a : L) : a * inj (QDen q) = inj (Qnum q) -> fraction q = a.
Proof.
  intro H. unfold fraction. rewrite <- H.
  transitivity (a * (/ inj (QDen q) * inj (QDen q))); [|rewrite (inv_l L _ (den_nonzero q))]; ring.
Qed.
Lemma fraction_den q : fraction q * inj (QDen q) = inj (Qnum q).
Proof.
  unfold fraction. transitivity (inj (Qnum q) * (/ inj (QDen q) * inj (QDen q)) : L);
    [|rewrite (inv_l L _ (den_nonzero q))]; ring.
Qed.
Lemma fraction_eq p q : (p == q)%Q -> fraction p = fraction q.
Proof.
  intro H. unfold Qeq in H. apply fraction_unique.
  apply (f_equal (@inj L)) in H. rewrite !inj_mul, <- (fraction_den q) in H.
  assert (E : inj (QDen q) * (fraction q * inj (QDen p) - inj (Qnum p)) = 0).
  { transitivity (fraction q * inj (QDen q) * inj (QDen p) - inj (Qnum p) * inj (QDen q)); [ring|]. rewrite H. ring. }
  apply (mul_eq_0 L _ _ (den_nonzero q)) in E.
  transitivity (fraction q * inj (QDen p) - inj (Qnum p) + inj (Qnum p)); [ring | rewrite E; ring].
Qed.
Lemma fraction_add p q : fraction (p + q) = fraction p + fraction q.
Proof.
  apply fraction_unique. destruct p as [a b], q as [c d]. unfold Qplus. cbn [Qnum Qden].
  pose proof (fraction_den (a # b)) as Ea. pose proof (fraction_den (c # d)) as Ec. cbn [Qnum Qden] in *.
  rewrite Pos2Z.inj_mul, inj_add, !inj_mul, <- Ea, <- Ec. ring.
Qed.
Lemma fraction_mul p q : fraction (p * q) = fraction p * fraction q.
Proof.
  apply fraction_unique. destruct p as [a b], q as [c d]. unfold Qmult. cbn [Qnum Qden].
  pose proof (fraction_den (a # b)) as Ea. pose proof (fraction_den (c # d)) as Ec. cbn [Qnum Qden] in *.
  rewrite Pos2Z.inj_mul, !inj_mul, <- Ea, <- Ec. ring.
Qed.

Definition rationals : embedding Q_field L.
Proof.
  refine (Embedding Q_field L (fun q : Qc => fraction q) _ _ _ _).
  - apply fraction_unique. change (0 * inj 1 = inj 0 :> L). rewrite inj_0. ring.
  - apply fraction_unique. change (1 * inj 1 = inj 1 :> L). ring.
  - intros a b. rewrite <- fraction_add. apply fraction_eq, Qred_correct.
  - intros a b. rewrite <- fraction_mul. apply fraction_eq, Qred_correct.
Defined.
End Rationals.
