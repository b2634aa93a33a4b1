(** * Dimensions in the small

    Each theorem says the dimension of the real Lie algebra that 2^n by 2^n matrices i H generate, H the
    generators of Ansatz.v.  Liebound found the numbers and wrote certificates (Certificates.v, made anew
    by every `make proofs`); the checker of checker/ runs on them inside Coq. *)
From Coq Require Import List.
From Liebound Require Import Field Fields Matrix checker.Closure.
From Liebound Require Import headlines.Ansatz headlines.Witness headlines.Certificates.

Definition real_dimension {n} (G : list (rational_sum n)) (D : nat) : Prop := matrix_dla_dim (map (over R_field) G) D.

Ltac certified w := apply (accepted R_field _ _ w); vm_cast_no_check (eq_refl true).

Theorem ltfim_open_5_real : real_dimension (ltfim_open 5) 542.
Proof. certified ltfim_open_5. Qed.
Theorem ltfim_closed_6_real : real_dimension (ltfim_closed 6) 425.
Proof. certified ltfim_closed_6. Qed.
Theorem qaoa_grid_2_3_real : real_dimension (qaoa_grid 2 3) 263.
Proof. certified qaoa_grid_2_3. Qed.
Theorem qaoa_complete_6_real : real_dimension (qaoa_complete 6) 38.
Proof. certified qaoa_complete_6. Qed.
Theorem qaoa_star_6_real : real_dimension (qaoa_star 6) 66.
Proof. certified qaoa_star_6. Qed.
Theorem xxz_open_6_real : real_dimension (xxz_open 6) 245.
Proof. certified xxz_open_6. Qed.
Theorem xxz_open_7_real : real_dimension (xxz_open 7) 862.
Proof. certified xxz_open_7. Qed.
Theorem heisenberg_open_6_real : real_dimension (heisenberg_open 6) 539.
Proof. certified heisenberg_open_6. Qed.
Theorem heisenberg_closed_6_real : real_dimension (heisenberg_closed 6) 107.
Proof. certified heisenberg_closed_6. Qed.
Theorem sn_equivariant_5_real : real_dimension (sn_equivariant 5) 54.
Proof. certified sn_equivariant_5. Qed.
Theorem uccsd_4_real : real_dimension uccsd 8.
Proof. certified uccsd_4. Qed.
