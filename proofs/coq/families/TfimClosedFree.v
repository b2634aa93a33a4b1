(** * The closed Ising chain with one angle for each term: 2n (2n - 1)

    The strings reached are the products of the intervals around the ring, but for the whole ring:
    a generator next to an end of the interval, inside or outside, makes it shorter or longer by one,
    and all others commute with it.  They are N (N - 1) different strings for N = 2n (TfimClosed.v). *)
From Coq Require Import List Lia Arith Bool.
From Liebound Require Import Field Pauli Sums Matrix Lists Strings Sites Path families.Ising families.TfimClosed.
Import ListNotations.

(** the family tfim-closed-free of the catalogue *)
Definition tfim_closed_free (K : fieldQ) (n : nat) : list (vec K n) :=
  map single (map (fun i => ZZ n i (S i mod n)) (seq 0 n)) ++ map single (map (X n) (seq 0 n)).

Section TfimClosedFree.
Variable n : nat.
Notation N := (2 * n).
Hypothesis three_le_n : 3 <= n.
Notation u := (around n).
Notation generators := (map u (seq 0 N)).

Lemma around_generator a : a < 2 * N -> In (u a) generators.
Proof.
  intro H. destruct (Nat.lt_ge_cases a N) as [L|L]; [apply in_map, in_seq; lia|].
  replace a with (a - N + N) by lia. rewrite around_periodic by assumption. apply in_map, in_seq. lia.
Qed.

Definition interval_of (p : nat * nat) : pauli n := interval u (fst p) (snd p).
Definition arcs : list (pauli n) := map interval_of (pairs N (fun _ => N - 1)).

Lemma interval_periodic a d : interval u (a + N) d = interval u a d.
Proof.
  induction d as [|d IH]; cbn [interval]; [now apply around_periodic|].
  rewrite IH. f_equal. replace (a + N + S d) with (a + S d + N) by lia. now apply around_periodic.
Qed.
Lemma in_arcs a d : a < 2 * N -> d <= N - 2 -> In (interval u a d) arcs.
Proof.
  intros Ha Hd. destruct (Nat.lt_ge_cases a N) as [L|L].
  - apply (in_map interval_of _ (a, d)), in_pairs. lia.
  - replace a with (a - N + N) by lia. rewrite interval_periodic.
    apply (in_map interval_of _ (a - N, d)), in_pairs. lia.
Qed.

Lemma arcs_closed i a d : a < N -> d <= N - 2 -> a <= i < a + N -> anti (u i) (interval u a d) = true ->
  In (mul (u i) (interval u a d)) arcs.
Proof.
  intros Ha Hd Hi A. destruct (Nat.eq_dec i (a + N - 1)) as [->|Ni].
  - (* the left neighbour of the interval *)
    destruct (Nat.eq_dec d (N - 2)) as [->|Nd].
    + exfalso. replace (N - 2) with (S (N - 3)) in A by lia.
      rewrite interval_left, anti_mul_r, <- (around_periodic n three_le_n a) in A.
      replace (a + N) with (S (a + N - 1)) in A at 2 by lia.
      rewrite (around_path n three_le_n (a + N - 1)) in A by lia.
      rewrite (anti_interval u (S a) (S a + (N - 2))) in A by ((apply around_path; assumption) || lia).
      assert (F : xorb (adjacent (a + N - 1) (S (a + N - 1))) (at_end (a + N - 1) (S a) (N - 3)) = false)
        by (unfold adjacent, at_end; decide_eqs).
      rewrite F in A. discriminate.
    + rewrite <- (interval_periodic a d). set (b := a + N - 1). replace (a + N) with (S b) by (unfold b; lia).
      rewrite <- interval_left. apply in_arcs; unfold b; lia.
  - rewrite (anti_interval u a (a + (N - 2))) in A by ((apply around_path; assumption) || lia). unfold at_end in A.
    destruct (Nat.eqb_spec (S i) a); [lia|].
    destruct (Nat.eqb_spec i (S (a + d))) as [->|N2].
    { rewrite mul_comm, <- Nat.add_succ_r. apply (in_arcs a (S d)); lia. }
    destruct d as [|d].
    { rewrite Nat.add_0_r in *. destruct (i =? a); discriminate A. }
    destruct (Nat.eqb_spec i a) as [->|N3].
    { rewrite interval_left, mul_cancel. apply in_arcs; lia. }
    destruct (Nat.eqb_spec i (a + S d)) as [->|N4]; [|discriminate A].
    cbn [interval]. rewrite (mul_comm (interval u a d)), mul_cancel. apply in_arcs; lia.
