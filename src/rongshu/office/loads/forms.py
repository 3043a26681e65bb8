"""Forms of the loads app."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from rongshu.facts.layout.mapping import ASPECT_NAMES, Meant, read_wishes
from rongshu.office.files.keeping import MEBIBYTE
from rongshu.office.loads.sniff import LARGEST
from rongshu.office.loads.wording import SKIP, UNITS, column_choices

ENDINGS = ".xlsx,.xls,.csv,.parquet,.html,.htm,.txt"
MONTH = RegexValidator(r"^\d{4}-(0[1-9]|1[0-2])$", _("写作 2025-06。"))


class UploadForm(forms.Form):
    """A statistics file."""

    file = forms.FileField(
        label=_("报表文件"),
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
        help_text=format_lazy(
            "{}{} MB", _("xlsx、xls、csv、parquet、网页表格；不超过 "), LARGEST // MEBIBYTE
        ),
    )
    source = forms.CharField(
        label=_("来源"),
        max_length=200,
        help_text=_("谁报送或公布的，例如统计局、供电公司。同一来源的列的含义确认一次即记住。"),
    )
    period = forms.CharField(
        label=_("统计月份"),
        required=False,
        max_length=7,
        validators=[MONTH],
        help_text=_("文件里写明年月时留空；没有写时填 2025-06。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "2025-06"}),
    )


class ConfirmForm(forms.Form):
    """The last word before a load."""

    released = forms.DateField(
        label=_("发布日期"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("这些数从哪天起为人所知；“截至某日所知”按它取数。"),
    )

    def clean_released(self) -> Any:
        """Not in the future: nobody knows a figure before it is released."""
        day = self.cleaned_data["released"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("发布日期不能晚于今天。"))
        return day


class UndoForm(forms.Form):
    """Why a load is taken out again."""

    reason = forms.CharField(label=_("理由"), max_length=400, widget=forms.TextInput())


class PeriodForm(forms.Form):
    """The month of a file that names none."""

    period = forms.CharField(
        label=_("统计月份"), required=False, max_length=7, validators=[MONTH], widget=forms.TextInput()
    )


def mapping_from(
    columns: list[dict[str, Any]], asked: Mapping[str, str], before: Mapping[str, dict[str, str]]
) -> dict[str, dict[str, str]]:
    """What was changed about columns, by title, on top of what was said before.

    *Errors*: ``InputError`` when a unit does not fit or a name is not offered.
    """
    allowed = {name for name, _word in column_choices()}
    changed: dict[str, dict[str, str]] = dict(before)
    for number, column in enumerate(columns):
        name = asked.get(f"name-{number}", "")
        if name not in allowed or not column["title"]:
            continue
        unit, aspect = asked.get(f"unit-{number}", "").strip(), asked.get(f"aspect-{number}", "")
        meant = Meant(name, unit, aspect if aspect in ASPECT_NAMES else "") if name in UNITS else Meant(name)
        if meant != _understood(column):
            changed[column["title"]] = meant.as_json()
    _refuse_misfits(changed)
    return changed


def _understood(column: Mapping[str, Any]) -> Meant:
    """How the column is read now, in the words of the form."""
    if column["role"] == "measure":
        return Meant(column["name"], column["unit"], column["aspect"])
    return Meant(column["name"]) if column["role"] == "attribute" else Meant(SKIP)


def _refuse_misfits(mapping: Mapping[str, Mapping[str, str]]) -> None:
    wishes = []
    for title, meant in mapping.items():
        aspect = f"@{meant['aspect']}" if meant.get("aspect") else ""
        unit = f":{meant['unit']}" if meant.get("unit") else ""
        wishes.append(f"{title}={meant['name']}{aspect}{unit}")
    read_wishes(wishes)
