(** * Pauli strings as matrices

    K[i] holds the numbers x + i y with x, y in K: the complex numbers when K is R.  On n qubits
    the matrices have 2^n rows and columns, numbered by n bits.  A string is the Kronecker product
    of four explicit 2 by 2 matrices, the first qubit being the leftmost factor; the sum with
    coefficient x at the string P is the Hermitian matrix H = sum of x P, and stands for i H.

    Three theorems let everything else be proved about sums of strings:
    - [commutator_strings]: the commutator of i P and i Q is sg P Q times i PQ;
    - [mu_injective]: strings are linearly independent over K, as tr (P Q) = 0 for P other than Q;
    - [matrix_dim]: so the Lie algebra over K that matrices i H_1, ..., i H_m generate has the
      dimension of the Lie algebra of the sums H_1, ..., H_m. *)
From Coq Require Import ZArith List Lia Bool Field Ring Setoid Morphisms.
From Liebound Require Import Field Space Pauli Sums.
Import ListNotations.
Local Open Scope K_scope.

(** ** The numbers x + i y *)
Section Complex.
Variable K : fieldQ.
Add Field K_field : (f_theory K).

Definition cplx : Type := (K * K)%type.
Definition c0 : cplx := (0, 0).
Definition c1 : cplx := (1, 0).
Definition ci : cplx := (0, 1).
Definition cadd (a b : cplx) : cplx := (fst a + fst b, snd a + snd b).
Definition cmul (a b : cplx) : cplx := (fst a * fst b - snd a * snd b, fst a * snd b + snd a * fst b).
Definition copp (a : cplx) : cplx := (- fst a, - snd a).
Definition csub (a b : cplx) : cplx := cadd a (copp b).
Definition cscale (k : K) (a : cplx) : cplx := (k * fst a, k * snd a).
Definition conj (a : cplx) : cplx := (fst a, - snd a).

Lemma c_eq (a b : cplx) : fst a = fst b -> snd a = snd b -> a = b.
Proof. destruct a, b; cbn; congruence. Qed.
End Complex.
Arguments c0 {K}. Arguments c1 {K}. Arguments ci {K}. Arguments cadd {K}. Arguments cmul {K}.
Arguments copp {K}. Arguments csub {K}. Arguments cscale {K}. Arguments conj {K}.
Arguments c_eq {K}.

(** equality of numbers x + i y by their two parts *)
Ltac c_ring := intros; apply c_eq; cbn [fst snd cadd cmul copp csub cscale conj c0 c1 ci]; ring.

(** ** Matrices with 2^n rows and columns *)
Fixpoint bits (n : nat) : Type := match n with O => unit | S m => (bool * bits m)%type end.
Definition mat (K : fieldQ) (n : nat) : Type := bits n -> bits n -> cplx K.

Section Matrices.
Context {K : fieldQ}.
Add Field K_field' : (f_theory K).
Local Notation C := (cplx K).
Lemma cplx_ring : ring_theory c0 c1 cadd cmul csub copp (@eq C).
Proof. constructor; c_ring. Qed.
Add Ring C_ring : cplx_ring.

Fixpoint bsum {n} : (bits n -> C) -> C :=
  match n with
  | O => fun f => f tt
  | S m => fun f => cadd (bsum (fun k => f (false, k))) (bsum (fun k => f (true, k)))
  end.

Definition meq {n} (A B : mat K n) : Prop := forall r c, A r c = B r c.
Definition mzero {n} : mat K n := fun _ _ => c0.
Definition madd {n} (A B : mat K n) : mat K n := fun r c => cadd (A r c) (B r c).
Definition mscale {n} (k : K) (A : mat K n) : mat K n := fun r c => cscale k (A r c).
Definition mmul {n} (A B : mat K n) : mat K n := fun r c => bsum (fun k => cmul (A r k) (B k c)).
Definition commutator {n} (A B : mat K n) : mat K n := fun r c => csub (mmul A B r c) (mmul B A r c).
Definition times_i {n} (A : mat K n) : mat K n := fun r c => cmul ci (A r c).
Definition trace {n} (A : mat K n) : C := bsum (fun k => A k k).

