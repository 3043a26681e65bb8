"""Statistics files: the list, the way in, the preview, the confirmation, and the way out."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rongshu.office.loads.flow import State, may_become, may_land
from rongshu.office.loads.forms import ConfirmForm, PeriodForm, UndoForm, UploadForm, mapping_from
from rongshu.office.loads.models import STATES, Delivery
from rongshu.office.loads.preview import Preview, preview_of
from rongshu.office.loads.reading import annotated
from rongshu.office.loads.receiving import receive
from rongshu.office.loads.shelf import adopt_landed, whole_lake
from rongshu.office.loads.tasks import land_delivery, make_ready, read_delivery
from rongshu.office.people.guard import allowed, require
from rongshu.office.people.models import User
from rongshu.office.people.permission import Action, Role, can
from rongshu.terms.diagnostic import InputError

PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@allowed(Action.READ_LOAD)
def index(request: HttpRequest) -> HttpResponse:
    """Every file that the reader's organisation sent, newest first."""
    adopt_landed()
    files = _readable(request.user).select_related("by", "owner")
    state = request.GET.get("state", "")
    if state in set(State):
        files = files.filter(state=state)
    page = Paginator(files, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "states": STATES.items(), "state": state, "section": "loads"}
    return render(request, "loads/index.html", context)


def _readable(user: User) -> QuerySet[Delivery]:
    files = Delivery.objects.all()
    if user.role == Role.ADMINISTRATOR:
        return files
    return files.filter(owner__path__startswith=user.reach) if user.reach else files.none()


def _opened(user: User, number: int) -> Delivery:
    """The file.  *Errors*: ``Http404`` for whoever may not know of it."""
    found = Delivery.objects.select_related("owner", "by", "landed_by", "undone_by").filter(pk=number).first()
    if found is None or not can(user, Action.READ_LOAD, found):
        raise Http404(number)
    return found


@require_http_methods(["GET", "POST"])
@allowed(Action.SEND_LOAD)
def send(request: HttpRequest) -> HttpResponse:
    """A file comes in; its reading starts at once."""
    form = UploadForm(request.POST or None, request.FILES or None)
    context = {"form": form, "section": "loads"}
    if request.method == "GET" or not form.is_valid():
        return render(request, "loads/send.html", context, status=200 if request.method == "GET" else 400)
    try:
        received = receive(form.cleaned_data["file"], request.user, form.cleaned_data["period"])
    except InputError as refused:
        return render(request, "loads/send.html", {**context, "refused": refused.diagnostics}, status=400)
    same = _same_file(received, request.user)
    if same is not None:
        received.delete()
        messages.warning(request, _("这个文件以前来过，没有重复接收。"))
        return redirect("loads:delivery", same.pk)
    received.source = form.cleaned_data["source"]
    _read_again(received)
    return redirect("loads:delivery", received.pk)


def _same_file(received: Delivery, user: User) -> Delivery | None:
    """The same content that waits or has landed already, among what the sender may see."""
    earlier = _readable(user).filter(sha256=received.sha256).exclude(pk=received.pk)
    return earlier.exclude(state__in=[State.UNDONE, State.DISCARDED, State.UNREADABLE]).first()


def _read_again(delivery: Delivery) -> None:
    delivery.state, delivery.progress = State.QUEUED, 0
    delivery.save()
    transaction.on_commit(lambda: read_delivery(delivery.pk))


@require_GET
def delivery(request: HttpRequest, number: int) -> HttpResponse:
    """One file: its progress, its preview, or what it became; the part alone for htmx."""
    opened = _opened(request.user, number)
    context = _context(request, opened)
    return render(request, "loads/state.html" if request.htmx else "loads/delivery.html", context)


def _context(request: HttpRequest, opened: Delivery) -> dict[str, object]:
    may_send = can(request.user, Action.SEND_LOAD, opened)
    preview: Preview | None = preview_of(opened)
    return {
        "delivery": opened,
        "preview": preview,
        "may_send": may_send,
        "may_land": may_send and may_land(opened.state, opened.answer),
        "may_undo": opened.state == State.LANDED and can(request.user, Action.UNDO_LOAD, opened),
        "confirm_form": ConfirmForm(initial={"released": opened.released or timezone.localdate()}),
        "undo_form": UndoForm(),
        "period_form": PeriodForm(initial={"period": opened.period}),
        "section": "loads",
    }


def _to_change(request: HttpRequest, number: int, wanted: State, action: Action) -> Delivery | None:
    """The file, when it may go on to ``wanted``; ``None`` with a message when it no longer can."""
    opened = _opened(request.user, number)
    require(request, action, opened)
    if may_become(opened.state, wanted):
        return opened
    return _moved_on(request)


