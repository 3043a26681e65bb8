"""The components by which a candidate is ranked: each 0 to 1 with its words, ``None`` where nobody knows.

How each is worked out is said by ``HOW``; pages and files show it beside the bars.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import log10

from rongshu.findings.investment.candidate import Candidate, Demand, ParkOffer
from rongshu.matching.mentions import PRODUCT
from rongshu.matching.phrase import folded
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.quantity import written_decimal

FARTHEST_KM = 2000.0
LARGEST_LOG = 7.0  # 10^7 万元, a hundred billion yuan
MANY_BUYERS = 10
UNKNOWN = Bilingual("未知", "not known")
NO_TIE = Bilingual("没有联系", "no tie")
Bar = tuple[float | None, Bilingual]
HOW: Mapping[str, Bilingual] = {
    "fit": Bilingual(
        "产品、经营范围、行业代码与环节的匹配得分除以0.6，最多为1：主要产品写明即为1",
        "score of products, scope and sector code against the node over 0.6, at most 1: "
        "1 where it is named among the main products",
    ),
    "size": Bilingual(
        "营业收入（万元）的常用对数除以7", "decimal logarithm of revenue in 10 000 yuan over 7"
    ),
    "growth": Bilingual(
        "增长率加0.5，限于0至1：不增不减为0.5", "growth plus 0.5, kept within 0 and 1: no growth is 0.5"
    ),
    "need": Bilingual("本地需求企业数除以10，最多为1", "local buyers over 10, at most 1"),
    "ties": Bilingual("第一项联系0.6，每多一项加0.2", "0.6 for the first tie, 0.2 more for each other"),
    "park": Bilingual(
        "主导产业相合0.6、土地够0.2、用能够0.2；未知的不计",
        "leading industries 0.6, land 0.2, energy 0.2; what is not known does not count",
    ),
    "distance": Bilingual("1减去距离除以2000公里", "1 less the distance over 2 000 km"),
}


def fit(score: float, words: str) -> Bar:
    """Whether the firm makes the thing; that its scope and code say it once more makes it no better."""
    return min(1.0, score / PRODUCT), Bilingual(f"依据：{words}", f"by: {words}")


def size(revenue: Decimal | None) -> Bar:
    """Revenue on a logarithmic scale."""
    if revenue is None:
        return None, UNKNOWN
    value = min(1.0, max(0.0, log10(float(revenue)) / LARGEST_LOG)) if revenue > 0 else 0.0
    told = written_decimal(revenue)
    return value, Bilingual(f"营业收入 {told} 万元", f"revenue {told} × 10 000 yuan")


def growth(rate: Decimal | None) -> Bar:
    """Growth as a fraction; half a bar for none."""
    if rate is None:
        return None, UNKNOWN
    value = min(1.0, max(0.0, 0.5 + float(rate)))
    return value, Bilingual(f"增长 {rate:.1%}", f"growth {rate:.1%}")


def need(buyers: Sequence[str] | None) -> Bar:
    """Local firms that buy what the node makes; ``None`` where nobody counted them or nothing buys there."""
    if buyers is None:
        return None, UNKNOWN
    named = "：" + "、".join(buyers[:3]) if buyers else ""
    count = len(buyers)
    english = "1 local buyer" if count == 1 else f"{count} local buyers"
    words = Bilingual(f"本地需求企业 {count} 家{named}", english + named.replace("：", ": "))
    return min(1.0, count / MANY_BUYERS), words


def ties(known: Sequence[tuple[str, str]] | None) -> Bar:
    """Ties with local firms; ``None`` where the list says nothing, 0 where it says that there are none."""
    if known is None:
        return None, UNKNOWN
    if not known:
        return 0.0, NO_TIE
    named = "、".join(f"{firm}（{kind}）" for firm, kind in known[:3])
    return min(1.0, 0.4 + 0.2 * len(known)), Bilingual(named)


def distance(kilometres: Decimal | None) -> Bar:
    """Nearer is better."""
    if kilometres is None:
        return None, UNKNOWN
    told = written_decimal(kilometres)
    return max(0.0, 1 - float(kilometres) / FARTHEST_KM), Bilingual(f"{told} 公里", f"{told} km")


def park(demand: Demand, candidate: Candidate) -> tuple[str, float | None, Bilingual]:
    """The park that fits this candidate best, how well, and why; what is not known of it does not count."""
    if not demand.parks:
        return "", None, UNKNOWN
    judged = [(_park_bar(offer, demand, candidate), offer) for offer in demand.parks]
    (value, words), best = min(judged, key=lambda pair: (-(pair[0][0] or 0.0), pair[1].park.name.zh))
    name = best.park.name.bilingual()
    return best.park.name.zh, value, Bilingual(f"{name.zh}：{words.zh}", f"{name.en or name.zh}: {words.en}")


def _park_bar(offer: ParkOffer, demand: Demand, candidate: Candidate) -> Bar:
    parts = [
        (0.6, *_leading(offer, demand)),
        (0.2, *_room(offer.free_land, candidate.land_need, "可供地", "free land", "亩", "mu")),
        (0.2, *_room(offer.energy_room, candidate.energy_need, "用能余量", "energy head-room", "tce", "tce")),
    ]
    known = [(weight, value) for weight, value, _words in parts if value is not None]
    total = sum(weight for weight, _value in known)
    words = [said for _weight, _value, said in parts]
    told = Bilingual("，".join(each.zh for each in words), ", ".join(each.en for each in words))
    return (sum(weight * value for weight, value in known) / total if total else None), told


def _leading(offer: ParkOffer, demand: Demand) -> Bar:
    """Whether one of the park's leading industries is what the node makes."""
    wanted = [text for word in demand.industries if (text := folded(word))]
    led = [(word, text) for word in offer.park.industries if (text := folded(word))]
    if not led or not wanted:
        return None, Bilingual("主导产业未知", "leading industries not known")
    shared = next((word for word, text in led if any(text in w or w in text for w in wanted)), "")
    if not shared:
        return 0.0, Bilingual("主导产业不合", "other leading industries")
    return 1.0, Bilingual(f"主导产业 {shared}", f"leads in {shared}")


def _room(there: Decimal | None, needed: Decimal | None, zh: str, en: str, unit: str, unit_en: str) -> Bar:
    """Whether land or energy suffices: for the need where it is known, else whether there is any."""
    if there is None:
        return None, Bilingual(f"{zh}未知", f"{en} not known")
    told = written_decimal(there)
    if needed is None:
        return float(there > 0), Bilingual(f"{zh} {told} {unit}", f"{en} {told} {unit_en}")
    value = 1.0 if there >= needed else max(0.0, float(there / needed))
    want = written_decimal(needed)
    return value, Bilingual(f"{zh} {told}/需 {want} {unit}", f"{en} {told} of {want} {unit_en}")
