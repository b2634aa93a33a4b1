(* Certificates of kind strings (proofs/README.md).

   The verified checker is given the components, and finds the dimension: of those with six strings like E6
   by linear algebra, of free fermions by reaching their strings one by one. So nothing here has to be
   believed; the rules are kept, by linear algebra over F2, so that the same texts are refused as by
   liebound-check. *)

open Reader

(* ---- Strings as vectors over F2, with the function q that is 1 on the generators ---- *)

type vector = { x : Z.t; z : Z.t; q : bool }

let vector_of s =
  let bits letters = Z.of_string ("0b" ^ String.map (fun l -> if String.contains letters l then '1' else '0') s) in
  { x = bits "XY"; z = bits "YZ"; q = true }
let anticommute a b = (Z.popcount (Z.logand a.x b.z) + Z.popcount (Z.logand a.z b.x)) land 1 = 1
let add a b =
  { x = Z.logxor a.x b.x; z = Z.logxor a.z b.z; q = (a.q <> b.q) <> anticommute a b }
let weight a = Z.popcount (Z.logor a.x a.z)

(* Independent sums of the elements, and the sums that came out zero; [leading] is 0 for zero alone. *)
let eliminate leading add elements =
  let rows = Hashtbl.create 64 in
  let rec reduce e =
    match Hashtbl.find_opt rows (leading e) with
    | _ when leading e = 0 -> Some e
    | Some row -> reduce (add e row)
    | None -> Hashtbl.add rows (leading e) e; None in
  let zero = List.filter_map reduce elements in
  (List.of_seq (Hashtbl.to_seq_values rows), zero)

(* Half the rank of the form, whether q is 1 somewhere on the radical, and the Arf invariant if not: pairs
   are split off, and taken out of the others. *)
let form basis =
  let rec split k on_radical arf = function
    | [] -> (k, on_radical, arf)
    | a :: others -> (
        match List.find_opt (anticommute a) others with
        | None -> split k (on_radical || a.q) arf others
        | Some b ->
            let apart c =
              let with_a = anticommute c a and with_b = anticommute c b in
              let c = if with_b then add c a else c in
              if with_a then add c b else c in
            split (k + 1) on_radical (arf <> (a.q && b.q)) (List.map apart (List.filter (fun c -> c != b) others))) in
  split 0 false false basis

(* ---- Direct sums ---- *)

type kind = SU | SO | SP | U
type summand = { kind : kind; factor : Z.t; copies : Z.t }

let simple kind factor exponent =
  let factor = Z.shift_left (Z.of_int factor) exponent in
  let kind, factor =
    match (kind, Z.to_string (Z.min factor (Z.of_int 7))) with
    | SO, "3" -> (SU, Z.of_int 2)
    | SO, "5" -> (SP, Z.of_int 2)
    | SO, "6" -> (SU, Z.of_int 4)
    | _ -> (kind, factor) in
  fun log_copies -> { kind; factor; copies = Z.shift_left Z.one log_copies }

let dimension_of { kind; factor = n; _ } =
  match kind with
  | SU -> Z.pred (Z.mul n n)
  | SO -> Z.divexact (Z.mul n (Z.pred n)) (Z.of_int 2)
  | SP -> Z.mul n (Z.succ (Z.shift_left n 1))
  | U -> Z.one

let rec join s = function
  | [] -> [ s ]
  | t :: sum when t.kind = s.kind && Z.equal t.factor s.factor -> { t with copies = Z.add t.copies s.copies } :: sum
  | t :: sum -> t :: join s sum

(* By decreasing dimension, u(1) last; equal dimensions in the order of the kinds. *)
let order s t =
  match compare (s.kind = U) (t.kind = U) with
  | 0 -> ( match Z.compare (dimension_of t) (dimension_of s) with 0 -> compare s.kind t.kind | c -> c)
  | c -> c

