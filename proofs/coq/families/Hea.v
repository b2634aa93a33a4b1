(** * The hardware-efficient ansatz: 4^n - 1

    The generators are i X_k and i Y_k on every qubit and i Z_k Z_{k+1} on neighbours.  Every string
    other than the identity is reached, in steps that can be taken back:

    - a letter other than I can be changed to any other such letter, by X_k, Y_k, or one after the
      other;
    - where qubit k has a letter, make it X; then Z_k Z_{k+1} puts a Z on qubit k+1 if it had none, and
      so does Z_{k-1} Z_k on the other side.

    So any string is linked to one with letters everywhere, and that to XX...X. *)
From Coq Require Import List Lia Arith Bool Btauto.
From Liebound Require Import Field Pauli Sums Matrix Lists Strings Sites.
Import ListNotations.

Definition hea_strings (n : nat) : list (pauli n) :=
  map (fun k => site n k LX) (seq 0 n) ++ map (fun k => site n k LY) (seq 0 n)
  ++ map (fun k => bond n k LZ (S k) LZ) (seq 0 (n - 1)).
(** the family hea of the catalogue *)
Definition hea (K : fieldQ) (n : nat) : list (vec K n) := map single (hea_strings n).

Section Hea.
Variable n : nat.
Notation R := (reached (hea_strings n)).
Implicit Types (a b : pauli n) (k : nat) (l : letter).

Lemma in_hea_X k : k < n -> In (site n k LX) (hea_strings n).
Proof. intro H. apply in_app_iff. left. apply (in_map (fun k => site n k LX)), in_seq. lia. Qed.
Lemma in_hea_Y k : k < n -> In (site n k LY) (hea_strings n).
Proof. intro H. apply in_app_iff. right. apply in_app_iff. left. apply (in_map (fun k => site n k LY)), in_seq. lia. Qed.
Lemma in_hea_ZZ k : S k < n -> In (bond n k LZ (S k) LZ) (hea_strings n).
Proof.
  intro H. apply in_app_iff. right. apply in_app_iff. right.
  apply (in_map (fun k => bond n k LZ (S k) LZ)), in_seq. lia.
Qed.

(** b with letter l on qubit k *)
Definition put b k l : pauli n := mul (site n k (letter_mul l (letter_at b k))) b.
Lemma letter_at_put b k l i : i < n -> letter_at (put b k l) i = if i =? k then l else letter_at b i.
Proof.
  intro H. unfold put. rewrite letter_at_mul, letter_at_site by assumption.
  destruct (Nat.eqb_spec i k) as [->|]; [|reflexivity]. now destruct l, (letter_at b k).
Qed.

