"""Files that a planner reads: compact, stable, nothing left behind."""

from decimal import Decimal

from rongshu.pack.amount import Amount, Operator
from rongshu.pack.folder.write import render, write_pack
from rongshu.pack.schema import About, Chain, Indicator, Industry, Mention, Name, Pack, Reading

PACK = Pack(
    about=About(id="x", title=Name(zh="临江市规划")),
    indicators=(
        Indicator(
            id="output",
            name=Name(zh="规上工业总产值"),
            unit="亿元",
            target=Reading(
                period="2025", amount=Amount(value=Decimal("30.0"), unit="亿元", operator=Operator.AT_LEAST)
            ),
            cite=("p3:1-4",),
            confidence=0.9,
        ),
    ),
    industries=(
        Industry(
            id="b",
            level="segment",
            name=Name(zh="风机"),
            parent="a",
            products=(Mention(name="叶片", cite="p4"),),
        ),
        Industry(id="a", level="pillar", name=Name(zh="装备")),
    ),
    chains=(Chain(id="wind", name=Name(zh="风电")),),
)


def test_it_works():
    files = render(PACK)
    assert files["indicators.yaml"] == (
        "- id: output\n"
        "  name: {zh: 规上工业总产值}\n"
        "  unit: 亿元\n"
        '  target: {period: "2025", amount: {value: 30, unit: 亿元, operator: ">="}}\n'
        "  cite: [p3:1-4]\n"
        "  confidence: 0.9\n"
    )
    assert files["industries.yaml"] == (
        "- id: a\n"
        "  level: pillar\n"
        "  name: {zh: 装备}\n"
        "  children:\n"
        "    - id: b\n"
        "      level: segment\n"
        "      name: {zh: 风机}\n"
        "      products:\n"
        "        - {name: 叶片, cite: p4}\n"
    )


def test_what_is_no_longer_needed_goes(tmp_path):
    write_pack(PACK, tmp_path)
    (tmp_path / "geo").mkdir()
    (tmp_path / "geo" / "a.geojson").write_text("{}", encoding="utf-8")
    write_pack(PACK.model_copy(update={"chains": (), "indicators": ()}), tmp_path)
    names = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert names == {"pack.yaml", "industries.yaml", "geo/a.geojson"}
