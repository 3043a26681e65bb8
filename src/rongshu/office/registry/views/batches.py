"""Files of rows: template out, rows in, preview, apply, undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rongshu.office.people.guard import allowed, require
from rongshu.office.people.permission import Action
from rongshu.office.registry.cells import Refused
from rongshu.office.registry.comparison import said
from rongshu.office.registry.desk import LARGE, Desk
from rongshu.office.registry.frame import language, opened_kind, show
from rongshu.office.registry.kinds import KINDS, Field, Kind
from rongshu.office.registry.offers import offered
from rongshu.office.registry.preview import filled, is_small, sample_of
from rongshu.office.registry.reach import reached
from rongshu.office.registry.spreadsheet import read_sheet
from rongshu.office.registry.tasks import begin
from rongshu.office.registry.work import Batch, Job
from rongshu.office.registry.workbook import annotated_bytes, template_bytes
from rongshu.terms.bilingual import Bilingual

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST = 30 * 1024 * 1024
WORDS = {
    "new": Bilingual("新增", "new"),
    "changed": Bilingual("修改", "changed"),
    "conflict": Bilingual("冲突", "in conflict"),
    "wrong": Bilingual("有错", "wrong"),
    "unchanged": Bilingual("不变", "unchanged"),
}


def own_batches(request: HttpRequest) -> QuerySet[Batch]:
    """The files of the reader's own organisation and those below; a file without sender is nobody's."""
    people = Batch.objects.select_related("by", "by__organisation").defer("content", "rows", "sample")
    return people.filter(by__organisation__in=reached(request.user))


def opened_batch(request: HttpRequest, number: int) -> Batch:
    """One of them.  *Errors*: ``PermissionDenied``, ``Http404``."""
    require(request, Action.EDIT_REGISTRY)
    found = own_batches(request).filter(pk=number).first()
    if found is None:
        raise Http404(str(number))
    return found


@require_GET
@allowed(Action.EDIT_REGISTRY)
def batches(request: HttpRequest) -> HttpResponse:
    """What was imported lately."""
    rows = [(each, KINDS[each.kind]) for each in own_batches(request)[:100] if each.kind in KINDS]
    return show(request, "batches", "batches", {"batches": rows, "kinds": KINDS.values(), "words": WORDS})


@require_GET
@allowed(Action.EDIT_REGISTRY)
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty table with checks, code lists and notes."""
    opened = opened_kind(request, kind)
    content = template_bytes(
        opened, offered(opened, request.user), language(), settings.WORKSPACE.demonstration
    )
    return _file(content, f"{kind}-template.xlsx")


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename={name}"
    return response


@require_http_methods(["GET", "POST"])
@allowed(Action.EDIT_REGISTRY)
def bring_in(request: HttpRequest, kind: str) -> HttpResponse:
    """A file becomes a preview; nothing is written yet."""
    opened = opened_kind(request, kind)
    if request.method == "GET":
        return show(request, "import", kind, {"kind": opened})
    received = request.FILES.get("file")
    if received is None or received.size > LARGEST:
        why = _("请选择文件。") if received is None else _("文件超过 30 MB。")
        return show(request, "import", kind, {"kind": opened, "refused": why}, status=400)
    content = received.read()
    made = Batch(kind=kind, file_name=received.name[-200:], content=content, by=request.user)
    if not is_small(content):
        return redirect("registry:job", _begun(made, request).pk)
    try:
        sheet = read_sheet(content, opened)
    except Refused as refused:
        why = refused.said.in_language(language())
        return show(request, "import", kind, {"kind": opened, "refused": why}, status=400)
    with transaction.atomic():
        filled(made, sheet, request.user).save()
    return redirect("registry:batch", made.pk)


@transaction.atomic
def _begun(made: Batch, request: HttpRequest) -> Job:
    """A large file is kept as it came; its comparison is background work."""
    made.state = Batch.State.READING
    made.save()
    return begin("compare", request.user, batch=made.pk, language=request.LANGUAGE_CODE)


