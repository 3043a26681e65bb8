"""User administration."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rongshu.office.people.audit import Entry
from rongshu.office.people.forms import OrganisationForm, OwnRoleForm, ProfileForm, ResetForm, UserForm
from rongshu.office.people.guard import allowed
from rongshu.office.people.meanwhile import held, meanwhile
from rongshu.office.people.models import ROLE_NAMES, Organisation, User
from rongshu.office.people.password import one_time_password, reset_password
from rongshu.office.people.permission import Action

PAGE = 50


@require_GET
@allowed(Action.MANAGE_PEOPLE)
def index(request: HttpRequest) -> HttpResponse:
    """Users, filtered."""
    page = Paginator(_filtered(request), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "roles": ROLE_NAMES, "asked": request.GET, "section": "people"}
    return render(request, "people/index.html", context)


def _filtered(request: HttpRequest) -> QuerySet[User]:
    users = User.objects.select_related("organisation")
    words, role, state = (request.GET.get(name, "").strip() for name in ("q", "role", "state"))
    if words:
        users = users.filter(
            Q(username__icontains=words)
            | Q(name__icontains=words)
            | Q(name_en__icontains=words)
            | Q(organisation__name__icontains=words)
        )
    if role in set(ROLE_NAMES):
        users = users.filter(role=role)
    if state in {"active", "inactive"}:
        users = users.filter(is_active=state == "active")
    return users


@require_http_methods(["GET", "POST"])
@allowed(Action.MANAGE_PEOPLE)
def add(request: HttpRequest) -> HttpResponse:
    """A new user with a one-time password that is shown once."""
    form = UserForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        password = one_time_password()
        user = form.save(commit=False)
        user.set_password(password)
        user.must_change_password = True
        user.save()
        return _password_page(request, user, password)
    return render(request, "people/edit.html", {"form": form, "section": "people"})


@require_http_methods(["GET", "POST"])
@allowed(Action.MANAGE_PEOPLE)
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """A user's name, organisation and role."""
    user = get_object_or_404(User, pk=number)
    kind = OwnRoleForm if user == request.user else UserForm
    form = kind(request.POST or None, instance=user)
    changed: list[Entry] = []
    if request.method == "POST" and form.is_valid():
        with held(user):
            changed = meanwhile(request, user)
            if not changed:
                form.save()
                messages.success(request, _("已保存。"))
                return redirect("people:index")
    context = {"form": form, "person": user, "reset_form": ResetForm(), "section": "people"}
    status = 409 if changed else 200
    return render(request, "people/edit.html", {**context, "meanwhile": changed}, status=status)


@require_POST
@allowed(Action.MANAGE_PEOPLE)
def reset(request: HttpRequest, number: int) -> HttpResponse:
    """A one-time password for somebody who lost the own one."""
    user = get_object_or_404(User, pk=number)
    form = ResetForm(request.POST)
    form.is_valid()
    password = reset_password(user, bool(form.cleaned_data.get("without_second_step")))
    return _password_page(request, user, password)


def _password_page(request: HttpRequest, user: User, password: str) -> HttpResponse:
    response = render(
        request, "people/password.html", {"person": user, "password": password, "section": "people"}
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
@allowed(Action.MANAGE_PEOPLE)
def activate(request: HttpRequest, number: int) -> HttpResponse:
    """Open or close an account; nothing is deleted, so that the log keeps its names."""
    user = get_object_or_404(User, pk=number)
    if user == request.user:
        messages.error(request, _("不能停用自己的账户。"))
        return redirect("people:edit", number)
    user.is_active = request.POST.get("active") == "1"
    user.save()
    messages.success(request, _("账户已启用。") if user.is_active else _("账户已停用。"))
    return redirect("people:edit", number)


@require_GET
@allowed(Action.MANAGE_PEOPLE)
def organisations(request: HttpRequest) -> HttpResponse:
    """The tree of organisations."""
    tree = Organisation.objects.annotate(people=Count("user"))
    return render(request, "people/organisations.html", {"tree": tree, "section": "people"})


@require_http_methods(["GET", "POST"])
@allowed(Action.MANAGE_PEOPLE)
def edit_organisation(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """A new or a changed organisation."""
    organisation = get_object_or_404(Organisation, pk=number) if number else None
    form = OrganisationForm(request.POST or None, instance=organisation)
    changed: list[Entry] = []
    if request.method == "POST" and form.is_valid():
        with held(form.instance):
            changed = meanwhile(request, form.instance)
            if not changed:
                form.save()
                messages.success(request, _("已保存。"))
                return redirect("people:organisations")
    context = {"form": form, "organisation": organisation, "section": "people", "meanwhile": changed}
    return render(request, "people/edit_organisation.html", context, status=409 if changed else 200)


@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """A person's own settings."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        User.objects.filter(pk=request.user.pk).update(**form.cleaned_data)
        messages.success(request, _("已保存。"))
        return redirect("people:profile")
    return render(request, "people/profile.html", {"form": form, "section": "profile"})
