"""Firms placed on the nodes of 16 chains: precision and recall on the labelled firms, seconds for 100 000."""

from __future__ import annotations

import sys
import time
from itertools import cycle, islice

from harness import ROOT, report

FIRMS = 100_000


def main() -> None:
    """Score the labelled firms, then time many of them."""
    sys.path.insert(0, str(ROOT / "tests"))
    from matching.labelled import labelled_firms
    from matching.test_labelled import score
    from rongshu.matching.lexicon import Lexicon
    from rongshu.matching.placement import place_all
    from rongshu.pack.load import load_pack

    firms = labelled_firms()
    scored = score(firms)
    lexicon = Lexicon(load_pack(ROOT / "packs" / "fuzhou-2021-2025").chains)
    started = time.perf_counter()
    placed = sum(1 for _one in place_all(islice(cycle(each.firm for each in firms), FIRMS), lexicon))
    seconds = time.perf_counter() - started
    report(
        "placement",
        {
            "labelled_firms": len(firms),
            "precision": scored.precision,
            "recall": scored.recall,
            "producer_or_trader_right": scored.roles,
            "firms": FIRMS,
            "placements": placed,
            "seconds": seconds,
        },
    )


if __name__ == "__main__":
    main()
