(** * Strings with few letters, and coordinates of strings

    [site n i l] has the letter l on qubit i, [bond n i l j m] l on i and m on j.  A string is the
    pair of bit vectors of its X parts (1 for X and Y) and Z parts (1 for Z and Y), and products
    add them: so the parts are additive functions that tell strings apart. *)
From Coq Require Import List Lia Arith Bool Btauto.
From Liebound Require Import Pauli Lists.
Import ListNotations.

Definition site (n i : nat) (l : letter) : pauli n := string n (fun k => if k =? i then l else LI).
Definition bond (n i : nat) (l : letter) (j : nat) (m : letter) : pauli n := mul (site n i l) (site n j m).

Definition x_part (l : letter) : bool := match l with LX | LY => true | LI | LZ => false end.
Definition z_part (l : letter) : bool := match l with LZ | LY => true | LI | LX => false end.
Definition letter_anti (l m : letter) : bool := xorb (x_part l && z_part m) (z_part l && x_part m).

Section Sites.
Context {n : nat}.
Implicit Types (a b : pauli n) (l m : letter) (i j k : nat).

Lemma letter_at_mul a b i : letter_at (mul a b) i = letter_mul (letter_at a i) (letter_at b i).
Proof. revert i. induction n as [|p IH]; intros [|i]; cbn [letter_at mul fst snd]; auto. Qed.
Lemma letter_at_identity i : letter_at (identity n) i = LI.
Proof. revert i. induction n as [|p IH]; intros [|i]; cbn [letter_at identity fst snd]; auto. Qed.
Lemma letter_at_site i l k : k < n -> letter_at (site n i l) k = if k =? i then l else LI.
Proof. apply (letter_at_string n (fun k => if k =? i then l else LI)). Qed.

Lemma letter_at_ext a b : (forall i, i < n -> letter_at a i = letter_at b i) -> a = b.
Proof. intro H. rewrite <- (string_letter_at n a), <- (string_letter_at n b). now apply string_ext. Qed.

Lemma x_part_mul l m : x_part (letter_mul l m) = xorb (x_part l) (x_part m).
Proof. now destruct l, m. Qed.
Lemma z_part_mul l m : z_part (letter_mul l m) = xorb (z_part l) (z_part m).
Proof. now destruct l, m. Qed.
End Sites.

Lemma site_identity n i : site n i LI = identity n.
Proof. unfold site. rewrite identity_string. apply string_ext. intros k _. now destruct (k =? i). Qed.

Lemma anti_identity {n} (a : pauli n) : anti (identity n) a = false.
Proof. unfold anti. now rewrite phase_identity. Qed.

(** a string with one letter anticommutes with the strings that have another letter there *)
Lemma anti_site n i l (a : pauli n) : i < n -> anti (site n i l) a = letter_anti l (letter_at a i).
Proof.
  revert i. induction n as [|n IH]; intros i Hi; [lia|]. destruct a as [m a], i as [|i].
  - unfold anti, site. cbn [string phase fst snd letter_at Nat.eqb]. rewrite turn_odd_add.
    replace (string n (fun i => LI)) with (identity n) by apply identity_string.
    rewrite phase_identity, xorb_false_r. now destruct l, m.
  - unfold anti, site. cbn [string phase fst snd letter_at Nat.eqb]. rewrite turn_odd_add.
    change (string n (fun k => if k =? i then l else LI)) with (site n i l).
    change (turn_odd (phase (site n i l) a)) with (anti (site n i l) a).
    rewrite IH by lia. now destruct m, (letter_anti l (letter_at a i)).
Qed.
Lemma site_mul n i l m : mul (site n i l) (site n i m) = site n i (letter_mul l m).
Proof. unfold site. rewrite mul_string. apply string_ext. intros k _. now destruct (k =? i). Qed.
Lemma anti_bond n i l j m (a : pauli n) : i < n -> j < n ->
  anti (bond n i l j m) a = xorb (letter_anti l (letter_at a i)) (letter_anti m (letter_at a j)).
