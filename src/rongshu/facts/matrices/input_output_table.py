"""An input–output table as it was sent: sectors against sectors, final uses beside, value added below.

Read by words: 总产出, 总投入, 中间使用合计, 最终使用合计, 增加值合计, 进口 and their English.  Columns
that are neither sector nor total are final uses; rows likewise value added.  No sub-total counts twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from rongshu.facts.matrices.matrix import About, Label, Matrix, read_matrix, read_titled, unsaid
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Place, Severity

OUTPUT = ("总产出", "总产出合计", "总投入", "总投入合计", "total_output", "gross_output", "output",
          "total_input", "total_inputs", "input")  # fmt: skip
MIDDLE = ("中间使用合计", "中间使用", "中间投入合计", "中间投入", "中间合计", "intermediate",
          "intermediate_use", "intermediate_uses", "intermediate_input", "intermediate_inputs",
          "total_intermediate", "intermediate_demand", "intermediate_consumption")  # fmt: skip
FINAL = ("最终使用合计", "最终使用", "最终需求", "最终需求合计", "final_use", "final_uses", "final_demand",
         "total_final_use", "total_final_demand")  # fmt: skip
ADDED = ("增加值合计", "增加值", "value_added", "total_value_added", "gva", "gross_value_added")
IMPORTS = ("进口", "流入", "调入", "import", "inflow")
PARTS = ("最终消费支出", "资本形成总额", "居民消费支出", "其中", "#")
MOST = 200


@dataclass(frozen=True, slots=True)
class InputOutput:
    """*Shape*: ``flows[from][to]``; one entry a sector in ``final``, ``added`` and ``output``.

    *Units*: ``about.unit``, one for all.  ``final`` is net of imports; ``None`` where the table has none.
    ``imports``: whether the table has a column of imports, so that its flows hold foreign goods too.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    flows: tuple[tuple[Decimal, ...], ...]
    output: tuple[Decimal, ...]
    final: tuple[Decimal, ...] | None
    added: tuple[Decimal, ...] | None
    imports: bool
    about: About
    remarks: tuple[Diagnostic, ...] = ()


def read_input_output(path: Path, about: About | None = None) -> InputOutput:
    """The table of a file; ``about`` says unit, period and source where the file does not.

    Total output comes from its column, else its row, else from flows and final use together.
    *Errors*: ``InputError`` with everything that is wrong: no square of sectors, unknown or negative flows,
    neither totals nor final use.
    """
    matrix = read_matrix(read_titled(path))
    said = matrix.about.filled(about or About())
    problems = list(matrix.problems)
    pairs = _sectors(matrix)
    if len(pairs) < 2 or len(pairs) > MOST:
        found = f"{len(pairs)}"
        message = Bilingual(
            "没有找到方阵：行列的部门代码或名称要一致", "no square of sectors: rows and columns differ"
        )
        place = Place(file=path.name, sheet=matrix.sheet)
        problems.append(
            Diagnostic("io.square", Severity.ERROR, message, (place,), found=found, expected=f"2–{MOST}")
        )
        raise InputError(problems)
    problems += _strays(matrix, pairs)
    flows = tuple(tuple(_flow(matrix, row, column, problems) for _r, column in pairs) for row, _c in pairs)
    final, imports = _final(matrix, pairs)
    added = _below(matrix, pairs)
    output = _output(matrix, pairs, flows, final)
    if output is None:
        message = Bilingual("既没有总产出，也没有最终使用", "there is neither total output nor final use")
        problems.append(Diagnostic("io.output", Severity.ERROR, message, (Place(file=path.name),),
                                   expected="总产出 / 最终使用合计"))  # fmt: skip
    problems += unsaid(said, path.name)
    if output is None or any(each.severity is Severity.ERROR for each in problems):
        raise InputError(problems)
    labels = [matrix.rows[row] for row, _column in pairs]
    codes, names = tuple(each.key for each in labels), tuple(each.name or each.code for each in labels)
    return InputOutput(codes, names, flows, output, final, added, imports, said, tuple(problems))


def _word(label: Label) -> tuple[str, str]:
    return tuple(part.lower().replace(" ", "_") for part in (label.code, label.name))  # type: ignore[return-value]


def _is(label: Label, words: Sequence[str]) -> bool:
    return any(part in words for part in _word(label))


def _total(label: Label) -> bool:
    return _is(label, (*OUTPUT, *MIDDLE, *FINAL, *ADDED, "合计", "total"))


