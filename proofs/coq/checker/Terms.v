(** * Sums with integer coefficients, exact or modulo p

    The checker computes with integers.  A sum is a list of terms, as it stands in a certificate, or a
    map from strings to coefficients that are not zero.  Every computation is one modulo p; modulo 0
    it is exact, since x mod 0 = x and two numbers are congruent modulo 0 when they are equal.

    [embed] takes integers to a field K.  An integer combination of nested brackets of generators
    ([integer_dla]) lies in the Lie algebra over every K. *)
From Coq Require Import ZArith List Lia Bool Setoid Morphisms.
From Liebound Require Import Field Space Pauli Sums Trie.
Import ListNotations.
Local Open Scope Z_scope.

(** ** Congruence *)
Definition cong (p a b : Z) : Prop := (p | a - b).

#[export] Instance cong_equiv p : Equivalence (cong p).
Proof.
  split; unfold cong.
  - intro a. rewrite Z.sub_diag. apply Z.divide_0_r.
  - intros a b [k H]. exists (- k). lia.
  - intros a b c [k H] [l H']. exists (k + l). lia.
Qed.
#[export] Instance add_cong p : Proper (cong p ==> cong p ==> cong p) Z.add.
Proof. intros a a' [k H] b b' [l H']. exists (k + l). lia. Qed.
#[export] Instance mul_cong p : Proper (cong p ==> cong p ==> cong p) Z.mul.
Proof. intros a a' [k H] b b' [l H']. exists (k * b + a' * l). nia. Qed.
#[export] Instance opp_cong p : Proper (cong p ==> cong p) Z.opp.
Proof. intros a a' [k H]. exists (- k). lia. Qed.

Lemma cong_mod p a : cong p (a mod p) a.
Proof.
  destruct (Z.eq_dec p 0) as [->|N]; [now rewrite Zmod_0_r|].
  exists (- (a / p)). pose proof (Z.div_mod a p N). lia.
Qed.
Lemma cong_exact a b : cong 0 a b -> a = b.
Proof. intros [k H]. lia. Qed.

(** ** Lists of terms *)
Definition terms (n : nat) : Type := list (pauli n * Z).

Section Terms.
Context {n : nat}.
Implicit Types (a b c s : pauli n) (u v g : terms n) (t : trie Z).

Fixpoint coefz v c : Z := match v with [] => 0 | (a, x) :: v' => (if peqb a c then x else 0) + coefz v' c end.
Definition scalez k v : terms n := map (fun ax => (fst ax, k * snd ax)) v.
Definition bracketz_string a (x : Z) v : terms n :=
  map (fun by_ => (mul a (fst by_), x * sg a (fst by_) * snd by_)) v.
Definition bracketz u v : terms n := flat_map (fun ax => bracketz_string (fst ax) (snd ax) v) u.

Lemma coefz_app u v c : coefz (u ++ v) c = coefz u c + coefz v c.
Proof. induction u as [|[a x] u IH]; cbn [coefz app]; [|rewrite IH]; lia. Qed.
Lemma coefz_scale k v c : coefz (scalez k v) c = k * coefz v c.
Proof.
  induction v as [|[a x] v IH]; cbn [coefz scalez map fst snd]; [lia|]. unfold scalez in IH. rewrite IH.
  destruct (peqb a c); lia.
Qed.
Lemma coefz_bracket_string a x v c : coefz (bracketz_string a x v) c = x * (sg a (mul a c) * coefz v (mul a c)).
Proof.
  induction v as [|[b y] v IH]; cbn [coefz bracketz_string map fst snd]; [lia|].
  unfold bracketz_string in IH. rewrite IH. destruct (pauli_dec (mul a b) c) as [E|N].
  - rewrite (proj2 (peqb_eq _ _) E). apply mul_eq_iff in E as ->. rewrite peqb_refl. lia.
  - rewrite (peqb_neq _ _ N), peqb_neq; [lia|]. intro E. apply N. now apply mul_eq_iff.
Qed.

(** congruent sums, and brackets of them *)
Definition congruent (p : Z) u v : Prop := forall c, cong p (coefz u c) (coefz v c).

Lemma bracketz_congruent p g u v : congruent p u v -> congruent p (bracketz g u) (bracketz g v).
Proof.
  intros H c. unfold bracketz. induction g as [|[a x] g IH]; cbn [flat_map]; [reflexivity|].
  rewrite !coefz_app, !coefz_bracket_string, IH, (H (mul a c)). reflexivity.
Qed.

Lemma coefz_absent v c : ~ In c (map fst v) -> coefz v c = 0.
Proof.
  induction v as [|[a x] v IH]; intro H; [reflexivity|]. cbn [coefz map fst] in *.
  rewrite peqb_neq, IH; [reflexivity | | ]; intro; apply H; [now right | now left].
Qed.
Lemma coefz_in v c x : NoDup (map fst v) -> In (c, x) v -> coefz v c = x.
Proof.
  induction v as [|[a y] v IH]; [contradiction|]. intros ND H. inversion ND as [|? ? Ha ND']; subst.
  cbn [coefz]. destruct H as [E|H].
  - injection E as -> ->. rewrite peqb_refl, coefz_absent by assumption. lia.
  - rewrite peqb_neq, IH by (try assumption; intros ->; apply Ha, (in_map fst _ _ H)). reflexivity.
Qed.

(** ** Maps *)
Definition entry t c : Z := match find c t with Some x => x | None => 0 end.

Lemma coefz_entries t c : coefz (entries n t) c = entry t c.
Proof.
  unfold entry. destruct (find c t) as [x|] eqn:E.
  - apply coefz_in; [apply entries_nodup | now apply in_entries].
  - apply coefz_absent. intro H. apply in_map_iff in H as ((s & a) & <- & H). apply in_entries in H.
    cbn [fst] in E. congruence.
Qed.

Definition plus (p x : Z) (o : option Z) : option Z :=
  let y := match o with Some y => y + x | None => x end mod p in if y =? 0 then None else Some y.

(** t + k v, and t + {g, v} *)
Definition add (p k : Z) v t : trie Z :=
  fold_left (fun t ax => update (plus p (k * snd ax)) (fst ax) t) v t.
Definition add_bracket_string (p : Z) a (x : Z) v t : trie Z :=
  fold_left (fun t by_ =>
    let s := sg a (fst by_) in
    if s =? 0 then t else update (plus p (x * s * snd by_)) (mul a (fst by_)) t) v t.
Definition add_bracket (p : Z) g v t : trie Z :=
  fold_left (fun t ax => add_bracket_string p (fst ax) (snd ax) v t) g t.

Lemma entry_empty c : entry Empty c = 0.
Proof. unfold entry. now rewrite find_empty. Qed.
Lemma entry_plus p x s t c : cong p (entry (update (plus p x) s t) c) (entry t c + if peqb s c then x else 0).
Proof.
  unfold entry at 1. rewrite find_update. destruct (peqb s c) eqn:E.
  - apply peqb_eq in E as ->. unfold plus, entry. set (y := match find c t with Some y => y + x | None => x end).
    replace (_ + x) with y by (unfold y; destruct (find c t); reflexivity).
    destruct (y mod p =? 0) eqn:E; [apply Z.eqb_eq in E; rewrite <- E|]; apply cong_mod.
  - unfold entry. now rewrite Z.add_0_r.
Qed.

Theorem entry_add p k v t c : cong p (entry (add p k v t) c) (entry t c + k * coefz v c).
Proof.
  unfold add. revert t. induction v as [|[a x] v IH]; intro t; cbn [fold_left coefz fst snd].
  - now rewrite Z.mul_0_r, Z.add_0_r.
  - rewrite IH, entry_plus. replace (k * (_ + coefz v c)) with ((if peqb a c then k * x else 0) + k * coefz v c)
      by (destruct (peqb a c); lia). now rewrite Z.add_assoc.
Qed.

Lemma entry_add_bracket_string p a x v t c :
  cong p (entry (add_bracket_string p a x v t) c) (entry t c + coefz (bracketz_string a x v) c).
Proof.
  unfold add_bracket_string. revert t.
  induction v as [|[b y] v IH]; intro t; cbn [fold_left bracketz_string map coefz fst snd]; [now rewrite Z.add_0_r|].
  rewrite IH, Z.add_assoc. fold (bracketz_string a x v). apply add_cong; [|reflexivity].
  destruct (sg a b =? 0) eqn:E; [|apply entry_plus]. apply Z.eqb_eq in E. rewrite E, Z.mul_0_r, Z.mul_0_l.
  now destruct (peqb (mul a b) c); rewrite Z.add_0_r.
Qed.
Theorem entry_add_bracket p g v t c :
  cong p (entry (add_bracket p g v t) c) (entry t c + coefz (bracketz g v) c).
Proof.
  unfold add_bracket, bracketz. revert t.
  induction g as [|[a x] g IH]; intro t; cbn [fold_left flat_map fst snd]; [now rewrite Z.add_0_r|].
  now rewrite IH, coefz_app, Z.add_assoc, entry_add_bracket_string.
Qed.

(** ** Integers in a field *)
Section Embed.
Context {K : fieldQ}.
Local Open Scope K_scope.
Add Field K_field : (f_theory K).

Definition embed v : vec K n := map (fun ax => (fst ax, inj (snd ax))) v.

Lemma coef_embed v c : coef (embed v) c = inj (coefz v c) :> K.
Proof.
  induction v as [|[a x] v IH]; [symmetry; apply inj_0|].
  change (embed ((a, x) :: v)) with ((a, inj x : K) :: embed v). rewrite coef_cons, IH. cbn [coefz].
  rewrite inj_add. unfold delta. destruct (peqb a c); rewrite ?inj_0; ring.
Qed.
Lemma embed_app u v : embed (u ++ v) = embed u ++ embed v.
Proof. apply map_app. Qed.
Lemma embed_scale k v : embed (scalez k v) = scale (inj k) (embed v).
Proof.
  unfold embed, scalez, scale. rewrite !map_map. apply map_ext. intros [a x]. cbn [fst snd]. now rewrite inj_mul.
Qed.
Lemma embed_bracket u v : embed (bracketz u v) = <{embed u, embed v}>.
Proof.
  unfold bracketz, bracket. induction u as [|[a x] u IH]; [reflexivity|].
  cbn [flat_map embed map fst snd]. rewrite embed_app, IH. unfold embed at 4. f_equal.
  unfold embed, bracketz_string, bracket_string. rewrite !map_map. apply map_ext. intros [b y]. cbn [fst snd].
  now rewrite !inj_mul.
Qed.
End Embed.

(** ** The integer vectors of the Lie algebra *)
Inductive integer_dla (G : list (terms n)) : terms n -> Prop :=
| idla_gen g : In g G -> integer_dla G g
| idla_zero : integer_dla G []
| idla_add u v : integer_dla G u -> integer_dla G v -> integer_dla G (u ++ v)
| idla_scale k u : integer_dla G u -> integer_dla G (scalez k u)
| idla_bracket g v : In g G -> integer_dla G v -> integer_dla G (bracketz g v).

Lemma embed_dla {K : fieldQ} G v : integer_dla G v -> dla (map embed G) (embed v : vec K n).
Proof.
  induction 1 as [g Hg| |u v _ IHu _ IHv|k u _ IHu|g v Hg _ IHv].
  - apply dla_gen, in_map, Hg.
  - apply (lie_zero (V := sums K n)).
  - rewrite embed_app. now apply dla_app.
  - rewrite embed_scale. now apply dla_mult.
  - rewrite embed_bracket. apply dla_bracket; [apply dla_gen, in_map, Hg | assumption].
Qed.
End Terms.
