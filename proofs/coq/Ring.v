(** * Two alternating sums around a ring of even length

    Let u_a, a modulo N = 2n, be strings around a ring: any N - 1 consecutive ones anticommute along a
    path.  Let x_a = u_a / 2, and e_{a,d} the iterated bracket of x_a, ..., x_{a+d} (Path.v), d <= N - 2.
    The sums around the ring over starting points of one parity,

      S_{p,d} = sum of e_{a,d} over all a = p modulo 2,      G_k = S_{0,2k+1} - S_{1,2k+1},

    obey with A = S_{0,0}, B = S_{1,0} the relations of L. Onsager

      [A, S_{0,2k+2}] = [A, S_{1,2k}] = G_k             [A, G_k] = -2 S_{1,2k} - 2 S_{0,2k+2}
      [B, S_{1,2k+2}] = [B, S_{0,2k}] = -G_k            [B, G_k] = 2 S_{0,2k} + 2 S_{1,2k+2}

    for k <= n - 2, and the brackets of A and B with the S_{p,d} that are left are zero.  So the 2n
    elements S_{p,2k}, k < n, and the n - 1 elements G_k are a basis of the Lie algebra that A and B
    generate, if the products u_a ... u_{a+d} are different strings: its dimension is 3n - 1. *)
From Coq Require Import ZArith List Lia Arith Bool Field Ring Setoid Morphisms.
From Liebound Require Import Field Space Pauli Sums Matrix Lists Strings Path.
Import ListNotations.
Local Open Scope K_scope.
Local Open Scope nat_scope.

Section Ring.
Context {K : fieldQ} {q : nat}.
Add Field K_field : (f_theory K).
Variables (n : nat) (u : nat -> pauli q).
Notation N := (2 * n).
Hypothesis two_le_n : 2 <= n.
Hypothesis periodic : forall a, u (a + N) = u a.
Hypothesis path : forall lo, path_on u lo (lo + (N - 2)).
Notation x := (x (K := K)).
Notation e := (e (K := K)).

Lemma x_periodic a : x u (a + N) = x u a.
Proof. unfold Path.x. now rewrite periodic. Qed.
Lemma e_periodic a d : e u (a + N) d = e u a d.
Proof.
  induction d as [|d IH]; cbn [Path.e]; [apply x_periodic|].
  rewrite IH. f_equal. replace (a + N + S d) with (a + S d + N) by lia. apply x_periodic.
Qed.

(** ** Sums around the ring *)
Definition ring_sum (f : nat -> vec K q) (p : nat) : vec K q := sum n (fun i => f (p + 2 * i)).
Definition S_ (p d : nat) : vec K q := ring_sum (fun a => e u a d) p.

Lemma ring_sum_shift f p : f (p + N) =v= f p -> ring_sum f (p + 2) =v= ring_sum f p.
Proof.
  intro H. unfold ring_sum. destruct n as [|m]; [lia|]. rewrite (sum_first m (fun i => f (p + 2 * i))). cbn [sum].
  replace (p + 2 + 2 * m) with (p + 2 * S m) by lia. rewrite H, Nat.mul_0_r, Nat.add_0_r.
  rewrite (sum_ext m (fun i => f (p + 2 * S i)) (fun i => f (p + 2 + 2 * i))); [coef_ring|].
  intros i _. now replace (p + 2 + 2 * i) with (p + 2 * S i) by lia.
Qed.
Lemma S_shift p d i : S_ (p + 2 * i) d =v= S_ p d.
Proof.
  induction i as [|i IH]; [now rewrite Nat.mul_0_r, Nat.add_0_r|].
  replace (p + 2 * S i) with (p + 2 * i + 2) by lia. unfold S_ in *.
  rewrite ring_sum_shift by (rewrite e_periodic; reflexivity). exact IH.
Qed.
Lemma S_2 d : S_ 2 d =v= S_ 0 d.
Proof. exact (S_shift 0 d 1). Qed.

(** ** Brackets of the sums of the x_a with one e *)
Lemma zero_inside lo a j d : lo <= a <= lo + (N - 2) -> lo <= j -> j + d <= lo + (N - 2) ->
  at_end a j d = false -> <{x u a, e u j d}> =v= [].
Proof. intros Ha Hj Hd H. apply e_zero. now rewrite (anti_interval u lo (lo + (N - 2))) by auto. Qed.

