"""The numbers of each result are those that the command line prints, with Python's types."""

import copy
import pickle
import tempfile
import unittest
from fractions import Fraction

import liebound as lb
from liebound.numbers import algebra_latex, decimal, integer, number
from liebound.results.states import _state_bound

from support import ENDLESS, Case, program, without_clock

LIMIT = 0.2  # seconds of what does not end


class CommandLine(Case):
    """The same texts, but for times."""

    def same(self, result, *words):
        text, status = program(*words, "--json", "--quiet")
        self.assertEqual(without_clock(result.json), without_clock(text), words)
        self.assertEqual(result.undecided, status == 2)
        self.assertEqual(result.disagrees, status == 1)

    def test_every_command(self):
        for name, n in (("tfim-open", 4), ("hea", 3), ("xxz-closed", 4), ("sn-equivariant", 4)):
            a = lb.load(name, n=n)
            words = (name, f"n={n}")
            self.same(a.dim(), "dim", *words)
            self.same(a.dim(basis=True, no_symmetry=True), "dim", *words, "--basis", "--no-symmetry")
            self.same(a.structure(), "structure", *words)
            self.same(a.structure(centre=True, torus=True), "structure", *words, "--centre",
                      "--torus")
            self.same(a.orbit(), "orbit", *words)
            self.same(a.bound(), "bound", *words)
            self.same(a.rank(layers=3), "rank", *words, "--layers", "3", "--spectrum", "/dev/null")
            self.same(a.hessian(layers=2), "hessian", *words, "--layers", "2")
            self.same(a.capacity(layers=2, seeds=2), "capacity", *words, "--layers", "2", "--seeds",
                      "2")
            self.same(a.constants(killing=True), "constants", *words, "--killing")
            self.same(a.symmetries(basis=True), "symmetries", *words, "--basis")
            self.same(a.variance(), "variance", *words)
            self.same(a.train(layers=2, starts=2), "train", *words, "--layers", "2", "--starts", "2")
            self.assertEqual(str(a.draw(layers=2)) + "\n",
                             program("draw", *words, "--layers", "2")[0])
            self.assertEqual(a.draw().svg, program("draw", *words, "--format", "svg")[0])

    def test_other_commands(self):
        a = lb.load("tfim-open", n=3)
        self.same(a.command("noise", p="0,1e-3"), "noise", "tfim-open", "n=3", "--p", "0,1e-3")
        self.assertEqual(len(a.command("noise", layers="1..2").data["points"][0]["spectra"]), 2)
        self.assertRaises(lb.UsageError, a.command, "nonsense")

    def test_several_states(self):
        path = self.folder / "two.alg"
        path.write_text("qubits 3\ngenerator a = X[0] + X[1]\ngenerator b = ZZI\n"
                        "state plus\nstate zero\n")
        a = lb.open(path)
        self.same(a.bound(), "bound", str(path))
        self.same(a.bound(state=1, layers=2), "bound", str(path), "--state", "1", "--layers", "2")
        self.same(a.orbit(joint=True), "orbit", str(path), "--joint")
        self.same(a.rank(), "rank", str(path))
        self.same(a.rank(state=0), "rank", str(path), "--state", "0", "--spectrum", "/dev/null")

    def test_tables(self):
        columns = "ansatz,n,dimension,orbit,sector,rank,critical,layers,algebra"
        words = ("tfim-open", "tfim-closed", "n=2..5", "--columns", columns)
        t = lb.table("tfim-open", "tfim-closed", n="2..5", columns=columns.split(","))
        self.assertEqual(t.json, program("table", *words, "--json")[0])
        self.assertEqual(t.csv(), program("table", *words, "--format", "csv")[0])
        self.assertEqual(t.latex(), program("table", *words, "--format", "latex")[0])
        self.assertEqual(t.markdown(), program("table", *words, "--format", "markdown")[0])
        self.assertEqual(str(t) + "\n", program("table", *words)[0])
        t = lb.table("tfim-open", n=range(2, 8), fit=True)
        self.assertEqual(t.json, program("table", "tfim-open", "n=2..7", "--fit", "--json")[0])


