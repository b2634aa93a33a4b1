(** * The Heisenberg chain with one angle for each string: 4^(n-1) - 1 for odd n, 4^(n-1) - 4 for even n

    The generators are i X_k X_{k+1}, i Y_k Y_{k+1} and i Z_k Z_{k+1}, around a ring also those of its last
    bond.  They keep the product of all letters of a string (up to powers of i), which is I for the
    generators, and they commute with the strings whose letters are all equal.  All other strings with
    product I are reached.

    Write p_i for the product of the letters before qubit i, so that the letters are p_i p_{i+1}; both p_0 and
    p_n are I.  Where letters k and k + 1 differ, brackets multiply both by any letter: p_{k+1} becomes
    anything, if p_k and p_{k+2} are different.  By such steps

    - a place where p_k and p_{k+2} differ is moved to the end, so that p_{m-2} is not I where p_m, p_{m+1}, ... are;
    - then p_{m-1} becomes I, with p_{m-2} or p_{m-4} changed before, if need be, so that a place is left
      where p_k and p_{k+2} differ.

    So m comes down to 3, and what is left is a generator. *)
From Coq Require Import List Lia Arith Bool Permutation.
From Liebound Require Import Field Pauli Sums Matrix Lists Strings Sites.
Import ListNotations.

Definition letters : list letter := [LX; LY; LZ].
Definition open_bonds (n : nat) : list (pauli n) :=
  flat_map (fun l => map (fun k => bond n k l (S k) l) (seq 0 (n - 1))) letters.
Definition closed_bonds (n : nat) : list (pauli n) :=
  flat_map (fun l => map (fun k => bond n k l (S k) l) (seq 0 (n - 1)) ++ [bond n 0 l (n - 1) l]) letters.
(** the families heisenberg-open-free and heisenberg-closed-free of the catalogue *)
Definition heisenberg_open_free (K : fieldQ) (n : nat) : list (vec K n) := map single (open_bonds n).
Definition heisenberg_closed_free (K : fieldQ) (n : nat) : list (vec K n) := map single (closed_bonds n).

(** ** The product of the letters *)
Lemma letter_mul_comm l m : letter_mul l m = letter_mul m l.
Proof. now destruct l, m. Qed.
Lemma letter_mul_assoc l m k : letter_mul (letter_mul l m) k = letter_mul l (letter_mul m k).
Proof. now destruct l, m, k. Qed.
Lemma letter_mul_cancel l m : letter_mul l (letter_mul l m) = m.
Proof. now destruct l, m. Qed.
Lemma letter_dec (l m : letter) : {l = m} + {l <> m}.
Proof. decide equality. Qed.

(** of those before qubit i, and of all *)
Fixpoint before {n} (b : pauli n) (i : nat) : letter :=
  match i with O => LI | S j => letter_mul (before b j) (letter_at b j) end.
Definition total {n} (b : pauli n) : letter := before b n.

Lemma before_mul {n} (a b : pauli n) i : before (mul a b) i = letter_mul (before a i) (before b i).
Proof.
  induction i as [|i IH]; cbn [before]; [reflexivity|]. rewrite IH, letter_at_mul.
  now destruct (before a i), (before b i), (letter_at a i), (letter_at b i).
Qed.
Lemma before_cons {n} l (s : pauli n) i : before ((l, s) : pauli (S n)) (S i) = letter_mul l (before s i).
Proof.
  induction i as [|i IH]; [now destruct l|].
  change (letter_mul (before ((l, s) : pauli (S n)) (S i)) (letter_at s i) = letter_mul l (before s (S i))).
  rewrite IH. apply letter_mul_assoc.
Qed.
Lemma before_bond n i l j k : i < j -> k <= n ->
  before (bond n i l j l) k = if (i <? k) && (k <=? j) then l else LI.
