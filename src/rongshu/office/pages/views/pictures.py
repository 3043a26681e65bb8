"""A chain's panorama as a file: SVG, PNG, or PDF on A3."""

from __future__ import annotations

import re
from importlib.metadata import version

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from rongshu.office.pages.chain.chains import source_tag
from rongshu.office.pages.chain.drawing import svg_of
from rongshu.office.pages.chain.folding import LEGIBLE, panorama_for_paper, type_size, zoomed
from rongshu.office.pages.chain.panorama import Panorama
from rongshu.office.pages.chain.standing import ChainStanding, marks_of, registry_day, standing_of
from rongshu.office.pages.opened.opening import Opened, open_plan
from rongshu.office.pages.opened.respond import reader_language
from rongshu.office.pages.parts.export import DEMONSTRATION
from rongshu.office.pages.parts.paper import pdf_of, png_of
from rongshu.pack.folder.fingerprint import fingerprint
from rongshu.pack.schema import Chain
from rongshu.terms.bilingual import Bilingual

KINDS = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}
PANORAMA = Bilingual("全景图", "panorama")
_UNSAFE = re.compile(r"[\s\\/:*?\"<>|\x00-\x1f.]+")


@require_GET
def picture(request: HttpRequest, plan: str, identity: str, kind: str) -> HttpResponse:
    """The panorama of a chain, or with ``?stage=`` of one stage and its neighbours, as a file."""
    opened = open_plan(request.user, plan)
    found = next((each for each in opened.shelved.chains if each.id == identity), None)
    if found is None or kind not in KINDS:
        raise Http404(identity)
    language = reader_language()
    standing = standing_of(request.user, opened.plan, opened.folder, found)
    stage = request.GET.get("stage", "")
    drawings = _drawings(opened, found, standing, stage, language, kind == "pdf")
    if not drawings:
        raise Http404(identity)
    title = found.name.bilingual().in_language(language)
    content: str | bytes = drawings[0]
    if kind == "pdf":
        content = pdf_of(drawings, title, language)
    elif kind == "png":
        content = png_of(drawings[0], title, language)
    response = HttpResponse(content, content_type=KINDS[kind])
    response["Content-Disposition"] = content_disposition_header(True, _file_name(found, language, kind))
    return response


def _file_name(chain: Chain, language: str, kind: str) -> str:
    """The chain's name and the day, without anything that a file system refuses."""
    words = (
        chain.name.bilingual().in_language(language),
        PANORAMA.in_language(language),
        timezone.localdate().isoformat(),
    )
    safe = "-".join(_UNSAFE.sub("-", word).strip("-") for word in words)
    return f"{safe[:120]}.{kind}"


def _drawings(
    opened: Opened,
    chain: Chain,
    standing: ChainStanding | None,
    stage: str,
    language: str,
    several: bool,
) -> list[str]:
    """The whole chain; where its type would be too small on paper, one more sheet for every stage."""
    marks = marks_of(standing) if standing else None
    asked = zoomed(chain, stage) if stage else chain
    whole = panorama_for_paper(asked, language, marks)
    if whole is None:
        return []
    title = chain.name.bilingual().in_language(language)
    notes = _notes(opened, chain, standing, language)
    invented = opened.demonstration or (standing is not None and opened.invented)
    badge = DEMONSTRATION.in_language(language) if invented else ""
    pictures: list[tuple[str, Panorama]] = [(title, whole)]
    if several and not stage and type_size(whole) < LEGIBLE:
        for each in chain.stages:
            part = panorama_for_paper(zoomed(chain, each.id), language, marks)
            if part is not None:
                pictures.append((f"{title} · {each.name.bilingual().in_language(language)}", part))
    return [svg_of(drawn, told, notes, language, badge) for told, drawn in pictures]


def _notes(opened: Opened, chain: Chain, standing: ChainStanding | None, language: str) -> tuple[str, ...]:
    """What the sheet says of itself: plan and version, the rule with its counts, where the map comes from."""
    plan = opened.pack.about.title.bilingual().in_language(language)
    day, print_ = timezone.localdate().isoformat(), fingerprint(opened.shelved)[:12]
    made = Bilingual(
        f"绘制 {day} · 榕树 {version('rongshu')} · 规划包 {print_}",
        f"drawn {day} · Rongshu {version('rongshu')} · pack {print_}",
    )
    stated = sum(bool(node.cite) for node in chain.nodes)
    source = source_tag(chain).text
    origin = Bilingual(
        f"图谱来源：{source.zh}；{len(chain.nodes)} 个环节中 {stated} 个为规划写明",
        f"Source of the map: {source.en}; {stated} of {len(chain.nodes)} nodes are stated in the plan",
    )
    notes = [f"{plan} · {made.in_language(language)}", origin.in_language(language)]
    if standing is not None:
        notes.append(_judged(standing, language))
    return tuple(notes)


def _judged(standing: ChainStanding, language: str) -> str:
    rule = standing.rules
    counts = "  ".join(f"{tag.text.in_language(language)} {count}" for tag, count in standing.counts)
    day = registry_day()
    known = "" if day is None else day.isoformat()
    return Bilingual(
        f"{rule.name.zh} {rule.version}（{rule.source}）：{counts}；企业库截至 {known}",
        f"{rule.name.en} {rule.version}: {counts}; registry as of {known}",
    ).in_language(language)
