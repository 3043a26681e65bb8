"""What the registry keeps.  Whoever reaches a row's owner reaches the row; every table keeps its history."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from rongshu.office.people.models import Organisation

# firms that were merged away are in no list
LIVE, GONE = models.Q(merged_into=None), models.Q(merged_into__isnull=False)
# worked out from the rest of the row, so that its history says nothing of its own
DERIVED = ["search", "placed"]


class Records(HistoricalRecords):
    """A history that leaves out what a model has of ``excluded_fields``; not every heir has all of them."""

    def create_history_model(self, model: type[models.Model], inherited: bool) -> type[models.Model]:
        """The table of the history of ``model``."""
        made = super().create_history_model(model, inherited)
        own = {field.name for field in model._meta.local_fields}
        made._history_excluded_fields = [name for name in self.excluded_fields if name in own]
        return made

    def post_delete(self, instance: models.Model, using: str | None = None, **kwargs: Any) -> None:
        """Note that a row is gone, unless whoever took many away notes it of all of them at once."""
        if not hasattr(instance, "skip_history_when_saving"):
            super().post_delete(instance, using=using, **kwargs)


class Owned(models.Model):
    """A row that an organisation keeps; every one has its history.

    ``KEPT_BY`` is the way from a row to its owner: empty here, a prefix on rows that hang on another one.
    """

    KEPT_BY: ClassVar[str] = ""
    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("归口单位")
    )
    history = Records(inherit=True, excluded_fields=DERIVED)

    class Meta:
        abstract = True

    @property
    def owner_path(self) -> str:
        """Path of the organisation, for permission."""
        return self.owner.path if self.owner else ""

    @property
    def is_open(self) -> bool:
        """The registry is never open to everybody."""
        return False


class Park(Owned):
    """A park with what it can offer.  *Units*: areas in mu, energy in tce a year."""

    name = models.CharField(_("园区名称"), max_length=120, unique=True)
    name_en = models.CharField(_("英文名称"), max_length=160, blank=True)
    county = models.CharField(_("县（市）区"), max_length=40, blank=True, db_index=True)
    level = models.CharField(_("级别"), max_length=40, blank=True)
    industries = models.CharField(_("主导产业"), max_length=300, blank=True)
    area_mu = models.DecimalField(_("规划面积（亩）"), max_digits=14, decimal_places=2, null=True, blank=True)
    free_mu = models.DecimalField(_("可供地（亩）"), max_digits=14, decimal_places=2, null=True, blank=True)
    energy_room = models.DecimalField(
        _("用能余量（吨标准煤）"), max_digits=16, decimal_places=2, null=True, blank=True
    )

    class Meta:
        ordering: ClassVar = ["name"]
        verbose_name = _("园区")

    def __str__(self) -> str:
        return self.name


class Enterprise(Owned):
    """A firm.  *Units*: revenue and output in 万元 a year; a blank is unknown, never zero.

    ``size`` is computed from people and revenue; ``titles`` are ``{"name", "from", "until"}``.
    """

    code = models.CharField(_("统一社会信用代码"), max_length=18, blank=True, db_index=True)
    name = models.CharField(_("企业名称"), max_length=120, db_index=True)
    former_names = models.CharField(_("曾用名"), max_length=400, blank=True)
    aliases = models.CharField(_("简称、别名"), max_length=400, blank=True)
    county = models.CharField(_("县（市）区"), max_length=40, blank=True)
    park = models.ForeignKey(
        Park,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="firms",
        verbose_name=_("所在园区"),
    )
    address = models.CharField(_("地址"), max_length=200, blank=True)
    gbt4754 = models.CharField(_("行业代码"), max_length=60, blank=True)
    products = models.TextField(_("主要产品"), blank=True)
    scope = models.TextField(_("经营范围"), blank=True)
    group = models.CharField(_("所属集团"), max_length=120, blank=True)
    people = models.PositiveIntegerField(_("从业人员"), null=True, blank=True)
    revenue = models.DecimalField(
        _("营业收入（万元）"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    output = models.DecimalField(_("产值（万元）"), max_digits=18, decimal_places=2, null=True, blank=True)
    output_before = models.DecimalField(
        _("上年产值（万元）"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    size = models.CharField(_("规模"), max_length=20, blank=True, editable=False)
    titles = models.JSONField(_("称号"), default=list, blank=True, encoder=DjangoJSONEncoder)
    champion = models.BooleanField(_("链主或单项冠军"), default=False)
    contact = models.CharField(_("联系人"), max_length=60, blank=True)
    phone = models.CharField(_("联系电话"), max_length=40, blank=True)
    search = models.CharField(max_length=1000, blank=True, editable=False)
    placed = models.CharField(max_length=10, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="merged",
        editable=False,
        verbose_name=_("已并入"),
    )

    class Meta:
        ordering: ClassVar = ["name", "id"]
        verbose_name = _("企业")
        # each ends in id and owner, so that counting and paging within a reach read the index alone
        indexes: ClassVar = [
            models.Index(fields=["owner", "name", "id"], condition=LIVE, name="firm_by_owner"),
            *(
                models.Index(fields=[*columns, "id", "owner"], condition=LIVE, name=f"firm_by_{columns[0]}")
                for columns in (
                    ("name",),
                    ("output",),
                    ("revenue",),
                    ("county", "name"),
                    ("size", "name"),
                    ("placed", "name"),
                    ("search", "name"),
                )
            ),
            # nearly every firm was merged into none: an index of all of them helps nobody
            models.Index(fields=["merged_into", "name"], condition=GONE, name="firm_by_heir"),
        ]

    def __str__(self) -> str:
        return self.name


class Plot(Owned):
    """A piece of land.  *Units*: area in mu, floor area in m²."""

    number = models.CharField(_("地块编号"), max_length=60, unique=True)
    park = models.ForeignKey(
        Park, on_delete=models.PROTECT, related_name="plots", null=True, verbose_name=_("所在园区")
    )
    area_mu = models.DecimalField(_("面积（亩）"), max_digits=12, decimal_places=2, null=True, blank=True)
    use = models.CharField(_("用途"), max_length=40, blank=True)
    floor_area = models.DecimalField(
        _("建筑面积（平方米）"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    granted = models.DateField(_("出让日期"), null=True, blank=True)
    occupant = models.ForeignKey(
        Enterprise,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="plots",
        verbose_name=_("使用企业"),
    )
    idle = models.BooleanField(_("闲置"), default=False)

    class Meta:
        ordering: ClassVar = ["number"]
        verbose_name = _("地块")

    def __str__(self) -> str:
        return self.number


class Meter(Owned):
    """A meter of a firm."""

    class Carrier(models.TextChoices):
        ELECTRICITY = "electricity", _("电")
        GAS = "gas", _("天然气")
        STEAM = "steam", _("蒸汽")
        WATER = "water", _("水")

    number = models.CharField(_("表号"), max_length=60, unique=True)
    carrier = models.CharField(_("能源品种"), max_length=12, choices=Carrier.choices, default="electricity")
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.CASCADE, related_name="meters", null=True, verbose_name=_("企业")
    )
    note = models.CharField(_("备注"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        verbose_name = _("计量表")

    def __str__(self) -> str:
        return self.number


class Node(models.Model):
    """A node of a chain of a plan, as its pack says; ``plan`` is the folder of the pack."""

    plan = models.CharField(max_length=120)
    chain = models.CharField(max_length=120)
    chain_name = models.CharField(max_length=120)
    chain_name_en = models.CharField(max_length=200, blank=True)
    stage = models.CharField(max_length=60)
    node = models.CharField(max_length=120)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["plan", "chain", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "chain", "node"], name="node_once_a_chain")
        ]

    def __str__(self) -> str:
        return f"{self.chain_name}/{self.name}"


class Assignment(models.Model):
    """A firm on a node: proposed by the matching, confirmed by a person, or overridden (not there).

    What a person decided is kept by every later run.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("待确认")
        CONFIRMED = "confirmed", _("已确认")
        OVERRIDDEN = "overridden", _("已否定")

    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.CASCADE, related_name="assignments", verbose_name=_("企业")
    )
    node = models.ForeignKey(
        Node, on_delete=models.CASCADE, related_name="assignments", verbose_name=_("产业链环节")
    )
    role = models.CharField(_("角色"), max_length=10, default="producer")
    score = models.FloatField(_("得分"), null=True)
    evidence = models.JSONField(_("依据"), default=list)
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.PROPOSED)
    by_hand = models.BooleanField(_("人工添加"), default=False)
    history = HistoricalRecords(excluded_fields=["evidence"])

    class Meta:
        ordering: ClassVar = ["enterprise", "-score", "id"]
        verbose_name = _("环节归属")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enterprise", "node"], name="firm_once_a_node")
        ]
        indexes: ClassVar = [
            # ends in the firm, so that the firms of a chain are read from the index alone
            models.Index(fields=["node", "state", "role", "enterprise"], name="assignment_by_node"),
            models.Index(fields=["state", "-score", "id"], name="assignment_queue"),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} → {self.node}"


