(** * The orbit of |+>^n under the open Ising chain: floor (n^2 / 2)

    A product of an interval of the path X_0, Z_0 Z_1, X_1, ... has the Z part Z_a Z_b, where a and b are
    the numbers of its ends; with an odd number of letters Y exactly if it has an even number of
    factors.  So e_{j,d} of Path.v takes |+>^n to a multiple, real for odd d and imaginary for even d, of
    the character of a and b, and F_{j,d} of Fold.v to the same multiple of its sum with the character of
    the mirror image n-1-b and n-1-a: reversing the order of the qubits turns one half of F into the other.

    The directions are therefore i psi, and for each of the floor (n^2 / 4) pairs a < b with a + b <= n - 1 a
    real and an imaginary one. *)
From Coq Require Import ZArith List Lia Arith Bool Field Ring Setoid.
From Liebound Require Import Field Space Pauli Sums Matrix Lists Strings Sites Path Fold State Reverse.
From Liebound Require Import families.Ising families.TfimOpen.
Import ListNotations.
Local Open Scope K_scope.
Local Open Scope nat_scope.

Section Orbit.
Variables (K : fieldQ) (n : nat).
Add Field K_field : (f_theory K).
Hypothesis two_le_n : 2 <= n.
Notation last := (2 * n - 2).
Notation u := (ising n).
Notation v := (Fold.v n (ising n)).

(** ** Reversing the qubits is reversing the path *)
Lemma reverse_ising a : a <= last -> v a = reverse (u a).
Proof.
  intro Ha. unfold Fold.v. by_parity a.
  - replace (last - 2 * i) with (2 * (n - 1 - i)) by lia. rewrite ising_even. unfold X.
    now rewrite reverse_site by lia.
  - replace (last - S (2 * i)) with (S (2 * (n - 2 - i))) by lia. rewrite ising_odd. unfold ZZ, bond.
    rewrite reverse_mul, !reverse_site, mul_comm by lia.
    replace (S (n - 2 - i)) with (n - 1 - i) by lia. now replace (n - 2 - i) with (n - 1 - S i) by lia.
Qed.
Lemma reverse_interval j d : j + d <= last -> interval v j d = reverse (interval u j d).
Proof.
  induction d as [|d IH]; intro H; cbn [interval]; [apply reverse_ising; lia|].
  rewrite IH, reverse_ising, reverse_mul by lia. reflexivity.
Qed.
Lemma reverse_factor j d : j + d <= last -> factor (K := K) v j d = factor u j d.
Proof.
  induction d as [|d IH]; intro H; cbn [factor]; [reflexivity|].
  now rewrite IH, reverse_interval, reverse_ising, sg_reverse by lia.
Qed.

(** ** Z parts and letters Y of intervals *)
Lemma z_string_site i l : z_string (site n i l) = site n i (if z_part l then LZ else LI).
Proof.
  apply letter_at_ext. intros k Hk. rewrite letter_at_z_string, !letter_at_site by assumption.
  now destruct (k =? i).
Qed.
Lemma z_string_X i : z_string (X n i) = identity n.
Proof. unfold X. rewrite z_string_site. apply site_identity. Qed.
Lemma z_string_ZZ a b : z_string (ZZ n a b) = ZZ n a b.
Proof. unfold ZZ, bond. now rewrite z_string_mul, !z_string_site. Qed.
Lemma ZZ_same a : ZZ n a a = identity n.
Proof. unfold ZZ, bond. apply mul_self. Qed.
Lemma ZZ_join a b c : mul (ZZ n a b) (ZZ n b c) = ZZ n a c.
Proof. unfold ZZ, bond. now rewrite mul_assoc, mul_cancel. Qed.

Lemma z_interval j d : z_string (interval u j d) = ZZ n (j / 2) ((j + d + 1) / 2).
Proof.
  assert (E : forall c, z_string (u c) = ZZ n (c / 2) ((c + 1) / 2)).
  { intro c. by_parity c; rewrite Nat.add_1_r.
    - now rewrite z_string_X, half_even, half_odd, ZZ_same.
    - rewrite z_string_ZZ, half_odd. replace (S (S (2 * i))) with (2 * S i) by lia. now rewrite half_even. }
  induction d as [|d IH]; cbn [interval]; [now rewrite Nat.add_0_r|].
  rewrite z_string_mul, IH, E. replace (j + S d) with (j + d + 1) by lia. apply ZZ_join.
