(** * A checker of algebras of single strings, component by component

    The generators fall into components that commute with one another, and the strings that are reached are
    those of the components.  Of a component they are counted one by one ([reaches]), or, where six of them
    anticommute as in E6, by Theorem B of proofs/strings.md: by pairs of a basis, which is made here.  How it
    was made needs no proof; that it is one is checked. *)
From Coq Require Import ZArith QArith List Lia Bool Field Ring.
From Liebound Require Import Field Fields Space Pauli Sums Matrix Strings Lists Sites Trie Closure Enumerate.
From Liebound Require Import strings.Quadratic strings.Six strings.Full strings.Count.
Import ListNotations.

Section Components.
Context {n : nat}.
Implicit Types (a b c v w : pauli n) (C E W l rs : list (pauli n)) (ps rd : list (pauli n * pauli n)).

(** ** A basis in pairs: from every string that follows a pair, what anticommutes with it is taken out *)
Definition apart a b c : pauli n :=
  let c' := if anti b c then mul a c else c in if anti a c then mul b c' else c'.
Fixpoint pairs_of (fuel : nat) l : list (pauli n * pauli n) * list (pauli n) :=
  match fuel, l with
  | S fuel', a :: l' =>
      match List.find (anti a) l' with
      | Some b => let (ps, rs) := pairs_of fuel' (map (apart a b) l') in ((a, b) :: ps, rs)
      | None => let (ps, rs) := pairs_of fuel' l' in (ps, a :: rs)
      end
  | _, _ => ([], [])
  end.
(** a string that anticommutes with a, if a is not the identity *)
Fixpoint dual_of {m} : pauli m -> pauli m :=
  match m with
  | O => fun s => s
  | S m' => fun s => match fst s with
      | LI => (LI, dual_of (snd s)) | LX => (LZ, identity m') | _ => (LX, identity m')
      end
  end.
Definition reduced rd c : pauli n := fold_left (fun c e => if anti (snd e) c then mul (fst e) c else c) rd c.
Definition insert rd c : list (pauli n * pauli n) :=
  let r := reduced rd c in if peqb r (identity n) then rd else rd ++ [(r, dual_of r)].
Definition independent rs : list (pauli n * pauli n) := fold_left insert rs [].

(** whether nothing is left of w *)
Definition member ps rd w : bool :=
  peqb (reduced rd (fold_left (fun c ab => apart (fst ab) (snd ab) c) ps w)) (identity n).

Lemma spanned_apart W a b c : spanned W a -> spanned W b -> spanned W c -> spanned W (apart a b c).
Proof. intros Ha Hb Hc. unfold apart. destruct (anti b c), (anti a c); auto using spanned_product. Qed.
Lemma apart_spanned W a b c : spanned W a -> spanned W b -> spanned W (apart a b c) -> spanned W c.
Proof.
  intros Ha Hb. unfold apart.
  assert (take : forall e d, spanned W e -> spanned W (mul e d) -> spanned W d)
    by (intros e d He Hd; rewrite <- (mul_cancel e d); now apply spanned_product).
  destruct (anti b c), (anti a c); intro H; eauto.
Qed.
Lemma spanned_reduced W rd c : (forall r, In r rd -> spanned W (fst r)) -> spanned W c -> spanned W (reduced rd c).
Proof.
  unfold reduced. revert c. induction rd as [|r rd IH]; intros c Hr Hc; cbn [fold_left]; [assumption|].
  apply IH; [intros; apply Hr; now right|]. destruct (anti (snd r) c); [|assumption].
  apply spanned_product; [apply Hr; now left | assumption].
Qed.
Lemma reduced_spanned W rd c : (forall r, In r rd -> spanned W (fst r)) -> spanned W (reduced rd c) -> spanned W c.
Proof.
  unfold reduced. revert c. induction rd as [|r rd IH]; intros c Hr Hc; cbn [fold_left] in Hc; [assumption|].
  apply IH in Hc; [|intros; apply Hr; now right]. destruct (anti (snd r) c); [|assumption].
  rewrite <- (mul_cancel (fst r) c). apply spanned_product; [apply Hr; now left | assumption].
