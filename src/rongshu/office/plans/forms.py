"""Forms of the plans app."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from rongshu.document.guard.limits import FILE_BYTES, MEBIBYTE
from rongshu.office.people.forms import TreeChoice
from rongshu.office.people.models import Organisation, User
from rongshu.office.people.permission import Role
from rongshu.office.plans.models import SLUG, Actual, Plan
from rongshu.office.plans.register import RESERVED
from rongshu.terms.unit import Unit

ENDINGS = ".docx,.pdf,.txt,.html,.htm,.doc"


class UploadForm(forms.Form):
    """A plan document to be compiled."""

    document = forms.FileField(
        label=_("规划文件"),
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
        help_text=format_lazy(
            "{}{} MB", _("docx、pdf（含文字层）、txt、html、doc；不超过 "), FILE_BYTES // MEBIBYTE
        ),
    )
    slug = forms.CharField(
        label=_("标识"),
        required=False,
        max_length=60,
        validators=[SLUG],
        help_text=_("用在网址里，例如 linjiang-2026-2030；留空则按文件名生成。"),
    )

    def clean_slug(self) -> str:
        """Not taken."""
        slug = self.cleaned_data["slug"]
        if slug in RESERVED or Plan.objects.filter(slug=slug).exists():
            raise forms.ValidationError(_("这个标识已被使用。"))
        return slug


class PlanForm(forms.ModelForm):
    """Who owns a plan and who sees it."""

    owner = TreeChoice(
        Organisation.objects.all(), label=_("归口单位"), required=False, empty_label=_("（无）")
    )

    class Meta:
        model = Plan
        fields: ClassVar = ["owner", "shared"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """Only what ``user`` reaches can be named, and whoever owns the plan already."""
        super().__init__(*args, **kwargs)
        if user.role != Role.ADMINISTRATOR:
            mine = Q(path__startswith=user.reach) if user.reach else Q(pk__in=[])
            self.fields["owner"].queryset = Organisation.objects.filter(mine | Q(pk=self.instance.owner_id))


class ActualForm(forms.ModelForm):
    """A published figure, typed in."""

    class Meta:
        model = Actual
        fields: ClassVar = [
            "series",
            "period",
            "value",
            "words",
            "unit",
            "source",
            "released",
            "grade",
            "note",
        ]
        widgets: ClassVar = {"released": forms.DateInput(attrs={"type": "date"})}
        help_texts: ClassVar = {
            "value": _("没有数字时留空并填写“文字结果”。"),
            "source": _("出自何处：公报、网址、文件名和页码。没有来源的数不收。"),
            "released": _("来源发布的日期；同一期间后发布的修订数优先。"),
            "grade": _("U 级只作记录，不参与判断。"),
        }

    def __init__(
        self, *args: Any, series: list[tuple[str, str]], units: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.units = units
        self.fields["series"] = forms.ChoiceField(
            label=_("指标"), choices=series, widget=forms.Select(attrs={"lang": "zh-Hans"})
        )
        self.fields["value"].widget.attrs["inputmode"] = "decimal"

    def clean(self) -> dict[str, Any]:
        """A number or words."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("value") is None and not cleaned.get("words") and "value" not in self.errors:
            self.add_error("value", _("请填写数值或文字结果。"))
        declared, unit = self.units.get(cleaned.get("series", ""), ""), cleaned.get("unit", "")
        if declared and unit and not Unit.parse(unit).comparable_with(Unit.parse(declared)):
            self.add_error("unit", _("与指标的计量单位“%(unit)s”不能换算。") % {"unit": declared})
        return cleaned


class CitationForm(forms.Form):
    """Where a figure really stands."""

    cite = forms.CharField(
        label=_("出处"),
        max_length=200,
        help_text=_("形如 p170:12-28（段号:起-止）；多处用逗号分开。"),
    )
    reason = forms.CharField(label=_("理由"), max_length=400, required=False)
