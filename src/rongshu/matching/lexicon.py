"""The words of all chains in one automaton: products, aliases, node names, with the nodes that own them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import ahocorasick

from rongshu.matching.phrase import folded
from rongshu.pack.schema import Chain, ChainNode

_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
_SPLIT = re.compile(r"[、/，,]")
_NAMES = re.compile(r"[、/，,与及和]")
SHORTEST = 2
# what any firm may do: no product, whatever chain map lists it
_ACTIVITIES = frozenset(
    {"批发", "零售", "销售", "贸易", "代理", "租赁", "仓储", "物流", "生产", "制造", "加工", "研发", "设计"}
    | {"开发", "服务", "咨询", "维修", "检测", "回收", "运维", "安装", "吊装", "集成", "应用", "测试", "追溯"}
    | {
        "制品",
        "材料",
        "原料",
        "设备",
        "装备",
        "机械",
        "部件",
        "产品",
        "系统",
        "平台",
        "软件",
        "工程",
        "技术",
        "结算",
    }
)
# words of plans and maps that name too much to place a firm
_TOO_WIDE = frozenset(
    {
        "5g",
        "红外",
        "风电",
        "轴承",
        "汽车零部件",
        "机动车零部件",
        "融资租赁",
        "公共服务平台",
        "企业管理",
        "安全审查",
        "办公",
    }
    | {"电子信息材料", "关键设计制造技术", "技艺保护规定", "工业设计", "文化交流"}
)
STRETCHABLE, _BETWEEN, _FAR_BETWEEN = 4, 5, 9
_LONGEST_PHRASE, _REMEMBERED = 40, 200_000


@dataclass(frozen=True, slots=True)
class Owner:
    """A node of a chain that a word points to; ``weight`` is 1 for an own product, less for a wider word."""

    chain: str
    stage: str
    node: str
    weight: float


class Hit(NamedTuple):  # made by the million: a tuple is made in half the time
    """A word of the lexicon found in a text at ``start`` (exclusive ``end``)."""

    word: str
    start: int
    end: int
    owners: tuple[Owner, ...]

    @property
    def in_one_chain(self) -> bool:
        """Whether one chain alone has the word."""
        return len(self.owners) == 1 or len({owner.chain for owner in self.owners}) == 1


class Lexicon:
    """Finds the words of all chains in a text, and says which nodes own them.

    A node that is a market (``kind: application``) owns its name and its aliases only: who makes what is
    sold there belongs where it is made.
    """

    def __init__(self, chains: Sequence[Chain]) -> None:
        self.owners: dict[str, list[Owner]] = defaultdict(list)
        self.words: dict[tuple[str, str], set[str]] = {}
        self.endings: dict[tuple[str, str], frozenset[str]] = {}
        self.named: dict[tuple[str, str], frozenset[str]] = {}
        self.kinds: dict[tuple[str, str], str] = {}
        self.codes: dict[str, list[Owner]] = defaultdict(list)
        self.called = _called(chains)
        for chain in chains:
            for node in chain.nodes:
                self._add(chain, node)
        self.codes_weighed: dict[str, list[tuple[Owner, float]]] = {}
        self.divisions = _divisions(self.codes)
        self.by_prefix = _by_prefix(self.codes)
        self._by_ending: dict[str, list[str]] = defaultdict(list)
        for word in self.owners:
            if len(word) >= STRETCHABLE and not word.isascii() and word[-2:] not in _ACTIVITIES:
                self._by_ending[word[-2:]].append(word)
        self._stretched: dict[str, str] = {}
        self._owned = {word: tuple(owners) for word, owners in self.owners.items()}
        self._automaton = ahocorasick.Automaton()
        for word in self.owners:
            self._automaton.add_word(word, (word, len(word), _latin(word[0]) or _latin(word[-1])))
        if self.owners:
            self._automaton.make_automaton()

    def _add(self, chain: Chain, node: ChainNode) -> None:
        market = node.is_market
        texts = node.aliases if market else (*node.products, *node.aliases)
        words = {word: 1.0 for text in texts for word in _words(text)}
        names = frozenset({folded(node.name.zh)} if market else _words(node.name.zh, _NAMES))
        for word in names:
            # a piece of a name has lost its other half: 零售 of 智慧媒体与零售 may be anybody's
            words.setdefault(word, 0.9 if len(word) > 2 or word == folded(node.name.zh) else 0.4)
        words = {word: weight for word, weight in words.items() if word not in _ACTIVITIES | _TOO_WIDE}
        place = (chain.id, node.id)
        self.words[place], self.named[place], self.kinds[place] = set(words), names, node.kind
        self.endings[place] = frozenset(
            word[-length:] for word in words for length in (1, 2, 3) if length < len(word)
        )
        for word, weight in words.items():
            self.owners[word].append(Owner(chain.id, node.stage, node.id, weight))
        for code in node.gbt4754:
            if not market:
                self.codes[code].append(Owner(chain.id, node.stage, node.id, 1.0))

    def find(self, text: str) -> tuple[Hit, ...]:
        """The words of ``text``, which must be folded by ``folded``; those inside a longer word dropped."""
        if not self.owners:
            return ()
        found = [
            (last - length + 1, -last - 1, word)
            for last, (word, length, latin) in self._automaton.iter(text)
            if not (latin and _cut_short(text, last - length + 1, last + 1))
        ]
        hits, reached = [], 0
        found.sort()
        for start, end, word in found:
            if -end > reached:
                reached = -end
                hits.append(Hit(word, start, -end, self._owned[word]))
        return tuple(hits)

    def stretched(self, phrase: str) -> str:
        """The longest word that ``phrase`` writes out with more between: 彩涂钢板 in 彩色涂层钢板; or ``""``.

        Both end alike by two signs, and the word's signs follow each other with few others between them.
        """
        if len(phrase) > _LONGEST_PHRASE:
            return ""
        known = self._stretched.get(phrase)
        if known is None:
            fitting = [word for word in self._by_ending.get(phrase[-2:], ()) if _drawn_out(word, phrase)]
            known = max(fitting, key=lambda word: (len(word), word), default="")
            if len(self._stretched) < _REMEMBERED:
                self._stretched[phrase] = known
        return known


def _called(chains: Sequence[Chain]) -> dict[str, str]:
    """The names by which one chain alone goes: 船舶 for 海洋工程装备."""
    named: dict[str, set[str]] = defaultdict(set)
    for chain in chains:
        for name in (chain.name.zh.removesuffix("产业链"), *chain.aliases):
            named[folded(name)].add(chain.id)
    return {name: next(iter(ids)) for name, ids in named.items() if len(ids) == 1}


def _drawn_out(word: str, phrase: str) -> bool:
    """Whether ``word`` reads in ``phrase`` from its end backwards, with at most ``_BETWEEN`` signs more.

    More may stand between where the word's own beginning stands whole: 风电法兰 in 风电塔筒用锻造法兰.
    """
    place = len(phrase) - 2
    for sign in reversed(word[:-2]):
        found = phrase.rfind(sign, 0, place)
        if found < 0:
            return False
        place = found
    between = len(phrase) - place - len(word)
    whole = phrase.startswith(word[:2], place)
    return 0 < between <= (_FAR_BETWEEN if whole else _BETWEEN)


def _divisions(codes: Mapping[str, Sequence[Owner]]) -> dict[tuple[str, str], frozenset[str]]:
    """The divisions of GB/T 4754 in which the firms of each node are."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for code, owners in codes.items():
        for owner in owners:
            found[owner.chain, owner.node].add(code[:2])
    return {node: frozenset(each) for node, each in found.items()}


def _by_prefix(codes: Mapping[str, Sequence[Owner]]) -> dict[str, Counter[str]]:
    """How many nodes of each chain have codes that begin so: by class, group and division."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for code, owners in codes.items():
        for owner in owners:
            for length in (4, 3, 2):
                counted[code[:length]][owner.chain] += 1
    return dict(counted)


def _cut_short(text: str, start: int, end: int) -> bool:
    """Whether a Latin word goes on beyond its ends: the PP of PPS or EPP, the PA6 of PA66."""
    left, right = text[start - 1 : start], text[end : end + 1]
    return (_latin(left) and _latin(text[start])) or (_latin(right) and _latin(text[end - 1]))


def _latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def _words(text: str, parted: re.Pattern[str] = _SPLIT) -> Iterable[str]:
    bare = _BRACKETS.sub("", text)
    for part in {bare, *parted.split(bare)}:
        word = folded(part)
        if len(word) >= SHORTEST:
            yield word
