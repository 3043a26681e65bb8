"""Systems, registers, lists, evaluations, routines, bodies and programmes that the plan says to run.

Generic grammar only: a verb of doing, then a noun phrase whose last noun names something that is built,
kept or run (平台, 机制, 清单, 领导小组, 行动 …), or a coined name in quotation marks.  Goods that an
industry makes are left out by their verb; a noun without any modifier is no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rongshu.compiler.reading.enumeration import Span, clauses, sentences, split
from rongshu.compiler.reading.naming import unique_ids
from rongshu.compiler.tasks.mechanism_words import (
    ADVERB,
    BODY,
    DONE,
    GENERIC,
    GOODS,
    MADE,
    NOUN,
    PASSING,
    QUOTED,
    STATUS_OF,
    STRONG,
    VERB,
    WARES,
    Kind,
    Status,
    kind_of,
)
from rongshu.document.blocks import Box, Document, Heading, Paragraph, Passage
from rongshu.pack.schema import Mechanism, Name, Task
from rongshu.terms.citation import Citation

_PAST = re.compile(r"基础|成[绩效就]|回顾|现状|经验|进展")
_TROUBLE = re.compile(r"问题|挑战|机遇|形势|短板|不足|指导思想|基本原则|总体(?:思路|要求)")
_HURRIED = re.compile(f"(?:加快|{ADVERB.pattern})$")
_ROUTINE = re.compile("(?:机制|制度)$")
_CONJUNCTION = re.compile(r"以及|[和与及]")
_TITLE = re.compile("《([^《》]{4,30})》")
_SOME = re.compile(r"^(?:一批|若干|一系列|各类|相关|全市|更多|一个|\d+[个项家条]|[好了的其等为成与向同在])+")
_SHORTEST, _LONGEST = 4, 30


@dataclass(frozen=True, slots=True)
class _Sighting:
    name: str
    kind: Kind
    status: Status
    cite: Citation
    sure: float


@dataclass
class _Known:
    first: _Sighting
    cites: list[Citation] = field(default_factory=list)


def find_mechanisms(document: Document, tasks: Sequence[Task] = ()) -> tuple[Mechanism, ...]:
    """Each mechanism once, in order of first mention, with all its addresses and the task it serves."""
    known: dict[str, _Known] = {}
    for sighting in _sightings(document):
        entry = known.setdefault(re.sub(r"[\W_]", "", sighting.name), _Known(sighting))
        if sighting.cite not in entry.cites:
            entry.cites.append(sighting.cite)
    of_paragraph = _tasks_by_paragraph(tasks)
    identifiers = unique_ids(entry.first.name for entry in known.values())
    return tuple(
        Mechanism(
            id=identifier,
            name=Name(zh=entry.first.name),
            kind=entry.first.kind,
            status=entry.first.status,
            task=next((of_paragraph[c.paragraph] for c in entry.cites if c.paragraph in of_paragraph), ""),
            cite=tuple(str(cite) for cite in entry.cites),
            rule="mechanisms",
            confidence=entry.first.sure,
        )
        for identifier, entry in zip(identifiers, known.values(), strict=True)
    )


def _tasks_by_paragraph(tasks: Iterable[Task]) -> dict[int, str]:
    """Paragraph → the measure (or task) that is said there."""
    return {cite.paragraph: task.id for task in tasks if task.level != "action" for cite in task.citations()}


def _sightings(document: Document) -> Iterator[_Sighting]:
    for path, block, _box in document.walk():
        titles = [heading.title for heading in path]
        if isinstance(block, Heading) or any(_TROUBLE.search(title) for title in titles):
            continue
        past = any(_PAST.search(title) for title in titles)
        if isinstance(block, Box):
            yield from _titled(block)
        elif isinstance(block, Paragraph):
            yield from _in_passage(block.passage, past)


def _titled(box: Box) -> Iterator[_Sighting]:
    """A box is often the announcement of a programme."""
    kind = kind_of(box.title)
    start = box.passage.text.rfind(box.title)
    if kind and start >= 0 and len(box.title) <= _LONGEST:
        cite = box.passage.cite(start, start + len(box.title))
        yield _Sighting(box.title, kind, "run", cite, 0.8)


def _in_passage(passage: Passage, past: bool) -> Iterator[_Sighting]:
    for sentence in sentences(passage.text):
        for clause in clauses(sentence):
            for span, kind, said, sure in _in_clause(clause):
                settled: Status = "existing" if past and said in ("run", "build") else said
                yield _Sighting(span.text, kind, settled, passage.cite(span.start, span.end), sure)


_Found = tuple[Span, Kind, Status, float]


def _in_clause(clause: Span) -> list[_Found]:
    """What a clause names; a list under one verb shares it, and items without a noun share the last one's."""
    found: list[_Found] = []
    verb, waiting = "", None
    made = bool(MADE.search(clause.text))
    for place, part in enumerate(_members(clause)):
        before: Span | None = None
        for said, rest in _governed(part, first=place == 0):
            if said:
                verb, waiting = said, None
            named = verb not in GOODS or made
            spans = list(_nouns(rest, verb, before)) if named else []
            for span, kind in spans:
                whole = _joined(clause, waiting, span)
                if found and _shares_noun(found[-1], whole):
                    whole = _joined(clause, found.pop()[0], whole)
                found.append((whole, kind, STATUS_OF.get(verb, "run"), 0.9 if said else 0.75))
                waiting = None
            if not spans and verb and named:
                waiting = waiting or rest
            before = rest
    return found