Qed.
Lemma z_interval_mirror j d : j + d <= last ->
  z_string (interval v j d) = ZZ n (n - 1 - (j + d + 1) / 2) (n - 1 - j / 2).
Proof.
  intro H. rewrite reverse_interval, z_string_reverse, z_interval by assumption. unfold ZZ, bond.
  rewrite reverse_mul, !reverse_site, mul_comm; [reflexivity | |];
    apply Nat.div_lt_upper_bound; lia.
Qed.

Lemma y_power_ising c : y_power (u c) = T0.
Proof.
  apply y_power_none. intros k Hk. by_parity c; unfold X, ZZ.
  - rewrite letter_at_site by assumption. now destruct (k =? i).
  - rewrite letter_at_bond by assumption. now destruct (k =? i), (k =? S i).
Qed.
Lemma y_odd_interval j d : j + d <= last -> turn_odd (y_power (interval u j d)) = Nat.odd d.
Proof.
  induction d as [|d IH]; intro H; cbn [interval]; [now rewrite y_power_ising|].
  rewrite y_odd_mul, IH, y_power_ising, anti_comm, (anti_interval u 0 last) by (exact (tfim_path n two_le_n) || lia).
  replace (at_end (j + S d) j d) with true by (symmetry; unfold at_end; decide_eqs).
  rewrite Nat.odd_succ, <- Nat.negb_odd. now destruct (Nat.odd d).
Qed.

(** ** F on |+>^n *)
Notation stateK := (states K n).
Definition mirrored (p : bool) (a b : nat) : stateK :=
  vadd (s := stateK) (direction p (ZZ n a b)) (direction p (ZZ n (n - 1 - b) (n - 1 - a))).
Definition amplitude (j d : nat) : K := (factor u j d * y_sign (y_power (interval u j d)))%K.

Lemma amplitude_nonzero j d : j + d <= last -> amplitude j d <> 0%K.
Proof.
  intros H E. apply (factor_nonzero (K := K) u j d).
  - apply (path_on_incl u 0 last); [lia | lia | exact (tfim_path n two_le_n)].
  - unfold amplitude in E. set (t := y_power (interval u j d)) in *.
    transitivity (factor (K := K) u j d * y_sign t * y_sign t)%K; [destruct t; cbn [y_sign]; ring | rewrite E; ring].
Qed.

Lemma act_F j d : j + d <= last ->
  @veq K stateK (act plus (F n u j d)) (vscale (amplitude j d) (mirrored (Nat.odd d) (j / 2) ((j + d + 1) / 2))).
Proof.
  intro H. unfold F, mirrored. rewrite act_app.
  rewrite (act_same plus _ _ (e_string u j d)), (act_same plus _ _ (e_string v j d)), !act_single.
  rewrite z_interval, z_interval_mirror, reverse_factor, reverse_interval, y_power_reverse, y_odd_interval by assumption.
  symmetry. apply vscale_vadd.
Qed.

(** ** The basis: i psi, and a real and an imaginary direction for each pair *)
Definition phase_direction : stateK := i_times plus.

Lemma direction_identity : @veq K stateK (direction false (identity n)) phase_direction.
Proof. intro r. unfold direction, phase_direction, i_times, plus. now rewrite row_identity. Qed.

Inductive label := Phase | Pair (p : bool) (a d : nat).
Definition pair_list : list (nat * nat) := pairs (n / 2) (fun a => n - 1 - 2 * a).
Definition labels : list label :=
  Phase :: map (fun ad => Pair true (fst ad) (snd ad)) pair_list ++ map (fun ad => Pair false (fst ad) (snd ad)) pair_list.
Definition element (l : label) : stateK :=
  match l with Phase => phase_direction | Pair p a d => mirrored p a (a + d + 1) end.
Definition weight_of (l : label) : stateK -> K :=
  match l with Phase => weight false (identity n) | Pair p a d => weight p (ZZ n a (a + d + 1)) end.