Qed.

Lemma spanned_pairs W fuel l : (forall c, In c l -> spanned W c) ->
  forall e, In e (flat (fst (pairs_of fuel l)) ++ snd (pairs_of fuel l)) -> spanned W e.
Proof.
  revert l. induction fuel as [|fuel IH]; intros [|a l] Hl e He; try now destruct He. cbn [pairs_of] in He.
  assert (Ha : spanned W a) by (apply Hl; now left).
  assert (Hl' : forall c, In c l -> spanned W c) by (intros; apply Hl; now right).
  destruct (List.find (anti a) l) as [b|] eqn:Eb.
  - apply find_some in Eb as [Hb _]. assert (Hm : forall c, In c (map (apart a b) l) -> spanned W c).
    { intros c Hc. apply in_map_iff in Hc as (d & <- & Hd). apply spanned_apart; auto. }
    specialize (IH _ Hm). destruct (pairs_of fuel (map (apart a b) l)) as [ps rs]. cbn [fst snd flat app] in *.
    destruct He as [<-|[<-|He]]; auto.
  - specialize (IH _ Hl'). destruct (pairs_of fuel l) as [ps rs]. cbn [fst snd] in *.
    apply in_app_iff in He as [He|[<-|He]]; [apply IH, in_app_iff; now left | assumption | apply IH, in_app_iff; now right].
Qed.
Lemma spanned_independent W rs : (forall c, In c rs -> spanned W c) ->
  forall r, In r (independent rs) -> spanned W (fst r).
Proof.
  unfold independent. assert (H : forall rd, (forall r, In r rd -> spanned W (fst r)) -> (forall c, In c rs -> spanned W c) ->
    forall r, In r (fold_left insert rs rd) -> spanned W (fst r)); [|intro Hrs; apply H; [intros r [] | assumption]].
  induction rs as [|c rs IH]; intros rd Hrd Hrs r Hr; cbn [fold_left] in Hr; [now apply Hrd|].
  apply (IH (insert rd c)); [|intros; apply Hrs; now right | assumption]. intros r' Hr'. unfold insert in Hr'.
  destruct (peqb _ _); [now apply Hrd|]. apply in_app_iff in Hr' as [Hr'|[<-|[]]]; [now apply Hrd|]. cbn [fst].
  apply spanned_reduced; [assumption | apply Hrs; now left].
Qed.
Lemma member_spanned ps rd w : member ps rd w = true -> spanned (elements ps rd) w.
Proof.
  unfold member. intro H. apply peqb_eq in H. set (E := elements ps rd).
  assert (Hr : forall r, In r rd -> spanned E (fst r))
    by (intros r Hr; apply spanned_in, in_app_iff; right; now apply in_map).
  assert (Hp : forall p, In p ps -> spanned E (fst p) /\ spanned E (snd p)).
  { intros p Hp. assert (G : forall ps', (forall e, In e (flat ps') -> spanned E e) -> In p ps' -> spanned E (fst p) /\ spanned E (snd p)).
    { induction ps' as [|[a b] ps' IH]; intros HE []; [subst p; split; apply HE; cbn; auto | apply IH; [intros; apply HE; cbn; auto | assumption]]. }
    apply (G ps); [|assumption]. intros e He. apply spanned_in, in_app_iff. now left. }
  assert (H1 : spanned E (fold_left (fun c ab => apart (fst ab) (snd ab) c) ps w)).
  { apply (reduced_spanned E rd); [assumption|]. rewrite H. apply spanned_one. }
  clear H. revert w H1. clearbody E. clear Hr. induction ps as [|p ps IH]; intros w H1; cbn [fold_left] in H1; [assumption|].
  apply IH in H1; [|intros; apply Hp; now right]. destruct (Hp p (or_introl eq_refl)) as [Ha Hb].
  now apply apart_spanned in H1.
Qed.

(** ** A component of which all is reached that a quadratic form allows *)
Record full_component := FullComponent {
  members : list (pauli n);             (* the strings of the component *)
  steps : list (pauli n * pauli n);     (* products of strings that are reached, or were made before *)
  six : list (pauli n);
  in_order : list (pauli n);            (* strings that are added to the span of the six, one by one *)
  form : pauli n }.                     (* the form that is 1 on all of these *)