def _shares_noun(before: _Found, span: Span) -> bool:
    """评估、监测、预警机制 is one routine and not three."""
    return before[1] == "evaluation" and before[0].end + 1 == span.start and bool(_ROUTINE.search(span.text))


def _members(clause: Span) -> Iterator[Span]:
    """The items of a list; a conjunction divides only behind a noun that can stand alone."""
    for piece in split(clause, "、"):
        begin = 0
        for match in _CONJUNCTION.finditer(piece.text):
            left = piece.text[begin : match.start()]
            if len(piece.text) - match.end() > 2 and kind_of(left) and not _quoted(piece.text, match.start()):
                yield piece.cut(begin, match.start())
                begin = match.end()
        yield piece.cut(begin)


def _quoted(text: str, at: int) -> bool:
    """Whether ``at`` lies inside quotation marks, brackets or a book title."""
    pairs = (("“", "”"), ("（", "）"), ("《", "》"))
    return any(text.count(opening, 0, at) > text.count(closing, 0, at) for opening, closing in pairs)


def _governed(part: Span, first: bool) -> Iterator[tuple[str, Span]]:
    """The phrase cut at its verbs: each verb with what follows it, up to the next."""
    done = DONE.search(part.text)
    if done and done.start():
        yield "建成", part.cut(0, done.start())
        return
    cuts = [
        (match.start(), match.end(), match.group())
        for match in STRONG.finditer(part.text)
        if len(part.text) - match.end() >= 2
        and not _quoted(part.text, match.start())
        and not (match.start() and NOUN.match(part.text, match.end()))
    ]
    opened = ADVERB.match(part.text)
    opening = VERB.match(part.text, opened.end() if opened else 0) if first else None
    if opening and not any(start < opening.end() and opening.start() < end for start, end, _ in cuts):
        cuts.insert(0, (opening.start(), opening.end(), opening.group()))
    elif opening:
        cuts[0] = max(cuts[0], (opening.start(), opening.end(), opening.group()), key=lambda cut: cut[1])
    if not cuts or cuts[0][0]:
        yield "", part.cut(0, cuts[0][0] if cuts else None)
    ends = [start for start, _, _ in [*cuts[1:], (len(part.text), 0, "")]][: len(cuts)]
    for (_, begin, verb), end in zip(cuts, ends, strict=True):
        yield verb, part.cut(begin, end)


def _nouns(rest: Span, verb: str, before: Span | None) -> Iterator[tuple[Span, Kind]]:
    """The phrases in ``rest`` that a noun of the list closes; ``before`` is what stands left of the verb."""
    if not verb:
        yield from _subject(rest)
        return
    end = 0
    for match in NOUN.finditer(rest.text):
        if _quoted(rest.text, match.end()):
            continue
        span = _named(rest.cut(end, match.end()))
        if GENERIC.fullmatch(span.text) and before and _short_subject(before.text):
            span = Span(before.text + verb + rest.text[: match.end()], before.start)
        kind = kind_of(span.text)
        if kind and _is_name(span.text):
            yield span, kind
            end = match.end()
    if not end and verb not in PASSING and not (verb == "以" and "”为" not in rest.text):
        yield from _coined(rest)


def _short_subject(words: str) -> bool:
    """校企共建创新平台: who builds it makes a name of a noun that is too general alone."""
    return 1 < len(words) < 8 and not _HURRIED.search(words)


def _subject(rest: Span) -> Iterator[tuple[Span, Kind]]:
    """A body that does something is named by that alone."""
    match = BODY.search(rest.text)
    if match and _is_name(rest.text[: match.end()]):
        yield rest.cut(0, match.end()), "organisation"


def _coined(rest: Span) -> Iterator[tuple[Span, Kind]]:
    """A coined name in quotation marks right behind the verb, or the title of a scheme."""
    match = QUOTED.match(rest.text)
    if match and len(re.findall("[一-鿿]", match.group(1))) > 2:
        yield rest.cut(match.start(1), match.end(1)).trimmed("、"), "other"
    if rest.text.startswith("《"):
        for title in _TITLE.finditer(rest.text):
            yield rest.cut(title.start(1), title.end(1)), "routine"


def _named(span: Span) -> Span:
    """The noun phrase without quantity words and without a clause that only describes it."""
    some = _SOME.match(span.text)
    span = span.cut(some.end()) if some else span
    at = span.text.rfind("的")
    if at >= 0 and not _quoted(span.text, at):
        tail = span.cut(at + 1)
        if len(tail.text) > _SHORTEST and not GENERIC.fullmatch(tail.text):
            return tail
    return span


def _is_name(name: str) -> bool:
    fits = _SHORTEST <= len(name) <= _LONGEST and not name.startswith("本")
    return fits and not GENERIC.fullmatch(name) and not WARES.search(name)


def _joined(clause: Span, waiting: Span | None, span: Span) -> Span:
    """``风险评估、监测、通报机制`` is one thing: the items before the noun belong to it."""
    if waiting is None or span.end - waiting.start > _LONGEST:
        return span
    return _named(clause.cut(waiting.start - clause.start, span.end - clause.start))