def _claimed(request: HttpRequest, opened: Delivery, wanted: State) -> bool:
    """Whether this request moves the file on: of two that ask at once only one does."""
    before = opened.state
    if Delivery.objects.filter(pk=opened.pk, state=before).update(state=wanted):
        opened.state = wanted
        return True
    _moved_on(request)
    return False


def _moved_on(request: HttpRequest) -> None:
    messages.error(request, _("文件的状态已变，请看最新情况。"))


@require_POST
def columns(request: HttpRequest, number: int) -> HttpResponse:
    """The file is read again with what was said about its columns and its month."""
    opened = _to_change(request, number, State.QUEUED, Action.SEND_LOAD)
    if opened is None:
        return redirect("loads:delivery", number)
    form = PeriodForm(request.POST)
    try:
        mapping = mapping_from(opened.answer.get("columns", []), request.POST.dict(), opened.mapping)
    except InputError as refused:
        for each in refused.diagnostics:
            messages.error(request, f"{each.message.in_language(get_language() or 'zh')}: {each.found}")
        return redirect("loads:delivery", number)
    if not form.is_valid():
        messages.error(request, _("月份写作 2025-06。"))
        return redirect("loads:delivery", number)
    if not _claimed(request, opened, State.QUEUED):
        return redirect("loads:delivery", number)
    opened.mapping = {} if "forget" in request.POST else mapping
    opened.period = form.cleaned_data["period"]
    _read_again(opened)
    return redirect("loads:delivery", number)


@require_POST
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody says that the preview is right: the figures land."""
    opened = _to_change(request, number, State.LANDING, Action.SEND_LOAD)
    if opened is None:
        return redirect("loads:delivery", number)
    form = ConfirmForm(request.POST)
    if not may_land(opened.state, opened.answer):
        messages.error(request, _("还有错误未改正，没有入库。"))
        return redirect("loads:delivery", number)
    if not form.is_valid():
        context = {**_context(request, opened), "confirm_form": form}
        return render(request, "loads/delivery.html", context, status=400)
    if not _claimed(request, opened, State.LANDING):
        return redirect("loads:delivery", number)
    opened.released, opened.landed_by, opened.progress = form.cleaned_data["released"], request.user, 0
    opened.answer.pop("refused", None)
    opened.save()
    transaction.on_commit(lambda: land_delivery(opened.pk))
    return redirect("loads:delivery", number)


@require_POST
def discard(request: HttpRequest, number: int) -> HttpResponse:
    """The file is not wanted; its entry stays."""
    opened = _to_change(request, number, State.DISCARDED, Action.SEND_LOAD)
    if opened is not None and _claimed(request, opened, State.DISCARDED):
        opened.save()
        messages.success(request, _("已放弃，没有入库。"))
    return redirect("loads:index")


@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """A load is taken out again, with the reason; the record stays."""
    opened = _to_change(request, number, State.UNDONE, Action.UNDO_LOAD)
    if opened is None:
        return redirect("loads:delivery", number)
    form = UndoForm(request.POST)
    if not form.is_valid():
        return render(
            request, "loads/delivery.html", {**_context(request, opened), "undo_form": form}, status=400
        )
    if not _claimed(request, opened, State.UNDONE):
        return redirect("loads:delivery", number)
    try:
        whole_lake().undo(opened.load_id, request.user.username)
    except InputError as refused:
        Delivery.objects.filter(pk=number).update(state=State.LANDED)
        messages.error(request, refused.diagnostics[0].message.in_language(get_language() or "zh"))
        return redirect("loads:delivery", number)
    opened.undone, opened.undone_by = timezone.now(), request.user
    opened.reason = form.cleaned_data["reason"]
    opened.save()
    transaction.on_commit(make_ready)
    messages.success(request, _("已撤销，数据已退出。"))
    return redirect("loads:delivery", number)


@require_GET
def annotated_copy(request: HttpRequest, number: int) -> HttpResponse:
    """The sender's own workbook back, with every problem at its cell."""
    opened = _opened(request.user, number)
    response = HttpResponse(annotated(opened, whole_lake()), content_type=XLSX)
    stem = opened.name.rpartition(".")[0] or opened.name
    name = quote(f"{stem}-批注.xlsx")
    response["Content-Disposition"] = (
        f"attachment; filename=annotated-{opened.pk}.xlsx; filename*=UTF-8''{name}"
    )
    return response
