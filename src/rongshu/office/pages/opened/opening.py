"""A plan opened for reading, with what is worked out once per pack and kept while the pack stays the same."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse

from rongshu.office.pages.maps.atlas import Atlas, atlas_of
from rongshu.office.pages.opened.lookup import Known, index_of
from rongshu.office.people.models import User
from rongshu.office.plans.kept import KEPT, findings_of, once_per_pack
from rongshu.office.plans.models import Actual as Typed
from rongshu.office.plans.models import Plan
from rongshu.office.plans.reading import readable_plan
from rongshu.office.plans.shelf import pack_folder, pack_of
from rongshu.pack.schema import Actual, Pack
from rongshu.terms.diagnostic import Diagnostic

known_of = once_per_pack(index_of)


@dataclass(frozen=True)
class Opened:
    """A plan that the reader may see.  ``pack`` holds the figures typed by hand as well."""

    plan: Plan
    shelved: Pack
    pack: Pack
    folder: Path

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """What the checks found."""
        return findings_of(self.shelved)

    @property
    def known(self) -> tuple[Known, ...]:
        """Everything that search looks through."""
        return known_of(self.shelved)

    @cached_property
    def root(self) -> str:
        """The plan's address, ``/plans/<slug>/``."""
        return reverse("pages:overview", args=[self.plan.slug])

    @property
    def demonstration(self) -> bool:
        """Whether the pack is invented."""
        return self.shelved.about.demonstration

    @property
    def invented(self) -> bool:
        """Whether firms and figures shown beside the plan are invented: the pack's, or the workspace's."""
        return self.demonstration or settings.WORKSPACE.demonstration

    @property
    def parks_geo(self) -> dict[str, Any]:
        """The park points as the pack's file gives them; empty without one."""
        return geo_file(self.folder, "parks")

    @property
    def atlas(self) -> Atlas | None:
        """The map; ``None`` where the pack has no borders."""
        return _atlas(
            self.folder, _moment(self.folder, "counties"), _moment(self.folder, "parks"), _Held(self.shelved)
        )

    @property
    def atlas_source(self) -> str:
        """What the file of borders says of itself."""
        return str(geo_file(self.folder, "counties").get("source", ""))


def open_plan(user: User, slug: str) -> Opened:
    """The plan.  *Errors*: ``Http404`` for whoever may not read it, ``InputError`` for a broken pack."""
    opened = opened_plan(readable_plan(user, slug))
    typed = [_actual(each) for each in Typed.objects.filter(plan=opened.plan)]
    if not typed:
        return opened
    pack = opened.shelved.model_copy(update={"actuals": (*opened.shelved.actuals, *typed)})
    return replace(opened, pack=pack)


def opened_plan(plan: Plan) -> Opened:
    """A plan that the reader is known to see, without the figures typed by hand.

    *Errors*: ``InputError`` for a broken pack.
    """
    shelved = pack_of(plan)
    return Opened(plan, shelved, shelved, pack_folder(plan))


def geo_file(folder: Path, name: str) -> dict[str, Any]:
    """``geo/<name>.geojson`` of the pack; empty where it has none or the file is no JSON object."""
    return _geo(folder / "geo" / f"{name}.geojson", _moment(folder, name))


def _actual(typed: Typed) -> Actual:
    return Actual(
        series=typed.series,
        period=typed.period,
        value=typed.value,
        words=typed.words,
        unit=typed.unit,
        source=typed.source,
        released=typed.released,
        grade=typed.grade,
        note=typed.note,
    )


def _moment(folder: Path, name: str) -> int:
    path = folder / "geo" / f"{name}.geojson"
    return path.stat().st_mtime_ns if path.is_file() else 0


@lru_cache(maxsize=32)
def _geo(path: Path, moment: int) -> dict[str, Any]:
    if not moment:
        return {}
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


class _Held:
    """A pack as a key of a cache: the same object is the same key."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    def __hash__(self) -> int:
        return id(self.pack)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.pack is self.pack


@lru_cache(maxsize=KEPT)
def _atlas(folder: Path, _counties: int, _parks: int, held: _Held) -> Atlas | None:
    return atlas_of(geo_file(folder, "counties"), geo_file(folder, "parks"), held.pack.parks)
