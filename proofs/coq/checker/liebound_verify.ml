(* liebound-verify: the command line of the checker that is proved correct in Coq. *)

open Reader

let read path =
  let channel = if path = "-" then stdin else open_in_bin path in
  let buffer = Buffer.create 65536 in
  (try while true do Buffer.add_channel buffer channel 65536 done with End_of_file -> ());
  close_in channel;
  Buffer.contents buffer

(* The claim, and the dimension that the verified checker has found proved. *)
let closure r =
  let claim = claim r 16384 1048576 in
  let size = claim.context.size in
  let c = Closure.certificate r claim in
  if not (V.verify size claim.section c) then
    refuse "the rows are not a basis of the Lie algebra, or the steps do not show that they are needed";
  (claim, implode (V.natural (V.dimension size c)))

let strings r =
  let claim = claim r 1000000 0xFFFFFFFE in
  let alone, components, dimension = Strings.certificate r claim in
  match V.verify_strings claim.context.size claim.section claim.generators alone components with
  | Some found when Z.equal found dimension -> (claim, Z.to_string found)
  | _ -> refuse "the strings of the Lie algebra are more or fewer"

let verdict path =
  let r = { text = read path; offset = 0; line = 0 } in
  let claim, dimension =
    match fields (next r) with
    | [ "liebound"; "certificate"; "2"; "closure" ] -> closure r
    | [ "liebound"; "certificate"; "1"; "strings" ] -> strings r
    | [ "liebound"; "certificate"; _; (("structure" | "orbit" | "rank" | "sectors") as kind) ] ->
        raise (Not_covered ("certificates of kind " ^ kind))
    | _ -> refuse "line 1: this is no certificate of kind closure or strings" in
  Printf.printf "VERIFIED dimension %s\n" dimension;
  Printf.printf "%s: %d generators on %d qubits, by a checker proved correct in Coq (proofs/coq/checker)\n" claim.title
    (List.length claim.generators) claim.context.qubits

let usage =
  "usage: liebound-verify CERTIFICATE\n\
  \       liebound-verify --help\n\
   Checks a certificate of kind closure or strings by a program proved correct in Coq; averages over\n\
   permutations of the qubits are written out, and strings of free fermions are reached one by one.\n\
   CERTIFICATE is a text, not compressed; - is standard input.\n\
   Exit status: 0 verified, 1 not verified, 2 of a kind or size that is not covered, 64 usage, 71 out\n\
   of memory, 74 the file cannot be read.\n"

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
