(** * Six strings that anticommute as in the diagram E6

    e0 - e1 - e2 - e3 - e4, and e5 - e2.  Their span U has 64 elements.  What is needed of it is a finite matter,
    which Coq computes: the form is not degenerate on U; the 36 elements on which q is 1 are made from the six
    by adding elements that anticommute; and where two linear conditions are set, at least three elements
    fulfil them on which q, plus any linear form, has a given value. *)
From Coq Require Import List Lia Arith Bool Btauto.
From Liebound Require Import Lists Pauli Sites Strings Quadratic.
Import ListNotations.

Definition e6 : list (list bool) :=
  map (map (Nat.eqb 1))
    [[0; 1; 0; 0; 0; 0]; [1; 0; 1; 0; 0; 0]; [0; 1; 0; 1; 0; 1]; [0; 0; 1; 0; 1; 0]; [0; 0; 0; 1; 0; 0]; [0; 0; 1; 0; 0; 0]].
Definition e6_ones : list bool := [true; true; true; true; true; true].
Fixpoint upper_rows (k : nat) (rows : list (list bool)) : list (list bool) :=
  match rows with [] => [] | r :: rows' => skipn k r :: upper_rows (S k) rows' end.
Definition q6 : list bool -> bool := quadratic_bits e6_ones (upper_rows 1 e6).
Definition image6 (x : list bool) : list bool := map (fun r => dot r x) e6.

