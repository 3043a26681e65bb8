"""Invented packs for property tests: any text, any figure, references that hold."""

from hypothesis import strategies as st

from rongshu.pack.amount import Amount, Operator
from rongshu.pack.schema import (
    About,
    Actual,
    Chain,
    ChainLink,
    ChainNode,
    Cluster,
    Enterprise,
    Framed,
    Indicator,
    Industry,
    Mechanism,
    Mention,
    Name,
    NodeMention,
    Pack,
    Park,
    Project,
    Proposal,
    Reading,
    Region,
    Remark,
    Section,
    Sequence,
    SourceDocument,
    Stage,
    Statement,
    Task,
)

text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12).map(
    str.strip
)
words = st.one_of(
    text,
    st.sampled_from(
        ["2025", "null", "~", "yes", "1.07万", "p3:1-2", "- a", "a: b", "#x", "[19.5]", "“双碳”", "|\\"]
    ),
)
filled = words.filter(bool)
cite = st.one_of(
    st.just("p7"), st.builds("p{}:{}-{}".format, st.integers(1, 99), st.integers(0, 9), st.integers(10, 99))
)
cites = st.lists(cite, max_size=2).map(tuple)
number = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9)
confidence = st.floats(0, 1)
name = st.builds(Name, zh=words, en=words)
period = st.sampled_from(["", "2025", "2025H1", "2025Q3", "2025-06"])
amount = st.builds(
    Amount,
    value=st.none() | number,
    unit=words,
    operator=st.sampled_from(Operator),
    words=words,
    cumulative=st.booleans(),
)
readings = st.none() | st.builds(Reading, period=period, amount=amount)
provenance = {"cite": cites, "rule": words, "confidence": confidence}
mention = st.builds(Mention, name=words, cite=cite, rule=words, confidence=confidence, role=words)
mentions = st.lists(mention, max_size=2).map(tuple)
listed = st.lists(filled, max_size=3).map(tuple)


def _numbered(prefix, build):
    """A list of items with unique ids."""
    return st.lists(build, max_size=3).map(
        lambda items: tuple(item.model_copy(update={"id": f"{prefix}{n}"}) for n, item in enumerate(items))
    )


def _hung(items, names):
    """The same items hung below each other at random."""
    return tuple(
        item.model_copy(update={"parent": items[pick % position].id if position and pick % 2 else ""})
        for position, (item, pick) in enumerate(zip(items, names, strict=False))
    )


def _tree(prefix, build):
    picks = st.lists(st.integers(0, 99), min_size=3, max_size=3)
    return st.builds(_hung, _numbered(prefix, build), picks)


def _item(model, **fields):
    return st.builds(model, id=st.just("x"), **provenance, **fields)


proposal = st.builds(
    Proposal,
    library=words,
    rule=words,
    confidence=confidence,
    evidence=listed,
    cite=cites,
    mentions=st.lists(st.builds(NodeMention, node=words, cite=cites), max_size=2).map(tuple),
)
chain = _item(
    Chain,
    name=name,
    leader=words,
    enterprises=listed,
    stages=st.just((Stage(id="up", name=Name(zh="上游")),)),
    nodes=st.builds(
        lambda n: (ChainNode(id="n1", name=n, stage="up", gbt4754=("2652",), strategic=False),), name
    ),
    links=st.just((ChainLink(source="n1", target="n1", flow="料"),)),
    aliases=listed,
    version=period,
    proposals=st.lists(proposal, max_size=2).map(tuple),
)
about = st.builds(
    About,
    id=st.just("somewhere"),
    title=name,
    region=st.none() | st.builds(Region, name=name, code=words),
    first_year=st.none() | st.integers(1949, 2100),
    source=st.none() | st.builds(SourceDocument, name=words, sha256=words),
    notes=listed,
)
packs = st.builds(
    Pack,
    about=about,
    outline=_numbered("o", _item(Section, title=words, number=words)),
    boxes=_numbered("b", _item(Framed, title=words, leads=listed)),
    indicators=_numbered("i", _item(Indicator, name=name, base=readings, target=readings)),
    statements=_numbered(
        "s", _item(Statement, kind=st.just("target"), name=words, amount=amount, since=period)
    ),
    industries=_tree("d", _item(Industry, level=st.just("industry"), name=name, products=mentions)),
    enterprises=_numbered("e", _item(Enterprise, name=words, aliases=listed, mentions=mentions)),
    projects=_numbered("p", _item(Project, name=words, investment=st.none() | amount, annex=st.booleans())),
    parks=_numbered("k", _item(Park, name=name, area=st.none() | amount)),
    clusters=_numbered("c", _item(Cluster, name=name)),
    chains=_numbered("链/.", chain),
    sequences=_numbered("q", _item(Sequence, steps=listed)),
    tasks=_tree("t", _item(Task, level=st.just("measure"), name=words, departments=listed)),
    mechanisms=_numbered("m", _item(Mechanism, name=name, function=st.none() | name)),
    remarks=_numbered("r", _item(Remark, kind=st.just("spelling"), message=name)),
    actuals=st.lists(
        st.builds(
            Actual, series=words, period=period, value=st.none() | number, unit=words, source=words,
            released=st.none() | st.dates(), grade=st.sampled_from("HMLU"),
        ),
        max_size=2,
    ).map(tuple),
)  # fmt: skip
