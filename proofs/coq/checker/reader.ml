(* The text of a certificate, line by line, up to the generators.

   Nothing here has to be believed for a verdict but that [claim] hands over the bytes from "qubits" through
   the generators as they stand in the file: the verified checker prints the claim that it has checked, and
   compares. All sections are read with all the rules of proofs/README.md so that a text is accepted only
   if it is one of the format: strings and sums are printed again, and compared. *)

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

let title r =
  let line = next r in
  let length = String.length line in
  demand r (length > 6 && length <= 206 && String.sub line 0 6 = "title ") "a title is expected";
  let plain = String.for_all (fun c -> c >= ' ' && c <= '~') line in
  demand r (plain && line.[6] <> ' ' && line.[length - 1] <> ' ') "the title is not well written";
  String.sub line 6 (length - 6)

(* What is claimed of: the title, the generators, and the bytes that state them. *)
type claim = {
  title : string;
  context : context;
  sums : (string * Q.t) list list;
  generators : (V.pauli * V.q) list list;
  section : char list;
}

let claim r qubits_most generators_most =
  let title = title r in
  let start = r.offset in
  let qubits = counted r "qubits" qubits_most in
  demand r (qubits >= 1) "there are no qubits";
  if qubits > 16384 then raise (Not_covered "more than 16384 qubits");
  let context = { qubits; size = (naturals qubits).(qubits) } in
  let count = counted r "generators" generators_most in
  let sums = repeat count (fun _ -> sum_line r context) in
  let section = explode (String.sub r.text start (r.offset - start)) in
  { title; context; sums = List.map fst sums; generators = List.map snd sums; section }

let finish r = demand r (next r = "end" && r.offset = String.length r.text) "the text should end here"
