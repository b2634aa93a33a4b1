(** * At least D: a replay of brackets modulo p

    A certificate names D vectors one after another: a generator, or the bracket of a generator with an
    earlier row.  Each is reduced by the rows before it, divided by its coefficient at a new pivot, and
    taken out of the earlier rows.  So every row is congruent modulo p to an integer vector of the Lie
    algebra; this is all that the proof keeps of the replay.  In the end the checker sees that the rows are
    the identity matrix at their pivots, modulo p.  How pivots were chosen, and which rows were thought
    to hold a string, needs no proof.

    Where rows fill in, a certificate has words instead: brackets of generators with earlier words as
    they come out, of which the rows are made on the side. *)
From Coq Require Import ZArith List Lia Bool FMapPositive.
From Liebound Require Import Field Fields Space Pauli Sums Trie Terms Independence.
Import ListNotations.
Local Open Scope Z_scope.

(** generator g, or the bracket of generator g with row (or word) r; rows are numbered from 1 *)
Inductive step := Generator (g : nat) | Bracket (g : nat) (r : positive).

(** ** The rows, and what helps to find pivots *)
Definition holders : Type := positive * PositiveMap.t unit.
Record state (n : nat) := State {
  rows : PositiveMap.t (trie Z);
  pivots : trie positive;      (* the number of the row of each pivot *)
  users : trie holders;        (* of each string, how many rows hold it, and which *)
  next : positive }.
Arguments State {n}.
Arguments rows {n}.
Arguments pivots {n}.
Arguments users {n}.
Arguments next {n}.

Section Replay.
Context {n : nat}.
Variable p : Z.
Implicit Types (t r : trie Z) (s : pauli n) (st : state n).

Definition enter (j : positive) (o : option holders) : option holders :=
  match o with
  | None => Some (1%positive, PositiveMap.add j tt (PositiveMap.empty _))
  | Some (k, m) => Some (Pos.succ k, PositiveMap.add j tt m)
  end.
Definition leave (j : positive) (o : option holders) : option holders :=
  match o with
  | None => None
  | Some (k, m) => if (k =? 1)%positive then None else Some (Pos.pred k, PositiveMap.remove j m)
  end.
