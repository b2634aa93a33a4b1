"""Reads an SVG of liebound draw as XML. Fails when two texts overlap, or a text leaves its box or the
page. A character is at most 9 wide, as src/drawing/svg.c assumes."""
import sys
import xml.etree.ElementTree as ElementTree

SVG = "{http://www.w3.org/2000/svg}"
root = ElementTree.parse(sys.argv[1]).getroot()
assert root.tag == SVG + "svg"
width, height = float(root.get("width")), float(root.get("height"))


def extent(text):
    x, y, w = float(text.get("x")), float(text.get("y")), 9 * len(text.text)
    left = x - {"start": 0, "middle": w / 2, "end": w}[text.get("text-anchor")]
    return left, y - 11, left + w, y + 3


def meet(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


texts = [(text.text, extent(text)) for text in root.iter(SVG + "text")]
for i, (name, a) in enumerate(texts):
    assert 0 <= a[0] and 0 <= a[1] and a[2] <= width and a[3] <= height, name + " leaves the page"
    for other, b in texts[:i]:
        assert not meet(a, b), name + " overlaps " + other

boxes = [(float(r.get("x")), float(r.get("y")), float(r.get("x")) + float(r.get("width")),
          float(r.get("y")) + float(r.get("height")))
         for r in root.iter(SVG + "rect") if r.get("x") and not r.get("stroke")]
for i, a in enumerate(boxes):
    for b in boxes[:i]:
        assert not meet(a, b), "two boxes overlap"
    for name, b in texts:
        if meet(a, b):
            assert a[0] <= b[0] and b[2] <= a[2], name + " leaves its box"
print(len(texts), "texts", len(boxes), "boxes")