Fixpoint made known (ps : list (pauli n * pauli n)) : option (list (pauli n)) :=
  match ps with
  | [] => Some known
  | (a, b) :: ps' => if among known a && among known b && anti a b then made (mul a b :: known) ps' else None
  end.
Lemma made_reached C ps : forall known known', (forall a, In a known -> reached C a) -> made known ps = Some known' ->
  forall a, In a known' -> reached C a.
Proof.
  induction ps as [|[a b] ps IH]; intros known known' Hk E; cbn [made] in E; [now injection E as <-|].
  destruct (among known a && among known b && anti a b) eqn:Eab; [|discriminate].
  apply andb_true_iff in Eab as [Eab Hab]. apply andb_true_iff in Eab as [Ha Hb]. apply in_among in Ha, Hb.
  apply (IH (mul a b :: known)); [|assumption]. intros c [<-|Hc]; [apply reached_bracket; auto | now apply Hk].
Qed.

Fixpoint rows_eqb (g h : list (list bool)) : bool :=
  match g, h with [], [] => true | r :: g', s :: h' => bits_eqb r s && rows_eqb g' h' | _, _ => false end.
Lemma rows_eqb_eq g h : rows_eqb g h = true -> g = h.
Proof.
  revert h. induction g as [|r g IH]; intros [|s h] H; try discriminate; [reflexivity|].
  apply andb_true_iff in H as [Hr H]. apply bits_eqb_eq in Hr as ->. now rewrite (IH h H).
Qed.

Definition meet_themselves C : bool := forallb (meets C) C.
Definition check_full (c : full_component) : option Z :=
  let C := members c in
  let W := rev (in_order c) ++ six c in
  let q := quadratic (form c) in
  let (ps, rs) := pairs_of (length W) W in
  let rd := independent rs in
  match made C (steps c) with
  | Some known =>
      if forallb (among known) (six c) && Nat.eqb (length (six c)) 6 && rows_eqb (gram (six c)) e6
         && forallb q (six c) && forallb (among C) (in_order c) && forallb q (in_order c)
         && in_turn (six c) (in_order c) && symplectic ps rd
         && forallb (member ps rd) C && forallb (member ps rd) W && forallb (meets W) C
      then Some (allowed_count (negb (forallb q C)) (q_pairs (form c) ps) (q_rest (form c) rd)) else None
  | None => None
  end.

