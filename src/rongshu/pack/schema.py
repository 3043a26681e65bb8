"""Everything a plan pack can say, as strict models: the waist between the compiler and all the rest.

Each item carries ``cite`` (addresses in the source), ``rule`` (the extractor that found it, or
``curated``) and ``confidence`` (0 to 1).  ``id`` is unique within its kind and stable across recompiles.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from rongshu.pack.amount import Amount, Model, Number
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.citation import Citation

SCHEMA_VERSION = 1


def _written_citation(written: str) -> str:
    return str(Citation.parse(written))


def _percentage(value: float) -> float:
    if not 0 <= value <= 1:
        raise ValueError(f"a confidence lies between 0 and 1, not {value}")
    return value


CiteText = Annotated[str, AfterValidator(_written_citation)]
Confidence = Annotated[float, AfterValidator(_percentage)]
PeriodText = Annotated[str, Field(pattern=r"^(\d{4}(H[12]|Q[1-4]|-\d{2})?)?$")]


class Name(Model):
    """A name in Chinese and, where known, in English."""

    zh: str
    en: str = ""

    def bilingual(self) -> Bilingual:
        """The same as the word that other packages speak."""
        return Bilingual(self.zh, self.en)


class Item(Model):
    """What every item of a pack has: where it stands and how it was found."""

    id: str
    cite: tuple[CiteText, ...] = ()
    rule: str = ""
    confidence: Confidence = 1.0

    def citations(self) -> tuple[Citation, ...]:
        """The addresses, parsed."""
        return tuple(Citation.parse(written) for written in self.cite)


class Region(Model):
    """The territory a plan is for; ``code`` is the GB/T 2260 division code where known."""

    name: Name
    code: str = ""
    level: Literal["nation", "province", "city", "county", "park", ""] = ""


class SourceDocument(Model):
    """The document behind the addresses; the pack holds its fingerprint, not its prose."""

    name: str
    sha256: str
    kind: str = ""
    paragraphs: int = 0


class About(Model):
    """``pack.yaml``: what this pack is.

    ``demonstration`` marks invented data: every page and export then carries 演示数据.
    """

    schema_version: int = SCHEMA_VERSION
    id: str
    kind: Literal["plan", "standard"] = "plan"
    title: Name
    region: Region | None = None
    first_year: int | None = None
    last_year: int | None = None
    source: SourceDocument | None = None
    uses: tuple[str, ...] = ()
    licence: str = ""
    notes: tuple[str, ...] = ()
    demonstration: bool = False


class Section(Item):
    """A heading, table or figure of the document: ``outline.yaml``."""

    kind: Literal["heading", "table", "figure", "lead"] = "heading"
    level: int = 1
    number: str = ""
    title: str
    parent: str = ""


class Framed(Item):
    """A box (专栏): number, title and the leads inside."""

    number: str = ""
    title: str
    leads: tuple[str, ...] = ()


class Reading(Model):
    """A figure at a time."""

    period: PeriodText = ""
    amount: Amount


class Milestone(Reading):
    """An intermediate target."""


class Indicator(Item):
    """A row of an indicator table. ``attribute`` 约束性/预期性; ``growth`` is the printed annual growth.

    ``path`` and ``direction`` are declared, never guessed: ``""`` means nobody has declared them.
    ``measure`` names the published series or metric that says where it stands.  ``timing`` says whether a
    figure counts what happened in its period (flow), what was there at its end (stock), or neither (ratio).
    """

    name: Name
    unit: str = ""
    base: Reading | None = None
    milestones: tuple[Milestone, ...] = ()
    target: Reading | None = None
    growth: Amount | None = None
    attribute: str = ""
    category: str = ""
    scope: str = ""
    path: Literal[
        "", "linear", "compound", "stepped", "cumulative", "ceiling", "floor", "level", "range", "text"
    ] = ""
    direction: Literal["", "up", "down", "none"] = ""
    timing: Literal["", "flow", "stock", "ratio"] = ""
    measure: str = ""
    owner: str = ""
    notes: str = ""


class Statement(Item):
    """A number said in running text: a target (``kind`` target) or a fact about the past (baseline).

    ``subject`` is what it is about as printed; ``segment`` the industry or segment heading it stands
    under; ``since`` and ``base`` the other end of 由…提高到…; ``period_explicit`` is false when the year is
    the plan's own because the text names none.  ``listed`` are the names enumerated with a counted number
    in its own clause (甲、乙、丙等16条产业链); ``listed_open`` when 等 says that the list may go on.
    ``share_of`` is the whole as printed where the number is a part of it: in 242家，占全部规上企业的9.5%
    the 9.5% has 全部规上企业.
    """

    kind: Literal["target", "baseline"]
    name: str
    subject: str = ""
    scope: str = ""
    amount: Amount
    period: PeriodText = ""
    period_explicit: bool = True
    base: Amount | None = None
    since: PeriodText = ""
    segment: str = ""
    listed: tuple[str, ...] = ()
    listed_open: bool = False
    share_of: str = ""


class Claim(Item):
    """A number the plan says of things it lists or adds up itself; only ``check`` needs it, it is no target.

    ``count`` 围绕10条重点产业链; ``investment`` and ``area`` a total over an annex or a table (``annex`` when
    the sentence points to one); ``sum`` a total whose ``parts`` stand in the same sentence (``exhaustive``
    when the words say that they are all: 分别为, 合计).  ``listed`` and ``listed_open`` as in a statement.
    ``date`` says when something that is built (``noun``) starts, is finished or is used: ``event``, ``when``.
    ``cost`` says what something that is built costs.  ``multiple`` is 翻一番 right before the level it leads
    to; ``when`` is the year it starts from.
    """

    kind: Literal["count", "investment", "area", "sum", "date", "cost", "multiple"]
    noun: str
    amount: Amount = Amount()
    event: Literal["", "start", "built", "used"] = ""
    when: str = ""
    parts: tuple[Number, ...] = ()
    exhaustive: bool = False
    listed: tuple[str, ...] = ()
    listed_open: bool = False
    annex: bool = False


class Mention(Model):
    """A firm, product, technology, place or project named under a segment.

    ``segment`` is the id of the industry or segment whose text it stands in, where it stands in one.
    """

    name: str
    cite: CiteText
    rule: str = ""
    confidence: Confidence = 1.0
    role: str = ""
    segment: str = ""


class Industry(Item):
    """A pillar, industry or segment; ``parent`` is the id one level up."""

    level: Literal["pillar", "industry", "segment"]
    name: Name
    parent: str = ""
    products: tuple[Mention, ...] = ()
    technologies: tuple[Mention, ...] = ()
    places: tuple[Mention, ...] = ()


class Enterprise(Item):
    """A firm (or platform, institute, association) as the plan names it: a row of ``enterprises.csv``."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: Literal["enterprise", "platform", "institute", "association", "brand", "event"] = "enterprise"
    role: str = ""
    segments: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()