Lemma in_pair_list a d : In (a, d) pair_list <-> 2 * a + d + 1 <= n - 1.
Proof.
  unfold pair_list. rewrite in_pairs. pose proof (Nat.div_mod n 2 ltac:(lia)). pose proof (Nat.mod_upper_bound n 2 ltac:(lia)). lia.
Qed.
Lemma in_labels l : In l labels <-> match l with Phase => True | Pair _ a d => 2 * a + d + 1 <= n - 1 end.
Proof.
  unfold labels. cbn [In]. rewrite in_app_iff, !in_map_iff. split.
  - intros [<-|[([a d] & <- & H)|([a d] & <- & H)]]; [exact I | | ]; now apply in_pair_list in H.
  - destruct l as [|[] a d]; [now left | |]; intro H; right; [left | right]; exists (a, d);
      (split; [reflexivity | now apply in_pair_list]).
Qed.
Lemma nodup_labels : NoDup labels.
Proof.
  assert (I : forall p, NoDup (map (fun ad => Pair p (fst ad) (snd ad)) pair_list)).
  { intro p. apply nodup_map; [apply nodup_pairs|]. intros [a d] [a' d'] _ _ E. now inversion E. }
  unfold labels. constructor.
  - rewrite in_app_iff, !in_map_iff. intros [(x & E & _)|(x & E & _)]; discriminate.
  - apply nodup_app; [apply I | apply I|]. intros l H H'. apply in_map_iff in H as (x & <- & _), H' as (y & E & _).
    discriminate.
Qed.
Lemma labels_length : length labels = n * n / 2 + 1.
Proof.
  unfold labels. cbn [length]. rewrite app_length, !map_length. unfold pair_list.
  assert (H : forall k, k <= n / 2 -> length (pairs k (fun a => n - 1 - 2 * a)) + k * k = n * k).
  { pose proof (Nat.div_mod n 2 ltac:(lia)).
    induction k as [|k IH]; intro Hk; [cbn; lia|]. rewrite pairs_length_S. specialize (IH ltac:(lia)). nia. }
  specialize (H (n / 2) ltac:(lia)). set (m := length (pairs (n / 2) (fun a => n - 1 - 2 * a))) in *.
  replace (n * n / 2) with (m + m); [lia|]. clearbody m.
  pose proof (Nat.div_mod n 2 ltac:(lia)) as E. pose proof (Nat.mod_upper_bound n 2 ltac:(lia)) as Hr.
  set (h := n / 2) in *. set (r := n mod 2) in *. clearbody h r.
  apply Nat.div_unique with r; [lia|]. assert (r = 0 \/ r = 1) as [-> | ->] by lia; nia.
Qed.

(** ** Characters of different pairs are different *)
Lemma letter_at_ZZ a b k : k < n -> a < b -> letter_at (ZZ n a b) k = if (k =? a) || (k =? b) then LZ else LI.
Proof. intros Hk H. unfold ZZ. rewrite letter_at_bond by assumption. decide_eqs. Qed.
Lemma ZZ_injective a b c d : a < b < n -> c < d < n -> ZZ n a b = ZZ n c d -> a = c /\ b = d.
Proof.
  intros H H' E.
  assert (L : forall k, k < n -> k = a \/ k = b <-> k = c \/ k = d).
  { intros k Hk. rewrite <- !Nat.eqb_eq, <- !orb_true_iff. apply (f_equal (fun s => letter_at s k)) in E.
    rewrite !letter_at_ZZ in E by lia. destruct ((k =? a) || (k =? b)), ((k =? c) || (k =? d)); now try discriminate E. }
  pose proof (L a). pose proof (L b). pose proof (L c). pose proof (L d). lia.
Qed.
Lemma ZZ_not_identity a b : a < b < n -> ZZ n a b <> identity n.
Proof.
  intros H E. apply (f_equal (fun s => letter_at s a)) in E.
  rewrite letter_at_identity, letter_at_ZZ, Nat.eqb_refl in E by lia. discriminate.
Qed.

Lemma peqb_ZZ a b c d : a < b < n -> c < d < n -> peqb (ZZ n a b) (ZZ n c d) = (a =? c) && (b =? d).
Proof.
  intros H H'. apply eq_true_iff_eq. rewrite peqb_eq, andb_true_iff, !Nat.eqb_eq. split.
  - now apply ZZ_injective.
  - now intros [-> ->].