Proof.
  intros Hij. induction k as [|k IH]; intro Hk; [reflexivity|]. cbn [before]. rewrite IH, letter_at_bond by lia.
  destruct (Nat.ltb_spec i k), (Nat.ltb_spec i (S k)), (Nat.leb_spec k j), (Nat.leb_spec (S k) j), (Nat.eqb_spec k i),
    (Nat.eqb_spec k j); try lia; destruct l; reflexivity.
Qed.

(** all letters equal *)
Definition constant (n : nat) (l : letter) : pauli n := string n (fun _ => l).
Lemma before_constant n l k : k <= n -> before (constant n l) k = if Nat.even k then LI else l.
Proof.
  induction k as [|k IH]; intro Hk; [reflexivity|]. cbn [before]. rewrite IH by lia. unfold constant.
  rewrite letter_at_string, Nat.even_succ, <- Nat.negb_even by lia. destruct (Nat.even k), l; reflexivity.
Qed.

(** ** The strings that are reached, by their number *)
Definition balanced (n : nat) : list (pauli n) :=
  match n with O => [tt] | S m => map (fun s => (total s, s)) (all_strings m) end.
Definition constants (n : nat) : list (pauli n) :=
  map (constant n) (LI :: if Nat.even n then letters else []).
Definition heisenberg_strings (n : nat) : list (pauli n) :=
  filter (fun b => negb (among (constants n) b)) (balanced n).

Lemma in_balanced {n} (b : pauli n) : In b (balanced n) <-> total b = LI.
Proof.
  destruct n as [|n]; [destruct b; cbn; intuition|]. destruct b as [l s]. unfold total. rewrite before_cons.
  fold (total s). cbn [balanced]. rewrite in_map_iff. split.
  - intros (s' & E & _). injection E as <- <-. now destruct (total s').
  - intro E. exists s. split; [f_equal; revert E; now destruct l, (total s) | apply in_all_strings].
Qed.
Lemma nodup_balanced n : NoDup (balanced n).
Proof.
  destruct n as [|n]; [repeat constructor; intros []|]. apply nodup_map; [apply nodup_all_strings | congruence].
Qed.
Lemma balanced_length n : 0 < n -> length (balanced n) = 4 ^ (n - 1).
Proof.
  destruct n as [|n]; [lia|]. intros _. cbn [balanced]. rewrite map_length, all_strings_length. f_equal. lia.
Qed.
Lemma in_constants {n} (b : pauli n) : In b (constants n) <-> exists l, b = constant n l /\ total b = LI.
Proof.
  unfold constants. rewrite in_map_iff. unfold total. split.
  - intros (l & <- & Hl). exists l. split; [reflexivity|]. rewrite before_constant by lia.
    destruct (Nat.even n); [reflexivity|]. now destruct Hl as [<-|[]].
  - intros (l & -> & E). exists l. split; [reflexivity|]. rewrite before_constant in E by lia.
    destruct (Nat.even n); [destruct l; cbn; auto | now left].
Qed.
Lemma nodup_constants n : 0 < n -> NoDup (constants n).
Proof.
  intro Hn. apply nodup_map.
  - destruct (Nat.even n); repeat constructor; cbn; intuition discriminate.
  - intros l m _ _ E. apply (f_equal (fun b => letter_at b 0)) in E. unfold constant in E.
    now rewrite !letter_at_string in E.
Qed.

Lemma filter_among_length {n} (l m : list (pauli n)) : NoDup l -> NoDup m -> (forall b, In b m -> In b l) ->
  length (filter (fun b => negb (among m b)) l) = length l - length m.
