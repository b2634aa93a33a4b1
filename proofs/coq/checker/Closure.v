(** * A checker of certificates whose verdict is a theorem

    A certificate of kind closure (see proofs/README.md) states generators, sums of Pauli strings with
    rational coefficients, and claims the dimension D of the Lie algebra over R that the matrices i H
    generate, H the generators.  [check] computes; [check_sound] says that what it accepts is true, over
    every field of characteristic 0. *)
From Coq Require Import ZArith QArith List Lia Bool Field Ring.
From Liebound Require Import Field Fields Space Pauli Sums Matrix Trie Terms Upper Lower Independence.
Import ListNotations.
Local Open Scope Z_scope.

(** a sum with rational coefficients, and over a field K *)
Definition rational_sum (n : nat) : Type := list (pauli n * Q).
Definition over (K : fieldQ) {n} (g : rational_sum n) : vec K n := map (fun ax => (fst ax, fraction K (snd ax))) g.

(** what shows that the dimension is at least D: a modulus, and the steps *)
Inductive evidence := Replay (p : Z) (steps : list step) | Words (p : Z) (steps : list step).

Record certificate (n : nat) := Certificate {
  generators : list (rational_sum n);
  at_least : evidence;
  basis : list (row n) }.
Arguments Certificate {n}.
Arguments generators {n}.
Arguments at_least {n}.
Arguments basis {n}.

Definition dimension {n} (c : certificate n) : nat := length (basis c).

Section Cancel.
Context {K : fieldQ}.
Local Open Scope K_scope.
Add Field K_field : (f_theory K).

Lemma cancel_right (a b k : K) : k <> 0 -> a * k = b * k -> a = b.
Proof.
  intros Hk E. transitivity (/ k * k * a); [rewrite (inv_l K k Hk); ring|].
  transitivity (/ k * (a * k)); [ring|]. rewrite E. transitivity (/ k * k * b); [ring|]. rewrite (inv_l K k Hk). ring.
Qed.
End Cancel.

(** ** A generator enters as its primitive integer multiple: m / d times the sum *)
Section Primitive.
Context {n : nat}.
Implicit Types (g : rational_sum n) (v : terms n).

Definition cleared (m : Z) (q : Q) : Z := Qnum q * (m / QDen q).
Definition content (m : Z) g : Z :=
  let d := fold_left (fun d ax => Z.gcd d (cleared m (snd ax))) g 0 in if d =? 0 then 1 else d.
Definition primitive g : option (terms n) :=
  let m := fold_left (fun m ax => if QDen (snd ax) =? 1 then m else Z.lcm m (QDen (snd ax))) g 1 in
  let d := content m g in
  if negb (m =? 0) && negb (d =? 0) &&
     forallb (fun ax => cleared m (snd ax) / d * d * QDen (snd ax) =? m * Qnum (snd ax)) g
  then Some (map (fun ax => (fst ax, cleared m (snd ax) / d)) g) else None.

Lemma primitive_multiple (K : fieldQ) g v : primitive g = Some v ->
  exists m d : Z, m <> 0 /\ d <> 0 /\ scale (inj m) (over K g) = scale (inj d) (embed v).
Proof.
  unfold primitive. set (m := fold_left _ g 1). set (d := content m g).
  destruct (m =? 0) eqn:Em; [discriminate|]. destruct (d =? 0) eqn:Ed; [discriminate|]. cbn [negb andb].
  destruct (forallb _ g) eqn:E; [|discriminate]. intro H. injection H as <-.
  apply Z.eqb_neq in Em, Ed. rewrite forallb_forall in E. exists m, d. repeat split; [assumption | assumption|].
  unfold scale, over, embed. rewrite !map_map. apply map_ext_in. intros [a q] Hin. cbn [fst snd]. f_equal.
  specialize (E _ Hin). apply Z.eqb_eq in E. cbn [snd] in E. apply (f_equal (@inj K)) in E.
  rewrite !inj_mul, <- (fraction_den K q) in E. apply (cancel_right _ _ _ (den_nonzero K q)).
  rewrite <- (Rmul_assoc (F_R (f_theory K))), <- E. now rewrite (Rmul_comm (F_R (f_theory K)) (inj d)).
Qed.
End Primitive.

(** generators that are multiples of others generate the same Lie algebra *)
Section Multiples.
Context {K : fieldQ} {n : nat}.
Local Open Scope K_scope.
Add Field K_field : (f_theory K).
Implicit Types (u v w : vec K n) (G : list (vec K n)).

