(** * Sums of Pauli strings, their bracket, and the Lie algebra they generate

    A sum is a list of strings with coefficients, in which a string may occur more than once; two
    sums are the same vector when all strings have the same coefficient in both.  The sum with
    coefficient x at the string P stands for the matrix of all x i P (see [Matrix.v]). *)
From Coq Require Import ZArith List Lia Arith Bool Field Ring Setoid Morphisms.
From Liebound Require Import Field Space Pauli.
Import ListNotations.
Local Open Scope K_scope.

Definition vec (K : fieldQ) (n : nat) : Type := list (pauli n * K).

Section Sums.
Context {K : fieldQ} {n : nat}.
Add Field K_field : (f_theory K).
Implicit Types (a b c : pauli n) (u v w : vec K n) (f g : pauli n -> K).

(** the linear function with value f P at the string P *)
Fixpoint lin f v : K := match v with [] => 0 | (a, x) :: v' => x * f a + lin f v' end.

Definition delta c a : K := if peqb a c then 1 else 0.
(** the coefficient of the string c *)
Definition coef v c : K := lin (delta c) v.
Definition same u v : Prop := forall c, coef u c = coef v c.
Definition scale (k : K) v : vec K n := map (fun ax => (fst ax, k * snd ax)) v.

(** bilinear, with [a, b] = sg a b (a b) for strings *)
Definition bracket_string a (x : K) v : vec K n :=
  map (fun by_ => (mul a (fst by_), x * inj (sg a (fst by_)) * snd by_)) v.
Definition bracket u v : vec K n := flat_map (fun ax => bracket_string (fst ax) (snd ax) v) u.

(** ** Linear functions *)
Lemma lin_app f u v : lin f (u ++ v) = lin f u + lin f v.
Proof. induction u as [|[a x] u IH]; cbn [lin app]; [|rewrite IH]; ring. Qed.
Lemma lin_scale f k u : lin f (scale k u) = k * lin f u.
Proof. unfold scale. induction u as [|[a x] u IH]; cbn [lin map fst snd]; [|rewrite IH]; ring. Qed.
Lemma lin_ext f g u : (forall a, f a = g a) -> lin f u = lin g u.
Proof. intro H. induction u as [|[a x] u IH]; cbn [lin]; [|rewrite IH, H]; reflexivity. Qed.
Lemma lin_plus f g u : lin (fun a => f a + g a) u = lin f u + lin g u.
Proof. induction u as [|[a x] u IH]; cbn [lin]; [|rewrite IH]; ring. Qed.
Lemma lin_times k f u : lin (fun a => k * f a) u = k * lin f u.
Proof. induction u as [|[a x] u IH]; cbn [lin]; [|rewrite IH]; ring. Qed.
Lemma lin_0 u : lin (fun _ => 0) u = 0.
Proof. induction u as [|[a x] u IH]; cbn [lin]; [|rewrite IH]; ring. Qed.
Lemma lin_swap (F : pauli n -> pauli n -> K) u v :
  lin (fun a => lin (F a) v) u = lin (fun b => lin (fun a => F a b) u) v.
Proof.
  induction u as [|[a x] u IH]; cbn [lin]; [now rewrite lin_0|].
  now rewrite IH, lin_plus, lin_times.
Qed.

(** A linear function depends on the coefficients only: take all terms at one string out, and
    continue with the rest. *)
Definition drop a v : vec K n := filter (fun bx => negb (peqb (fst bx) a)) v.
Lemma lin_drop f a v : lin f v = coef v a * f a + lin f (drop a v).
Proof.
  unfold coef, delta. induction v as [|[b x] v IH]; cbn [lin drop filter fst]; [ring|].
  destruct (peqb b a) eqn:E; cbn [negb lin]; rewrite IH; [apply peqb_eq in E; subst b|];
    unfold drop; ring.
