(** * Orbits of states

    For a state psi, g psi is the space of directions in which the circuits of the ansatz can move it.
    Taken over the real numbers and modulo i psi, the change of phase, its dimension is the maximal
    rank of the quantum Fisher information matrix.  [orbit_dim G psi D] says that it is D: that the span of
    g psi and i psi has dimension D + 1.  (States are taken up to a factor; psi must not be 0.)

    For psi = |+>^n, the vector all of whose entries are 1, a string with Z parts on the set z of qubits
    takes psi to the character (-1)^(sum of the bits in z) times a power of -i, one for each letter Y.
    Characters are orthogonal. *)
From Coq Require Import ZArith List Lia Arith Bool Btauto Field Ring Setoid Morphisms.
From Liebound Require Import Field Space Pauli Sums Matrix Strings Sites.
Import ListNotations.
Local Open Scope K_scope.

Section State.
Context {K : fieldQ} {n : nat}.
Add Field K_field : (f_theory K).
Add Ring C_ring : (@cplx_ring K).

Definition state : Type := bits n -> cplx K.
Definition state_eq (s t : state) : Prop := forall r, s r = t r.

Definition states : space K.
Proof.
  refine (Space K state state_eq (fun _ => c0) (fun s t r => cadd (s r) (t r)) (fun k s r => cscale k (s r))
    _ _ _ _ _ _ _ _ _ _ _); try (intros; intro r; c_ring).
  - split; [intros s r; reflexivity | intros s t H r; symmetry; apply H | intros s t v H H' r; now rewrite H].
  - intros s s' Hs t t' Ht r. now rewrite Hs, Ht.
  - intros k k' <- s t H r. now rewrite H.
Defined.
Notation "s +s t" := (@vadd K states s t) (at level 50, left associativity).
Notation "k *s t" := (@vscale K states k t) (at level 40, left associativity).
Notation "s =s= t" := (@veq K states s t) (at level 70).

(** A psi, and i psi *)
Definition apply (A : mat K n) (psi : state) : states := fun r => bsum (fun c => cmul (A r c) (psi c)).
Definition i_times (psi : state) : states := fun r => cmul ci (psi r).

Definition tangent (G : list (vec K n)) (psi : state) (w : states) : Prop :=
  exists A k, matrix_lie G A /\ w =s= apply A psi +s k *s i_times psi.
Definition orbit_dim (G : list (vec K n)) (psi : state) (D : nat) : Prop :=
  @has_dim K states (tangent G psi) (D + 1).

(** ** The action of sums of strings *)
Section Action.
Variable psi : state.
Definition act (v : vec K n) : states := apply (mu v) psi.

Lemma apply_meq (A B : mat K n) : meq A B -> apply A psi =s= apply B psi.
Proof. intros H r. apply bsum_ext. intro c. now rewrite H. Qed.
Lemma act_same u v : u =v= v -> act u =s= act v.
Proof. intro H. apply apply_meq, mu_same, H. Qed.
Lemma act_app u v : act (u ++ v) =s= act u +s act v.
Proof.
  intro r. unfold act, apply. cbn. rewrite <- bsum_add. apply bsum_ext. intro c. rewrite mu_app. unfold madd. ring.
Qed.
Lemma act_scale k v : act (scale k v) =s= k *s act v.
Proof.
  intro r. unfold act, apply. cbn. rewrite <- bsum_scale. apply bsum_ext. intro c. rewrite mu_scale. unfold mscale. c_ring.
Qed.
Lemma act_nil : act [] =s= vzero.
Proof.
  intro r. unfold act, apply. cbn. rewrite <- (@bsum_0 K n). apply bsum_ext. intro c. rewrite mu_nil. unfold mzero. ring.
Qed.

Lemma tangent_act G w : tangent G psi w <-> exists v k, dla G v /\ w =s= act v +s k *s i_times psi.
Proof.
  split.
  - intros (A & k & HA & E).
    destruct (lie_preimage (V := sums K n) (V' := matrices K n) bracket commutator mu G
      mu_nil mu_app mu_scale mu_bracket (commutator_proper n) A HA) as (v & Hv & EA).
    exists v, k. split; [exact Hv|]. rewrite E. now rewrite (apply_meq _ _ EA).
  - intros (v & k & Hv & E). exists (mu v), k. split; [|exact E].
    apply (lie_image (V := sums K n) (V' := matrices K n) bracket commutator mu G
      mu_same mu_nil mu_app mu_scale mu_bracket v Hv).
Qed.

(** linear combinations go to linear combinations *)
Lemma act_span B T v : (forall b, In b B -> @span K states T (act b)) ->
  @span K (sums K n) B v -> @span K states T (act v).
Proof.
  intros H S. induction S as [b Hb| |u v _ IHu _ IHv|k u _ IHu|u v E _ IHu]; cbn in *.
  - now apply H.
  - apply span_eq with vzero; [symmetry; apply act_nil | apply span_zero].
  - apply span_eq with (act u +s act v); [symmetry; apply act_app | now apply span_add].
  - apply span_eq with (k *s act u); [symmetry; apply act_scale | now apply span_scale].
  - apply span_eq with (act u); [apply act_same, E | assumption].
Qed.
End Action.
End State.
Arguments state K n : clear implicits.
Arguments states K n : clear implicits.

(** ** The state |+>^n *)
Fixpoint z_string {n} : pauli n -> pauli n :=
  match n with O => fun _ => tt | S m => fun a => (if z_part (fst a) then LZ else LI, z_string (snd a)) end.
(** the product of -i over the letters Y *)
Fixpoint y_power {n} : pauli n -> turn :=
  match n with
  | O => fun _ => T0
  | S m => fun a => turn_add (match fst a with LY => T3 | _ => T0 end) (y_power (snd a))
  end.

Lemma z_string_mul {n} (a b : pauli n) : z_string (mul a b) = mul (z_string a) (z_string b).
Proof. induction n as [|n IH]; [reflexivity|]. cbn. rewrite IH. now destruct (fst a), (fst b). Qed.
Lemma z_string_twice {n} (a : pauli n) : z_string (z_string a) = z_string a.
Proof. induction n as [|n IH]; [reflexivity|]. cbn. rewrite IH. now destruct (fst a). Qed.
Lemma y_odd_mul {n} (a b : pauli n) :
  turn_odd (y_power (mul a b)) = xorb (xorb (turn_odd (y_power a)) (turn_odd (y_power b))) (anti a b).
Proof.
  unfold anti. induction n as [|n IH]; [reflexivity|]. cbn [y_power mul phase fst snd].
  rewrite !turn_odd_add, IH. destruct (fst a), (fst b); cbn [letter_mul letter_phase turn_odd]; btauto.
Qed.

Section Plus.
Context {K : fieldQ}.
Add Field K_field' : (f_theory K).
Add Ring C_ring' : (@cplx_ring K).

Definition plus {n} : state K n := fun _ => c1.
(** the sum of a row of a string: the string applied to |+>^n *)
Definition row {n} (a : pauli n) : state K n := fun r => bsum (pauli_matrix a r).

Lemma row_cons {n} l (a : pauli n) b r :
  row (n := S n) (l, a) (b, r) = cmul (cadd (letter_matrix l b false) (letter_matrix l b true)) (row a r).
Proof. unfold row. cbn [bsum pauli_matrix fst snd]. unfold kron. cbn [fst snd]. rewrite !bsum_mul. ring. Qed.

Lemma row_string {n} (a : pauli n) r : row a r = cmul (i_power (y_power a)) (row (z_string a) r).
Proof.
  induction n as [|n IH]; [unfold row; cbn; c_ring|]. destruct a as [l a], r as [b r].
  cbn [z_string y_power fst snd]. rewrite !row_cons, i_power_add, IH.
  generalize (i_power (K := K) (y_power a)) (row (z_string a) r). intros s t.
  destruct l, b; cbn [letter_matrix rows z_part i_power]; c_ring.
Qed.

Lemma row_identity {n} r : row (identity n) r = c1.
Proof.
  induction n as [|n IH]; [reflexivity|]. destruct r as [b r]. cbn [identity]. rewrite row_cons, IH.
  destruct b; cbn [letter_matrix rows]; c_ring.
Qed.

(** characters are orthogonal *)
Lemma row_orthogonal {n} (a b : pauli n) : z_string a = a -> z_string b = b ->
  bsum (fun r => cmul (row a r) (row b r)) = if peqb a b then (two_power n, 0) else c0.
Proof.
  induction n as [|n IH]; intros Ha Hb; [unfold row, two_power; cbn; c_ring|].
  destruct a as [l a], b as [m b]. cbn [z_string fst snd] in Ha, Hb.
  injection Ha as Hl Ha. injection Hb as Hm Hb. cbn [bsum peqb fst snd].
  assert (E : forall t, bsum (fun r => cmul (row (n := S n) (l, a) (t, r)) (row (n := S n) (m, b) (t, r))) =
    cmul (cmul (cadd (letter_matrix l t false) (letter_matrix l t true)) (cadd (letter_matrix m t false) (letter_matrix m t true)))
      (if peqb a b then (two_power n, 0) else c0)).
  { intro t. rewrite <- IH, <- bsum_mul by assumption. apply bsum_ext. intro r. rewrite !row_cons. ring. }
  rewrite !E, two_power_S.
  destruct l; try discriminate Hl; destruct m; try discriminate Hm;
    cbn [letter_matrix rows letter_eqb andb]; destruct (peqb a b); c_ring.
Qed.

(** the real (true) and the imaginary (false) multiple of a character *)
Definition direction {n} (p : bool) (z : pauli n) : states K n := fun r => if p then row z r else cmul ci (row z r).

Definition y_sign (t : turn) : K := match t with T0 | T3 => 1 | T1 | T2 => - (1) end.
Lemma act_single {n} (a : pauli n) k :
  @veq K (states K n) (act plus (scale k (single a)))
    (vscale (k * y_sign (y_power a)) (direction (turn_odd (y_power a)) (z_string a))).
Proof.
  rewrite act_scale. intro r. cbn. unfold act, apply, plus.
  assert (E : bsum (fun c => cmul (mu (single a) r c) c1) = cmul ci (row a r) :> cplx K).
  { unfold row. rewrite <- bsum_mul. apply bsum_ext. intro c. unfold single. rewrite mu_cons.
    unfold madd, mscale. rewrite mu_nil. unfold skew, times_i, mzero. c_ring. }
  rewrite E, row_string. unfold direction. generalize (row (z_string a) r). intro z.
  destruct (y_power a); cbn [i_power y_sign turn_odd]; c_ring.
Qed.

(** 2^n times the coefficient of a direction *)
Definition weight {n} (p : bool) (z : pauli n) (w : states K n) : K :=
  let s := bsum (fun r => cmul (row z r) (w r)) in if p then fst s else snd s.

Lemma weight_eq {n} p (z : pauli n) (u w : states K n) : u == w -> weight p z u = weight p z w.
Proof.
  intro H. unfold weight. rewrite (bsum_ext _ (fun r => cmul (row z r) (w r))); [reflexivity|]. intro r. now rewrite (H r).
Qed.
Lemma weight_zero {n} p (z : pauli n) : weight p z (@vzero K (states K n)) = 0.
Proof.
  unfold weight. cbn. rewrite (bsum_ext _ (fun _ => c0)) by (intro; ring). rewrite bsum_0. now destruct p.
Qed.
Lemma weight_linear {n} p (z : pauli n) k (u w : states K n) : weight p z (k *v u +v w) = k * weight p z u + weight p z w.
Proof.
  unfold weight. cbn.
  rewrite (bsum_ext _ (fun r => cadd (cscale k (cmul (row z r) (u r))) (cmul (row z r) (w r)))) by (intro; c_ring).
  rewrite bsum_add, bsum_scale. destruct p; reflexivity.
Qed.
Lemma weight_direction {n} p (z : pauli n) p' z' : z_string z = z -> z_string z' = z' ->
  weight p z (direction p' z') = if Bool.eqb p p' && peqb z z' then two_power n else 0.
Proof.
  intros Hz Hz'. unfold weight, direction. destruct p'.
  - rewrite row_orthogonal by assumption. destruct (peqb z z'), p; reflexivity.
  - rewrite (bsum_ext _ (fun r => cmul ci (cmul (row z r) (row z' r)))) by (intro; ring).
    rewrite bsum_mul, row_orthogonal by assumption. destruct (peqb z z'), p; cbn; ring.
Qed.
End Plus.