class PlanMention(models.Model):
    """Where a plan names a firm."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="mentions")
    plan = models.CharField(max_length=120)
    name = models.CharField(max_length=120)
    cite = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["plan", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enterprise", "plan", "cite"], name="mention_once")
        ]


class Project(Owned):
    """A project on its way.  *Units*: money in 万元, land in mu, energy in tce a year.

    ``output``, ``revenue``, ``tax`` and ``jobs`` are what is declared for a year at full production, ``ramp``
    the shares of it in the first, second, … year of producing; a blank is unknown, never zero.
    """

    class Stage(models.TextChoices):
        IDEA = "idea", _("谋划")
        TALKS = "talks", _("在谈")
        SIGNED = "signed", _("签约")
        FILED = "filed", _("备案")
        LAND = "land", _("拿地")
        STARTED = "started", _("开工")
        BUILT = "built", _("竣工")
        PRODUCING = "producing", _("投产")
        COUNTED = "counted", _("入规")

    number = models.CharField(_("项目编号"), max_length=60, unique=True)
    name = models.CharField(_("项目名称"), max_length=200, db_index=True)
    investor = models.CharField(_("投资方"), max_length=120, blank=True)
    enterprise = models.ForeignKey(
        Enterprise,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("承担企业"),
    )
    county = models.CharField(_("县（市）区"), max_length=40, blank=True)
    park = models.ForeignKey(
        Park,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("园区"),
    )
    node = models.ForeignKey(
        Node,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("产业链环节"),
    )
    stage = models.CharField(_("阶段"), max_length=10, choices=Stage.choices, default=Stage.IDEA)
    investment = models.DecimalField(
        _("总投资（万元）"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    output = models.DecimalField(
        _("达产年产值（万元）"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    revenue = models.DecimalField(
        _("达产年营业收入（万元）"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    tax = models.DecimalField(_("达产年税收（万元）"), max_digits=18, decimal_places=2, null=True, blank=True)
    jobs = models.PositiveIntegerField(_("达产用工（人）"), null=True, blank=True)
    ramp = models.JSONField(_("达产进度"), default=list, blank=True)
    land_mu = models.DecimalField(_("用地需求（亩）"), max_digits=12, decimal_places=2, null=True, blank=True)
    energy = models.DecimalField(
        _("用能需求（吨标准煤）"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    responsible = models.CharField(_("责任人"), max_length=60, blank=True)
    steps = models.JSONField(_("进度节点"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    due = models.DateField(_("下一节点计划"), null=True, blank=True, editable=False)

    class Meta:
        ordering: ClassVar = ["number"]
        verbose_name = _("项目")
        indexes: ClassVar = [
            models.Index(fields=["stage", "number"], name="project_by_stage"),
            models.Index(fields=["due"], name="project_by_due"),
            models.Index(fields=["owner", "number"], name="project_by_owner"),
        ]

    def __str__(self) -> str:
        return self.name


class ProjectMonth(models.Model):
    """Planned and actual investment of a project in a month.  *Units*: 万元; ``month`` is its first day."""

    KEPT_BY: ClassVar[str] = "project__"
    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="months", verbose_name=_("项目")
    )
    month = models.DateField(_("月份"))
    planned = models.DecimalField(
        _("计划投资（万元）"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    actual = models.DecimalField(
        _("实际投资（万元）"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    note = models.CharField(_("形象进度"), max_length=300, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["month"]
        verbose_name = _("项目月度投资")
        constraints: ClassVar = [models.UniqueConstraint(fields=["project", "month"], name="project_month")]

    def __str__(self) -> str:
        return f"{self.project} {str(self.month)[:7]}"


class Obstacle(models.Model):
    """What stands in a project's way: its kind, who clears it, since when; open while not ``cleared``."""

    class Kind(models.TextChoices):
        LAND = "land", _("用地")
        ENVIRONMENT = "environment", _("环评")
        ENERGY = "energy", _("用能")
        FINANCE = "finance", _("融资")
        EQUIPMENT = "equipment", _("设备")
        APPROVAL = "approval", _("审批")
        LABOUR = "labour", _("用工")
        MARKET = "market", _("市场")
        OTHER = "other", _("其他")

    KEPT_BY: ClassVar[str] = "project__"
    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="obstacles", verbose_name=_("项目")
    )
    kind = models.CharField(_("类别"), max_length=12, choices=Kind.choices, default=Kind.OTHER)
    what = models.CharField(_("存在问题"), max_length=400)
    responsible = models.CharField(_("负责解决"), max_length=120, blank=True)
    since = models.DateField(_("起于"), null=True, blank=True)
    cleared = models.DateField(_("解决日期"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["project", "since", "id"]
        verbose_name = _("项目存在的问题")
        indexes: ClassVar = [models.Index(fields=["cleared", "since"], name="obstacle_open")]

    def __str__(self) -> str:
        return self.what


class Target(Owned):
    """A firm from outside that may be brought in.

    *Units*: revenue in 万元, growth as a fraction, distance in km, land in mu, energy in tce a year.
    """

    name = models.CharField(_("企业名称"), max_length=120, db_index=True)
    code = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    place = models.CharField(_("所在地"), max_length=60, blank=True)
    products = models.TextField(_("主要产品"), blank=True)
    scope = models.TextField(_("经营范围"), blank=True)
    gbt4754 = models.CharField(_("行业代码"), max_length=60, blank=True)
    revenue = models.DecimalField(
        _("营业收入（万元）"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    growth = models.DecimalField(_("增长率"), max_digits=8, decimal_places=4, null=True, blank=True)
    distance_km = models.DecimalField(
        _("距离（公里）"), max_digits=8, decimal_places=1, null=True, blank=True
    )
    land_mu = models.DecimalField(_("用地需求（亩）"), max_digits=12, decimal_places=2, null=True, blank=True)
    energy = models.DecimalField(
        _("用能需求（吨标准煤）"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    suppliers = models.CharField(_("本地供应商"), max_length=300, blank=True)
    customers = models.CharField(_("本地客户"), max_length=300, blank=True)
    group = models.CharField(_("所属集团"), max_length=120, blank=True)
    investors = models.CharField(_("投资方"), max_length=300, blank=True)
    alumni = models.CharField(_("校友"), max_length=300, blank=True)
    source = models.CharField(_("来源"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["name", "id"]
        verbose_name = _("外地企业")

    def __str__(self) -> str:
        return self.name
