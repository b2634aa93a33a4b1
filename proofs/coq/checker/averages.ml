(* Averages over permutations of the qubits, written out (section "Symmetry" of proofs/README.md).

   A string of a certificate with a symmetry names the average over its orbit. Written out in full the
   certificate is one without symmetry, which the verified checker takes. So nothing here has to be
   believed; the rules are kept so that the same texts are refused as by liebound-check.

   Strings are words of the letters I, X, Y, Z here, in this order as in ASCII. *)

exception Refused of string

type t = {
  qubits : int;
  lines : (int * int array array) list; (* of each exchange line the width and the tuples *)
  maps : int array list; (* all elements of the group M *)
  moves : int array list; (* what generates S: exchanges of neighbouring tuples, and the maps *)
}

let demand condition reason = if not condition then raise (Refused reason)

let identity n = Array.init n Fun.id
let act map s = let image = Bytes.of_string s in String.iteri (fun q l -> Bytes.set image map.(q) l) s; Bytes.to_string image

let exchange n a b =
  let map = identity n in
  Array.iteri (fun k q -> map.(q) <- b.(k); map.(b.(k)) <- q) a;
  map

(* What the moves make of one thing, by breadth. *)
let closed moves apply start most =
  let seen = Hashtbl.create 64 and queue = Queue.create () in
  let meet x =
    if not (Hashtbl.mem seen x) then (
      demand (Hashtbl.length seen < most) "a group of permutations is too large";
      Hashtbl.add seen x ();
      Queue.add x queue) in
  meet start;
  while not (Queue.is_empty queue) do
    let x = Queue.pop queue in
    List.iter (fun move -> meet (apply move x)) moves
  done;
  List.of_seq (Hashtbl.to_seq_keys seen)

(* ---- The conditions ---- *)

let flat tuples = Array.concat (Array.to_list tuples)
let within tuple qubits = Array.for_all (fun q -> Array.mem q tuple) qubits

let translate a b q =
  let rec find k = if a.(k) = q then b.(k) else find (k + 1) in
  find 0

(* 1: earlier lines that a line meets lie in one tuple, and are found again in every other. *)
let rec nested earlier = function
  | [] -> ()
  | (w, tuples) :: later ->
      let meets (_, e) = Array.exists (fun q -> Array.mem q (flat tuples)) (flat e) in
      let check ((width, e) as line) =
        if meets line then (
          let home = List.find_opt (fun t -> within t (flat e)) (Array.to_list tuples) in
          match home with
          | None -> raise (Refused "exchange lines overlap")
          | Some home ->
              let image t = (width, Array.map (Array.map (translate home t)) e) in
              demand (Array.for_all (fun t -> List.mem (image t) earlier) tuples)
                "a tuple has other exchange lines within it than another") in
      List.iter check earlier;
      nested ((w, tuples) :: earlier) later

(* 2: a map takes the tuples of a line to those of a line, rearranged all in the same way. *)
let keeps_lines lines map =
  let goes_to images (w', tuples) =
    let same = Array.map (fun t -> let l = Array.copy t in Array.sort compare l; l) in
    w' = Array.length images.(0)
    && Array.length tuples = Array.length images
    && (let order = Array.copy (same images) and order' = Array.copy (same tuples) in
        Array.sort compare order; Array.sort compare order'; order = order')
    &&
    let place image =
      let t = List.find (fun t -> within t image) (Array.to_list tuples) in
      Array.map (fun q -> let rec find k = if t.(k) = q then k else find (k + 1) in find 0) image in
    let first = place images.(0) in
    Array.for_all (fun image -> place image = first) images in
  let check (_, tuples) =
    let images = Array.map (Array.map (fun q -> map.(q))) tuples in
    demand (List.exists (goes_to images) lines) "a map does not keep the exchange lines" in
  List.iter check lines

(* 3: a sum is fixed. *)
let fixes moves sum =
  let table = Hashtbl.create 64 in
  List.iter (fun (s, c) -> Hashtbl.replace table s c) sum;
  let fixed move (s, c) = match Hashtbl.find_opt table (act move s) with Some d -> Q.equal c d | None -> false in
  List.for_all (fun move -> List.for_all (fixed move) sum) moves

let make qubits lines maps generators =
  nested [] lines;
  List.iter (keeps_lines lines) maps;
  let of_line (_, tuples) = List.init (Array.length tuples - 1) (fun i -> exchange qubits tuples.(i) tuples.(i + 1)) in
  let moves = maps @ List.concat_map of_line lines in
  demand (List.for_all (fixes moves) generators) "a generator is not fixed by the symmetry";
  let compose e m = Array.map (fun q -> e.(q)) m in
  { qubits; lines; moves; maps = closed maps compose (identity qubits) (min 100_000 (50_000_000 / qubits)) }

(* ---- Strings ---- *)

let sort lines s =
  let letters = Bytes.of_string s in
  let sort_line (w, tuples) =
    let words = Array.map (fun t -> String.init w (fun k -> Bytes.get letters t.(k))) tuples in
    Array.sort (fun a b -> compare b a) words;
    Array.iteri (fun i t -> Array.iteri (fun k q -> Bytes.set letters q words.(i).[k]) t) tuples in
  List.iter sort_line lines;
  Bytes.to_string letters

let canonical g s = List.fold_left (fun best e -> max best (sort g.lines (act e s))) "" g.maps

(* The strings of the orbit; at most so many. *)
let orbit g s most = closed g.moves act s most
