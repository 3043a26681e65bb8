"""What is wrong in a file of firms, all at once: line, column, what was found and expected.

Nothing here stops an answer: a code that does not exist decides nothing, a firm without texts stays unplaced.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from rongshu.matching.firm_file import FirmTable
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.credit_code import folded_code, is_valid
from rongshu.terms.diagnostic import Diagnostic, Place, Severity

RULE = "firms.row"
# how a cell says that it says nothing; 无 says more where a list asks what there is (``candidate_file``)
UNSAID = frozenset({"", "-", "—", "--", "——", "/", "?", "？", "未知", "不详", "n/a", "na", "null", "none"})
UNKNOWN = UNSAID | {"无"}
_CODE = re.compile(r"(?<![0-9])[0-9]{2,4}(?![0-9])")


def codes_in(written: str) -> tuple[str, ...]:
    """The codes of GB/T 4754 in a cell: classes, groups and divisions, with or without their letter.

    >>> codes_in("C2821锦纶纤维制造；1761")
    ('2821', '1761')
    """
    return tuple(_CODE.findall(unicodedata.normalize("NFKC", written)))


def known(written: str) -> str:
    """The text of a cell, empty where it says that nothing is known."""
    return "" if written.strip().lower() in UNKNOWN else written


def check_firms(path: Path, table: FirmTable, known_code: Callable[[str], bool]) -> tuple[Diagnostic, ...]:
    """Every fault of the file, by line; ``known_code`` says whether a code of GB/T 4754 exists."""
    return tuple(_faults(path.name, table, known_code))


def _faults(file: str, table: FirmTable, known_code: Callable[[str], bool]) -> Iterator[Diagnostic]:
    if not {"products", "scope", "codes"} & set(table.titles):
        zh = "没有主要产品、经营范围、行业代码中的任何一列，只能凭名称判断"
        en = "no column of products, scope or codes: only names can speak"
        yield _fault(file, 0, "", Bilingual(zh, en), "", "主要产品 / 经营范围 / 行业代码")
    if not table.rows:
        yield _fault(file, 0, "", Bilingual("没有一家企业", "there is no firm in it"), "", "")
    for line in table.nameless:
        yield _fault(
            file, line, table.titles["name"], Bilingual("没有企业名称，略过", "no name: left out"), "", ""
        )
    keys = Counter(row["key"] for _line, row in table.rows)
    for line, row in table.rows:
        if keys[row["key"]] > 1:
            message = Bilingual("编号重复", "the key stands more than once")
            yield _fault(file, line, table.titles.get("key", ""), message, row["key"], "")
        yield from _codes(file, line, row, table, known_code)


def _codes(
    file: str, line: int, row: dict[str, str], table: FirmTable, known_code: Callable[[str], bool]
) -> Iterator[Diagnostic]:
    written = known(row.get("codes", ""))
    codes = codes_in(written)
    if written and ((not codes and re.search(r"\d", written)) or any(not known_code(each) for each in codes)):
        message = Bilingual("国民经济行业分类中没有这个代码", "GB/T 4754 has no such code")
        yield _fault(file, line, table.titles["codes"], message, written, "GB/T 4754-2017：2–4 位 digits")
    code = folded_code(known(row.get("code", "")))
    if code and not is_valid(code):
        message = Bilingual("统一社会信用代码不合校验", "the credit code's check character is wrong")
        yield _fault(file, line, table.titles["code"], message, code, "GB 32100-2015：18 位 signs")


def _fault(file: str, line: int, column: str, message: Bilingual, found: str, expected: str) -> Diagnostic:
    place = Place(file=file, line=line, item=column)
    return Diagnostic(RULE, Severity.WARNING, message, (place,), found=found[:80], expected=expected)