Lemma dla_multiple G u v (k l : K) : k <> 0 -> scale k u = scale l v -> dla G v -> dla G u.
Proof.
  intros Hk E Hv. apply dla_same with (scale (/ k) (scale l v)); [|now do 2 apply dla_mult].
  rewrite <- E. intro c. rewrite !coef_scale. transitivity (/ k * k * coef u c); [rewrite (inv_l K k Hk)|]; ring.
Qed.
Lemma dla_multiples G G' w :
  (forall u, In u G -> exists v (k l : K), In v G' /\ k <> 0 /\ scale k u = scale l v) -> dla G w -> dla G' w.
Proof.
  intro H. apply (lie_incl (V := sums K n)). intros u Hu. destruct (H u Hu) as (v & k & l & Hv & Hk & E).
  apply (dla_multiple G' u v k l Hk E). now apply dla_gen.
Qed.
End Multiples.

(** ** The checker *)
Fixpoint all_some {A B} (f : A -> option B) (l : list A) : option (list B) :=
  match l with
  | [] => Some []
  | a :: l' => match f a, all_some f l' with Some b, Some bs => Some (b :: bs) | _, _ => None end
  end.
Definition lower {n} (G : list (terms n)) (e : evidence) : option nat :=
  match e with Replay p steps => lower_replay p G steps | Words p steps => lower_words p G steps end.

Definition check {n} (c : certificate n) : bool :=
  match all_some primitive (generators c) with
  | Some G => upper G (basis c) && match lower G (at_least c) with Some D => Nat.eqb D (dimension c) | None => false end
  | None => false
  end.

Lemma all_some_in {A B} (f : A -> option B) l m : all_some f l = Some m ->
  (forall a, In a l -> exists b, In b m /\ f a = Some b) /\ (forall b, In b m -> exists a, In a l /\ f a = Some b).
Proof.
  revert m. induction l as [|a l IH]; intros m H; cbn [all_some] in H.
  - injection H as <-. split; intros ? [].
  - destruct (f a) as [b|] eqn:E; [|discriminate]. destruct (all_some f l) as [bs|]; [|discriminate].
    injection H as <-. destruct (IH bs eq_refl) as [H1 H2]. split.
    + intros a' [<-|Ha]; [exists b; split; [now left | assumption]|].
      destruct (H1 a' Ha) as (b' & Hb & E'). exists b'. split; [now right | assumption].
    + intros b' [<-|Hb]; [exists a; split; [now left | assumption]|].
      destruct (H2 b' Hb) as (a' & Ha & E'). exists a'. split; [now right | assumption].
Qed.

Theorem check_sound_sums {n} (c : certificate n) : check c = true ->
  forall K : fieldQ, @has_dim K (sums K n) (dla (map (over K) (generators c))) (dimension c).
Proof.
  unfold check. destruct (all_some primitive (generators c)) as [G|] eqn:EG; [|discriminate]. intros H K.
  apply andb_true_iff in H as [HU HL]. destruct (lower G (at_least c)) as [D|] eqn:EL; [|discriminate].
  apply Nat.eqb_eq in HL as ->.
  assert (HQ : @has_dim Q_field (sums Q_field n) (dla (map embed G)) (dimension c)).
  { assert (HB : independent_in_dla G (dimension c)).
    { destruct (at_least c) as [p steps|p steps]; cbn [lower] in EL;
        [exact (lower_replay_sound p G steps _ EL) | exact (lower_words_sound p G steps _ EL)]. }
    destruct HB as (B & HB & HP & HI).
    apply (@dim_of_bounds Q_field (sums Q_field n) _ B (map (fun r => embed (multiple r)) (basis c))); try assumption.
    - apply map_length.
    - exact (upper_sound G (basis c) HU). }
  apply (rational_dim K) in HQ. destruct (all_some_in _ _ _ EG) as [H1 H2].
  revert HQ. apply dim_iff. intro w. split; apply dla_multiples; intros u Hu; apply in_map_iff in Hu as (g & <- & Hg).
  - destruct (H2 g Hg) as (r & Hr & E). destruct (primitive_multiple K r g E) as (m & d & Hm & Hd & Es).
    exists (over K r), (inj d), (inj m). repeat split; [now apply in_map | now apply inj_nonzero | now symmetry].
  - destruct (H1 g Hg) as (v & Hv & E). destruct (primitive_multiple K g v E) as (m & d & Hm & Hd & Es).
    exists (embed v), (inj m), (inj d). repeat split; [now apply in_map | now apply inj_nonzero | assumption].
Qed.

Theorem check_sound {n} (c : certificate n) : check c = true ->
  forall K : fieldQ, matrix_dla_dim (map (over K) (generators c)) (dimension c).
Proof. intros H K. now apply matrix_dim, check_sound_sums. Qed.
