(* Certificates of kind closure: a replay or words, and a basis, for the verified checker. *)

open Reader

(* A row with its averages written out: orbit gives the strings of one, none where every string is its
   own average. The pivot, the first term, has the coefficient 1. *)
let written_out context orbit terms =
  let spread (s, c) =
    match orbit s with
    | [] -> [ (s, c) ]
    | strings -> let part = Q.div c (Q.of_int (List.length strings)) in List.map (fun t -> (t, part)) strings in
  let pivot = fst (List.hd terms) in
  let all = List.concat_map spread terms in
  let scale = Q.inv (List.assoc pivot all) in
  let all = List.map (fun (s, c) -> (s, Q.mul scale c)) all in
  let denominator = List.fold_left (fun m (_, c) -> Z.lcm m (Q.den c)) Z.one all in
  let scaled (s, c) = (string_of context s, Z.mul (Q.num c) (Z.divexact denominator (Q.den c))) in
  { V.pivot = string_of context pivot; denominator; multiple = List.map scaled all }

(* Averages: whether there are any, whether a string is canonical, and the strings of its average. *)
type averages = { written : bool; canonical : string -> bool; orbit : string -> string list }

let row_line r context averages pivots =
  let line = next r in
  match fields line with
  | [] -> refuse "line %d: a row is empty" r.line
  | pivot_word :: rest ->
      let pivot = letters_of r context pivot_word in
      let sum = terms r context rest in
      let verified = rational_sum context sum in
      decreasing context r (List.map fst verified);
      same r (V.row_text context.size (string_of context pivot) verified) line;
      demand r (List.for_all averages.canonical (pivot :: List.map fst sum)) "a string is not canonical";
      demand r (not (Hashtbl.mem pivots pivot_word)) "a pivot occurs twice";
      Hashtbl.add pivots pivot_word ();
      (line, written_out context averages.orbit ((pivot, Q.one) :: sum))

(* No pivot is in another row; pivots increase. *)
let reduced r context pivots rows =
  let check (line, _) =
    let rec strings = function
      | _ :: s :: rest -> demand r (not (Hashtbl.mem pivots s)) "a pivot occurs in another row"; strings rest
      | _ -> () in
    strings (List.tl (fields line)) in
  List.iter check rows;
  decreasing context r (List.rev_map (fun (_, row) -> row.V.pivot) rows)

(* Steps of a replay, or words: "g1", or "g1" and the number of an earlier row or word. *)
let step_line r generators letter t =
  let operand letter bound word =
    demand r (String.length word > 1 && word.[0] = letter) "a step is not well written";
    number r bound (String.sub word 1 (String.length word - 1)) in
  let generator word =
    demand r (Array.length generators > 1) "there is no generator";
    generators.(operand 'g' (Array.length generators - 2) word) in
  match fields (next r) with
  | [ g ] -> V.Generator (generator g)
  | [ g; w ] ->
      demand r (t > 0) "there is no earlier row";
      V.Bracket (generator g, Zint.to_positive (Z.of_int (1 + operand letter (t - 1) w)))
  | _ -> refuse "line %d: a step is not well written" r.line

(* Modulo a prime that divides the length of an orbit, a sum of averages can be zero in coordinates of
   averages and not in those of strings. *)
let evidence r context averages generators =
  let bound = 0xFFFFFFFE in
  let count, modulus, word =
    match fields (next r) with
    | [ word; count; "modulo"; p ] when word = "replay" || word = "words" -> (number r bound count, p, word)
    | _ -> refuse "line %d: \"replay\" or \"words\" is expected" r.line in
  let replay = word = "replay" in
  demand r (String.length modulus <= 19) "the modulus is too large";
  let p = integer r modulus in
  demand r (Z.to_string p = modulus) "the modulus is not well written";
  demand r (Z.geq p (Z.of_int 3) && Z.testbit p 0) "the modulus is not an odd number";
  demand r (Z.numbits p <= if replay then 62 else 22) "the modulus is too large";
  if averages.written && Z.leq p (Z.of_int context.qubits) then
    raise (Not_covered "averages modulo a prime that is not above the number of qubits");
  let steps = repeat count (fun left -> step_line r generators (if replay then 'r' else 'w') (count - left)) in
  (count, if replay then V.Replay (p, steps) else V.Words (p, steps))

(* Exchange lines and maps. *)
let numbers r context words = List.map (number r (context.qubits - 1)) words
let different list = List.length (List.sort_uniq compare list) = List.length list

let exchange_line r context =
  match fields (next r) with
  | "exchange" :: w :: qubits ->
      let w = number r context.qubits w in
      let qubits = Array.of_list (numbers r context qubits) in
      let m = if w = 0 then 0 else Array.length qubits / w in
      demand r (m >= 2 && Array.length qubits = m * w) "these are no tuples of one length";
      demand r (different (Array.to_list qubits)) "a qubit occurs twice";
      (w, Array.init m (fun i -> Array.sub qubits (i * w) w))
  | _ -> refuse "line %d: \"exchange\" is expected" r.line

let map_line r context =
  match fields (next r) with
  | "map" :: images ->
      let map = Array.of_list (numbers r context images) in
      demand r (Array.length map = context.qubits && different (Array.to_list map)) "this is no permutation";
      demand r (map <> Averages.identity context.qubits) "a map is the identity";
      map
  | _ -> refuse "line %d: \"map\" is expected" r.line

(* The strings of all averages together, times the terms of the generators: a quarter of a minute. *)
let products_most = 10_000_000

let symmetry r context generators =
  match fields (next r) with
  | [ "symmetry"; "0"; "0" ] -> { written = false; canonical = (fun _ -> true); orbit = (fun _ -> []) }
  | [ "symmetry"; exchanges; maps ] ->
      let exchanges = number r 0xFFFFFFFE exchanges and maps = number r 0xFFFFFFFE maps in
      let lines = repeat exchanges (fun _ -> exchange_line r context) in
      let maps = repeat maps (fun _ -> map_line r context) in
      let group =
        try Averages.make context.qubits lines maps generators
        with Averages.Refused reason -> refuse "line %d: %s" r.line reason in
      let terms = List.fold_left (fun sum g -> sum + List.length g) 1 generators in
      let left = ref (products_most / terms) in
      let orbit s =
        match Averages.orbit group s (!left + 1) with
        | strings -> left := !left - List.length strings; strings
        | exception Averages.Refused _ -> raise (Not_covered "averages of so many strings") in
      { written = true; canonical = (fun s -> Averages.canonical group s = s); orbit }
  | _ -> refuse "line %d: \"symmetry\" is expected" r.line

(* What follows the generators. *)
let certificate r { context; sums; generators; _ } =
  let averages = symmetry r context sums in
  let dimension, at_least = evidence r context averages (naturals (List.length generators + 1)) in
  demand r (counted r "basis" 0xFFFFFFFE = dimension) "the basis has another number of rows";
  let pivots = Hashtbl.create 1024 in
  let rows = repeat dimension (fun _ -> row_line r context averages pivots) in
  reduced r context pivots rows;
  finish r;
  { V.generators; at_least; basis = List.map snd rows }
