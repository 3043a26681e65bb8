"""Why a firm is not placed, or not where one might think: each reason with the words that gave it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rongshu.matching.lexicon import Lexicon
from rongshu.matching.phrase import Place, excluded, folded
from rongshu.matching.placement import ACCEPTED, FirmText, Verdict
from rongshu.terms.bilingual import Bilingual

_MOST = 8


@dataclass(frozen=True, slots=True)
class Remark:
    """A reason: ``kind`` (nothing_said, nothing_known, excluded, only_describes, code_alone, too_light),
    the word it is about, where that was said, and the sentence."""

    kind: str
    word: str
    source: str
    message: Bilingual


def why_not(
    firm: FirmText, lexicon: Lexicon, verdict: Verdict, threshold: float = ACCEPTED
) -> tuple[Remark, ...]:
    """What was heard and did not count, at most eight remarks; of a placed firm only what concerns others."""
    remarks = [*_excluded(firm, lexicon), *_describing(verdict)]
    if not verdict.placements:
        remarks += _unplaced(firm, verdict, threshold)
    seen = {(each.kind, each.word): each for each in reversed(remarks)}
    return tuple(reversed(seen.values()))[:_MOST]


def _excluded(firm: FirmText, lexicon: Lexicon) -> Iterator[Remark]:
    for source, text in (("products", folded(firm.products)), ("scope", folded(firm.scope))):
        for start, end in excluded(text):
            for hit in lexicon.find(text[start:end]):
                message = Bilingual(f"“{hit.word}”写明不含或除外", f"“{hit.word}” is expressly excluded")
                yield Remark("excluded", hit.word, source, message)


def _describing(verdict: Verdict) -> Iterator[Remark]:
    taken = {e.word for p in verdict.placements for e in p.evidence}
    for mention in verdict.mentions:
        word = mention.hit.word
        if word not in taken and not any(each is Place.HEAD for each in mention.places):
            message = Bilingual(
                f"“{word}”只说明另一事物（设备、服务、配件等），不是企业的产品",
                f"“{word}” only describes another thing (a machine, a service, a part), which is the product",
            )
            yield Remark("only_describes", word, mention.source, message)


def _unplaced(firm: FirmText, verdict: Verdict, threshold: float) -> Iterator[Remark]:
    if not firm.products.strip() and not firm.scope.strip() and not firm.codes:
        message = Bilingual("没有产品、经营范围和行业代码", "neither products, nor scope, nor code are given")
        yield Remark("nothing_said", "", "", message)
    best = verdict.weighed[0] if verdict.weighed else None
    if best is None:
        yield Remark(
            "nothing_known",
            "",
            "",
            Bilingual("没有一个词是产业链图谱里的产品", "no word is a product of any chain map"),
        )
    elif all(evidence.source == "gbt4754" for evidence in best.evidence):
        code = best.evidence[0].word
        message = Bilingual(
            f"只有行业代码 {code} 指向环节，产品和经营范围没有印证",
            f"only the sector code {code} points to a node; neither products nor scope confirm it",
        )
        yield Remark("code_alone", code, "gbt4754", message)
    else:
        word = best.evidence[0].word
        message = Bilingual(
            f"依据“{word}”得 {best.score} 分，低于 {threshold} 分",
            f"“{word}” scores {best.score}, below {threshold}",
        )
        yield Remark("too_light", word, best.evidence[0].source, message)
