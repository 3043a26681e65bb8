"""One cell of a file read for a field, and written back: a refusal says what is wrong and what would do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from rongshu.office.registry.kinds import Field
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.credit_code import folded_code, is_valid
from rongshu.terms.quantity import written_decimal

CLEAR = frozenset({"清空", "（清空）", "(清空)", "clear", "(clear)"})
LARGEST = Decimal(10) ** 15
YES = frozenset({"是", "有", "yes", "y", "true", "1", "√"})
NO = frozenset({"否", "无", "no", "n", "false", "0"})
_DATE = re.compile(r"(\d{4})\D{0,2}(\d{1,2})(?:\D{0,2}(\d{1,2}))?\D?$")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?$")
# the last brackets are meant as days where anything of a day stands in them; （省级） belongs to the name
_TITLE = re.compile(r"(.+?)(?:[（(]([^（()）]*[\d年月日至—~～\-][^（()）]*)[）)])?$")
_UNTIL = re.compile(r"[—~～至]+|--+|\s-\s")


class Refused(ValueError):
    """A cell that cannot be taken; ``said`` is what to tell its writer."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.said = Bilingual(zh, en)


def written(cell: Any) -> str:
    """A cell as text: whole numbers without ``.0``, days as days, full-width forms folded."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time().isoformat() == "00:00:00" else cell.isoformat(" ")
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return unicodedata.normalize("NFKC", str(cell)).strip() if not isinstance(cell, str) else cell.strip()


def read_text(text: str, field: Field) -> str:
    """The text on one line.  *Errors*: ``Refused`` where it is longer than the field."""
    value = " ".join(text.split())
    if field.longest and len(value) > field.longest:
        raise Refused(
            f"超过{field.longest}个字（有{len(value)}个）",
            f"longer than {field.longest} characters ({len(value)})",
        )
    return value


def read_names(text: str, field: Field) -> str:
    """Several names with 、 between them."""
    names = [name.strip() for name in re.split(r"[、;；\n]|,(?=\D)|，", text) if name.strip()]
    return read_text("、".join(dict.fromkeys(names)), field)


def read_number(text: str, field: Field) -> Decimal:
    """A number not below zero; thousands separated or not.  *Errors*: ``Refused``."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise Refused("不是数字", "not a number") from None
    if not value.is_finite() or value < 0 or value >= LARGEST:
        raise Refused("数字应不小于0且合理", "a number from 0 on, of a sensible size")
    return value.quantize(Decimal(1).scaleb(-field.places))


def read_whole(text: str, field: Field) -> int:
    """A whole number.  *Errors*: ``Refused``."""
    value = read_number(text, field)
    if value != value.to_integral_value() or value > 10_000_000:
        raise Refused("应为整数", "should be a whole number")
    return int(value)


def read_share(text: str, _field: Field) -> Decimal:
    """A share: 12% or 0.12; may be negative.  *Errors*: ``Refused``."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    try:
        value = Decimal(plain.rstrip("%")) / (100 if plain.endswith("%") else 1)
    except InvalidOperation:
        raise Refused("应写作 12% 或 0.12", "should be 12% or 0.12") from None
    if not value.is_finite() or not -1 <= value <= 1000:
        raise Refused("增长率不合理", "no sensible growth")
    return value.quantize(Decimal("0.0001"))


def read_date(text: str, _field: Field) -> date:
    """A day: 2026-03-01, 2026/3/1, 20260301 or 2026年3月1日; a month means its first day."""
    plain = unicodedata.normalize("NFKC", text).split(" ")[0]
    found = _COMPACT.match(plain) or _DATE.match(plain)
    try:
        if found is None:
            raise ValueError
        return date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        raise Refused("不是日期，应写作 2026-03-01", "no date; write 2026-03-01") from None


def read_month(text: str, field: Field) -> date:
    """The first day of a month."""
    return read_date(text, field).replace(day=1)


def read_flag(text: str, _field: Field) -> bool:
    """是 or 否.  *Errors*: ``Refused``."""
    plain = text.lower()
    if plain in YES:
        return True
    if plain in NO:
        return False
    raise Refused("应写“是”或“否”", "should be yes or no")


def read_choice(text: str, field: Field) -> str:
    """The code of one of the field's choices.  *Errors*: ``Refused`` with the choices."""
    for code, name in field.choices:
        if text.lower() in {code, name.zh, name.en.lower()}:
            return code
    zh, en = "、".join(n.zh for _c, n in field.choices), ", ".join(n.en for _c, n in field.choices)
    raise Refused(f"应为：{zh}", f"should be one of: {en}")


