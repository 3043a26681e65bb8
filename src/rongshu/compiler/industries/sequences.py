"""Chains of products as the text writes them: 甲—乙—丙 and 上游…中游…下游…."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rongshu.compiler.reading.enumeration import Span, split
from rongshu.compiler.reading.naming import unique_ids
from rongshu.compiler.reading.prose import prose
from rongshu.compiler.reading.territory import territory_of
from rongshu.document.blocks import Document, Passage
from rongshu.pack.schema import Industry, Sequence

_DASH = r"(?:——?|－|→|⟶|➔|->|-{1,2}|–|~>)"
_DASHED = re.compile(_DASH)
_STEP = r"[一-鿿A-Za-z0-9（）()/、+·]{1,24}"
_CHAIN = re.compile(rf"{_STEP}(?:\s*{_DASH}\s*{_STEP}){{2,}}")
_QUOTED = re.compile(rf"“({_STEP}(?:\s*{_DASH}\s*{_STEP}){{1,}})”")
_BEFORE = re.compile(
    r"^.*(?:打造|形成|构建|延伸|完善|培育|拓展|发展|贯通|建设|沿|围绕|做强|做优|补齐|建立|推动|成|从|实现|健全|建成|的|了)(?=[一-鿿A-Za-z]{2})"
)
_AFTER = re.compile(r"(?:全产业链|产业链|全链条|链条|一体化|循环|完整|等|的|一线|全链|产业生态|联动|体系).*$")
_OTHER = re.compile(
    r"企业|小巨人|专精特新|单项冠军|政府|街道|^市$|高校|院所|公司\b|签约|开工|\d{4}|省市|年$|孵化|众创|研究院|人才|大学"
)
_PRODUCT_WORD = re.compile(
    r"产业链|链条|延链|全链|一线|一体化|上游|下游|延伸|贯通|炼|材|料|钢|铝|化|纤|件|芯|品|油|烯|纸|粮|电|药|硅|氢|机|器|车"
)
_STREAMS = re.compile(
    r"上游(?P<up>[^。；]{2,80}?)[，、；]\s*中游(?P<mid>[^。；]{2,80}?)[，、；]\s*(?:以及|和)?下游(?P<down>[^。；]{2,80}?)(?=[。；]|$)"
)


def find_sequences(document: Document, industries: Iterable[Industry]) -> tuple[Sequence, ...]:
    """Every chain of products with its steps, cited as a whole, under the segment it stands in."""
    territory = territory_of(document, industries)
    found = [(passage, *chain) for passage in prose(document) for chain in sequences_in(passage)]
    ids = unique_ids("-".join(steps[:1] + steps[-1:]) for _, _, steps, _ in found)
    return tuple(
        Sequence(
            id=item,
            segment=territory.at(passage.number),
            steps=steps,
            cite=(str(passage.cite(span.start, span.end)),),
            rule=rule,
            confidence=0.85 if rule == "sequences:甲—乙—丙" else 0.7,
        )
        for item, (passage, span, steps, rule) in zip(ids, found, strict=True)
    )


def sequences_in(passage: Passage) -> Iterator[tuple[Span, tuple[str, ...], str]]:
    """The chains of one passage: where each stands, its steps, and the rule that found it."""
    taken: list[tuple[int, int]] = []
    dashed = _DASHED.search(passage.text)  # without a dash the patterns below would try every word
    for pattern, group in ((_QUOTED, 1), (_CHAIN, 0)) if dashed else ():
        for match in pattern.finditer(passage.text):
            span = _without_frame(Span(match[group], match.start(group)))
            steps = _steps(span.text)
            inside = any(begin <= match.start() < end for begin, end in taken)
            words = match.group() + passage.text[match.end() : match.end() + 8]
            if not inside and _is_chain(steps, words):
                taken.append((match.start(), match.end()))
                yield span, steps, "sequences:甲—乙—丙"
    for match in _STREAMS.finditer(passage.text):
        steps = tuple(match[name].strip("以的为有是：，、") for name in ("up", "mid", "down"))
        yield Span(match.group(), match.start()), steps, "sequences:上游…中游…下游…"


def _without_frame(span: Span) -> Span:
    """The chain without the verb before its first step and the words after its last."""
    first = re.split(_DASH, span.text)[0]
    lead = _BEFORE.match(first)
    span = span.cut(lead.end()) if lead else span
    last = len(span.text) - len(re.split(_DASH, span.text)[-1])
    tail = _AFTER.search(span.text, last)
    return span.cut(0, tail.start()) if tail and tail.start() > last else span


def _steps(text: str) -> tuple[str, ...]:
    return tuple(step.strip() for step in re.split(_DASH, text) if step.strip())


def _is_chain(steps: tuple[str, ...], words: str) -> bool:
    """Whether the steps are products: three or more, or two before 产业链; no offices, no firms."""
    announced = bool(re.search("产业链|链条|一体化|一线|全链", words))
    if (len(steps) < 3 and not announced) or any(_OTHER.search(step) for step in steps):
        return False
    letters = [step for step in steps if re.search("[一-鿿]", step)]
    return (
        len(letters) >= len(steps) - 1
        and bool(announced or _PRODUCT_WORD.search(words))
        and len(set(steps)) > 1
    )


def stages(text: str) -> tuple[str, ...]:
    """The members of one stage of a 上游…中游…下游… sentence."""
    return tuple(piece.text.strip() for piece in split(Span(text, 0), "、") if piece.text.strip())
