"""Chinese names by sound: full pinyin and initials, for search and for sorting."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=20_000)
def syllables(text: str) -> tuple[str, ...]:
    """One syllable per Chinese character; runs of other characters as they are, in lower case."""
    # the dictionary takes half a second: loaded where the first list is searched
    from pypinyin import lazy_pinyin

    return tuple(part.lower() for part in lazy_pinyin(text))


def sound(text: str) -> str:
    """The whole text by sound without blanks: ``闽侯`` → ``minhou``."""
    return "".join(syllables(text)).replace(" ", "")


def initials(text: str) -> str:
    """First letters: ``闽侯`` → ``mh``; Latin words stay whole."""
    return "".join(
        part if part.isascii() and part in text.lower() else part[:1] for part in syllables(text)
    ).replace(" ", "")
