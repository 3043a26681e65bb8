"""The entrance: every kind by its content, every refusal with a reason and a remedy."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import invented_docx as word
import pytest
from invented_pdf import PageBreak, printed, scanned, text
from reading import outline, read

from rongshu.document.guard import limits
from rongshu.document.pdf import pages as pdf_pages
from rongshu.document.pdf import read_pdf
from rongshu.document.read import read_document
from rongshu.terms.diagnostic import InputError, Severity

PLAN = """云江市工业发展规划

一、发展基础
全市工业总量稳步扩大。
二、主要目标
到２０３０年产值达到２０００亿元。
"""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def refused(folder: Path, content: bytes, name: str) -> str:
    """The rule that refuses this content; its message, remedy and finding are complete."""
    with pytest.raises(InputError) as caught:
        read(folder, content, name)
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.severity is Severity.ERROR
    assert diagnostic.message.zh
    assert diagnostic.message.en
    assert diagnostic.remedy.zh
    assert diagnostic.remedy.en
    assert diagnostic.expected
    assert diagnostic.places[0].file == name
    return diagnostic.rule


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def test_it_works(tmp_path):
    document = read(tmp_path, PLAN)
    assert document.title == "云江市工业发展规划"
    assert outline(document) == [(1, "一、", "发展基础"), (1, "二、", "主要目标")]
    assert document.passages[-1].text == "到2030年产值达到2000亿元。"
    assert document.source.size == len(PLAN.encode())
    assert len(document.source.sha256) == 64


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_gives_the_same_text(tmp_path, encoding):
    assert read(tmp_path, PLAN.encode(encoding)).text == read(tmp_path, PLAN).text


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_every_line_end_gives_the_same_text(tmp_path, end):
    assert read(tmp_path, PLAN.replace("\n", end)).text == read(tmp_path, PLAN).text


def test_a_wrong_ending_is_remarked_and_the_content_read(tmp_path):
    document = read(tmp_path, word.plan(), "plan.doc")
    assert document.source.kind == "docx"
    assert [remark.rule for remark in document.diagnostics] == ["document-ending"]


def test_missing_and_empty(tmp_path):
    with pytest.raises(InputError) as caught:
        read_document(tmp_path / "nowhere.txt")
    assert caught.value.diagnostics[0].rule == "document-missing"
    assert refused(tmp_path, b"", "plan.txt") == "document-empty"
    assert refused(tmp_path, " \n\t\n　".encode(), "plan.txt") == "document-empty"


def test_two_hundred_megabytes_are_refused_by_their_size(tmp_path):
    path = tmp_path / "plan.pdf"
    with path.open("wb") as stream:
        stream.truncate(200 * limits.MEBIBYTE)
    with pytest.raises(InputError) as caught:
        read_document(path)
    assert caught.value.diagnostics[0].rule == "document-too-large"


def test_archive_bombs(tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (64 * limits.MEBIBYTE))
    assert refused(tmp_path, stream.getvalue(), "plan.docx") == "document-bomb"
    many = zipped(**{f"a{number}": b"" for number in range(limits.ARCHIVE_MEMBERS + 1)})
    assert refused(tmp_path, many, "plan.docx") == "document-too-large"


def test_entity_bombs(tmp_path):
    entities = (
        '<!DOCTYPE w [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;&a;&a;">]><w:document xmlns:w="x">&b;</w:document>'
    )
    hostile = word.with_parts(word.plan(), {"word/document.xml": entities})
    assert refused(tmp_path, hostile, "plan.docx") == "document-entities"


def test_encrypted_files(tmp_path):
    locked = OLE + "EncryptedPackage".encode("utf-16-le")
    assert refused(tmp_path, locked, "plan.docx") == "document-encrypted"
    assert refused(tmp_path, printed(text("机密"), password="x"), "plan.pdf") == "document-encrypted"


def test_damaged_files(tmp_path):
    whole = word.plan()
    assert refused(tmp_path, whole[: len(whole) // 2], "plan.docx") == "document-damaged"
    assert refused(tmp_path, printed(text("规划"))[:300], "plan.pdf") == "document-damaged"
    broken = word.with_parts(whole, {"word/document.xml": "<w:document>"})
    assert refused(tmp_path, broken, "plan.docx") == "document-damaged"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "plan.png"),
        (b"{\\rtf1\\ansi plan}", "plan.doc"),
        (zipped(**{"xl__workbook.xml": b"x"}), "plan.docx"),
        (zipped(**{"readme.txt": b"x"}), "plan.zip"),
        (OLE + "Workbook".encode("utf-16-le"), "plan.doc"),
        (OLE, "plan.doc"),
    ],
)
def test_other_kinds(tmp_path, content, name):
    assert refused(tmp_path, content, name) == "document-kind"


def test_what_is_not_text(tmp_path):
    assert refused(tmp_path, bytes(range(256)) * 8, "plan.txt") == "document-encoding"


def test_a_scan(tmp_path):
    assert refused(tmp_path, scanned(), "scan.pdf") == "document-scan"


def test_too_many_pages(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "PDF_PAGES", 1)
    answer = pdf_pages.read_pages(printed([*text("一"), PageBreak(), *text("二")]))
    assert answer == {"error": "pages", "detail": "2"}
    monkeypatch.setattr(read_pdf.json, "loads", lambda _: answer)
    assert refused(tmp_path, printed(text("规划")), "plan.pdf") == "document-too-large"


def test_a_pdf_that_takes_too_long_is_ended(tmp_path, monkeypatch):
    def endless(*_args, **_kwargs):
        raise subprocess.TimeoutExpired("pdf", 1)

    monkeypatch.setattr(read_pdf.subprocess, "run", endless)
    assert refused(tmp_path, printed(text("规划")), "plan.pdf") == "document-too-large"


def test_too_much_text(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "TEXT_CHARACTERS", 10)
    assert refused(tmp_path, PLAN.encode(), "plan.txt") == "document-too-large"


def test_old_word_without_antiword(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert refused(tmp_path, OLE + "WordDocument".encode("utf-16-le"), "plan.doc") == "document-doc"


def test_damaged_old_word(tmp_path):
    assert refused(tmp_path, OLE + "WordDocument".encode("utf-16-le"), "plan.doc") in (
        "document-damaged",
        "document-doc",
    )
