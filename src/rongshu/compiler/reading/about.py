"""What the plan is: its title, its territory and its years, told from the title and the first pages."""

from __future__ import annotations

import re

from rongshu.compiler.reading.naming import slug
from rongshu.compiler.reading.periods import PlanYears, five_year_end
from rongshu.document.blocks import Document, Heading, Paragraph
from rongshu.pack.schema import About, Name, Region, SourceDocument

_TITLE_WORDS = re.compile(r"规划|计划|方案|意见|纲要|措施|办法|行动")
_SPAN = re.compile(r"(20\d\d)\s*年?\s*(?:—+|–|-|－|−|~|～|至|到)\s*(20\d\d)\s*年?")
_PERIOD_WORD = re.compile(r"规划期(?:限|为|是|间)?[^。]{0,8}?(20\d\d)\s*年?(?:—+|–|-|－|~|～|至|到)(20\d\d)")
_LABEL = re.compile(r"[“\"]?十([一二三四五六七八九])五[”\"]?")
_ENDS = re.compile(r"到(20\d\d)年")
_LEVELS = (
    ("province", r"^(.{2,8}?(?:省|自治区))"),
    ("county", r"^((?:.{2,8}?[市州盟])?.{1,6}?(?:县|(?<![园发新开])区|旗)(?!域))"),
    ("park", r"^(.{2,14}?(?:开发区|高新区|园区|新区|经开区))"),
    ("city", r"^(.{2,8}?(?:市|自治州|州|盟|地区))"),
)
_NOT_NAME = re.compile(r"[“”《》（(0-9、，关于十]")
HEAD = 30  # paragraphs read for a title or a period


def find_about(document: Document) -> About:
    """Title, territory, years and source of the document as the pack's ``about``."""
    title = find_title(document)
    years = plan_years(document)
    region = find_region(title)
    source = document.source
    name = region.name.zh if region else title[:12]
    span = f"-{years.first}-{years.last}" if years.first and not years.guessed else ""
    return About(
        id=slug(name) + span,
        title=Name(zh=title or source.name),
        region=region,
        first_year=None if years.guessed else years.first or None,
        last_year=years.last or None,
        source=SourceDocument(
            name=source.name, sha256=source.sha256, kind=source.kind, paragraphs=len(document.passages)
        ),
    )


def find_title(document: Document) -> str:
    """The document's title; where the reader found none, the first lines up to the word 规划 or 方案."""
    if document.title:
        return re.sub(r"\s+", "", document.title)
    lines = ""
    for passage in document.passages[:6]:
        lines += re.sub(r"\s+", "", passage.text)
        if _TITLE_WORDS.search(lines[-6:]):
            return lines
    return ""


def find_region(title: str) -> Region | None:
    """The territory that the title begins with; ``None`` where it names none.

    >>> find_region("澜川市柘口县制造业三年行动方案").level
    'county'
    """
    title = re.sub(r"^关于(?:推进|加快|促进|印发|推动|支持)?", "", title)
    for level, pattern in _LEVELS:
        match = re.match(pattern, title)
        if match and not _NOT_NAME.search(match.group(1)):
            return Region.model_validate({"name": {"zh": match.group(1)}, "level": level})
    before = re.match(r"^([^“”《》0-9（(]{2,8}?)(?=[“\"]?十[一二三四五六七八九]五)", title)
    return Region(name=Name(zh=before.group(1))) if before else None


def plan_years(document: Document) -> PlanYears:
    """First and last year: from the title, a subtitle of years, 规划期, the plan's ordinal, or its goals."""
    title = find_title(document)
    head = [passage.text for passage in document.passages[:HEAD]]
    for text in (title, *(line for line in head[:6] if len(line) < 40)):
        span = _SPAN.search(text)
        if span:
            return PlanYears(int(span.group(1)), int(span.group(2)))
    for text in head:
        span = _PERIOD_WORD.search(text)
        if span:
            return PlanYears(int(span.group(1)), int(span.group(2)))
    label = _LABEL.search(title)
    if label:
        last = five_year_end(label.group(1))
        return PlanYears(last - 4, last)
    return _years_of_goals(document)


def _years_of_goals(document: Document) -> PlanYears:
    """The year most goals speak of, when nothing else names the plan's years; the first is guessed."""
    count: dict[int, int] = {}
    for _path, block, _box in document.walk():
        if isinstance(block, Paragraph | Heading):
            for year in _ENDS.findall(block.passage.text):
                count[int(year)] = count.get(int(year), 0) + 1
    if not count:
        return PlanYears()
    last = max(count, key=lambda year: (count[year], year))
    return PlanYears(min([year for year in count if year < last], default=last - 2), last, guessed=True)