class Types(Case):
    def test_dimension(self):
        d = lb.load("hea", n=200).dim()
        self.assertEqual(d.dimension, 4 ** 200 - 1)
        self.assertEqual(int(d), 4 ** 200 - 1)
        self.assertEqual(d.algebra, "su(2^200)")
        self.assertEqual(d.ideals, (lb.Ideal("su", 2 ** 200, 1, 4 ** 200 - 1),))
        self.assertTrue(d.proved and d.literature.agrees)
        self.assertEqual(d.literature.dimension, 4 ** 200 - 1)
        self.assertIn("every n", d.theorem.proved_for)
        self.assertIsNone(d.basis)
        d = lb.load("tfim-open", n=3).dim(basis=True)
        self.assertEqual(len(d.basis), 9)
        self.assertEqual(d.symmetry_order, 1)
        self.assertGreater(d.statistics["brackets"], 0)
        self.assertTrue(all(type(c) is Fraction for row in d.basis for c, _ in row))
        self.assertEqual(d.certificate_kind, "closure")

    def test_sectors(self):
        d = lb.load("xxz-open", n=9).dim()
        self.assertEqual((d.dimension, d.certificate_kind), (12182, "sectors"))
        checked = lb.check(d.certificate())
        self.assertTrue(checked.verified)
        self.assertEqual(checked.dimension, 12182)

    def test_structure(self):
        s = lb.load("tfim-closed", n=6).structure(centre=True, torus=True)
        self.assertEqual([int(x) for x in (s.dim, s.centre, s.derived, s.rank)], [17, 2, 15, 7])
        self.assertEqual(s.algebra, "5 su(2) + 2 u(1)")
        self.assertEqual([(i.type, i.n, i.copies, i.field) for i in s.ideals],
                         [("su", 2, 3, None), ("su", 2, 2, "x^2 - 3")])
        self.assertEqual((len(s.centre_basis), len(s.torus_basis)), (2, 7))
        self.assertEqual([x.symmetries for x in s.sectors], [{"XXXXXX": 1}, {"XXXXXX": -1}])
        self.assertTrue(s.proved)

    def test_states(self):
        a = lb.parse("qubits 3\ngenerator a = X[0] + X[1]\ngenerator b = ZZI\n"
                     "state plus\nstate zero\n")
        o = a.orbit()
        self.assertEqual([(s.state, s.orbit.value, s.sector.value) for s in o.states],
                         [("plus", 2, 3), ("zero", 3, 4)])
        self.assertEqual((o.joint.orbit.value, o.orbit.value, o.sector.value), (4, 4, 4))
        self.assertIsNone(a.orbit(no_sectors=True).sector)
        b = a.bound()
        self.assertEqual([(s.state, s.rank.value, s.critical.value) for s in b.states],
                         [("plus", 2, 3), ("zero", 3, 3)])
        self.assertEqual((b.rank.value, b.critical.value, b.layers), (4, 3, 2))
        self.assertTrue(b.proved)
        r = a.rank(layers=3)
        self.assertEqual(r.rank.value, 4)
        self.assertIsNone(r.spectra[0].singular_values)
        self.assertEqual([s.rank.value for s in r.states], [2, 3])

    def test_bound(self):
        b = lb.load("tfim-open", n=5).bound()
        self.assertEqual((b.rank.value, b.critical.value, b.layers), (12, 12, 6))
        self.assertEqual((b.orbit.value, b.sector.value, b.dim.value), (12, 25, 25))
        self.assertEqual((b.exact.rank, b.exact.proved, b.exact.error), (12, True, 0))
        self.assertEqual(len(b.exact.reached), 12)
        self.assertEqual((b.floating.rank, b.floating.agreement), (12, "agrees"))
        self.assertEqual(b.states[0].orbit_theorem.value, 12)
        self.assertIsNone(b.limit)

    # An angle in two gates that cannot be brought together: the orbit is a bound from above alone.
    def test_shared_angles(self):
        a = lb.from_qasm("""OPENQASM 3.0;
include "stdgates.inc";
input float a;
input float b;
qubit[2] q;
rx(a) q[0];
rz(b) q[0];
rzz(b) q[0], q[1];
rx(a) q[0];
ry(a) q[1];
""")
        self.assertTrue(a._shown["layer"]["shared_angles"])
        b = a.bound()
        self.assertEqual((b.rank.at_least, b.rank.at_most), (b.exact.rank, b.orbit.value))
        data = dict(b.data["states"][0], exact=None, exact_rank=None)
        self.assertEqual(_state_bound(data, True).rank, lb.Number(0, 6))
        self.assertEqual(_state_bound(data, False).rank, 6)
        self.assertEqual((b.orbit.value, b.rank.at_least, b.rank.at_most), (6, 6, 6))
        self.assertTrue(b.proved)
        # Terms that do not commute have no exact rank with shared angles.
        b = lb.parse("""qubits 3
layer
rotate X[0] X[1] + Z[0] + X[2] by t
rotate Z[0] by t
""").bound()
        self.assertEqual((b.rank.at_least, b.rank.at_most), (0, 3))
        self.assertFalse(b.proved)
        self.assertIn("shared", b.states[0].not_certified)

    def test_spectra(self):
        r = lb.load("tfim-open", n=4).rank(layers=5, seeds=2)
        self.assertEqual((r.rank.value, r.float_rank, r.angles, r.layers), (8, 8, 10, 5))
        self.assertTrue(r.proved)
        spectrum = r.spectra[0]
        self.assertEqual(len(spectrum.singular_values), 8)
        self.assertAlmostEqual(spectrum.eigenvalues[0], 4 * spectrum.singular_values[0] ** 2)
        self.assertTrue(spectrum.clear and spectrum.gap > 1e4)
        self.assertEqual([s.seed for s in r.spectra], [1, 2])

    def test_floating_point_is_never_proved(self):
        a = lb.load("tfim-open", n=3)
        h = a.hessian(layers=4, optimum=True, seeds=1)
        self.assertFalse(h.proved)
        self.assertEqual(h.rank_at_most, 4)
        self.assertLessEqual(h.points[0].rank, 4)
        self.assertEqual(len(h.points[0].eigenvalues), 8)
        self.assertLess(h.points[0].gradient, 1e-5)
        self.assertEqual(h.observable[0][0], -1)
        h = a.hessian(observable="2*Z[0]", seeds=1)
        self.assertEqual(h.observable, lb.PauliSum([(2, "ZII")]))
        with tempfile.NamedTemporaryFile("w") as target:
            target.write("1 0\n" * 8)
            target.flush()
            h = a.hessian(layers=2, target=target.name, seeds=1)
        self.assertEqual((len(h.observable), h.rank_at_most), (0, 4))
        c = a.capacity(layers=4)
        self.assertFalse(c.proved)
        self.assertEqual([(s.state, s.d1, s.d2, s.at_most) for s in c.states], [("plus", 4, 2, 4)])

    # {B_i, B_j} = sum_k c B_k, and the Jacobi identity.
    def test_constants(self):
        c = lb.load("tfim-open", n=3).constants(killing=True)
        self.assertEqual((c.dim.value, len(c.basis)), (9, 9))
        self.assertTrue(c.proved)
        full = {}
        for (i, j, k), value in c.constants.items():
            self.assertLess(i, j)
            full.setdefault((i, j), {})[k] = value
            full.setdefault((j, i), {})[k] = -value

        def bracket(i, vector):
            out = {}
            for j, x in vector.items():
                for k, value in full.get((i, j), {}).items():
                    out[k] = out.get(k, 0) + x * value
            return out

        for i in range(9):
            for j in range(9):
                for k in range(9):
                    total = {}
                    for a, b, d in ((i, j, k), (j, k, i), (k, i, j)):
                        for m, value in bracket(a, full.get((b, d), {})).items():
                            total[m] = total.get(m, 0) + value
                    self.assertFalse(any(total.values()))
        for i in range(9):
            trace = sum(bracket(i, bracket(i, {k: 1})).get(k, 0) for k in range(9))
            self.assertEqual(trace, c.killing.get((i, i), 0))
        words = lb.load("tfim-open", n=3).constants(basis="nested").nested_commutators
        self.assertEqual(words[:4], ((0,), (1,), (1, 0), (0, 1, 0)))

    # The commutant of three qubits under total spins: spin 3/2 once and spin 1/2 twice.
    def test_symmetries(self):
        s = lb.from_paulis([{"XII": 1, "IXI": 1, "IIX": 1}, {"ZII": 1, "IZI": 1, "IIZ": 1}]).symmetries(
            basis=True)
        self.assertEqual((s.dim.value, len(s.basis), s.proved), (5, 5, True))
        self.assertEqual({(k.count, k.dimension, k.copies) for k in s.sectors}, {(1, 4, 1), (1, 2, 2)})
        self.assertTrue(s.permutations)
        self.assertEqual(lb.load("tfim-open", n=3).symmetries().strings, ("XXX",))

    # Of su(2) on one qubit: E of <psi| Z |psi>^2 over the sphere is 1/3.
    def test_variance(self):
        a = lb.from_paulis(["X", "Z"])
        v = a.variance(observable="Z[0]")
        self.assertEqual((v.mean, v.variance, v.proved), (0, Fraction(1, 3), True))
        self.assertEqual(a.variance(observable=lb.PauliSum([(Fraction(-1, 2), "Z")])).variance,
                         Fraction(1, 12))
        self.assertEqual(v._repr_latex_(), r"$\operatorname{Var} = \frac{1}{3}$")
        self.assertEqual(v.ideals[0].algebra, "su(2)")
        # Outside i g nothing is claimed.
        part = lb.load("tfim-open", n=4).variance(observable="X[0]")
        self.assertEqual(part.scope, "part in i g")
        self.assertFalse(part.proved)
        self.assertRaises(lb.Undecided, lambda: part.variance)
        self.assertRaises(lb.Undecided, lambda: part.mean)
        self.assertGreater(part.variance_in_g, 0)
        self.assertTrue(part.outside)
        self.assertIn("part of O in i g or that commutes with g", str(part))
        self.assertRaises(lb.ParseError, a.variance, observable="Q[0]")

    def test_training(self):
        t = lb.load("tfim-open", n=3).train(layers=3, starts=4, seed=3)
        self.assertFalse(t.proved)
        self.assertEqual((len(t.runs), t.layers, t.rank.value, t.critical.value), (4, 3, 4, 4))
        self.assertAlmostEqual(t.ground_energy, -3.4939592074349339)
        self.assertEqual(len(t.runs[0].best_angles), 6)
        self.assertEqual(t.successes[0.01], sum(r.best < 0.01 for r in t.runs))

    def test_drawings(self):
        d = lb.load("hea-cz", n=3).draw(layers=2)
        for name, part in (("a.svg", "</svg>"), ("a.tex", "quantikz"), ("a.txt", "hea-cz n=3")):
            d.save(self.folder / name)
            self.assertIn(part, (self.folder / name).read_text(encoding="utf-8"))
        self.assertIn("<svg", d._repr_svg_())
        self.assertIn("hea-cz n=3", repr(d))

    def test_numpy_is_optional(self):
        try:
            import numpy
        except ImportError:
            spectrum = lb.load("tfim-open", n=3).rank().spectra[0].singular_values
            self.assertIsInstance(spectrum, list)
            return
        a = lb.load("tfim-open", n=3)
        self.assertIsInstance(a.rank().spectra[0].singular_values, numpy.ndarray)
        self.assertEqual(a.constants().array().shape, (9, 9, 9))