@require_GET
def batch(request: HttpRequest, number: int) -> HttpResponse:
    """What the file would do, row by row, or did."""
    opened = opened_batch(request, number)
    job = Job.objects.filter(kind="compare", about__batch=number).first()
    if opened.state == Batch.State.READING and job is not None and job.by_id == request.user.pk:
        return redirect("registry:job", job.pk)
    kind = KINDS[opened.kind]
    desk = Desk(request.user)
    waiting = sum(opened.counts.get(key, 0) for key in ("new", "changed", "wrong", "conflict"))
    first = (opened.sample or sample_of(opened.rows)) if opened.state == Batch.State.PREVIEW else []
    _learn(first, kind, desk)
    rows = [(row, _differences(row, kind, desk)) for row in first]
    told = [(key, word, opened.counts.get(key, 0)) for key, word in WORDS.items()]
    facts = {
        "kind": kind,
        "batch": opened,
        "rows": rows,
        "told": told,
        "unknown": opened.counts.get("unknown", []),
        "writes": sum(opened.counts.get(key, 0) for key in ("new", "changed")),
        "refused": sum(opened.counts.get(key, 0) for key in ("wrong", "conflict")),
        "why": said(opened.counts["refused"], language()) if opened.counts.get("refused") else "",
        "stopped": job is None or job.is_over,
        "more": max(0, waiting - len(first)) if first else 0,
    }
    return show(request, "batch", "batches", {**facts, "words": WORDS})


def _learn(rows: Sequence[Mapping[str, Any]], kind: Kind, desk: Desk) -> None:
    """The names of everything that the rows refer to, asked at once."""
    for field in kind.fields:
        if field.form in LARGE:
            told = [row[side].get(field.name) for row in rows for side in ("before", "values")]
            desk.labels(field.form, {int(number) for number in told if number})


def _differences(row: Mapping[str, Any], kind: Kind, desk: Desk) -> list[tuple[Field, str, str, str]]:
    """Field, before, after, what is wrong."""
    found = []
    names = [*row["wrong"], *(name for name in row["values"] if name not in row["wrong"])]
    for name in names:
        field = kind.field(name)
        if field is None or (row["state"] == "unchanged"):
            continue
        wrong = row["wrong"].get(name)
        before = desk.show(_figure(row["before"].get(name), field), field, language())
        after = desk.show(_figure(row["values"].get(name), field), field, language())
        found.append((field, before, after, Bilingual(*wrong).in_language(language()) if wrong else ""))
    return found


def _figure(kept: Any, field: Field) -> Any:
    """A number as a number again, after it was kept as text."""
    return Decimal(kept) if field.numeric and isinstance(kept, str) else kept


@require_POST
def act(request: HttpRequest, number: int, action: str) -> HttpResponse:
    """Write the preview into the registry, or take a written one back."""
    opened = opened_batch(request, number)
    wanted = {"apply": Batch.State.PREVIEW, "undo": Batch.State.APPLIED}.get(action)
    if wanted is None:
        raise Http404(action)
    if opened.state != wanted:
        messages.error(request, _("这个批次已经处理过。"))
        return redirect("registry:batch", number)
    with transaction.atomic():
        job = begin(action, request.user, batch=number, language=request.LANGUAGE_CODE)
    return redirect("registry:job", job.pk)


@require_GET
def annotated(request: HttpRequest, number: int) -> HttpResponse:
    """The rows that were not taken, wrong cells marked, ready to be mended and sent again."""
    opened = opened_batch(request, number)
    if not opened.content:
        raise Http404(str(number))
    kind = KINDS[opened.kind]
    sheet = read_sheet(bytes(opened.content), kind)
    bad = {row["line"]: row["wrong"] for row in opened.rows if row["state"] in {"wrong", "conflict"}}
    rows = [
        (cells, {name: Bilingual(*pair).in_language(language()) for name, pair in bad[line].items()})
        for line, cells in sheet.rows
        if line in bad
    ]
    content = annotated_bytes(kind, list(sheet.columns.values()), rows, language())
    return _file(content, f"{opened.kind}-{number}-errors.xlsx")