Proof.
  intros Hl Hm H. enough (E : Permutation l (m ++ filter (fun b => negb (among m b)) l)).
  { apply Permutation_length in E. rewrite app_length in E. lia. }
  apply NoDup_Permutation; [assumption | apply nodup_app; [assumption | now apply NoDup_filter |] |].
  - intros b Hb H'. apply filter_In in H' as [_ H']. apply in_among in Hb. rewrite Hb in H'. discriminate.
  - intro b. rewrite in_app_iff, filter_In. destruct (among m b) eqn:E.
    + apply in_among in E. intuition.
    + assert (~ In b m) by (rewrite <- in_among, E; discriminate). intuition.
Qed.
Lemma heisenberg_strings_length n : 0 < n -> length (heisenberg_strings n) = 4 ^ (n - 1) - (4 - 3 * (n mod 2)).
Proof.
  intro Hn. unfold heisenberg_strings. rewrite filter_among_length.
  - rewrite balanced_length by assumption. f_equal. unfold constants. rewrite map_length.
    destruct (Nat.even n) eqn:E; cbn [length letters].
    + apply Nat.even_spec in E as [k ->]. now rewrite (Nat.mul_comm 2 k), Nat.mod_mul by lia.
    + rewrite <- Nat.negb_odd in E. apply negb_false_iff, Nat.odd_spec in E as [k ->].
      now rewrite (Nat.add_comm (2 * k)), (Nat.mul_comm 2 k), Nat.mod_add by lia.
  - apply nodup_balanced.
  - now apply nodup_constants.
  - intros b Hb. apply in_balanced. now apply in_constants in Hb as (_ & _ & E).
Qed.
Lemma in_heisenberg_strings {n} (b : pauli n) :
  In b (heisenberg_strings n) <-> total b = LI /\ forall l, b <> constant n l.
Proof.
  unfold heisenberg_strings. rewrite filter_In, negb_true_iff, in_balanced. split; intros [E H]; (split; [assumption|]).
  - intros l ->. assert (Hc : among (constants n) (constant n l) = true); [|congruence].
    apply in_among, in_constants. now exists l.
  - destruct (among (constants n) b) eqn:Ea; [|reflexivity]. apply in_among, in_constants in Ea as (l & Eb & _).
    now destruct (H l).
Qed.

(** ** All of them are reached *)
Section Reached.
Variable n : nat.
Variable C : list (pauli n).
Hypothesis neighbours : forall k l, S k < n -> l <> LI -> In (bond n k l (S k) l) C.
Hypothesis bonds : forall a, In a C -> exists i j l, i < j < n /\ l <> LI /\ a = bond n i l j l.
Hypothesis three : 3 <= n.
Notation R := (reached C).
Implicit Types (a b : pauli n) (k m : nat) (l c d e : letter) (w : nat -> letter).

(** the string whose products of first letters are w *)
Definition walk w : pauli n := string n (fun i => letter_mul (w i) (w (S i))).
Definition change w k c : nat -> letter := fun i => if i =? k then c else w i.

Lemma walk_before b : walk (before b) = b.
Proof.
  apply letter_at_ext. intros i Hi. unfold walk. rewrite letter_at_string by assumption. apply letter_mul_cancel.
Qed.
Lemma walk_ext w w' : (forall i, i <= n -> w i = w' i) -> walk w = walk w'.
Proof. intro H. apply string_ext. intros i Hi. rewrite !H by lia. reflexivity. Qed.
Lemma letter_at_walk w i : i < n -> letter_at (walk w) i = letter_mul (w i) (w (S i)).
Proof. apply (letter_at_string n (fun i => letter_mul (w i) (w (S i)))). Qed.

Lemma walk_change w k c : S k < n -> walk (change w (S k) c) =
  mul (bond n k (letter_mul c (w (S k))) (S k) (letter_mul c (w (S k)))) (walk w).
Proof.
  intro Hk. apply letter_at_ext. intros i Hi. rewrite letter_at_mul, letter_at_bond, !letter_at_walk by lia. unfold change.
  destruct (Nat.eqb_spec i k) as [->|]; [|destruct (Nat.eqb_spec i (S k)) as [->|]];
    repeat match goal with |- context [?p =? ?q] => destruct (Nat.eqb_spec p q); try lia end;
    repeat match goal with |- context [w ?j] => destruct (w j) end; now destruct c.
Qed.