class Undecided(Case):
    """What a limit left open is never a number."""

    def setUp(self):
        super().setUp()
        self.ansatz = lb.parse(ENDLESS, name="endless")

    def test_dimension(self):
        d = self.ansatz.dim(time_limit=LIMIT)
        self.assertTrue(d.undecided and not d.proved)
        self.assertGreater(d.at_least, 3)
        self.assertEqual(d.at_most, 4 ** 30 - 1)
        self.assertIn("time limit", d.evidence)
        with self.assertRaises(lb.Undecided) as caught:
            int(d)
        self.assertEqual((caught.exception.at_least, caught.exception.at_most),
                         (d.at_least, d.at_most))
        self.assertIn("undecided", repr(d))
        self.assertIn(r"\leq", d._repr_latex_())
        with self.assertRaises(lb.UsageError):
            d.certificate()

    def test_others(self):
        for result in (self.ansatz.structure(time_limit=LIMIT), self.ansatz.orbit(time_limit=LIMIT),
                       self.ansatz.bound(time_limit=LIMIT, seeds=1),
                       self.ansatz.constants(time_limit=LIMIT)):
            self.assertTrue(result.undecided and not result.proved, result)
            with self.assertRaises(lb.Undecided):
                result.dim.value
            str(result), repr(result), result._repr_html_(), result._repr_latex_()
        bound = self.ansatz.bound(time_limit=LIMIT, seeds=1)
        for value in (bound.rank, bound.critical, bound.orbit, bound.sector):
            self.assertRaises(lb.Undecided, int, value)
            self.assertLess(value.at_least, value.at_most)
        self.assertIsNone(bound.layers)
        structure = self.ansatz.structure(time_limit=LIMIT)
        for value in (structure.centre, structure.derived, structure.rank):
            self.assertRaises(lb.Undecided, int, value)

    def test_numbers(self):
        n = lb.Number(3, 3, "why")
        self.assertTrue(n.proved and n == 3 and int(n) == 3 and [0, 1, 2, 3][n] == 3)
        self.assertEqual((str(n), repr(n), hash(n)), ("3", "3 (proved)", hash(3)))
        open_number = lb.Number(3, None, "why")
        self.assertEqual(str(open_number), ">= 3")
        self.assertEqual(str(lb.Number(3, 7)), "3 .. 7")
        self.assertRaises(lb.Undecided, lambda: open_number == 3)
        self.assertRaises(lb.Undecided, int, lb.Number(3, 7))
        self.assertEqual(number({"d_at_least": "2", "d_at_most": None}, "d", ""), lb.Number(2, None))
        self.assertEqual(number({}, "d"), lb.Number(0, None))

    def test_comparisons(self):
        n = lb.Number(3, 7)
        self.assertTrue(n < 8 and n <= 7 and n > 2 and n >= 3)
        self.assertFalse(n < 3 or n <= 2 or n > 7 or n >= 8)
        for undecided in (lambda: n < 5, lambda: n <= 3, lambda: n > 6, lambda: n >= 4,
                          lambda: lb.Number(3, None) < 9):
            self.assertRaises(lb.Undecided, undecided)
        self.assertTrue(lb.Number(3, None) > 2)

    def test_disagreement(self):
        text = "qubits 2\ngenerator a = X[0]\ngenerator b = Z[0]\nstate plus\ndimension 4\n"
        with self.assertWarns(lb.Disagreement):
            d = lb.parse(text).dim()
        self.assertTrue(d.disagrees and d.proved)
        self.assertFalse(d.literature.agrees)
        self.assertEqual(d.dimension, 3)