Ltac inside lo := intros i Hi; intros; apply (zero_inside lo); [lia | lia | lia | unfold at_end; decide_eqs].

(** the generator with the parity of a, for even d and for odd d *)
Lemma same_parity_0 a : <{S_ a 0, e u a 0}> =v= [].
Proof. unfold S_, ring_sum. rewrite bracket_sum_l. apply sum_zero. inside a. Qed.

Lemma same_parity_even a k : 2 * k + 2 <= N - 2 ->
  <{S_ a 0, e u a (2 * k + 2)}> =v= neg (e u (S a) (2 * k + 1)) ++ e u a (2 * k + 1).
Proof.
  intro H. unfold S_, ring_sum. rewrite bracket_sum_l.
  rewrite (sum_two n _ 0 (S k)); [|lia | inside a].
  replace (2 * k + 2) with (S (2 * k + 1)) by lia. apply app_same.
  - replace (a + 2 * 0) with a by lia. apply e_left_in, (path_on_incl u a (a + (N - 2))); auto; lia.
  - replace (a + 2 * S k) with (a + S (2 * k + 1)) by lia.
    apply e_right_in, (path_on_incl u a (a + (N - 2))); auto; lia.
Qed.

Lemma same_parity_odd a k : 2 * k + 1 <= N - 3 ->
  <{S_ a 0, e u a (2 * k + 1)}> =v= neg (e u (S a) (2 * k)) ++ neg (e u a (2 * k + 2)).
Proof.
  intro H. unfold S_, ring_sum. rewrite bracket_sum_l.
  rewrite (sum_two n _ 0 (S k)); [|lia | inside a]. apply app_same.
  - replace (a + 2 * 0) with a by lia. rewrite Nat.add_1_r.
    apply e_left_in, (path_on_incl u a (a + (N - 2))); auto; lia.
  - replace (a + 2 * S k) with (a + S (2 * k + 1)) by lia. replace (2 * k + 2) with (S (2 * k + 1)) by lia.
    apply e_right.
Qed.

(** the left neighbour of a has the number a + N - 1 *)
Lemma left_neighbour a d : d < N - 2 -> <{x u (a + N - 1), e u a d}> =v= e u (a + N - 1) (S d).
Proof.
  intro H. rewrite <- (e_periodic a d). replace (a + N) with (S (a + N - 1)) at 2 by lia.
  apply e_left, (path_on_incl u (a + N - 1) (a + N - 1 + (N - 2))); auto; lia.
Qed.

Lemma other_parity_even a k : 2 * k < N - 2 ->
  <{S_ (S a) 0, e u a (2 * k)}> =v= neg (e u a (2 * k + 1)) ++ e u (a + N - 1) (2 * k + 1).
Proof.
  intro H. unfold S_, ring_sum. rewrite bracket_sum_l.
  rewrite (sum_two n _ k (n - 1)); [|lia | inside a]. apply app_same.
  - replace (S a + 2 * k) with (a + S (2 * k)) by lia. rewrite Nat.add_1_r. apply e_right.
  - replace (S a + 2 * (n - 1)) with (a + N - 1) by lia.
    change (e u (a + N - 1) 0) with (x u (a + N - 1)). rewrite left_neighbour by assumption.
    now rewrite Nat.add_1_r.
Qed.

Lemma other_parity_odd a k : 2 * k + 1 < N - 2 ->
  <{S_ (S a) 0, e u a (2 * k + 1)}> =v= e u a (2 * k) ++ e u (a + N - 1) (2 * k + 2).
Proof.
  intro H. unfold S_, ring_sum. rewrite bracket_sum_l.
  rewrite (sum_two n _ k (n - 1)); [|lia | inside a]. apply app_same.
  - replace (S a + 2 * k) with (a + S (2 * k)) by lia. rewrite Nat.add_1_r.
    apply e_right_in, (path_on_incl u a (a + (N - 2))); auto; lia.
  - replace (S a + 2 * (n - 1)) with (a + N - 1) by lia.
    change (e u (a + N - 1) 0) with (x u (a + N - 1)). rewrite left_neighbour by assumption.
    now replace (S (2 * k + 1)) with (2 * k + 2) by lia.
Qed.

