"""How a chain may be named at the command line."""

from __future__ import annotations

from rongshu.pack.schema import Chain


def names_of(chain: Chain) -> tuple[str, ...]:
    """Its id, its map's id, its names and aliases in both languages, with and without 产业链."""
    names = (chain.name.zh, *chain.aliases)
    shorts = [name.removesuffix("产业链") for name in names]
    return (chain.id, chain.library, chain.name.en, *names, *shorts, *(f"{name}产业链" for name in shorts))
