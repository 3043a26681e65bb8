"""The documentation is true: links resolve, commands exist, decisions say why, the changelog is open."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from reference_pages.command import commands

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "bundle").rglob("*.md")])
DECISIONS = sorted(path for path in (ROOT / "docs" / "decisions").glob("*.md") if path.name != "index.md")
HEADINGS = ("Context", "Choice", "Cost", "What would change our mind")
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
_COMMAND = re.compile(r"^\s*(?:\$ )?(?:\./run |\S*/bin/)?rongshu (?P<rest>[a-z].*)$", re.MULTILINE)
_CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as Markdown makes them."""
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[\s]+", "-", re.sub(r"[^\w\s-]", "", head.lower()).strip()) for head in heads}


@pytest.mark.parametrize("sheet", PAGES, ids=named)
def test_links_resolve(sheet):
    text = (
        _CODE.sub("", sheet.read_text(encoding="utf-8"))
        if "reference" not in sheet.parts
        else sheet.read_text("utf-8")
    )
    broken = []
    for link in _LINK.findall(text):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = (sheet.parent / file).resolve() if file else sheet
        gone = not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target))
        broken += [link] if gone else []
    assert broken == []


@pytest.mark.parametrize("sheet", [sheet for sheet in PAGES if "reference" not in sheet.parts], ids=named)
def test_the_commands_it_shows_exist(sheet):
    known = {name.removeprefix("rongshu "): command for name, command in commands()}
    unknown = []
    for match in _COMMAND.finditer(sheet.read_text(encoding="utf-8")):
        words = re.split(r"\s+#|;", match["rest"])[0].split()
        name = " ".join(words[:2]) if " ".join(words[:2]) in known else words[0]
        if name not in known:
            unknown.append(match["rest"])
            continue
        options = {part for option in known[name].params for part in (*option.opts, *option.secondary_opts)}
        used = {word.split("=")[0] for word in words if re.match(r"--?[a-z]", word)} - {"--help"}
        unknown += [f"{name} {option}" for option in sorted(used - options)]
    assert unknown == []


@pytest.mark.parametrize("sheet", DECISIONS, ids=named)
def test_a_decision_says_why(sheet):
    text = sheet.read_text(encoding="utf-8")
    missing = [head for head in HEADINGS if not re.search(rf"(?m)^(?:\*\*|#+ ){head}", text)]
    assert missing == []
    index = (ROOT / "docs" / "decisions" / "index.md").read_text(encoding="utf-8")
    assert f"({sheet.name})" in index, "not in decisions/index.md"


def test_decisions_have_numbers_of_their_own():
    numbers = [path.name[:4] for path in DECISIONS]
    assert len(numbers) == len(set(numbers))


def test_the_changelog_is_open():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"(?m)^## Unreleased\n### \w+\n\* ", text)


def test_both_readmes_show_the_same_commands():
    shown = [
        re.findall(r"(?m)^ {4}(\./run .*?)(?:\s{2,}#.*)?$", (ROOT / name).read_text(encoding="utf-8"))
        for name in ("README.md", "README.zh-CN.md")
    ]
    plain = [[re.sub(r"\S*[一-龥]\S*|folder", "…", line) for line in lines] for lines in shown]
    assert plain[0] == plain[1]


@pytest.mark.parametrize("sheet", sorted((ROOT / "docs" / "guide").glob("*.md")), ids=named)
def test_a_guide_speaks_both_languages(sheet):
    text = sheet.read_text(encoding="utf-8")
    assert re.search("[一-龥]{6}", text)
    assert re.search(r"(?:\b[A-Za-z]+\b[ ,]+){6}", text)
