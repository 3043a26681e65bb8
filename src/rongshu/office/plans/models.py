"""Plans of a workspace, how they were compiled, what people decided, and figures typed by hand."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from rongshu.office.people.models import Organisation

SLUG = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", _("只用小写字母、数字和连字符。"))


class ReceivedFile(models.Model):
    """A file as received, kept under ``files/`` by its sha256; never served as it is."""

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=8)
    size = models.PositiveBigIntegerField()
    received = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["-received"]
        verbose_name = _("收到的文件")

    def __str__(self) -> str:
        return self.name


class Plan(models.Model):
    """A pack folder under ``plans/`` with who owns it and who may see it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("草稿")
        PUBLISHED = "published", _("已发布")

    slug = models.CharField(_("标识"), max_length=60, unique=True, validators=[SLUG])
    title = models.CharField(_("名称"), max_length=200)
    title_en = models.CharField(_("英文名称"), max_length=240, blank=True)
    folder = models.CharField(max_length=120, unique=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.DRAFT)
    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("归口单位")
    )
    shared = models.BooleanField(_("发布后全体用户可见"), default=True)
    demonstration = models.BooleanField(_("演示数据"), default=False, editable=False)
    source = models.ForeignKey(ReceivedFile, on_delete=models.PROTECT, null=True, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    published = models.DateTimeField(null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["slug"]
        verbose_name = _("规划")

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The title in the reader's language."""
        return self.title_en if self.title_en and (get_language() or "").startswith("en") else self.title

    @property
    def is_published(self) -> bool:
        """Whether its pages show."""
        return self.state == self.State.PUBLISHED

    @property
    def is_open(self) -> bool:
        """Whether everybody in the workspace may read it."""
        return self.is_published and self.shared

    @property
    def owner_path(self) -> str:
        """Path of the owning organisation; the whole workspace is the root of every path."""
        return self.owner.path if self.owner else ""


class CompileRun(models.Model):
    """One reading of a document into a pack, with its progress."""

    class State(models.TextChoices):
        QUEUED = "queued", _("排队中")
        RUNNING = "running", _("进行中")
        DONE = "done", _("完成")
        FAILED = "failed", _("失败")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="runs")
    document = models.ForeignKey(ReceivedFile, on_delete=models.PROTECT, related_name="runs")
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0)
    stage = models.CharField(max_length=40, blank=True)
    diagnostics = models.JSONField(encoder=DjangoJSONEncoder, default=list, blank=True)
    asked = models.DateTimeField(auto_now_add=True)
    finished = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    history = HistoricalRecords(excluded_fields=["progress", "stage", "diagnostics"])

    class Meta:
        ordering: ClassVar = ["-asked"]
        verbose_name = _("编译")

    def __str__(self) -> str:
        return f"{self.plan_id} {self.state}"

    @property
    def is_over(self) -> bool:
        """Whether nothing will change any more."""
        return self.state in {self.State.DONE, self.State.FAILED}


class Decision(models.Model):
    """What somebody decided about one item of a compile; the newest decision on an item counts."""

    class Verdict(models.TextChoices):
        ACCEPT = "accept", _("接受")
        EDIT = "edit", _("修改")
        REJECT = "reject", _("剔除")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="decisions")
    kind = models.CharField(_("类别"), max_length=20)
    item = models.CharField(max_length=200)
    verdict = models.CharField(_("决定"), max_length=6, choices=Verdict.choices)
    changes = models.JSONField(_("修改内容"), encoder=DjangoJSONEncoder, default=dict, blank=True)
    reason = models.CharField(_("理由"), max_length=400, blank=True)
    written = models.BooleanField(default=False, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now=True)
    history = HistoricalRecords(excluded_fields=["written"])

    class Meta:
        ordering: ClassVar = ["kind", "item"]
        verbose_name = _("审核决定")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "kind", "item"], name="one_decision_an_item")
        ]

    def __str__(self) -> str:
        return f"{self.changes.get('name') or self.item} · {self.get_verdict_display()}"


class Actual(models.Model):
    """A published figure that somebody typed in: with its source, never without."""

    class Grade(models.TextChoices):
        H = "H", _("H · 官方文本或已核对")
        M = "M", _("M · 报刊或多个一致的二手来源")
        L = "L", _("L · 单一弱来源")
        U = "U", _("U · 未证实（不参与判断）")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="actuals")
    series = models.CharField(_("指标"), max_length=120)
    period = models.CharField(
        _("期间"),
        max_length=8,
        validators=[
            RegexValidator(r"^\d{4}(H[12]|Q[1-4]|-\d{2})?$", _("写作 2024、2024H1、2024Q3 或 2024-06。"))
        ],
    )
    value = models.DecimalField(_("数值"), max_digits=24, decimal_places=6, null=True, blank=True)
    words = models.CharField(_("文字结果"), max_length=120, blank=True)
    unit = models.CharField(_("计量单位"), max_length=30)
    source = models.CharField(_("来源"), max_length=300)
    released = models.DateField(_("发布日期"), null=True, blank=True)
    grade = models.CharField(_("可信等级"), max_length=1, choices=Grade.choices)
    note = models.CharField(_("备注"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now=True)
    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["series", "period", "-released"]
        verbose_name = _("手工录入数据")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(value__isnull=False) | ~models.Q(words=""), name="actual_says_something"
            )
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.period}"


class ReferenceTable(models.Model):
    """A table brought beside a plan: who sent it, what is said of it, whether it counts.

    ``stored`` is the file's name beside the pack.  Which one counts says the switch there as well, and that
    is what figures are worked out from.
    """

    class State(models.TextChoices):
        PREVIEW = "preview", _("待确认")
        IN_FORCE = "force", _("使用中")
        REPLACED = "replaced", _("已被替换")
        UNDONE = "undone", _("已撤销")
        DISCARDED = "discarded", _("已放弃")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="reference_tables")
    kind = models.CharField(_("类别"), max_length=20)
    file_name = models.CharField(_("文件"), max_length=255)
    stored = models.CharField(max_length=80)
    rows = models.PositiveIntegerField(_("行数"), default=0)
    columns = models.PositiveIntegerField(_("列数"), default=0)
    unit = models.CharField(_("计量单位"), max_length=60, blank=True)
    period = models.CharField(_("期间"), max_length=60, blank=True)
    source = models.CharField(_("来源"), max_length=300, blank=True)
    area = models.CharField(_("参照地区"), max_length=120, blank=True)
    state = models.CharField(_("状态"), max_length=9, choices=State.choices, default=State.PREVIEW)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    decided = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("确认人"),
    )
    history = HistoricalRecords(excluded_fields=["decided"])

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        verbose_name = _("参照表")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "kind"], condition=models.Q(state="force"), name="one_table_in_force"
            )
        ]

    def __str__(self) -> str:
        return self.file_name


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
