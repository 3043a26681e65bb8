"""Firms' places in the chains as an answer for scripts: where, by what words, what else, and why not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rongshu.cli.firm_rows import text_of
from rongshu.cli.printing import language, said
from rongshu.terms.bilingual import Bilingual

if TYPE_CHECKING:
    from rongshu.matching.belonging import Belonging, Sectors
    from rongshu.matching.lexicon import Lexicon
    from rongshu.matching.placement import Evidence, Placement
    from rongshu.pack.schema import Chain, Pack

ALTERNATIVES, FAINTEST = 5, 0.1
ROLES = {"producer": Bilingual("生产", "producer"), "trader": Bilingual("经销", "trader")}
_HEAD = ("chain", "chain_id", "segment", "segment_id", "node", "node_id", "role", "score")


class Placer:
    """Answers for firms of one pack.

    >>> Placer(pack).answer({"name": "某某有限公司", "key": "2", "products": "风电叶片"})  # doctest: +SKIP
    {'firm': '某某有限公司', 'key': '2', 'chains': ['风电装备产业链'], ...}
    """

    def __init__(self, pack: Pack) -> None:
        from rongshu.matching.lexicon import Lexicon

        self.lexicon: Lexicon = Lexicon(pack.chains)
        self.sectors: Sectors = _sectors()
        self.names = _names(pack.chains)

    def answer(
        self, row: dict[str, str], problems: Sequence[dict[str, Any]], threshold: float
    ) -> dict[str, Any]:
        """One firm: the best place in the top level, then all, then what was weighed and found too light."""
        from rongshu.matching.belonging import belongings
        from rongshu.matching.placement import consider
        from rongshu.matching.why_not import why_not

        firm = text_of(row)
        verdict = consider(firm, self.lexicon, threshold)
        placements = [self._place(each, row) for each in verdict.placements]
        loose = [
            each for each in belongings(firm, self.lexicon, self.sectors, verdict) if each.score >= threshold
        ]
        placements += [self._loose(each, row) for each in loose]
        best = placements[0] if placements else dict.fromkeys(_HEAD)
        light = [each for each in verdict.weighed if each.score >= FAINTEST][:ALTERNATIVES]
        return {
            "firm": row["name"],
            "key": row["key"],
            "line": int(row["line"]),
            "chains": list(dict.fromkeys(each["chain"] for each in placements)),
            **{name: best[name] for name in _HEAD},
            "evidence": placements[0]["evidence"] if placements else [],
            "placements": placements,
            "alternatives": [
                self._place(each, row) | {"why_not": _too_light(each, threshold)} for each in light
            ],
            "why_not": [
                {
                    "reason": each.kind,
                    "word": each.word,
                    "source": each.source,
                    "message": each.message.in_language(language()),
                }
                for each in why_not(firm, self.lexicon, verdict, threshold)
            ],
            "problems": list(problems),
        }

    def _place(self, found: Placement, row: dict[str, str]) -> dict[str, Any]:
        return {
            "chain": self.names[found.chain,],
            "chain_id": found.chain,
            "segment": self.names.get((found.chain, "", found.stage), found.stage),
            "segment_id": found.stage,
            "node": self.names[found.chain, found.node],
            "node_id": found.node,
            **_told(found, row),
        }

    def _loose(self, found: Belonging, row: dict[str, str]) -> dict[str, Any]:
        nowhere = dict.fromkeys(("segment", "segment_id", "node", "node_id"))
        return {"chain": self.names[found.chain,], "chain_id": found.chain, **nowhere, **_told(found, row)}


def placed_heads() -> tuple[str, ...]:
    """Titles of the table of firms and their places."""
    return (
        said("企业", "firm"),
        said("产业链", "chain"),
        said("环节", "node"),
        said("角色", "role"),
        said("得分", "score"),
        said("依据", "by the words"),
    )


def placed_lines(answer: dict[str, Any]) -> list[tuple[str, ...]]:
    """A firm's places for people; whom nothing places has one line that says why."""
    if not answer["placements"]:
        reasons = "；".join(each["message"] for each in answer["why_not"])
        return [(answer["firm"], "—", "—", "", "", reasons)]
    return [
        (
            *(answer["firm"], each["chain"], each["node"] or "—"),
            *(ROLES[each["role"]].in_language(language()), str(each["score"]), each["words"]),
        )
        for each in answer["placements"]
    ]


def _too_light(found: Placement, threshold: float) -> str:
    if found.score < threshold:
        return said(f"得 {found.score} 分，低于 {threshold} 分", f"{found.score} is below {threshold}")
    if all(each.source in ("gbt4754", "name") for each in found.evidence):
        return said("产品和经营范围没有印证", "neither products nor scope confirm it")
    return said("主要产品写明的是别的", "the list of products names other things")


def _told(found: Placement | Belonging, row: dict[str, str]) -> dict[str, Any]:
    return {
        "role": found.role,
        "score": found.score,
        "words": "、".join(dict.fromkeys(each.word for each in found.evidence)),
        "evidence": [_evidence(each, row) for each in found.evidence],
    }


def _evidence(evidence: Evidence, row: dict[str, str]) -> dict[str, Any]:
    """A word with its weight and, where it stands in a column, the very signs there and their place."""
    answer: dict[str, Any] = {"word": evidence.word, "source": evidence.source, "weight": evidence.weight}
    raw = row.get(evidence.source, "") if evidence.source in ("products", "scope", "name") else ""
    span = _span(raw, evidence) if raw else None
    if span is not None:
        answer |= {"text": raw[span[0] : span[1]], "span": list(span)}
    return answer


def _span(raw: str, evidence: Evidence) -> tuple[int, int] | None:
    from rongshu.matching.phrase import folded, raw_places, raw_span

    if evidence.source == "name":
        return raw_span(raw, evidence.word)
    plain = folded(raw)
    if len(plain) == len(raw) and len(raw.split(maxsplit=1)) == 1:  # sign for sign the same
        return evidence.start, evidence.end
    places = raw_places(raw, plain)
    return (places[evidence.start], places[evidence.end - 1] + 1) if places else None


def _names(chains: Sequence[Chain]) -> dict[tuple[str, ...], str]:
    """What chains, segments and nodes are called, in the reader's language."""
    names: dict[tuple[str, ...], str] = {}
    for chain in chains:
        names[chain.id,] = said(chain.name.zh, chain.name.en)
        names |= {(chain.id, "", stage.id): said(stage.name.zh, stage.name.en) for stage in chain.stages}
        names |= {(chain.id, node.id): said(node.name.zh, node.name.en) for node in chain.nodes}
    return names


def _sectors() -> Sectors:
    """The classes of GB/T 4754; none where the standards are not installed."""
    from rongshu.matching.belonging import Sectors
    from rongshu.pack.declared.standards import load_standards
    from rongshu.pack.written.files import find_used

    folder = find_used("cn-standards")
    return Sectors({each.code: each.name for each in load_standards(folder).codes} if folder else {})