let number_text n =
  if Z.gt n (Z.of_int 1000) && Z.popcount n = 1 then "2^" ^ string_of_int (Z.numbits n - 1) else Z.to_string n
let summand_text s =
  let copies = if Z.equal s.copies Z.one then "" else number_text s.copies ^ " " in
  let name = match s.kind with SU -> "su" | SO -> "so" | SP -> "sp" | U -> "u" in
  Printf.sprintf "%s%s(%s)" copies name (number_text s.factor)
let sum_text = function [] -> "0" | sum -> String.concat " + " (List.map summand_text (List.sort order sum))
let sum_dimension sum =
  List.fold_left (fun d s -> Z.add d (Z.mul s.copies (dimension_of s))) Z.zero sum

(* ---- Components ---- *)

type set = {
  qubits : int;
  size : V.nat;
  strings : vector array; (* the distinct ones, by number *)
  component : int array; (* of each string, -1 before it has one *)
  mutable letters : int; (* other than I, of generators and steps *)
}

let exponent_most = 2_000_000

(* The time goes with the strings that are reached, times the generators, times the qubits: half a minute. *)
let letters_most = 2_000_000_000
let dimension_most = 2_000_000

(* A component as the verified checker takes it, and its algebra. *)
type checked = Alone of V.pauli | Component of (unit -> V.component)

let verified set { x; z; _ } =
  let letter q = match (Z.testbit x (set.qubits - 1 - q), Z.testbit z (set.qubits - 1 - q)) with
    | false, false -> V.LI | true, false -> V.LX | true, true -> V.LY | false, true -> V.LZ in
  V.string_of set.size (List.init set.qubits letter)

let count_letters r set v =
  set.letters <- set.letters + weight v;
  demand r (set.letters <= 1 lsl 25) "there are too many letters other than I"

(* The number of a string without a component, which is then this one. *)
let member r set index word =
  let s = number r max_int word in
  demand r (s < Array.length set.strings && set.component.(s) < 0) "there is no such string, or it has a component";
  set.component.(s) <- index;
  s

let member_count r set word =
  let left = Array.fold_left (fun left c -> if c < 0 then left + 1 else left) 0 set.component in
  let count = number r left word in
  demand r (count > 0) "a component has no strings";
  count

(* Theorem A: edges (s, p, q) of a connected graph, of which two share one vertex when their strings
   anticommute. *)
let pairs r set index m n s =
  let count = member_count r set m in
  let vertices = number r (count + 1) n and s = number r exponent_most s in
  demand r (vertices >= 3 && vertices <> 4) "a graph on so many vertices is not taken";
  let edge _ =
    match fields (next r) with
    | [ string; p; q ] ->
        let string = member r set index string in
        let q = number r (vertices - 1) q in
        (string, number r (q - 1) p, q)
    | _ -> refuse "line %d: an edge is expected" r.line in
  let edges = repeat count edge in
  let ends (_, p, q) = Z.logor (Z.shift_left Z.one p) (Z.shift_left Z.one q) in
  let graph, _ = eliminate Z.numbits Z.logxor (List.map ends edges) in
  demand r (List.length graph = vertices - 1) "the graph is not connected";
  let meet e f = Z.popcount (Z.logand (ends e) (ends f)) = 1 in
  let agree ((a, _, _) as e) ((b, _, _) as f) = anticommute set.strings.(a) set.strings.(b) = meet e f in
  demand r (List.for_all (fun e -> List.for_all (agree e) edges) edges) "strings do not anticommute as their edges meet";
  let extended ((a, _, _) as e) =
    let { x; z; _ } = set.strings.(a) in
    Z.logor x (Z.logor (Z.shift_left z set.qubits) (Z.shift_left (ends e) (2 * set.qubits))) in
  let rank, _ = eliminate Z.numbits Z.logxor (List.map extended edges) in
  demand r (List.length rank = vertices - 1 + s) "s is not that of the strings";
  let algebra = simple SO vertices 0 s in
  let reached () =
    let dimension = Z.mul algebra.copies (dimension_of algebra) in
    let most = min dimension_most (letters_most / (count * set.qubits)) in
    if Z.gt dimension (Z.of_int most) then raise (Not_covered "free fermions of so many strings");
    let dimension = Z.to_int dimension in
    let strings = List.map (fun (a, _, _) -> verified set set.strings.(a)) edges in
    V.Counted (strings, (naturals dimension).(dimension)) in
  (Component reached, algebra)

