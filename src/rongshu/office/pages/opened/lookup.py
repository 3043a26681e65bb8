"""Everything of a plan by name: substring, pinyin and initials, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from rongshu.office.pages.parts.figures import NOTHING, figure_of
from rongshu.office.pages.parts.pinyin import initials, sound
from rongshu.pack.schema import Item, Pack
from rongshu.terms.bilingual import Bilingual

LIMIT = 60
KINDS: dict[str, Bilingual] = {
    "indicator": Bilingual("指标", "Indicator"),
    "chain": Bilingual("产业链", "Chain"),
    "industry": Bilingual("产业", "Industry"),
    "park": Bilingual("园区", "Park"),
    "firm": Bilingual("企业与机构", "Firm"),
    "project": Bilingual("项目", "Project"),
    "cluster": Bilingual("集群", "Cluster"),
    "task": Bilingual("任务", "Task"),
    "mechanism": Bilingual("机制", "Mechanism"),
    "product": Bilingual("产品与技术", "Product or technology"),
    "node": Bilingual("链上环节", "Chain node"),
    "statement": Bilingual("文中数字", "Figure in the text"),
    "heading": Bilingual("章节", "Heading"),
}
_ORDER = {kind: index for index, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found; ``path`` is relative to the plan's own address."""

    kind: str
    title: Bilingual
    path: str
    detail: Bilingual = NOTHING
    also: str = ""
    cites: tuple[str, ...] = ()

    @property
    def kind_name(self) -> Bilingual:
        """The kind in words."""
        return KINDS[self.kind]


@dataclass(frozen=True, slots=True)
class Known:
    """An entry with its sounds, worked out once per plan."""

    entry: Entry
    text: str
    sound: str
    initials: str


def index_of(pack: Pack) -> tuple[Known, ...]:
    """Everything that a search looks through, with sounds."""
    return tuple(_known(entry) for entry in _entries(pack))


def find(index: Iterable[Known], words: str, limit: int = LIMIT) -> list[Entry]:
    """The entries that hold every word, best match first."""
    wanted = words.lower().split()
    if not wanted:
        return []
    ranked = [(score, known.entry) for known in index if (score := _score(known, wanted)) is not None]
    ranked.sort(key=lambda pair: (pair[0], _ORDER[pair[1].kind], len(pair[1].title.zh), pair[1].title.zh))
    return [entry for _, entry in ranked[:limit]]


def _score(known: Known, wanted: Sequence[str]) -> int | None:
    """0 is best; the worst word decides; ``None`` when a word occurs nowhere."""
    worst = 0
    for word in wanted:
        score = _word_score(known, word)
        if score is None:
            return None
        worst = max(worst, score)
    return worst


def _word_score(known: Known, word: str) -> int | None:
    titles = (known.entry.title.zh.lower(), known.entry.title.en.lower())
    if word in titles:
        return 0
    if any(title.startswith(word) for title in titles):
        return 1
    if any(word in title for title in titles):
        return 2
    if word.isascii() and len(word) > 1:
        if known.initials.startswith(word) or known.sound.startswith(word):
            return 3
        if word in known.initials or word in known.sound:
            return 5
    return 4 if word in known.text else None


def _known(entry: Entry) -> Known:
    text = " ".join((entry.also, entry.detail.zh, entry.detail.en)).lower()
    return Known(entry, text, sound(entry.title.zh), initials(entry.title.zh))


def _entries(pack: Pack) -> Iterable[Entry]:
    yield from _numbers(pack)
    yield from _structure(pack)
    yield from _names(pack)
    yield from _work(pack)
    yield from (
        Entry("heading", Bilingual(each.title), _document(each), cites=each.cite) for each in pack.outline
    )


def _numbers(pack: Pack) -> Iterable[Entry]:
    for each in pack.indicators:
        target = figure_of(each.target.amount if each.target else None, each.unit)
        detail = Bilingual(target.text("zh"), target.text("en"))
        yield Entry(
            "indicator", each.name.bilingual(), f"indicators/{quote(each.id)}/", detail, cites=each.cite
        )
    for said in pack.statements:
        figure = figure_of(said.amount)
        detail = Bilingual(f"{said.period} {figure.text('zh')}", f"{said.period} {figure.text('en')}")
        yield Entry(
            "statement", Bilingual(said.name), _asked("targets", said.name), detail, said.subject, said.cite
        )


def _structure(pack: Pack) -> Iterable[Entry]:
    for each in pack.industries:
        path = f"industries/{quote(each.id)}/"
        yield Entry("industry", each.name.bilingual(), path, cites=each.cite)
        for mention in (*each.products, *each.technologies):
            yield Entry(
                "product", Bilingual(mention.name), path, each.name.bilingual(), cites=(mention.cite,)
            )
    for chain in pack.chains:
        path = f"chains/{quote(chain.id)}/"
        yield Entry("chain", chain.name.bilingual(), path, Bilingual(chain.leader), chain.cluster, chain.cite)
        for node in chain.nodes:
            also = " ".join((*node.products, *node.aliases))
            there = f"{path}#{quote(node.id)}"
            yield Entry("node", node.name.bilingual(), there, chain.name.bilingual(), also, node.cite)
    for cluster in pack.clusters:
        path = _asked("clusters", cluster.name.zh)
        yield Entry("cluster", cluster.name.bilingual(), path, cites=cluster.cite)


def _names(pack: Pack) -> Iterable[Entry]:
    for park in pack.parks:
        detail = Bilingual(" ".join(part for part in (park.level, park.county) if part))
        also = " ".join(park.aliases)
        yield Entry("park", park.name.bilingual(), f"parks/{quote(park.id)}/", detail, also, park.cite)
    for firm in pack.enterprises:
        path = _asked("firms", firm.name)
        yield Entry(
            "firm", Bilingual(firm.name), path, Bilingual(firm.role), " ".join(firm.aliases), firm.cite
        )
    for project in pack.projects:
        detail = Bilingual(" ".join(part for part in (project.owner, project.place) if part))
        path = _asked("projects", project.name)
        yield Entry("project", Bilingual(project.name), path, detail, cites=project.cite)


def _work(pack: Pack) -> Iterable[Entry]:
    for task in pack.tasks:
        detail = Bilingual(task.lead_department or "、".join(task.departments))
        yield Entry("task", Bilingual(task.name), f"tasks/#{quote(task.id)}", detail, cites=task.cite)
    for each in pack.mechanisms:
        detail = each.function.bilingual() if each.function else NOTHING
        path = _asked("mechanisms", each.name.zh)
        yield Entry("mechanism", each.name.bilingual(), path, detail, " ".join(each.merged_from), each.cite)


def _asked(page: str, words: str) -> str:
    return f"{page}/?q={quote(words)}"


def _document(item: Item) -> str:
    if not item.cite:
        return "document/"
    first = item.cite[0]
    return f"document/?cite={first}#{first.partition(':')[0]}"