class Project(Item):
    """A project as named in prose or an annex table: a row of ``projects.csv``."""

    name: str
    owner: str = ""
    place: str = ""
    segment: str = ""
    stage: str = ""
    investment: Amount | None = None
    content: str = ""
    start: str = ""
    finish: str = ""
    department: str = ""
    annex: bool = False


class Park(Item):
    """A park of the plan.  Its position is not here but in the pack's ``geo`` folder, with its own source."""

    name: Name
    level: str = ""
    category: str = ""
    belt: str = ""
    county: str = ""
    industries: tuple[str, ...] = ()
    area: Amount | None = None
    tax_per_mu_base: Amount | None = None
    tax_per_mu_target: Amount | None = None
    aliases: tuple[str, ...] = ()


class Cluster(Item):
    """An industrial cluster and the chains printed with it."""

    name: Name
    chains: tuple[str, ...] = ()
    target: Amount | None = None


MARKET = "application"


class ChainNode(Model):
    """A place in a chain: products made there, other names, GB/T 4754 codes."""

    id: str
    name: Name
    stage: str
    kind: str = ""
    products: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    gbt4754: tuple[str, ...] = ()
    cite: tuple[CiteText, ...] = ()
    strategic: bool | None = None

    @property
    def is_market(self) -> bool:
        """Whether it stands for a use outside the chain: it buys, and nobody is missed as its maker."""
        return self.kind == MARKET


class ChainLink(Model):
    """What flows from one node to another; ``cite`` only where the plan states it."""

    source: str
    target: str
    flow: str = ""
    cite: tuple[CiteText, ...] = ()
    note: str = ""


class Stage(Model):
    """A column of a chain map."""

    id: str
    name: Name


class NodeMention(Model):
    """Where the plan says something that a node of a map stands for."""

    node: str
    cite: tuple[CiteText, ...] = ()


class Proposal(Model):
    """A library map that may fit a chain: how sure, by which rule, by what words, and where they stand.

    ``mentions`` are the nodes that the plan names by name or product; they are kept here for a map that was
    not taken, so that a person who takes it has them.
    """

    library: str
    rule: str
    confidence: Confidence
    evidence: tuple[str, ...] = ()
    cite: tuple[CiteText, ...] = ()
    mentions: tuple[NodeMention, ...] = ()


