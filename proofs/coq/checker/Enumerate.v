(** * Algebras of single strings, by reaching all of their strings

    The dimension is the number of strings that are reached from the generators ([strings_dim]).  They are
    searched one after another, each is multiplied by all generators that anticommute with it, and what is
    new joins those to be searched. *)
From Coq Require Import ZArith List Lia Bool.
From Liebound Require Import Field Space Pauli Sums Strings Trie.
Import ListNotations.

Section Enumerate.
Context {n : nat}.
Implicit Types (a b c s : pauli n) (C searched queue : list (pauli n)) (known : trie unit).

(** a string joins those to be searched unless it is known *)
Definition meet (met : list (pauli n) * trie unit) c : list (pauli n) * trie unit :=
  match find c (snd met) with
  | Some _ => met
  | None => (c :: fst met, update (fun _ => Some tt) c (snd met))
  end.
Definition search C b (met : list (pauli n) * trie unit) : list (pauli n) * trie unit :=
  fold_left (fun met a => if anti a b then meet met (mul a b) else met) C met.

(** whether the strings to be searched, and what is reached from them, are D strings *)
Fixpoint reaches C (D : nat) (met : list (pauli n) * trie unit) : bool :=
  match D, fst met with
  | O, [] => true
  | S D', b :: queue => reaches C D' (search C b (queue, snd met))
  | _, _ => false
  end.

(** ** What holds throughout: the strings known are those searched and those to be searched *)
Record state C searched queue known : Prop := State {
  st_nodup : NoDup (searched ++ queue);
  st_known : forall c, find c known = Some tt <-> In c (searched ++ queue);
  st_reached : forall c, In c (searched ++ queue) -> reached C c }.
Definition closed_at C known b : Prop := forall a, In a C -> anti a b = true -> find (mul a b) known = Some tt.

Lemma state_meet C searched queue known c : reached C c -> state C searched queue known ->
  let met := meet (queue, known) c in
  state C searched (fst met) (snd met) /\ find c (snd met) = Some tt /\
  forall s, find s known = Some tt -> find s (snd met) = Some tt.
Proof.
  intros Hc [ND Hk Hr]. unfold meet. cbn [fst snd]. destruct (find c known) as [[]|] eqn:E; cbn [fst snd].
  - split; [now constructor | now split].
  - assert (HP : forall s, In s (searched ++ c :: queue) <-> c = s \/ In s (searched ++ queue)).
    { intro s. rewrite !in_app_iff. cbn [In]. intuition. }
    assert (Hnew : ~ In c (searched ++ queue)) by (rewrite <- Hk, E; discriminate).
    split; [constructor | split].
    + apply NoDup_Add with c (searched ++ queue); [apply Add_app | now split].
    + intro s. rewrite HP, find_update. destruct (peqb c s) eqn:Ec.
      * split; [intros _; left; now apply peqb_eq | reflexivity].
      * rewrite Hk. split; [now right|]. intros [->|Hs]; [now rewrite peqb_refl in Ec | assumption].
    + intros s Hs. apply HP in Hs as [<-|Hs]; [assumption | now apply Hr].
    + now rewrite find_update, peqb_refl.
    + intros s Hs. rewrite find_update. now destruct (peqb c s).
Qed.

Lemma state_search C b searched : reached C b -> forall A queue known, (forall a, In a A -> In a C) ->
  state C searched queue known ->
  let met := fold_left (fun met a => if anti a b then meet met (mul a b) else met) A (queue, known) in
  state C searched (fst met) (snd met) /\ closed_at A (snd met) b /\
  forall s, find s known = Some tt -> find s (snd met) = Some tt.
Proof.
  intro Hb. induction A as [|a A IH]; intros queue known HA H; cbn [fold_left].
  - split; [assumption|]. split; [intros a [] | auto].
  - assert (HA' : forall a', In a' A -> In a' C) by (intros; apply HA; now right).
    destruct (anti a b) eqn:Ea.
    + destruct (state_meet C searched queue known (mul a b)) as (H1 & Hc & Hk1); [|assumption|].
      { apply reached_mul; [apply HA; now left | assumption | assumption]. }
      destruct (meet (queue, known) (mul a b)) as [queue1 known1]. cbn [fst snd] in *.
      destruct (IH queue1 known1 HA' H1) as (H2 & Hcl & Hk2). split; [assumption|]. split; [|auto].
      intros a' [<-|Ha'] E; [now apply Hk2 | now apply Hcl].
    + destruct (IH queue known HA' H) as (H2 & Hcl & Hk2). split; [assumption|]. split; [|assumption].
      intros a' [<-|Ha'] E; [congruence | now apply Hcl].
