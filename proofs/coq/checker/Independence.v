(** * Independent modulo p, independent over Q

    Let integer vectors v_1, ..., v_D have, at D strings, the identity matrix as their entries modulo
    p > 1.  If sum z_i v_i = 0 with integers z_i, then p divides each of them, and the numbers z_i / p give zero
    too: so all z_i are 0.  Rational coefficients are brought to a common denominator first.

    What has dimension D over Q has dimension D over every field of characteristic 0 ([Extension.v]). *)
From Coq Require Import ZArith QArith Qcanon List Lia Field Ring.
From Liebound Require Import Field Fields Space Pauli Sums Strings Extension Terms.
Import ListNotations.
Local Open Scope Z_scope.

Section Independence.
Context {n : nat}.
Implicit Types (vs : list (terms n)) (l : list (pauli n * terms n)) (c : pauli n) (zs ys : list Z).

(** the coefficient at c of z_1 v_1 + ... *)
Fixpoint combz zs vs c : Z :=
  match zs, vs with z :: zs', v :: vs' => z * coefz v c + combz zs' vs' c | _, _ => 0 end.

(** ** The matrix of the entries at the strings is the identity *)
Definition identity_at (p : Z) l : Prop :=
  NoDup (map fst l) /\
  (forall q v, In (q, v) l -> cong p (coefz v q) 1) /\
  (forall q v q', In (q, v) l -> In q' (map fst l) -> q <> q' -> cong p (coefz v q') 0).

Lemma combz_elsewhere p l q zs :
  (forall q' v, In (q', v) l -> cong p (coefz v q) 0) -> cong p (combz zs (map snd l) q) 0.
