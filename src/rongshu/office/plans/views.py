"""The list of plans, and the way of a document to a published plan."""

from __future__ import annotations

from pathlib import PurePath

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rongshu.office.people.audit import Entry
from rongshu.office.people.guard import allowed, require
from rongshu.office.people.meanwhile import held, meanwhile
from rongshu.office.people.models import User
from rongshu.office.people.permission import Action, can
from rongshu.office.plans.card import card_of
from rongshu.office.plans.conflicts import conflict_lines
from rongshu.office.plans.forms import PlanForm, UploadForm
from rongshu.office.plans.models import CompileRun, Plan, ReceivedFile
from rongshu.office.plans.reading import readable_plan, readable_plans
from rongshu.office.plans.receiving import receive
from rongshu.office.plans.register import free_slug, put_aside
from rongshu.office.plans.shelf import pack_of
from rongshu.office.plans.tasks import compile_plan
from rongshu.office.plans.writing import write_waiting
from rongshu.terms.diagnostic import InputError


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every plan that the reader may open."""
    english = _language(request) == "en"
    cards = [card_of(plan, request.user, english) for plan in readable_plans(request.user)]
    may_upload = can(request.user, Action.UPLOAD_PLAN)
    return render(request, "plans/index.html", {"cards": cards, "may_upload": may_upload, "section": "plans"})


@require_http_methods(["GET", "POST"])
@allowed(Action.UPLOAD_PLAN)
def upload(request: HttpRequest) -> HttpResponse:
    """A document becomes a draft plan; its compile starts at once."""
    form = UploadForm(request.POST or None, request.FILES or None)
    context = {"form": form, "section": "plans"}
    if request.method == "GET" or not form.is_valid():
        return render(request, "plans/upload.html", context, status=200 if request.method == "GET" else 400)
    try:
        received = receive(form.cleaned_data["document"], request.user)
    except InputError as refused:
        return render(request, "plans/upload.html", {**context, "refused": refused.diagnostics}, status=400)
    run = _begun(received, request.user, form.cleaned_data["slug"])
    return redirect("plans:run", run.plan.slug, run.pk)


@transaction.atomic
def _begun(received: ReceivedFile, user: User, slug: str) -> CompileRun:
    name = PurePath(received.name).stem or received.name
    slug = slug or free_slug(name)
    plan = Plan.objects.create(slug=slug, folder=slug, title=name[:200], owner=user.organisation)
    return begin(plan, received, user)


def begin(plan: Plan, received: ReceivedFile, user: User | None) -> CompileRun:
    """A compile that starts as soon as the database has kept it."""
    run = CompileRun.objects.create(plan=plan, document=received, by=user)
    transaction.on_commit(lambda: compile_plan(run.pk))
    return run


@require_POST
def recompile(request: HttpRequest, plan: str) -> HttpResponse:
    """Compile the plan's document again, or a newer version of it; decisions stay."""
    opened = readable_plan(request.user, plan)
    require(request, Action.COMPILE_PLAN, opened)
    upload_ = request.FILES.get("document")
    try:
        received = receive(upload_, request.user) if upload_ else opened.source
    except InputError as refused:
        for diagnostic in refused.diagnostics:
            messages.error(request, diagnostic.message.in_language(_language(request)))
        return redirect("plans:settings", plan)
    if received is None:
        messages.error(request, _("请先提供规划文件。"))
        return redirect("plans:settings", plan)
    with transaction.atomic():
        run = begin(opened, received, request.user)
    return redirect("plans:run", plan, run.pk)


def _language(request: HttpRequest) -> str:
    return "en" if request.LANGUAGE_CODE == "en" else "zh"


@require_GET
def run(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """How far a compile is; the part alone for htmx."""
    opened = readable_plan(request.user, plan)
    require(request, Action.COMPILE_PLAN, opened)
    shown = get_object_or_404(CompileRun.objects.select_related("document"), pk=number, plan=opened)
    done = shown.state == CompileRun.State.DONE
    conflicts = conflict_lines(shown.diagnostics) if done else []
    context = {"plan": opened, "run": shown, "conflicts": conflicts, "section": "review"}
    return render(request, "plans/run_state.html" if request.htmx else "plans/run.html", context)


@require_http_methods(["GET", "POST"])
def settings_page(request: HttpRequest, plan: str) -> HttpResponse:
    """Who owns and sees the plan; publish, withdraw, compile again."""
    opened = readable_plan(request.user, plan)
    require(request, Action.PUBLISH_PLAN, opened)
    form = PlanForm(request.POST or None, instance=opened, user=request.user)
    changed: list[Entry] = []
    if request.method == "POST" and form.is_valid():
        with held(opened):
            changed = meanwhile(request, opened)
            if not changed:
                form.save()
                messages.success(request, _("已保存。"))
                return redirect("plans:settings", plan)
    runs = opened.runs.select_related("document", "by")[:10]
    context = {"plan": opened, "form": form, "runs": runs, "section": "settings", "meanwhile": changed}
    return render(request, "plans/settings.html", context, status=409 if changed else 200)


@require_POST
def publish(request: HttpRequest, plan: str) -> HttpResponse:
    """Show the plan to its readers, or take it back."""
    opened = readable_plan(request.user, plan)
    require(request, Action.PUBLISH_PLAN, opened)
    if request.POST.get("published") == "1":
        write_waiting(opened)
        opened.refresh_from_db()
        pack_of(opened)  # a pack that cannot be opened is not published: its diagnostics show instead
        opened.state, opened.published = Plan.State.PUBLISHED, timezone.now()
        messages.success(request, _("已发布。"))
    else:
        opened.state = Plan.State.DRAFT
        messages.success(request, _("已撤回为草稿。"))
    opened.save()
    return redirect("plans:settings", plan)


@require_POST
def remove(request: HttpRequest, plan: str) -> HttpResponse:
    """Take a draft away; its folder is put aside.  A published plan must be taken back first."""
    opened = readable_plan(request.user, plan)
    require(request, Action.PUBLISH_PLAN, opened)
    if opened.is_published:
        messages.error(request, _("请先撤回为草稿。"))
        return redirect("plans:settings", plan)
    with transaction.atomic():
        opened.delete()
        put_aside(opened)
    messages.success(request, _("草稿已移除。"))
    return redirect("plans:index")
