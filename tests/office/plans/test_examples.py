"""The example city is marked as invented, and stays so."""

from __future__ import annotations

import pytest

from office.plans.invented import DOCUMENT
from rongshu.office.plans.examples import compile_examples
from rongshu.office.plans.models import Plan
from rongshu.office.plans.shelf import pack_of
from rongshu.office.plans.tasks import compile_plan

pytestmark = pytest.mark.django_db
TITLE = """- kind: about
  do: edit
  set:
    title: {zh: 临江市规划, en: Plan of Linjiang}
"""


@pytest.fixture
def example(make_plan, tmp_path):
    """A document with what people would have decided beside it."""
    city = tmp_path / "examples" / "linjiang"
    city.mkdir(parents=True)
    (city / "plan.txt").write_bytes(DOCUMENT)
    (city / "curation.yaml").write_text(TITLE, encoding="utf-8")
    return city / "plan.txt"


def test_it_works(example, bureau) -> None:
    (plan,) = compile_examples([example], bureau)
    assert (plan.is_published, plan.title_en) == (True, "Plan of Linjiang")
    assert Plan.objects.get().demonstration
    assert pack_of(plan).about.demonstration


def test_a_second_time_makes_nothing(example, bureau) -> None:
    compile_examples([example], bureau)
    assert compile_examples([example], bureau) == []
    assert Plan.objects.count() == 1


def test_a_plan_made_before_the_mark_gets_it(example, bureau) -> None:
    compile_examples([example], bureau)
    Plan.objects.update(demonstration=False)
    compile_examples([example], bureau)
    assert Plan.objects.get().demonstration


def test_compiled_anew_it_still_says_so(example, bureau) -> None:
    (plan,) = compile_examples([example], bureau)
    compile_plan.call_local(plan.runs.create(document=plan.source).pk)
    assert pack_of(plan).about.demonstration
    assert Plan.objects.get().demonstration