Proof.
  revert zs. induction l as [|[q' v] l IH]; intros [|z zs] H; cbn [combz map snd]; try reflexivity.
  rewrite (H q' v), IH, Z.mul_0_r; [reflexivity | | now left]. intros. eapply H. right. eassumption.
Qed.
Lemma divides_all p l zs : identity_at p l -> length zs = length l ->
  (forall q, In q (map fst l) -> cong p (combz zs (map snd l) q) 0) -> Forall (fun z => (p | z)) zs.
Proof.
  revert zs. induction l as [|[q v] l IH]; intros [|z zs] (ND & H1 & H0) Hl Hz; try discriminate; constructor.
  - specialize (Hz q (or_introl eq_refl)). cbn [combz map snd] in Hz.
    rewrite (H1 q v), (combz_elsewhere p l q) in Hz.
    + unfold cong in Hz. now replace (z * 1 + 0 - 0) with z in Hz by lia.
    + intros q' v' H. apply (H0 q' v'); [now right | now left|]. intros ->. inversion ND as [|? ? Hq _]; subst.
      apply Hq, (in_map fst _ _ H).
    + now left.
  - inversion ND as [|? ? Hq ND']; subst. apply IH; [|now injection Hl|].
    + repeat split; [assumption | |].
      * intros q' v' H. apply (H1 q'). now right.
      * intros q' v' q'' H H' N. apply (H0 q' v'); [now right | now right | assumption].
    + intros q' Hq'. specialize (Hz q' (or_intror Hq')). cbn [combz map snd] in Hz.
      rewrite (H0 q v q') in Hz; [now rewrite Z.mul_0_r in Hz | now left | now right|].
      intros ->. contradiction.
Qed.

(** ** Descent *)
Fixpoint size zs : Z := match zs with [] => 0 | z :: zs' => Z.abs z + size zs' end.
Lemma size_nonneg zs : 0 <= size zs.
Proof. induction zs; cbn [size]; lia. Qed.
Lemma size_zero zs : size zs = 0 -> Forall (fun z => z = 0) zs.
Proof. induction zs as [|z zs IH]; cbn [size]; intro H; constructor; pose proof (size_nonneg zs); [|apply IH]; lia. Qed.
Lemma size_times p zs : 0 < p -> size (map (Z.mul p) zs) = p * size zs.
Proof. intro Hp. induction zs as [|z zs IH]; cbn [size map]; [lia|]. rewrite IH, Z.abs_mul. lia. Qed.
Lemma combz_times p zs vs c : combz (map (Z.mul p) zs) vs c = p * combz zs vs c.
Proof. revert vs. induction zs as [|z zs IH]; intros [|v vs]; cbn [combz map]; [lia..|]. rewrite IH. lia. Qed.
Lemma divided p zs : Forall (fun z => (p | z)) zs -> exists ys, zs = map (Z.mul p) ys.
Proof.
  induction 1 as [|z zs [k Hk] _ (ys & ->)]; [now exists []|]. exists (k :: ys). cbn [map]. f_equal. lia.
Qed.

Lemma integer_independent p l : 1 < p -> identity_at p l -> forall zs, length zs = length l ->
  (forall c, combz zs (map snd l) c = 0) -> Forall (fun z => z = 0) zs.
Proof.
  intros Hp Hl.
  assert (H : forall m zs, size zs < Z.of_nat m -> length zs = length l ->
    (forall c, combz zs (map snd l) c = 0) -> size zs = 0).
  { induction m as [|m IH]; intros zs Hm Hlen Hz; [pose proof (size_nonneg zs); lia|].
    destruct (divided p zs) as (ys & ->).
    { apply (divides_all p l); try assumption. intros q _. now rewrite Hz. }
    rewrite map_length in Hlen. rewrite size_times in * by lia.
    pose proof (size_nonneg ys). destruct (Z.eq_dec (size ys) 0) as [E|N]; [rewrite E; lia|].
    rewrite (IH ys); [lia | nia | assumption |]. intro c. specialize (Hz c). rewrite combz_times in Hz. nia. }
  intros zs Hlen Hz. apply size_zero. apply (H (S (Z.to_nat (size zs)))); try assumption.
  pose proof (size_nonneg zs). lia.
Qed.

(** ** Over Q *)
Local Open Scope K_scope.
Add Field Q_field_ring : (f_theory Q_field).
Notation combination := (@comb Q_field (sums Q_field n)).
Notation scaled d := (Forall2 (fun (k : Q_field) z => inj d * k = inj z)).

(** every rational number is a fraction *)
Lemma numerator (k : Q_field) : inj (QDen k) * k = inj (Qnum k) :> Q_field.
Proof.
  unfold inj. cbn [car Q_field f0 f1 fadd fmul fopp]. rewrite !Qc_of_Z. apply Qc_is_canon.
  change (Qred (Qred (inject_Z (QDen k)) * this k) == Qred (inject_Z (Qnum k)))%Q.
  rewrite !Qred_correct. destruct (this k) as [a b]. unfold Qeq, Qmult, inject_Z. cbn [Qnum Qden].
  rewrite Pos2Z.inj_mul. ring.
Qed.

Lemma common_denominator (ks : list Q_field) : exists d zs, d <> 0%Z /\ scaled d ks zs.
Proof.
  induction ks as [|k ks (d & zs & Hd & H)]; [exists 1%Z, []; split; [lia | constructor]|].
  set (b := QDen k). exists (b * d)%Z, (d * Qnum k :: map (Z.mul b) zs)%Z.
  split; [lia|]. constructor.
  - rewrite !inj_mul, <- numerator. fold b. ring.
  - clear -H. induction H as [|k' z ks zs E _ IH]; cbn [map]; constructor; [|assumption].
    rewrite !inj_mul, <- E. ring.
Qed.
Lemma coef_scaled d ks zs vs c : scaled d ks zs ->
  inj d * coef (combination ks (map embed vs)) c = inj (combz zs vs c).
Proof.
  intro H. revert vs. induction H as [|k z ks zs E _ IH]; intros [|v vs]; cbn [map combz];
    try (cbn [comb vzero sums]; rewrite coef_nil, inj_0; ring).
  transitivity (inj d * (k * coef (embed v) c + coef (combination ks (map embed vs)) c) : Q_field).
  - f_equal. rewrite <- (coef_scale k), <- coef_app. reflexivity.
  - rewrite coef_embed, inj_add, inj_mul, <- IH, <- E. ring.
Qed.

Theorem rational_independent p l : (1 < p)%Z -> identity_at p l ->
  @indep Q_field (sums Q_field n) (map embed (map snd l)).
Proof.
  intros Hp Hl ks Hk Hz. rewrite !map_length in Hk. destruct (common_denominator ks) as (d & zs & Hd & Hs).
  assert (Z0 : Forall (fun z => z = 0%Z) zs).
  { apply (integer_independent p l); try assumption.
    - rewrite <- Hk. symmetry. clear -Hs. induction Hs; cbn [length]; congruence.
    - intro c. apply (inj_injective Q_field). rewrite <- (coef_scaled d ks zs _ c Hs), inj_0.
      transitivity (inj d * 0 : Q_field); [f_equal; exact (Hz c) | ring]. }
  clear -Hs Z0 Hd. induction Hs as [|k z ks zs E _ IH]; inversion Z0; subst; constructor; [|auto].
  apply (mul_eq_0 Q_field (inj d)); [now apply inj_nonzero | now rewrite E, inj_0].
Qed.
End Independence.

(** ** From Q to any field *)
Section AnyField.
Variable K : fieldQ.

Lemma extend_embed {n} (v : terms n) : extend (rationals K) (embed v) = embed v.
Proof.
  unfold extend, embed. rewrite map_map. apply map_ext. intros [a x]. cbn [fst snd]. f_equal.
  apply (emb_inj (rationals K)).
Qed.
Theorem rational_dim {n} (G : list (terms n)) D :
  @has_dim Q_field (sums Q_field n) (dla (map embed G)) D -> @has_dim K (sums K n) (dla (map embed G)) D.
Proof.
  intro H. apply (extend_dim (rationals K)) in H. rewrite map_map in H.
  rewrite (map_ext (fun v => extend (rationals K) (embed v)) embed extend_embed) in H. exact H.
Qed.
End AnyField.