(* Theorem B: what q and the form are on the span of the strings. *)
let identify set strings =
  let leading v = if Z.sign v.x <> 0 then set.qubits + Z.numbits v.x else Z.numbits v.z in
  let basis, zero = eliminate leading add strings in
  let k, on_radical, arf = form basis in
  let s = List.length basis - (2 * k) in
  if List.exists (fun v -> v.q) zero then (SU, k, s)
  else if on_radical then (SU, k, s - 1)
  else ((if arf then SP else SO), k, s)

(* Strings that are added to the span of the six one by one, each anticommuting with one before, until all
   is spanned; the others that anticommute with one before are left out. *)
let in_order leading six strings =
  let rows = Hashtbl.create 64 in
  let rec is_new e =
    leading e <> 0
    && match Hashtbl.find_opt rows (leading e) with Some row -> is_new (add e row) | None -> Hashtbl.add rows (leading e) e; true in
  List.iter (fun e -> ignore (is_new e)) six;
  let rec go taken before left =
    match List.partition (fun s -> List.exists (anticommute s) before) left with
    | [], _ -> List.rev taken
    | near, far ->
        let fresh = List.filter is_new near in
        go (List.rev_append fresh taken) near far in
  go [] six strings

(* A string t such that q + (the parity of the letters Y) is "anticommutes with t" on independent elements. *)
let form_of set elements =
  let n = set.qubits in
  let packed v = Z.logor v.x (Z.shift_left v.z n) in
  let wanted v = Z.popcount (Z.logand v.x v.z) land 1 = 0 in
  let sum (v, c) (w, d) = (Z.logxor v w, c <> d) in
  let rows, _ = eliminate (fun (v, _) -> Z.numbits v) sum (List.map (fun v -> (packed v, wanted v)) elements) in
  let rows = List.sort (fun (v, _) (w, _) -> compare (Z.numbits v) (Z.numbits w)) rows in
  let solve u (v, c) =
    if Z.popcount (Z.logand u v) land 1 = Bool.to_int c then u else Z.logor u (Z.shift_left Z.one (Z.numbits v - 1)) in
  let u = List.fold_left solve Z.zero rows in
  { x = Z.shift_right u n; z = Z.extract u 0 n; q = true }

let joined = [ (0, 1); (1, 2); (2, 3); (3, 4); (2, 5) ]

