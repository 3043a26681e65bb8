"""Commands about plans: compile, show, diff, check, coverage.

The packages behind a command are imported inside it, in this folder and nowhere else: a command must answer
``--help`` in a blink, and one that reads a pack must not load a PDF reader or the office.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rongshu.cli.app import JsonFlag, PackArgument, main
from rongshu.cli.printing import language, print_diagnostics, print_json, print_table, said
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Severity, exit_status

if TYPE_CHECKING:
    from rongshu.document.blocks import Document
    from rongshu.pack.schema import Pack


@main.command("compile")
def compile_command(
    doc: Annotated[
        Path, typer.Argument(metavar="DOC", help="规划文件 the document: docx, pdf, txt, html, doc")
    ],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="PACK", help="写入规划包 pack folder")
    ] = None,
    flat: Annotated[
        str,
        typer.Option("--json", metavar="FILE", help="写出扁平条目，- 为标准输出 flat items, - for stdout"),
    ] = "",
) -> None:
    """编译规划文件，生成或更新规划包；人工修改不丢失。Compile a document into a draft pack."""
    from rongshu.compiler.compile import compile_document
    from rongshu.document.read import read_document

    document = read_document(doc)
    pack = compile_document(document) if out is None else _write_draft(document, out, quiet=flat == "-")
    if flat:
        _write_flat(pack, flat)
    elif out is None:
        _print_counts(pack)
        _print_maps(pack)


def _write_draft(document: Document, out: Path, quiet: bool) -> Pack:
    from rongshu.compiler.draft import write_draft

    draft = write_draft(document, out)
    if not quiet:
        print_diagnostics(document.diagnostics)
        _print_counts(draft.pack)
        _print_maps(draft.pack)
        typer.echo(said(f"已写入 {out}", f"written to {out}"))
        if draft.absorbed:
            count = len(draft.absorbed)
            typer.echo(
                said(f"记下手工修改 {count} 处（curation.yaml）", f"{count} hand edits kept in curation.yaml")
            )
        for conflict in draft.conflicts:
            typer.echo(said("冲突 ", "conflict ") + conflict.written(language()))
    return draft.pack


def _write_flat(pack: Pack, target: str) -> None:
    from rongshu.compiler.flat import flat_items

    text = json.dumps({"items": flat_items(pack)}, ensure_ascii=False, indent=1) + "\n"
    if target == "-":
        sys.stdout.write(text)
    else:
        Path(target).write_text(text, encoding="utf-8")


def _print_counts(pack: Pack) -> None:
    from rongshu.pack.renewal.summary import counts

    typer.echo(pack.about.title.bilingual().in_language(language()))
    print_table([(label.in_language(language()), str(count)) for label, count in counts(pack)])


def _print_maps(pack: Pack) -> None:
    """Which library map each chain got, how sure and by what words; a person confirms."""
    rows = []
    for chain in pack.chains:
        first = next(iter(chain.proposals), None)
        taken = chain.library or said("无图谱", "no map")
        why = (
            "" if first is None else f"{first.library} {first.confidence:.2f} {'、'.join(first.evidence[:4])}"
        )
        rows.append((chain.name.bilingual().in_language(language()), taken, why))
    if rows:
        typer.echo(said("产业链与图谱库（待人确认）：", "chains and the library of maps, to be confirmed:"))
        print_table(rows)


@main.command()
def show(
    pack: PackArgument,
    kind: Annotated[
        str, typer.Argument(metavar="[KIND]", help="种类 a kind: indicators, parks, tasks …")
    ] = "",
    as_json: JsonFlag = False,
) -> None:
    """列出规划包内容：不带种类看总数，带种类看条目。What a pack holds, or its items of one kind."""
    from rongshu.pack.folder.load import load_pack
    from rongshu.pack.renewal.summary import rows

    loaded = load_pack(pack)
    if as_json:
        plain = loaded.model_dump(mode="json")
        _known_kind(kind, plain)
        print_json(plain[kind] if kind else plain)
    elif kind:
        _known_kind(kind, dict.fromkeys(type(loaded).model_fields))
        print_table(rows(loaded, kind))
    else:
        _print_counts(loaded)


def _known_kind(kind: str, kinds: Mapping[str, object]) -> None:
    if kind and kind not in kinds:
        raise InputError(
            [
                Diagnostic(
                    rule="unknown-kind",
                    severity=Severity.ERROR,
                    message=Bilingual(f"没有“{kind}”这一类", f"there is no kind {kind!r}"),
                    found=kind,
                    expected=", ".join(kinds),
                )
            ]
        )


@main.command("diff")
def diff_command(
    old: Annotated[Path, typer.Argument(metavar="A", help="旧包 the older pack")],
    new: Annotated[Path, typer.Argument(metavar="B", help="新包 the newer pack")],
    as_json: JsonFlag = False,
) -> None:
    """逐项比较两个规划包，也可比较两期规划。Compare two packs item by item; also two plans."""
    from rongshu.pack.folder.load import load_pack
    from rongshu.pack.renewal.diff import diff

    changes = diff(load_pack(old), load_pack(new))
    if as_json:
        print_json([change.as_json() for change in changes])
        return
    for change in changes:
        typer.echo(change.written(language()))
    typer.echo(said(f"共 {len(changes)} 处不同", f"{len(changes)} differences"))


@main.command()
def check(
    pack: PackArgument,
    as_json: JsonFlag = False,
    doc: Annotated[
        Path | None,
        typer.Option("--doc", metavar="DOC", help="规划原文，用于引出原句 the document, to quote from"),
    ] = None,
) -> None:
    """像检查代码一样检查规划；退出码 0 无碍、1 警告、2 错误。Check a plan like code."""
    from rongshu.pack.check import check_pack
    from rongshu.pack.folder.load import load_pack

    loaded = load_pack(pack)
    diagnostics = check_pack(loaded)
    if as_json:
        print_json([diagnostic.as_json() for diagnostic in diagnostics])
    else:
        print_diagnostics(diagnostics, document=_document_of(loaded, doc))
        _print_verdict(diagnostics)
    raise typer.Exit(exit_status(diagnostics))


def _document_of(pack: Pack, doc: Path | None) -> Document | None:
    """The source document for quoting, refused when it is not the one the pack was compiled from."""
    if doc is None:
        return None
    from rongshu.document.read import read_document

    document = read_document(doc)
    if pack.about.source and pack.about.source.sha256 != document.source.sha256:
        typer.echo(
            said("原文与规划包的出处不同，引句可能错位", "this is not the pack's source: quotes may be off"),
            err=True,
        )
    return document


def _print_verdict(diagnostics: Sequence[Diagnostic]) -> None:
    tally = {level: sum(d.severity == level for d in diagnostics) for level in ("error", "warning", "note")}
    typer.echo(
        said(
            f"错误 {tally['error']}，警告 {tally['warning']}，提示 {tally['note']}",
            f"{tally['error']} errors, {tally['warning']} warnings, {tally['note']} notes",
        )
    )


@main.command()
def coverage(pack: PackArgument, as_json: JsonFlag = False) -> None:
    """规划中的机制哪些已落地、哪些待建。Which of the plan's mechanisms run and which do not yet."""
    from rongshu.pack.checks.coverage import coverage_of
    from rongshu.pack.folder.load import load_pack

    report = coverage_of(load_pack(pack))
    if as_json:
        print_json(report.as_json())
    else:
        typer.echo(report.written(language()))
