(** * The rational and the real numbers

    Both are fields of characteristic 0.  The rational numbers need no axioms; the real numbers of
    Coq's standard library bring theirs along (see [Main.v]). *)
From Coq Require Import ZArith QArith Qcanon Reals RealField Lia Field InitialRing.
From Liebound Require Import Field.

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