(** where the interval is all of the ring but one string, that string meets both of its ends *)
Lemma other_parity_full a : <{S_ (S a) 0, e u a (N - 2)}> =v= [].
Proof.
  unfold S_, ring_sum. rewrite bracket_sum_l. apply sum_zero. intros i Hi.
  destruct (Nat.eq_dec i (n - 1)) as [->|Ni]; [|revert i Hi Ni; inside a].
  apply e_zero. replace (S a + 2 * (n - 1)) with (a + N - 1) by lia.
  replace (N - 2) with (S (N - 3)) by lia. rewrite interval_left, anti_mul_r, <- (periodic a).
  replace (a + N) with (S (a + N - 1)) at 2 by lia.
  rewrite (path (a + N - 1)), (anti_interval u (S a) (S a + (N - 2))) by (auto; lia).
  unfold adjacent, at_end. decide_eqs.
Qed.

(** ** The relations *)
Lemma bracket_S p r d : <{S_ r 0, S_ p d}> =v= ring_sum (fun a => <{S_ r 0, e u a d}>) p.
Proof. unfold S_ at 2, ring_sum. apply bracket_sum_r. Qed.

Lemma bracket_S_same p d f : (forall a, <{S_ a 0, e u a d}> =v= f a) -> <{S_ p 0, S_ p d}> =v= ring_sum f p.
Proof.
  intro H. rewrite bracket_S. apply sum_ext. intros i _. rewrite <- H. now rewrite S_shift.
Qed.
Lemma bracket_S_other p d f : (forall a, <{S_ (S a) 0, e u a d}> =v= f a) -> <{S_ (S p) 0, S_ p d}> =v= ring_sum f p.
Proof.
  intro H. rewrite bracket_S. apply sum_ext. intros i _. rewrite <- H.
  change (S (p + 2 * i)) with (S p + 2 * i). now rewrite S_shift.
Qed.
Lemma ring_sum_zero p : ring_sum (fun _ => []) p =v= [].
Proof. now apply sum_zero. Qed.
Lemma ring_sum_next p d : ring_sum (fun a => e u (S a) d) p = S_ (S p) d.
Proof. reflexivity. Qed.
Lemma ring_sum_previous p d : ring_sum (fun a => e u (a + N - 1) d) p =v= S_ (S p) d.
Proof.
  rewrite <- (S_shift (S p) d (n - 1)). apply sum_ext. intros i _.
  now replace (S p + 2 * (n - 1) + 2 * i) with (p + 2 * i + N - 1) by lia.
Qed.
Lemma ring_sum_app f g p : ring_sum (fun a => f a ++ g a) p =v= ring_sum f p ++ ring_sum g p.
Proof. apply sum_app. Qed.
Lemma ring_sum_neg f p : ring_sum (fun a => neg (f a)) p =v= neg (ring_sum f p).
Proof. apply sum_scale. Qed.

Lemma S_S_0 p : <{S_ p 0, S_ p 0}> =v= [].
Proof. apply bracket_self. Qed.
Lemma S_S_even p k : 2 * k + 2 <= N - 2 ->
  <{S_ p 0, S_ p (2 * k + 2)}> =v= neg (S_ (S p) (2 * k + 1)) ++ S_ p (2 * k + 1).
Proof.
  intro H. rewrite (bracket_S_same p _ _ (fun a => same_parity_even a k H)), ring_sum_app, ring_sum_neg.
  now rewrite ring_sum_next.
Qed.
Lemma S_S_odd p k : 2 * k + 1 <= N - 3 ->
  <{S_ p 0, S_ p (2 * k + 1)}> =v= neg (S_ (S p) (2 * k)) ++ neg (S_ p (2 * k + 2)).
Proof.
  intro H. rewrite (bracket_S_same p _ _ (fun a => same_parity_odd a k H)), ring_sum_app, !ring_sum_neg.
  now rewrite ring_sum_next.
Qed.
Lemma S_S_other_even p k : 2 * k < N - 2 ->
  <{S_ (S p) 0, S_ p (2 * k)}> =v= neg (S_ p (2 * k + 1)) ++ S_ (S p) (2 * k + 1).
Proof.
  intro H. rewrite (bracket_S_other p _ _ (fun a => other_parity_even a k H)), ring_sum_app, ring_sum_neg.
  now rewrite ring_sum_previous.
Qed.
Lemma S_S_other_odd p k : 2 * k + 1 < N - 2 ->
  <{S_ (S p) 0, S_ p (2 * k + 1)}> =v= S_ p (2 * k) ++ S_ (S p) (2 * k + 2).
