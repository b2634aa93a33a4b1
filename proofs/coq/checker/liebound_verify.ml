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

let string_word r context word =
  let length = String.length word in
  let letter = function
    | 'I' -> V.LI | 'X' -> V.LX | 'Y' -> V.LY | 'Z' -> V.LZ
    | _ -> refuse "line %d: a string is made of I, X, Y and Z" r.line in
  let rec count_end i = if i < length && word.[i] >= '0' && word.[i] <= '9' then count_end (i + 1) else i in
  let rec read i total letters =
    if i = length then (demand r (total = context.qubits) "a string has another length"; List.rev letters)
    else
      let stop = count_end (i + 1) in
      let count = if stop = i + 1 then 1 else number r context.qubits (String.sub word (i + 1) (stop - i - 1)) in
      demand r (total + count <= context.qubits) "a string has another length";
      let l = letter word.[i] in
      let rec add k letters = if k = 0 then letters else add (k - 1) (l :: letters) in
      read stop (total + count) (add count letters) in
  V.string_of context.size (read 0 0 [])

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
      let s = string_word r context s in
      (s, c) :: terms r context rest
  | [ _ ] -> refuse "line %d: a coefficient is without a string" r.line

let rational_sum sum =
  List.map (fun (s, c) -> (s, { V.qnum = Q.num c; qden = Zint.to_positive (Q.den c) })) sum

let same r printed line = demand r (implode printed = line) "the text is not as the format wants it"

let sum_line r context =
  let line = next r in
  let sum = if line = "0" then [] else terms r context (fields line) in
  decreasing context r (List.map fst sum);
  let sum = rational_sum sum in
  same r (V.sum_text context.size sum) line;
  sum

let row_line r context pivots =
  let line = next r in
  match fields line with
  | [] -> refuse "line %d: a row is empty" r.line
  | pivot_word :: rest ->
      let pivot = string_word r context pivot_word in
      let sum = terms r context rest in
      decreasing context r (List.map fst sum);
      same r (V.row_text context.size pivot (rational_sum sum)) line;
      demand r (not (Hashtbl.mem pivots pivot_word)) "a pivot occurs twice";
      Hashtbl.add pivots pivot_word ();
      let denominator = List.fold_left (fun m (_, c) -> Z.lcm m (Q.den c)) Z.one sum in
      let scaled (s, c) = (s, Z.mul (Q.num c) (Z.divexact denominator (Q.den c))) in
      (line, { V.pivot; denominator; multiple = (pivot, denominator) :: List.map scaled sum })

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

let evidence r generators =
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
  let steps = repeat count (fun left -> step_line r generators (if replay then 'r' else 'w') (count - left)) in
  (count, if replay then V.Replay (p, steps) else V.Words (p, steps))

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
  | [ "liebound"; "certificate"; _; kind ] when List.mem kind [ "structure"; "strings"; "orbit" ] ->
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
  (match fields (next r) with
  | [ "symmetry"; "0"; "0" ] -> ()
  | [ "symmetry"; _; _ ] -> raise (Not_covered "certificates with a symmetry")
  | _ -> refuse "line %d: \"symmetry\" is expected" r.line);
  let dimension, at_least = evidence r (naturals (count + 1)) in
  demand r (counted r "basis" 0xFFFFFFFE = dimension) "the basis has another number of rows";
  let pivots = Hashtbl.create 1024 in
  let rows = repeat dimension (fun _ -> row_line r context pivots) in
  reduced r context pivots rows;
  demand r (next r = "end" && r.offset = String.length r.text) "the text should end here";
  (title, context, section, { V.generators; at_least; basis = List.map snd rows })

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
   Checks a certificate of kind closure, without symmetry, by a program proved correct in Coq.\n\
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
