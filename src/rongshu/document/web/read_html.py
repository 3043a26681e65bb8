"""Web pages: block elements to lines, tables with spans, page furniture and scripts left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from rongshu.document.guard import limits
from rongshu.document.guard.encoding import decode
from rongshu.document.guard.refusal import damaged
from rongshu.document.line.fold import fold
from rongshu.document.line.header import header_rows
from rongshu.document.line.pieces import Frame, Grid, Line, Piece, Reading
from rongshu.document.line.spans import SpanCell, fill_spans
from rongshu.document.line.wrapped import soft_lines
from rongshu.document.word.numbering import number_in
from rongshu.terms.diagnostic import Diagnostic

_GONE = frozenset(
    [
        "script",
        "style",
        "noscript",
        "head",
        "template",
        "svg",
        "math",
        "nav",
        "footer",
        "aside",
        "form",
        "button",
        "iframe",
        "select",
        "input",
        "textarea",
        "object",
        "video",
        "audio",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdo",
        "big",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
    ]
)
_STRONG = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SIZE = re.compile(r"font-size\s*:\s*(\d+(?:\.\d+)?)\s*(px|pt)", re.IGNORECASE)
_TYPE = re.compile(r"font-family\s*:\s*[\"']?([^;,\"']+)", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*(gb\w+|big5)", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_LIST_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_DEEPEST = 200
_FEWEST = 10  # sentences of a page whose article can be told from what surrounds it
_FRAMED = 20  # a one-cell table with more pieces than this lays out a page


@dataclass(frozen=True, slots=True)
class _Face:
    """How the text of an element looks: bold, size in points and typeface (0 and empty where not stated)."""

    strong: bool = False
    size: float = 0.0
    kind: str = ""

    def of(self, element: etree._Element, *, strong: bool) -> _Face:
        """The face inside ``element``, which states its own size or keeps this one."""
        style = element.get("style", "")
        stated, named = _SIZE.search(style), _TYPE.search(style)
        size = float(stated[1]) * (0.75 if stated[2].lower() == "px" else 1) if stated else self.size
        return _Face(strong, size, named[1].strip() if named else element.get("face", "") or self.kind)


@dataclass(slots=True)
class _Flow:
    """The line being gathered and the pieces already finished."""

    name: str
    pieces: list[Piece] = field(default_factory=list)
    text: str = ""
    bold: int = 0
    size: float = 0.0
    kind: str = ""
    all_bold: bool = True

    def add(self, text: str, face: _Face) -> None:
        """Append inline text."""
        self.text += text
        if text.strip():
            self.all_bold = self.all_bold and face.strong
            self.size = self.size or face.size
            self.kind = self.kind or face.kind
        if self.all_bold:
            self.bold = len(self.text)

    def close(self, *, outline: int = 0, number: str = "", centred: bool = False) -> None:
        """Finish the line, if there is any text in it."""
        bold = len(fold(self.text[: self.bold]))
        for place, text in enumerate(soft_lines(self.text)):
            opening = "" if place else number
            strong = len(opening) + min(bold, len(text)) if bold else 0
            level = outline if len(text) <= 100 else 0
            self.pieces.append(
                Line(
                    opening + text,
                    bold=strong,
                    outline=level,
                    number=opening,
                    centred=centred,
                    size=self.size,
                    face=self.kind,
                )
            )
        self.text, self.bold, self.size, self.kind, self.all_bold = "", 0, 0.0, "", True


def read_html(content: bytes, name: str) -> Reading:
    """The pieces of a web page.  *Errors*: ``InputError`` where no page can be made of it."""
    remarks: tuple[Diagnostic, ...] = ()
    charset = _CHARSET.search(content[:4096])
    if charset and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "big5" if charset.group(1).lower() == b"big5" else "gb18030"
        text = content.decode(encoding, "replace")
    else:
        text, remarks = decode(content, name)
    try:
        parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
        root = html.document_fromstring(_DECLARATION.sub("", text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise damaged(name, "html", str(error)) from error
    flow = _Flow(name)
    body = root.find("body")
    article = _article(root if body is None else body)
    flow.pieces.extend(_title_above(article))
    _walk(article, flow, 0, _Face())
    flow.close()
    title = root.findtext("head/title") or ""
    return Reading(tuple(flow.pieces), fold(title), remarks)


def _article(body: etree._Element) -> etree._Element:
    """The innermost element that holds nearly all sentences: the text without the page's way-finding."""
    whole = _stops(body)
    inner = body
    while whole >= _FEWEST:
        below = [child for child in inner if isinstance(child.tag, str) and _stops(child) * 10 >= whole * 9]
        if not below or below[0].tag in _INLINE or below[0].tag in _GONE:
            break
        inner = below[0]
    return inner if inner.tag not in ("tbody", "tr") else inner.getparent()


def _stops(element: etree._Element) -> int:
    return sum(text.count("。") for text in element.itertext())


