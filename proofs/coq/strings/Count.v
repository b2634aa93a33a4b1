(** * How many strings the quadratic form allows

    A basis of the span in pairs a, b that anticommute, and everything else commutes, and strings r that commute with
    everything, with a dual string each that shows them independent.  On products of the basis q is a sum
    over the pairs and over the r, so that the numbers of products with q = 0 and q = 1 are found pair by pair. *)
From Coq Require Import ZArith List Lia Arith Bool Btauto.
From Liebound Require Import Lists Pauli Sites Strings Quadratic Six.
Import ListNotations.

(** ** Numbers of bit lists *)
Section Bits.
Implicit Types (P Q : list bool -> bool) (x : list bool) (m : nat).
Local Open Scope Z_scope.

Definition count P m : Z := Z.of_nat (length (filter P (all_bits m))).
Lemma filter_map_cons P b l : length (filter P (map (cons b) l)) = length (filter (fun x => P (b :: x)) l).
Proof. induction l as [|x l IH]; [reflexivity|]. cbn [map filter]. destruct (P (b :: x)); cbn [length]; now rewrite IH. Qed.
Lemma count_S P m : count P (S m) = count (fun x => P (false :: x)) m + count (fun x => P (true :: x)) m.
Proof. unfold count. cbn [all_bits]. rewrite filter_app, app_length, !filter_map_cons. lia. Qed.
Lemma count_ext P P' m : (forall x, length x = m -> P x = P' x) -> count P m = count P' m.
Proof.
  intro H. unfold count. do 2 f_equal. apply filter_ext_in. intros x Hx. apply H. now apply all_bits_length in Hx.
Qed.
Lemma count_false P m : count (fun x => P x && false) m = 0.
Proof.
  unfold count. induction (all_bits m) as [|x l IH]; [reflexivity|]. cbn [filter]. now rewrite andb_false_r.