class Chain(Item):
    """An industry chain: who leads it and, where mapped, its stages, nodes and links.

    ``library`` is the shared map that stages, nodes and links are taken from; the whole map is held here, and
    the file says what differs (``rongshu.pack.maps.library``).  ``aliases``, ``version`` and ``draft`` are of
    a map in the library: how else plans call such a chain, the month of its last revision, and whether nobody
    but its author has gone over it yet.
    """

    name: Name
    source: Literal["plan", "analyst"] = "plan"
    aliases: tuple[str, ...] = ()
    version: PeriodText = ""
    draft: bool = False
    library: str = ""
    proposals: tuple[Proposal, ...] = ()
    cluster: str = ""
    leader: str = ""
    lead_department: str = ""
    departments: tuple[str, ...] = ()
    enterprises: tuple[str, ...] = ()
    parks: tuple[str, ...] = ()
    target: Amount | None = None
    target_of: str = ""  # what the target measures as printed: 产值, 营业收入; empty means its 规模
    stages: tuple[Stage, ...] = ()
    nodes: tuple[ChainNode, ...] = ()
    links: tuple[ChainLink, ...] = ()


class Crosslink(Model):
    """What one chain hands to another, or (``same``) one product that stands in both: never compiled."""

    source_chain: str
    source: str
    target_chain: str
    target: str
    flow: str = ""
    kind: Literal["flow", "same"] = "flow"
    cite: tuple[CiteText, ...] = ()


class Sequence(Item):
    """A chain of products as the plan writes it (A→B→C, 上游…中游…下游…)."""

    segment: str = ""
    steps: tuple[str, ...]


class Capacity(Item):
    """A row of a capacity table: capacity and output, base and target."""

    name: str
    unit: str = ""
    base_capacity: Number | None = None
    base_output: Number | None = None
    target_capacity: Number | None = None
    target_output: Number | None = None


class Task(Item):
    """A task, a measure below it or an action below that; ``parent`` is the id one level up.

    ``name_en`` is a translation of the name, where somebody wrote one.
    """

    level: Literal["task", "measure", "action"]
    name: str
    name_en: str = ""
    number: str = ""
    kind: Literal["task", "safeguard"] = "task"
    parent: str = ""
    departments: tuple[str, ...] = ()
    lead_department: str = ""
    deadline: str = ""
    commitments: tuple[str, ...] = ()


class Mechanism(Item):
    """A system, register, list or routine that the plan says to build, run or join.

    ``realised_by`` names what in Rongshu does it (``page:…``, ``list:…``, ``metric:…``, ``rule:…``,
    ``report:…``, ``service:…``); empty means pending.
    """

    name: Name
    kind: Literal[
        "system", "register", "list", "evaluation", "routine", "organisation", "programme", "other"
    ] = "other"
    status: Literal["build", "run", "improve", "existing", "promote", "join", "explore"] = "build"
    function: Name | None = None
    realised_by: tuple[str, ...] = ()
    merged_from: tuple[str, ...] = ()
    task: str = ""


class Actual(Model):
    """A published figure: a row of ``actuals.csv``.  ``grade`` H, M, L or U (see the guide)."""

    series: str
    period: PeriodText
    value: Number | None = None
    words: str = ""
    unit: str
    source: str
    released: date | None = None
    grade: Literal["H", "M", "L", "U"]
    note: str = ""


class Remark(Item):
    """A diagnostic that needs the prose, judged while compiling: duplicated sentences, spelling drift."""

    kind: Literal["duplicate", "spelling", "damage"]
    names: tuple[str, ...] = ()
    message: Name


class Pack(Model):
    """A whole pack.  The order of the fields is the order of the journey through the plan."""

    about: About
    outline: tuple[Section, ...] = ()
    boxes: tuple[Framed, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
    industries: tuple[Industry, ...] = ()
    enterprises: tuple[Enterprise, ...] = ()
    projects: tuple[Project, ...] = ()
    parks: tuple[Park, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    chains: tuple[Chain, ...] = ()
    crosslinks: tuple[Crosslink, ...] = ()
    sequences: tuple[Sequence, ...] = ()
    capacities: tuple[Capacity, ...] = ()
    tasks: tuple[Task, ...] = ()
    mechanisms: tuple[Mechanism, ...] = ()
    remarks: tuple[Remark, ...] = ()
    actuals: tuple[Actual, ...] = ()
