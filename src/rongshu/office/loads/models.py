"""A statistics file as somebody sent it, from its arrival to the lake and out of it again."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from rongshu.office.loads.flow import OPEN, State, is_invented
from rongshu.office.people.models import Organisation

STATES = {
    State.QUEUED: _("排队中"),
    State.READING: _("读取中"),
    State.READ: _("待确认"),
    State.UNREADABLE: _("无法读取"),
    State.LANDING: _("入库中"),
    State.LANDED: _("已入库"),
    State.UNDONE: _("已撤销"),
    State.DISCARDED: _("已放弃"),
}


class Delivery(models.Model):
    """One file: what it is, how it was understood, and the load that it became.

    ``answer`` is what the reading found, bounded: columns, a sample of rows, the first problems, counts.
    ``mapping`` is what a person said about columns; ``load_id`` names the load in the lake.
    """

    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(_("文件"), max_length=255)
    kind = models.CharField(max_length=8, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("归口单位")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("上传人"),
    )
    received = models.DateTimeField(default=timezone.now)
    state = models.CharField(
        _("状态"),
        max_length=10,
        choices=[(state.value, word) for state, word in STATES.items()],
        default=State.QUEUED.value,
    )
    progress = models.PositiveSmallIntegerField(default=0)
    period = models.CharField(_("统计月份"), max_length=7, blank=True)
    mapping = models.JSONField(_("列的含义"), default=dict, blank=True)
    answer = models.JSONField(encoder=DjangoJSONEncoder, default=dict, blank=True)
    source = models.CharField(_("来源"), max_length=200, blank=True)
    released = models.DateField(_("发布日期"), null=True, blank=True)
    load_id = models.CharField(_("批次"), max_length=80, blank=True, db_index=True)
    figures = models.PositiveIntegerField(default=0)
    landed = models.DateTimeField(null=True, blank=True)
    landed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("确认人"),
    )
    undone = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("撤销人"),
    )
    reason = models.CharField(_("理由"), max_length=400, blank=True)
    history = HistoricalRecords(excluded_fields=["progress", "answer", "figures"])

    class Meta:
        ordering: ClassVar = ["-received", "-pk"]
        verbose_name = _("报表文件")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["load_id"], condition=models.Q(state="landed"), name="one_file_a_load"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Never: what a file holds stays with its owner."""
        return False

    @property
    def owner_path(self) -> str:
        """Path of the owning organisation."""
        return self.owner.path if self.owner else ""

    @property
    def is_moving(self) -> bool:
        """Whether something works on it, so that a page should ask again."""
        return self.state in {State.QUEUED, State.READING, State.LANDING}

    @property
    def is_pending(self) -> bool:
        """Whether it still waits for something or somebody."""
        return self.state in OPEN

    @property
    def invented(self) -> bool:
        """Whether the source says that the figures are made up."""
        return is_invented(self.source)
