"""Rebuilds fixture plans and their golds from the marked sources: ``build.py [NAME …]``, all without one."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from marked import gold_of, read_marked
from render_docx import write_docx
from render_html import page
from render_pdf import copied, copied_book, write_pdf
from render_txt import flattened

HERE = Path(__file__).resolve().parent
FORMS = {
    "lanchuan": ("docx", "txt"),
    "zhaochuan": ("txt",),
    "tingyu": ("pdf",),
    "jichuan": ("docx", "txt"),
    "panyao": ("docx", "txt"),
    "qingmo": ("docx", "txt"),
    "linpu": ("txt",),
    "rongwan": ("docx",),
    "sangbo": ("docx", "txt"),
    "lanyang": ("plain",),
    "tingsha": ("plain",),
    "mujiang": ("pdf",),
    "yunping": ("docx",),
    "huqi": ("txt",),
    "wangchao": ("plain",),
    "huailing": ("docx",),
    "cangling": ("plain",),
    "dongluo": ("txt",),
    "pingjiang": ("docx",),
    "linze": ("docx",),
    "cangping": ("docx",),
    "qingya": ("pdf",),
    "yunlu": ("docx",),
    "luopu": ("txt",),
    "bolan": ("pdf",),
    "hailing": ("plain",),
    "zuozhou": ("plain",),
    "haojiang": ("docx",),
    "weiling": ("pdf",),
    "shuxi": ("docx",),
    "yunya": ("txt",),
    "panling": ("plain",),
    "yuangang": ("docx", "sized"),
    "jindu": ("book",),
    "mangling": ("txt",),
    "yunxi": ("html",),
    "dainan": ("docx",),
    "lizhou": ("docx",),
    "tingwu": ("txt",),
    "yaojin": ("pdf",),
    "xiayu": ("plain",),
    "suhe": ("txt",),
    "lucheng": ("docx",),
    "qiluan": ("docx",),
    "moyang": ("txt",),
    "tanxi": ("docx",),
    "ruobei": ("pdf",),
}


def where(name: str) -> Path:
    """The folder of the document itself; the demonstration city's lies among the examples."""
    shown = HERE.parent.parent / "examples" / name
    return shown if shown.is_dir() else HERE / name


def build(name: str) -> None:
    """The document files and ``gold.json`` of one fixture."""
    plan = read_marked(HERE / name / "plan.md")
    folder = where(name)
    if "txt" in FORMS[name]:
        (folder / "plan.txt").write_text(flattened(plan), encoding="utf-8")
    if "pdf" in FORMS[name]:
        write_pdf(plan, folder / "plan.pdf")
        (folder / "plan.txt").write_text(copied(plan), encoding="utf-8")
    if "book" in FORMS[name]:
        write_pdf(plan, folder / "plan.pdf", book=True)
        (folder / "plan.txt").write_text(copied_book(plan), encoding="utf-8")
    if "html" in FORMS[name]:
        (folder / "plan.html").write_text(page(plan), encoding="utf-8")
    if "docx" in FORMS[name]:
        write_docx(plan, folder / "plan.docx")
    if "sized" in FORMS[name]:
        write_docx(plan, folder / "sized.docx", styled=False, sized=True)
    if "plain" in FORMS[name]:
        write_docx(plan, folder / "plan.docx", styled=False)
    gold = json.dumps(gold_of(plan, name), ensure_ascii=False, indent=0)
    (HERE / name / "gold.json").write_text(gold + "\n", encoding="utf-8")
    print(name, len("".join(plan.lines)), "characters,", len(plan.items), "items")


if __name__ == "__main__":
    for each in sys.argv[1:] or FORMS:
        build(each)