Qed.

Lemma weight_mirrored p z q a b : z_string z = z ->
  weight p z (mirrored q a b) =
    ((if Bool.eqb p q && peqb z (ZZ n a b) then two_power n else 0)
     + (if Bool.eqb p q && peqb z (ZZ n (n - 1 - b) (n - 1 - a)) then two_power n else 0))%K.
Proof.
  intro Hz. unfold mirrored.
  transitivity (1 * weight (K := K) p z (direction q (ZZ n a b)) + weight p z (direction q (ZZ n (n - 1 - b) (n - 1 - a))))%K.
  - rewrite <- weight_linear. apply weight_eq. now rewrite (vscale_1 K stateK).
  - rewrite !weight_direction by (assumption || apply z_string_ZZ). ring.
Qed.
Lemma two_power_nonzero : two_power n <> (0 : K)%K.
Proof. apply inj_nonzero, Z.pow_nonzero; lia. Qed.

Lemma weight_other i j : In i labels -> In j labels -> i <> j -> weight_of j (element i) = 0%K.
Proof.
  intros Hi Hj N. apply in_labels in Hi, Hj.
  destruct i as [|p a d], j as [|q b c]; cbn [element weight_of]; [now destruct N | | |].
  - rewrite (weight_eq _ _ _ _ (symmetry direction_identity)), weight_direction by (apply z_string_ZZ || (rewrite <- site_identity with (i := 0), z_string_site; reflexivity)).
    rewrite peqb_neq, andb_false_r; [reflexivity|]. apply ZZ_not_identity. lia.
  - rewrite weight_mirrored by (rewrite <- site_identity with (i := 0), z_string_site; reflexivity).
    rewrite !(peqb_neq (identity n)), !andb_false_r; [ring | |]; apply not_eq_sym, ZZ_not_identity; lia.
  - rewrite weight_mirrored, !peqb_ZZ by (apply z_string_ZZ || lia).
    destruct (Bool.eqb q p) eqn:E; cbn [andb]; [|ring]. apply Bool.eqb_prop in E. subst q.
    assert (M : forall x y, x = b -> y = b + c + 1 -> (x, y) = (a, a + d + 1) -> False).
    { intros x y -> -> F. inversion F. apply N. f_equal; lia. }
    destruct (Nat.eqb_spec b a), (Nat.eqb_spec (b + c + 1) (a + d + 1)), (Nat.eqb_spec b (n - 1 - (a + d + 1))),
      (Nat.eqb_spec (b + c + 1) (n - 1 - a)); cbn [andb]; try ring; exfalso; apply N; f_equal; lia.
Qed.
Lemma weight_own i : In i labels -> weight_of i (element i) <> 0%K.
Proof.
  intro Hi. apply in_labels in Hi. destruct i as [|p a d]; cbn [element weight_of].
  - rewrite (weight_eq _ _ _ _ (symmetry direction_identity)), weight_direction, peqb_refl by (rewrite <- site_identity with (i := 0), z_string_site; reflexivity).
    apply two_power_nonzero.
  - rewrite weight_mirrored, Bool.eqb_reflx, peqb_refl by apply z_string_ZZ. cbn [andb].
    destruct (peqb _ _).
    + intro E. apply two_power_nonzero. apply (mul_eq_0 K (1 + 1)%K); [apply two_nonzero|]. rewrite <- E. ring.
    + intro E. apply two_power_nonzero. rewrite <- E. ring.
Qed.

(** ** The theorem *)
Notation span := (@span K stateK).

Lemma mirrored_in_span p a b : a <= b -> a + b <= n - 1 -> a < b \/ p = false ->
  span (map element labels) (mirrored p a b).
Proof.
  intros Hab Hn H. destruct (Nat.eq_dec a b) as [->|N].
  - destruct H as [H| ->]; [lia|].
    apply span_eq with (vadd (s := stateK) phase_direction phase_direction).
    + unfold mirrored. now rewrite !ZZ_same, direction_identity.
    + apply span_add; apply span_in; now left.
  - apply span_in. replace b with (a + (b - a - 1) + 1) by lia.
    apply (in_map element labels (Pair p a (b - a - 1))), in_labels. lia.
