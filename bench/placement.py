"""Firms placed on the nodes of 16 chains and pairs told apart: how well the labelled ones, how fast many."""

from __future__ import annotations

import sys
import time
from itertools import count, cycle, islice

from harness import ROOT, report

FIRMS = 100_000
WAVES = ("first", "second", "third")


def main() -> None:
    """Score every labelled firm and pair, then time many firms and many names."""
    sys.path.insert(0, str(ROOT / "tests"))
    from matching.blind_pairs import score_pairs
    from matching.labelled import labelled_firms
    from matching.test_blind import judged
    from matching.test_labelled import score
    from rongshu.matching.placement import place_all
    from rongshu.pack.folder.load import load_pack

    scored = score(labelled_firms())
    told: dict[str, object] = {
        "generated.precision": scored.precision,
        "generated.recall": scored.recall,
        "generated.producer_or_trader_right": scored.roles,
    }
    for wave in WAVES:
        total, _faults = judged(wave)
        told |= {f"{wave}.{name}": value for name, value in total.rates().items()}
    for wave in WAVES[:2]:
        pairs = score_pairs(wave)
        told |= {f"pairs.{wave}.precision": pairs.precision, f"pairs.{wave}.recall": pairs.recall}
    told |= _timed(load_pack(ROOT / "packs" / "fuzhou-2021-2025").chains, place_all)
    report("placement", told)


def _timed(chains, place_all):  # type: ignore[no-untyped-def]
    """Seconds for many firms, no two texts alike, and for as many names compared."""
    from matching.blind_firms import blind_firms
    from rongshu.matching.duplicates import FirmRecord, find_duplicates
    from rongshu.matching.lexicon import Lexicon
    from rongshu.matching.placement import FirmText

    numbers = count()
    said = cycle([firm for wave in WAVES for firm in blind_firms(wave)])
    firms = [
        FirmText(str(n), f"{f.name}{n}", f"{f.products}{n}", f.scope, (f.code,))
        for f, n in zip(islice(said, FIRMS), numbers, strict=False)
    ]
    lexicon = Lexicon(chains)
    started = time.process_time()
    placed = sum(1 for _one in place_all(firms, lexicon))
    seconds = time.process_time() - started
    names = [FirmRecord(f.key, _name(int(f.key)), address=f"某市某路{int(f.key) % 900}号") for f in firms]
    started = time.process_time()
    pairs = len(find_duplicates(names))
    return {
        "firms": FIRMS,
        "placements": placed,
        "placing_cpu_seconds": round(seconds, 2),
        "pairs_proposed": pairs,
        "comparing_cpu_seconds": round(time.process_time() - started, 2),
    }


def _name(number: int) -> str:
    signs = "恒达铭源启川澄泽岳帆朗锐霁图沐岚宏盛瑞丰华兴金龙永昌天成利安佳和美新海山云林星辰光明伟业富强"
    trades = ("纺织", "机械", "食品", "电子", "化工", "建材", "水产", "塑料", "服饰", "光电", "软件", "医药")
    places = ("甲城市", "乙川市", "丙原县", "丁江市")
    a, b, c = number % 43, number * 7 // 3 % 41, number * 13 // 11 % 37
    return f"{places[number % 4]}{signs[a]}{signs[b]}{signs[c]}{trades[number * 5 // 7 % 12]}有限公司"


if __name__ == "__main__":
    main()
