(** * Maps from Pauli strings

    A map branches by the letters of the string, so that looking up a string on n qubits takes n steps,
    however many strings the map holds.  What a map does is said by two theorems: [find_update], and
    [in_entries] for the list of all that it holds.  *)
From Coq Require Import List Bool.
From Liebound Require Import Pauli Lists.
Import ListNotations.

Inductive trie (A : Type) := Empty | Leaf (a : A) | Node (i x y z : trie A).
Arguments Empty {A}.
Arguments Leaf {A} a.
Arguments Node {A} i x y z.

Section Trie.
Context {A : Type}.
Implicit Types (t u : trie A) (l m : letter).

Definition child l t : trie A :=
  match t with
  | Node i x y z => match l with LI => i | LX => x | LY => y | LZ => z end
  | _ => Empty
  end.

(** a branch without leaves is cut off *)
Definition node (i x y z : trie A) : trie A :=
  match i, x, y, z with Empty, Empty, Empty, Empty => Empty | _, _, _, _ => Node i x y z end.
Definition with_child l u t : trie A :=
  match t with
  | Node i x y z =>
      match l with LI => node u x y z | LX => node i u y z | LY => node i x u z | LZ => node i x y u end
  | _ =>
      match l with
      | LI => node u Empty Empty Empty | LX => node Empty u Empty Empty
      | LY => node Empty Empty u Empty | LZ => node Empty Empty Empty u
      end
  end.

Definition leaf t : option A := match t with Leaf a => Some a | _ => None end.

Fixpoint find {n} : pauli n -> trie A -> option A :=
  match n with
  | O => fun _ t => leaf t
  | S m => fun s t => find (snd s) (child (fst s) t)
  end.

(** what the map holds at s becomes a function of what it held there *)
Fixpoint update {n} (f : option A -> option A) : pauli n -> trie A -> trie A :=
  match n with
  | O => fun _ t => match f (leaf t) with Some a => Leaf a | None => Empty end
  | S m => fun s t => with_child (fst s) (update f (snd s) (child (fst s) t)) t
  end.

(** all strings with what the map holds there, before the list [rest] *)
Fixpoint entries_onto {B} (n : nat) : (pauli n -> B) -> trie A -> list (B * A) -> list (B * A) :=
  match n with
  | O => fun name t rest => match t with Leaf a => (name tt, a) :: rest | _ => rest end
  | S m => fun name t rest =>
      match t with
      | Node i x y z =>
          entries_onto m (fun s => name (LI, s)) i (entries_onto m (fun s => name (LX, s)) x
          (entries_onto m (fun s => name (LY, s)) y (entries_onto m (fun s => name (LZ, s)) z rest)))
      | _ => rest
      end
  end.
Definition entries n t : list (pauli n * A) := entries_onto n (fun s => s) t [].

(** ** What a map holds after a change *)
Lemma child_node i x y z l : child l (node i x y z) = child l (Node i x y z).
Proof. destruct i, x, y, z, l; reflexivity. Qed.
Lemma child_with_child l m u t : child m (with_child l u t) = if letter_eqb l m then u else child m t.
Proof. destruct t, l; cbn [with_child]; rewrite child_node; destruct m; reflexivity. Qed.
Lemma find_empty {n} (s : pauli n) : find s (Empty : trie A) = None.
Proof. induction n as [|n IH]; [reflexivity | apply IH]. Qed.

Theorem find_update {n} f (s c : pauli n) t :
  find c (update f s t) = if peqb s c then f (find s t) else find c t.
Proof.
  revert t. induction n as [|n IH]; intro t; cbn [find update peqb].
  - now destruct (f (leaf t)).
  - rewrite child_with_child. destruct (letter_eqb (fst s) (fst c)) eqn:E; [|reflexivity].
    apply letter_eqb_eq in E. rewrite IH, <- E. reflexivity.
Qed.

(** ** The entries *)
Lemma entries_onto_map {B C} n (h : B -> C) name t rest :
  entries_onto n (fun s => h (name s)) t (map (fun ba => (h (fst ba), snd ba)) rest) =
  map (fun ba => (h (fst ba), snd ba)) (entries_onto n name t rest).
