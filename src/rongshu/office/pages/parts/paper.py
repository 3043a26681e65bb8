"""Drawings as PNG and as PDF on A3, with Chinese text, without a browser and without a network.

Typst sets the pages: its SVG reader keeps text as text, and only the letters used are put into the PDF.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import typst

from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Severity

# families that hold simplified Chinese, best first
CHINESE = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Noto Sans SC",
    "HarmonyOS Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
    "SimHei",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "SimSun",
    "FangSong",
)
DOTS_PER_INCH = 150.0
_PAGES = """
#set document(title: sys.inputs.title)
#set page(paper: "a3", flipped: true, margin: 8mm)
#set text(font: sys.inputs.font, lang: sys.inputs.lang)
#for number in range(int(sys.inputs.count)) {
  if number > 0 { pagebreak() }
  align(center + horizon, image("/" + str(number) + ".svg", width: 100%, height: 100%, fit: "contain",
    alt: sys.inputs.title))
}
"""


def pdf_of(drawings: Sequence[str], title: str, language: str) -> bytes:
    """SVG drawings as a PDF, each as large as A3 landscape allows; fonts are embedded.

    *Errors*: ``InputError`` where the machine has no Chinese font.
    """
    return _set(drawings, title, language, "pdf")


def png_of(drawing: str, title: str, language: str) -> bytes:
    """One SVG drawing as an A3 sheet of 150 dots an inch.

    *Errors*: ``InputError`` where the machine has no Chinese font.
    """
    return _set([drawing], title, language, "png")


def chinese_font(families: Sequence[str]) -> str:
    """The best of the families that holds Chinese.

    *Errors*: ``InputError`` that says what to install where none does: a sheet of empty boxes is no answer.
    """
    found = next((name for name in CHINESE if name in families), "")
    if found:
        return found
    raise InputError(
        [
            Diagnostic(
                "paper.font",
                Severity.ERROR,
                Bilingual(
                    "服务器上没有中文字体，不能生成 PNG 或 PDF",
                    "the server has no Chinese font for PNG or PDF",
                ),
                expected="、".join(CHINESE[:4]),
                remedy=Bilingual(
                    "安装 fonts-noto-cjk，或把字体文件放进一个目录并设置 RONGSHU_FONTS",
                    "install fonts-noto-cjk, or put a font file into a folder and set RONGSHU_FONTS to it",
                ),
            )
        ]
    )


def _set(drawings: Sequence[str], title: str, language: str, kind: str) -> bytes:
    fonts = _fonts(os.environ.get("RONGSHU_FONTS", ""))
    font = chinese_font(fonts.families())
    with tempfile.TemporaryDirectory() as folder:
        for number, drawing in enumerate(drawings):
            # the reader of the drawing knows only families that are there
            (Path(folder) / f"{number}.svg").write_text(
                drawing.replace('"PingFang SC"', f'"{font}"', 1), encoding="utf-8"
            )
        asked = {"title": title, "font": font, "lang": language, "count": str(len(drawings))}
        compiler = typst.Compiler(_PAGES.encode(), root=folder, font_paths=fonts, sys_inputs=asked)
        made = compiler.compile(format=kind, ppi=DOTS_PER_INCH)
    assert isinstance(made, bytes), "one sheet, one file"
    return made


@lru_cache(maxsize=2)
def _fonts(folder: str) -> typst.Fonts:
    """The fonts of the machine and of a folder, looked through once."""
    return typst.Fonts(font_paths=[folder] if folder else [])