Lemma link_site b k l : k < n -> letter_anti l (letter_at b k) = true -> R b <-> R (mul (site n k l) b).
Proof.
  intros Hk H.
  assert (A : forall c m, letter_anti m (letter_at c k) = true -> anti (site n k m) c = true)
    by (intros; now rewrite anti_site).
  assert (two : forall l m, l <> m -> In (site n k l) (hea_strings n) -> In (site n k m) (hea_strings n) ->
    letter_at b k = l -> letter_anti m l = true -> R b <-> R (mul (site n k (letter_mul l m)) b)).
  { intros l' m N Hl Hm E H'. rewrite <- site_mul, mul_assoc, (reached_link _ (site n k m) b); [|assumption | apply A; now rewrite E].
    apply reached_link; [assumption|]. apply A. rewrite letter_at_mul, letter_at_site, Nat.eqb_refl, E by assumption.
    now destruct l', m. }
  pose proof (in_hea_X k Hk) as HX. pose proof (in_hea_Y k Hk) as HY.
  destruct l; [discriminate | apply reached_link; auto | apply reached_link; auto |].
  destruct (letter_at b k) eqn:E; try discriminate.
  - apply (two LX LY); auto; discriminate.
  - apply (two LY LX); auto; discriminate.
Qed.

Lemma link_put b k l : k < n -> letter_at b k <> LI -> l <> LI -> R b <-> R (put b k l).
Proof.
  intros Hk Hb Hl. unfold put. destruct (letter_eqb l (letter_at b k)) eqn:E.
  - apply letter_eqb_eq in E as <-. destruct l; cbn [letter_mul]; rewrite site_identity, mul_identity; reflexivity.
  - apply link_site; [assumption|]. destruct l, (letter_at b k); try contradiction; try discriminate E; reflexivity.
Qed.

(** ** Filling all qubits *)
Definition filled b k : Prop := letter_at b k <> LI.

(** the qubit i next to k gets a letter, and none is lost *)
Lemma fill b k i : k < n -> i < n -> i = S k \/ k = S i -> filled b k ->
  exists c, (R b <-> R c) /\ filled c i /\ forall j, j < n -> filled b j -> filled c j.
Proof.
  intros Hk Hi Hki Hb. destruct (letter_eqb (letter_at b i) LI) eqn:E.
  2:{ exists b. split; [reflexivity|]. split; [|auto]. intro F. rewrite F in E. discriminate. }
  apply letter_eqb_eq in E. set (lo := min i k).
  exists (mul (bond n lo LZ (S lo) LZ) (put b k LX)).
  assert (L : forall j, j < n -> letter_at (mul (bond n lo LZ (S lo) LZ) (put b k LX)) j =
    if j =? k then LY else if j =? i then LZ else letter_at b j).
  { intros j Hj. rewrite letter_at_mul, letter_at_bond, letter_at_put by assumption. unfold lo.
    destruct Hki as [-> | ->]; [rewrite Nat.min_r by lia | rewrite Nat.min_l by lia];
      repeat match goal with |- context [?p =? ?q] => destruct (Nat.eqb_spec p q) end;
      subst; rewrite ?E; try reflexivity; exfalso; lia. }
  split; [|split].
  - rewrite (link_put b k LX) by (assumption || discriminate). apply reached_link.
    + apply in_hea_ZZ. unfold lo. lia.
    + assert (Hlo : lo < n) by (unfold lo; lia). assert (Hlo2 : S lo < n) by (unfold lo; lia).
      rewrite anti_bond, !letter_at_put by assumption. unfold lo.
      destruct Hki as [-> | ->]; [rewrite Nat.min_r by lia | rewrite Nat.min_l by lia];
        repeat match goal with |- context [?p =? ?q] => destruct (Nat.eqb_spec p q) end;
        subst; rewrite ?E; try reflexivity; exfalso; lia.
  - unfold filled. rewrite L by assumption. destruct (Nat.eqb_spec i k); [lia|]. rewrite Nat.eqb_refl. discriminate.
  - intros j Hj Hbj. unfold filled in *. rewrite L by assumption.
    destruct (j =? k); [discriminate|]. destruct (j =? i); [discriminate | assumption].
Qed.

Lemma fill_first b k : k < n -> filled b k -> exists c, (R b <-> R c) /\ filled c 0.
Proof.
  revert b. induction k as [|k IH]; intros b Hk Hb; [now exists b|].
  destruct (fill b (S k) k) as (c & E & Hc & _); auto; [lia|].
  destruct (IH c) as (d & E' & Hd); [lia | assumption|]. exists d. split; [now rewrite E | assumption].
Qed.

Lemma fill_all b m : m <= n -> 0 < m -> filled b 0 -> exists c, (R b <-> R c) /\ forall k, k < m -> filled c k.
Proof.
  intros Hm H0 Hb. induction m as [|m IH]; [lia|]. destruct m as [|m].
  { exists b. split; [reflexivity|]. intros k Hk. now replace k with 0 by lia. }
  destruct IH as (c & E & Hc); [lia | lia|].
  destruct (fill c m (S m)) as (d & E' & Hd & Hkeep); [lia | lia | now left | apply Hc; lia|].
  exists d. split; [now rewrite E|]. intros k Hk. destruct (Nat.eq_dec k (S m)) as [->|]; [assumption|].
  apply Hkeep; [lia | apply Hc; lia].
Qed.

Definition all_X : pauli n := string n (fun _ => LX).

Lemma link_all_X b : (forall k, k < n -> filled b k) -> R b <-> R all_X.
Proof.
  intro H. set (mixed m := string n (fun i => if i <? m then LX else letter_at b i)).
  assert (E : forall m, m <= n -> R b <-> R (mixed m)).
  { induction m as [|m IH]; intro Hm.
    - unfold mixed. cbn. now rewrite string_letter_at.
    - assert (L : letter_at (mixed m) m = letter_at b m)
        by (unfold mixed; rewrite letter_at_string, Nat.ltb_irrefl by lia; reflexivity).
      rewrite IH, (link_put (mixed m) m LX) by (try lia; try discriminate; rewrite L; apply H; lia).
      replace (put (mixed m) m LX) with (mixed (S m)); [reflexivity|].
      apply letter_at_ext. intros i Hi. rewrite letter_at_put by assumption. unfold mixed. rewrite !letter_at_string by assumption.
      destruct (Nat.eqb_spec i m), (Nat.ltb_spec i m), (Nat.ltb_spec i (S m)); try reflexivity; lia. }
  rewrite (E n) by lia. replace (mixed n) with all_X; [reflexivity|].
  apply string_ext. intros i Hi. now rewrite (proj2 (Nat.ltb_lt i n) Hi).
Qed.

Lemma not_identity_filled b : b <> identity n -> exists k, k < n /\ filled b k.
Proof.
  intro N. destruct (existsb (fun k => negb (letter_eqb (letter_at b k) LI)) (seq 0 n)) eqn:E.
  - apply existsb_exists in E as (k & Hk & F). apply in_seq in Hk. exists k. split; [lia|].
    intro G. rewrite G in F. discriminate.
  - exfalso. apply N, letter_at_ext. intros i Hi. rewrite letter_at_identity.
    destruct (letter_eqb (letter_at b i) LI) eqn:F; [now apply letter_eqb_eq|].
    assert (T : existsb (fun k => negb (letter_eqb (letter_at b k) LI)) (seq 0 n) = true).
    { apply existsb_exists. exists i. split; [apply in_seq; lia | now rewrite F]. }
    congruence.
Qed.

Lemma link_any b : b <> identity n -> R b <-> R all_X.
Proof.
  intro N. destruct (not_identity_filled b N) as (k & Hk & Hb).
  destruct (fill_first b k Hk Hb) as (c & E & Hc).
  destruct (fill_all c n) as (d & E' & Hd); [lia | lia | assumption|].
  now rewrite E, E', link_all_X.
Qed.

Lemma hea_not_identity a : In a (hea_strings n) -> a <> identity n.
Proof.
  intros Ha ->. unfold hea_strings in Ha. rewrite !in_app_iff, !in_map_iff in Ha.
  destruct Ha as [(k & E & Hk)|[(k & E & Hk)|(k & E & Hk)]]; apply in_seq in Hk;
    apply (f_equal (fun a => letter_at a k)) in E; rewrite letter_at_identity in E.
  - rewrite letter_at_site, Nat.eqb_refl in E by lia. discriminate.
  - rewrite letter_at_site, Nat.eqb_refl in E by lia. discriminate.
  - rewrite letter_at_bond, Nat.eqb_refl in E by lia. destruct (Nat.eqb_spec k (S k)); [lia | discriminate].
Qed.
End Hea.

Theorem hea_dim (K : fieldQ) n : matrix_dla_dim (hea K n) (4 ^ n - 1).
Proof.
  rewrite <- other_strings_length. apply strings_matrix_dim.
  - apply nodup_other_strings.
  - intros a Ha. apply in_other_strings. now apply hea_not_identity.
  - intros a b _ _ H. apply in_other_strings. now apply anti_mul_not_identity.
  - intros a Ha. apply in_other_strings in Ha. apply (link_any n a Ha).
    destruct n as [|n]; [destruct Ha; now destruct a|].
    apply (link_any (S n) (site (S n) 0 LX)).
    + apply hea_not_identity, in_hea_X. lia.
    + apply reached_gen, in_hea_X. lia.
Qed.