Lemma forallb_in {A} (f : A -> bool) (l : list A) x : forallb f l = true -> In x l -> f x = true.
Proof. intro H. apply (proj1 (forallb_forall f l) H). Qed.
Lemma meets_same W W' v : (forall w, In w W -> spanned W' w) -> meets W v = true -> meets W' v = true.
Proof.
  intros H Hm. destruct (meets_exists W v Hm) as (w & Hw & Ha). now apply (meets_spanned W' w); [apply H|].
Qed.

Theorem check_full_counted (c : full_component) N : check_full c = Some N -> counted (members c) N.
Proof.
  unfold check_full. set (C := members c). set (W := rev (in_order c) ++ six c). set (q := quadratic (form c)).
  destruct (pairs_of (length W) W) as [ps rs] eqn:Eps. set (rd := independent rs).
  destruct (made C (steps c)) as [known|] eqn:Ek; [|discriminate].
  match goal with |- context [if ?b then _ else _] => destruct b eqn:Echeck end; [|discriminate]. intro EN. injection EN as <-.
  rewrite !andb_true_iff in Echeck.
  destruct Echeck as ((((((((((Hsix & Hlen) & Hgram) & Hqsix) & Hord) & Hqord) & Hturn) & Hsym) & HmC) & HmW) & HmeetC).
  apply Nat.eqb_eq in Hlen. apply rows_eqb_eq in Hgram.
  assert (HE : is_six (six c)) by now split.
  assert (HR : forall e, In e (six c) -> reached C e).
  { intros e He. apply (made_reached C (steps c) C known); [intros; now apply reached_gen | assumption|].
    now apply in_among, (forallb_in _ _ _ Hsix). }
  assert (HqE : forall e, In e (six c) -> q e = true) by (intros e He; exact (forallb_in _ _ _ Hqsix He)).
  assert (HWE : forall e, In e (six c) -> In e W) by (intros; apply in_app_iff; now right).
  assert (Hfull : full C (form c) W).
  { apply full_all; try assumption.
    - intros g Hg. now apply in_among, (forallb_in _ _ _ Hord).
    - intros g Hg. exact (forallb_in _ _ _ Hqord Hg). }
  assert (HC : forall g, In g C -> spanned (elements ps rd) g)
    by (intros g Hg; apply member_spanned; exact (forallb_in _ _ _ HmC Hg)).
  assert (HW : forall w, In w W -> spanned (elements ps rd) w)
    by (intros w Hw; apply member_spanned; exact (forallb_in _ _ _ HmW Hw)).
  assert (Hel : forall e, In e (elements ps rd) -> spanned W e).
  { assert (G : forall e, In e (flat ps ++ rs) -> spanned W e).
    { intros e He. apply (spanned_pairs W (length W) W); [intros; now apply spanned_in|]. now rewrite Eps. }
    intros e He. apply in_app_iff in He as [He|He]; [apply G, in_app_iff; now left|].
    apply in_map_iff in He as (r & <- & Hr). apply (spanned_independent W rs); [|assumption].
    intros d Hd. apply G, in_app_iff. now right. }
  assert (HCW : forall g, In g C -> spanned W g) by (intros g Hg; now apply (spanned_incl (elements ps rd) W Hel), HC).
  exists (allowed_strings (form c) (negb (forallb q C)) ps rd).
  split; [now apply allowed_strings_nodup|]. split; [|apply allowed_strings_count].
  intro v. rewrite in_allowed_strings by assumption. split.
  - intros (Hv & Hm & Hq). apply (spanned_incl _ W Hel) in Hv. apply (meets_same _ W v Hel) in Hm.
    destruct (forallb q C) eqn:EqC; cbn [negb] in Hq.
    + destruct Hq as [Hq|Hq]; [discriminate | now apply Hfull].
    + assert (G : exists g, In g C /\ q g = false).
      { clear -EqC. induction C as [|g C' IH]; [discriminate|]. cbn [forallb] in EqC. destruct (q g) eqn:Eg.
        - destruct (IH EqC) as (g' & Hg' & E). exists g'. split; [now right | assumption].
        - exists g. split; [now left | assumption]. }
      destruct G as (g & Hg & Eg).
      apply (full_whole C (form c) (six c) W g); try assumption; [now apply HCW | exact (forallb_in _ _ _ HmeetC Hg)].
  - intro Hv. destruct (reached_within C W HCW (fun g Hg => forallb_in _ _ _ HmeetC Hg) v Hv) as [Hs Hm].
    split; [now apply (spanned_incl W _ HW)|]. split; [now apply (meets_same W)|].
    destruct (forallb q C) eqn:EqC; cbn [negb]; [right | now left].
    apply (reached_q C (form c)); [|assumption]. intros g Hg. exact (forallb_in _ _ _ EqC Hg).
Qed.

(** ** Several components *)
Inductive component := Counted (strings : list (pauli n)) (D : nat) | Full (c : full_component).
Definition check_component (c : component) : option (list (pauli n) * Z) :=
  match c with
  | Counted C D => if reaches C D (met_first C) then Some (C, Z.of_nat D) else None
  | Full c => option_map (pair (members c)) (check_full c)
  end.
Lemma check_component_counted (c : component) C N : check_component c = Some (C, N) -> counted C N.
Proof.
  destruct c as [C' D|c]; cbn [check_component].
  - destruct (reaches C' D (met_first C')) eqn:E; [|discriminate]. intro H. injection H as <- <-. now apply met_first_counted.
  - destruct (check_full c) as [N'|] eqn:E; [|discriminate]. cbn [option_map]. intro H. injection H as <- <-.
    now apply check_full_counted.
Qed.

(** strings that commute with all others, then components of which every string anticommutes with one *)
Fixpoint check_components (alone : list (pauli n)) (cs : list component) : option (list (pauli n) * Z) :=
  match cs with
  | [] => if reaches alone (length alone) (met_first alone) then Some (alone, Z.of_nat (length alone)) else None
  | c :: cs' =>
      match check_component c, check_components alone cs' with
      | Some (C, N), Some (C', N') =>
          if meet_themselves C && forallb (fun a => commute_with a C') C then Some (C ++ C', (N + N')%Z) else None
      | _, _ => None
      end
  end.

Lemma reached_spanned C v : reached C v -> spanned C v.
Proof. induction 1 as [a Ha|a b Ha _ IH _]; [now apply spanned_in | now apply spanned_mul]. Qed.
Lemma commute_reached C a v : commute_with a C = true -> reached C v -> anti a v = false.
Proof.
  intros H Hv. apply reached_spanned, spanned_picked in Hv as (x & _ & ->). now apply commute_pick.
Qed.
Lemma reached_meets C v : meet_themselves C = true -> reached C v -> meets C v = true.
Proof.
  intros H. induction 1 as [a Ha|a b Ha _ _ Hab]; [exact (forallb_in _ _ _ H Ha)|].
  apply (meets_in C a); [assumption|]. now rewrite anti_mul_r, anti_self, Hab.
Qed.
Lemma reached_more C C' v : (forall a, In a C -> In a C') -> reached C v -> reached C' v.
Proof. intro H. induction 1; [apply reached_gen | apply reached_mul]; auto. Qed.

Lemma counted_app C C' N N' : meet_themselves C = true -> forallb (fun a => commute_with a C') C = true ->
  counted C N -> counted C' N' -> counted (C ++ C') (N + N').
Proof.
  intros Hm Hc (S & ND & HS & <-) (S' & ND' & HS' & <-).
  assert (apart' : forall a v, In a C -> reached C' v -> anti a v = false)
    by (intros a v Ha; apply commute_reached; exact (forallb_in _ _ _ Hc Ha)).
  assert (apart'' : forall a v, In a C' -> reached C v -> anti a v = false).
  { intros a v Ha Hv. rewrite anti_comm. apply reached_spanned in Hv.
    destruct (anti v a) eqn:E; [|reflexivity]. apply (meets_spanned C v a Hv) in E. apply meets_exists in E as (e & He & Hea).
    now rewrite (apart' e a He (reached_gen C' a Ha)) in Hea. }
  exists (S ++ S'). split; [apply nodup_app; [assumption..|]|split; [|rewrite app_length; lia]].
  - intros v Hv Hv'. apply HS in Hv. apply HS' in Hv'. pose proof (reached_meets C v Hm Hv) as H.
    apply meets_exists in H as (a & Ha & Hav). now rewrite (apart' a v Ha Hv') in Hav.
  - intro v. rewrite in_app_iff, HS, HS'. split.
    + intros [H|H]; (apply reached_more with (2 := H)); intros a Ha; apply in_app_iff; auto.
    + induction 1 as [a Ha|a b Ha _ IH Hab].
      * apply in_app_iff in Ha as [Ha|Ha]; [left | right]; now apply reached_gen.
      * apply in_app_iff in Ha as [Ha|Ha]; destruct IH as [Hb|Hb].
        -- left. now apply reached_mul.
        -- now rewrite (apart' a b Ha Hb) in Hab.
        -- now rewrite (apart'' a b Ha Hb) in Hab.
        -- right. now apply reached_mul.
Qed.
Theorem check_components_counted alone cs : forall C N, check_components alone cs = Some (C, N) -> counted C N.
Proof.
  induction cs as [|c cs IH]; intros C N E; cbn [check_components] in E.
  - destruct (reaches alone _ _) eqn:Er; [|discriminate]. injection E as <- <-. now apply met_first_counted.
  - destruct (check_component c) as [[C1 N1]|] eqn:E1; [|discriminate].
    destruct (check_components alone cs) as [[C2 N2]|]; [|discriminate].
    destruct (meet_themselves C1 && forallb (fun a => commute_with a C2) C1) eqn:Em; [|discriminate].
    injection E as <- <-. apply andb_true_iff in Em as [Hm Hc].
    apply counted_app; [assumption | assumption | now apply (check_component_counted c) | now apply IH].
Qed.

(** ** Generators with coefficients *)
(** the string of a generator, none of one that is zero *)
Definition string_of_sum (g : rational_sum n) : option (list (pauli n)) :=
  match g with
  | [] => Some []
  | [(a, q)] => if (Qnum q =? 0)%Z then None else Some [a]
  | _ => None
  end.
Definition check_strings (G : list (rational_sum n)) (alone : list (pauli n)) (cs : list component) : option Z :=
  match all_some string_of_sum G, check_components alone cs with
  | Some l, Some (C, N) =>
      if forallb (among (concat l)) C && forallb (among C) (concat l) then Some N else None
  | _, _ => None
  end.

Section Coefficients.
Context {K : fieldQ}.
Local Open Scope K_scope.
Add Field K_field : (f_theory K).

Lemma fraction_nonzero (q : Q) : Qnum q <> 0%Z -> fraction K q <> 0.
Proof.
  intros Hq E. apply (inj_nonzero K (Qnum q) Hq). rewrite <- fraction_den, E. ring.
Qed.
Lemma over_string (g : rational_sum n) l : string_of_sum g = Some l ->
  (g = [] /\ l = []) \/ exists a (k : K), l = [a] /\ k <> 0 /\ over K g = scale k (single a).
Proof.
  destruct g as [|[a q] [|]]; cbn [string_of_sum]; intro E; try discriminate.
  - injection E as <-. now left.
  - destruct (Qnum q =? 0)%Z eqn:Eq; [discriminate|]. injection E as <-. apply Z.eqb_neq in Eq. right.
    exists a, (fraction K q). repeat split; [now apply fraction_nonzero|].
    unfold single, scale, over. cbn [map fst snd]. do 2 f_equal. ring.
Qed.
Lemma dla_string G (g : rational_sum n) a (k : K) : In g G -> k <> 0 -> over K g = scale k (single a) ->
  dla (map (over K) G) (single a).
Proof.
  intros Hg Hk E. apply dla_same with (scale (/ k) (over K g)); [|now apply dla_mult, dla_gen, in_map].
  rewrite E. intro c. rewrite !coef_scale. transitivity (/ k * k * coef (single a : vec K n) c); [|ring].
  rewrite (inv_l K k Hk). ring.
Qed.
End Coefficients.

Theorem check_strings_sound G alone cs N : check_strings G alone cs = Some N ->
  forall K : fieldQ, matrix_dla_dim (map (over K) G) (Z.to_nat N).
Proof.
  unfold check_strings. destruct (all_some string_of_sum G) as [l|] eqn:El; [|discriminate].
  destruct (check_components alone cs) as [[C N']|] eqn:Ec; [|discriminate].
  match goal with |- context [if ?b then _ else _] => destruct b eqn:E end; [|discriminate]. intros EN K. injection EN as <-.
  apply andb_true_iff in E as [HC Hl]. destruct (all_some_in _ _ _ El) as [H1 H2].
  apply matrix_dim. apply check_components_counted, (@counted_dim n K) in Ec. revert Ec. apply dim_iff. intro w.
  split; apply (lie_incl (V := sums K n)); intros u Hu; apply in_map_iff in Hu as (x & <- & Hx).
  - apply (forallb_in _ _ _ HC), in_among, in_concat in Hx as (k & Hk & Hx). destruct (H2 k Hk) as (g & Hg & Eg).
    destruct (@over_string K g k Eg) as [[_ ->]|(a & c & -> & Hc & Ea)]; [destruct Hx|].
    destruct Hx as [<-|[]]. now apply (@dla_string K G g a c).
  - destruct (H1 x Hx) as (k & Hk & Ek).
    destruct (@over_string K x k Ek) as [[-> _]|(a & c & -> & Hc & Ea)]; [apply (lie_zero (V := sums K n))|].
    rewrite Ea. apply dla_mult, dla_gen, in_map. apply in_among, (forallb_in _ _ _ Hl), in_concat.
    exists [a]. split; [assumption | now left].
Qed.
End Components.
