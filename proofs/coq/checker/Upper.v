(** * At most D: the rows of a basis span the Lie algebra

    A certificate gives D rows over Q, each with coefficient 1 at its pivot, which is in no other row.
    Coordinates are then read off at the pivots: a sum lies in the span of the rows when nothing is left
    of it after its multiple of each row has been subtracted.  If this holds for the generators and for
    their brackets with the rows, the rows span everything ([dla_in_span]).

    The rows are kept as integer vectors, times a common denominator; a sum with hits at rows of
    denominators d_1, d_2, ... is first multiplied by m = lcm (d_1, d_2, ...). *)
From Coq Require Import ZArith List Lia Bool.
From Liebound Require Import Field Space Pauli Sums Trie Terms.
Import ListNotations.
Local Open Scope Z_scope.

(** [multiple] is the whole row, times the denominator *)
Record row (n : nat) := Row { pivot : pauli n; denominator : Z; multiple : terms n }.
Arguments Row {n}.
Arguments pivot {n}.
Arguments denominator {n}.
Arguments multiple {n}.

Section Upper.
Context {n : nat}.
Implicit Types (B : list (row n)) (s : pauli n) (t : trie Z) (r : row n).

Definition by_pivot B : trie (row n) :=
  fold_left (fun rows r => update (fun _ => Some r) (pivot r) rows) B Empty.

(** the rows at whose pivots t is not zero, with the entries there *)
Definition hits (rows : trie (row n)) (es : terms n) : list (Z * row n) :=
  flat_map (fun ax => match find (fst ax) rows with Some r => [(snd ax, r)] | None => [] end) es.
Definition common_multiple (hs : list (Z * row n)) : Z :=
  fold_left (fun m h => if denominator (snd h) =? 1 then m else Z.lcm m (denominator (snd h))) hs 1.
(** m t minus the rows *)
Definition subtract (m : Z) (hs : list (Z * row n)) t : trie Z :=
  fold_left (fun t h => add 0 (- (fst h * (m / denominator (snd h)))) (multiple (snd h)) t) hs t.
Definition in_span (rows : trie (row n)) t : bool :=
  let es := entries n t in
  let hs := hits rows es in
  let m := common_multiple hs in
  negb (m =? 0) &&
  match subtract m hs (if m =? 1 then t else add 0 m es Empty) with Empty => true | _ => false end.

Definition upper (G : list (terms n)) B : bool :=
  let rows := by_pivot B in
  forallb (fun g => in_span rows (add 0 1 g Empty)) G &&
  forallb (fun r => forallb (fun g => in_span rows (add_bracket 0 g (multiple r) Empty)) G) B.

(** ** Soundness.  Where m and the multiples came from does not matter, only that m is not 0. *)
Lemma by_pivot_in B s r : find s (by_pivot B) = Some r -> In r B.
Proof.
  unfold by_pivot. assert (H : forall rows,
    find s (fold_left (fun rows r => update (fun _ => Some r) (pivot r) rows) B rows) = Some r ->
    In r B \/ find s rows = Some r).
  { induction B as [|b B IH]; intro rows; cbn [fold_left]; [now right|]. intro H. apply IH in H as [H|H].
    - left. now right.
    - rewrite find_update in H. destruct (peqb (pivot b) s); [left; left; congruence | now right]. }
  intro E. apply H in E as [E|E]; [assumption|]. rewrite find_empty in E. discriminate.
Qed.
Lemma hits_in B es h : In h (hits (by_pivot B) es) -> In (snd h) B.
Proof.
  unfold hits. intro H. apply in_flat_map in H as (ax & _ & H).
  destruct (find (fst ax) (by_pivot B)) as [r|] eqn:E; [|contradiction].
  destruct H as [<-|[]]. now apply by_pivot_in in E.
Qed.

Section Span.
Context {K : fieldQ}.
Local Open Scope K_scope.
Add Field K_field : (f_theory K).
Notation spanned B := (@span K (sums K n) (map (fun r => embed (multiple r)) B)).
Implicit Types (u : vec K n).

(** the map t holds the coefficients of u *)
Definition represents t u : Prop := forall c, coef u c = inj (entry t c).

Lemma represents_add t u k v : represents t u -> represents (add 0 k v t) (u ++ scale (inj k) (embed v)).
Proof.
  intros H c. rewrite (cong_exact _ _ (entry_add 0 k v t c)), coef_app, coef_scale, coef_embed, H.
  now rewrite inj_add, inj_mul.
Qed.
Lemma represents_bracket g v : represents (add_bracket 0 g v Empty) <{embed g, embed v}>.
Proof.
  intro c. rewrite (cong_exact _ _ (entry_add_bracket 0 g v Empty c)), entry_empty.
  rewrite <- embed_bracket. apply coef_embed.
Qed.

Lemma subtract_span B m hs : (forall h, In h hs -> In (snd h) B) ->
  forall t u, represents t u -> subtract m hs t = Empty -> spanned B u.
Proof.
  intro HB. induction hs as [|h hs IH]; intros t u Hu E.
  - cbn in E. subst t. apply span_same with []; [|apply span_empty].
    intro c. now rewrite Hu, entry_empty.
  - cbn [subtract fold_left] in E. set (k := (- _)%Z) in E.
    apply span_same with ((u ++ scale (inj k) (embed (multiple (snd h)))) ++
      scale (- inj k) (embed (multiple (snd h)))); [coef_ring|].
    apply span_app.
    + eapply IH; [intros; apply HB; now right | apply represents_add, Hu | exact E].
    + apply span_mult, span_in, (in_map (fun r => embed (multiple r))), HB. now left.
Qed.

Lemma in_span_sound B t u : represents t u -> in_span (by_pivot B) t = true -> spanned B u.
Proof.
  unfold in_span. set (hs := hits _ _). set (m := common_multiple hs). intros Hu H.
  apply andb_true_iff in H as [Hm H]. apply negb_true_iff, Z.eqb_neq in Hm.
  assert (S : spanned B (scale (inj m) u)).
  { destruct (subtract m hs _) eqn:E0 in H; try discriminate.
    eapply (subtract_span B m hs); [apply hits_in | | exact E0].
    intro c. rewrite coef_scale, Hu, <- inj_mul. f_equal. destruct (m =? 1)%Z eqn:E.
    - apply Z.eqb_eq in E. rewrite E. lia.
    - rewrite (cong_exact _ _ (entry_add 0 m _ Empty c)), entry_empty, coefz_entries. lia. }
  apply span_same with (scale (/ inj m) (scale (inj m) u)); [|now apply span_mult].
  intro c. rewrite !coef_scale. transitivity ((/ inj m * inj m) * coef u c); [|ring].
  rewrite inv_l; [ring | now apply inj_nonzero].
Qed.

Theorem upper_sound G B : upper G B = true -> forall u, dla (map embed G) u -> spanned B u.
Proof.
  unfold upper. intro H. apply andb_true_iff in H as [HG HB]. rewrite forallb_forall in HG, HB.
  apply dla_in_span.
  - intros u Hu. apply in_map_iff in Hu as (g & <- & Hg). eapply in_span_sound; [|exact (HG g Hg)].
    intro c. rewrite coef_embed, (cong_exact _ _ (entry_add 0 1 g Empty c)), entry_empty. f_equal. lia.
  - intros u b Hu Hb. apply in_map_iff in Hu as (g & <- & Hg). apply in_map_iff in Hb as (r & <- & Hr).
    apply HB in Hr. rewrite forallb_forall in Hr. eapply in_span_sound; [apply represents_bracket | exact (Hr g Hg)].
Qed.
End Span.
End Upper.
