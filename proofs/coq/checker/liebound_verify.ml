(* liebound-verify: the command line of the checker that is proved correct in Coq.

   This file reads the text of a certificate. Nothing here has to be believed for the verdict but that
   it hands over the bytes from "qubits" through the generators as they stand in the file
   (V.verify compares them with the claim it prints itself), and that it says what came out.
   The other sections are read with all the rules of proofs/README.md so that a text is accepted only
   if it is one of the format: each line is printed again, and compared. *)

module V = Verified

exception Refused of string
exception Not_covered of string

let refuse format = Printf.ksprintf (fun reason -> raise (Refused reason)) format

(* Lines, and where in the file they begin. *)
type reader = { text : string; mutable offset : int; mutable line : int }

let next r =
  match String.index_from_opt r.text r.offset '\n' with
  | None -> refuse "line %d: the text ends early" (r.line + 1)
  | Some stop ->
      let line = String.sub r.text r.offset (stop - r.offset) in
      r.offset <- stop + 1;
      r.line <- r.line + 1;
      line

let demand r condition what = if not condition then refuse "line %d: %s" r.line what

(* A number without sign or leading zero, at most the bound. *)
let number r bound word =
  let length = String.length word in
  let plain = length > 0 && String.for_all (fun c -> c >= '0' && c <= '9') word in
  demand r (plain && (word.[0] <> '0' || length = 1)) "a number is not well written";
  demand r (length <= 18 && int_of_string word <= bound) "a number is too large";
  int_of_string word

let fields line = String.split_on_char ' ' line

(* "name NUMBER" *)
let counted r name bound =
  match fields (next r) with
  | [ word; count ] when word = name -> number r bound count
  | _ -> refuse "line %d: \"%s\" and a number are expected" r.line name

(* The sections are lists of given length, read in order. *)
let repeat count read =
  let rec go k read_so_far = if k = 0 then List.rev read_so_far else go (k - 1) (read k :: read_so_far) in
  go count []

(* The natural numbers of Coq up to a bound, each made once. *)
let naturals bound =
  let table = Array.make (bound + 1) V.O in
  for k = 1 to bound do
    table.(k) <- V.S table.(k - 1)
  done;
  table

let implode letters =
  let buffer = Buffer.create 256 in
  List.iter (Buffer.add_char buffer) letters;
  Buffer.contents buffer
let explode text = List.init (String.length text) (String.get text)

(* Strings, coefficients, sums. Whether they were written as they should be is seen by printing. *)
type context = { qubits : int; size : V.nat }

let letter = function 'X' -> V.LX | 'Y' -> V.LY | 'Z' -> V.LZ | _ -> V.LI
let string_of context letters = V.string_of context.size (List.map letter (explode letters))

(* The letters, runs written out. *)
let letters_of r context word =
  let length = String.length word in
  let buffer = Buffer.create context.qubits in
  let rec count_end i = if i < length && word.[i] >= '0' && word.[i] <= '9' then count_end (i + 1) else i in
  let rec read i =
    if i < length then (
      let stop = count_end (i + 1) in
      let count = if stop = i + 1 then 1 else number r context.qubits (String.sub word (i + 1) (stop - i - 1)) in
      demand r (Buffer.length buffer + count <= context.qubits) "a string has another length";
      demand r (String.contains "IXYZ" word.[i]) "a string is made of I, X, Y and Z";
      Buffer.add_string buffer (String.make count word.[i]);
      read stop) in
  read 0;
  demand r (Buffer.length buffer = context.qubits) "a string has another length";
  Buffer.contents buffer

let integer r word =
  demand r (String.length word > 0 && String.length word <= 100_001) "a coefficient is missing or too long";
  demand r (String.for_all (fun c -> c = '-' || (c >= '0' && c <= '9')) word) "a coefficient is not well written";
  try Z.of_string word with Invalid_argument _ -> refuse "line %d: a coefficient is not well written" r.line

let coefficient r word =
  let q =
    match String.split_on_char '/' word with
    | [ a ] -> Q.of_bigint (integer r a)
    | [ a; b ] ->
        let below = integer r b in
        demand r (Z.sign below > 0) "a denominator is not positive";
        Q.make (integer r a) below
    | _ -> refuse "line %d: a coefficient is not well written" r.line in
  demand r (Q.sign q <> 0) "a coefficient is zero";
  q

let decreasing context r strings =
  let rec go = function
    | a :: (b :: _ as rest) ->
        demand r (V.string_compare context.size a b = V.Gt) "strings are not in decreasing order";
        go rest
    | _ -> () in
  go strings

