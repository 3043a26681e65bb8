"""What the styles of a Word file declare: heading level, bold, size, alignment, numbering."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(?:heading|标题)\s*(\d)", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)(?:\s*\d|\s*heading|\s*标题)", re.IGNORECASE)
_TITLE = re.compile(r"title|标题|文档标题|文件标题", re.IGNORECASE)
_DEEPEST = 20  # styles based on styles: longer chains are circles


@dataclass(frozen=True, slots=True)
class Style:
    """One resolved paragraph or character style; ``None`` means that it says nothing."""

    outline: int = 0
    bold: bool | None = None
    size: float | None = None
    centred: bool = False
    number: tuple[str, int] | None = None
    contents: bool = False
    title: bool = False
    face: str = ""


Styles = dict[str, Style]


def value(element: etree._Element | None, path: str) -> str | None:
    """The ``w:val`` of the child at ``path``; ``None`` when there is no such child."""
    found = element.find(path) if element is not None else None
    return found.get(W + "val", "") if found is not None else None


def switched(properties: etree._Element | None, name: str) -> bool | None:
    """An on/off property: ``True`` or ``False`` where stated, else ``None``."""
    stated = value(properties, W + name)
    return None if stated is None else stated not in ("0", "false", "off", "none")


def face_of(properties: etree._Element | None) -> str:
    """The typeface that run properties state for Chinese text; empty where they state none."""
    fonts = properties.find(W + "rFonts") if properties is not None else None
    return fonts.get(W + "eastAsia", "") if fonts is not None else ""


def whole(written: str | None, otherwise: int = 0) -> int:
    """An integer attribute, or ``otherwise`` for what is none."""
    return int(written) if written and re.fullmatch(r"-?\d{1,9}", written) else otherwise


def read_styles(root: etree._Element | None) -> tuple[Styles, str]:
    """Style id → resolved style, and the id of the default paragraph style."""
    if root is None:
        return {}, ""
    elements = {found.get(W + "styleId", ""): found for found in root.iter(W + "style")}
    default = next(
        (
            key
            for key, found in elements.items()
            if found.get(W + "default") in ("1", "true") and found.get(W + "type") == "paragraph"
        ),
        "",
    )
    return {key: _resolve(key, elements) for key in elements}, default


def _resolve(key: str, elements: dict[str, etree._Element]) -> Style:
    chain: list[etree._Element] = []
    while key in elements and len(chain) < _DEEPEST:
        chain.append(elements[key])
        key = value(elements[key], W + "basedOn") or ""
    resolved = Style()
    for element in reversed(chain):
        resolved = _over(resolved, element)
    return resolved


def _over(below: Style, element: etree._Element) -> Style:
    """The style that ``element`` makes of the one it is based on."""
    name = value(element, W + "name") or ""
    paragraph, run = element.find(W + "pPr"), element.find(W + "rPr")
    heading = _HEADING.fullmatch(name.strip())
    bold, size = switched(run, "b"), whole(value(run, W + "sz"))
    justified = value(paragraph, W + "jc")
    return Style(
        int(heading.group(1)) if heading else outline_level(paragraph, below.outline),
        below.bold if bold is None else bold,
        size / 2 if size else below.size,
        below.centred if justified is None else justified == "center",
        number_reference(paragraph) or below.number,
        below.contents or bool(_CONTENTS.match(name)),
        bool(_TITLE.fullmatch(name.strip())) or below.title,
        face_of(run) or below.face,
    )


def outline_level(properties: etree._Element | None, otherwise: int) -> int:
    """1 to 9 where the paragraph properties declare an outline level; 0 for body text."""
    stated = value(properties, W + "outlineLvl")
    if stated is None:
        return otherwise
    level = whole(stated, 9)
    return level + 1 if 0 <= level < 9 else 0


def number_reference(properties: etree._Element | None) -> tuple[str, int] | None:
    """The list and level that the paragraph properties refer to; list ``0`` means none."""
    numbering = properties.find(W + "numPr") if properties is not None else None
    if numbering is None:
        return None
    return value(numbering, W + "numId") or "", whole(value(numbering, W + "ilvl"), -1)
