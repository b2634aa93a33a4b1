(** * Lists without repetitions, and lists of pairs *)
From Coq Require Import List Lia Arith.
Import ListNotations.

Lemma nodup_map {A B} (f : A -> B) l :
  NoDup l -> (forall a b, In a l -> In b l -> f a = f b -> a = b) -> NoDup (map f l).
Proof.
  induction 1 as [|a l Ha _ IH]; intro H; cbn [map]; constructor.
  - intro Hin. apply in_map_iff in Hin as (b & E & Hb). apply Ha.
    rewrite (H a b); [assumption | now left | now right | now symmetry].
  - apply IH. intros; apply H; auto; now right.
Qed.

Lemma nodup_app {A} (l m : list A) : NoDup l -> NoDup m -> (forall a, In a l -> ~ In a m) -> NoDup (l ++ m).
Proof.
  induction 1 as [|a l Ha _ IH]; intros Hm H; [assumption|]. cbn [app]. constructor.
  - rewrite in_app_iff. intros [Hl|Hr]; [contradiction | exact (H a (or_introl eq_refl) Hr)].
  - apply IH; [assumption|]. intros b Hb. apply H. now right.
Qed.

(** the pairs (j, d) with j < m and d < f j *)
Definition pairs (m : nat) (f : nat -> nat) : list (nat * nat) :=
  flat_map (fun j => map (pair j) (seq 0 (f j))) (seq 0 m).

Lemma in_pairs m f j d : In (j, d) (pairs m f) <-> j < m /\ d < f j.
Proof.
  unfold pairs. rewrite in_flat_map. split.
  - intros (i & Hi & H). apply in_seq in Hi. apply in_map_iff in H as (c & E & Hc).
    apply in_seq in Hc. inversion E; subst. lia.
  - intros [Hj Hd]. exists j. split; [apply in_seq | apply in_map, in_seq]; lia.
Qed.

Lemma nodup_pairs m f : NoDup (pairs m f).
Proof.
  unfold pairs. generalize (seq_NoDup m 0). generalize (seq 0 m). intro l.
  induction 1 as [|j l Hj _ IH]; cbn [flat_map]; [constructor|].
  apply nodup_app; [|assumption|].
  - apply nodup_map; [apply seq_NoDup|]. intros a b _ _ E. now inversion E.
  - intros [i d] H H'. apply in_map_iff in H as (c & E & _). inversion E; subst.
    apply in_flat_map in H' as (k & Hk & H'). apply in_map_iff in H' as (c' & E' & _). inversion E'; subst.
    contradiction.
Qed.

Lemma pairs_length_S m f : length (pairs (S m) f) = length (pairs m f) + f m.
Proof.
  unfold pairs. rewrite seq_S, flat_map_app, app_length. cbn [flat_map Nat.add].
  now rewrite app_nil_r, map_length, seq_length.
Qed.

(** the m (m + 1) / 2 pairs with j + d < m *)
Definition triangle (m : nat) : list (nat * nat) := pairs m (fun j => m - j).

Lemma in_triangle m j d : In (j, d) (triangle m) <-> j + d < m.
Proof. unfold triangle. rewrite in_pairs. lia. Qed.

Lemma triangle_length m : 2 * length (triangle m) = m * (m + 1).
Proof.
  assert (H : forall k, k <= m -> 2 * length (pairs k (fun j => m - j)) + k * k = 2 * m * k + k).
  { induction k as [|k IH]; intro Hk; [cbn; lia|]. rewrite pairs_length_S. specialize (IH ltac:(lia)). nia. }
  specialize (H m ltac:(lia)). unfold triangle. nia.
Qed.