let rec terms r context = function
  | [] -> []
  | c :: s :: rest ->
      let c = coefficient r c in
      let s = letters_of r context s in
      (s, c) :: terms r context rest
  | [ _ ] -> refuse "line %d: a coefficient is without a string" r.line

let rational_sum context sum =
  List.map (fun (s, c) -> (string_of context s, { V.qnum = Q.num c; qden = Zint.to_positive (Q.den c) })) sum

let same r printed line = demand r (implode printed = line) "the text is not as the format wants it"

let sum_line r context =
  let line = next r in
  let sum = if line = "0" then [] else terms r context (fields line) in
  let verified = rational_sum context sum in
  decreasing context r (List.map fst verified);
  same r (V.sum_text context.size verified) line;
  (sum, verified)

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

let title r =
  let line = next r in
  let length = String.length line in
  demand r (length > 6 && length <= 206 && String.sub line 0 6 = "title ") "a title is expected";
  let plain = String.for_all (fun c -> c >= ' ' && c <= '~') line in
  demand r (plain && line.[6] <> ' ' && line.[length - 1] <> ' ') "the title is not well written";
  String.sub line 6 (length - 6)

let certificate r =
  (match fields (next r) with
  | [ "liebound"; "certificate"; "2"; "closure" ] -> ()
  | [ "liebound"; "certificate"; _; kind ] when List.mem kind [ "structure"; "strings"; "orbit"; "rank" ] ->
      raise (Not_covered ("certificates of kind " ^ kind))
  | _ -> refuse "line 1: this is no certificate of kind closure");
  let title = title r in
  let start = r.offset in
  let qubits = counted r "qubits" 16384 in
  demand r (qubits >= 1) "there are no qubits";
  let context = { qubits; size = (naturals qubits).(qubits) } in
  let count = counted r "generators" 1048576 in
  let generators = repeat count (fun _ -> sum_line r context) in
  let section = String.sub r.text start (r.offset - start) in
  let averages = symmetry r context (List.map fst generators) in
  let dimension, at_least = evidence r context averages (naturals (count + 1)) in
  demand r (counted r "basis" 0xFFFFFFFE = dimension) "the basis has another number of rows";
  let pivots = Hashtbl.create 1024 in
  let rows = repeat dimension (fun _ -> row_line r context averages pivots) in
  reduced r context pivots rows;
  demand r (next r = "end" && r.offset = String.length r.text) "the text should end here";
  (title, context, section, { V.generators = List.map snd generators; at_least; basis = List.map snd rows })

let read path =
  let channel = if path = "-" then stdin else open_in_bin path in
  let buffer = Buffer.create 65536 in
  (try while true do Buffer.add_channel buffer channel 65536 done with End_of_file -> ());
  close_in channel;
  Buffer.contents buffer

let verdict path =
  let title, context, section, c = certificate { text = read path; offset = 0; line = 0 } in
  if not (V.verify context.size (explode section) c) then
    refuse "the rows are not a basis of the Lie algebra, or the steps do not show that they are needed";
  Printf.printf "VERIFIED dimension %s\n" (implode (V.natural (V.dimension context.size c)));
  Printf.printf "%s: %d generators on %d qubits, by a checker proved correct in Coq (proofs/coq/checker)\n" title
    (List.length c.V.generators) context.qubits

let usage =
  "usage: liebound-verify CERTIFICATE\n\
  \       liebound-verify --help\n\
   Checks a certificate of kind closure by a program proved correct in Coq; averages over permutations\n\
   of the qubits are written out.\n\
   CERTIFICATE is a text, not compressed; - is standard input.\n\
   Exit status: 0 verified, 1 not verified, 2 of a kind that is not covered, 64 usage, 71 out of\n\
   memory, 74 the file cannot be read.\n"

let () =
  match Sys.argv with
  | [| _; "--help" |] -> print_string usage
  | [| _; path |] when path = "-" || (path <> "" && path.[0] <> '-') -> (
      let fail status format = Printf.ksprintf (fun s -> print_endline s; exit status) format in
      try verdict path with
      | Refused reason -> fail 1 "NOT VERIFIED: %s" reason
      | Not_covered what -> fail 2 "NOT COVERED: %s (use liebound-check)" what
      | Out_of_memory | Stack_overflow -> prerr_endline "liebound-verify: out of memory"; exit 71
      | Sys_error reason -> prerr_endline ("liebound-verify: " ^ reason); exit 74)
  | _ -> prerr_string usage; exit 64
