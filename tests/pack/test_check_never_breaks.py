"""Whatever a pack says, the check answers."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pack.strategies import packs
from rongshu.pack.amount import Amount, Operator
from rongshu.pack.check import check_pack, contradictions
from rongshu.pack.checks.invented import plan
from rongshu.pack.schema import Chain, Claim, Indicator, Name, Park, Project, Reading, Statement, Task

NAMES = [
    "规上工业总产值", "工业增加值", "GDP", "工业增加值占GDP比重", "R&D经费", "R&D投入强度",
    "省级专精特新中小企业", "专精特新中小企业", "国家级企业技术中心", "省级企业技术中心",
    "市级以上企业技术中心", "重点产业链", "重点园区", "占比", "五大产业规模", "产业规模", "",
]  # fmt: skip
name = st.sampled_from(NAMES)
value = st.one_of(st.none(), st.decimals(-(10**12), 10**12, places=2), st.sampled_from([0, 1, 2, 100]))
amount = st.builds(
    Amount,
    value=value,
    unit=st.sampled_from(
        ["", "%", "百分点", "个百分点", "家", "亿元", "万亿元", "条", "个", "倍", "平方公里"]
    ),
    operator=st.sampled_from(Operator),
)
period = st.sampled_from(["", "2020", "2025", "2026", "2030", "2027H1"])
reading = st.none() | st.builds(Reading, period=period, amount=amount)
cite = st.builds(lambda p, s: (f"p{p}:{s}-{s + 4}",), st.integers(1, 3), st.integers(0, 60))
number = st.integers(0, 10**6).map(str)
indicator = st.builds(
    Indicator, id=number, name=st.builds(Name, zh=name), base=reading, target=reading,
    growth=st.none() | amount, unit=st.sampled_from(["", "%", "家", "亿元"]), cite=cite,
)  # fmt: skip
statement = st.builds(
    Statement, id=number, kind=st.sampled_from(["target", "baseline"]), name=name, amount=amount,
    period=period, base=st.none() | amount, since=period, cite=cite,
    share_of=st.sampled_from(["", "全部规上企业", "GDP"]),
    listed=st.sampled_from([(), ("甲", "乙"), ("茶", "船和港", "光")]),
)  # fmt: skip
claim = st.builds(
    Claim, id=number, kind=st.sampled_from(["count", "investment", "area", "sum", "date"]), noun=name,
    amount=amount, parts=st.lists(st.decimals(-100, 10**6, places=1), max_size=3).map(tuple),
    exhaustive=st.booleans(), event=st.sampled_from(["start", "built", "used"]),
    when=st.sampled_from(["", "2027年底", "2028年13月", "2026年前"]),
    annex=st.booleans(), cite=cite,
)  # fmt: skip
things = st.builds(
    lambda statements, claims, indicators, investment: plan(
        *statements,
        *indicators,
        claims=tuple(claims),
        chains=(
            Chain(id="a", name=Name(zh="船"), cite=("p1",)),
            Chain(id="b", name=Name(zh="茶"), cite=("p2",)),
        ),
        parks=(
            Park(id="a", name=Name(zh="东"), area=investment),
            Park(id="b", name=Name(zh="西"), area=investment),
        ),
        projects=(
            Project(id="a", name="船坞", annex=True, investment=investment, start="2027年", finish="待定"),
        ),
        tasks=(Task(id="t", level="task", name="建平台", deadline="2099年", cite=("p1",)),),
    ),
    st.lists(statement, max_size=8),
    st.lists(claim, max_size=4),
    st.lists(indicator, max_size=4),
    st.none() | amount,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(pack=things)
def test_it_works(pack):
    found = check_pack(pack)
    assert all(diagnostic.message.zh and diagnostic.message.en for diagnostic in found)
    for contradiction in contradictions(found):
        assert contradiction.diagnostic.arithmetic


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(pack=packs)
def test_any_text_in_any_place(pack):
    check_pack(pack)