(** one bracket with a generator, where it does not vanish *)
Lemma one w k l : S k < n -> l <> LI ->
  letter_anti l (w k) <> letter_anti l (w (S (S k))) ->
  R (walk w) <-> R (walk (change w (S k) (letter_mul l (w (S k))))).
Proof.
  intros Hk Hl H. rewrite walk_change by assumption.
  replace (letter_mul (letter_mul l (w (S k))) (w (S k))) with l by now destruct l, (w (S k)).
  apply reached_link; [now apply neighbours|]. rewrite anti_bond, !letter_at_walk by lia.
  revert H. destruct l, (w k), (w (S k)), (w (S (S k))); cbn; congruence.
Qed.

(** where w k and w (k + 2) differ, w (k + 1) can be changed to anything *)
Lemma step w k c : S k < n -> w k <> w (S (S k)) -> R (walk w) <-> R (walk (change w (S k) c)).
Proof.
  intros Hk H.
  assert (A : forall l, l <> LI -> letter_anti l (w k) <> letter_anti l (w (S (S k))) ->
    letter_mul l (w (S k)) = c -> R (walk w) <-> R (walk (change w (S k) c))).
  { intros l Hl Hw <-. now apply one. }
  assert (two : forall l (m : letter), l <> LI -> m <> LI -> letter_anti m (w k) <> letter_anti m (w (S (S k))) ->
    letter_anti l (w k) <> letter_anti l (w (S (S k))) -> letter_mul l (letter_mul m (w (S k))) = c ->
    R (walk w) <-> R (walk (change w (S k) c))).
  { intros l m Hl Hm Hm' Hl' <-. rewrite (one w k m) by assumption. set (w1 := change w (S k) _).
    assert (E : w1 (S k) = letter_mul m (w (S k))) by (unfold w1, change; now rewrite Nat.eqb_refl).
    rewrite (one w1 k l), E; try assumption.
    - enough (F : walk (change w1 (S k) (letter_mul l (letter_mul m (w (S k))))) =
        walk (change w (S k) (letter_mul l (letter_mul m (w (S k)))))) by now rewrite F.
      apply walk_ext. intros i _. unfold w1, change. now destruct (i =? S k).
    - unfold w1, change. destruct (Nat.eqb_spec k (S k)), (Nat.eqb_spec (S (S k)) (S k)); try lia. assumption. }
  destruct (letter_mul c (w (S k))) eqn:E.
  - enough (F : walk (change w (S k) c) = walk w) by now rewrite F.
    apply walk_ext. intros i _. unfold change. destruct (Nat.eqb_spec i (S k)) as [->|]; [|reflexivity].
    revert E. now destruct c, (w (S k)).
  - destruct (bool_dec (letter_anti LX (w k)) (letter_anti LX (w (S (S k))))) as [F|F].
    + apply (two LY LZ); try discriminate; revert E F H; destruct c, (w k), (w (S k)), (w (S (S k))); cbn; congruence.
    + apply (A LX); try discriminate; try assumption. revert E. now destruct c, (w (S k)).
  - destruct (bool_dec (letter_anti LY (w k)) (letter_anti LY (w (S (S k))))) as [F|F].
    + apply (two LZ LX); try discriminate; revert E F H; destruct c, (w k), (w (S k)), (w (S (S k))); cbn; congruence.
    + apply (A LY); try discriminate; try assumption. revert E. now destruct c, (w (S k)).
  - destruct (bool_dec (letter_anti LZ (w k)) (letter_anti LZ (w (S (S k))))) as [F|F].
    + apply (two LX LY); try discriminate; revert E F H; destruct c, (w k), (w (S k)), (w (S (S k))); cbn; congruence.
    + apply (A LZ); try discriminate; try assumption. revert E. now destruct c, (w (S k)).
Qed.

