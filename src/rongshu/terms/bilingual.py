"""Text in the two languages of the house."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in Chinese and, where somebody wrote it, in English.

    >>> Bilingual("园区", "park").in_language("en")
    'park'
    >>> Bilingual("园区").in_language("en")
    '园区'
    """

    zh: str
    en: str = ""

    def in_language(self, language: str) -> str:
        """The text in ``language`` (``zh…`` or ``en…``); Chinese where English is missing."""
        return self.en if language.startswith("en") and self.en else self.zh