Proof. intros Hi Hj. unfold bond. now rewrite anti_mul_l, !anti_site. Qed.
Lemma letter_at_bond n i l j m k : k < n ->
  letter_at (bond n i l j m) k = letter_mul (if k =? i then l else LI) (if k =? j then m else LI).
Proof. intro H. unfold bond. now rewrite letter_at_mul, !letter_at_site. Qed.

(** the sum of the Z parts on qubits 0, ..., i *)
Fixpoint z_sum {n} (i : nat) (a : pauli n) : bool :=
  match i with O => z_part (letter_at a 0) | S j => xorb (z_sum j a) (z_part (letter_at a (S j))) end.
Lemma z_sum_mul {n} i (a b : pauli n) : z_sum i (mul a b) = xorb (z_sum i a) (z_sum i b).
Proof. induction i as [|i IH]; cbn [z_sum]; rewrite ?IH, letter_at_mul, z_part_mul; btauto. Qed.

(** ** All strings *)
Fixpoint all_strings (n : nat) : list (pauli n) :=
  match n with
  | O => [tt]
  | S m => flat_map (fun l => map (pair l) (all_strings m)) [LI; LX; LY; LZ]
  end.

Lemma in_all_strings {n} (a : pauli n) : In a (all_strings n).
Proof.
  induction n as [|n IH]; [destruct a; now left|]. destruct a as [l a]. cbn [all_strings]. apply in_flat_map.
  exists l. split; [destruct l; cbn; auto | now apply in_map].
Qed.
Lemma all_strings_length n : length (all_strings n) = 4 ^ n.
Proof.
  induction n as [|n IH]; [reflexivity|]. cbn [all_strings flat_map].
  rewrite !app_length, !map_length, IH. cbn [length Nat.pow]. lia.
Qed.
Lemma nodup_all_strings n : NoDup (all_strings n).
Proof.
  induction n as [|n IH]; [repeat constructor; intros []|]. cbn [all_strings].
  assert (H : forall ls : list letter, NoDup ls -> NoDup (flat_map (fun l => map (pair l) (all_strings n)) ls)).
  { induction 1 as [|l ls Hl _ IHl]; cbn [flat_map]; [constructor|]. apply nodup_app; [|exact IHl|].
    - apply nodup_map; [exact IH|]. intros a b _ _ E. now inversion E.
    - intros p Hp Hq. apply in_map_iff in Hp as (a & <- & _). apply in_flat_map in Hq as (m & Hm & Hq).
      apply in_map_iff in Hq as (b & E & _). inversion E; subst. contradiction. }
  apply H. repeat constructor; cbn; intuition discriminate.
Qed.

(** all but the identity, which is the first *)
Definition other_strings (n : nat) : list (pauli n) := tl (all_strings n).
Lemma all_strings_first n : all_strings n = identity n :: other_strings n.
Proof.
  unfold other_strings. induction n as [|n IH]; [reflexivity|]. cbn [all_strings flat_map].
  destruct (all_strings n) as [|a l]; [discriminate|]. injection IH as ->. reflexivity.
Qed.
Lemma in_other_strings {n} (a : pauli n) : In a (other_strings n) <-> a <> identity n.
Proof.
  pose proof (in_all_strings a) as H. pose proof (nodup_all_strings n) as ND.
  rewrite all_strings_first in H, ND. apply NoDup_cons_iff in ND as [Hid _]. split.
  - intros Ha ->. contradiction.
  - intro N. destruct H as [<-|H]; [now destruct N | exact H].
Qed.
Lemma nodup_other_strings n : NoDup (other_strings n).
Proof. pose proof (nodup_all_strings n) as ND. rewrite all_strings_first in ND. now apply NoDup_cons_iff in ND. Qed.
Lemma other_strings_length n : length (other_strings n) = 4 ^ n - 1.
Proof. pose proof (all_strings_length n) as H. rewrite all_strings_first in H. cbn [length] in H. lia. Qed.

(** products of strings that anticommute are not the identity *)
Lemma anti_mul_not_identity {n} (a b : pauli n) : anti a b = true -> mul a b <> identity n.
Proof.
  intros H E. apply mul_eq_iff in E. rewrite mul_comm, mul_identity in E. subst b.
  rewrite anti_self in H. discriminate.
Qed.