Definition mat2 : Type := bool -> bool -> C.
Definition rows (a b c d : C) : mat2 := fun r s =>
  match r, s with false, false => a | false, true => b | true, false => c | true, true => d end.
Definition kron {n} (a : mat2) (B : mat K n) : mat K (S n) :=
  fun r c => cmul (a (fst r) (fst c)) (B (snd r) (snd c)).

Definition letter_matrix (l : letter) : mat2 :=
  match l with
  | LI => rows c1 c0
               c0 c1
  | LX => rows c0 c1
               c1 c0
  | LY => rows c0 (copp ci)
               ci c0
  | LZ => rows c1 c0
               c0 (copp c1)
  end.

Fixpoint pauli_matrix {n} : pauli n -> mat K n :=
  match n with
  | O => fun _ _ _ => c1
  | S m => fun a => kron (letter_matrix (fst a)) (pauli_matrix (snd a))
  end.

(** H = the sum of x P, and i H *)
Fixpoint hamiltonian {n} (v : vec K n) : mat K n :=
  match v with
  | [] => mzero
  | (a, x) :: v' => madd (mscale x (pauli_matrix a)) (hamiltonian v')
  end.
Definition mu {n} (v : vec K n) : mat K n := times_i (hamiltonian v).

(** ** The space of matrices over K, and the Lie algebra that a list of them generates *)
Definition matrices (n : nat) : space K.
Proof.
  refine (Space K (mat K n) meq mzero madd mscale _ _ _ _ _ _ _ _ _ _ _);
    try (intros; intros r c; unfold madd, mscale, mzero; c_ring).
  - split; [intros A r c; reflexivity | intros A B H r c; symmetry; apply H
           | intros A B D H H' r c; now rewrite H].
  - intros A A' HA B B' HB r c. unfold madd. now rewrite HA, HB.
  - intros k k' <- A B H r c. unfold mscale. now rewrite H.
Defined.

#[export] Instance meq_equiv n : Equivalence (@meq n) := veq_equiv K (matrices n).
#[export] Instance madd_proper n : Proper (meq ==> meq ==> meq) (@madd n) := vadd_proper K (matrices n).
#[export] Instance mscale_proper n : Proper (eq ==> meq ==> meq) (@mscale n) := vscale_proper K (matrices n).

(** the dynamical Lie algebra over K of the Hermitian matrices that the sums G are *)
Definition matrix_lie {n} (G : list (vec K n)) : mat K n -> Prop :=
  @lie K (matrices n) commutator (map mu G).
Definition matrix_dla_dim {n} (G : list (vec K n)) (D : nat) : Prop :=
  @has_dim K (matrices n) (matrix_lie G) D.

(** ** Sums over bits *)
Lemma bsum_ext {n} (f g : bits n -> C) : (forall k, f k = g k) -> bsum f = bsum g.
Proof.
  induction n as [|n IH]; intro H; cbn [bsum]; [apply H|]. f_equal; apply IH; intro; apply H.
Qed.
Lemma bsum_mul {n} a (f : bits n -> C) : bsum (fun k => cmul a (f k)) = cmul a (bsum f).
Proof. induction n as [|n IH]; cbn [bsum]; [reflexivity|]. rewrite !IH. ring. Qed.
Lemma bsum_add {n} (f g : bits n -> C) : bsum (fun k => cadd (f k) (g k)) = cadd (bsum f) (bsum g).
Proof. induction n as [|n IH]; cbn [bsum]; [reflexivity|]. rewrite !IH. ring. Qed.
Lemma bsum_scale {n} k (f : bits n -> C) : bsum (fun j => cscale k (f j)) = cscale k (bsum f).
Proof. induction n as [|n IH]; cbn [bsum]; [reflexivity|]. rewrite !IH. c_ring. Qed.
Lemma bsum_0 {n} : bsum (fun _ : bits n => c0) = c0.
Proof. induction n as [|n IH]; cbn [bsum]; [reflexivity|]. rewrite IH. ring. Qed.

#[export] Instance mmul_proper n : Proper (meq ==> meq ==> meq) (@mmul n).
Proof. intros A A' HA B B' HB r c. apply bsum_ext. intro k. now rewrite HA, HB. Qed.
#[export] Instance commutator_proper n : Proper (meq ==> meq ==> meq) (@commutator n).
Proof.
  intros A A' HA B B' HB r c. unfold commutator.
  now rewrite (mmul_proper n A A' HA B B' HB r c), (mmul_proper n B B' HB A A' HA r c).
Qed.

(** ** The product of strings *)
Definition mat2_mul (a b : mat2) : mat2 :=
  fun r s => cadd (cmul (a r false) (b false s)) (cmul (a r true) (b true s)).

Lemma kron_mul {n} a (A : mat K n) b B : meq (mmul (kron a A) (kron b B)) (kron (mat2_mul a b) (mmul A B)).
Proof.
  intros [r0 r] [s0 s]. unfold mmul, kron, mat2_mul; cbn [bsum fst snd].
  assert (E : forall t, bsum (fun k => cmul (cmul (a r0 t) (A r k)) (cmul (b t s0) (B k s)))
              = cmul (cmul (a r0 t) (b t s0)) (bsum (fun k => cmul (A r k) (B k s)))).
  { intro t. rewrite <- bsum_mul. apply bsum_ext. intro. ring. }
  rewrite !E. ring.
Qed.

Definition i_power (t : turn) : C := match t with T0 => c1 | T1 => ci | T2 => copp c1 | T3 => copp ci end.
Lemma i_power_add s t : i_power (turn_add s t) = cmul (i_power s) (i_power t).
Proof. destruct s, t; cbn [turn_add i_power]; c_ring. Qed.

Lemma letter_matrix_mul a b r s : mat2_mul (letter_matrix a) (letter_matrix b) r s =
  cmul (i_power (letter_phase a b)) (letter_matrix (letter_mul a b) r s).
Proof. destruct a, b, r, s; unfold mat2_mul; cbn [letter_matrix letter_phase letter_mul i_power rows]; c_ring. Qed.

Theorem pauli_matrix_mul {n} (a b : pauli n) :
  meq (mmul (pauli_matrix a) (pauli_matrix b))
      (fun r c => cmul (i_power (phase a b)) (pauli_matrix (mul a b) r c)).
Proof.
  induction n as [|n IH]; intros r c.
  - cbn. c_ring.
  - cbn [pauli_matrix phase mul]. rewrite kron_mul. unfold kron. cbn [fst snd].
    rewrite IH, letter_matrix_mul, i_power_add. ring.
Qed.

Theorem pauli_matrix_hermitian {n} (a : pauli n) r c : pauli_matrix a c r = conj (pauli_matrix a r c).
Proof.
  induction n as [|n IH]; [cbn; c_ring|]. cbn [pauli_matrix]. unfold kron. rewrite IH.
  generalize (pauli_matrix (snd a) (snd r) (snd c)). intro z.
  destruct (fst a), (fst r), (fst c); cbn [letter_matrix rows]; c_ring.
Qed.

(** ** The commutator of strings *)
Definition skew {n} (a : pauli n) : mat K n := times_i (pauli_matrix a).

Lemma skew_mul {n} (a b : pauli n) r c :
  mmul (skew a) (skew b) r c = copp (cmul (i_power (phase a b)) (pauli_matrix (mul a b) r c)).
Proof.
  rewrite <- pauli_matrix_mul. unfold mmul, skew, times_i.
  transitivity (cmul (copp c1) (bsum (fun k => cmul (pauli_matrix a r k) (pauli_matrix b k c)))).
  - rewrite <- bsum_mul. apply bsum_ext. intro. c_ring.
  - c_ring.
Qed.

Theorem commutator_strings {n} (a b : pauli n) :
  meq (commutator (skew a) (skew b)) (mscale (inj (sg a b)) (skew (mul a b))).
Proof.
  intros r c. unfold commutator. rewrite !skew_mul, (mul_comm b a), (phase_swap a b).
  unfold mscale, skew, times_i, sg. generalize (pauli_matrix (mul a b) r c). intro z.
  destruct (phase a b); cbn [turn_opp i_power turn_sign]; unfold inj; cbn; c_ring.
Qed.

(** ** Sums of strings *)
Lemma mu_nil {n} : meq (mu ([] : vec K n)) mzero.
Proof. intros r c. unfold mu, times_i, mzero. cbn [hamiltonian]. unfold mzero. c_ring. Qed.
Lemma mu_cons {n} a x (v : vec K n) : meq (mu ((a, x) :: v)) (madd (mscale x (skew a)) (mu v)).
Proof. intros r c. unfold mu, skew, times_i. cbn [hamiltonian]. unfold madd, mscale. c_ring. Qed.

(** the entry of i H in row r and column c: a linear function of the coefficients *)
Lemma mu_entry {n} (v : vec K n) r c :
  mu v r c = (lin (fun a => fst (skew a r c)) v, lin (fun a => snd (skew a r c)) v).
Proof.
  induction v as [|[a x] v IH]; [apply mu_nil|]. rewrite mu_cons. unfold madd. rewrite IH.
  unfold mscale. cbn [lin]. c_ring.
Qed.

Lemma mu_same {n} (u v : vec K n) : u =v= v -> meq (mu u) (mu v).
Proof. intros H r c. rewrite !mu_entry. now rewrite !(lin_same _ u v H). Qed.
Lemma mu_app {n} (u v : vec K n) : meq (mu (u ++ v)) (madd (mu u) (mu v)).
Proof. intros r c. unfold madd. rewrite !mu_entry. now rewrite !lin_app. Qed.
Lemma mu_scale {n} k (u : vec K n) : meq (mu (scale k u)) (mscale k (mu u)).
Proof. intros r c. unfold mscale. rewrite !mu_entry. now rewrite !lin_scale. Qed.

Lemma commutator_zero_l {n} (B : mat K n) : meq (commutator mzero B) mzero.
Proof.
  intros r c. unfold commutator, mmul, mzero.
  rewrite (bsum_ext _ (fun _ => c0)), (bsum_ext (fun k => cmul (B r k) c0) (fun _ => c0)), bsum_0 by (intro; ring).
  ring.
Qed.
Lemma commutator_add_l {n} (A A' B : mat K n) :
  meq (commutator (madd A A') B) (madd (commutator A B) (commutator A' B)).
Proof.
  intros r c. unfold commutator, mmul, madd.
  rewrite (bsum_ext _ (fun k => cadd (cmul (A r k) (B k c)) (cmul (A' r k) (B k c)))) by (intro; ring).
  rewrite (bsum_ext (fun k => cmul (B r k) (cadd (A k c) (A' k c)))
    (fun k => cadd (cmul (B r k) (A k c)) (cmul (B r k) (A' k c)))) by (intro; ring).
  rewrite !bsum_add. ring.
Qed.
Lemma commutator_scale_l {n} k (A B : mat K n) :
  meq (commutator (mscale k A) B) (mscale k (commutator A B)).
Proof.
  intros r c. unfold commutator, mmul, mscale.
  rewrite (bsum_ext _ (fun j => cscale k (cmul (A r j) (B j c)))) by (intro; c_ring).
  rewrite (bsum_ext (fun j => cmul (B r j) (cscale k (A j c))) (fun j => cscale k (cmul (B r j) (A j c))))
    by (intro; c_ring).
  rewrite !bsum_scale. c_ring.
Qed.
Lemma commutator_swap {n} (A B : mat K n) : meq (commutator A B) (mscale (- (1)) (commutator B A)).
Proof. intros r c. unfold commutator, mscale. c_ring. Qed.

Lemma commutator_zero_r {n} (A : mat K n) : meq (commutator A mzero) mzero.
Proof. rewrite commutator_swap, commutator_zero_l. intros r c. unfold mscale, mzero. c_ring. Qed.
Lemma commutator_add_r {n} (A B B' : mat K n) :
  meq (commutator A (madd B B')) (madd (commutator A B) (commutator A B')).
Proof.
  rewrite commutator_swap, commutator_add_l, (commutator_swap A B), (commutator_swap A B').
  intros r c. unfold mscale, madd. c_ring.
Qed.
Lemma commutator_scale_r {n} k (A B : mat K n) :
  meq (commutator A (mscale k B)) (mscale k (commutator A B)).
Proof.
  rewrite commutator_swap, commutator_scale_l, (commutator_swap A B). intros r c. unfold mscale. c_ring.
Qed.

(** brackets of sums are commutators of matrices *)
Lemma mu_bracket_string {n} a x (v : vec K n) :
  meq (mu (bracket_string a x v)) (commutator (mscale x (skew a)) (mu v)).
Proof.
  induction v as [|[b y] v IH]; unfold bracket_string; cbn [map fst snd].
  - now rewrite mu_nil, commutator_zero_r.
  - rewrite !mu_cons. unfold bracket_string in IH. rewrite IH, commutator_add_r, commutator_scale_r.
    rewrite (commutator_scale_l x (skew a) (skew b)), commutator_strings.
    intros r c. unfold madd, mscale. c_ring.
Qed.
Theorem mu_bracket {n} (u v : vec K n) : meq (mu <{u, v}>) (commutator (mu u) (mu v)).
Proof.
  induction u as [|[a x] u IH]; unfold bracket; cbn [flat_map fst snd].
  - now rewrite mu_nil, commutator_zero_l.
  - unfold bracket in IH. now rewrite mu_app, mu_cons, commutator_add_l, IH, mu_bracket_string.
Qed.

(** ** Strings are linearly independent: tr P = 0 unless P is the identity *)
Definition two_power (n : nat) : K := inj (2 ^ Z.of_nat n).
Lemma two_power_S n : two_power (S n) = (1 + 1) * two_power n.
Proof. unfold two_power. rewrite Nat2Z.inj_succ, Z.pow_succ_r, inj_mul by lia. reflexivity. Qed.

Lemma trace_kron {n} a (A : mat K n) : trace (kron a A) = cmul (cadd (a false false) (a true true)) (trace A).
Proof. unfold trace, kron. cbn [bsum fst snd]. rewrite !bsum_mul. ring. Qed.
Lemma trace_pauli {n} (a : pauli n) :
  trace (pauli_matrix a) = if peqb a (identity n) then (two_power n, 0) else c0.
Proof.
  induction n as [|n IH]; [unfold two_power; cbn; reflexivity|].
  cbn [pauli_matrix peqb identity fst snd]. rewrite trace_kron, IH, two_power_S.
  destruct (fst a), (peqb (snd a) (identity n)); cbn [letter_matrix rows letter_eqb andb]; c_ring.
Qed.

(** the coefficient of the string b, times 2^n *)
Definition component {n} (b : pauli n) (A : mat K n) : C := trace (mmul (pauli_matrix b) A).

Lemma component_skew {n} (a b : pauli n) : component b (skew a) = cscale (two_power n) (0, delta b a).
Proof.
  unfold component, trace.
  rewrite (bsum_ext _ (fun k => cmul (cmul ci (i_power (phase b a))) (pauli_matrix (mul b a) k k))).
  2:{ intro k. pose proof (pauli_matrix_mul b a k k) as E.
      transitivity (cmul ci (mmul (pauli_matrix b) (pauli_matrix a) k k)); [|rewrite E; ring].
      unfold mmul, skew, times_i. rewrite <- bsum_mul. apply bsum_ext. intro. ring. }
  rewrite bsum_mul. change (bsum _) with (trace (pauli_matrix (mul b a))). rewrite trace_pauli. unfold delta.
  destruct (pauli_dec a b) as [->|N].
  - rewrite peqb_refl, mul_self, peqb_refl, phase_self. cbn [i_power]. c_ring.
  - rewrite (peqb_neq a b N), peqb_neq; [c_ring|]. intro E. apply N. apply mul_eq_iff in E as ->.
    now rewrite mul_comm, mul_identity.
Qed.

Lemma component_add {n} b (A B : mat K n) : component b (madd A B) = cadd (component b A) (component b B).
Proof.
  unfold component, trace, mmul, madd. rewrite <- bsum_add. apply bsum_ext. intro k.
  rewrite <- bsum_add. apply bsum_ext. intro. ring.
Qed.
Lemma component_scale {n} b k (A : mat K n) : component b (mscale k A) = cscale k (component b A).
Proof.
  unfold component, trace, mmul, mscale. rewrite <- bsum_scale. apply bsum_ext. intro r.
  rewrite <- bsum_scale. apply bsum_ext. intro. c_ring.
Qed.
Lemma component_meq {n} b (A B : mat K n) : meq A B -> component b A = component b B.
Proof. intro H. apply bsum_ext. intro k. apply bsum_ext. intro. now rewrite H. Qed.
Lemma component_zero {n} (b : pauli n) : component b (mzero : mat K n) = c0.
Proof.
  unfold component, trace, mmul, mzero. transitivity (bsum (fun _ : bits n => c0 : C)); [|apply bsum_0].
  apply bsum_ext. intro. transitivity (bsum (fun _ : bits n => c0 : C)); [|apply bsum_0].
  apply bsum_ext. intro. ring.
Qed.
Lemma component_mu {n} (b : pauli n) (v : vec K n) : component b (mu v) = cscale (two_power n) (0, coef v b).
Proof.
  induction v as [|[a x] v IH].
  - rewrite (component_meq b _ _ mu_nil), component_zero, coef_nil. c_ring.
  - rewrite (component_meq b _ _ (mu_cons a x v)), component_add, component_scale, component_skew, IH, coef_cons.
    c_ring.
Qed.

Theorem mu_injective {n} (v : vec K n) : meq (mu v) mzero -> v =v= [].
Proof.
  intros H b. rewrite coef_nil. pose proof (component_mu b v) as E.
  rewrite (component_meq b _ _ H), component_zero in E. apply (f_equal snd) in E. cbn [snd cscale c0] in E.
  apply (mul_eq_0 K (two_power n)); [|now symmetry].
  apply inj_nonzero, Z.pow_nonzero; lia.
Qed.

(** ** The dimension of the matrix Lie algebra *)
Theorem matrix_dim {n} (G : list (vec K n)) D :
  @has_dim K (sums K n) (dla G) D -> matrix_dla_dim G D.
Proof.
  apply (dim_image (V := sums K n) (V' := matrices n)); cbn.
  - exact mu_same.
  - exact mu_nil.
  - exact mu_app.
  - exact mu_scale.
  - exact mu_bracket.
  - exact mu_injective.
  - apply commutator_proper.
Qed.

Lemma matrix_dim_incl {n} (G G' : list (vec K n)) D :
  (forall g, In g G <-> In g G') -> matrix_dla_dim G D -> matrix_dla_dim G' D.
Proof. intro H. apply lie_dim_incl. intro g. rewrite !in_map_iff. now setoid_rewrite H. Qed.
End Matrices.
Arguments matrices K n : clear implicits.
