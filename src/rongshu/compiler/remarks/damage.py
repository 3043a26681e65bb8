"""Places where a text has lost or gained a character: what no writer means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rongshu.document.blocks import Passage
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.citation import Citation

_PAIRS = (("（", "）"), ("《", "》"), ("“", "”"))
_FORMS: tuple[tuple[re.Pattern[str], Bilingual, float], ...] = (
    (re.compile("�+"), Bilingual("字符损坏", "a broken character"), 1.0),
    (re.compile("[，、；：][，、；：。]|。[。，、；]"), Bilingual("标点重叠", "two stops in a row"), 0.9),
    (
        re.compile("(?<![应针面核校绝相配结]对)(?<=[对把])、"),
        Bilingual("顿号前缺词", "a word is missing before 、"),
        0.9,
    ),
    (re.compile("[（《“][）》”]"), Bilingual("括号内缺词", "nothing between brackets"), 0.9),
    (
        re.compile(r"(?P<twice>[一-鿿]{6,40}[。；，])(?P=twice)"),
        Bilingual("同句重复", "a sentence twice"),
        1.0,
    ),
    # inside running characters 创业创新 looks like a word twice: a stop must follow or go before
    (re.compile(r"(?P<word>[一-鿿]{2,6})(?P=word)(?![一-鿿])"), Bilingual("词语重复", "a word twice"), 0.7),
    (re.compile(r"(?P<sign>[的了和与及在是为])(?P=sign)"), Bilingual("叠字", "a character twice"), 0.7),
)
_ODD = re.compile("[和与及为]为|为了|是是非非|目的的")


@dataclass(frozen=True, slots=True)
class Damage:
    """The fragment, its address and what is the matter."""

    fragment: str
    cite: Citation
    what: Bilingual
    sure: float


def damages(passage: Passage) -> Iterator[Damage]:
    """What is damaged in a paragraph, in the order of the kinds of damage."""
    text = passage.text
    taken: list[range] = []
    for form, what, sure in _FORMS:
        for match in form.finditer(text):
            span = range(match.start(), match.end())
            if any(span.start in other for other in taken) or _ODD.search(
                text[max(0, span.start - 1) : span.stop]
            ):
                continue
            taken.append(span)
            begin, end = max(0, span.start - 3), min(len(text), span.stop + 3)
            fragment = text[span.start : span.stop] if len(span) > 4 else text[begin:end]
            yield Damage(fragment[:12], passage.cite(span.start, span.stop), what, sure)
    for opening, closing in _PAIRS:
        if text.count(opening) != text.count(closing):
            at = max(text.rfind(opening), text.rfind(closing))
            what = Bilingual(f"{opening}{closing}不成对", f"{opening}{closing} do not pair")
            yield Damage(text[at : at + 6], passage.cite(at, at + 1), what, 0.8)