class Copies(Case):
    """A result for another process is complete but for certificates."""

    def test_results(self):
        a = lb.load("tfim-open", n=3)
        for result in (a.dim(), a.bound(), a.rank(layers=3), a.constants()):
            for copied in (pickle.loads(pickle.dumps(result)), copy.copy(result),
                           copy.deepcopy(result)):
                self.assertEqual((copied.json, str(copied)), (result.json, str(result)))
                self.assertRaises(lb.UsageError, copied.certificate)
        self.assertRaises(TypeError, copy.copy, a.dim()._call)

    def test_ansaetze(self):
        a = lb.load("tfim-open", n=3).with_states([1, 0, 0, 0, 0, 0, 0, 1])
        self.assertEqual(pickle.loads(pickle.dumps(a)).orbit().orbit, a.orbit().orbit)


class Shown(Case):
    # Beyond what Python converts at once, and in few characters.
    def test_long_integers(self):
        d = lb.load("hea", n=20000).dim()
        self.assertEqual(d.dimension, 4 ** 20000 - 1)
        self.assertIn("1584260372...5025509375 (12042 digits)", str(d))
        self.assertIn(r"1584260372\ldots5025509375\ (12042\ \text{digits})", d._repr_latex_())
        for value in (0, 7, 10 ** 40 - 1):
            self.assertEqual(decimal(value), str(value))
        for power in (40, 41, 60, 1000):
            self.assertEqual(decimal(10 ** power), f"1000000000...0000000000 ({power + 1} digits)")
            self.assertIn(f"9999999999...9999999999 ({power + 1} digits)", decimal(10 ** (power + 1) - 1))
        self.assertEqual(integer("123" * 3000), sum(123 * 1000 ** k for k in range(3000)))
        self.assertEqual(lb.table("hea", n=9000)["dimension"], [4 ** 9000 - 1])

    def test_sums(self):
        s = lb.PauliSum([("-1/2", "ZZ"), (1, "XI"), (3, "IX")])
        self.assertEqual(str(s), "-1/2 ZZ + XI + 3 IX")
        self.assertEqual(s._repr_latex_(), r"$-\tfrac{1}{2} ZZ + XI + 3 IX$")
        self.assertEqual(str(lb.PauliSum([])), "0")
        self.assertEqual(str(lb.PauliSum([(-1, "Z[0] Z[40]")])), "-Z[0] Z[40]")

    def test_algebras(self):
        self.assertEqual(algebra_latex("8 su(2^1000) + so(7) + 2 u(1)"),
                         r"8\,\mathfrak{su}(2^{1000}) \oplus \mathfrak{so}(7) \oplus "
                         r"2\,\mathfrak{u}(1)")

    def test_rich(self):
        a = lb.load("tfim-closed", n=4)
        for result in (a.dim(), a.structure(), a.orbit(), a.bound(), a.rank(), a.hessian(),
                       a.capacity(), a.constants()):
            self.assertIn("tfim-closed n=4", repr(result))
            self.assertIn("tfim-closed n=4", str(result))
            self.assertRegex(result._repr_html_(), r"^<table>.*</table>$")
        self.assertEqual(a.structure()._repr_latex_(),
                         r"$\mathfrak{g} \cong 3\,\mathfrak{su}(2) \oplus 2\,\mathfrak{u}(1)$")
        self.assertEqual(a.dim()._repr_latex_(), r"$\dim\mathfrak{g} = 11$")
        self.assertEqual(a.bound()._repr_latex_(), r"$R = 4,\quad M_c = 4$")

    # Whatever an author writes cannot leave its cell.
    def test_escaped(self):
        a = lb.parse('ansatz a\nabout "<script>"\nqubits 1\ngenerator x = X[0]\n'
                     'reference "<b>"\nstate plus\n', name="<i>")
        self.assertNotIn("<b>", a._repr_html_() + a.dim()._repr_html_())

    def test_errors_are_picklable(self):
        for error in (lb.ParseError("m", "f", 1, 2), lb.Undecided(1, None, "e"), lb.UsageError("u")):
            copy = pickle.loads(pickle.dumps(error))
            self.assertEqual((type(copy), str(copy)), (type(error), str(error)))


if __name__ == "__main__":
    unittest.main()
