"""What planners keep of the pages: versions of target breakdowns."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from rongshu.office.plans.models import Plan


class BreakdownVersion(models.Model):
    """An indicator's target by year and group as somebody solved it; at most one of an indicator is in force.

    ``content`` is the answer with its input and fingerprint, ``form`` what the form said beyond it.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="breakdowns")
    indicator = models.CharField(_("指标"), max_length=200)
    number = models.PositiveIntegerField(_("版次"))
    note = models.CharField(_("备注"), max_length=300, blank=True)
    content = models.JSONField(encoder=DjangoJSONEncoder)
    form = models.JSONField(encoder=DjangoJSONEncoder, default=dict)
    in_force = models.BooleanField(_("采用"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords(excluded_fields=["content", "form"])

    class Meta:
        ordering: ClassVar = ["indicator", "-number"]
        verbose_name = _("目标分解")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "indicator", "number"], name="one_number_a_breakdown"),
            models.UniqueConstraint(
                fields=["plan", "indicator"], condition=models.Q(in_force=True), name="one_breakdown_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} · {self.number}"

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The columns it is broken down by."""
        return tuple(self.form["by"])