(** a single letter other than I in w: a generator *)
Lemma walk_generator w k : S k < n -> w (S k) <> LI -> (forall i, i <= n -> i <> S k -> w i = LI) -> R (walk w).
Proof.
  intros Hk Hc H. replace (walk w) with (bond n k (w (S k)) (S k) (w (S k))); [now apply reached_gen, neighbours|].
  apply letter_at_ext. intros i Hi. rewrite letter_at_bond, letter_at_walk by assumption.
  destruct (Nat.eqb_spec i k) as [->|]; [|destruct (Nat.eqb_spec i (S k)) as [->|]];
    repeat match goal with |- context [?p =? ?q] => destruct (Nat.eqb_spec p q); try lia end;
    rewrite ?(H k), ?(H (S (S k))), ?(H i), ?(H (S i)) by lia; now destruct (w (S k)).
Qed.

(** I at both ends, from m on *)
Definition ends m w : Prop := w 0 = LI /\ forall i, m <= i -> i <= n -> w i = LI.
Lemma ends_change m w k c : ends m w -> 0 < k < m -> ends m (change w k c).
Proof.
  intros [H0 H] Hk. unfold ends, change. split; [destruct (Nat.eqb_spec 0 k); [lia | assumption]|].
  intros i Hi Hn. destruct (Nat.eqb_spec i k); [lia | now apply H].
Qed.
Lemma ends_shorter m w : ends (S m) w -> w m = LI -> ends m w.
Proof. intros [H0 H] Hm. split; [assumption|]. intros i Hi Hn. destruct (Nat.eq_dec i m) as [->|]; [assumption | apply H; lia]. Qed.

Lemma other_than c : exists d, d <> c /\ d <> LI.
Proof. destruct c; [exists LX | exists LY | exists LZ | exists LX]; split; discriminate. Qed.

Ltac changed := unfold change; repeat match goal with |- context [?p =? ?q] => destruct (Nat.eqb_spec p q); try lia end.

(** a place where w differs is moved to the end *)
Lemma move_to_end m : m <= n -> (forall w, ends m w -> w (m - 2) <> w m -> R (walk w)) ->
  forall t k w, k + t + 2 = m -> ends m w -> w k <> w (S (S k)) -> R (walk w).
Proof.
  intros Hm Hend. induction t as [|t IH]; intros k w Hk Hw H.
  - apply Hend; [assumption|]. now replace (m - 2) with k by lia; replace m with (S (S k)) by lia.
  - destruct (other_than (w (S (S (S k))))) as (c & Hc & _). apply (step w k c); [lia | assumption|].
    apply (IH (S k)); [lia | apply ends_change; [assumption | lia]|]. now changed.
Qed.

