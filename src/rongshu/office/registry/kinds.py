"""What each kind of row is made of: one declaration for the template, the import, the list and the export."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from rongshu.office.registry.models import (
    Enterprise,
    Meter,
    Obstacle,
    Park,
    Plot,
    Project,
    ProjectMonth,
    Target,
)
from rongshu.terms.bilingual import Bilingual

NOTHING = Bilingual("")
# what stands for a private value that the reader may not see
MASK = "＊＊＊"


@dataclass(frozen=True, slots=True)
class Field:
    """One column.  ``form`` says how a cell is read: see ``cells.READERS``.

    ``listed``: shown in the list unless the reader chooses otherwise.  ``private``: masked for most readers.
    ``places``: decimals that are kept of a number.
    """

    name: str
    title: Bilingual
    form: str = "text"
    required: bool = False
    listed: bool = False
    private: bool = False
    choices: tuple[tuple[str, Bilingual], ...] = ()
    note: Bilingual = NOTHING
    also: tuple[str, ...] = ()
    longest: int = 0
    places: int = 2

    @property
    def numeric(self) -> bool:
        """Whether it is a number."""
        return self.form in {"number", "whole", "share"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of row; ``identity`` are the fields, each of which alone tells rows apart, best first."""

    key: str
    name: Bilingual
    icon: str
    model: type[Model]
    fields: tuple[Field, ...]
    identity: tuple[tuple[str, ...], ...]
    sorts: tuple[str, ...]
    facets: tuple[str, ...]
    lead: str
    searched: tuple[str, ...]

    @property
    def references(self) -> tuple[str, ...]:
        """The fields that refer to another row."""
        related = {each.name for each in self.model._meta.concrete_fields if each.is_relation}
        return tuple(each.name for each in self.fields if each.name in related)

    def field(self, name: str) -> Field | None:
        """The field of this name."""
        return next((field for field in self.fields if field.name == name), None)


def _field(name: str, zh: str, en: str, form: str = "text", **more: Any) -> Field:
    note = more.pop("note", None)
    return Field(name, Bilingual(zh, en), form, note=Bilingual(*note) if note else Bilingual(""), **more)


OWNER = _field(
    *("owner", "归口单位", "Kept by", "organisation"),
    note=("留空为您的单位；须是您单位或其下级", "blank: your own organisation; else it or one below"),
)
COUNTY = _field("county", "县（市）区", "County", listed=True, longest=40)
PARK = _field("park", "所在园区", "Park", "park", listed=True, also=("园区",))
CARRIERS = (
    ("electricity", Bilingual("电", "electricity")),
    ("gas", Bilingual("天然气", "gas")),
    ("steam", Bilingual("蒸汽", "steam")),
    ("water", Bilingual("水", "water")),
)
SIZES = (
    ("large", Bilingual("大型", "large")),
    ("medium", Bilingual("中型", "medium")),
    ("small", Bilingual("小型", "small")),
    ("micro", Bilingual("微型", "micro")),
)
STAGES: tuple[tuple[str, Bilingual], ...] = (
    ("idea", Bilingual("谋划", "idea")),
    ("talks", Bilingual("在谈", "in talks")),
    ("signed", Bilingual("签约", "signed")),
    ("filed", Bilingual("备案", "filed")),
    ("land", Bilingual("拿地", "land granted")),
    ("started", Bilingual("开工", "started")),
    ("built", Bilingual("竣工", "built")),
    ("producing", Bilingual("投产", "producing")),
    ("counted", Bilingual("入规", "above scale")),
)
_NUMBER_NOTE = ("数字，万元", "a number, 10 000 yuan")