Fixpoint all_bits (k : nat) : list (list bool) :=
  match k with O => [[]] | S k' => map (cons false) (all_bits k') ++ map (cons true) (all_bits k') end.
Lemma in_all_bits x : In x (all_bits (length x)).
Proof.
  induction x as [|b x IH]; [now left|]. cbn [length all_bits]. apply in_app_iff. destruct b; [right | left]; now apply in_map.
Qed.
Lemma all_bits_length x k : In x (all_bits k) -> length x = k.
Proof.
  revert x. induction k as [|k IH]; intros x H; cbn in H; [now destruct H as [<-|[]]|].
  apply in_app_iff in H as [H|H]; apply in_map_iff in H as (y & <- & H); cbn; f_equal; now apply IH.
Qed.
Lemma nodup_all_bits k : NoDup (all_bits k).
Proof.
  induction k as [|k IH]; [repeat constructor; intros []|]. cbn [all_bits].
  apply nodup_app; try (apply nodup_map; [assumption | congruence]).
  intros x H H'. apply in_map_iff in H as (y & <- & _). apply in_map_iff in H' as (y' & E & _). discriminate.
Qed.

Fixpoint bits_eqb (x y : list bool) : bool :=
  match x, y with [], [] => true | b :: x', c :: y' => Bool.eqb b c && bits_eqb x' y' | _, _ => false end.
Lemma bits_eqb_eq x y : bits_eqb x y = true <-> x = y.
Proof.
  revert y. induction x as [|b x IH]; intros [|c y]; cbn [bits_eqb]; try (split; (reflexivity || discriminate)).
  rewrite andb_true_iff, eqb_true_iff, IH. split; [now intros [-> ->] | intro E; now inversion E].
Qed.

(** ** What is computed *)
Lemma every_six (P : list bool -> bool) : forallb P (all_bits 6) = true -> forall x, length x = 6 -> P x = true.
Proof. intros H x Hx. rewrite forallb_forall in H. apply H. rewrite <- Hx. apply in_all_bits. Qed.
Definition among_six (P : list bool -> bool) : bool := existsb P (all_bits 6).
Lemma some_six P : among_six P = true -> exists x, length x = 6 /\ P x = true.
Proof. intro H. apply existsb_exists in H as (x & Hx & H). exists x. split; [now apply all_bits_length | assumption]. Qed.

(** the form is not degenerate *)
Definition zero6 (x : list bool) : bool := negb (existsb (fun b => b) x).
Definition image_kernel x : bool := implb (zero6 (image6 x)) (zero6 x).
Definition image_onto f : bool := among_six (fun x => bits_eqb (image6 x) f).
Lemma image6_kernel x : length x = 6 -> zero6 (image6 x) = true -> zero6 x = true.
Proof.
  intros Hx H. assert (K : image_kernel x = true) by (apply (every_six image_kernel); [vm_compute; reflexivity | assumption]).
  unfold image_kernel in K. rewrite H in K. exact K.
Qed.
Lemma image6_onto f : length f = 6 -> exists x, length x = 6 /\ image6 x = f.
Proof.
  intro Hf. assert (K : image_onto f = true) by (apply (every_six image_onto); [vm_compute; reflexivity | assumption]).
  apply some_six in K as (x & Hx & E). apply bits_eqb_eq in E. exists x. split; assumption.
Qed.

Lemma zero6_unique x y : length x = length y -> zero6 x = true -> zero6 y = true -> x = y.
Proof.
  revert y. induction x as [|[] x IH]; intros [|[] y] Hl Hx Hy; try discriminate; [reflexivity|].
  f_equal. apply IH; [now injection Hl | exact Hx | exact Hy].
Qed.
Lemma zero6_add x y : length x = length y -> zero6 (add_bits x y) = true -> x = y.
Proof.
  revert y. induction x as [|b x IH]; intros [|c y] Hl H; try discriminate; [reflexivity|].
  destruct b, c; try discriminate H; f_equal; (apply IH; [now injection Hl | exact H]).
Qed.

(** rounds of adding one of the six where it anticommutes *)
Definition unit6 (i : nat) : list bool := map (Nat.eqb i) (seq 0 6).
Definition add_unit (x : list bool) (l : list (list bool)) (i : nat) : list (list bool) :=
  let y := add_bits (unit6 i) x in
  if nth i (image6 x) false && negb (existsb (bits_eqb y) l) then y :: l else l.
Definition grow (l : list (list bool)) : list (list bool) :=
  fold_left (fun l x => fold_left (add_unit x) (seq 0 6) l) l l.
Definition grown : list (list bool) := Nat.iter 10 grow (map unit6 (seq 0 6)).
Definition is_grown x : bool := implb (q6 x) (existsb (bits_eqb x) grown).
Lemma q6_grown x : length x = 6 -> q6 x = true -> In x grown.
Proof.
  intros Hx Hq. assert (K : is_grown x = true) by (apply (every_six is_grown); [vm_compute; reflexivity | assumption]).
  unfold is_grown in K. rewrite Hq in K. apply existsb_exists in K as (y & Hy & E). apply bits_eqb_eq in E. rewrite E. exact Hy.
Qed.

(** the elements x with f1 x = c1 and f2 x = c2; of those, the ones with q x = c *)
Definition plane (f1 f2 : list bool) (c1 c2 : bool) : list (list bool) :=
  filter (fun x => Bool.eqb (dot f1 x) c1 && Bool.eqb (dot f2 x) c2) (all_bits 6).
Definition with_q (c : bool) : list (list bool) -> list (list bool) := filter (fun x => Bool.eqb (q6 x) c).
Definition three_or_none (f1 f2 : list bool) (c1 c2 : bool) : bool :=
  match plane f1 f2 c1 c2 with
  | [] => true
  | l => forallb (fun c => Nat.leb 3 (length (with_q c l))) [true; false]
  end.
Definition planes_of f1 f2 : bool :=
  forallb (fun c1 => forallb (three_or_none f1 f2 c1) [true; false]) [true; false].
Definition planes f1 : bool := forallb (planes_of f1) (all_bits 6).
Lemma plane_three f1 f2 x c : length f1 = 6 -> length f2 = 6 -> length x = 6 ->
  3 <= length (with_q c (plane f1 f2 (dot f1 x) (dot f2 x))).
Proof.
  intros H1 H2 Hx. assert (K : planes f1 = true) by (apply (every_six planes); [vm_compute; reflexivity | assumption]).
  apply (every_six (planes_of f1)) with (x := f2) in K; [|assumption]. unfold planes_of in K. rewrite forallb_forall in K.
  assert (all : forall b, In b [true; false]) by (intros []; cbn; auto).
  specialize (K (dot f1 x) (all _)). rewrite forallb_forall in K. specialize (K (dot f2 x) (all _)).
  unfold three_or_none in K.
  assert (Hin : In x (plane f1 f2 (dot f1 x) (dot f2 x))).
  { apply filter_In. split; [rewrite <- Hx; apply in_all_bits | now rewrite !eqb_reflx]. }
  destruct (plane f1 f2 (dot f1 x) (dot f2 x)) as [|y l]; [destruct Hin|].
  rewrite forallb_forall in K. apply Nat.leb_le. exact (K c (all c)).
Qed.

(** of three different elements, one avoids two that are excluded *)
Lemma three_two {A} (l : list A) (P P' : A -> bool) : NoDup l -> 3 <= length l ->
  (forall x y, In x l -> In y l -> P x = true -> P y = true -> x = y) ->
  (forall x y, In x l -> In y l -> P' x = true -> P' y = true -> x = y) ->
  exists x, In x l /\ P x = false /\ P' x = false.
Proof.
  intros ND Hl HP HP'. destruct l as [|a [|b [|c l]]]; cbn in Hl; try lia.
  assert (Nab : a <> b) by (inversion ND as [|? ? N _]; subst; intros ->; apply N; now left).
  assert (Nac : a <> c) by (inversion ND as [|? ? N _]; subst; intros ->; apply N; right; now left).
  assert (Nbc : b <> c) by (inversion ND as [|? ? _ N]; inversion N as [|? ? N' _]; subst; intros ->; apply N'; now left).
  assert (Ia : In a (a :: b :: c :: l)) by now left.
  assert (Ib : In b (a :: b :: c :: l)) by (right; now left).
  assert (Ic : In c (a :: b :: c :: l)) by (right; right; now left).
  destruct (P a) eqn:Pa.
  - assert (Pb : P b = false) by (destruct (P b) eqn:E; [now destruct Nab; apply HP | reflexivity]).
    assert (Pc : P c = false) by (destruct (P c) eqn:E; [now destruct Nac; apply HP | reflexivity]).
    destruct (P' b) eqn:Pb'; [exists c | now exists b]. repeat split; try assumption.
    destruct (P' c) eqn:E; [now destruct Nbc; apply HP' | reflexivity].
  - destruct (P' a) eqn:Pa'; [|now exists a].
    assert (Pb' : P' b = false) by (destruct (P' b) eqn:E; [now destruct Nab; apply HP' | reflexivity]).
    assert (Pc' : P' c = false) by (destruct (P' c) eqn:E; [now destruct Nac; apply HP' | reflexivity]).
    destruct (P b) eqn:Pb; [exists c | now exists b]. repeat split; try assumption.
    destruct (P c) eqn:E; [now destruct Nbc; apply HP | reflexivity].
Qed.

(** ** Six strings *)
Definition gram {n} (E : list (pauli n)) : list (list bool) := map (fun e => map (anti e) E) E.
Definition is_six {n} (E : list (pauli n)) : Prop := length E = 6 /\ gram E = e6.

Section Strings.
Context {n : nat}.
Implicit Types (a b u v y : pauli n) (W E : list (pauli n)) (x : list bool).

Lemma upper_gram_six E : is_six E -> upper_gram E = upper_rows 1 e6.
Proof.
  intros [Hl HE]. destruct E as [|e0 [|e1 [|e2 [|e3 [|e4 [|e5 [|]]]]]]]; try discriminate.
  rewrite <- HE. reflexivity.
Qed.
Lemma image_six E x : is_six E -> image6 x = map (fun e => anti e (pick E x)) E.
Proof.
  intros [_ HE]. unfold image6. rewrite <- HE. unfold gram. rewrite map_map. apply map_ext. intro e.
  symmetry. apply anti_pick.
Qed.
Lemma quadratic_six t E x : is_six E -> (forall e, In e E -> quadratic t e = true) -> quadratic t (pick E x) = q6 x.
Proof.
  intros HE Hq. rewrite quadratic_pick, upper_gram_six by assumption. unfold q6. f_equal.
  destruct HE as [Hl _]. destruct E as [|e0 [|e1 [|e2 [|e3 [|e4 [|e5 [|]]]]]]]; try discriminate.
  cbn [map]. rewrite !Hq by (cbn; auto 8). reflexivity.
Qed.

(** the span of the six has all it can of what is reached *)
Lemma pick_unit6 E i : length E = 6 -> i < 6 -> exists e, nth_error E i = Some e /\ pick E (unit6 i) = e.
Proof.
  intros Hl Hi. destruct E as [|e0 [|e1 [|e2 [|e3 [|e4 [|e5 [|]]]]]]]; try discriminate.
  do 6 (destruct i as [|i]; [eexists; split; [reflexivity | apply mul_identity_r]|]). lia.
Qed.
Lemma reached_grown C E : is_six E -> (forall e, In e E -> reached C e) -> Forall (fun x => length x = 6 /\ reached C (pick E x)) grown.
Proof.
  intros HE HC. assert (Hl := proj1 HE). set (ok := fun x => length x = 6 /\ reached C (pick E x)).
  assert (Hu : forall i, length (unit6 i) = 6) by (intro i; unfold unit6; now rewrite map_length, seq_length).
  assert (H0 : Forall ok (map unit6 (seq 0 6))).
  { apply Forall_forall. intros x Hx. apply in_map_iff in Hx as (i & <- & Hi). apply in_seq in Hi. split; [apply Hu|].
    destruct (pick_unit6 E i Hl ltac:(lia)) as (e & He & ->). apply HC. now apply nth_error_In in He. }
  assert (step : forall x, ok x -> forall is l, (forall i, In i is -> i < 6) -> Forall ok l ->
    Forall ok (fold_left (add_unit x) is l)).
  { intros x [Hx Hr]. induction is as [|i is IH]; intros l Hi H; cbn [fold_left]; [assumption|].
    apply IH; [intros; apply Hi; now right|]. unfold add_unit. destruct (nth i (image6 x) false) eqn:En; cbn [andb]; [|assumption].
    destruct (negb _); [|assumption]. constructor; [|assumption].
    destruct (pick_unit6 E i Hl) as (e & He & Ee); [apply Hi; now left|].
    split; [rewrite add_bits_length; rewrite Hu; congruence|]. rewrite pick_add, Ee by (rewrite ?Hu; congruence).
    apply reached_bracket; [apply HC; now apply nth_error_In in He | assumption|].
    rewrite (image_six E x HE) in En. rewrite <- En. symmetry. apply nth_error_nth.
    now apply map_nth_error with (f := fun e => anti e (pick E x)). }
  assert (round : forall xs l, Forall ok xs -> Forall ok l ->
    Forall ok (fold_left (fun l x => fold_left (add_unit x) (seq 0 6) l) xs l)).
  { induction xs as [|x xs IH]; intros l Hxs H; cbn [fold_left]; [assumption|]. inversion Hxs; subst.
    apply IH; [assumption|]. apply step; [assumption | | assumption]. intros i Hi. apply in_seq in Hi. lia. }
  unfold grown. generalize 10. intro k. induction k as [|k IH]; [exact H0|]. apply round; exact IH.
Qed.
Lemma reached_six C E t v : is_six E -> (forall e, In e E -> reached C e) -> (forall e, In e E -> quadratic t e = true) ->
  spanned E v -> quadratic t v = true -> reached C v.
Proof.
  intros HE HC Hq Hv Ht. apply spanned_picked in Hv as (x & Hx & ->). rewrite (proj1 HE) in Hx.
  rewrite (quadratic_six t E x HE Hq) in Ht. apply (proj1 (Forall_forall _ _) (reached_grown C E HE HC)). apply q6_grown; assumption.
Qed.

(** ** Supply: an element with given brackets with a and b, on which q is 1, that is not in the radical, and
    the product of which with y is not *)
Lemma meets_in W e v : In e W -> anti e v = true -> meets W v = true.
Proof. intros He H. apply existsb_exists. now exists e. Qed.
Lemma anti_pick_l_zero E u x : (forall e, In e E -> anti e u = false) -> anti u (pick E x) = false.
Proof.
  revert x. induction E as [|e E IH]; intros [|b x] H; cbn [pick]; try (rewrite anti_comm; apply anti_identity).
  assert (IH' : anti u (pick E x) = false) by (apply IH; intros; apply H; now right).
  destruct b; [rewrite anti_mul_r, IH', (anti_comm e u), (H e (or_introl eq_refl)); reflexivity | exact IH'].
Qed.
Lemma zero_image E x : is_six E -> zero6 (image6 x) = false -> exists e, In e E /\ anti e (pick E x) = true.
Proof.
  intros HE H. apply negb_false_iff in H. apply existsb_exists in H as (b & Hb & ->).
  rewrite (image_six E x HE) in Hb. apply in_map_iff in Hb as (e & He & Hin). now exists e.
Qed.
Lemma supply t E W a b u0 y : is_six E -> (forall e, In e E -> quadratic t e = true) -> (forall e, In e E -> In e W) ->
  spanned W u0 ->
  exists u, spanned W u /\ anti a u = anti a u0 /\ anti b u = anti b u0 /\ quadratic t u = true /\
    meets W u = true /\ meets W (mul y u) = true.
Proof.
  intros HE Hq HW Hu0. assert (Hl := proj1 HE).
  assert (HU : forall x, spanned W (pick E x)) by (intro x; apply spanned_more with E; [assumption | apply spanned_pick]).
  (* u1 = u0 times an element of U commutes with U, and so does y1 = y times u1 times another *)
  assert (apart : forall v, exists x, length x = 6 /\ forall e, In e E -> anti e (mul v (pick E x)) = false).
  { intro v. destruct (image6_onto (map (fun e => anti e v) E)) as (x & Hx & Ex); [now rewrite map_length|].
    exists x. split; [assumption|]. rewrite (image_six E x HE) in Ex. intros e He. rewrite anti_mul_r.
    assert (H : anti e (pick E x) = anti e v); [|rewrite H; apply xorb_nilpotent].
    clear -Ex He. induction E as [|e' E' IH]; [destruct He|].
    generalize dependent (pick (e' :: E') x). intros p Ex. injection Ex as E1 E2. destruct He as [<-|He]; [assumption|].
    clear -E2 He. induction E' as [|e' E' IH]; [destruct He|]. injection E2 as E1 E2. destruct He as [<-|He]; auto. }
  destruct (apart u0) as (x0 & Hx0 & H0). set (u1 := mul u0 (pick E x0)) in *.
  destruct (apart (mul y u1)) as (x1 & Hx1 & H1).
  set (f1 := map (anti a) E). set (f2 := map (anti b) E). set (c := negb (quadratic t u1)).
  set (l := with_q c (plane f1 f2 (dot f1 x0) (dot f2 x0))).
  assert (Hl6 : forall x, In x l -> length x = 6).
  { intros x Hx. apply filter_In in Hx as [Hx _]. apply filter_In in Hx as [Hx _]. now apply all_bits_length in Hx. }
  destruct (three_two l zero6 (bits_eqb x1)) as (x & Hx & Hz & Hz1).
  { apply NoDup_filter, NoDup_filter, nodup_all_bits. }
  { apply plane_three; unfold f1, f2; now rewrite ?map_length. }
  { intros x x' Hx Hx'. apply zero6_unique. now rewrite (Hl6 x Hx), (Hl6 x' Hx'). }
  { intros x x' _ _ B B'. apply bits_eqb_eq in B, B'. congruence. }
  assert (Hx6 := Hl6 x Hx). apply filter_In in Hx as [Hx Hqx]. apply filter_In in Hx as [_ Hf].
  apply andb_true_iff in Hf as [Hf1 Hf2]. apply eqb_prop in Hf1, Hf2, Hqx.
  assert (Hu1 : forall e, In e E -> anti e u1 = false) by exact H0.
  exists (mul u1 (pick E x)). split; [|split; [|split; [|split; [|split]]]].
  - apply spanned_product; [apply spanned_product|]; auto.
  - unfold u1. rewrite !anti_mul_r, !anti_pick. fold f1. rewrite Hf1. now destruct (anti a u0), (dot f1 x0).
  - unfold u1. rewrite !anti_mul_r, !anti_pick. fold f2. rewrite Hf2. now destruct (anti b u0), (dot f2 x0).
  - rewrite quadratic_mul, (quadratic_six t E x HE Hq), Hqx, anti_pick_l_zero by assumption.
    unfold c. now destruct (quadratic t u1).
  - destruct (zero_image E x HE) as (e & He & Ha).
    { destruct (zero6 (image6 x)) eqn:Ez; [|reflexivity]. now rewrite (image6_kernel x Hx6 Ez) in Hz. }
    apply (meets_in W e); [auto|]. now rewrite anti_mul_r, (Hu1 e He), Ha.
  - destruct (zero_image E (add_bits x1 x) HE) as (e & He & Ha).
    { destruct (zero6 (image6 (add_bits x1 x))) eqn:Ez; [|reflexivity]. apply image6_kernel in Ez.
      - apply zero6_add in Ez; [|congruence]. subst x1. now rewrite (proj2 (bits_eqb_eq x x) eq_refl) in Hz1.
      - rewrite add_bits_length; congruence. }
    apply (meets_in W e); [auto|]. rewrite pick_add, anti_mul_r in Ha by congruence. specialize (H1 e He).
    rewrite anti_mul_r in H1. rewrite <- mul_assoc, anti_mul_r. revert H1 Ha.
    now destruct (anti e (mul y u1)), (anti e (pick E x1)), (anti e (pick E x)).
Qed.
End Strings.
