"""An invented city's plan: a document of a few lines and the pack that a compile would make of it."""

from __future__ import annotations

import hashlib
from decimal import Decimal

from rongshu.pack.amount import Amount
from rongshu.pack.schema import (
    About,
    Indicator,
    Name,
    Pack,
    Reading,
    Region,
    Section,
    SourceDocument,
    Statement,
)

TEXT = """临江市“十五五”工业发展规划
一、发展基础
2025年，全市规模以上工业总产值为1200亿元。
二、发展目标
到2030年，全市规模以上工业总产值达到2000亿元。
到2030年，培育单项冠军企业12家。
三、保障措施
（一）加强组织领导
市政府每半年检查一次。
"""
DOCUMENT = TEXT.encode()
SHA256 = hashlib.sha256(DOCUMENT).hexdigest()


def amount(value: str, unit: str) -> Amount:
    return Amount(value=Decimal(value), unit=unit)


def invented_pack(sha256: str = SHA256) -> Pack:
    return Pack(
        about=About(
            id="linjiang-2026-2030",
            title=Name(zh="临江市“十五五”工业发展规划", en="Industry Plan of Linjiang City 2026-2030"),
            region=Region(name=Name(zh="临江市", en="Linjiang"), level="city"),
            first_year=2026,
            last_year=2030,
            source=SourceDocument(name="plan.txt", sha256=sha256, kind="txt", paragraphs=9),
            demonstration=True,
        ),
        outline=(
            Section(id="s1", title="发展基础", number="一、", level=1, cite=("p2",)),
            Section(id="s2", title="发展目标", number="二、", level=1, cite=("p4",)),
        ),
        indicators=(
            Indicator(
                id="output",
                name=Name(zh="规模以上工业总产值", en="Industrial output above size"),
                unit="亿元",
                base=Reading(period="2025", amount=amount("1200", "亿元")),
                target=Reading(period="2030", amount=amount("2000", "亿元")),
                cite=("p5:8-24",),
                rule="table",
                confidence=0.95,
            ),
        ),
        statements=(
            Statement(
                id="champions",
                kind="target",
                name="单项冠军企业",
                amount=amount("12", "家"),
                period="2030",
                cite=("p6:7-16",),
                rule="prose",
                confidence=0.7,
            ),
            Statement(
                id="wrong",
                kind="target",
                name="误读的一条",
                amount=amount("6", "个"),
                period="2030",
                cite=("p9",),
                rule="prose",
                confidence=0.4,
            ),
        ),
    )
