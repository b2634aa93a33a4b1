(** * Theorem B of proofs/strings.md: all that the quadratic form allows

    Six strings that are reached anticommute as in E6, and to them generators are added one by one, each of
    which anticommutes with one before.  If a quadratic form q is 1 on all of these, then everything in
    their span W is reached that is not in the radical (what commutes with W) and on which q is 1.  If q is 0 on one
    generator more in W, that is not in the radical, all outside of the radical is reached. *)
From Coq Require Import List Lia Arith Bool Btauto.
From Liebound Require Import Pauli Sites Strings Quadratic Six.
Import ListNotations.

Section Full.
Context {n : nat}.
Variable C : list (pauli n).
Variable t : pauli n.
Notation R := (reached C).
Notation q := (quadratic t).
Implicit Types (a b u v y g : pauli n) (W E : list (pauli n)).

Definition full W : Prop := forall v, spanned W v -> meets W v = true -> q v = true -> R v.

Section Step.
Variables E W : list (pauli n).
Variable g : pauli n.
Hypothesis HE : is_six E.
Hypothesis HqE : forall e, In e E -> q e = true.
Hypothesis HEW : forall e, In e E -> In e W.
Hypothesis HW : full W.
Hypothesis Hg : In g C.
Hypothesis Hgq : q g = true.
Hypothesis HgW : meets W g = true.

Lemma some_anti : exists s, spanned W s /\ anti g s = true.
Proof.
  destruct (meets_exists W g HgW) as (s & Hs & Ha). exists s. split; [now apply spanned_in | now rewrite anti_comm].
Qed.
Lemma meets_wider v : meets W v = true -> meets (g :: W) v = true.
Proof. intro H. rewrite meets_cons, H. apply orb_true_r. Qed.

(** v = g y, where y and g commute *)
Lemma step_commuting y : spanned W y -> anti g y = false -> q y = false -> meets (g :: W) (mul g y) = true -> R (mul g y).
Proof.
  intros Hy Hgy Hq Hm.
  (* the brackets with g and with y are different forms on W *)
  assert (different : exists p, In p W /\ anti g p <> anti y p).
  { destruct (existsb (fun p => xorb (anti g p) (anti y p)) W) eqn:Ex.
    - apply existsb_exists in Ex as (p & Hp & H). exists p. split; [assumption|]. intro F. rewrite F, xorb_nilpotent in H. discriminate.
    - exfalso. rewrite meets_cons, anti_mul_r, anti_self, Hgy in Hm. cbn [xorb orb] in Hm.
      apply meets_exists in Hm as (p & Hp & H). rewrite anti_mul_r in H.
      assert (F : existsb (fun p => xorb (anti g p) (anti y p)) W = true); [|congruence].
      apply existsb_exists. exists p. split; [assumption|]. now rewrite (anti_comm p g), (anti_comm p y). }
  destruct different as (p & Hp & Hd). destruct some_anti as (s & Hs & Hgs).
  assert (start : exists u0, spanned W u0 /\ anti g u0 = true /\ anti y u0 = false).
  { destruct (anti y s) eqn:Eys; [|now exists s]. destruct (anti g p) eqn:Egp, (anti y p) eqn:Eyp; try congruence.
    - exists p. split; [now apply spanned_in | now split].
    - exists (mul s p). split; [now apply spanned_product; [|apply spanned_in]|].
      now rewrite !anti_mul_r, Hgs, Egp, Eys, Eyp. }
  destruct start as (u0 & Hu0 & Hgu0 & Hyu0).
  destruct (supply t E W g y u0 y HE HqE HEW Hu0) as (u & Hu & Hgu & Hyu & Hqu & Hmu & Hmyu).
  rewrite Hgu0 in Hgu. rewrite Hyu0 in Hyu.
  assert (Ru : R u) by now apply HW.
  assert (Ryu : R (mul y u)).
  { apply HW; [now apply spanned_product | assumption|]. now rewrite quadratic_mul, Hq, Hqu, Hyu. }
  apply (reached_cancel C u); [assumption | |].
  - rewrite mul_swap, (mul_comm u y). apply reached_mul; [assumption | assumption|]. now rewrite anti_mul_r, Hgy, Hgu.
  - now rewrite anti_mul_r, (anti_comm g u), (anti_comm y u), Hgu, Hyu.
Qed.

Lemma step_product y : spanned W y -> q (mul g y) = true -> meets (g :: W) (mul g y) = true -> R (mul g y).
Proof.
  intros Hy Hq Hm. rewrite quadratic_mul, Hgq in Hq. destruct (anti g y) eqn:Hgy.
  - assert (Hqy : q y = true) by now destruct (q y). destruct (meets W y) eqn:Hmy.
    + apply reached_mul; [assumption | now apply HW | assumption].
    + destruct some_anti as (s & Hs & Hgs).
      destruct (supply t E W g g s y HE HqE HEW Hs) as (u & Hu & Hgu & _ & Hqu & Hmu & Hmyu). rewrite Hgs in Hgu.
      assert (Hyu : anti y u = false) by (rewrite anti_comm; now apply (commutes_spanned W)).
      assert (Ru : R u) by now apply HW.
      assert (Hgyu : anti (mul g y) u = true) by now rewrite anti_mul_l, Hgu, Hyu.
      assert (Rv : R (mul g (mul y u))).
      { apply step_commuting.
        - now apply spanned_product.
        - now rewrite anti_mul_r, Hgy, Hgu.
        - now rewrite quadratic_mul, Hqy, Hqu, Hyu.
        - apply meets_wider, (meets_spanned W u); [assumption|]. rewrite !anti_mul_r, anti_self, (anti_comm g u), (anti_comm y u).
          now rewrite Hgu, Hyu. }
      apply (reached_cancel C u); [assumption | |].
      * rewrite (mul_comm u), mul_assoc. assumption.
      * now rewrite anti_comm.
  - apply step_commuting; try assumption. now destruct (q y).