Proof.
  intro H. rewrite (bracket_S_other p _ _ (fun a => other_parity_odd a k H)), ring_sum_app.
  now rewrite ring_sum_previous.
Qed.
Lemma S_S_other_full p : <{S_ (S p) 0, S_ p (N - 2)}> =v= [].
Proof. rewrite (bracket_S_other p _ _ other_parity_full). apply ring_sum_zero. Qed.

Definition G (k : nat) : vec K q := S_ 0 (2 * k + 1) ++ neg (S_ 1 (2 * k + 1)).
Notation A := (S_ 0 0).
Notation B := (S_ 1 0).

Lemma A_S0 k : 2 * k + 2 <= N - 2 -> <{A, S_ 0 (2 * k + 2)}> =v= G k.
Proof. intro H. rewrite S_S_even by assumption. unfold G. coef_ring. Qed.
Lemma A_S1 k : 2 * k < N - 2 -> <{A, S_ 1 (2 * k)}> =v= G k.
Proof. intro H. rewrite <- (S_2 0), S_S_other_even, S_2 by assumption. unfold G. coef_ring. Qed.
Lemma B_S1 k : 2 * k + 2 <= N - 2 -> <{B, S_ 1 (2 * k + 2)}> =v= neg (G k).
Proof. intro H. rewrite S_S_even, S_2 by assumption. unfold G. coef_ring. Qed.
Lemma B_S0 k : 2 * k < N - 2 -> <{B, S_ 0 (2 * k)}> =v= neg (G k).
Proof. intro H. rewrite S_S_other_even by assumption. unfold G. coef_ring. Qed.
Lemma A_G k : 2 * k + 1 <= N - 3 -> <{A, G k}> =v= scale (- (1 + 1))%K (S_ 1 (2 * k) ++ S_ 0 (2 * k + 2)).
Proof.
  intro H. unfold G. rewrite bracket_app_r, bracket_scale_r, S_S_odd by assumption.
  rewrite <- (S_2 0), S_S_other_odd, S_2 by lia. coef_ring.
Qed.
Lemma B_G k : 2 * k + 1 <= N - 3 -> <{B, G k}> =v= scale (1 + 1)%K (S_ 0 (2 * k) ++ S_ 1 (2 * k + 2)).
Proof.
  intro H. unfold G. rewrite bracket_app_r, bracket_scale_r, S_S_odd by assumption.
  rewrite S_S_other_odd, !S_2 by lia. coef_ring.
Qed.

(** ** The basis *)
Inductive label := LS (p : bool) (k : nat) | LG (k : nat).
Definition element (l : label) : vec K q :=
  match l with LS p k => S_ (Nat.b2n p) (2 * k) | LG k => G k end.
Definition labels : list label :=
  map (LS false) (seq 0 n) ++ map (LS true) (seq 0 n) ++ map LG (seq 0 (n - 1)).
Definition ring_basis : list (vec K q) := map element labels.

Lemma in_labels l : In l labels <-> match l with LS _ k => k < n | LG k => k < n - 1 end.
Proof.
  unfold labels. rewrite !in_app_iff, !in_map_iff. split.
  - intros [(k & <- & H)|[(k & <- & H)|(k & <- & H)]]; apply in_seq in H; lia.
  - destruct l as [[] k|k]; intro H; [right; left | left | right; right]; exists k;
      (split; [reflexivity | apply in_seq; lia]).
Qed.
Lemma nodup_labels : NoDup labels.
Proof.
  assert (I : forall (f : nat -> label) m, (forall i j, f i = f j -> i = j) -> NoDup (map f (seq 0 m))).
  { intros f m H. apply nodup_map; [apply seq_NoDup | auto]. }
  unfold labels. repeat apply nodup_app; try (apply I; intros i j E; now inversion E);
    intros l H H'; rewrite ?in_app_iff, !in_map_iff in *; destruct H as (k & <- & _);
    repeat match goal with H : _ \/ _ |- _ => destruct H as [H|H] end; destruct H' as (j & E & _); discriminate.
Qed.
Lemma labels_length : length labels = 3 * n - 1.
Proof. unfold labels. rewrite !app_length, !map_length, !seq_length. lia. Qed.

Notation span := (@span K (sums K q)).
Lemma S_in_span p k : p < 2 -> k < n -> span ring_basis (S_ p (2 * k)).
Proof.
  intros Hp Hk. apply span_in. assert (p = 0 \/ p = 1) as [-> | ->] by lia.
  - apply (in_map element labels (LS false k)), in_labels, Hk.
  - apply (in_map element labels (LS true k)), in_labels, Hk.
