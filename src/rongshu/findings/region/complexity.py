"""Economic complexity of regions and industries.

*Source*: C. A. Hidalgo, R. Hausmann, "The building blocks of economic complexity", PNAS 106 (2009)
10570-10575; in the form that the method of reflections converges to, an eigenvector problem (Hausmann,
Hidalgo et al., "The Atlas of Economic Complexity", 2011).

The index is the second eigenvector of the matrix of regions that share industries, mean 0 and standard
deviation 1; an industry's is the mean of the regions that have it, standardised likewise.  The sign is such
that diverse regions rank high; where diversity does not tell, such that regions of rare industries do.
"""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import numpy as np

from rongshu.findings.region.relatedness import Flags, Floats
from rongshu.terms.bilingual import Bilingual

TIE = 1e-9
Index = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Complexity:
    """``regions`` and ``industries`` in the table's order; ``None`` with the reasons where it cannot be told.

    ``diversity``: how many industries a region has; ``ubiquity``: how many regions an industry.
    """

    regions: Index
    industries: Index
    diversity: tuple[int, ...]
    ubiquity: tuple[int, ...]
    remarks: tuple[Bilingual, ...] = ()


def complexity_of(present: Flags) -> Complexity:
    """The indices of a matrix of presence, region × industry."""
    diversity, ubiquity = present.sum(axis=1), present.sum(axis=0)
    rows, columns, parts = _largest_part(present)
    remarks = []
    if parts > 1:
        zh = f"矩阵分成 {parts} 个互不相连的部分，只有最大的部分能评估"
        en = f"the matrix falls into {parts} parts that share nothing; only the largest is assessed"
        remarks.append(Bilingual(zh, en))
    alone = int((diversity == 0).sum()), int((ubiquity == 0).sum())
    if any(alone):
        zh = f"{alone[0]} 个地区、{alone[1]} 个行业没有优势记录，不评估"
        en = f"{alone[0]} regions and {alone[1]} industries are present nowhere and are not assessed"
        remarks.append(Bilingual(zh, en))
    found, refused = _second(present[np.ix_(rows, columns)])
    if refused is not None:
        remarks.append(refused)
    regions = np.full(present.shape[0], np.nan)
    industries = np.full(present.shape[1], np.nan)
    if found is not None:
        regions[rows], industries[columns] = found
    counts = tuple(map(int, diversity)), tuple(map(int, ubiquity))
    return Complexity(_index(regions), _index(industries), *counts, tuple(remarks))


def _largest_part(present: Flags) -> tuple[list[int], list[int], int]:
    """Regions and industries of the largest connected part, and how many parts there are.

    The largest has most regions, then most presences; none where two are equal.
    """
    graph: nx.Graph = nx.Graph()
    graph.add_edges_from((("r", int(r)), ("i", int(i))) for r, i in zip(*np.nonzero(present), strict=True))
    parts = [
        (sorted(n for side, n in part if side == "r"), sorted(n for side, n in part if side == "i"))
        for part in nx.connected_components(graph)
    ]
    parts.sort(key=lambda part: _size(part[0], present), reverse=True)
    if not parts or (len(parts) > 1 and _size(parts[0][0], present) == _size(parts[1][0], present)):
        return [], [], len(parts)
    return *parts[0], len(parts)


def _size(regions: list[int], present: Flags) -> tuple[int, int]:
    return len(regions), int(present[regions].sum())


def _second(present: Flags) -> tuple[tuple[Floats, Floats] | None, Bilingual | None]:
    """Both indices of a connected matrix, or why there are none."""
    regions, industries = present.shape
    if regions < 2 or industries < 2:
        return None, Bilingual(
            "地区或行业太少，无法计算复杂度", "too few regions or industries for complexity"
        )
    there = present.astype(float)
    diversity, ubiquity = there.sum(axis=1), there.sum(axis=0)
    # similar to the row-stochastic matrix, and symmetric: its eigenvalues are real and found exactly
    scaled = there / np.sqrt(diversity)[:, None] / np.sqrt(ubiquity)[None, :]
    values, vectors = np.linalg.eigh(scaled @ scaled.T)
    if values[-2] < TIE:
        return None, Bilingual(
            "各地区的优势行业相同，复杂度没有差别",
            "every region has the same industries: no difference to rank",
        )
    if regions > 2 and values[-2] - values[-3] < TIE:
        return None, Bilingual(
            "第二特征值重复，复杂度不唯一", "the second eigenvalue is double: no unique index"
        )
    index = _standardised(vectors[:, -2] / np.sqrt(diversity))
    sign = _sign(index, diversity, there @ ubiquity / diversity)
    if not sign:
        return None, Bilingual("方向无法确定，复杂度不评估", "the sign cannot be told, so there is no index")
    index = index * sign
    return (index, _standardised(there.T @ index / ubiquity)), None


def _sign(index: Floats, diversity: Floats, rarity: Floats) -> int:
    """+1 or -1 so that diverse regions, else those of rare industries, stand high; 0: neither tells."""
    for wanted in (diversity, -rarity):
        spread = wanted - wanted.mean()
        told = float(index @ spread)
        if abs(told) > TIE * max(1.0, float(np.abs(spread).sum())):
            return 1 if told > 0 else -1
    return 0


def _standardised(vector: Floats) -> Floats:
    centred = vector - vector.mean()
    spread = centred.std()
    return np.asarray(centred / spread if spread > TIE else centred, dtype=np.float64)


def _index(values: Floats) -> Index:
    return tuple(None if np.isnan(value) else float(value) for value in values)