def _title_above(article: etree._Element) -> Iterator[Line]:
    """The page's one heading of the first rank, where it stands before the article."""
    titles = article.getroottree().findall(".//h1")
    if len(titles) == 1 and article not in titles[0].iterancestors():
        text = fold(" ".join(titles[0].itertext()))
        if text:
            yield Line(text, centred=True)


def _walk(element: etree._Element, flow: _Flow, depth: int, face: _Face) -> None:
    """Add what is below ``element``; text between blocks makes lines of its own."""
    if depth > _DEEPEST:
        flow.add("".join(element.itertext()), face)
        return
    flow.add(_words(element.text), face)
    counter = _list_start(element)
    for child in element:
        if (
            isinstance(child.tag, str)
            and child.tag not in _GONE
            and not _UNSEEN.search(child.get("style", ""))
        ):
            marker = ""
            if child.tag == "li":
                marker, counter = _list_number(element, child, counter)
            _element(child, flow, depth + 1, face, marker=marker)
        flow.add(_words(child.tail), face)


def _element(child: etree._Element, flow: _Flow, depth: int, face: _Face, *, marker: str) -> None:
    tag = child.tag
    if tag == "br":
        flow.add("\n", face)
    elif tag in _INLINE:
        heavy = face.strong or tag in ("b", "strong") or bool(_STRONG.search(child.get("style", "")))
        _walk(child, flow, depth, face.of(child, strong=heavy))
    elif tag == "table":
        flow.close()
        flow.pieces.extend(_table(child, flow.name, depth))
    else:
        flow.close()
        outline = int(tag[1]) if re.fullmatch(r"h[1-6]", tag) else 0
        heavy = bool(_STRONG.search(child.get("style", ""))) or (face.strong and not outline)
        _walk(child, flow, depth, face.of(child, strong=heavy))
        centred = child.get("align") == "center" or bool(_CENTRED.search(child.get("style", "")))
        flow.close(outline=outline, number=marker, centred=centred)


def _words(text: str | None) -> str:
    """Inline text: a line end in the source is a blank, and none between Chinese characters."""
    blank = re.sub(r" ?\n[\n ]*", "\n", re.sub(r"[ \t\r\f\v]+", " ", text or ""))
    joined = re.sub(r"(?<=[^\x00-\x7f])\n(?=[^\x00-\x7f])", "", blank)
    return joined.replace("\n", " ")


def _list_start(element: etree._Element) -> int:
    start = element.get("start", "1") if element.tag == "ol" else "1"
    return int(start) if re.fullmatch(r"\d{1,6}", start) else 1


def _list_number(parent: etree._Element, child: etree._Element, counter: int) -> tuple[str, int]:
    if parent.tag != "ol":
        return "", counter
    stated = child.get("value", "")
    number = int(stated) if re.fullmatch(r"\d{1,6}", stated) else counter
    return number_in(_LIST_FORMS.get(parent.get("type", "1"), "decimal"), number) + ".", number + 1


def _table(table: etree._Element, name: str, depth: int) -> Iterator[Piece]:
    """A grid; a table of one column frames its text, or lays out the page when there is much of it."""
    caption = table.find("caption")
    if caption is not None:
        yield from _inside(caption, name, depth)
    rows = [row for row in _rows(table) if _cells(row)]
    if all(len(_cells(row)) == 1 for row in rows):
        inside = tuple(piece for row in rows for piece in _inside(_cells(row)[0], name, depth))
        if len(inside) > _FRAMED or any(isinstance(piece, Grid) for piece in inside):
            yield from inside
        elif inside:
            yield Frame(inside)
        return
    filled = fill_spans([[_cell(cell, name, depth, len(rows)) for cell in _cells(row)] for row in rows], name)
    if filled:
        declared = 0
        while declared < len(rows) - 1 and _is_header(rows[declared]):
            declared += 1
        yield Grid(filled, max(min(declared, 3), header_rows(filled)))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _is_header(row: etree._Element) -> bool:
    parent = row.getparent()
    return (parent is not None and parent.tag == "thead") or all(cell.tag == "th" for cell in _cells(row))


def _cell(cell: etree._Element, name: str, depth: int, rows: int) -> SpanCell:
    down = _span(cell.get("rowspan"), rows)
    return SpanCell(tuple(_texts(_inside(cell, name, depth))), (), _span(cell.get("colspan"), 0), down)


def _span(stated: str | None, rest: int) -> int:
    """A span of at least 1; 0 means "to the end" for rows."""
    number = int(stated) if stated and re.fullmatch(r"\d{1,6}", stated) else 1
    return number or max(rest, 1)


def _inside(element: etree._Element, name: str, depth: int) -> list[Piece]:
    flow = _Flow(name)
    if depth <= _DEEPEST - limits.NESTED_TABLES:
        _walk(element, flow, depth + 1, _Face(element.tag == "th"))
    else:
        flow.add(" ".join(element.itertext()), _Face())
    flow.close()
    return flow.pieces


def _texts(pieces: list[Piece]) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, Line):
            yield piece.text
        elif isinstance(piece, Frame):
            yield from _texts(list(piece.pieces))
        else:
            yield from (line for row in piece.rows for cell in row if cell.origin for line in cell.lines)
