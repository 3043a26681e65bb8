"""Units of a whole expression: products of units, added only where they are the same."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """Units and their powers; ``any`` is a bare number that fits every unit.

    >>> str(Measure.of("万元") / Measure.of("人"))
    '万元/人'
    """

    powers: tuple[tuple[str, int], ...] = ()
    any: bool = False

    @classmethod
    def of(cls, unit: str) -> Measure:
        """A single unit; an empty one is a plain number."""
        return cls(((unit, 1),)) if unit else cls()

    def __mul__(self, other: Measure) -> Measure:
        return self._joined(other, 1)

    def __truediv__(self, other: Measure) -> Measure:
        return self._joined(other, -1)

    def _joined(self, other: Measure, sign: int) -> Measure:
        powers = dict(self.powers)
        for unit, power in other.powers:
            powers[unit] = powers.get(unit, 0) + sign * power
        kept = tuple(sorted((unit, power) for unit, power in powers.items() if power))
        return Measure(kept, any=self.any and other.any)

    def fits(self, other: Measure) -> bool:
        """Whether the two may be added or compared."""
        return self.any or other.any or self.powers == other.powers

    def __str__(self) -> str:
        above = [unit if power == 1 else f"{unit}^{power}" for unit, power in self.powers if power > 0]
        below = [unit if power == -1 else f"{unit}^{-power}" for unit, power in self.powers if power < 0]
        top = "·".join(above) or ("1" if below else "")
        return f"{top}/{'·'.join(below)}" if below else top


NUMBER = Measure()
ANY = Measure(any=True)
