"""The office apps stand in order where imports cannot tell: in foreign keys by name and in templates.

The site's own templates are the frame that every app extends; apart from them each app may only look down.
"""

from __future__ import annotations

import configparser
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OFFICE = ROOT / "src" / "rongshu" / "office"
FRAME = "site"
_USED = re.compile(r"""{%\s*(?:include|extends)\s+["']([^"'#]+)""")
TEMPLATES = sorted(OFFICE.glob("*/templates/**/*.html"))


def order() -> list[str]:
    """The apps from high to low, as the import contract lists them."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    layers = contracts["importlinter:contract:office"]["layers"]
    return [line.strip("() ") for line in layers.split("\n") if line.strip()]


def owner(template: str) -> str | None:
    """The app that a template lies in; none where it is a library's."""
    found = [
        path.relative_to(OFFICE).parts[0]
        for path in TEMPLATES
        if path.as_posix().endswith(f"/templates/{template}")
    ]
    return found[0] if found else None


def may_see(app: str, other: str) -> bool:
    """Whether ``app`` stands above ``other`` or is it."""
    return order().index(app) <= order().index(other)


def test_every_app_has_its_place():
    apps = {path.parent.name for path in OFFICE.glob("*/apps.py")}
    assert apps <= set(order())


def test_relations_point_downward():
    from django.apps import apps

    upward = []
    for model in apps.get_models():
        for field in model._meta.get_fields():
            other = getattr(field, "remote_field", None) and field.remote_field.model
            one, far = model.__module__.split("."), getattr(other, "__module__", "").split(".")
            ours = one[:2] == far[:2] == ["rongshu", "office"] and not field.auto_created
            if ours and not may_see(one[2], far[2]):
                upward.append(f"{model.__name__}.{field.name} → {other.__name__}")
    assert upward == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(OFFICE)))
def test_templates_look_downward(path):
    app = path.relative_to(OFFICE).parts[0]
    used = {name: owner(name) for name in _USED.findall(path.read_text(encoding="utf-8"))}
    upward = [name for name, other in used.items() if other and other != FRAME and not may_see(app, other)]
    assert upward == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(OFFICE)))
def test_templates_name_templates_that_exist(path):
    from django.template.loader import get_template

    for name in _USED.findall(path.read_text(encoding="utf-8")):
        assert get_template(name)


def test_looking_up_is_seen():
    assert may_see("pages", "people")
    assert not may_see("people", "plans")
