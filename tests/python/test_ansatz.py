"""Where ansätze come from, what they are, and what is wrong with bad ones."""

import subprocess
import sys
import unittest
import warnings
from decimal import Decimal
from fractions import Fraction

import liebound as lb

from support import Case, program


class Sources(Case):
    def test_catalogue(self):
        entries = {entry.name: entry for entry in lb.catalogue()}
        self.assertIn("n = ", entries["tfim-open"].parameters)
        self.assertTrue(entries["tfim-open"].reference)
        a = lb.load("tfim-open", n=3)
        self.assertEqual((a.name, a.qubits, a.parameters, a.states, a.title),
                         ("tfim-open", 3, {"n": "3"}, ("plus",), "tfim-open n=3"))
        self.assertEqual([str(g) for g in a.generators], ["zz = ZZI + IZZ", "x = XII + IXI + IIX"])
        self.assertEqual(a.literature_dimension, 9)
        self.assertEqual(repr(a), "<Ansatz tfim-open n=3: 3 qubits, 2 generators>")
        self.assertIn("ZZI + IZZ", a._repr_html_())

    def test_parameters(self):
        text = "parameter h = 1\nqubits 2\ngenerator a = h*X[0] + Z[1]\nstate plus\n"
        for value in (Fraction(1, 3), "1/3"):
            self.assertEqual(lb.parse(text, h=value).generators[0].terms[0], (Fraction(1, 3), "XI"))
        self.assertEqual(lb.parse(text, h=0.25).generators[0].terms[0][0], Fraction(1, 4))
        self.assertRaises(lb.UsageError, lb.parse, text, h=True)
        self.assertRaises(lb.UsageError, lb.parse, text, h=[1, 2])
        self.assertRaises(lb.UsageError, lb.parse, text, h="2..4")
        self.assertRaises(lb.ParseError, lb.parse, text, h="x y")
        self.assertRaises(lb.ParseError, lb.parse, text, k=1)

    def test_files(self):
        path = self.folder / "my.alg"
        path.write_text('qubits 2\ngraph E = file "g.edges"\n'
                        "generator a = sum((i,j) in E) Z[i] Z[j]\nstate plus\n")
        (self.folder / "g.edges").write_text("0 1\n")
        a = lb.open(path)
        self.assertEqual((a.name, str(a.generators[0])), ("my", "a = ZZ"))
        path.unlink()
        self.assertEqual(a.dim().dimension, 1)  # the file was read once
        a.save(self.folder / "again.alg")
        self.assertEqual(lb.open(str(self.folder / "again.alg")).generators, a.generators)
        self.assertEqual(lb.parse(a.alg).generators, a.generators)
        with self.assertRaises(lb.FileError):
            lb.open(self.folder / "nowhere.alg")
        self.assertRaises(OSError, lb.open, self.folder)

    def test_a_file_in_the_working_folder(self):
        import os
        before = os.getcwd()
        os.chdir(self.folder)
        self.addCleanup(os.chdir, before)
        (self.folder / "tfim-open").write_text("qubits 1\ngenerator x = X[0]\nstate plus\n")
        self.assertEqual(lb.open("tfim-open").qubits, 1)
        self.assertEqual(lb.load("tfim-open", n=5).qubits, 5)

    def test_states(self):
        a = lb.load("tfim-open", n=2)
        self.assertEqual(a.with_states("zero", "+-").states, ("zero", "+-"))
        w = a.with_states({"w": [0, 1, 1, 0], "v": [Fraction(1, 2), 0, 0, 2 + 1j]})
        self.assertEqual(w.states, ("w", "v"))
        self.assertTrue(all(s.orbit.proved for s in w.orbit().states))
        self.assertEqual(w.dim().dimension, 4)  # of which states are no part
        self.assertEqual(a.states, ("plus",))
        floating = a.with_states([0.6, 0, 0, 0.8])
        self.assertFalse(floating.orbit().proved)
        self.assertEqual(a.with_states([1.0, 0, 0, 0]).orbit().orbit,
                         a.with_states("zero").orbit().orbit)
        # The first qubit is the first factor of numpy.kron.
        self.assertEqual(lb.from_paulis(["ZI"]).with_states([1, 0, 0, 1]).orbit().orbit, 1)
        self.assertEqual(lb.from_paulis(["ZI"]).with_states([1, 1, 0, 0]).orbit().orbit, 0)
        for bad in ([1, 2, 3], [], [float("nan"), 1], ["x", 1, 0, 0], [1, 0]):
            self.assertRaises((lb.UsageError, lb.ParseError), a.with_states, bad)
        self.assertRaises(lb.UsageError, a.with_states)
        self.assertRaises(lb.ParseError, a.with_states, "no such state")
        path = self.folder / "w.states"
        path.write_text("state w\n01 1\n10 1\n")
        self.assertEqual(lb.load("tfim-open", n=2, states=path).states, ("w",))

    def test_notes(self):
        with self.assertWarnsRegex(lb.Note, "looks like sqrt"):
            a = lb.parse("qubits 1\ngenerator a = 0.8660254037844386 X[0] + Z[0]\nstate plus\n")
        self.assertEqual(len(a.notes), 1)
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # said once
            self.assertIn(a.notes[0], a.orbit().notes)
        b = lb.from_paulis(["X"])
        with self.assertWarnsRegex(lb.Note, "no training state") as caught:
            b.orbit()
        self.assertEqual(caught.filename, __file__)  # of the line that called
        with self.assertWarnsRegex(lb.Note, "a parameter is one angle") as caught:
            lb.from_qasm("OPENQASM 3.0;\ninput float a;\nqubit[1] q;\nrx(a) q[0];\n")
        self.assertEqual(caught.filename, __file__)
        with self.assertWarnsRegex(lb.Note, "left out"):
            lb.table("tfim-open", n=[1, 2])