def _sectors(matrix: Matrix) -> list[tuple[int, int]]:
    """Row and column of every sector that stands on both sides, in the order of the rows."""
    across: dict[str, int] = {}
    for at, label in enumerate(matrix.columns):
        if not _total(label):
            across.setdefault(label.code, at)
            across.setdefault(label.name, at)
    pairs = []
    for at, label in enumerate(matrix.rows):
        column = across.get(label.code, across.get(label.name))
        if column is not None and not _total(label):
            pairs.append((at, column))
    return pairs


def _strays(matrix: Matrix, pairs: Sequence[tuple[int, int]]) -> list[Diagnostic]:
    """Rows between the sectors that have no column, and the other way round."""
    rows, columns = {row for row, _c in pairs}, {column for _r, column in pairs}
    found = []
    for kind, there, labels in (("行", rows, matrix.rows), ("列", columns, matrix.columns)):
        for at, label in enumerate(labels[: max(there) + 1]):
            if at not in there and not _total(label):
                side = "row" if kind == "行" else "column"
                message = Bilingual(
                    f"部门{kind}“{label.key}”没有对应", f"the {side} {label.key!r} has no counterpart"
                )
                place = Place(file=matrix.file, sheet=matrix.sheet, cell=label.cell)
                found.append(Diagnostic("io.square", Severity.ERROR, message, (place,), found=label.key))
    return found


def _flow(matrix: Matrix, row: int, column: int, problems: list[Diagnostic]) -> Decimal:
    value = matrix.values[row][column]
    where = f"{matrix.rows[row].key} → {matrix.columns[column].key}"
    place = Place(file=matrix.file, sheet=matrix.sheet, item=where)
    if value is None:
        remedy = Bilingual("没有流量请写 0", "write 0 where nothing flows")
        problems.append(Diagnostic("io.unknown", Severity.ERROR, Bilingual("流量是空的", "the flow is empty"),
                                   (place,), remedy=remedy))  # fmt: skip
    elif value < 0:
        message = Bilingual("中间流量不应为负数", "a flow should not be negative")
        problems.append(Diagnostic("io.negative", Severity.ERROR, message, (place,), found=str(value)))
    return value or Decimal(0)


def _final(matrix: Matrix, pairs: Sequence[tuple[int, int]]) -> tuple[tuple[Decimal, ...] | None, bool]:
    """Final use net of imports a sector, and whether there are imports; the total where there is one."""
    columns = {column for _row, column in pairs}
    others = [at for at, label in enumerate(matrix.columns) if at not in columns]
    imports = [at for at in others if _begins(matrix.columns[at], IMPORTS)]
    totals = [at for at in others if _is(matrix.columns[at], FINAL)]
    single = [
        at
        for at in others
        if at not in imports and not _total(matrix.columns[at]) and not _begins(matrix.columns[at], PARTS[2:])
    ]
    rest = [at for at in single if _begins(matrix.columns[at], ("其他", "误差", "other", "error"))]
    used = [*totals[:1], *rest] if totals else single
    if not used:
        return None, bool(imports)
    sums = []
    for row, _column in pairs:
        values = matrix.values[row]
        net = sum((values[at] or Decimal(0) for at in used), Decimal(0))
        # imports are written as a positive column to be taken off, or as negative figures
        sums.append(net - sum((abs(values[at] or Decimal(0)) for at in imports), Decimal(0)))
    return tuple(sums), bool(imports)


def _begins(label: Label, words: Sequence[str]) -> bool:
    return any(part.startswith(word) for part in _word(label) for word in words)


def _below(matrix: Matrix, pairs: Sequence[tuple[int, int]]) -> tuple[Decimal, ...] | None:
    """Value added a sector: its total where there is one, else the sum of what stands below the sectors."""
    rows = {row for row, _column in pairs}
    totals = [at for at, label in enumerate(matrix.rows) if _is(label, ADDED)]
    single = [at for at, label in enumerate(matrix.rows) if at not in rows and not _total(label)]
    used = totals[:1] or single
    if not used:
        return None
    return tuple(
        sum((matrix.values[at][column] or Decimal(0) for at in used), Decimal(0)) for _row, column in pairs
    )


def _output(
    matrix: Matrix,
    pairs: Sequence[tuple[int, int]],
    flows: Sequence[Sequence[Decimal]],
    final: Sequence[Decimal] | None,
) -> tuple[Decimal, ...] | None:
    for labels, across in ((matrix.columns, True), (matrix.rows, False)):
        at = next((at for at, label in enumerate(labels) if _is(label, OUTPUT)), None)
        if at is None:
            continue
        found = [matrix.values[row][at] if across else matrix.values[at][column] for row, column in pairs]
        if None not in found:
            return tuple(value for value in found if value is not None)
    if final is None:
        return None
    return tuple(sum(row, Decimal(0)) + use for row, use in zip(flows, final, strict=True))