Qed.
Lemma G_in_span k : k < n - 1 -> span ring_basis (G k).
Proof. intro H. apply span_in, (in_map element labels (LG k)), in_labels, H. Qed.

Lemma A_stable y : In y ring_basis -> span ring_basis <{A, y}>.
Proof.
  intro H. apply in_map_iff in H as (l & <- & Hl). apply in_labels in Hl.
  destruct l as [[] k|k]; cbn [element Nat.b2n].
  - destruct (Nat.eq_dec k (n - 1)) as [->|].
    + replace (2 * (n - 1)) with (N - 2) by lia. apply span_same with []; [|apply span_empty].
      rewrite <- (S_2 0). apply S_S_other_full.
    + eapply span_same; [apply A_S1; lia | apply G_in_span; lia].
  - destruct k as [|k]; [apply span_same with []; [apply S_S_0 | apply span_empty]|].
    replace (2 * S k) with (2 * k + 2) by lia. eapply span_same; [apply A_S0; lia | apply G_in_span; lia].
  - eapply span_same; [apply A_G; lia|]. replace (2 * k + 2) with (2 * S k) by lia.
    apply span_mult, span_app; apply S_in_span; lia.
Qed.
Lemma B_stable y : In y ring_basis -> span ring_basis <{B, y}>.
Proof.
  intro H. apply in_map_iff in H as (l & <- & Hl). apply in_labels in Hl.
  destruct l as [[] k|k]; cbn [element Nat.b2n].
  - destruct k as [|k]; [apply span_same with []; [apply S_S_0 | apply span_empty]|].
    replace (2 * S k) with (2 * k + 2) by lia. eapply span_same; [apply B_S1; lia | apply span_mult, G_in_span; lia].
  - destruct (Nat.eq_dec k (n - 1)) as [->|].
    + replace (2 * (n - 1)) with (N - 2) by lia. apply span_same with []; [|apply span_empty]. apply S_S_other_full.
    + eapply span_same; [apply B_S0; lia | apply span_mult, G_in_span; lia].
  - eapply span_same; [apply B_G; lia|]. replace (2 * k + 2) with (2 * S k) by lia.
    apply span_mult, span_app; apply S_in_span; lia.
Qed.

(** ** All of it is reached *)
Variable gens : list (vec K q).
Hypothesis gens_A : dla gens A.
Hypothesis gens_B : dla gens B.

Lemma reached_ring k : k < n -> dla gens (S_ 0 (2 * k)) /\ dla gens (S_ 1 (2 * k)) /\ (k < n - 1 -> dla gens (G k)).
Proof.
  induction k as [|k IH]; intro Hk.
  - split; [exact gens_A|]. split; [exact gens_B|]. intro H.
    eapply dla_same; [symmetry; apply (A_S1 0); lia | now apply dla_bracket].
  - destruct (IH ltac:(lia)) as (H0 & H1 & HG). specialize (HG ltac:(lia)).
    replace (2 * S k) with (2 * k + 2) by lia.
    assert (T0 : dla gens (S_ 0 (2 * k + 2))).
    { apply dla_same with (u := scale (- half)%K <{A, G k}> ++ neg (S_ 1 (2 * k))).
      - rewrite A_G by lia. intro c. rewrite !coef_app, !coef_scale, coef_app.
        transitivity (half * (1 + 1) * (coef (S_ 1 (2 * k)) c + coef (S_ 0 (2 * k + 2)) c)
          + - (1) * coef (S_ 1 (2 * k)) c)%K; [rewrite half_twice|]; ring.
      - apply dla_app; apply dla_mult; auto using dla_bracket. }
    assert (T1 : dla gens (S_ 1 (2 * k + 2))).
    { apply dla_same with (u := scale half <{B, G k}> ++ neg (S_ 0 (2 * k))).
      - rewrite B_G by lia. intro c. rewrite !coef_app, !coef_scale, coef_app.
        transitivity (half * (1 + 1) * (coef (S_ 0 (2 * k)) c + coef (S_ 1 (2 * k + 2)) c)
          + - (1) * coef (S_ 0 (2 * k)) c)%K; [rewrite half_twice|]; ring.
      - apply dla_app; apply dla_mult; auto using dla_bracket. }
    split; [exact T0|]. split; [exact T1|]. intro H.
    eapply dla_same; [symmetry; apply (A_S1 (S k)); lia|]. apply dla_bracket; [exact gens_A|].
    now replace (2 * S k) with (2 * k + 2) by lia.
