"""Tables, plots and the checker."""

import gzip
import unittest
import xml.etree.ElementTree as xml
from fractions import Fraction

import liebound as lb

from support import ENDLESS, PROGRAMS, Case, program


class Tables(Case):
    def test_rows(self):
        t = lb.table("tfim-open", "tfim-closed", n=range(2, 5), columns=["ansatz", "n", "dimension", "rank"])
        self.assertEqual(t["dimension"], [4, 9, 16, 4, 8, 11])
        self.assertEqual(t.columns, ["ansatz", "n", "dimension", "rank"])
        self.assertEqual(t[1], {"ansatz": "tfim-open", "n": 3, "dimension": 9, "rank": 4})
        self.assertEqual((len(t), [row["n"] for row in t]), (6, [2, 3, 4, 2, 3, 4]))
        self.assertTrue(t.proved)
        self.assertRaises(KeyError, lambda: t["wrong"])
        self.assertIn("<td>tfim-closed</td>", t._repr_html_())
        self.assertIn("6 rows", repr(t))
        self.assertIn(r"\toprule", t.latex())

    def test_fits(self):
        t = lb.table("tfim-open", n="2..8", fit=True)
        fit, = t.fits
        self.assertEqual((fit.formula, fit.latex, fit.status, fit.variable, fit.of, fit.values),
                         ("n^2", "n^{2}", "conjecture", "n", "dimension", 7))
        self.assertIn("n^2", repr(fit))

    def test_ansaetze(self):
        mine = lb.parse("ansatz mine\nparameter h = 1/2\nqubits 2\ngenerator a = X[0] + h*X[1]\n"
                        "generator b = ZZ\n")
        t = lb.table(mine, h=[Fraction(1, 2), 1, "1/3"], columns="ansatz,h,dimension")
        self.assertEqual(t["h"], [Fraction(1, 2), 1, Fraction(1, 3)])
        self.assertEqual(t["dimension"], [6, 4, 6])
        chain = lb.load("tfim-open", n=3)
        self.assertEqual(lb.table(chain, n=[4, 5])["dimension"], [16, 25])
        self.assertEqual(lb.table(chain)["dimension"], [9])
        self.assertEqual(lb.table(chain, lb.from_paulis(["XX"], name="two"))["dimension"], [9, 1])
        self.assertRaises(lb.UsageError, lb.table, chain.with_states([1] * 8))
        path = self.folder / "a.alg"
        path.write_text(mine.alg)
        self.assertEqual(lb.table(path)["dimension"], [6])

    def test_what_is_open(self):
        t = lb.table(lb.parse(ENDLESS, name="endless"), "tfim-open", time_limit=0.3,
                     columns=["ansatz", "dimension", "rank"])
        self.assertTrue(t.undecided and not t.proved)
        number = t["dimension"][0]
        self.assertIsInstance(number, lb.Number)
        self.assertGreater(number.at_most, number.at_least)
        self.assertRaises(lb.Undecided, int, number)
        self.assertEqual(t["dimension"][1], 16)
        self.assertIn("..", t._repr_html_())

    def test_left_out(self):
        t = lb.table("tfim-open", n=range(1, 4))
        self.assertEqual([row["parameters"] for row in t.skipped], [{"n": "1"}])
        self.assertEqual(len(t), 2)
        self.assertIn("left out", t.notes[0])

    def test_plots(self):
        t = lb.table("tfim-open", "hea", n=range(2, 5))
        plot = t.plot()
        path = self.folder / "p.svg"
        plot.save(path)
        root = xml.parse(path).getroot()
        tags = [element.tag.split("}")[1] for element in root.iter()]
        self.assertEqual(tags.count("polyline"), 2)
        self.assertEqual(tags.count("circle"), 6 + 2)  # and the key
        for element in root.iter():
            for axis, most in (("cx", 560), ("cy", 380)):
                if axis in element.attrib:
                    self.assertTrue(0 <= float(element.attrib[axis]) <= most)
        self.assertIn("tfim-open", path.read_text())
        for series in ([], [("one", [1], [1])], [("<&>", [0, 1], [0, -1])], [("flat", [1, 2], [3, 3])],
                       [("far", [1, 2], [1, 1e300])]):
            for log in (False, True):
                xml.fromstring(lb.Plot(series, log=log)._repr_svg_())
        self.assertRaises(lb.UsageError, t.plot, x="wrong")


