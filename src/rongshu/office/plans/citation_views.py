"""A wrong citation put right: by marking the words in the document, or by typing the address."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rongshu.office.people.guard import require
from rongshu.office.people.permission import Action
from rongshu.office.plans.decide import decide
from rongshu.office.plans.forms import CitationForm
from rongshu.office.plans.models import Plan
from rongshu.office.plans.reading import clause_address, readable_plan
from rongshu.office.plans.review import KINDS, Candidate, candidates
from rongshu.office.plans.shelf import compiled_of, pack_of
from rongshu.office.plans.source import document_of
from rongshu.terms.citation import Citation


@require_http_methods(["GET", "POST"])
def citation(request: HttpRequest, plan: str) -> HttpResponse:
    """The form, and on sending the correction kept as an edit of the item."""
    opened = readable_plan(request.user, plan)
    require(request, Action.CORRECT_CITATION, opened)
    asked = request.POST if request.method == "POST" else request.GET
    row = _row(opened, asked.get("kind", ""), asked.get("item", ""))
    form = CitationForm(request.POST or None, initial={"cite": ", ".join(row.cites)})
    if request.method == "POST" and form.is_valid():
        cites = _checked(opened, form)
        if cites:
            reason = form.cleaned_data["reason"]
            decide(opened, request.user, "edit", row.kind, row.found, {"cite": cites}, reason)
            messages.success(request, _("出处已更正。"))
            return redirect(clause_address(opened, cites[0]))
    context = {"plan": opened, "row": row, "form": form, "section": "document"}
    return render(request, "plans/citation.html", context)


def _row(plan: Plan, kind: str, item: str) -> Candidate:
    if kind in KINDS:
        for row in candidates(kind, compiled_of(plan), pack_of(plan), {}):
            if row.id == item:
                return row
    raise Http404(item)


def _checked(plan: Plan, form: CitationForm) -> list[str]:
    """The citations as written in a pack; what is wrong goes to the form."""
    document = document_of(plan, pack_of(plan))
    cites = []
    for part in form.cleaned_data["cite"].replace("，", ",").split(","):
        try:
            cite = Citation.parse(part)
            if document is not None:
                outside = max(cite.start, cite.end) > len(document.passage(cite.paragraph).text)
                if outside:
                    raise IndexError
            cites.append(str(cite))
        except ValueError:
            form.add_error("cite", _("“%(cite)s”不是出处。") % {"cite": part.strip()})
            return []
        except IndexError:
            form.add_error("cite", _("“%(cite)s”不在文件之内。") % {"cite": part.strip()})
            return []
    return cites
