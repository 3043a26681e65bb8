"""Diagnostics that need the prose, judged while compiling: duplicates, spelling drift, damaged text.

A remark holds addresses and short names only, never the passage itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from rongshu.compiler.remarks.damage import damages
from rongshu.compiler.remarks.drift import drifting
from rongshu.compiler.remarks.duplicates import duplicates
from rongshu.document.blocks import Document, Paragraph, Passage
from rongshu.pack.schema import Name, Pack, Remark


def find_remarks(document: Document, pack: Pack) -> tuple[Remark, ...]:
    """What should be put right in the document; ``pack`` is what has been compiled from it so far."""
    paragraphs = [block.passage for _, block, _ in document.walk() if isinstance(block, Paragraph)]
    found = [*_duplicated(paragraphs), *_drifted(pack), *_damaged(paragraphs)]
    return tuple({remark.id: remark for remark in found}.values())


def _duplicated(paragraphs: Sequence[Passage]) -> Iterator[Remark]:
    for duplicate in duplicates(paragraphs):
        pages = f"p{duplicate.first.paragraph}", f"p{duplicate.second.paragraph}"
        yield Remark(
            id=_identity("duplicate", duplicate.text),
            kind="duplicate",
            message=Name(
                zh=f"{pages[0]} 与 {pages[1]} 有 {duplicate.shared} 字重复",
                en=f"{duplicate.shared} characters stand in both {pages[0]} and {pages[1]}",
            ),
            cite=(str(duplicate.first), str(duplicate.second)),
            rule="remarks.duplicate",
            confidence=0.9 if duplicate.shared >= 30 else 0.7,
        )


def _drifted(pack: Pack) -> Iterator[Remark]:
    for names in (_firms(pack), _parks(pack), _chains(pack)):
        for drift in drifting(names):
            cites = dict.fromkeys((names[drift.one], names[drift.other]))
            yield Remark(
                id=_identity("spelling", drift.one, drift.other),
                kind="spelling",
                names=(drift.one, drift.other),
                message=Name(
                    zh=f"“{drift.one}”与“{drift.other}”疑为同一名称",
                    en=f"{drift.one} and {drift.other} look like one name",
                ),
                cite=tuple(cite for cite in cites if cite),
                rule="remarks.spelling",
                confidence=drift.sure,
            )


def _damaged(paragraphs: Sequence[Passage]) -> Iterator[Remark]:
    for passage in paragraphs:
        for damage in damages(passage):
            yield Remark(
                id=_identity("damage", damage.what.zh, damage.fragment, passage.text[:40]),
                kind="damage",
                names=(damage.fragment,),
                message=Name(zh=damage.what.zh, en=damage.what.en),
                cite=(str(damage.cite),),
                rule="remarks.damage",
                confidence=damage.sure,
            )


def _firms(pack: Pack) -> Mapping[str, str]:
    """Every spelling of a firm with its first address."""
    names: dict[str, str] = {}
    for firm in pack.enterprises:
        for mention in firm.mentions:
            names.setdefault(mention.name, mention.cite)
        for name in (firm.name, *firm.aliases):
            names.setdefault(name, next(iter(firm.cite), ""))
    return names


def _parks(pack: Pack) -> Mapping[str, str]:
    return {name: next(iter(park.cite), "") for park in pack.parks for name in (park.name.zh, *park.aliases)}


def _chains(pack: Pack) -> Mapping[str, str]:
    return {chain.name.zh: next(iter(chain.cite), "") for chain in pack.chains}


def _identity(kind: str, *words: str) -> str:
    """Stable as long as the words in question stay the same, wherever they move."""
    # not for secrecy: a name for a passage that must not itself be kept
    return f"{kind}-{hashlib.sha1('|'.join(words).encode(), usedforsecurity=False).hexdigest()[:8]}"
