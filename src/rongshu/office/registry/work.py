"""What people do with the registry's rows: files brought in, doubles decided, views kept, background work."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from rongshu.office.registry.models import Enterprise


class Batch(models.Model):
    """A file of rows: compared, previewed, applied, perhaps undone.  ``rows`` are the compared rows as JSON.

    ``by_hand``: no file, but one field of many rows set in the list; ``file_name`` says to what.
    ``sample`` are the few of them that a page shows; ``counts`` tell all, and why a file was refused.
    """

    class State(models.TextChoices):
        READING = "reading", _("比对中")
        PREVIEW = "preview", _("待确认")
        APPLIED = "applied", _("已导入")
        UNDONE = "undone", _("已撤销")
        REFUSED = "refused", _("未导入")

    kind = models.CharField(max_length=20)
    file_name = models.CharField(_("文件"), max_length=200)
    content = models.BinaryField(default=b"", editable=False)
    rows = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    sample = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    counts = models.JSONField(default=dict)
    state = models.CharField(_("状态"), max_length=8, choices=State.choices, default=State.PREVIEW)
    by_hand = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords(excluded_fields=["content", "rows", "sample"])

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        verbose_name = _("导入批次")

    def __str__(self) -> str:
        return self.file_name

    @property
    def state_word(self) -> str:
        """The state as people read it."""
        written = self.by_hand and self.state == self.State.APPLIED
        return _("已修改") if written else self.get_state_display()


class BatchChange(models.Model):
    """What a batch did to one row; ``before`` is empty where it made it."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="changes")
    row = models.BigIntegerField()
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField(default=dict, encoder=DjangoJSONEncoder)


class Duplicate(models.Model):
    """Two firms that may be one, until a person says which.  ``done``: what merging them wrote."""

    class State(models.TextChoices):
        OPEN = "open", _("待处理")
        MERGED = "merged", _("已合并")
        APART = "apart", _("不是同一家")

    first = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="+", verbose_name=_("企业"))
    second = models.ForeignKey(
        Enterprise, on_delete=models.CASCADE, related_name="+", verbose_name=_("疑似同一家")
    )
    score = models.FloatField(_("得分"))
    reasons = models.JSONField(default=list)
    state = models.CharField(_("状态"), max_length=8, choices=State.choices, default=State.OPEN)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    done = models.JSONField(default=dict, encoder=DjangoJSONEncoder, editable=False)
    decided = models.DateTimeField(_("决定时间"), null=True, editable=False)
    history = HistoricalRecords(excluded_fields=["reasons", "done", "decided"])

    class Meta:
        ordering: ClassVar = ["-score", "id"]
        verbose_name = _("疑似重复")
        constraints: ClassVar = [models.UniqueConstraint(fields=["first", "second"], name="pair_once")]

    def __str__(self) -> str:
        return f"{self.first} / {self.second}"

    @property
    def both(self) -> tuple[Enterprise, Enterprise]:
        """The two firms."""
        return self.first, self.second


class SavedView(models.Model):
    """A list as somebody wants to see it again."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    name = models.CharField(_("名称"), max_length=60)
    query = models.CharField(max_length=600)

    class Meta:
        ordering: ClassVar = ["kind", "name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "kind", "name"], name="view_once")]


class Job(models.Model):
    """Background work: an export, a placement, a search for duplicates.

    ``broken``: the server stopped while it ran.  How far a running one is says ``progress.percent_of``.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("排队中")
        RUNNING = "running", _("进行中")
        DONE = "done", _("完成")
        FAILED = "failed", _("失败")
        BROKEN = "broken", _("已中断")

    kind = models.CharField(max_length=20)
    about = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    result = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-at"]

    @property
    def is_over(self) -> bool:
        """Whether nothing will change any more."""
        return self.state in {self.State.DONE, self.State.FAILED, self.State.BROKEN}