Qed.

Lemma reaches_sound C D : forall searched queue known,
  state C searched queue known -> (forall b, In b searched -> closed_at C known b) ->
  (forall a, In a C -> find a known = Some tt) ->
  reaches C D (queue, known) = true ->
  exists S, length S = (length searched + D)%nat /\ NoDup S /\ (forall a, In a C -> In a S) /\
    (forall a b, In a C -> In b S -> anti a b = true -> In (mul a b) S) /\ (forall a, In a S -> reached C a).
Proof.
  induction D as [|D IH]; intros searched queue known H Hcl HC E; cbn [reaches fst snd] in E; destruct queue as [|b queue];
    try discriminate.
  - destruct H as [ND Hk Hr]. rewrite app_nil_r in *. exists searched. split; [lia|]. split; [assumption|].
    split; [|split]; [| |assumption].
    + intros a Ha. now apply Hk, HC.
    + intros a b Ha Hb Eab. apply Hk. now apply (Hcl b).
  - assert (H' : state C (searched ++ [b]) queue known).
    { destruct H. constructor; rewrite <- app_assoc; assumption. }
    assert (Hb : reached C b) by (apply (st_reached _ _ _ _ H), in_app_iff; right; now left).
    destruct (state_search C b (searched ++ [b]) Hb C queue known (fun a Ha => Ha) H') as (H2 & Hcl2 & Hk2).
    fold (search C b (queue, known)) in H2, Hcl2, Hk2. destruct (search C b (queue, known)) as [queue2 known2].
    cbn [fst snd] in *. destruct (IH (searched ++ [b]) queue2 known2) as (S & HS & HS'); try assumption.
    + intros b' Hb'. apply in_app_iff in Hb' as [Hb'|[<-|[]]]; [|assumption].
      intros a Ha Eab. now apply Hk2, (Hcl b').
    + intros a Ha. now apply Hk2, HC.
    + exists S. split; [|assumption]. rewrite HS, app_length. cbn [length]. lia.
Qed.

(** the generators are met first *)
Definition met_first C : list (pauli n) * trie unit := fold_left meet C ([], Empty).
Lemma state_first C : forall A queue known, (forall a, In a A -> In a C) -> state C [] queue known ->
  let met := fold_left meet A (queue, known) in
  state C [] (fst met) (snd met) /\ (forall a, In a A -> find a (snd met) = Some tt) /\
  forall s, find s known = Some tt -> find s (snd met) = Some tt.
Proof.
  induction A as [|a A IH]; intros queue known HA H; cbn [fold_left].
  - split; [assumption|]. split; [intros a [] | auto].
  - destruct (state_meet C [] queue known a) as (H1 & Ha & Hk1); [apply reached_gen, HA; now left | assumption|].
    destruct (meet (queue, known) a) as [queue1 known1]. cbn [fst snd] in *.
    destruct (IH queue1 known1) as (H2 & HA2 & Hk2); [intros; apply HA; now right | assumption|].
    split; [assumption|]. split; [|auto]. intros a' [<-|Ha']; [now apply Hk2 | now apply HA2].
Qed.

(** N strings are reached *)
Definition counted C (N : Z) : Prop :=
  exists S, NoDup S /\ (forall v, In v S <-> reached C v) /\ Z.of_nat (length S) = N.

Theorem met_first_counted C D : reaches C D (met_first C) = true -> counted C (Z.of_nat D).
Proof.
  intro E. assert (H0 : state C [] [] Empty).
  { constructor; [constructor | | intros c []]. intro c. rewrite find_empty. split; [discriminate | intros []]. }
  destruct (state_first C C [] Empty (fun a Ha => Ha) H0) as (H & HC & _). fold (met_first C) in H, HC.
  destruct (met_first C) as [queue known]. cbn [fst snd] in *.
  destruct (reaches_sound C D [] queue known) as (S & ES & ND & HS & Hmul & Hr); try assumption; [intros b []|].
  cbn [length Nat.add] in ES. exists S. split; [assumption|]. split; [|now f_equal]. intro v. split; [apply Hr|].
  induction 1 as [a Ha|a b Ha _ IH Hab]; auto.
Qed.
Theorem counted_dim {K : fieldQ} C N : counted C N -> @has_dim K (sums K n) (dla (map single C)) (Z.to_nat N).
Proof.
  intros (S & ND & HS & <-). rewrite Nat2Z.id. apply strings_dim; [assumption | | |].
  - intros a Ha. apply HS. now apply reached_gen.
  - intros a b Ha Hb Hab. apply HS, reached_mul; [assumption | now apply HS | assumption].
  - intros a Ha. now apply HS.
Qed.
End Enumerate.