Proof.
  revert name t rest. induction n as [|n IH]; intros name t rest; cbn [entries_onto]; destruct t; try reflexivity.
  now rewrite !(IH (fun s => name (_, s))).
Qed.
Lemma entries_onto_app {B} n (name : pauli n -> B) t rest :
  entries_onto n name t rest = entries_onto n name t [] ++ rest.
Proof.
  revert name t rest.
  induction n as [|n IH]; intros name t rest; cbn [entries_onto]; destruct t as [|a|i x y z]; try reflexivity.
  rewrite IH, (IH _ x), (IH _ y), (IH _ z), (IH _ i (entries_onto _ _ x _)), (IH _ x (entries_onto _ _ y _)),
    (IH _ y (entries_onto _ _ z _)), <- !app_assoc. reflexivity.
Qed.
Lemma entries_onto_entries {B} n (name : pauli n -> B) t rest :
  entries_onto n name t rest = map (fun sa => (name (fst sa), snd sa)) (entries n t) ++ rest.
Proof.
  rewrite entries_onto_app. f_equal. unfold entries. symmetry.
  exact (eq_sym (entries_onto_map n name (fun s => s) t [])).
Qed.

Definition below {n} l (sa : pauli n * A) : pauli (S n) * A := ((l, fst sa), snd sa).
Lemma entries_S n t : entries (S n) t =
  map (below LI) (entries n (child LI t)) ++ map (below LX) (entries n (child LX t)) ++
  map (below LY) (entries n (child LY t)) ++ map (below LZ) (entries n (child LZ t)).
Proof.
  assert (E : entries n Empty = []) by (destruct n; reflexivity).
  destruct t as [|a|i x y z]; cbn [child]; rewrite ?E; try reflexivity.
  unfold entries at 1. cbn [entries_onto]. rewrite !entries_onto_entries, app_nil_r. reflexivity.
Qed.

Lemma in_below {n} l (es : list (pauli n * A)) s a : In (s, a) (map (below l) es) <-> fst s = l /\ In (snd s, a) es.
Proof.
  rewrite in_map_iff. split.
  - intros ((s' & a') & E & H). injection E as <- <-. now split.
  - intros [<- H]. exists (snd s, a). split; [now destruct s | assumption].
Qed.

Theorem in_entries {n} t (s : pauli n) a : In (s, a) (entries n t) <-> find s t = Some a.
Proof.
  revert t. induction n as [|n IH]; intro t.
  - destruct s, t; cbn; split; try contradiction; try discriminate.
    + intros [E|[]]. congruence.
    + intro E. left. congruence.
  - rewrite entries_S, !in_app_iff, !in_below, !IH. cbn [find].
    destruct (fst s) eqn:E; intuition discriminate.
Qed.

Theorem entries_nodup n t : NoDup (map fst (entries n t)).
Proof.
  revert t. induction n as [|n IH]; intro t.
  - destruct t; cbn; repeat constructor. intros [].
  - assert (H : forall l u, NoDup (map fst (map (below (n := n) l) (entries n u)))).
    { intros l u. rewrite map_map. change (NoDup (map (fun sa => (fun s => (l, s)) (fst sa)) (entries n u))).
      rewrite <- (map_map fst (fun s => (l, s))). apply nodup_map; [apply IH | congruence]. }
    assert (L : forall l u s, In s (map fst (map (below (n := n) l) (entries n u))) -> fst s = l).
    { intros l u s Hs. rewrite map_map in Hs. apply in_map_iff in Hs as (e & <- & _). reflexivity. }
    rewrite entries_S, !map_app.
    repeat (apply nodup_app; [apply H | | ]); try apply H; intros s Hs Hs'; rewrite ?in_app_iff in Hs';
      apply L in Hs; repeat (destruct Hs' as [Hs'|Hs']); apply L in Hs'; congruence.
Qed.
End Trie.