class Errors(Case):
    def test_places(self):
        for text, line in (("qubits 2\ngenerator a = X[7]\n", 2), ("qubits\n", 1), ("", 1),
                           ("qubits 2\n\ngenerator a = Q[0]\n", 3)):
            with self.assertRaises(lb.ParseError) as caught:
                lb.parse(text, name="my.alg")
            error = caught.exception
            self.assertEqual((error.file, error.line), ("my.alg", line), text)
            self.assertTrue(str(error).startswith(f"my.alg:{line}"), error)
            self.assertIsInstance(error, ValueError)
        with self.assertRaises(lb.ParseError) as caught:
            lb.from_qasm("OPENQASM 2.0;\nqreg q[1];\nreset q[0];\n")
        self.assertEqual(caught.exception.line, 3)

    # The message is that of the program.
    def test_what_is_wrong(self):
        a = lb.load("tfim-open", n=3)
        for call in (lambda: a.orbit(state=3), lambda: a.rank(layers=0), lambda: a.rank(angles=99),
                     lambda: a.dim(method="wrong"), lambda: a.dim(time_limit=-1),
                     lambda: a.dim(time_limit="soon"), lambda: a.dim(memory_limit="much"),
                     lambda: a.dim(threads=0), lambda: a.rank(precision=3),
                     lambda: a.constants(basis="wrong"), lambda: lb.load("no/such"),
                     lambda: a.bound(state="x"), lambda: lb.table(n=3),
                     lambda: lb.table("tfim-open", n=range(2, 4), columns="wrong"),
                     lambda: lb.table("tfim-open", n=3, fit=True),
                     lambda: a.capacity(data=3), lambda: lb.load("a\0b"), lambda: lb.load("tfim-open", **{"--json": 1}),
                     lambda: lb.table("tfim-open", **{"--fit": 1})):
            with self.assertRaises(lb.UsageError) as caught:
                call()
            self.assertTrue(str(caught.exception))
        with self.assertRaisesRegex(lb.ParseError, "did you mean tfim-open"):
            lb.load("tfim-opne")
        self.assertRaisesRegex(lb.ParseError, "called --help", lb.load, "--help")

    # Whatever bytes come: an exception, and Python lives.
    def test_rubbish(self):
        import random
        random.seed(7)
        pieces = ["qubits 2\n", "generator a = ", "X[0]", "\0", "\xff", "sum(", ")", "state ", "{",
                  "OPENQASM 3.0;\n", "qubit[2] q;\n", "rx(", "[('XX', ", "1e999", "9" * 40, "\n",
                  "SparsePauliOp(['", "0.5 [X0]", "|0><", "layer\n", "rotate ", "é", "²"]
        for _ in range(400):
            text = "".join(random.choice(pieces) for _ in range(random.randrange(1, 12)))
            for given in (text, text.encode("latin-1", "replace")):
                try:
                    lb.parse(given).dim(time_limit=1)
                except (lb.Error, ValueError):
                    pass

    def test_numbers(self):
        for good in (1, -2, Fraction(1, 3), Decimal("0.1"), "2/7", 0.1, True):
            lb.from_paulis([("X", good)])
        self.assertEqual(lb.from_paulis([("X", 0.1)]).generators[0].terms[0][0], Fraction(1, 10))
        self.assertEqual(lb.from_paulis([("X", 1e-7)]).generators[0].terms[0][0],
                         Fraction(1, 10 ** 7))
        for bad in (float("nan"), float("inf"), None, Decimal("NaN"), "", "pi", 1 + 1j, [1]):
            self.assertRaises((lb.UsageError, lb.ParseError), lb.from_paulis, [("X", bad)])

    def test_missing_libraries(self):
        script = ("import ctypes\n"
                  "def refuse(name): raise OSError('no ' + name)\n"
                  "ctypes.CDLL = refuse\n"
                  "import liebound\n")
        done = subprocess.run([sys.executable, "-c", script], check=False, stderr=subprocess.PIPE)
        self.assertIn(b"ImportError: no ", done.stderr.splitlines()[-1])
        self.assertIn(b"make python", done.stderr)

    def test_version(self):
        self.assertEqual("liebound " + lb.__version__ + "\n", program("--version")[0])


if __name__ == "__main__":
    unittest.main()
