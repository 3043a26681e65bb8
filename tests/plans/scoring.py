"""Our own scorer of compiled items against a fixture's gold: one line a kind, with P, R and F1.

Names count as equal after NFKC without blanks and quotation marks; amounts are compared in their base
unit (32亿元 = 320000万元); a predicted number that the gold knows as a base fact, a table cell or an
ignored number is left out of the count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

Item = dict[str, object]
FACTORS = {"万亿": Decimal(10) ** 12, "亿": Decimal(10) ** 8, "万": Decimal(10) ** 4}


@dataclass(frozen=True, slots=True)
class Row:
    """Hits, predictions and gold items of one kind; ``recall_only`` rows have no precision."""

    label: str
    hits: int
    predicted: int
    gold: int
    recall_only: bool = False
    missed: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    @property
    def precision(self) -> float:
        """The share of predictions that are right."""
        return self.hits / self.predicted if self.predicted else float(not self.gold)

    @property
    def recall(self) -> float:
        """The share of the gold that was found."""
        return self.hits / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def plain(text: object) -> str:
    """A name without blanks and quotation marks, widths folded."""
    folded = unicodedata.normalize("NFKC", "" if text is None else str(text))
    return re.sub(r"[\s“”\"'‘’《》「」]", "", folded)


def amount(value: object, unit: object) -> tuple[Decimal | str, str]:
    """Value and unit with the multiplier moved into the value; a range counts by its lower end."""
    word, name = plain(value).replace(",", ""), plain(unit).replace("个百分点", "百分点").replace("每", "/")
    first = re.search(r"-?\d+(?:\.\d+)?", word)
    if first is None:
        return word, name
    number = Decimal(first.group())
    for prefix, factor in FACTORS.items():
        if name.startswith(prefix) and name != prefix:
            return (number * factor).normalize(), name[len(prefix) :]
    return number.normalize(), name


def pairs(
    gold: Iterable[Item], found: Iterable[Item], same: Callable[[Item, Item], bool]
) -> list[tuple[Item, Item]]:
    """Each gold item with the first unused prediction that is the same."""
    free, matched = list(found), []
    for wanted in gold:
        hit = next((item for item in free if same(wanted, item)), None)
        if hit is not None:
            free = [item for item in free if item is not hit]
            matched.append((wanted, hit))
    return matched


def same_name(one: Item, other: Item) -> bool:
    """Equal names."""
    return plain(one.get("name")) == plain(other.get("name"))


def same_amount(one: Item, other: Item) -> bool:
    """Equal amounts."""
    return amount(one.get("value"), one.get("unit")) == amount(other.get("value"), other.get("unit"))


def of(items: Iterable[Item], *kinds: str) -> list[Item]:
    """The items of these kinds."""
    return [item for item in items if item.get("type") in kinds]


def once(items: Iterable[Item]) -> list[Item]:
    """One item a name (and level)."""
    return list({(item.get("level"), plain(item.get("name"))): item for item in items}.values())


def row(
    label: str,
    gold: list[Item],
    found: list[Item],
    same: Callable[[Item, Item], bool],
    recall_only: bool = False,
) -> Row:
    """The row of one kind."""
    matched = pairs(gold, found, same)
    wanted, used = {id(one) for one, _ in matched}, {id(other) for _, other in matched}
    missed = tuple(shown(item) for item in gold if id(item) not in wanted)
    extra = tuple(shown(item) for item in found if id(item) not in used)
    total = len(matched) if recall_only else len(found)
    return Row(label, len(matched), total, len(gold), recall_only, missed, extra)


def shown(item: Item) -> str:
    """An item in a few words."""
    return "".join(str(item.get(key) or "") + " " for key in ("name", "value", "unit", "year")).strip()


def neutral_amounts(gold: dict[str, object]) -> set[tuple[Decimal | str, str]]:
    """The amounts that are neither right nor wrong as a target."""
    items = gold["items"]
    known = {amount(value, unit) for value, unit in gold["ignore_numbers"]}
    for item in of(items, "indicator", "capacity", "project", "baseline"):
        keys = ("value", "base_value", "base_capacity", "base_output", "target_output")
        known |= {amount(item[key], item.get("unit")) for key in keys if item.get(key) is not None}
    for item in of(items, "park"):
        known.add(amount(item["area"], "平方公里"))
        known |= {amount(item[key], "万元/亩") for key in ("tax_per_mu_base", "tax_per_mu_target")}
    return known


def target_row(gold: dict[str, object], found: list[Item]) -> Row:
    """Targets by amount and unit."""
    wanted, predicted = of(gold["items"], "target"), of(found, "target")
    used = {id(other) for _, other in pairs(wanted, predicted, same_amount)}
    neutral = neutral_amounts(gold)
    counted = [i for i in predicted if id(i) in used or amount(i.get("value"), i.get("unit")) not in neutral]
    return row("target", wanted, counted, same_amount)


def project_rows(gold: dict[str, object], found: list[Item]) -> Row:
    """Projects once each, an annex row before a mention of the same name or of a part of it."""

    def folded(items: list[Item]) -> list[Item]:
        full = [item for item in items if item.get("owner")]
        loose = [
            item for item in items if not item.get("owner") and not any(overlap(item, row) for row in full)
        ]
        return once(full + loose)

    return row("project", folded(of(gold["items"], "project")), folded(of(found, "project")), overlap)


def overlap(one: Item, other: Item) -> bool:
    """One name is within the other."""
    first, second = plain(one.get("name")), plain(other.get("name"))
    return bool(first and second) and (first in second or second in first)


def same_clash(one: Item, other: Item) -> bool:
    """Two of its values, or two of its places."""
    values = {plain(value) for value in one["values"]} & {plain(value) for value in other.get("values", ())}
    quotes = [plain(quote) for quote in other.get("quotes", ()) if len(plain(quote)) >= 4]
    anchors = [plain(anchor["quote"]) for anchor in one["anchors"]]
    places = sum(any(quote in anchor or anchor in quote for quote in quotes) for anchor in anchors)
    return len(values) >= 2 or places >= 2


def score(gold: dict[str, object], found: list[Item]) -> list[Row]:
    """One row a kind that the gold or the prediction has."""
    items, ignored = gold["items"], {plain(name) for name in gold["ignore_names"]}
    rows = [
        row(kind, of(items, kind), of(found, kind), same_name) for kind in ("outline", "indicator", "box")
    ]
    rows.append(target_row(gold, found))
    rows.append(row("baseline", of(items, "baseline"), of(found, "baseline", "target"), same_amount, True))
    for kind in ("enterprise", "product"):
        named = [item for item in once(of(found, kind)) if plain(item.get("name")) not in ignored]
        rows.append(row(kind, once(of(items, kind)), named, same_name))
    for level in ("pillar", "industry", "segment"):
        both = [[i for i in once(of(side, "industry")) if i.get("level") == level] for side in (items, found)]
        rows.append(row(f"industry:{level}", both[0], both[1], same_name))
    rows.append(project_rows(gold, found))
    rows += [
        row(kind, of(items, kind), of(found, kind), same_name)
        for kind in ("park", "chain", "capacity", "task")
    ]
    rows.append(row("contradiction", list(gold["contradictions"]), of(found, "contradiction"), same_clash))
    return [each for each in rows if each.gold or each.predicted or each.label == "contradiction"]


def macro(rows: list[Row]) -> float:
    """The mean F1 over the rows that have a precision."""
    counted = [each.f1 for each in rows if not each.recall_only]
    return sum(counted) / len(counted)


def near_miss_alarms(gold: dict[str, object], found: list[Item]) -> list[Item]:
    """Predicted contradictions that are none."""
    clashes = of(found, "contradiction")
    real = {id(other) for _, other in pairs(gold["contradictions"], clashes, same_clash)}
    loose = [item for item in clashes if id(item) not in real]
    return [item for item in loose if any(same_clash(miss, item) for miss in gold["near_misses"])]


def table(title: str, rows: list[Row]) -> str:
    """The rows as text."""
    lines = [title, f"{'kind':20}{'hits':>6}{'pred':>6}{'gold':>6}{'P':>8}{'R':>8}{'F1':>8}"]
    for each in rows:
        figures = f"{each.hits:6}{each.predicted:6}{each.gold:6}"
        figures += f"{each.precision:8.3f}{each.recall:8.3f}{each.f1:8.3f}"
        lines.append(f"{each.label:20}{figures}{'  recall only' if each.recall_only else ''}")
    return "\n".join([*lines, f"macro F1 {macro(rows):.3f}"])
