"""The pack of an invented city, 榕江市 2026–2030: something on every page, and one of every answer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from rongshu.pack.amount import Amount, Operator
from rongshu.pack.schema import (
    About,
    Actual,
    Capacity,
    Chain,
    ChainLink,
    ChainNode,
    Cluster,
    Crosslink,
    Enterprise,
    Indicator,
    Industry,
    Mechanism,
    Mention,
    Milestone,
    Name,
    Pack,
    Park,
    Project,
    Reading,
    Region,
    Section,
    Sequence,
    SourceDocument,
    Stage,
    Statement,
    Task,
)

DAY = date(2029, 3, 31)  # when every invented figure is known


def amount(value: str = "", unit: str = "", operator: str = "=", **more: Any) -> Amount:
    """A figure; without a value the ``more`` say why there is none."""
    return Amount(value=Decimal(value) if value else None, unit=unit, operator=Operator(operator), **more)


def reading(period: str, value: str = "", unit: str = "", operator: str = "=", **more: Any) -> Reading:
    """A figure at a time."""
    return Reading(period=period, amount=amount(value, unit, operator, **more))


def actual(series: str, period: str, value: str, unit: str, grade: str = "H", **more: Any) -> Actual:
    """A published figure."""
    more.setdefault("source", f"榕江市{period}年统计公报")
    return Actual(series=series, period=period, value=Decimal(value), unit=unit, grade=grade, **more)


def indicator(number: int, zh: str, en: str, unit: str, base: str, target: str, **more: Any) -> Indicator:
    """A row of the indicator table, base 2025 and target 2030."""
    sign = "<=" if more.get("direction") == "down" else ">="
    return Indicator(
        id=f"ind-{number}",
        name=Name(zh=zh, en=en),
        unit=unit,
        base=reading("2025", base, unit) if base else None,
        target=reading("2030", target, unit, sign) if target else more.pop("target_reading", None),
        cite=(f"p{30 + number}:0-12",),
        **more,
    )


def _rising() -> tuple[Indicator, ...]:
    up = {"path": "linear", "direction": "up", "attribute": "预期性"}
    return (
        indicator(
            1, "规上工业增加值", "Industrial value added", "亿元", "860", "1260", **up, category="规模"
        ),
        indicator(2, "数字经济规模", "Digital economy", "亿元", "1400", "2600", **up, category="规模"),
        indicator(3, "国家高新技术企业", "High-tech firms", "家", "620", "1100", **up, category="创新"),
        indicator(
            4,
            "研发投入强度",
            "R&D intensity",
            "%",
            "2.4",
            "3.2",
            path="compound",
            direction="up",
            attribute="预期性",
            category="创新",
            milestones=(Milestone(period="2028", amount=amount("2.9", "%")),),
        ),
    )


def _indicators() -> tuple[Indicator, ...]:
    up = {"path": "linear", "direction": "up", "attribute": "预期性"}
    text = Reading(period="2030", amount=Amount(operator=Operator.TEXT, words="完成省下达任务"))
    return (
        *_rising(),
        indicator(
            5,
            "单位工业增加值能耗",
            "Energy per unit of value added",
            "吨标准煤/万元",
            "0.62",
            "0.52",
            path="linear",
            direction="down",
            attribute="约束性",
            category="绿色",
        ),
        indicator(
            6,
            "能源消费总量",
            "Energy use",
            "万吨标准煤",
            "",
            "",
            attribute="约束性",
            category="绿色",
            target_reading=text,
        ),
        indicator(
            7,
            "工业投资年均增速",
            "Yearly growth of investment",
            "%",
            "6.1",
            "7",
            attribute="预期性",
            category="规模",
        ),
        indicator(
            8,
            "新增单项冠军企业",
            "New single champions",
            "家",
            "0",
            "25",
            path="cumulative",
            direction="up",
            attribute="预期性",
            category="创新",
        ),
        indicator(
            9, "千亿产业集群", "100-billion clusters", "个", "2", "5", attribute="预期性", category="规模"
        ),
        indicator(
            10, "全员劳动生产率", "Labour productivity", "万元/人", "21.5", "30", **up, category="规模"
        ),
    )


def _actuals() -> tuple[Actual, ...]:
    return (
        actual("规上工业增加值", "2026", "935", "亿元"),
        actual("规上工业增加值", "2027", "1030", "亿元"),
        actual("规上工业增加值", "2028", "1118", "亿元"),
        actual("数字经济规模", "2027", "1700", "亿元", "M", source="榕江日报"),
        actual("国家高新技术企业", "2027", "804", "家"),
        actual("研发投入强度", "2027", "3.25", "%"),
        actual("单位工业增加值能耗", "2027", "0.64", "吨标准煤/万元"),
        actual("新增单项冠军企业", "2026", "4", "家"),
        actual("新增单项冠军企业", "2027", "7", "家"),
        actual("千亿产业集群", "2027", "3", "个"),
    )


def _industries() -> tuple[Industry, ...]:
    def place(identity: str, level: Any, zh: str, parent: str = "", en: str = "", **more: Any) -> Industry:
        number = 60 + len(identity)
        return Industry(
            id=identity, level=level, name=Name(zh=zh, en=en), parent=parent, cite=(f"p{number}",), **more
        )

    def said(*names: str) -> tuple[Mention, ...]:
        return tuple(Mention(name=name, cite=f"p71:{4 * i}-{4 * i + 4}") for i, name in enumerate(names))

    return (
        place("s1", "pillar", "支柱产业", en="Pillars"),
        place("s1-1", "industry", "智能装备", "s1", "Smart machinery"),
        place(
            "s1-1-1",
            "segment",
            "海上风电装备",
            "s1-1",
            "Offshore wind",
            products=said("叶片", "塔筒", "齿轮箱"),
            technologies=said("柔性直流输电"),
            places=said("东港片区"),
        ),
        place("s1-1-2", "segment", "数控机床", "s1-1", products=said("五轴加工中心")),
        place("s1-2", "industry", "新材料", "s1", "New materials"),
        place("s1-2-1", "segment", "功能性纤维", "s1-2", products=said("锦纶切片", "氨纶丝")),
        place("s2", "pillar", "新兴产业", en="Emerging"),
        place("s2-1", "industry", "新能源汽车", "s2", "New-energy vehicles"),
        place("s2-1-1", "segment", "动力电池", "s2-1", products=said("电芯", "隔膜")),
        place("s3", "pillar", "未来产业", en="Future"),
    )


def _statements() -> tuple[Statement, ...]:
    def said(number: int, name: str, value: Amount, **more: Any) -> Statement:
        more.setdefault("kind", "target")
        return Statement(id=f"t-{number}", name=name, amount=value, cite=(f"p{80 + number}:5-20",), **more)

    return (
        said(1, "规上工业增加值", amount("1260", "亿元", ">"), period="2030"),
        said(
            2,
            "海上风电装备产值",
            amount("320", "亿元", ">"),
            period="2030",
            segment="s1-1-1",
            base=amount("150", "亿元"),
            since="2025",
        ),
        said(
            3,
            "动力电池产能",
            amount("40", "吉瓦时", "~"),
            period="2030",
            period_explicit=False,
            segment="s2-1-1",
        ),
        said(4, "新增智能工厂", amount("30", "家", "+=", upper=Decimal(50)), period="2030"),
        said(5, "规上工业增加值", amount("860", "亿元"), period="2025", kind="baseline"),
    )


def _firms() -> tuple[Enterprise, ...]:
    def firm(number: int, name: str, segment: str, role: str = "", **more: Any) -> Enterprise:
        mention = Mention(name=name, cite=f"p{100 + number}:3-9", role=role, segment=segment)
        return Enterprise(
            id=f"e-{number}", name=name, segments=(segment,), role=role, mentions=(mention,), **more
        )

    many = tuple(Mention(name="榕江风电", cite=f"p{n}:0-4") for n in range(120, 127))
    return (
        firm(1, "榕江风电", "s1-1-1", "龙头企业").model_copy(update={"mentions": many}),
        firm(2, "东港重工", "s1-1-1", "骨干企业"),
        firm(3, "恒织新材", "s1-2-1", "龙头企业", aliases=("恒织",)),
        firm(4, "榕江电池", "s2-1-1"),
        firm(5, "榕江海上风电研究院", "s1-1-1", kind="institute"),
        firm(6, "=SUM(A1)公司", "s2-1-1"),
    )


def _chain_nodes() -> tuple[ChainNode, ...]:
    def node(identity: str, zh: str, en: str, stage: str, **more: Any) -> ChainNode:
        return ChainNode(id=identity, name=Name(zh=zh, en=en), stage=stage, **more)

    return (
        node("steel", "风电用钢", "Wind-grade steel", "up", products=("中厚板",), gbt4754=("3130",)),
        node("resin", "环氧树脂", "Epoxy resin", "up"),
        node("blade", "叶片", "Blades", "mid", strategic=True, cite=("p71:0-4",)),
        node("tower", "塔筒", "Towers", "mid"),
        node("turbine", "整机", "Turbines", "down", strategic=True),
        node("farm", "海上风电场", "Offshore farms", "down"),
    )


def _chains() -> tuple[Chain, ...]:
    links = (
        ("steel", "tower"),
        ("resin", "blade"),
        ("blade", "turbine"),
        ("tower", "turbine"),
        ("steel", "farm"),
        ("turbine", "farm"),
    )
    return (
        Chain(
            id="wind",
            name=Name(zh="风电装备产业链", en="Wind-power chain"),
            cluster="c1",
            leader="李副市长",
            lead_department="市工信局",
            departments=("市发改委", "市商务局"),
            enterprises=("榕江风电", "东港重工"),
            parks=("k1",),
            target=amount("500", "亿元", ">"),
            stages=(
                Stage(id="up", name=Name(zh="原材料", en="Materials")),
                Stage(id="mid", name=Name(zh="零部件", en="Parts")),
                Stage(id="down", name=Name(zh="整机与应用", en="Turbines")),
            ),
            nodes=_chain_nodes(),
            links=tuple(
                ChainLink(source=a, target=b, cite=("p71:0-9",) if a == "blade" else ()) for a, b in links
            ),
            cite=("p140:0-6",),
        ),
        Chain(
            id="fibre",
            name=Name(zh="功能性纤维产业链", en="Fibre chain"),
            cluster="c1",
            lead_department="市工信局",
            cite=("p141",),
        ),
        Chain(
            id="bio",
            name=Name(zh="生物医药产业链", en="Biomedicine chain"),
            source="analyst",
            stages=(Stage(id="a", name=Name(zh="原料", en="Inputs")),),
            nodes=(ChainNode(id="resin", name=Name(zh="医用树脂", en="Medical resin"), stage="a"),),
        ),
    )


def _parks() -> tuple[Park, ...]:
    def park(number: int, zh: str, level: str, county: str, **more: Any) -> Park:
        return Park(
            id=f"k{number}",
            name=Name(zh=zh),
            level=level,
            county=county,
            cite=(f"p{150 + number}:0-8",),
            **more,
        )

    return (
        park(
            1,
            "榕江经济技术开发区",
            "国家级",
            "东港区",
            category="标准类",
            belt="东部湾区",
            industries=("风电装备",),
            area=amount("28", "平方公里"),
            tax_per_mu_base=amount("21", "万元/亩"),
            tax_per_mu_target=amount("30", "万元/亩", ">="),
        ),
        park(
            2,
            "北岭高新技术产业园",
            "省级",
            "北岭县",
            category="创新类",
            belt="北部山区",
            area=amount(not_applicable=True),
        ),
        park(3, "南洲工业集中区", "市级", "南洲区", aliases=("南洲园区",)),
        park(4, "西塘产业园", "", "西塘区"),
    )


def _tasks() -> tuple[Task, ...]:
    return (
        Task(id="r1", level="task", number="一、", name="壮大产业集群", cite=("p160",)),
        Task(
            id="r1-1", level="measure", number="（一）", name="实施强链补链行动", parent="r1", cite=("p161",)
        ),
        Task(
            id="r1-1-1",
            level="action",
            number="1.",
            name="建成风电零部件产业园",
            parent="r1-1",
            lead_department="市工信局",
            departments=("东港区政府",),
            deadline="2027",
            commitments=("投资50亿元",),
            cite=("p162:0-20",),
        ),
        Task(
            id="r1-1-2", level="action", number="2.", name="招引上游材料企业", parent="r1-1", cite=("p163",)
        ),
        Task(
            id="r2",
            level="task",
            number="二、",
            name="推进数字化改造",
            departments=("市数字办",),
            cite=("p164",),
        ),
        Task(id="g1", level="task", kind="safeguard", number="三、", name="加强组织领导", cite=("p170",)),
    )


def _mechanisms() -> tuple[Mechanism, ...]:
    return (
        Mechanism(
            id="m1",
            name=Name(zh="重点企业库", en="Key-firm register"),
            kind="register",
            status="build",
            realised_by=("page:firms",),
            function=Name(zh="记录重点企业", en="Records key firms"),
            cite=("p171",),
        ),
        Mechanism(
            id="m2",
            name=Name(zh="链长制", en="Chain-leader system"),
            kind="routine",
            status="run",
            task="r1-1",
            cite=("p172",),
        ),
        Mechanism(
            id="m3",
            name=Name(zh="亩均效益评价"),
            kind="evaluation",
            status="improve",
            realised_by=("rule:per-mu", "list:grades"),
            cite=("p173",),
        ),
        Mechanism(id="m4", name=Name(zh="政务服务网"), kind="system", status="existing", cite=("p174",)),
    )


def _about() -> About:
    return About(
        id="rongjiang-2026-2030",
        title=Name(zh="榕江市“十五五”工业发展规划", en="Rongjiang Industry Plan 2026–2030"),
        region=Region(name=Name(zh="榕江市", en="Rongjiang"), level="city"),
        first_year=2026,
        last_year=2030,
        source=SourceDocument(name="榕江市规划.txt", sha256="0" * 64, kind="txt", paragraphs=300),
        demonstration=True,
    )


def _projects() -> tuple[Project, ...]:
    return (
        Project(
            id="x1",
            name="榕江海上风电基地",
            owner="榕江风电",
            place="榕江经济技术开发区",
            segment="s1-1-1",
            stage="续建",
            investment=amount("86", "亿元"),
            start="2026",
            finish="2028",
            cite=("p180",),
        ),
        Project(id="x2", name="动力电池二期", segment="s2-1-1", cite=("p181",)),
    )


def _clusters() -> tuple[Cluster, ...]:
    return (
        Cluster(
            id="c1",
            name=Name(zh="先进制造集群", en="Advanced manufacturing"),
            chains=("wind",),
            target=amount("1000", "亿元", ">"),
            cite=("p139",),
        ),
    )


def rongjiang(**changes: Any) -> Pack:
    """The whole pack; ``changes`` replace parts of it."""
    pack = Pack(
        about=_about(),
        outline=(Section(id="o1", title="发展目标", number="第二章", cite=("p20",)),),
        indicators=_indicators(),
        statements=_statements(),
        industries=_industries(),
        enterprises=_firms(),
        projects=_projects(),
        parks=_parks(),
        clusters=_clusters(),
        chains=_chains(),
        crosslinks=(
            Crosslink(source_chain="wind", source="resin", target_chain="bio", target="resin", flow="树脂"),
        ),
        sequences=(
            Sequence(id="q1", segment="s1-1-1", steps=("叶片", "整机", "风电场"), cite=("p71:0-30",)),
        ),
        capacities=(
            Capacity(
                id="k-1",
                name="叶片",
                unit="套",
                base_capacity=Decimal(300),
                target_capacity=Decimal(900),
                cite=("p72",),
            ),
        ),
        tasks=_tasks(),
        mechanisms=_mechanisms(),
        actuals=_actuals(),
    )
    return pack.model_copy(update=changes)
