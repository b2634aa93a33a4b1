(** * The checker as a program

    Integers become those of Zarith (zint.ml); positive numbers, which only number rows and hold
    denominators, stay what they are in Coq. *)
From Coq Require Import Extraction ExtrOcamlBasic ExtrOcamlChar ZArith QArith.
From Liebound Require Import Pauli Upper Lower Closure Print.

Extract Inductive positive => "Zint.positive" [ "Zint.XI" "Zint.XO" "Zint.XH" ].
Extract Inductive Z => "Zint.t" [ "Zint.zero" "Zint.pos" "Zint.neg" ] "Zint.case".
Extract Constant Z.add => "Zint.add".
Extract Constant Z.sub => "Zint.sub".
Extract Constant Z.mul => "Zint.mul".
Extract Constant Z.opp => "Zint.opp".
Extract Constant Z.eqb => "Zint.eqb".
Extract Constant Z.ltb => "Zint.ltb".
Extract Constant Z.modulo => "Zint.modulo".
Extract Constant Z.div => "Zint.div".
Extract Constant Z.gcd => "Zint.gcd".
Extract Constant Z.lcm => "Zint.lcm".

Extraction "verified.ml" verify verify_strings dimension natural string_of sum_text row_text string_compare.