let full r set index m kind k s t =
  let count = member_count r set m in
  let kind = match kind with "su" -> SU | "so" -> SO | "sp" -> SP | _ -> refuse "line %d: su, so or sp is expected" r.line in
  let k = number r exponent_most k and s = number r exponent_most s and steps = number r 0xFFFFFFFF t in
  let own n = n < Array.length set.strings && set.component.(n) = index in
  let string i =
    match fields (next r) with
    | [ string ] when i = count -> member r set index string
    | [ string; parent ] when i < count ->
        let parent = number r max_int parent in
        demand r (own parent) "a parent is not on an earlier line";
        let string = member r set index string in
        demand r (anticommute set.strings.(string) set.strings.(parent)) "a string commutes with its parent";
        string
    | _ -> refuse "line %d: a string is expected" r.line in
  let strings = List.map (fun s -> set.strings.(s)) (repeat count string) in
  let made = Hashtbl.create 64 and factors = ref [] in
  let element word =
    let n = number r max_int word in
    match Hashtbl.find_opt made (n - Array.length set.strings) with
    | Some v -> v
    | None -> demand r (own n) "there is no such element"; set.strings.(n) in
  let step left =
    match fields (next r) with
    | [ a; b ] ->
        let a = element a and b = element b in
        demand r (anticommute a b) "the factors of a step commute";
        count_letters r set (add a b);
        factors := (a, b) :: !factors;
        Hashtbl.add made (steps - left) (add a b)
    | _ -> refuse "line %d: a step is expected" r.line in
  ignore (repeat steps step);
  let six =
    match fields (next r) with
    | "six" :: words when List.length words = 6 -> List.map element words
    | _ -> refuse "line %d: six elements are expected" r.line in
  let agree i a j b = anticommute a b = (List.mem (i, j) joined || List.mem (j, i) joined) in
  demand r (List.for_all Fun.id (List.concat (List.mapi (fun i a -> List.mapi (agree i a) six) six)))
    "the six elements do not anticommute as in E6";
  demand r (k >= 3 && identify set strings = (kind, k, s)) "this is not the algebra of the strings";
  let spanned () =
    let string = verified set in
    let leading v = if Z.sign v.x <> 0 then set.qubits + Z.numbits v.x else Z.numbits v.z in
    let order = in_order leading six strings in
    V.Full
      { members = List.map string strings;
        steps = List.rev_map (fun (a, b) -> (string a, string b)) !factors;
        six = List.map string six;
        in_order = List.map string order;
        form = string (form_of set (six @ order)) } in
  (Component spanned, simple kind 1 (if kind = SP then k - 1 else k) s)

let component r set index =
  match fields (next r) with
  | [ "alone"; s ] -> (Alone (verified set set.strings.(member r set index s)), simple U 1 0 0)
  | [ "pairs"; m; n; s ] -> pairs r set index m n s
  | [ "full"; m; kind; k; s; t ] -> full r set index m kind k s t
  | _ -> refuse "line %d: a component is expected" r.line

(* ---- The certificate ---- *)

let distinct sums =
  let seen = Hashtbl.create 64 in
  let fresh s = not (Hashtbl.mem seen s) && (Hashtbl.add seen s (); true) in
  List.filter fresh (List.concat_map (List.map fst) sums)

let apart r set =
  let commute i a j b = set.component.(i) = set.component.(j) || not (anticommute a b) in
  let check i a = Array.iteri (fun j b -> demand r (commute i a j b) "strings of two components anticommute") set.strings in
  Array.iteri check set.strings

(* What follows the generators: strings that commute with all others, the other components, and the dimension. *)
let certificate r { context; sums; _ } =
  demand r (List.for_all (fun sum -> List.length sum <= 1) sums) "a generator has more than one term";
  let strings = Array.of_list (List.map vector_of (distinct sums)) in
  let m = Array.length strings in
  if m * m * context.qubits > letters_most then raise (Not_covered "so many generators");
  let set = { qubits = context.qubits; size = context.size; strings; component = Array.make m (-1); letters = 0 } in
  List.iter (List.iter (fun (s, _) -> count_letters r set (vector_of s))) sums;
  demand r (counted r "strings" 0xFFFFFFFE = m) "the distinct strings are not so many";
  let components = counted r "components" 0xFFFFFFFE in
  let found = repeat components (fun left -> component r set (components - left)) in
  demand r (Array.for_all (fun c -> c >= 0) set.component) "a string has no component";
  apart r set;
  let sum = List.fold_left (fun sum (_, s) -> join s sum) [] found in
  let dimension = sum_dimension sum in
  demand r (next r = "algebra " ^ sum_text sum) "this is not the algebra";
  demand r (next r = "dimension " ^ Z.to_string dimension) "this is not the dimension";
  finish r;
  let alone = List.filter_map (function Alone s, _ -> Some s | _ -> None) found in
  let components = List.filter_map (function Component c, _ -> Some (c ()) | _ -> None) found in
  (alone, components, dimension)
