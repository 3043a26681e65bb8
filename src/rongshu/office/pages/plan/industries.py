"""The industrial system as a tree, and everything the plan says under one of its headings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from rongshu.office.pages.parts.listing import Link
from rongshu.office.pages.parts.wording import INDUSTRY_LEVELS, worded
from rongshu.pack.schema import (
    Capacity,
    Chain,
    Enterprise,
    Industry,
    Mention,
    Pack,
    Project,
    Statement,
)
from rongshu.pack.schema import (
    Sequence as Steps,
)
from rongshu.terms.bilingual import Bilingual


@dataclass(frozen=True, slots=True)
class Branch:
    """An industry with what hangs below it and how much the plan says of it (below counted in)."""

    industry: Industry
    branches: tuple[Branch, ...]
    firms: int
    products: int
    projects: int
    targets: int

    @property
    def path(self) -> str:
        """The page of this industry, relative to the plan's address."""
        return industry_path(self.industry.id)


@dataclass(frozen=True, slots=True)
class IndustryPage:
    """Everything under one heading."""

    industry: Industry
    above: tuple[Industry, ...]
    below: tuple[Branch, ...]
    firms: tuple[tuple[Enterprise, tuple[Mention, ...]], ...]
    products: tuple[Mention, ...]
    technologies: tuple[Mention, ...]
    places: tuple[Mention, ...]
    projects: tuple[Project, ...]
    targets: tuple[Statement, ...]
    sequences: tuple[Steps, ...]
    chains: tuple[Chain, ...]

    @property
    def made(self) -> int:
        """How many products and technologies."""
        return len(self.products) + len(self.technologies)

    @property
    def level_word(self) -> Bilingual:
        """Pillar, industry or segment, in words."""
        return worded(INDUSTRY_LEVELS, self.industry.level)


def industry_path(identity: str) -> str:
    """The page of one industry, relative to the plan's address."""
    return f"industries/{quote(identity)}/"


def industry_lookup(pack: Pack) -> dict[str, Industry]:
    """Each industry by id and, where no id is the same, by Chinese name; the deepest level wins."""
    found: dict[str, Industry] = {}
    for level in ("pillar", "industry", "segment"):
        found.update({each.name.zh: each for each in pack.industries if each.level == level})
    found.update({each.id: each for each in pack.industries})
    return found


def industry_link(key: str, industries: Mapping[str, Industry]) -> Link | None:
    """A link to the industry that ``key`` names by id or name; a bare text where it is unknown."""
    if not key:
        return None
    industry = industries.get(key)
    return Link(industry.name.bilingual(), industry_path(industry.id)) if industry else Link(Bilingual(key))


def industry_tree(pack: Pack) -> tuple[Branch, ...]:
    """The pillars (or whatever stands on top) with everything below."""
    said = _said(pack)
    children: dict[str, list[Industry]] = defaultdict(list)
    known = {each.id for each in pack.industries}
    for each in pack.industries:
        children[each.parent if each.parent in known else ""].append(each)
    return tuple(_branch(each, children, said) for each in children[""])


def industry_page(pack: Pack, identity: str) -> IndustryPage | None:
    """Everything under one heading; ``None`` when the plan has none of this id."""
    by_id = {each.id: each for each in pack.industries}
    industry = by_id.get(identity)
    if industry is None:
        return None
    said = _said(pack)
    return IndustryPage(
        industry=industry,
        above=_above(industry, by_id),
        below=_find(industry_tree(pack), identity),
        firms=tuple((firm, mentions_in(firm, industry)) for firm in said.firms[identity]),
        products=industry.products,
        technologies=industry.technologies,
        places=industry.places,
        projects=tuple(said.projects[identity]),
        targets=tuple(said.targets[identity]),
        sequences=tuple(each for each in pack.sequences if each.segment in (industry.id, industry.name.zh)),
        chains=tuple(chain for chain in pack.chains if related(chain, industry)),
    )


def mentions_in(firm: Enterprise, industry: Industry) -> tuple[Mention, ...]:
    """Where the firm is named under this heading; all its mentions where none says under which."""
    here = tuple(each for each in firm.mentions if each.segment in (industry.id, industry.name.zh))
    return here or tuple(each for each in firm.mentions if not each.segment)


def related(chain: Chain, industry: Industry) -> bool:
    """Whether a chain's name and an industry's contain each other."""
    name, other = chain.name.zh.removesuffix("产业链"), industry.name.zh.removesuffix("产业")
    return len(name) > 1 and len(other) > 1 and (name in other or other in name)


@dataclass(frozen=True, slots=True)
class _Said:
    firms: Mapping[str, list[Enterprise]]
    projects: Mapping[str, list[Project]]
    targets: Mapping[str, list[Statement]]


def _said(pack: Pack) -> _Said:
    lookup = industry_lookup(pack)
    firms: dict[str, list[Enterprise]] = defaultdict(list)
    projects: dict[str, list[Project]] = defaultdict(list)
    targets: dict[str, list[Statement]] = defaultdict(list)
    for firm in pack.enterprises:
        for identity in dict.fromkeys(lookup[key].id for key in firm.segments if key in lookup):
            firms[identity].append(firm)
    for project in pack.projects:
        if project.segment in lookup:
            projects[lookup[project.segment].id].append(project)
    for each in pack.statements:
        if each.segment in lookup:
            targets[lookup[each.segment].id].append(each)
    return _Said(firms, projects, targets)


def _branch(industry: Industry, children: Mapping[str, Sequence[Industry]], said: _Said) -> Branch:
    below = tuple(_branch(each, children, said) for each in children.get(industry.id, ()))
    own = industry.id
    return Branch(
        industry,
        below,
        firms=len(said.firms.get(own, ())) + sum(each.firms for each in below),
        products=len(industry.products) + len(industry.technologies) + sum(each.products for each in below),
        projects=len(said.projects.get(own, ())) + sum(each.projects for each in below),
        targets=len(said.targets.get(own, ())) + sum(each.targets for each in below),
    )


def _above(industry: Industry, by_id: Mapping[str, Industry]) -> tuple[Industry, ...]:
    chain: list[Industry] = []
    parent = by_id.get(industry.parent)
    while parent is not None and parent not in chain:
        chain.insert(0, parent)
        parent = by_id.get(parent.parent)
    return tuple(chain)


def _find(branches: Sequence[Branch], identity: str) -> tuple[Branch, ...]:
    for branch in branches:
        if branch.industry.id == identity:
            return branch.branches
        found = _find(branch.branches, identity)
        if found:
            return found
    return ()


def capacities_of(pack: Pack, products: Sequence[Mention]) -> tuple[Capacity, ...]:
    """The rows of capacity tables that are about one of ``products``."""
    names = {each.name for each in products}
    return tuple(each for each in pack.capacities if each.name in names)
