"""Normalised text."""

from __future__ import annotations

from rongshu.document.line.fold import fold


def test_it_works():
    assert (
        fold("\t　２０２５年，Ａ类占比３５．６％；（见表３－１）\r\n") == "2025年，A类占比35.6%；（见表3-1）"
    )


def test_chinese_punctuation_stays():
    assert fold("，。；：？！（）“”《》、～") == "，。；：？！（）“”《》、～"


def test_what_cannot_be_seen_goes_and_blanks_become_one():
    assert fold("产\u200b业\ufeff链\u00ad  \u00a0\u3000园区\x00") == "产业链 园区"


def test_ideographs_from_pdf_fonts_become_ordinary_ones():
    assert fold("⼯业⽅案") == "工业方案"
