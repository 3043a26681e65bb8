"""What prose says with a number, and what runs on from clause to clause while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from rongshu.compiler.reading.clauses import NO_PIECE, Piece
from rongshu.compiler.reading.numbers import Figure
from rongshu.compiler.reading.periods import Moment, PlanYears
from rongshu.compiler.reading.stance import Stance
from rongshu.compiler.targets.phrasing import Wording
from rongshu.compiler.targets.subjects import Subject
from rongshu.pack.amount import Amount

FURTHEST = 200  # characters of a sentence that are looked back over
Kind = Literal["target", "baseline"]


@dataclass(frozen=True, slots=True)
class Scene:
    """What a paragraph inherits: the plan's years, the stance of its headings, the industry it stands under.

    ``year`` is one that an opening line set for the whole section, 0 where none did.
    """

    years: PlanYears
    stance: Stance
    owner: str = ""
    year: int = 0


@dataclass(frozen=True, slots=True)
class Saying:
    """One figure as said.  ``start`` and ``end`` are offsets in the paragraph."""

    start: int
    end: int
    kind: Kind
    name: str
    amount: Amount
    year: int = 0
    explicit: bool = False
    subject: str = ""
    scope: str = ""
    base: Amount | None = None
    since: int = 0
    listed: tuple[str, ...] = ()
    listed_open: bool = False
    share_of: str = ""
    rule: str = "statements.level"
    confidence: float = 0.7


@dataclass(frozen=True, slots=True)
class Told:
    """A figure in its clause with the words around it, before anything is decided.

    ``pending`` is the first end of 由A提高到B; ``behind`` is true when what is counted follows the number.
    """

    clause: Piece
    figure: Figure
    wording: Wording
    after: str
    subject: Subject
    behind: bool
    name: str = ""
    pending: Figure | None = None

    @property
    def enumerated(self) -> bool:
        """Whether the number sums up a list (甲、乙等16条产业链)."""
        return self.behind and self.wording.left.endswith("等")


@dataclass(slots=True)
class Thread:
    """What runs on: the time in force, the last name and unit, whether the last figure was taken.

    ``standing`` is the time that a clause opened with: it stays for the sentences to come.
    """

    standing: tuple[int, bool] = (0, False)
    year: int = 0
    explicit: bool = False
    clause_year: bool = False
    clause_start: int = 0
    inner: int | None = None  # the clause whose inside named the time in force
    topic: str = ""  # what the clause before spoke of, when it had no number
    moments: tuple[Moment, ...] = ()
    sentence: Piece = NO_PIECE
    name: str = ""
    unit: str = ""
    taken: bool = False
    more: bool = False  # another figure follows in the clause
    pending: Figure | None = None
    pending_year: int = 0
    pending_left: str = ""
    found: list[Saying] = field(default_factory=list)

    def before(self, clause: Piece, offset: int = 0) -> str:
        """The sentence up to an offset of one of its clauses, no further back than can matter."""
        end = clause.start - self.sentence.start + offset
        return self.sentence.text[max(0, end - FURTHEST) : end]

    def dated(self, years: PlanYears) -> bool:
        """Whether a year of the plan or later is in force by name."""
        return self.explicit and self.year >= (years.first or years.last)