Qed.
Lemma drop_length a v : (length (drop a v) <= length v)%nat.
Proof. induction v as [|[b x] v IH]; cbn; [lia|]. destruct (peqb b a); cbn; fold (drop a v); lia. Qed.
Lemma coef_drop a v c : coef (drop a v) c = if peqb a c then 0 else coef v c.
Proof.
  destruct (peqb a c) eqn:E.
  - apply peqb_eq in E. subst c. unfold coef, delta, drop.
    induction v as [|[b x] v IH]; cbn [filter fst]; [reflexivity|].
    destruct (peqb b a) eqn:Eb; cbn [negb lin]; [assumption|]. rewrite Eb, IH. ring.
  - unfold coef. rewrite (lin_drop (delta c) a v). unfold delta at 2. rewrite E. ring.
Qed.
Lemma lin_eq_0 f v : (forall a, coef v a * f a = 0) -> lin f v = 0.
Proof.
  remember (length v) as m eqn:Hm. assert (H0 : (length v <= m)%nat) by lia. clear Hm. revert v H0.
  induction m as [|m IH]; intros [|[a x] v] H0 H; cbn [length] in H0; try reflexivity; try lia.
  rewrite (lin_drop f a), H, IH; [ring| |].
  - unfold drop. cbn [filter fst]. rewrite peqb_refl. cbn [negb].
    pose proof (drop_length a v) as L. unfold drop in L. lia.
  - intro c. rewrite coef_drop. destruct (peqb a c); [ring | apply H].
Qed.

Lemma coef_nil c : coef [] c = 0.
Proof. reflexivity. Qed.
Lemma coef_cons a x v c : coef ((a, x) :: v) c = x * delta c a + coef v c.
Proof. reflexivity. Qed.
Lemma coef_app u v c : coef (u ++ v) c = coef u c + coef v c.
Proof. apply lin_app. Qed.
Lemma coef_scale k u c : coef (scale k u) c = k * coef u c.
Proof. apply lin_scale. Qed.
Lemma coef_single a x c : coef [(a, x)] c = x * delta c a.
Proof. unfold coef. cbn [lin]. ring. Qed.
Lemma delta_same c : delta c c = 1.
Proof. unfold delta. now rewrite peqb_refl. Qed.
Lemma delta_other c a : a <> c -> delta c a = 0.
Proof. intro H. unfold delta. now rewrite peqb_neq. Qed.

Lemma lin_same f u v : same u v -> lin f u = lin f v.
Proof.
  intro H. assert (E : lin f (u ++ scale (- (1)) v) = 0).
  { apply lin_eq_0. intro a. rewrite coef_app, coef_scale, H. ring. }
  rewrite lin_app, lin_scale in E.
  transitivity (lin f u + - (1) * lin f v + lin f v); [ring | rewrite E; ring].
Qed.
End Sums.

#[global] Arguments coef {K n} v c : simpl never.
#[global] Arguments same {K n} u v : simpl never.
#[global] Arguments scale {K n} k v : simpl never.
#[global] Arguments bracket {K n} u v : simpl never.

(** ** The space of sums *)
Ltac coef_ring := let c := fresh "c" in
  intro c; repeat (rewrite coef_app || rewrite coef_scale || rewrite coef_nil); ring.

Section Space.
Variables (K : fieldQ) (n : nat).
Add Field K_field' : (f_theory K).

