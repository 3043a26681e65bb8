"""Pairs of invented firms that are one firm or only look alike, labelled before anyone saw the matching."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from rongshu.matching.duplicates import FirmRecord, find_duplicates

HERE = Path(__file__).parent / "blind"


@dataclass(frozen=True)
class PairScore:
    """Precision and recall over all pairs of one list, chance pairs between the labelled ones included."""

    precision: float
    recall: float
    wrong: tuple[str, ...]
    missed: tuple[str, ...]


def blind_pairs(wave: str) -> tuple[list[FirmRecord], dict[frozenset[str], tuple[bool, str]]]:
    """All firms of a wave in one list, and of each labelled pair whether it is one firm, and its kind."""
    records, labels = [], {}
    with (HERE / f"pairs_{wave}.csv").open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            keys = [f"{number}-{end}" for end in ("first", "second")]
            for key, end in zip(keys, ("first", "second"), strict=True):
                records.append(FirmRecord(key, row[end], row[f"{end}_code"], row[f"{end}_address"]))
            labels[frozenset(keys)] = (row["same"] == "yes", row["kind"])
    return records, labels


def score_pairs(wave: str) -> PairScore:
    """How well the labelled pairs of a wave are told apart."""
    records, labels = blind_pairs(wave)
    names = {record.key: record.name for record in records}
    found = {frozenset((pair.first.key, pair.second.key)) for pair in find_duplicates(records)}
    same = {pair for pair, (one, _kind) in labels.items() if one}
    said = {pair: " / ".join(names[key] for key in sorted(pair)) for pair in found | same}
    right = len(found & same)
    return PairScore(
        round(right / max(1, len(found)), 4),
        round(right / max(1, len(same)), 4),
        tuple(said[pair] for pair in found - same),
        tuple(said[pair] for pair in same - found),
    )