Qed.

Lemma halves j d : let a := j / 2 in let b := (j + d + 1) / 2 in
  a <= b /\ (2 * j + d <= last -> a + b <= n - 1) /\ (a < b \/ Nat.odd d = false).
Proof.
  intros a b. unfold a, b.
  destruct (even_or_odd j) as [i [-> | ->]], (even_or_odd d) as [k [-> | ->]].
  - replace (2 * i + 2 * k + 1) with (S (2 * (i + k))) by lia. rewrite half_even, half_odd, Nat.odd_mul. cbn. lia.
  - replace (2 * i + S (2 * k) + 1) with (2 * (i + k + 1)) by lia. rewrite !half_even. lia.
  - replace (S (2 * i) + 2 * k + 1) with (2 * (i + k + 1)) by lia. rewrite half_even, half_odd. lia.
  - replace (S (2 * i) + S (2 * k) + 1) with (S (2 * (i + k + 1))) by lia. rewrite !half_odd. lia.
Qed.

Lemma tangent_in_span w : tangent (tfim_open K n) plus w -> span (map element labels) w.
Proof.
  intro H. apply tangent_act in H as (y & k & Hy & E). eapply span_eq; [symmetry; exact E|].
  apply span_add; [|apply span_scale, span_in; now left].
  apply act_span with (B := basis n u).
  - intros b Hb. apply in_map_iff in Hb as ([j d] & <- & Hb). apply in_pairs in Hb. cbn [fst snd].
    eapply span_eq; [symmetry; apply act_F; lia|]. apply span_scale.
    destruct (halves j d) as (H1 & H2 & H3). apply mirrored_in_span; [exact H1 | apply H2; lia | exact H3].
  - apply (dla_in_basis n u two_le_n (tfim_path n two_le_n) (tfim_open K n) (tfim_multiples K n two_le_n) y Hy).
Qed.

Lemma element_in_tangent l : In l labels -> tangent (tfim_open K n) plus (element l).
Proof.
  intro H. apply in_labels in H. apply tangent_act. destruct l as [|p a d]; cbn [element].
  - exists [], 1%K. split; [apply (lie_zero (V := sums K n))|].
    rewrite act_nil, vscale_1. symmetry. apply zero_vadd.
  - set (m := if p then 2 * d + 1 else 2 * d + 2).
    assert (Hm : 2 * (2 * a) + m <= last) by (unfold m; destruct p; lia).
    exists (scale (/ amplitude (2 * a) m)%K (F n u (2 * a) m)), 0%K. split.
    + apply dla_mult. apply (dla_F n u two_le_n (tfim_path n two_le_n) _ (tfim_A K n) (tfim_B K n)); exact Hm.
    + rewrite act_scale, act_F, vscale_vscale, vscale_0, vadd_zero by lia.
      rewrite (inv_l K _ (amplitude_nonzero (2 * a) m ltac:(lia))), vscale_1, half_even.
      replace (Nat.odd m) with p; [replace ((2 * a + m + 1) / 2) with (a + d + 1); [reflexivity|]|].
      * unfold m. destruct p.
        -- replace (2 * a + (2 * d + 1) + 1) with (2 * (a + d + 1)) by lia. now rewrite half_even.
        -- replace (2 * a + (2 * d + 2) + 1) with (S (2 * (a + d + 1))) by lia. now rewrite half_odd.
      * unfold m. destruct p; rewrite Nat.odd_add, Nat.odd_mul; reflexivity.
Qed.

Theorem tfim_open_orbit : orbit_dim (tfim_open K n) plus (n * n / 2).
Proof.
  unfold orbit_dim. rewrite <- labels_length, <- (map_length element). exists (map element labels).
  split; [reflexivity|]. split; [|split].
  - apply Forall_forall. intros w Hw. apply in_map_iff in Hw as (l & <- & Hl). now apply element_in_tangent.
  - apply (indep_by_functions (V := stateK) element weight_of).
    + intros [|p a d] y w; apply weight_eq.
    + intros [|p a d]; apply weight_zero.
    + intros [|p a d]; apply weight_linear.
    + apply nodup_labels.
    + apply weight_other.
    + apply weight_own.
  - exact tangent_in_span.
Qed.
End Orbit.