class Checker(Case):
    def test_verdicts(self):
        a = lb.load("tfim-closed", n=4)
        data = a.structure().certificate()
        result = lb.check(data)
        self.assertTrue(result)
        self.assertEqual((result.dimension, result.centre, result.derived), (11, 2, 9))
        self.assertEqual((result.qubits, result.generators, result.title), (4, 2, "tfim-closed n=4"))
        self.assertIn("VERIFIED dimension 11", str(result))
        self.assertEqual(len(result.sha256), 64)
        strings = lb.load("hea", n=3).dim().certificate()
        self.assertEqual(lb.check(strings).algebra, "su(8)")
        self.assertFalse(lb.check(data[:-1]))
        self.assertFalse(lb.check(data.replace(b"1", b"2", 1)))
        self.assertIn("line", lb.check(data[:-1]).reason)
        for rubbish in (b"", b"\0", b"\x1f\x8b", b"x" * 100000, gzip.compress(b"rubbish")):
            self.assertFalse(lb.check(rubbish))
        self.assertTrue(lb.check(gzip.compress(data)))
        self.assertTrue(lb.check(data, threads=2))
        self.assertRaises(lb.UsageError, lb.check, data, threads=0)

    def test_ranks(self):
        result = lb.check(lb.load("tfim-open", n=4).bound().certificate())
        rank, = result.ranks
        self.assertEqual((rank.states, rank.rank.value, rank.critical.value), ((0,), 8, 8))

    def test_files(self):
        a = lb.load("tfim-open", n=4)
        for name in ("my.cert", "my.cert.gz"):
            path = self.folder / name
            self.assertIsNone(a.orbit().certificate(path))
            self.assertTrue(lb.check(path))
            import subprocess
            done = subprocess.run([str(PROGRAMS / "liebound-check"), str(path)], check=True,
                                  stdout=subprocess.PIPE)
            self.assertEqual(done.stdout.decode(), str(lb.check(path)) + "\n")
        a.save(self.folder / "my.alg")
        self.assertTrue(lb.check(path, ansatz=self.folder / "my.alg"))
        lb.load("tfim-open", n=5).save(self.folder / "other.alg")
        self.assertFalse(lb.check(path, ansatz=self.folder / "other.alg"))
        for call in (lambda: lb.check(self.folder / "nowhere"), lambda: a.dim().certificate("/nowhere/c")):
            self.assertRaises(lb.FileError, call)
        self.assertRaises(lb.UsageError, lb.check, "-")
        self.assertRaises(lb.UsageError, lambda: a.dim().certificate("-"))

    # The same bytes as the program's.
    def test_the_programs_certificates(self):
        a = lb.load("tfim-open", n=4)
        for name in ("dim", "orbit", "structure", "bound"):
            program(name, "tfim-open", "n=4", "--certificate", "c", folder=self.folder)
            self.assertEqual(getattr(a, name)().certificate(), (self.folder / "c").read_bytes())

    def test_no_certificate(self):
        a = lb.load("tfim-open", n=3)
        for result in (a.hessian(), a.capacity(), a.constants(), lb.load("tfim-open", n=100000).dim()):
            self.assertRaises(lb.UsageError, result.certificate)
        roots = lb.parse("qubits 1\ngenerator a = X[0] + sqrt(2)*Z[0]\ngenerator b = Z[0]\nstate plus\n")
        with self.assertRaisesRegex(lb.UsageError, "certificates of ranks are for rational coefficients"):
            roots.bound().certificate()

    def test_circuits(self):
        layers = lb.from_qasm("OPENQASM 2.0;\nqreg q[2];\nrx(0.3) q[0];\ncz q[0],q[1];\n")
        self.assertTrue(lb.check(layers.bound().certificate()))
        self.assertTrue(lb.check(layers.orbit().certificate()))


if __name__ == "__main__":
    unittest.main()
