"""A whole invented document in, a pack out."""

from __future__ import annotations

import sys

from compiler.writing import rows, written
from rongshu.compiler.compile import compile_document
from rongshu.pack.schema import Pack

TEXT = (
    "一、发展基础\n2025年，规上工业总产值4900亿元。\n"
    "二、发展目标\n到2030年，规上工业总产值达到7500亿元。\n"
    "表1 主要指标\n"
    + rows("指标|单位|2025年|2030年", "规上工业总产值|亿元|4900|7500")
    + "三、主要任务\n（一）培育企业\n"
    "壮大链主企业。培育链主企业30家，支持企业做大做强，完善梯度培育机制。\n"
)


def test_it_works() -> None:
    pack = compile_document(written(TEXT))
    assert pack.about.region
    assert pack.about.region.name.zh == "临溪市"
    assert len(pack.indicators) == 1
    assert len(pack.statements) == 3


def test_ids_are_unique_within_their_kind() -> None:
    pack = compile_document(written(TEXT))
    for kind in Pack.model_fields:
        if kind != "about":
            ids = [item.id for item in getattr(pack, kind) if hasattr(item, "id")]
            assert len(ids) == len(set(ids)), kind


def test_the_same_document_gives_the_same_pack() -> None:
    assert compile_document(written(TEXT)) == compile_document(written(TEXT))


def test_an_empty_document_is_an_empty_pack() -> None:
    pack = compile_document(written("", ""))
    assert pack.indicators == ()
    assert pack.statements == ()


def test_the_cost_grows_with_the_length_only() -> None:
    def calls(times: int) -> int:
        document, counted = written(TEXT * times), 0

        def count(_frame: object, event: str, _argument: object) -> None:
            nonlocal counted
            counted += event == "call"

        sys.setprofile(count)
        try:
            compile_document(document)
        finally:
            sys.setprofile(None)
        return counted

    calls(2)
    assert calls(80) < 8 * calls(20)  # a fourfold text; quadratic cost would be sixteenfold
