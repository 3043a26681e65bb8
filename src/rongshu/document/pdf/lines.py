"""Lines of a PDF page joined into paragraphs by what the page shows: indents, short lines, fonts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rongshu.document.line.fold import fold
from rongshu.document.line.pieces import Line, join_lines
from rongshu.document.line.wrapped import ends_sentence, opens_anew
from rongshu.document.pdf.layout import TextLine

_BOLD = re.compile(r"bold|black|heavy|hei|黑", re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u9fff]")


def body_font(lines: Sequence[TextLine]) -> str:
    """The font that most Chinese characters are set in."""
    counts: Counter[str] = Counter()
    for line in lines:
        for word in line.words:
            counts[word.font] += len(_HAN.findall(word.text))
    return counts.most_common(1)[0][0] if counts else ""


def paragraphs(lines: Sequence[TextLine], body: str) -> list[Line]:
    """The paragraphs of consecutive lines."""
    groups: list[list[TextLine]] = []
    for line in lines:
        if groups and _continues(groups[-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_line(group, body) for group in groups]


def _continues(group: Sequence[TextLine], line: TextLine) -> bool:
    before, text = group[-1], fold(line.text)
    size = max(line.size, 6.0)
    unfinished = fold(before.text)[-1:] in "，、（“《"
    if abs(before.size - line.size) > 1.2 or (opens_anew(text) and not unfinished):
        return False
    indented = line.left > line.edges[0] + 1.2 * size
    if indented and not (unfinished and line.left < line.edges[0] + 1.6 * size):
        return _is_hanging(group, line) and _is_full(before)
    if line.page == before.page and line.top > before.top and line.top - before.top > 3.2 * size:
        return False
    return _is_full(before) and not (len(group) == 1 and _is_centred(before) and ends_sentence(before.text))


def _is_hanging(group: Sequence[TextLine], line: TextLine) -> bool:
    """Whether the paragraph as a whole is set in from the edge, as in a list with hanging indents."""
    return len(group) > 1 and abs(group[-1].left - line.left) < 2 and not ends_sentence(group[-1].text)


def _is_full(line: TextLine) -> bool:
    return line.right > line.edges[1] - 2.2 * max(line.size, 6.0)


def _is_centred(line: TextLine) -> bool:
    left, right = line.left - line.edges[0], line.edges[1] - line.right
    return left > 2 * line.size and abs(left - right) < 2 * line.size


def _line(group: Sequence[TextLine], body: str) -> Line:
    texts = [fold(line.text) for line in group]
    text = join_lines(texts)
    strong = _strong_words(group, body)
    return Line(
        text,
        page=group[0].page,
        bold=min(len(join_lines([fold(part) for part in strong])), len(text)) if strong else 0,
        centred=len(group) == 1 and _is_centred(group[0]),
        size=group[0].size,
    )


def _strong_words(group: Sequence[TextLine], body: str) -> list[str]:
    """The opening words set in bold or in another face than the running text."""
    strong: list[str] = []
    for line in group:
        kept = []
        for word in line.words:
            if _HAN.search(word.text) and word.font == body and not _BOLD.search(word.font):
                break
            kept.append(word)
        if kept:
            strong.append(TextLine(tuple(kept), line.page).text)
        if len(kept) < len(line.words):
            break
    return strong if any(_HAN.search(part) for part in strong) else []