(** row j changes from r to r' at the strings of v *)
Definition track (j : positive) (r r' : trie Z) (v : terms n) (us : trie holders) : trie holders :=
  fold_left (fun us ax => match find (fst ax) r, find (fst ax) r' with
    | None, Some _ => update (enter j) (fst ax) us
    | Some _, None => update (leave j) (fst ax) us
    | _, _ => us
    end) v us.

(** ** The rule for pivots: the string that the fewest rows hold; among equals, the largest *)
Fixpoint weight {m} : pauli m -> positive -> positive :=
  match m with
  | O => fun _ k => k
  | S m' => fun a k => weight (snd a) (match fst a with LI => k | _ => Pos.succ k end)
  end.
Definition letter_compare (a b : letter) : comparison :=
  match a, b with
  | LI, LI | LX, LX | LY, LY | LZ, LZ => Eq
  | LI, _ | LX, LY | LX, LZ | LY, LZ => Lt
  | _, _ => Gt
  end.
Fixpoint alphabetical {m} : pauli m -> pauli m -> comparison :=
  match m with
  | O => fun _ _ => Eq
  | S m' => fun a b => match letter_compare (fst a) (fst b) with Eq => alphabetical (snd a) (snd b) | c => c end
  end.
Definition string_compare (a b : pauli n) : comparison :=
  match Pos.compare (weight a 1) (weight b 1) with Eq => alphabetical a b | c => c end.

Definition usage (us : trie holders) s : positive :=
  match find s us with None => 1%positive | Some (k, _) => Pos.succ k end.
Definition choose (us : trie holders) (v : terms n) : option (pauli n * Z) :=
  option_map snd (fold_left (fun best ax =>
    let k := usage us (fst ax) in
    match best with
    | None => Some (k, ax)
    | Some (least, (b, _)) =>
        match Pos.compare k least with
        | Lt => Some (k, ax)
        | Gt => best
        | Eq => match string_compare b (fst ax) with Lt => Some (k, ax) | _ => best end
        end
    end) v None).

(** the inverse of a modulo p by Euclid's algorithm; whether it is one is checked *)
Fixpoint euclid (fuel : nat) (a b s t : Z) : Z :=
  match fuel with
  | O => s
  | S fuel' => if b =? 0 then s else euclid fuel' b (a mod b) t (s - (a / b) * t)
  end.
Definition inverse (a : Z) : Z := euclid 200 a p 1 0 mod p.

(** ** A new row *)
Definition reduce st t : trie Z :=
  fold_left (fun t ax =>
    match find (fst ax) (pivots st) with
    | Some j => match PositiveMap.find j (rows st) with
                | Some r => add p (- snd ax) (entries n r) t
                | None => t
                end
    | None => t
    end) (entries n t) t.

Definition clear (q : pauli n) (v : terms n) (rus : PositiveMap.t (trie Z) * trie holders) (j : positive) :
    PositiveMap.t (trie Z) * trie holders :=
  match PositiveMap.find j (fst rus) with
  | Some r => let r' := add p (- entry r q) v r in (PositiveMap.add j r' (fst rus), track j r r' v (snd rus))
  | None => rus
  end.

Definition insert st t : option (state n) :=
  let remainder := entries n (reduce st t) in
  match choose (users st) remainder with
  | None => None
  | Some (q, x) =>
      let new := add p (inverse x) remainder Empty in
      let v := entries n new in
      let earlier := match find q (users st) with Some (_, m) => map fst (PositiveMap.elements m) | None => [] end in
      let rus := fold_left (clear q v) earlier (rows st, users st) in
      Some (State (PositiveMap.add (next st) new (fst rus)) (update (fun _ => Some (next st)) q (pivots st))
                  (track (next st) Empty new v (snd rus)) (Pos.succ (next st)))
  end.

Variable G : list (terms n).

(** the vector that a step names, when [earlier] finds rows or words *)
Definition vector (earlier : positive -> option (trie Z)) (s : step) : option (trie Z) :=
  match s with
  | Generator g => option_map (fun gv => add p 1 gv Empty) (nth_error G g)
  | Bracket g r => match nth_error G g, earlier r with
                   | Some gv, Some t => Some (add_bracket p gv (entries n t) Empty)
                   | _, _ => None
                   end
  end.
Definition empty_state : state n := State (PositiveMap.empty _) Empty Empty 1.
Fixpoint replay (steps : list step) st : option (state n) :=
  match steps with
  | [] => Some st
  | s :: steps' =>
      match vector (fun j => PositiveMap.find j (rows st)) s with
      | Some t => match insert st t with Some st' => replay steps' st' | None => None end
      | None => None
      end
  end.

(** words: the same vectors with nothing taken out of them, [ws], and the rows beside them *)
Fixpoint words (steps : list step) (ws : PositiveMap.t (trie Z)) st : option (state n) :=
  match steps with
  | [] => Some st
  | s :: steps' =>
      match vector (fun j => PositiveMap.find j ws) s with
      | Some t => match insert st t with
                  | Some st' => words steps' (PositiveMap.add (next st) t ws) st'
                  | None => None
                  end
      | None => None
      end
  end.

(** every row is 1 at its pivot and 0 at the pivots of other rows *)
Definition pivots_of st : list (pauli n * positive) := entries n (pivots st).
Definition own_pivot st (qj : pauli n * positive) : bool :=
  match PositiveMap.find (snd qj) (rows st) with
  | Some r => (entry r (fst qj) =? 1) &&
              forallb (fun ax => peqb (fst ax) (fst qj) ||
                match find (fst ax) (pivots st) with Some _ => false | None => true end) (entries n r)
  | None => false
  end.
Definition echelon st : bool := forallb (own_pivot st) (pivots_of st).

(** the number of independent vectors that were found *)
Definition rank (found : option (state n)) : option nat :=
  match found with
  | Some st => if (1 <? p) && echelon st then Some (length (pivots_of st)) else None
  | None => None
  end.
Definition lower_replay (steps : list step) : option nat := rank (replay steps empty_state).
Definition lower_words (steps : list step) : option nat := rank (words steps (PositiveMap.empty _) empty_state).

(** ** Every row is congruent to an integer vector of the Lie algebra *)
Definition good t : Prop := exists v, integer_dla G v /\ forall c, cong p (entry t c) (coefz v c).

Lemma good_empty : good Empty.
Proof. exists []. split; [apply idla_zero | intro c; now rewrite entry_empty]. Qed.
Lemma good_add k r t : good r -> good t -> good (add p k (entries n r) t).
Proof.
  intros (v & Hv & Ev) (w & Hw & Ew). exists (w ++ scalez k v). split; [now apply idla_add, idla_scale|].
  intro c. now rewrite entry_add, coefz_entries, coefz_app, coefz_scale, Ev, Ew.
Qed.
Lemma good_vector earlier (s : step) t :
  (forall j r, earlier j = Some r -> good r) -> vector earlier s = Some t -> good t.
Proof.
  intros He H. destruct s as [g|g j]; cbn [vector] in H.
  - destruct (nth_error G g) as [gv|] eqn:E; [|discriminate]. injection H as <-. apply nth_error_In in E.
    exists gv. split; [now apply idla_gen|]. intro c. rewrite entry_add, entry_empty. now rewrite Z.mul_1_l.
  - destruct (nth_error G g) as [gv|] eqn:E; [|discriminate]. destruct (earlier j) as [r|] eqn:Er; [|discriminate].
    injection H as <-. apply nth_error_In in E. destruct (He _ _ Er) as (v & Hv & Ev).
    exists (bracketz gv v). split; [now apply idla_bracket|]. intro c.
    rewrite entry_add_bracket, entry_empty. apply bracketz_congruent. intro d. rewrite coefz_entries. apply Ev.
Qed.

Definition all_good (rs : PositiveMap.t (trie Z)) : Prop := forall j r, PositiveMap.find j rs = Some r -> good r.

Lemma all_good_add j r rs : good r -> all_good rs -> all_good (PositiveMap.add j r rs).
Proof.
  intros Hr H k r'. destruct (Pos.eq_dec j k) as [->|N].
  - rewrite PositiveMap.gss. intro E. injection E as <-. exact Hr.
  - rewrite PositiveMap.gso by congruence. apply H.
Qed.
Lemma good_reduce st t : all_good (rows st) -> good t -> good (reduce st t).
Proof.
  intro H. unfold reduce. generalize (entries n t). intro es. revert t.
  induction es as [|[a x] es IH]; intros t Ht; cbn [fold_left fst snd]; [assumption|]. apply IH.
  destruct (find a (pivots st)) as [j|]; [|assumption].
  destruct (PositiveMap.find j (rows st)) as [r|] eqn:E; [|assumption]. apply good_add; [exact (H j r E) | assumption].
Qed.
Lemma all_good_clear q new earlier rus : good new -> all_good (fst rus) ->
  all_good (fst (fold_left (clear q (entries n new)) earlier rus)).
Proof.
  intro Hn. revert rus. induction earlier as [|j js IH]; intros rus H; cbn [fold_left]; [assumption|]. apply IH.
  unfold clear. destruct (PositiveMap.find j (fst rus)) as [r|] eqn:E; [|assumption].
  apply all_good_add; [|assumption]. apply good_add; [assumption | exact (H j r E)].
Qed.
Lemma all_good_insert st t st' : all_good (rows st) -> good t -> insert st t = Some st' -> all_good (rows st').
Proof.
  unfold insert. intros H Ht E. destruct (choose _ _) as [[q x]|]; [|discriminate]. injection E as <-.
  assert (Hn : good (add p (inverse x) (entries n (reduce st t)) Empty)).
  { apply good_add; [now apply good_reduce | apply good_empty]. }
  cbn [rows]. apply all_good_add; [assumption|]. now apply all_good_clear.
Qed.
Lemma all_good_empty : all_good (PositiveMap.empty _).
Proof. intros j r. now rewrite PositiveMap.gempty. Qed.
Lemma all_good_replay steps st st' : all_good (rows st) -> replay steps st = Some st' -> all_good (rows st').
Proof.
  revert st. induction steps as [|s steps IH]; intros st H E; cbn [replay] in E; [now injection E as <-|].
  destruct (vector _ s) as [t|] eqn:Et; [|discriminate]. destruct (insert st t) as [st1|] eqn:E1; [|discriminate].
  apply (IH st1); [|assumption]. apply (all_good_insert st t); try assumption.
  now apply (good_vector (fun j => PositiveMap.find j (rows st)) s).
Qed.
Lemma all_good_words steps ws st st' : all_good ws -> all_good (rows st) -> words steps ws st = Some st' ->
  all_good (rows st').
Proof.
  revert ws st. induction steps as [|s steps IH]; intros ws st Hw H E; cbn [words] in E; [now injection E as <-|].
  destruct (vector _ s) as [t|] eqn:Et; [|discriminate]. destruct (insert st t) as [st1|] eqn:E1; [|discriminate].
  assert (Ht : good t) by now apply (good_vector (fun j => PositiveMap.find j ws) s).
  apply (IH (PositiveMap.add (next st) t ws) st1); [now apply all_good_add | | assumption].
  now apply (all_good_insert st t).
Qed.

(** ** The rows in the end *)
Lemma echelon_identity st : all_good (rows st) -> echelon st = true ->
  exists l, map fst l = map fst (pivots_of st) /\ identity_at p l /\ Forall (fun qv => integer_dla G (snd qv)) l.
Proof.
  intros Hg He. unfold echelon in He. rewrite forallb_forall in He.
  assert (row : forall q j, In (q, j) (pivots_of st) -> exists v, integer_dla G v /\ cong p (coefz v q) 1 /\
    forall q' k, In (q', k) (pivots_of st) -> q <> q' -> cong p (coefz v q') 0).
  { intros q j Hq. specialize (He _ Hq). unfold own_pivot in He. cbn [fst snd] in He.
    destruct (PositiveMap.find j (rows st)) as [r|] eqn:Er; [|discriminate].
    apply andb_true_iff in He as [E1 E0]. apply Z.eqb_eq in E1. rewrite forallb_forall in E0.
    destruct (Hg j r Er) as (v & Hv & Ev). exists v. repeat split; [assumption | now rewrite <- Ev, E1|].
    intros q' k Hq' N. rewrite <- Ev. apply in_entries in Hq'. unfold entry.
    destruct (find q' r) as [x|] eqn:Ex; [|reflexivity]. apply in_entries in Ex. specialize (E0 _ Ex). cbn [fst] in E0.
    rewrite Hq', orb_false_r in E0. apply peqb_eq in E0. congruence. }
  clear He. pose proof (entries_nodup n (pivots st)) as ND. fold (pivots_of st) in ND.
  assert (H : forall qs, (forall q j, In (q, j) qs -> In (q, j) (pivots_of st)) -> exists l, map fst l = map fst qs /\
    Forall (fun qv => integer_dla G (snd qv) /\ cong p (coefz (snd qv) (fst qv)) 1 /\
      forall q' k, In (q', k) (pivots_of st) -> fst qv <> q' -> cong p (coefz (snd qv) q') 0) l).
  { induction qs as [|[q j] qs IH]; intro Hs; [exists []; split; [reflexivity | constructor]|].
    destruct IH as (l & El & Hl); [intros; apply Hs; now right|].
    destruct (row q j) as (v & Hv); [apply Hs; now left|]. exists ((q, v) :: l). split; [cbn [map fst]; congruence|].
    now constructor. }
  destruct (H (pivots_of st)) as (l & El & Hl); [auto|]. rewrite Forall_forall in Hl. exists l. repeat split.
  - assumption.
  - now rewrite El.
  - intros q v Hin. apply (Hl _ Hin).
  - intros q v q' Hin Hq' N. rewrite El in Hq'. apply in_map_iff in Hq' as ([q'' k] & <- & Hq').
    now apply (Hl _ Hin) with k.
  - apply Forall_forall. intros qv Hin. apply (Hl _ Hin).
Qed.

Definition independent_in_dla (D : nat) : Prop :=
  exists B, length B = D /\ Forall (dla (map embed G)) B /\ @indep Q_field (sums Q_field n) B.

Lemma rank_sound found D : (forall st, found = Some st -> all_good (rows st)) -> rank found = Some D ->
  independent_in_dla D.
Proof.
  unfold rank. destruct found as [st|]; [|discriminate]. intro Hg. specialize (Hg st eq_refl).
  destruct (1 <? p) eqn:Hp; [|discriminate]. apply Z.ltb_lt in Hp.
  destruct (echelon st) eqn:Ee; [|discriminate]. intro HD. injection HD as <-.
  destruct (echelon_identity st Hg Ee) as (l & El & Hl & HG). exists (map embed (map snd l)). repeat split.
  - rewrite !map_length, <- (map_length fst l), El. apply map_length.
  - rewrite !Forall_map. eapply Forall_impl; [|exact HG]. intro qv. apply embed_dla.
  - now apply (rational_independent p).
Qed.
Theorem lower_replay_sound steps D : lower_replay steps = Some D -> independent_in_dla D.
Proof. apply rank_sound. intros st. apply all_good_replay, all_good_empty. Qed.
Theorem lower_words_sound steps D : lower_words steps = Some D -> independent_in_dla D.
Proof. apply rank_sound. intros st. apply all_good_words; apply all_good_empty. Qed.
End Replay.
