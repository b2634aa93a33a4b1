(* The integers of the extracted checker: those of Zarith, with the conventions of Coq (division
   rounds down; x / 0 = 0, x mod 0 = x). *)
type positive = XI of positive | XO of positive | XH
type t = Z.t

let zero = Z.zero
let rec pos = function
  | XH -> Z.one
  | XO p -> Z.shift_left (pos p) 1
  | XI p -> Z.succ (Z.shift_left (pos p) 1)
let neg p = Z.neg (pos p)
let rec to_positive z =
  if Z.equal z Z.one then XH
  else
    let half = to_positive (Z.shift_right z 1) in
    if Z.is_even z then XO half else XI half
let case on_zero on_pos on_neg z =
  match Z.sign z with
  | 0 -> on_zero ()
  | 1 -> on_pos (to_positive z)
  | _ -> on_neg (to_positive (Z.neg z))

let add = Z.add
let sub = Z.sub
let mul = Z.mul
let opp = Z.neg
let eqb = Z.equal
let ltb = Z.lt
let gcd = Z.gcd
let lcm = Z.lcm
let div a b = if Z.sign b = 0 then Z.zero else Z.fdiv a b
let modulo a b = if Z.sign b = 0 then a else Z.sub a (Z.mul b (Z.fdiv a b))
