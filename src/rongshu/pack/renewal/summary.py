"""What a pack holds in lines a person can scan: how many of each kind, one line an item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rongshu.pack.amount import Amount
from rongshu.pack.schema import ChainLink, Pack, Proposal, Reading
from rongshu.terms.bilingual import Bilingual

KINDS: Mapping[str, Bilingual] = {
    "about": Bilingual("规划", "plan"),
    "outline": Bilingual("章节", "outline"),
    "boxes": Bilingual("专栏", "boxes"),
    "indicators": Bilingual("指标", "indicators"),
    "statements": Bilingual("正文数字", "statements"),
    "claims": Bilingual("自述总数", "claims"),
    "industries": Bilingual("产业", "industries"),
    "enterprises": Bilingual("企业", "enterprises"),
    "projects": Bilingual("项目", "projects"),
    "parks": Bilingual("园区", "parks"),
    "clusters": Bilingual("集群", "clusters"),
    "chains": Bilingual("产业链", "chains"),
    "crosslinks": Bilingual("链间联系", "links between chains"),
    "sequences": Bilingual("产品链条", "sequences"),
    "capacities": Bilingual("产能", "capacities"),
    "tasks": Bilingual("任务", "tasks"),
    "mechanisms": Bilingual("机制", "mechanisms"),
    "remarks": Bilingual("编译提示", "remarks"),
    "actuals": Bilingual("实际值", "actuals"),
}
_ASIDE = frozenset(
    {"id", "cite", "rule", "confidence", "name", "mentions", "number", "nodes", "links", "notes", "proposals"}
)
_WIDEST = 40


def counts(pack: Pack) -> tuple[tuple[Bilingual, int], ...]:
    """Each kind that has items, with how many, in the order of the plan."""
    held = ((label, getattr(pack, kind)) for kind, label in KINDS.items() if kind != "about")
    return tuple((label, len(items)) for label, items in held if items)


def rows(pack: Pack, kind: str) -> tuple[tuple[str, str, str, str], ...]:
    """Id, name, what else is known, and address of every item of a kind."""
    items = (pack.about,) if kind == "about" else getattr(pack, kind)
    return tuple((getattr(item, "id", ""), title(item), rest(item), " ".join(cites(item))) for item in items)


def title(item: Any) -> str:
    """The name by which a person knows the item."""
    for field in ("name", "title", "series", "message"):
        named = getattr(item, field, None)
        if named:
            return named if isinstance(named, str) else str(named.zh)
    return "→".join(getattr(item, "steps", ()) or (getattr(item, end, "") for end in ("source", "target")))


def cites(item: Any) -> Sequence[str]:
    """The addresses of an item, none for what was never in a document."""
    return tuple(getattr(item, "cite", ()))


def rest(item: Any) -> str:
    """The other things the item says, on one short line; what it is marked as (``draft``) stands first."""
    held = {field: getattr(item, field) for field in type(item).model_fields if field not in _ASIDE}
    marks = [field for field, value in held.items() if value is True]
    told = (written(value) for value in held.values() if not isinstance(value, bool))
    line = " · ".join((*marks, *filter(None, told)))
    return line if len(line) <= _WIDEST else line[: _WIDEST - 1] + "…"


def written(value: Any) -> str:
    """A field as a person reads it: figures with sign and unit, names in Chinese, lists joined."""
    if isinstance(value, Reading):
        return f"{value.period} {value.amount.written()}".strip()
    if isinstance(value, Amount):
        return value.written()
    if isinstance(value, tuple):
        return "、".join(filter(None, (written(part) for part in value)))
    if value is None:
        return ""
    if isinstance(value, ChainLink):
        return f"{value.source}→{value.target}"
    if isinstance(value, Proposal):
        return f"{value.library} {value.confidence:.0%}（{'、'.join(value.evidence)}）"
    zh = getattr(value, "zh", None) or getattr(value, "name", None)
    return written(zh) if zh else str(value)
