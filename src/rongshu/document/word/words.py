"""The words of one Word paragraph: visible runs in order, how long its bold opening is, its frames."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from rongshu.document.word.styles import Style, Styles, W, face_of, switched, value, whole

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = frozenset(
    {W + "del", W + "moveFrom", W + "pPr", W + "rPr", W + "sectPr", W + "instrText", W + "delText", W + "rt"}
)
_SIGNS = {W + "tab": "\t", W + "noBreakHyphen": "-", W + "br": "\n", W + "cr": "\n", W + "ptab": "\t"}


@dataclass(slots=True)
class RunText:
    """What the runs of a paragraph say, gathered while walking them."""

    text: str = ""
    bold: int = 0
    size: float = 0.0
    face: str = ""
    all_bold: bool = True
    frames: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    def add(self, text: str, *, bold: bool, size: float, face: str) -> None:
        """Append one run's text."""
        self.text += text
        if text.strip():
            self.size = self.size or size
            self.face = self.face or face
            self.all_bold = self.all_bold and bold
        if self.all_bold:
            self.bold = len(self.text)


def run_text(paragraph: etree._Element, style: Style, styles: Styles) -> RunText:
    """The visible text: insertions kept, deletions dropped, one of two alternatives taken."""
    found = RunText()
    for run in _visible(paragraph, found):
        properties = run.find(W + "rPr")
        if switched(properties, "vanish"):
            continue
        own = styles.get(value(properties, W + "rStyle") or "", Style())
        stated = switched(properties, "b")
        inherited = own.bold if own.bold is not None else bool(style.bold)
        size = whole(value(properties, W + "sz")) / 2 or own.size or style.size or 0.0
        bold = inherited if stated is None else stated
        face = face_of(properties) or own.face or style.face
        found.add(_characters(run, found), bold=bold, size=size, face=face)
    return found


def _visible(element: etree._Element, found: RunText) -> Iterator[etree._Element]:
    """The runs of a paragraph in reading order; text boxes on the way are set aside."""
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _GONE:
            continue
        if child.tag == W + "r":
            yield child
        elif child.tag == W + "txbxContent":
            found.frames.append(child)
        elif child.tag == _MC + "AlternateContent":
            yield from _visible(_alternative(child), found)
        else:
            yield from _visible(child, found)


def _alternative(element: etree._Element) -> etree._Element:
    """The first choice; the fallback repeats it for old programs."""
    choice = element.find(_MC + "Choice")
    if choice is None:
        choice = element.find(_MC + "Fallback")
    return element if choice is None else choice


def _characters(run: etree._Element, found: RunText) -> str:
    text = ""
    for child in run:
        if not isinstance(child.tag, str) or child.tag in _GONE:
            continue
        if child.tag == W + "t":
            text += child.text or ""
        elif child.tag in _SIGNS:
            text += "" if child.get(W + "type") in ("page", "column") else _SIGNS[child.tag]
        elif child.tag in (W + "footnoteReference", W + "endnoteReference"):
            found.notes.append((child.tag.removeprefix(W).removesuffix("Reference"), child.get(W + "id", "")))
        else:
            text += _inner(child, found)
    return text


def _inner(child: etree._Element, found: RunText) -> str:
    """Text below a drawing, ruby or alternative inside a run."""
    inside = _alternative(child) if child.tag == _MC + "AlternateContent" else child
    boxes = [box for box in inside.iter(W + "txbxContent") if _is_outermost(box, inside)]
    found.frames.extend(boxes)
    if boxes or child.tag in (W + "drawing", W + "pict", W + "object"):
        return ""
    return "".join(_characters(run, found) for run in _visible(inside, found))


def _is_outermost(box: etree._Element, top: etree._Element) -> bool:
    """Not within another text box, nor in the fallback that repeats a choice."""
    above = box.getparent()
    while above is not None and above is not top:
        if above.tag in (W + "txbxContent", _MC + "Fallback"):
            return False
        above = above.getparent()
    return True