ENTERPRISE = Kind(
    "enterprises",
    Bilingual("重点企业库", "Enterprises"),
    "building-factory-2",
    Enterprise,
    (
        _field("name", "企业名称", "Name", required=True, listed=True, longest=120),
        _field(
            *("code", "统一社会信用代码", "Credit code", "credit"),
            listed=True,
            also=("信用代码",),
            note=("18位，校验位须正确", "18 characters with a right check character"),
        ),
        _field(
            *("former_names", "曾用名", "Former names", "names"),
            longest=400,
            note=("多个用顿号分开", "several: separate with 、"),
        ),
        _field("aliases", "简称、别名", "Other names", "names", longest=400, also=("简称", "别名")),
        COUNTY,
        PARK,
        _field("address", "地址", "Address", longest=200),
        _field("gbt4754", "行业代码", "GB/T 4754", "industry", listed=True, longest=60),
        _field("products", "主要产品", "Products", listed=True, longest=2000),
        _field("scope", "经营范围", "Business scope", longest=4000),
        _field("group", "所属集团", "Group", longest=120),
        _field("people", "从业人员", "People", "whole"),
        _field("revenue", "营业收入（万元）", "Revenue (10k yuan)", "number", note=_NUMBER_NOTE),
        _field("output", "产值（万元）", "Output (10k yuan)", "number", listed=True, note=_NUMBER_NOTE),
        _field(
            "output_before", "上年产值（万元）", "Output last year (10k yuan)", "number", note=_NUMBER_NOTE
        ),
        _field(
            *("titles", "称号", "Titles", "titles"),
            note=("名称（起—止），多个用分号分开", "name (from—until), several: separate with ;"),
        ),
        _field("champion", "链主或单项冠军", "Lead firm or champion", "flag"),
        _field("contact", "联系人", "Contact", private=True, longest=60),
        _field("phone", "联系电话", "Phone", private=True, longest=40),
        OWNER,
    ),
    (("code",), ("name",)),
    ("name", "output", "revenue", "people"),
    ("county", "size", "park", "owner"),
    "name",
    ("search",),
)
PARKS = Kind(
    "parks",
    Bilingual("园区", "Parks"),
    "map-pin",
    Park,
    (
        _field("name", "园区名称", "Name", required=True, listed=True, longest=120),
        _field("name_en", "英文名称", "English name", longest=160),
        COUNTY,
        _field("level", "级别", "Level", listed=True, longest=40),
        _field("industries", "主导产业", "Leading industries", listed=True, longest=300),
        _field("area_mu", "规划面积（亩）", "Area (mu)", "number", listed=True),
        _field("free_mu", "可供地（亩）", "Free land (mu)", "number", listed=True),
        _field("energy_room", "用能余量（吨标准煤）", "Energy room (tce)", "number", listed=True),
        OWNER,
    ),
    (("name",),),
    ("name", "free_mu", "area_mu"),
    ("county", "level"),
    "name",
    ("name", "industries"),
)
PLOTS = Kind(
    "plots",
    Bilingual("地块", "Plots"),
    "map-2",
    Plot,
    (
        _field("number", "地块编号", "Number", required=True, listed=True, longest=60),
        PARK,
        _field("area_mu", "面积（亩）", "Area (mu)", "number", listed=True),
        _field("use", "用途", "Use", listed=True, longest=40),
        _field("floor_area", "建筑面积（平方米）", "Floor area (m²)", "number"),
        _field("granted", "出让日期", "Granted", "date", listed=True),
        _field("occupant", "使用企业", "Occupant", "firm", listed=True),
        _field("idle", "闲置", "Idle", "flag", listed=True),
        OWNER,
    ),
    (("number",),),
    ("number", "area_mu", "granted"),
    ("park", "use", "idle"),
    "number",
    ("number", "use"),
)
METERS = Kind(
    "meters",
    Bilingual("计量表", "Meters"),
    "gauge",
    Meter,
    (
        _field("number", "表号", "Number", required=True, listed=True, longest=60),
        _field("carrier", "能源品种", "Carrier", "choice", choices=CARRIERS, listed=True),
        _field("enterprise", "企业", "Enterprise", "firm", listed=True),
        _field("note", "备注", "Note", listed=True, longest=200),
        OWNER,
    ),
    (("number",),),
    ("number",),
    ("carrier",),
    "number",
    ("number", "note"),
)
_STEPS = tuple(
    _field(
        f"steps.{key}.{which}",
        f"{name.zh}{zh}",
        f"{name.en}, {en}",
        "date",
        note=("日期", "a date"),
    )
    for key, name in STAGES
    for which, zh, en in (("plan", "计划", "planned"), ("actual", "实际", "actual"))
)
PROJECTS = Kind(
    "projects",
    Bilingual("重点项目库", "Projects"),
    "crane",
    Project,
    (
        _field("number", "项目编号", "Number", required=True, listed=True, longest=60),
        _field("name", "项目名称", "Name", required=True, listed=True, longest=200),
        _field("investor", "投资方", "Investor", listed=True, longest=120),
        _field("enterprise", "承担企业", "Enterprise", "firm"),
        COUNTY,
        PARK,
        _field(
            *("node", "产业链环节", "Chain node", "node"),
            listed=True,
            note=("产业链/环节", "chain/node"),
        ),
        _field("stage", "阶段", "Stage", "choice", choices=STAGES, listed=True),
        _field("investment", "总投资（万元）", "Investment (10k yuan)", "number", listed=True),
        _field("output", "达产年产值（万元）", "Output at capacity (10k yuan)", "number"),
        _field("revenue", "达产年营业收入（万元）", "Revenue at capacity (10k yuan)", "number"),
        _field("tax", "达产年税收（万元）", "Tax at capacity (10k yuan)", "number"),
        _field("jobs", "达产用工（人）", "Jobs at capacity", "whole"),
        _field(
            *("ramp", "达产进度", "Ramp-up", "ramp"),
            note=(
                "投产第一年起各年的达产比例，如 40%、80%、100%；留空则按规则",
                "shares of full production from the first year on, as 40%, 80%, 100%; blank: by the rule",
            ),
        ),
        _field("land_mu", "用地需求（亩）", "Land needed (mu)", "number"),
        _field("energy", "用能需求（吨标准煤）", "Energy needed (tce)", "number"),
        _field("responsible", "责任人", "Responsible", longest=60),
        OWNER,
        *_STEPS,
    ),
    (("number",),),
    ("number", "name", "investment"),
    ("stage", "county", "park", "owner"),
    "name",
    ("name", "number", "investor", "obstacles"),
)
_PROJECT = _field(
    *("project", "项目（编号）", "Project (number)", "project"),
    required=True,
    listed=True,
    also=("项目编号", "项目", "Project number", "project"),
)
MONTHS = Kind(
    "months",
    Bilingual("项目月度进展", "Monthly progress"),
    "calendar",
    ProjectMonth,
    (
        _PROJECT,
        _field("month", "月份", "Month", "month", required=True, listed=True),
        _field("planned", "计划投资（万元）", "Planned (10k yuan)", "number", listed=True),
        _field("actual", "实际投资（万元）", "Actual (10k yuan)", "number", listed=True),
        _field("note", "形象进度", "State of the works", listed=True, longest=300),
    ),
    (("project", "month"),),
    ("month",),
    (),
    "month",
    ("note",),
)
OBSTACLE_KINDS: tuple[tuple[str, Bilingual], ...] = (
    ("land", Bilingual("用地", "land")),
    ("environment", Bilingual("环评", "environment")),
    ("energy", Bilingual("用能", "energy")),
    ("finance", Bilingual("融资", "finance")),
    ("equipment", Bilingual("设备", "equipment")),
    ("approval", Bilingual("审批", "approval")),
    ("labour", Bilingual("用工", "labour")),
    ("market", Bilingual("市场", "market")),
    ("other", Bilingual("其他", "other")),
)
OBSTACLES = Kind(
    "obstacles",
    Bilingual("项目存在问题", "Obstacles"),
    "barrier-block",
    Obstacle,
    (
        _PROJECT,
        _field("what", "存在问题", "Obstacle", required=True, listed=True, longest=400),
        _field("kind", "类别", "Kind", "choice", choices=OBSTACLE_KINDS, listed=True),
        _field("responsible", "负责解决", "Who clears it", listed=True, longest=120),
        _field("since", "起于", "Since", "date", listed=True, note=("日期", "a date")),
        _field(
            *("cleared", "解决日期", "Cleared on", "date"),
            listed=True,
            note=("解决之后才填", "once it is out of the way"),
        ),
    ),
    (("project", "what"),),
    ("since", "cleared"),
    ("kind",),
    "what",
    ("what", "responsible", "project__name", "project__number"),
)
TARGETS = Kind(
    "targets",
    Bilingual("外地企业库", "Outside firms"),
    "target",
    Target,
    (
        _field("name", "企业名称", "Name", required=True, listed=True, longest=120),
        _field("code", "统一社会信用代码", "Credit code", "credit", also=("信用代码",)),
        _field("place", "所在地", "Place", listed=True, longest=60),
        _field("products", "主要产品", "Products", listed=True, longest=2000),
        _field("scope", "经营范围", "Business scope", longest=4000),
        _field("gbt4754", "行业代码", "GB/T 4754", "industry", longest=60),
        _field(
            *("revenue", "营业收入（万元）", "Revenue (10k yuan)", "number"), listed=True, note=_NUMBER_NOTE
        ),
        _field("growth", "增长率", "Growth", "share", listed=True, note=("如 12% 或 0.12", "12% or 0.12")),
        _field("distance_km", "距离（公里）", "Distance (km)", "number", listed=True, places=1),
        _field(*("land_mu", "用地需求（亩）", "Land needed (mu)", "number"), listed=True, also=("用地需求",)),
        _field(
            *("energy", "用能需求（吨标准煤）", "Energy needed (tce)", "number"),
            listed=True,
            also=("用能需求",),
            note=("数字，每年吨标准煤", "a number, tons of coal equivalent a year"),
        ),
        _field("suppliers", "本地供应商", "Local suppliers", "names", longest=300),
        _field("customers", "本地客户", "Local customers", "names", longest=300),
        _field("group", "所属集团", "Group", longest=120),
        _field("investors", "投资方", "Investors", "names", longest=300),
        _field("alumni", "校友", "Alumni", "names", longest=300),
        _field("source", "来源", "Source", longest=200),
        OWNER,
    ),
    (("code",), ("name",)),
    ("name", "revenue", "growth", "distance_km", "land_mu"),
    ("place",),
    "name",
    ("name", "products", "place"),
)
KINDS: dict[str, Kind] = {
    kind.key: kind for kind in (ENTERPRISE, PROJECTS, MONTHS, OBSTACLES, PARKS, PLOTS, METERS, TARGETS)
}