def read_credit(text: str, _field: Field) -> str:
    """A credit code whose check character is right.  *Errors*: ``Refused``."""
    code = folded_code(text)
    if not is_valid(code):
        zh = "应为18位" if len(code) != 18 else "校验位不符，请核对"
        en = "should have 18 characters" if len(code) != 18 else "the check character does not fit"
        raise Refused(f"统一社会信用代码{zh}（{len(code)}位）" if len(code) != 18 else zh, en)
    return code


def read_titles(text: str, _field: Field) -> list[dict[str, str]]:
    """Titles with the days between which they are held: 专精特新（2022-07-01—2025-06-30）；…"""
    found = []
    for piece in filter(None, (part.strip() for part in re.split(r"[;；\n]", text))):
        match = _TITLE.match(piece)
        if match is None:
            raise Refused("应写作 名称（起—止）", "write name (from—until)")
        days = [day.strip().rstrip("今") for day in _UNTIL.split(match[2] or "")] + ["", ""]
        held = [read_date(day, _field).isoformat() if day else "" for day in days[:2]]
        found.append({"name": match[1].strip(), "from": held[0], "until": held[1]})
    return found


def read_ramp(text: str, field: Field) -> list[str]:
    """Shares of full production by year, the last one whole: 40%、80%、100%.  *Errors*: ``Refused``."""
    shares = [read_share(part, field) for part in re.split(r"[、;；,，\s]+", text.strip()) if part]
    if not shares or len(shares) > 10 or shares[-1] != 1 or not all(0 <= share <= 1 for share in shares):
        raise Refused("应写作 40%、80%、100%，最后一年为100%", "write 40%, 80%, 100%; the last year is 100%")
    return [str(share.normalize()) for share in shares]


READERS: dict[str, Callable[[str, Field], Any]] = {
    "text": read_text,
    "names": read_names,
    "number": read_number,
    "whole": read_whole,
    "share": read_share,
    "date": read_date,
    "month": read_month,
    "flag": read_flag,
    "choice": read_choice,
    "credit": read_credit,
    "titles": read_titles,
    "ramp": read_ramp,
}


def empty_value(field: Field) -> Any:
    """What a cleared cell means."""
    if field.form in {"text", "names", "credit", "industry", "choice"}:
        return ""
    if field.form in {"titles", "ramp"}:
        return []
    return False if field.form == "flag" else None


def shown(field: Field, value: Any, language: str = "zh") -> str:
    """A value as people write it; the inverse of the readers."""
    if value is None or value == "" or value == []:
        return ""
    if field.form == "titles":
        return "；".join(_title(held) for held in value)
    if field.form == "flag":
        return Bilingual("是", "yes").in_language(language) if value else ""
    if field.form == "choice":
        return dict(field.choices).get(value, Bilingual(str(value))).in_language(language)
    if field.form == "ramp":
        return "、".join(f"{written_decimal(Decimal(share) * 100)}%" for share in value)
    if field.form == "share":
        return f"{written_decimal(Decimal(value) * 100)}%"
    if field.form == "month":
        return str(value)[:7]
    if isinstance(value, Decimal):
        return format(value.quantize(Decimal(1)) if value == value.to_integral_value() else value, "f")
    return str(value)


def _title(held: dict[str, str]) -> str:
    begun, ended = held.get("from", ""), held.get("until", "")
    days = f"{begun}—{ended}" if ended else begun
    return f"{held['name']}（{days}）" if days else held["name"]