Qed.

(** ** Independence *)
Hypothesis distinct : forall a d a' d', a < N -> a' < N -> d <= N - 2 -> d' <= N - 2 ->
  interval u a d = interval u a' d' -> a = a' /\ d = d'.

Lemma coef_S p d p' d' : p < 2 -> p' < 2 -> d <= N - 2 -> d' <= N - 2 ->
  coef (S_ p d) (interval u p' d') = if (p =? p') && (d =? d') then factor u p d else 0%K.
Proof.
  intros Hp Hp' Hd Hd'.
  assert (Z : forall i, i < n -> i <> 0 -> coef (e u (p + 2 * i) d) (interval u p' d') = 0%K).
  { intros i Hi Ni. rewrite coef_e, delta_other; [ring|]. intro E. apply distinct in E; lia. }
  unfold S_, ring_sum. destruct n as [|m]; [lia|]. rewrite (sum_first m _ (interval u p' d')), coef_app.
  rewrite coef_sum_0 by (intros; apply Z; lia). rewrite Nat.mul_0_r, Nat.add_0_r, coef_e.
  destruct (Nat.eqb_spec p p') as [->|], (Nat.eqb_spec d d') as [->|]; cbn [andb];
    try (rewrite delta_same; ring); rewrite delta_other; try ring; intro E; apply distinct in E; lia.
Qed.

Definition witness (l : label) : pauli q :=
  match l with LS p k => interval u (Nat.b2n p) (2 * k) | LG k => interval u 0 (2 * k + 1) end.

Lemma coef_element l l' : In l labels -> In l' labels -> l <> l' -> coef (element l) (witness l') = 0%K.
Proof.
  intros H H' N. apply in_labels in H, H'.
  destruct l as [p k|k], l' as [p' k'|k']; cbn [element witness]; unfold G; rewrite ?coef_app, ?coef_scale, !coef_S;
    try (destruct p); try (destruct p'); cbn [Nat.b2n]; try lia;
    repeat match goal with |- context [?a =? ?b] => destruct (Nat.eqb_spec a b) end; cbn [andb]; try ring; try lia;
    exfalso; apply N; f_equal; lia.
Qed.
Lemma coef_own l : In l labels -> coef (element l) (witness l) <> 0%K.
Proof.
  intro H. apply in_labels in H.
  assert (F : forall p d, d <= N - 2 -> factor (K := K) u p d <> 0%K).
  { intros p d Hd. apply factor_nonzero, (path_on_incl u p (p + (N - 2))); auto; lia. }
  destruct l as [p k|k]; cbn [element witness]; unfold G; rewrite ?coef_app, ?coef_scale, !coef_S;
    try (destruct p); cbn [Nat.b2n]; try lia; rewrite !Nat.eqb_refl; cbn [Nat.eqb andb]; try (apply F; lia).
  intro E. apply (F 0 (2 * k + 1)); [lia|]. rewrite <- E. ring.
Qed.

Theorem ring_dim : (forall g, In g gens -> exists k, g =v= scale k A \/ g =v= scale k B) ->
  @has_dim K (sums K q) (dla gens) (3 * n - 1).
Proof.
  intro HG. rewrite <- labels_length, <- (map_length element). exists ring_basis. repeat split.
  - apply Forall_forall. intros y Hy. apply in_map_iff in Hy as (l & <- & Hl). apply in_labels in Hl.
    destruct l as [[] k|k]; cbn [element Nat.b2n]; apply reached_ring; lia.
  - apply (indep_dual _ witness); [apply nodup_labels | exact coef_element | exact coef_own].
  - apply dla_in_span.
    + intros g Hg. destruct (HG g Hg) as (k & [E|E]); (eapply span_same; [exact E|]); apply span_mult.
      * apply (S_in_span 0 0); lia.
      * apply (S_in_span 1 0); lia.
    + intros g y Hg Hy. destruct (HG g Hg) as (k & [E|E]);
        (eapply span_same; [rewrite E; apply bracket_scale_l|]); apply span_mult; [now apply A_stable | now apply B_stable].
Qed.
End Ring.