Lemma reached_walk m : 3 <= m -> m <= n -> forall k w, S (S k) <= m -> ends m w -> w k <> w (S (S k)) -> R (walk w).
Proof.
  induction m as [|m IH]; intro Hm; [lia|]. intros Hn k w Hk Hw H.
  destruct (Nat.eq_dec m 2) as [->|Hm3].
  - destruct Hw as [H0 Hw]. destruct (letter_dec (w 1) LI) as [E|E].
    + apply (walk_generator w 1); [lia | |].
      * intro F. assert (k = 0 \/ k = 1) as [-> | ->] by lia; [congruence|]. rewrite E, (Hw 3) in H by lia. congruence.
      * intros i Hi N. destruct i as [|[|[|i]]]; [assumption | assumption | lia | apply Hw; lia].
    + apply (step w 1 LI); [lia | rewrite (Hw 3) by lia; assumption|].
      apply (walk_generator _ 0); [lia | now changed|]. intros i Hi N. changed; [reflexivity|].
      destruct i as [|[|[|i]]]; [assumption | lia | lia | apply Hw; lia].
  - refine (move_to_end (S m) Hn _ (m - 1 - k) k w _ Hw H); [|lia]. clear k w Hk Hw H. intros w Hw H.
    assert (Em : w (S m) = LI) by (apply Hw; lia). destruct m as [|[|[|m]]]; try lia.
    replace (S (S (S (S m))) - 2) with (S (S m)) in H by lia. rewrite Em in H.
    assert (last : forall w', ends (S (S (S (S m)))) w' -> w' (S (S m)) <> LI ->
      w' (S m) <> LI \/ w' m <> w' (S (S m)) -> R (walk w')).
    { intros w' Hw' H' Hd. apply (step w' (S (S m)) LI); [lia | now rewrite (proj2 Hw' (S (S (S (S m)))) ltac:(lia) ltac:(lia))|].
      set (w1 := change w' (S (S (S m))) LI).
      assert (H1 : ends (S (S (S m))) w1).
      { apply ends_shorter; [apply ends_change; [assumption | lia] | now unfold w1; changed]. }
      destruct Hd as [Hd|Hd].
      - apply (IH ltac:(lia) ltac:(lia) (S m)); [lia | assumption | now unfold w1; changed].
      - apply (IH ltac:(lia) ltac:(lia) m); [lia | assumption | now unfold w1; changed]. }
    destruct (letter_dec (w (S m)) LI) as [E1|E1]; [|now apply last; [| |left]].
    destruct (letter_dec (w m) (w (S (S m)))) as [E2|E2]; [|now apply last; [| |right]].
    destruct (Nat.eq_dec m 0) as [->|Hm0]; [now rewrite (proj1 Hw) in E2; congruence|].
    destruct (other_than (w (S (S m)))) as (e & He & HeI).
    apply (step w (S (S m)) LX); [lia | now rewrite Em|].
    set (w1 := change w (S (S (S m))) LX). assert (H1 : ends (S (S (S (S m)))) w1) by (apply ends_change; [assumption | lia]).
    apply (step w1 (S m) e); [lia | unfold w1; changed; rewrite E1; discriminate|].
    set (w2 := change w1 (S (S m)) e). assert (H2 : ends (S (S (S (S m)))) w2) by (apply ends_change; [assumption | lia]).
    apply last; [assumption | now unfold w2; changed | right; unfold w2, w1; changed; congruence].
Qed.

Lemma not_constant_differs b : (forall l, b <> constant n l) -> exists k, S k < n /\ letter_at b k <> letter_at b (S k).
Proof.
  intro H. destruct (existsb (fun k => negb (letter_eqb (letter_at b k) (letter_at b (S k)))) (seq 0 (n - 1))) eqn:E.
  - apply existsb_exists in E as (k & Hk & F). apply in_seq in Hk. exists k. split; [lia|].
    intro G. apply letter_eqb_eq in G. rewrite G in F. discriminate.
  - exfalso. apply (H (letter_at b 0)), letter_at_ext. intros i Hi. unfold constant. rewrite letter_at_string by assumption.
    induction i as [|i IH]; [reflexivity|]. rewrite <- IH by lia.
    destruct (letter_eqb (letter_at b i) (letter_at b (S i))) eqn:F; [symmetry; now apply letter_eqb_eq|].
    assert (G : existsb (fun k => negb (letter_eqb (letter_at b k) (letter_at b (S k)))) (seq 0 (n - 1)) = true); [|congruence].
    apply existsb_exists. exists i. split; [apply in_seq; lia | now rewrite F].
Qed.

Lemma all_reached b : In b (heisenberg_strings n) -> R b.
Proof.
  intro H. apply in_heisenberg_strings in H as [Ht Hc]. destruct (not_constant_differs b Hc) as (k & Hk & Hd).
  rewrite <- (walk_before b). apply (reached_walk n three (Nat.le_refl n) k); [lia | |].
  - split; [reflexivity|]. intros i Hi Hn. now replace i with n by lia.
  - cbn [before]. revert Hd. now destruct (before b k), (letter_at b k), (letter_at b (S k)).
Qed.

Lemma anti_constant i j l c : i < n -> j < n -> anti (bond n i l j l) (constant n c) = false.
Proof. intros Hi Hj. unfold constant. rewrite anti_bond, !letter_at_string by assumption. apply xorb_nilpotent. Qed.

Theorem heisenberg_dim (K : fieldQ) : matrix_dla_dim (map (@single K n) C) (4 ^ (n - 1) - (4 - 3 * (n mod 2))).
Proof.
  rewrite <- heisenberg_strings_length by lia. apply strings_matrix_dim.
  - apply NoDup_filter, nodup_balanced.
  - intros a Ha. destruct (bonds a Ha) as (i & j & l & Hij & Hl & ->). apply in_heisenberg_strings. split.
    + unfold total. rewrite before_bond by lia. destruct (Nat.leb_spec n j); [lia|]. now rewrite andb_false_r.
    + intros m E. assert (Hi : letter_at (bond n i l j l) i = m) by (rewrite E; apply (letter_at_string n (fun _ => m)); lia).
      assert (third : exists k, k < n /\ k <> i /\ k <> j).
      { destruct (Nat.eq_dec i 0); [destruct (Nat.eq_dec j 1); [exists 2 | exists 1] | exists 0]; lia. }
      destruct third as (k & Hk & Ni & Nj).
      assert (Hk' : letter_at (bond n i l j l) k = m) by (rewrite E; apply (letter_at_string n (fun _ => m)); lia).
      rewrite letter_at_bond in Hi, Hk' by lia. rewrite Nat.eqb_refl in Hi.
      destruct (Nat.eqb_spec i j), (Nat.eqb_spec k i), (Nat.eqb_spec k j); try lia. rewrite <- Hk' in Hi. now destruct l.
  - intros a b Ha Hb Hab. destruct (bonds a Ha) as (i & j & l & Hij & Hl & ->).
    apply in_heisenberg_strings in Hb as [Ht _]. apply in_heisenberg_strings. split.
    + unfold total in *. rewrite before_mul, Ht, before_bond by lia.
      destruct (Nat.leb_spec n j); [lia|]. now rewrite andb_false_r.
    + intros m E. apply mul_eq_iff in E as ->.
      rewrite anti_mul_r, anti_self, anti_constant in Hab by lia. discriminate.
  - apply all_reached.
Qed.
End Reached.

Lemma open_bond n k l : S k < n -> l <> LI -> In (bond n k l (S k) l) (open_bonds n).
Proof.
  intros Hk Hl. apply in_flat_map. exists l. split; [destruct l; [contradiction|..]; cbn; auto|].
  apply (in_map (fun k => bond n k l (S k) l)), in_seq. lia.
Qed.

Theorem heisenberg_open_free_dim (K : fieldQ) n : 3 <= n ->
  matrix_dla_dim (heisenberg_open_free K n) (4 ^ (n - 1) - (4 - 3 * (n mod 2))).
Proof.
  intro Hn. apply heisenberg_dim; [apply open_bond | | assumption].
  intros a Ha. apply in_flat_map in Ha as (l & Hl & Ha). apply in_map_iff in Ha as (k & <- & Hk). apply in_seq in Hk.
  exists k, (S k), l. repeat split; [lia | lia |]. intros ->. cbn in Hl. intuition discriminate.
Qed.

Theorem heisenberg_closed_free_dim (K : fieldQ) n : 3 <= n ->
  matrix_dla_dim (heisenberg_closed_free K n) (4 ^ (n - 1) - (4 - 3 * (n mod 2))).
Proof.
  intro Hn. apply heisenberg_dim; [| | assumption].
  - intros k l Hk Hl. pose proof (open_bond n k l Hk Hl) as Ho. apply in_flat_map in Ho as (m & Hm & Ho). apply in_flat_map.
    exists m. split; [assumption|]. apply in_app_iff. now left.
  - intros a Ha. apply in_flat_map in Ha as (l & Hl & Ha).
    assert (N : l <> LI) by (intros ->; cbn in Hl; intuition discriminate).
    apply in_app_iff in Ha as [Ha|[<-|[]]]; [|exists 0, (n - 1), l; repeat split; try assumption; lia].
    apply in_map_iff in Ha as (k & <- & Hk). apply in_seq in Hk. exists k, (S k), l. repeat split; try assumption; lia.
Qed.
