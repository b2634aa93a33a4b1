"""What the documents show is what happens: blocks of Python sessions, and the notebook."""

import ast
import contextlib
import doctest
import io
import json
import os
import re
import unittest

import liebound as lb

from support import ROOT, Case


class Documents(Case):
    def setUp(self):
        super().setUp()
        self.addCleanup(os.chdir, os.getcwd())
        os.chdir(self.folder)

    def test_sessions(self):
        counted = 0
        for path in [ROOT / "README.md", ROOT / "python" / "README.md", *(ROOT / "docs").glob("*.md")]:
            text = path.read_text(encoding="utf-8")
            blocks = re.findall(r"^```pycon\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
            test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, path.name, str(path), 0)
            told = io.StringIO()
            runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
            result = runner.run(test, out=told.write)
            self.assertEqual(result.failed, 0, told.getvalue())
            counted += result.attempted
        self.assertGreater(counted, 10)

    def test_blocks(self):
        text = (ROOT / "python" / "README.md").read_text(encoding="utf-8")
        for block in re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            with contextlib.redirect_stdout(io.StringIO()) as told:
                exec(compile(block, "README.md", "exec"), {})
            self.assertIn("18", told.getvalue())

    # As Jupyter runs it: the value of the last expression of a cell is shown.
    def test_notebook(self):
        path = ROOT / "examples" / "circuit_to_table.ipynb"
        notebook = json.loads(path.read_text(encoding="utf-8"))
        self.assertEqual(notebook["nbformat"], 4)
        names, shown = {}, []
        for cell in notebook["cells"]:
            if cell["cell_type"] != "code":
                continue
            self.assertEqual(cell["outputs"], [])
            tree = ast.parse("".join(cell["source"]))
            last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(tree, str(path), "exec"), names)
                if last:
                    value = eval(compile(ast.Expression(last.value), str(path), "eval"), names)
                    shown.append(value)
        for value in shown:
            rich = [getattr(value, name)() for name in ("_repr_html_", "_repr_svg_")
                    if hasattr(value, name)]
            self.assertTrue(value is None or any(rich), value)
        self.assertEqual(names["bound"].rank.value, names["bound"].critical.value)
        self.assertIn("<svg", (self.folder / "critical.svg").read_text())

    def test_every_name_is_documented(self):
        for name in lb.__all__:
            value = getattr(lb, name)
            self.assertTrue(name.startswith("__") or value.__doc__, name)
            if isinstance(value, type):
                for title, method in vars(value).items():
                    if callable(method) and not title.startswith("_"):
                        self.assertTrue(method.__doc__, f"{name}.{title}")


if __name__ == "__main__":
    unittest.main()
