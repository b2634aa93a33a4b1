"""Square roots, and fixed gates that are no Clifford gates."""

import math
import unittest
from fractions import Fraction

import liebound as lb

from support import Case

SPIN = """qubits 2
generator a = sqrt(3)/2*X[1] + 1/2*(X[0] X[1] + Y[0] Y[1])
generator b = (1 - 2*sqrt(3))*Z[0] + 1/2 Z[1]
state 00
"""


class Surds(Case):
    def test_coefficients(self):
        a = lb.parse(SPIN)
        self.assertEqual(a.field, "Q(sqrt(3))")
        coefficients = [c for c, _ in a.generators[0].terms]
        self.assertEqual(coefficients[:2], [Fraction(1, 2)] * 2)
        self.assertEqual(coefficients[2], lb.Surd(((3, Fraction(1, 2)),)))
        self.assertAlmostEqual(float(coefficients[2]), math.sqrt(3) / 2)
        mixed = a.generators[1].terms[0][0]
        self.assertEqual((str(mixed), mixed.parts),
                         ("(1 - 2*sqrt(3))", ((1, Fraction(1)), (3, Fraction(-2)))))
        self.assertEqual(str(a.generators[1]), "b = -(-1 + 2*sqrt(3)) ZI + 1/2 IZ")
        self.assertEqual(lb.parse(a.alg).generators, a.generators)
        texts = ["qubits 2"] + [f"generator {g.name} = {g.terms}" for g in a.generators]
        self.assertEqual(lb.parse("\n".join(texts)).generators, a.generators)

    def test_results(self):
        a = lb.parse(SPIN.replace("(1 - 2*sqrt(3))*", ""))
        self.assertEqual(a.dim().dimension, 3)
        self.assertEqual((a.structure().algebra, a.structure().field), ("su(2)", "Q(sqrt(3))"))
        self.assertEqual(a.bound().rank, 2)
        self.assertEqual(a.orbit().orbit, 2)
        self.assertIn("Q(sqrt(3))", str(a.bound()))
        self.assertIn("Q(sqrt(3))", a.bound()._repr_html_())
        self.assertTrue(lb.check(a.dim().certificate()).verified)

    def test_variance(self):
        self.assertEqual(lb.parse(SPIN.replace("(1 - 2*sqrt(3))*", "")).variance().variance, Fraction(3, 4))
        a = lb.parse("qubits 2\ngenerator a = X[0] + sqrt(2)*Z[0] Z[1]\ngenerator b = Z[0] + X[1]\nstate 0+\n")
        found = a.variance(observable="X[0] + sqrt(3)*Z[0] Z[1]")
        value = lb.Surd(((1, Fraction(7, 9)), (6, Fraction(2, 9))))
        self.assertEqual((found.mean_in_g, found.variance_in_g), (0, value))
        self.assertEqual(found.ideals[0].variance, value)
        self.assertEqual(found.ideals[0].purity_state, Fraction(1, 4))
        self.assertEqual(found.observable[0][0], lb.Surd(((3, Fraction(1)),)))
        self.assertIn("(7/9 + 2/9*sqrt(6))", str(found))
        whole = lb.parse("qubits 1\ngenerator X[0]\ngenerator Z[0]\nstate 0\n").variance(
            observable="X[0] + sqrt(2)*Z[0]")
        self.assertEqual(whole._repr_latex_(), r"$\operatorname{Var} = 1$")
        whole = lb.parse("qubits 2\ngenerator a = X[0] + sqrt(2)*Y[0]\ngenerator Z[0]\ngenerator X[1]\n"
                         "generator b = Z[1]\nstate 00\n").variance(observable="(1 + sqrt(2))*X[0]")
        self.assertEqual(whole._repr_latex_(), r"$\operatorname{Var} = 1+\frac{2}{3}\sqrt{2}$")

    def test_constants(self):
        found = lb.parse(SPIN.replace("(1 - 2*sqrt(3))*", "")).constants(killing=True)
        self.assertEqual(found.constants, {(0, 1, 2): Fraction(1, 2), (0, 2, 1): Fraction(-1, 2), (1, 2, 0): 2})
        self.assertEqual(found.basis[2][2][0], lb.Surd(((3, Fraction(1)),)))
        self.assertEqual(found.killing[0, 0], Fraction(-1, 2))

    def test_sums(self):
        root = lb.Surd(((2, Fraction(1)),))
        self.assertEqual(root + root, lb.Surd(((2, Fraction(2)),)))
        self.assertEqual(root + 1, lb.Surd(((1, Fraction(1)), (2, Fraction(1)))))
        self.assertEqual(Fraction(1, 2) + root + -root, Fraction(1, 2))

    def test_turns(self):
        a = lb.parse("qubits 3\nlayer\nrotate Z[0] by a\napply CCX[0,1,2] H[0] T[1]\nstate plus\n")
        self.assertEqual((a.dim().dimension, a.field), (6, "Q"))
        self.assertEqual(lb.parse(a.alg).dim().dimension, 6)


if __name__ == "__main__":
    unittest.main()