Qed.

Lemma full_step : full (g :: W).
Proof.
  intros v Hv Hm Hq. apply spanned_cons in Hv as [Hv|Hv].
  - destruct (meets W v) eqn:E1; [now apply HW|]. rewrite meets_cons, E1, orb_false_r in Hm.
    assert (Rv : R (mul g v)).
    { apply step_product; [assumption | now rewrite quadratic_mul, Hgq, Hq, Hm |].
      rewrite meets_cons, anti_mul_r, anti_self, Hm. reflexivity. }
    now apply (reached_cancel C g); [apply reached_gen | |].
  - rewrite <- (mul_cancel g v). apply step_product; [assumption | now rewrite mul_cancel | now rewrite mul_cancel].
Qed.
End Step.

(** ** All generators, one after another *)
Fixpoint in_turn W (gs : list (pauli n)) : bool :=
  match gs with [] => true | g :: gs' => meets W g && in_turn (g :: W) gs' end.

Theorem full_all E : is_six E -> (forall e, In e E -> R e) -> (forall e, In e E -> q e = true) ->
  forall gs, (forall g, In g gs -> In g C) -> (forall g, In g gs -> q g = true) -> in_turn E gs = true ->
  full (rev gs ++ E).
Proof.
  intros HE HR HqE gs HC Hq. assert (H0 : full E) by (intros v Hv _ Hqv; now apply (reached_six C E t)).
  assert (H : forall gs W, (forall e, In e E -> In e W) -> full W -> (forall g, In g gs -> In g C) ->
    (forall g, In g gs -> q g = true) -> in_turn W gs = true -> full (rev gs ++ W)).
  { induction gs0 as [|g gs0 IH]; intros W HEW HW HC0 Hq0 Ht; [assumption|]. cbn [in_turn] in Ht.
    apply andb_true_iff in Ht as [Hm Ht]. cbn [rev]. rewrite <- app_assoc. apply (IH (g :: W)).
    - intros e He. right. now apply HEW.
    - apply (full_step E W g); try assumption; [apply HC0 | apply Hq0]; now left.
    - intros; apply HC0; now right.
    - intros; apply Hq0; now right.
    - assumption. }
  intro Ht. now apply H.
Qed.

(** where q is 0 on a generator, everything outside of the radical is reached *)
Theorem full_whole E W g : is_six E -> (forall e, In e E -> q e = true) -> (forall e, In e E -> In e W) -> full W ->
  In g C -> spanned W g -> q g = false -> meets W g = true ->
  forall v, spanned W v -> meets W v = true -> R v.
Proof.
  intros HE HqE HEW HW Hg Hgs Hgq Hgm.
  assert (first : forall v, spanned W v -> q v = false -> anti g v = true -> R v).
  { intros v Hv Hq Ha. apply (reached_cancel C g); [now apply reached_gen | | assumption]. apply HW.
    - now apply spanned_product.
    - apply (meets_spanned W g); [assumption|]. now rewrite anti_mul_r, anti_self, Ha.
    - now rewrite quadratic_mul, Hgq, Hq, Ha. }
  intros v Hv Hm. destruct (q v) eqn:Hq; [now apply HW|]. destruct (anti g v) eqn:Ha; [now apply first|].
  destruct (meets_exists W g Hgm) as (s & Hs & Hgs'). destruct (meets_exists W v Hm) as (p & Hp & Hvp).
  assert (start : exists u0, spanned W u0 /\ anti g u0 = true /\ anti v u0 = true).
  { rewrite (anti_comm g s) in Hgs'. rewrite (anti_comm v p) in Hvp. destruct (anti v s) eqn:Evs.
    - exists s. split; [now apply spanned_in | now split].
    - destruct (anti g p) eqn:Egp.
      + exists p. split; [now apply spanned_in | now split].
      + exists (mul s p). split; [apply spanned_product; now apply spanned_in|].
        now rewrite !anti_mul_r, Hgs', Egp, Evs, Hvp. }
  destruct start as (u0 & Hu0 & Hgu0 & Hvu0).
  destruct (supply t E W g v u0 v HE HqE HEW Hu0) as (u & Hu & Hgu & Hvu & Hqu & Hmu & _).
  rewrite Hgu0 in Hgu. rewrite Hvu0 in Hvu.
  apply (reached_cancel C u); [now apply HW | | now rewrite anti_comm].
  apply first; [now apply spanned_product | |].
  - now rewrite quadratic_mul, Hqu, Hq, (anti_comm v u), Hvu.
  - now rewrite anti_mul_r, Hgu, Ha.
Qed.

(** ** At most that much *)
Lemma reached_within W : (forall g, In g C -> spanned W g) -> (forall g, In g C -> meets W g = true) ->
  forall v, R v -> spanned W v /\ meets W v = true.
Proof.
  intros HC Hm v. induction 1 as [a Ha|a b Ha _ [Hb Hmb] H]; [auto|]. split; [apply spanned_product; auto|].
  apply (meets_spanned W a); [auto|]. now rewrite anti_mul_r, anti_self, H.
Qed.
Lemma reached_q : (forall g, In g C -> q g = true) -> forall v, R v -> q v = true.
Proof.
  intros HC v. induction 1 as [a Ha|a b Ha _ Hb H]; [auto|]. now rewrite quadratic_mul, (HC a Ha), Hb, H.
Qed.
End Full.