Qed.
Lemma count_without P P' m : count (fun x => P x && negb (P' x)) m = count P m - count (fun x => P x && P' x) m.
Proof.
  unfold count. induction (all_bits m) as [|x l IH]; [reflexivity|]. cbn [filter].
  destruct (P x), (P' x); cbn [andb negb length]; lia.
Qed.

Lemma count_both Q P m :
  count P m = count (fun x => Bool.eqb (Q x) false && P x) m + count (fun x => Bool.eqb (Q x) true && P x) m.
Proof.
  unfold count. induction (all_bits m) as [|x l IH]; [reflexivity|]. cbn [filter].
  destruct (Q x), (P x); cbn [Bool.eqb andb length]; lia.
Qed.

(** q by the values on the pairs and on the others *)
Fixpoint q_bits (ps : list (bool * bool)) (rs x : list bool) : bool :=
  match ps, x with
  | (qa, qb) :: ps', b :: c :: x' => xorb (xorb (b && qa) (c && qb)) (xorb (b && c) (q_bits ps' rs x'))
  | [], _ => dot rs x
  | _, _ => false
  end.
(** no bit of a pair *)
Fixpoint no_pair {A} (ps : list A) x : bool :=
  match ps, x with _ :: ps', b :: c :: x' => negb b && negb c && no_pair ps' x' | _, _ => true end.

(** the numbers of those with q = 0 and q = 1 *)
Fixpoint rest_counts (rs : list bool) : Z * Z :=
  match rs with
  | [] => (1, 0)
  | r :: rs' => let (z, o) := rest_counts rs' in if r then (z + o, z + o) else (2 * z, 2 * o)
  end.
Fixpoint counts (ps : list (bool * bool)) (rs : list bool) : Z * Z :=
  match ps with
  | [] => rest_counts rs
  | (qa, qb) :: ps' =>
      let (z, o) := counts ps' rs in if qa && qb then (z + 3 * o, 3 * z + o) else (3 * z + o, z + 3 * o)
  end.

Definition size {A B} (ps : list A) (rs : list B) : nat := length ps + length ps + length rs.
Definition half (zo : Z * Z) (c : bool) : Z := if c then snd zo else fst zo.
Notation is c b := (Bool.eqb b c).

Lemma count_is_negb P c m : count (fun x => is c (negb (P x))) m = count (fun x => is (negb c) (P x)) m.
Proof. apply count_ext. intros x _. now destruct (P x), c. Qed.

Lemma rest_counts_spec rs c : count (fun x => is c (dot rs x)) (length rs) = half (rest_counts rs) c.
Proof.
  revert c. induction rs as [|r rs IH]; intro c; [now destruct c|]. cbn [length rest_counts]. rewrite count_S. cbn [dot].
  rewrite (count_ext _ (fun x => is c (dot rs x))) by (intros x _; now rewrite andb_false_r, xorb_false_l).
  destruct r.
  - rewrite (count_ext (fun x => is c (xorb (true && true) (dot rs x))) (fun x => is (negb c) (dot rs x)))
      by (intros x _; now destruct (dot rs x), c).
    rewrite !IH. destruct (rest_counts rs), c; cbn [half fst snd negb]; lia.
  - rewrite (count_ext (fun x => is c (xorb (false && true) (dot rs x))) (fun x => is c (dot rs x)))
      by (intros x _; now destruct (dot rs x)).
    rewrite !IH. destruct (rest_counts rs), c; cbn [half fst snd]; lia.
Qed.
Lemma counts_spec ps rs c : count (fun x => is c (q_bits ps rs x)) (size ps rs) = half (counts ps rs) c.
Proof.
  revert c. unfold size. induction ps as [|[qa qb] ps IH]; intro c; [apply rest_counts_spec|].
  cbn [length counts]. rewrite Nat.add_succ_r. cbn [Nat.add]. rewrite !count_S. cbn [q_bits].
  rewrite (count_ext _ (fun x => is c (q_bits ps rs x))) by (intros x _; now destruct (q_bits ps rs x)).
  rewrite (count_ext (fun x => is c (xorb (xorb (false && qa) (true && qb)) _)) (fun x => is (xorb qb c) (q_bits ps rs x)))
    by (intros x _; now destruct qb, c, (q_bits ps rs x)).
  rewrite (count_ext (fun x => is c (xorb (xorb (true && qa) (false && qb)) _)) (fun x => is (xorb qa c) (q_bits ps rs x)))
    by (intros x _; now destruct qa, c, (q_bits ps rs x)).
  rewrite (count_ext (fun x => is c (xorb (xorb (true && qa) (true && qb)) _))
    (fun x => is (negb (xorb (xorb qa qb) c)) (q_bits ps rs x)))
    by (intros x _; now destruct qa, qb, c, (q_bits ps rs x)).
  rewrite !IH. destruct (counts ps rs), qa, qb, c; cbn [xorb negb half fst snd andb]; lia.
Qed.
Lemma no_pair_counts ps rs c :
  count (fun x => is c (q_bits ps rs x) && no_pair ps x) (size ps rs) = half (rest_counts rs) c.
Proof.
  unfold size. induction ps as [|[qa qb] ps IH].
  - rewrite <- rest_counts_spec. apply count_ext. intros x _. apply andb_true_r.
  - cbn [length]. rewrite Nat.add_succ_r. cbn [Nat.add]. rewrite !count_S. cbn [q_bits no_pair negb andb].
    rewrite !count_false, <- IH, !Z.add_0_r. apply count_ext. intros x _. now destruct (q_bits ps rs x).
Qed.

(** those with a bit of a pair, and q = 1 unless [whole] *)
Definition allowed (whole : bool) (ps : list (bool * bool)) (rs : list bool) x : bool :=
  (whole || q_bits ps rs x) && negb (no_pair ps x).
Definition allowed_count (whole : bool) (ps : list (bool * bool)) (rs : list bool) : Z :=
  let (z, o) := counts ps rs in let (z', o') := rest_counts rs in
  if whole then (z + o) - (z' + o') else o - o'.
Lemma allowed_spec whole ps rs : count (allowed whole ps rs) (size ps rs) = allowed_count whole ps rs.
Proof.
  unfold allowed, allowed_count. rewrite count_without.
  pose proof (counts_spec ps rs) as H. pose proof (no_pair_counts ps rs) as H'.
  destruct whole.
  - pose proof (count_both (q_bits ps rs) (fun _ => true) (size ps rs)) as E.
    pose proof (count_both (q_bits ps rs) (no_pair ps) (size ps rs)) as E'. rewrite !H' in E'.
    rewrite (count_ext (fun x => is false (q_bits ps rs x) && true) (fun x => is false (q_bits ps rs x))),
      (count_ext (fun x => is true (q_bits ps rs x) && true) (fun x => is true (q_bits ps rs x))), !H in E
      by (intros; apply andb_true_r).
    rewrite (count_ext (fun x => true || q_bits ps rs x) (fun _ => true)),
      (count_ext (fun x => (true || q_bits ps rs x) && no_pair ps x) (no_pair ps)), E, E' by reflexivity.
    destruct (counts ps rs), (rest_counts rs). cbn [half fst snd]. lia.
  - rewrite (count_ext (fun x => false || q_bits ps rs x) (fun x => is true (q_bits ps rs x)))
      by (intros x _; now destruct (q_bits ps rs x)).
    rewrite (count_ext (fun x => (false || q_bits ps rs x) && no_pair ps x) (fun x => is true (q_bits ps rs x) && no_pair ps x))
      by (intros x _; now destruct (q_bits ps rs x)).
    rewrite H, H'. destruct (counts ps rs), (rest_counts rs). reflexivity.
Qed.
End Bits.

(** ** A basis of pairs and others *)
Section Basis.
Context {n : nat}.
Variable t : pauli n.
Notation q := (quadratic t).
Implicit Types (a b u v w : pauli n) (ps : list (pauli n * pauli n)) (rd : list (pauli n * pauli n)) (x y : list bool).

Fixpoint flat ps : list (pauli n) := match ps with [] => [] | (a, b) :: ps' => a :: b :: flat ps' end.
Definition elements ps rd : list (pauli n) := flat ps ++ map fst rd.
Definition commute_with a (l : list (pauli n)) : bool := forallb (fun e => negb (anti a e)) l.
(** the strings r, each with its dual *)
Fixpoint dual rd : bool :=
  match rd with
  | [] => true
  | (r, d) :: rd' => anti d r && commute_with d (map fst rd') && commute_with r (map fst rd') && dual rd'
  end.
Fixpoint symplectic ps rd : bool :=
  match ps with
  | [] => dual rd
  | (a, b) :: ps' => anti a b && commute_with a (elements ps' rd) && commute_with b (elements ps' rd) && symplectic ps' rd
  end.

Lemma commute_pick a E x : commute_with a E = true -> anti a (pick E x) = false.
Proof.
  intro H. unfold commute_with in H. rewrite forallb_forall in H.
  apply anti_pick_l_zero. intros e He. rewrite anti_comm. apply negb_true_iff, H, He.
Qed.
Lemma elements_length ps rd : length (elements ps rd) = size ps rd.
Proof.
  unfold elements, size. rewrite app_length, map_length. f_equal. induction ps as [|[a b] ps IH]; cbn [flat length]; lia.
Qed.

Lemma mul_cancel_eq a u v : mul a u = mul a v -> u = v.
Proof. intro H. rewrite <- (mul_cancel a u), H. apply mul_cancel. Qed.

Lemma dual_injective rd x y : dual rd = true -> length x = length rd -> length y = length rd ->
  pick (map fst rd) x = pick (map fst rd) y -> x = y.
Proof.
  revert x y. induction rd as [|[r d] rd IH]; intros [|b x] [|c y] H Hx Hy E; try discriminate; [reflexivity|].
  cbn [dual] in H. apply andb_true_iff in H as [H Hd]. apply andb_true_iff in H as [H _].
  apply andb_true_iff in H as [Hdr Hd']. injection Hx as Hx. injection Hy as Hy. cbn [map fst pick] in E.
  assert (Hb : b = c).
  { apply (f_equal (anti d)) in E. revert E. destruct b, c; try reflexivity; rewrite ?anti_mul_r, !commute_pick, Hdr by assumption;
      discriminate. }
  subst c. f_equal. apply IH; try assumption. destruct b; [now apply mul_cancel_eq in E | assumption].
Qed.
Lemma pair_anti a b E (b' c : bool) x : anti a b = true -> commute_with a E = true -> commute_with b E = true ->
  anti a (pick (a :: b :: E) (b' :: c :: x)) = c /\ anti b (pick (a :: b :: E) (b' :: c :: x)) = b'.
Proof.
  intros Hab Ha Hb. cbn [pick]. destruct b', c; rewrite ?anti_mul_r, ?anti_self, ?commute_pick, ?(anti_comm a b), ?Hab by assumption;
    now split.
Qed.
Lemma symplectic_cons a b ps rd : symplectic ((a, b) :: ps) rd = true ->
  anti a b = true /\ commute_with a (elements ps rd) = true /\ commute_with b (elements ps rd) = true /\ symplectic ps rd = true.
Proof. cbn [symplectic]. rewrite !andb_true_iff. tauto. Qed.

Lemma pick_injective ps rd x y : symplectic ps rd = true -> length x = size ps rd -> length y = size ps rd ->
  pick (elements ps rd) x = pick (elements ps rd) y -> x = y.
Proof.
  unfold size. revert x y. induction ps as [|[a b] ps IH]; intros x y H Hx Hy E; [now apply (dual_injective rd)|].
  cbn [length] in Hx, Hy. rewrite Nat.add_succ_r in Hx, Hy. cbn [Nat.add] in Hx, Hy.
  destruct x as [|b1 [|c1 x]], y as [|b2 [|c2 y]]; try discriminate. injection Hx as Hx. injection Hy as Hy.
  apply symplectic_cons in H as (Hab & Ha & Hb & H). change (elements ((a, b) :: ps) rd) with (a :: b :: elements ps rd) in E.
  destruct (pair_anti a b _ b1 c1 x Hab Ha Hb) as [E1 E2]. destruct (pair_anti a b _ b2 c2 y Hab Ha Hb) as [E3 E4].
  rewrite E in E1, E2. assert (c1 = c2) by congruence. assert (b1 = b2) by congruence. subst c2 b2.
  do 2 f_equal. apply IH; try assumption. cbn [pick] in E. destruct b1, c1; repeat apply mul_cancel_eq in E; assumption.
Qed.

Definition q_pairs ps : list (bool * bool) := map (fun ab => (q (fst ab), q (snd ab))) ps.
Definition q_rest rd : list bool := map (fun r => q (fst r)) rd.
Lemma dual_q rd x : dual rd = true -> q (pick (map fst rd) x) = dot (q_rest rd) x.
Proof.
  revert x. induction rd as [|[r d] rd IH]; intros [|b x] H; try apply quadratic_identity.
  cbn [dual] in H. apply andb_true_iff in H as [H Hd]. apply andb_true_iff in H as [H Hr].
  cbn [map fst pick q_rest dot]. fold (q_rest rd). rewrite <- (IH x Hd). destruct b.
  - now rewrite quadratic_mul, commute_pick, xorb_false_r, andb_true_r.
  - now rewrite andb_false_r, xorb_false_l.
Qed.
Lemma symplectic_q ps rd x : symplectic ps rd = true -> length x = size ps rd ->
  q (pick (elements ps rd) x) = q_bits (q_pairs ps) (q_rest rd) x.
Proof.
  unfold size. revert x. induction ps as [|[a b] ps IH]; intros x H Hx; [now apply dual_q|].
  cbn [length] in Hx. rewrite Nat.add_succ_r in Hx. cbn [Nat.add] in Hx.
  destruct x as [|b1 [|c1 x]]; try discriminate. injection Hx as Hx.
  apply symplectic_cons in H as (Hab & Ha & Hb & H). change (elements ((a, b) :: ps) rd) with (a :: b :: elements ps rd).
  cbn [q_pairs map fst snd q_bits pick]. fold (q_pairs ps). rewrite <- (IH x H Hx).
  destruct b1, c1; rewrite ?quadratic_mul, ?anti_mul_r, ?commute_pick, ?Hab by assumption; btauto.
Qed.

(** outside of the radical: a bit of a pair *)
Lemma meets_elements ps rd x : symplectic ps rd = true -> length x = size ps rd ->
  meets (elements ps rd) (pick (elements ps rd) x) = negb (no_pair ps x).
Proof.
  intros H Hx. destruct (no_pair ps x) eqn:Hn; cbn [negb].
  - destruct (meets _ _) eqn:Hm; [|reflexivity]. exfalso. apply meets_exists in Hm as (e & He & Ha).
    assert (zero : anti e (pick (elements ps rd) x) = false); [|congruence]. clear Ha.
    revert x Hx Hn e He. unfold size. induction ps as [|[a b] ps IH]; intros x Hx Hn e He.
    + cbn [symplectic elements flat app] in *. clear Hn Hx. revert x. induction rd as [|[r d] rd IH]; [destruct He|].
      intro x. cbn [dual] in H. apply andb_true_iff in H as [H Hd]. apply andb_true_iff in H as [_ Hr]. destruct x as [|c x]; [rewrite anti_comm; apply anti_identity|].
      cbn [map fst pick In] in *. assert (Her : anti e r = false).
      { destruct He as [<-|He]; [apply anti_self|]. unfold commute_with in Hr. rewrite forallb_forall in Hr.
        rewrite anti_comm. apply negb_true_iff, Hr, He. }
      assert (Hep : anti e (pick (map fst rd) x) = false).
      { destruct He as [<-|He]; [now apply commute_pick | now apply IH]. }
      destruct c; [now rewrite anti_mul_r, Her, Hep | assumption].
    + cbn [length] in Hx. rewrite Nat.add_succ_r in Hx. cbn [Nat.add] in Hx.
      destruct x as [|b1 [|c1 x]]; try discriminate. injection Hx as Hx. cbn [no_pair] in Hn.
      apply andb_true_iff in Hn as [Hn Hn']. apply andb_true_iff in Hn as [H1 H2]. apply negb_true_iff in H1, H2. subst b1 c1.
      apply symplectic_cons in H as (Hab & Ha & Hb & H).
      change (elements ((a, b) :: ps) rd) with (a :: b :: elements ps rd) in *. cbn [pick].
      destruct He as [<-|[<-|He]]; [now apply commute_pick | now apply commute_pick | now apply IH].
  - revert x Hx Hn. unfold size. induction ps as [|[a b] ps IH]; intros x Hx Hn; [discriminate|].
    cbn [length] in Hx. rewrite Nat.add_succ_r in Hx. cbn [Nat.add] in Hx.
    destruct x as [|b1 [|c1 x]]; try discriminate. injection Hx as Hx. cbn [no_pair] in Hn.
    apply symplectic_cons in H as (Hab & Ha & Hb & H).
    change (elements ((a, b) :: ps) rd) with (a :: b :: elements ps rd).
    destruct (pair_anti a b _ b1 c1 x Hab Ha Hb) as [E1 E2]. rewrite !meets_cons, E1, E2.
    destruct c1, b1; try reflexivity. cbn [negb andb orb pick] in *. now apply IH.
Qed.

(** all that is allowed, as a list *)
Definition allowed_strings whole ps rd : list (pauli n) :=
  map (pick (elements ps rd)) (filter (allowed whole (q_pairs ps) (q_rest rd)) (all_bits (size ps rd))).
Lemma size_q ps rd : size (q_pairs ps) (q_rest rd) = size ps rd.
Proof. unfold size, q_pairs, q_rest. now rewrite !map_length. Qed.
Lemma no_pair_q ps x : no_pair (q_pairs ps) x = no_pair ps x.
Proof. revert x. induction ps as [|p ps IH]; intros [|b [|c x]]; cbn; try reflexivity. now rewrite <- IH. Qed.

Theorem allowed_strings_count whole ps rd :
  Z.of_nat (length (allowed_strings whole ps rd)) = allowed_count whole (q_pairs ps) (q_rest rd).
Proof. unfold allowed_strings. rewrite map_length, <- allowed_spec, size_q. reflexivity. Qed.
Theorem allowed_strings_nodup whole ps rd : symplectic ps rd = true -> NoDup (allowed_strings whole ps rd).
Proof.
  intro H. apply nodup_map; [apply NoDup_filter, nodup_all_bits|]. intros x y Hx Hy.
  apply filter_In in Hx as [Hx _]. apply filter_In in Hy as [Hy _]. apply all_bits_length in Hx, Hy. now apply pick_injective.
Qed.
Theorem in_allowed_strings whole ps rd v : symplectic ps rd = true ->
  In v (allowed_strings whole ps rd) <->
  spanned (elements ps rd) v /\ meets (elements ps rd) v = true /\ (whole = true \/ q v = true).
Proof.
  intro H. unfold allowed_strings. rewrite in_map_iff. split.
  - intros (x & <- & Hx). apply filter_In in Hx as [Hx Ha]. apply all_bits_length in Hx.
    unfold allowed in Ha. rewrite no_pair_q in Ha. apply andb_true_iff in Ha as [Ha Hn].
    rewrite meets_elements, symplectic_q by assumption. repeat split; [apply spanned_pick | assumption | now apply orb_true_iff].
  - intros (Hs & Hm & Hq). apply spanned_picked in Hs as (x & Hx & ->). rewrite elements_length in Hx.
    exists x. split; [reflexivity|]. apply filter_In. split; [rewrite <- Hx; apply in_all_bits|].
    rewrite meets_elements in Hm by assumption. rewrite symplectic_q in Hq by assumption.
    unfold allowed. rewrite no_pair_q, Hm, andb_true_r. now apply orb_true_iff.
Qed.
End Basis.