Qed.

Lemma arc_reached a d : a < N -> d <= N - 2 -> reached generators (interval u a d).
Proof.
  intro Ha. induction d as [|d IH]; intro Hd; [apply reached_gen, around_generator; lia|].
  cbn [interval]. rewrite mul_comm. apply reached_mul; [apply around_generator; lia | apply IH; lia|].
  rewrite (anti_interval u a (a + (N - 2))) by ((apply around_path; assumption) || lia). unfold at_end. decide_eqs.
Qed.

Lemma arcs_length : length arcs = N * (N - 1).
Proof.
  unfold arcs. rewrite map_length. generalize N at 1 3. intro k.
  induction k as [|k IH]; [reflexivity|]. rewrite pairs_length_S, IH. lia.
Qed.

Theorem tfim_closed_free_dim (K : fieldQ) : matrix_dla_dim (tfim_closed_free K n) (N * (N - 1)).
Proof.
  apply matrix_dim_incl with (G := map single generators).
  - intro g. unfold tfim_closed_free. rewrite <- map_app, !in_map_iff.
    split; intros (p & <- & Hp); exists p; (split; [reflexivity|]).
    + apply in_map_iff in Hp as (a & <- & Ha). apply in_seq in Ha. apply in_app_iff.
      destruct (even_or_odd a) as [i [-> | ->]]; [right | left].
      * rewrite around_even, Nat.mod_small by lia. apply (in_map (X n)), in_seq. lia.
      * rewrite around_odd, (Nat.mod_small i) by lia. apply (in_map (fun i => ZZ n i (S i mod n))), in_seq. lia.
    + apply in_app_iff in Hp as [Hp|Hp]; apply in_map_iff in Hp as (i & <- & Hi); apply in_seq in Hi.
      * rewrite <- (Nat.mod_small i n) at 1 by lia. rewrite <- around_odd. apply in_map, in_seq. lia.
      * rewrite <- (Nat.mod_small i n) by lia. rewrite <- around_even. apply in_map, in_seq. lia.
  - rewrite <- arcs_length. apply strings_matrix_dim.
    + apply nodup_map; [apply nodup_pairs|]. intros [a d] [a' d'] H H' E. apply in_pairs in H, H'.
      apply (around_distinct n three_le_n) in E as [E1 E2]; cbn [fst snd] in *; (congruence || lia).
    + intros p Hp. apply in_map_iff in Hp as (a & <- & Ha). apply in_seq in Ha. apply (in_arcs a 0); lia.
    + intros p s Hp Hs A. apply in_map_iff in Hp as (i & <- & Hi). apply in_seq in Hi.
      apply in_map_iff in Hs as ([a d] & <- & Hs). apply in_pairs in Hs. unfold interval_of in *. cbn [fst snd] in *.
      destruct (Nat.lt_ge_cases i a) as [L|L]; [|apply arcs_closed; auto; lia].
      rewrite <- (around_periodic n three_le_n i) in *. apply arcs_closed; auto; lia.
    + intros p Hp. apply in_map_iff in Hp as ([a d] & <- & H). apply in_pairs in H. apply arc_reached; cbn [fst snd]; lia.
Qed.
End TfimClosedFree.