Definition sums : space K.
Proof.
  refine (Space K (vec K n) same [] (@app _) scale _ _ _ _ _ _ _ _ _ _ _); try (intros; coef_ring).
  - split; [intros u c; reflexivity | intros u v H c; symmetry; apply H
           | intros u v w H H' c; now rewrite H].
  - intros u u' H v v' H' c. rewrite !coef_app. now rewrite H, H'.
  - intros k k' <- u v H c. rewrite !coef_scale. now rewrite H.
Defined.
End Space.

#[export] Instance same_equiv (K : fieldQ) n : Equivalence (@same K n) := veq_equiv K (sums K n).
#[export] Instance app_same (K : fieldQ) n : Proper (same ==> same ==> same) (@app (pauli n * K)) :=
  vadd_proper K (sums K n).
#[export] Instance scale_same (K : fieldQ) n : Proper (eq ==> same ==> same) (@scale K n) :=
  vscale_proper K (sums K n).
Infix "=v=" := same (at level 70, no associativity) : K_scope.
Notation "<{ u , v }>" := (bracket u v) : K_scope.
Notation neg v := (scale (- (1)) v).

(** ** The bracket *)
Section Bracket.
Context {K : fieldQ} {n : nat}.
Add Field K_field : (f_theory K).
Implicit Types (a b c : pauli n) (u v w : vec K n) (f : pauli n -> K).

Lemma lin_bracket f u v :
  lin f <{u, v}> = lin (fun a => lin (fun b => inj (sg a b) * f (mul a b)) v) u.
Proof.
  assert (E : forall a x, lin f (bracket_string a x v) = x * lin (fun b => inj (sg a b) * f (mul a b)) v).
  { intros a x. induction v as [|[b y] v IH]; cbn [bracket_string map lin fst snd]; [ring|].
    unfold bracket_string in IH. rewrite IH. ring. }
  unfold bracket. induction u as [|[a x] u IH]; cbn [flat_map lin fst snd]; [reflexivity|].
  now rewrite lin_app, E, IH.
Qed.

Lemma delta_mul a b c : delta c (mul a b) = delta (mul a c) b :> K.
Proof.
  unfold delta. destruct (pauli_dec (mul a b) c) as [E|N].
  - rewrite (proj2 (peqb_eq _ _) E). apply mul_eq_iff in E as ->. now rewrite peqb_refl.
  - rewrite (peqb_neq _ _ N), peqb_neq; [reflexivity|]. intro E. apply N. now apply mul_eq_iff.
Qed.

(** the coefficient of c comes from a in u and ac in v *)
Lemma coef_bracket u v c : coef <{u, v}> c = lin (fun a => inj (sg a (mul a c)) * coef v (mul a c)) u.
Proof.
  unfold coef. rewrite lin_bracket. apply lin_ext. intro a. rewrite <- lin_times.
  apply lin_ext. intro b. rewrite delta_mul. unfold delta.
  destruct (peqb b (mul a c)) eqn:E; [apply peqb_eq in E; subst b|]; ring.
Qed.

Lemma bracket_coef_swap u v c : coef <{u, v}> c = - coef <{v, u}> c.
Proof.
  unfold coef. rewrite !lin_bracket, lin_swap.
  transitivity (- (1) * lin (fun a => lin (fun b => inj (sg a b) * delta c (mul a b)) u) v); [|ring].
  rewrite <- lin_times. apply lin_ext. intro b. rewrite <- lin_times. apply lin_ext. intro a.
  rewrite (mul_comm a b), (sg_swap b a), inj_opp. ring.
Qed.
Lemma bracket_swap u v : <{u, v}> =v= neg <{v, u}>.
Proof. intro c. rewrite bracket_coef_swap, coef_scale. ring. Qed.

#[export] Instance bracket_same : Proper (same ==> same ==> same) (@bracket K n).
Proof.
  assert (R : forall u v v', v =v= v' -> <{u, v}> =v= <{u, v'}>).
  { intros u v v' H c. rewrite !coef_bracket. apply lin_ext. intro a. now rewrite H. }
  intros u u' Hu v v' Hv. rewrite (R u v v' Hv), bracket_swap, (R v' u u' Hu).
  symmetry. apply bracket_swap.
Qed.

Lemma bracket_nil_l v : <{[], v}> = [].
Proof. reflexivity. Qed.
Lemma bracket_app_l u u' v : <{u ++ u', v}> =v= <{u, v}> ++ <{u', v}>.
Proof. intro c. rewrite coef_app, !coef_bracket. apply lin_app. Qed.
Lemma bracket_scale_l k u v : <{scale k u, v}> =v= scale k <{u, v}>.
Proof. intro c. rewrite coef_scale, !coef_bracket. apply lin_scale. Qed.
Lemma bracket_nil_r u : <{u, []}> =v= [].
Proof. rewrite bracket_swap. reflexivity. Qed.
Lemma bracket_app_r u v v' : <{u, v ++ v'}> =v= <{u, v}> ++ <{u, v'}>.
Proof.
  rewrite bracket_swap, bracket_app_l, (bracket_swap u v), (bracket_swap u v'). coef_ring.
Qed.
Lemma bracket_scale_r k u v : <{u, scale k v}> =v= scale k <{u, v}>.
Proof. rewrite bracket_swap, bracket_scale_l, (bracket_swap u v). coef_ring. Qed.
Lemma bracket_self u : <{u, u}> =v= [].
Proof.
  intro c. apply (mul_eq_0 K (1 + 1)); [apply two_nonzero|].
  transitivity (coef <{u, u}> c + coef <{u, u}> c); [ring|].
  rewrite bracket_coef_swap at 1. ring.
Qed.

(** ad u is a derivation: the Jacobi identity *)
Theorem ad_bracket u v w : <{u, <{v, w}>}> =v= <{<{u, v}>, w}> ++ <{v, <{u, w}>}>.
Proof.
  intro c. rewrite coef_app. unfold coef. rewrite !lin_bracket.
  transitivity (lin (fun a => lin (fun b => lin (fun d =>
    inj (sg b d * sg a (mul b d)) * delta c (mul a (mul b d))) w) v) u).
  { apply lin_ext. intro a. rewrite lin_bracket. apply lin_ext. intro b. apply lin_ext. intro d.
    rewrite inj_mul. ring. }
  rewrite (lin_ext (fun a => lin (fun b => inj (sg a b) * delta c (mul a b)) <{u, w}>)
    (fun b => lin (fun a => lin (fun d => inj (sg a d * sg b (mul a d)) * delta c (mul a (mul b d))) w) u)).
  2:{ intro b. rewrite lin_bracket. apply lin_ext. intro a. apply lin_ext. intro d.
      rewrite inj_mul, (mul_swap a b d). ring. }
  rewrite (lin_swap (fun b a => lin _ w) v u), <- lin_plus. apply lin_ext. intro a.
  rewrite <- lin_plus. apply lin_ext. intro b.
  rewrite <- lin_times, <- lin_plus. apply lin_ext. intro d.
  rewrite (mul_assoc a b d).
  replace (sg b d * sg a (mul b d))%Z with (sg a b * sg (mul a b) d + sg a d * sg b (mul a d))%Z.
  - rewrite inj_add, !inj_mul. ring.
  - rewrite sg_jacobi. lia.
Qed.
End Bracket.

(** ** Finite sums: f 0 + ... + f (m - 1) *)
Section FiniteSums.
Context {K : fieldQ} {n : nat}.
Add Field K_field : (f_theory K).
Implicit Types (f g : nat -> vec K n) (v : vec K n) (m k i j : nat).

Fixpoint sum m f : vec K n := match m with O => [] | S m' => sum m' f ++ f m' end.

Lemma sum_ext m f g : (forall i, (i < m)%nat -> f i =v= g i) -> sum m f =v= sum m g.
Proof.
  induction m as [|m IH]; intro H; cbn [sum]; [reflexivity|].
  rewrite IH, (H m) by (intros; try apply H; lia). reflexivity.
Qed.
Lemma sum_zero m f : (forall i, (i < m)%nat -> f i =v= []) -> sum m f =v= [].
Proof.
  induction m as [|m IH]; intro H; cbn [sum]; [reflexivity|].
  rewrite IH, (H m) by (intros; try apply H; lia). reflexivity.
Qed.
Lemma sum_app m f g : sum m (fun i => f i ++ g i) =v= sum m f ++ sum m g.
Proof. induction m as [|m IH]; cbn [sum]; [reflexivity|]. rewrite IH. coef_ring. Qed.
Lemma sum_scale (c : K) m f : sum m (fun i => scale c (f i)) =v= scale c (sum m f).
Proof. induction m as [|m IH]; cbn [sum]; [reflexivity|]. rewrite IH. coef_ring. Qed.
Lemma sum_split m k f : sum (m + k) f =v= sum m f ++ sum k (fun i => f (m + i)%nat).
Proof.
  induction k as [|k IH]; cbn [sum]; [now rewrite Nat.add_0_r, app_nil_r|].
  rewrite Nat.add_succ_r. cbn [sum]. rewrite IH. coef_ring.
Qed.
Lemma sum_first m f : sum (S m) f =v= f O ++ sum m (fun i => f (S i)).
Proof. exact (sum_split 1 m f). Qed.
Lemma sum_rev m f : sum m f =v= sum m (fun i => f (m - 1 - i)%nat).
Proof.
  induction m as [|m IH]; [reflexivity|]. rewrite (sum_first m (fun i => f (S m - 1 - i)%nat)).
  replace (S m - 1 - 0)%nat with m by lia. cbn [sum]. rewrite IH.
  rewrite (sum_ext m (fun i => f (S m - 1 - S i)%nat) (fun i => f (m - 1 - i)%nat)).
  - coef_ring.
  - intros i Hi. now replace (S m - 1 - S i)%nat with (m - 1 - i)%nat by lia.
Qed.

(** sums in which all terms but one, or two, are zero *)
Lemma sum_one m f i : (i < m)%nat -> (forall k, (k < m)%nat -> k <> i -> f k =v= []) -> sum m f =v= f i.
Proof.
  intros Hi H. replace m with (i + S (m - i - 1))%nat by lia. rewrite sum_split, sum_first, Nat.add_0_r.
  rewrite sum_zero, (sum_zero (m - i - 1)) by (intros; apply H; lia). now rewrite app_nil_r.
Qed.
Lemma sum_two m f i j : (i < j < m)%nat -> (forall k, (k < m)%nat -> k <> i -> k <> j -> f k =v= []) ->
  sum m f =v= f i ++ f j.
Proof.
  intros Hij H. replace m with (j + (m - j))%nat by lia.
  rewrite sum_split, (sum_one j _ i), (sum_one (m - j) _ 0%nat); [now rewrite Nat.add_0_r|lia| |lia|];
    intros; apply H; lia.
Qed.

Lemma bracket_sum_l m f v : <{sum m f, v}> =v= sum m (fun i => <{f i, v}>).
Proof. induction m as [|m IH]; cbn [sum]; [reflexivity|]. now rewrite bracket_app_l, IH. Qed.
Lemma bracket_sum_r m f v : <{v, sum m f}> =v= sum m (fun i => <{v, f i}>).
Proof. induction m as [|m IH]; cbn [sum]; [apply bracket_nil_r|]. now rewrite bracket_app_r, IH. Qed.
Lemma coef_sum_0 m f c : (forall i, (i < m)%nat -> coef (f i) c = 0) -> coef (sum m f) c = 0.
Proof.
  induction m as [|m IH]; intro H; cbn [sum]; [reflexivity|]. rewrite coef_app, IH, (H m); [ring | lia |].
  intros; apply H; lia.
Qed.
End FiniteSums.

(** ** The dynamical Lie algebra *)
Definition dla {K : fieldQ} {n} (G : list (vec K n)) : vec K n -> Prop := @lie K (sums K n) bracket G.

(** The span of B contains the Lie algebra when it contains the generators and is stable under
    brackets with them: by Jacobi, the vectors that keep it stable are closed under brackets. *)
Section Upper.
Context {K : fieldQ} {n : nat}.
Notation span := (@span K (sums K n)).
Implicit Types (u v w : vec K n) (G B : list (vec K n)).
Add Field K_field : (f_theory K).

Lemma span_same B u v : v =v= u -> span B u -> span B v.
Proof. intro H. apply span_eq. now symmetry. Qed.
Lemma span_app B u v : span B u -> span B v -> span B (u ++ v).
Proof. apply (span_add (V := sums K n)). Qed.
Lemma span_mult B k u : span B u -> span B (scale k u).
Proof. apply (span_scale (V := sums K n)). Qed.
Lemma span_empty B : span B [].
Proof. apply (span_zero (V := sums K n)). Qed.
Lemma span_sum B m (f : nat -> vec K n) : (forall i, (i < m)%nat -> span B (f i)) -> span B (sum m f).
Proof.
  induction m as [|m IH]; intro H; cbn [sum]; [apply span_empty|].
  apply span_app; [apply IH; intros; apply H; lia | apply H; lia].
Qed.

(** the same for the Lie algebra *)
Lemma dla_gen G u : In u G -> dla G u.
Proof. apply (lie_gen (V := sums K n)). Qed.
Lemma dla_same G u v : v =v= u -> dla G u -> dla G v.
Proof. intro H. apply (lie_eq (V := sums K n)). now symmetry. Qed.
Lemma dla_app G u v : dla G u -> dla G v -> dla G (u ++ v).
Proof. apply (lie_add (V := sums K n)). Qed.
Lemma dla_mult G k u : dla G u -> dla G (scale k u).
Proof. apply (lie_scale (V := sums K n)). Qed.
Lemma dla_bracket G u v : dla G u -> dla G v -> dla G <{u, v}>.
Proof. apply (lie_bracket (V := sums K n)). Qed.

Lemma ad_stable B u : (forall b, In b B -> span B <{u, b}>) -> forall w, span B w -> span B <{u, w}>.
Proof.
  intros HB w. induction 1 as [b Hb| |v w _ IHv _ IHw|k v _ IHv|v w E _ IHv]; cbn in *.
  - now apply HB.
  - apply span_same with []; [apply bracket_nil_r | apply span_empty].
  - eapply span_same; [apply bracket_app_r | now apply span_app].
  - eapply span_same; [apply bracket_scale_r | now apply span_mult].
  - eapply span_same; [|exact IHv]. now rewrite E.
Qed.

Theorem dla_in_span G B :
  (forall g, In g G -> span B g) -> (forall g b, In g G -> In b B -> span B <{g, b}>) ->
  forall v, dla G v -> span B v.
Proof.
  intros HG HB v H. cut (span B v /\ forall w, span B w -> span B <{v, w}>); [tauto|].
  induction H as [g Hg| |u v _ [Hu Nu] _ [Hv Nv]|k u _ [Hu Nu]|u v _ [Hu Nu] _ [Hv Nv]|u v E _ [Hu Nu]];
    cbn in *.
  - split; [now apply HG | apply ad_stable; auto].
  - split; [apply span_empty | intros w _; apply span_empty].
  - split; [now apply span_app | intros w Hw]. eapply span_same; [apply bracket_app_l | apply span_app; auto].
  - split; [now apply span_mult | intros w Hw]. eapply span_same; [apply bracket_scale_l | apply span_mult; auto].
  - split; [now apply Nu | intros w Hw].
    eapply span_same with (u := <{u, <{v, w}>}> ++ neg <{v, <{u, w}>}>).
    + rewrite ad_bracket. coef_ring.
    + apply span_app; [|apply span_mult]; auto.
  - split; [now apply span_eq with u | intros w Hw]. eapply span_same; [rewrite <- E; reflexivity | auto].
Qed.
End Upper.
