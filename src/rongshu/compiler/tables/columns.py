"""What the columns of a table hold, told from the vocabulary of their headings.

No rule looks at the order of the columns or at the caption alone: offices write 序号, 指标, 单位, 2025年
in any order, merge headings, and put the unit in a column, behind the name, or in the caption.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from rongshu.compiler.reading.numbers import looks_like_unit
from rongshu.compiler.reading.periods import UNKNOWN_YEARS, PlanYears, years_of_heading
from rongshu.document.blocks import Cell, Table


class Role(StrEnum):
    """What a column holds."""

    ORDINAL = "ordinal"
    CATEGORY = "category"
    UNIT = "unit"
    ATTRIBUTE = "attribute"
    GROWTH = "growth"
    INDICATOR = "indicator"
    VALUE = "value"  # a number at a time: see ``Column.year`` and ``Column.tense``
    PARK = "park"
    LEVEL = "level"
    INDUSTRIES = "industries"
    AREA = "area"
    TAX = "tax"
    CLUSTER = "cluster"
    CHAIN = "chain"
    LEADER = "leader"
    LEAD_DEPARTMENT = "lead department"
    DEPARTMENTS = "departments"
    ENTERPRISES = "enterprises"
    ENTERPRISE = "enterprise"
    PLATFORM = "platform"
    PARKS = "parks"
    PROJECT = "project"
    OWNER = "owner"
    PLACE = "place"
    CONTENT = "content"
    INVESTMENT = "investment"
    SPAN = "span"  # 建设年限 2021-2024
    START = "start"
    FINISH = "finish"
    STAGE = "stage"
    TASK = "task"
    MEASURE = "measure"
    DEADLINE = "deadline"
    PRODUCT = "product"
    CAPACITY = "capacity"
    OUTPUT = "output"
    NOTE = "note"
    OTHER = "other"


class Tense(StrEnum):
    """Which end of the plan a number column speaks of."""

    NONE = ""
    BASE = "base"
    MIDDLE = "middle"
    TARGET = "target"


class Kind(StrEnum):
    """What a whole table lists."""

    INDICATORS = "indicators"
    CAPACITIES = "capacities"
    PARKS = "parks"
    CHAINS = "chains"
    CLUSTERS = "clusters"
    PROJECTS = "projects"
    TASKS = "tasks"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, what it holds, and for numbers the year, the tense and the unit."""

    index: int
    title: str
    role: Role
    year: int = 0
    tense: Tense = Tense.NONE
    unit: str = ""

    @property
    def whole_way(self) -> bool:
        """Whether a column of growth gives what changes from base to target in all, not a year."""
        return self.role is Role.GROWTH and bool(_WHOLE_WAY.search(self.title)) and "年均" not in self.title


_WHOLE_WAY = re.compile(r"[比较](?:“?十[一二三四五六七八九]五|20\d\d年|基期)|累计增|总增|[三五]年增")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one table."""

    columns: tuple[Column, ...]
    kind: Kind
    unit: str = ""  # 单位：亿元 in the caption

    def first(self, *roles: Role) -> Column | None:
        """The first column with the first of the roles that any column has."""
        for role in roles:
            for column in self.columns:
                if column.role is role:
                    return column
        return None

    def every(self, *roles: Role) -> tuple[Column, ...]:
        """All columns with one of the roles, left to right."""
        return tuple(column for column in self.columns if column.role in roles)

    def at(self, role: Role, tense: Tense) -> Column | None:
        """The column of that role and tense (the last of them)."""
        found = [column for column in self.columns if column.role is role and column.tense is tense]
        return found[-1] if found else None


def cell_text(row: tuple[Cell, ...], column: Column | None) -> str:
    """The words in a row's column without blanks inside; empty where the table has no such column."""
    return "" if column is None else re.sub(r"\s+", "", row[column.index].text)


# the first row that matches wins; so the narrower wording stands first
_ROLES: tuple[tuple[Role, str], ...] = (
    (Role.ORDINAL, r"^(序号|编号|序|No\.?|项次|排序)$"),
    (Role.UNIT, r"^(计量|指标)?单\s*位$"),
    (Role.ATTRIBUTE, r"^(指标)?(属性|性质)$|指标(属性|性质)|约束性"),
    (Role.GROWTH, r"年均|年平均|增速|增长率|增长[（(]|累计增|增幅|变化率"),
    (Role.TAX, r"亩均税|单位用地税|亩产税|地均税"),
    (Role.INVESTMENT, r"总投资|投资额|投资规模|计划投资|投资总额|^投资[（(]|估算投资|投资金额"),
    (Role.SPAN, r"(建设|实施|起止|项目)(起止)?(年限|期限|周期|时间|年份|时序)|起止|建设期"),
    (Role.START, r"(开工|启动|动工|开始)(建设)?(时间|年份|年月|日期|年)?$|开工"),
    (Role.DEADLINE, r"完成(时限|时间|期限)|时限|时间节点|截止(时间|日期)|完成年份|办理时限|节点要求"),
    (Role.FINISH, r"竣工|投产|建成|完工|达产"),
    (Role.STAGE, r"项目?(阶段|状态|性质|类别)|建设(阶段|状态|性质)|当前进展|前期进展|工作进展|进展情况"),
    (Role.LEADER, r"链长|(市|县|区|挂钩|责任|分管|牵头|包保|挂点|联系)领导|负责人|召集人"),
    (Role.LEAD_DEPARTMENT, r"牵头|第一责任|主办单位|主责"),
    (Role.OWNER, r"业主|建设(单位|主体|企业)|承担(单位|企业|主体)|实施(单位|主体|企业)|投资(主体|单位|方)"
     r"|项目(单位|法人|公司|企业)|申报单位"),
    (Role.DEPARTMENTS, r"(责任|配合|参与|协同|协办|主管|落实|支持|数据|考核|协作)(单位|部门|主体|科室)|部门"),
    (Role.CONTENT, r"(建设|项目|工程|主要)(内容|规模|概况)|内容及规模|建设内容"),
    (Role.PLACE, r"(建设|项目|实施|所在|落户)?(地点|所在地|地址|位置|选址)$|所在(区域|县|市|区|园)|属地"
     r"|所属(县|区|市|区域)|^(县|市|区)+[（(]?(市|区)?|县（市、区）|落地园区|承载园区$"),
    (Role.PROJECT, r"项目名称|工程名称|^(重点|重大|招商)?(项目|工程)$"),
    (Role.CAPACITY, r"产能|生产能力|生产规模"),
    (Role.OUTPUT, r"产量"),
    (Role.AREA, r"面积"),
    (Role.INDUSTRIES, r"主导产业|主导方向|(主导|特色|重点|优势)集群|主营产业|主业|主攻方向|产业定位"
        r"|功能定位|发展方向|重点方向|重点发展|产业方向|特色产业"
     r"|发展定位|首位产业"),
    (Role.LEVEL, r"^(园区|开发区|认定|平台)?(级别|层级|等级|层次)$|(园区|开发区)(级别|类别|类型|性质|等级)"),
    (Role.PARKS, r"(承载|布局|重点|支撑|依托|集聚)(园区|区域|载体|平台|地)$|承载地"),
    (Role.PARK, r"园区|开发区|集聚区|集中区|产业园|功能区|载体名称|平台载体"),
    (Role.ENTERPRISES, r"链主|(龙头|重点|骨干|代表|依托|核心|领军|主要|支撑|标志性)(性)?企业|企业名单"),
    (Role.CLUSTER, r"集群"),
    (Role.CHAIN, r"产业链|链条名称|链名"),
    (Role.PLATFORM, r"平台名称|^平台$|(创新|服务|公共)平台$|载体$"),
    (Role.ENTERPRISE, r"企业名称|单位名称|^企业$|公司名称"),
    (Role.INDICATOR, r"指标"),
    (Role.TASK, r"任务|工作内容|事项|重点工作|工作要点"),
    (Role.MEASURE, r"举措|措施|具体要求|工作要求|主要工作"),
    (Role.PRODUCT, r"产品|品种|品类"),
    (Role.CATEGORY, r"类别|分类|类型|领域|维度|板块|门类|大类|^项目类"),
    (Role.NOTE, r"备注|说明|附注|数据来源"),
    (Role.INDUSTRIES, r"^(重点)?产业$|^行业$|产业名称"),
)  # fmt: skip
_PATTERNS = tuple((role, re.compile(pattern)) for role, pattern in _ROLES)
_BASE_WORDS = re.compile(r"基期|基数|基准|现状|实际|完成|实绩|现有|当前|已有|初始|初值|末值?$|年底数")
_TARGET_WORDS = re.compile(r"目标|预期|规划|期末|计划|预计|力争|达到|目标值")
_MIDDLE_WORDS = re.compile(r"中期|阶段")
_NUMBER_ROLES = frozenset({Role.TAX, Role.CAPACITY, Role.OUTPUT, Role.AREA})
_IN_BRACKETS = re.compile(r"[（(]([^（()）]*)[）)]")
_CAPTION_UNIT = re.compile(r"单位\s*[：:]\s*([^）)，,；;\s]+)")
_LEVELS = re.compile(r"^(国家级?|省级|市级|县级|区级|市县级|乡镇级|自治区级)(开发区|园区|高新区|经开区)?$")
_ATTRIBUTES = re.compile(r"^(预期性|约束性|引导性|导向性|指导性)(指标)?$")


def read_columns(table: Table, years: PlanYears = UNKNOWN_YEARS) -> Columns:
    """What the table's columns hold and what the table lists.

    Years without a figure in the heading (基期, 目标值, “十四五”末) take the plan's own.
    """
    titles = _titles(table)
    read = [_column(index, title) for index, title in enumerate(titles)]
    read = [_by_content(table, column) for column in read]
    read = _with_tense(read, years)
    caption = " ".join([table.caption.title if table.caption else "", *(note.text for note in table.notes)])
    return Columns(tuple(read), _kind(read, caption), _unit_in(caption))


def _titles(table: Table) -> list[str]:
    """The headings without blanks; one left empty above a label goes on with the one to its left."""
    titles = [re.sub(r"\s+", "", title) for title in table.headers]
    if table.header_rows < 2:
        return titles
    above = ""
    for column, title in enumerate(titles):
        top = re.sub(r"\s+", "", table.rows[0][column].text)
        if top:
            above = top if "/" in title else ""
        elif above and title:
            titles[column] = f"{above}/{title}"
    return titles


def _unit_in(caption: str) -> str:
    match = _CAPTION_UNIT.search(caption)
    parts = re.split("[、，,；;/]", match.group(1)) if match else [""]
    return next((part for part in parts if "元" in part), parts[0])


def _column(index: int, title: str) -> Column:
    """The role that the heading's words give; a year makes a value column of an otherwise bare heading."""
    parts = [*_IN_BRACKETS.findall(title), *title.split("/")[1:]]  # 面积（平方公里）, 面积/平方公里
    unit = next((part for part in parts if looks_like_unit(part)), "")
    bare = _IN_BRACKETS.sub("", title)
    labelled = years_of_heading(title)
    year = labelled[-1] if labelled else 0
    role = _role(bare, title)
    if role in (Role.INDICATOR, Role.CATEGORY, Role.OTHER, Role.FINISH, Role.TASK) and (
        labelled or _timeless_value(bare, role)
    ):
        role = Role.VALUE
    return Column(index, title, role, year, _tense(title), unit)


def _timeless_value(bare: str, role: Role) -> bool:
    """Whether a heading without a year still is a number at a time: 目标值, 现状值, 基期."""
    if role is Role.INDICATOR or role is Role.TASK:
        return bool(re.search(r"(目标|指标)值$|现状值", bare))
    return bool(
        re.search(
            r"^(现状|基期|基数|基准|目标|预期目标|规划目标|发展目标|期末)(值|数)?$|目标值|现状值|基期值", bare
        )
    )


def _role(bare: str, title: str) -> Role:
    """The narrowest vocabulary row that fits, the last heading row first."""
    for words in dict.fromkeys((bare.rsplit("/", 1)[-1], bare, title)):
        for role, pattern in _PATTERNS:
            if words and pattern.search(words):
                return role
    return Role.OTHER


def _by_content(table: Table, column: Column) -> Column:
    """A column of 预期性/约束性 is an attribute whatever its heading says; one of units is a unit column."""
    if column.role not in (Role.OTHER, Role.CATEGORY, Role.STAGE, Role.LEVEL, Role.INDICATOR):
        return column
    filled = [text for row in table.body if (text := cell_text(row, column))]
    kinds = ((_is_attribute, Role.ATTRIBUTE), (looks_like_unit, Role.UNIT), (_is_level, Role.LEVEL))
    for holds, role in kinds:
        if filled and sum(holds(text) for text in filled) * 4 >= len(filled) * 3:
            return Column(column.index, column.title, role)
    return column


def _is_attribute(text: str) -> bool:
    return bool(_ATTRIBUTES.match(text))


def _is_level(text: str) -> bool:
    return bool(_LEVELS.match(text))


def _tense(title: str) -> Tense:
    if _MIDDLE_WORDS.search(title):
        return Tense.MIDDLE
    if _TARGET_WORDS.search(title):
        return Tense.TARGET
    return Tense.BASE if _BASE_WORDS.search(title) else Tense.NONE


def _with_tense(columns: list[Column], years: PlanYears) -> list[Column]:
    """Year and tense completed from the plan and from the neighbours: the last year is the target."""
    columns = _regrouped(columns)
    numbers = [column for column in columns if column.role is Role.VALUE or column.role in _NUMBER_ROLES]
    dated = [column.year for column in numbers if column.year]
    last = max((year for year in dated if not years.last or year <= years.last), default=years.last)
    if not years.first and len(set(dated)) > 1:
        years = PlanYears(min(dated) + 1, last)
    done = []
    for column in columns:
        if column not in numbers:
            done.append(column)
            continue
        tense = _dated_tense(column, years, last) if column.year else column.tense
        year = column.year or {Tense.BASE: years.base, Tense.TARGET: years.last}.get(tense, 0)
        done.append(Column(column.index, column.title, column.role, year, tense, column.unit))
    return done


def _regrouped(columns: list[Column]) -> list[Column]:
    """Years shared out again where a reader lost how wide they are: 产能 产量 产能 产量 under two years."""
    numbers = [column for column in columns if column.role is Role.VALUE or column.role in _NUMBER_ROLES]
    years = list(dict.fromkeys(column.year for column in numbers if column.year))
    labels = [column.title.rsplit("/", 1)[-1] for column in numbers]
    width = len(numbers) // len(years) if years else 0
    if (
        len(years) < 2
        or width < 2
        or any(map(years_of_heading, labels))
        or labels[:width] * len(years) != labels
        or len(set(labels)) != width
    ):
        return columns
    given = {column.index: years[place // width] for place, column in enumerate(numbers)}
    return [replace(column, year=given.get(column.index, column.year)) for column in columns]


def _dated_tense(column: Column, years: PlanYears, last: int) -> Tense:
    """Before the plan is base; its last year (or the table's) is target; between them is a milestone."""
    if years.first and column.year < years.first:
        return Tense.BASE
    if not years.first and column.tense:
        return column.tense
    if column.year > last:
        return Tense.MIDDLE  # a look beyond the plan, as 2035
    return Tense.TARGET if column.year == last else Tense.MIDDLE


def _kind(columns: list[Column], caption: str) -> Kind:
    """What the rows are, from the roles present; the caption decides only between equals."""
    roles = {column.role for column in columns}
    dated = any(column.role is Role.VALUE for column in columns)
    if Role.CAPACITY in roles:
        return Kind.CAPACITIES
    if Role.PROJECT in roles and roles & {Role.OWNER, Role.INVESTMENT, Role.CONTENT, Role.PLACE, Role.SPAN,
                                          Role.START, Role.FINISH, Role.STAGE}:  # fmt: skip
        return Kind.PROJECTS
    if roles & {Role.PARK, Role.PLATFORM} and roles & {Role.LEVEL, Role.INDUSTRIES, Role.AREA, Role.TAX}:
        return Kind.PARKS
    if Role.INDICATOR in roles and (dated or Role.GROWTH in roles):
        return Kind.INDICATORS
    if Role.CHAIN in roles and Role.CLUSTER in roles and not roles & {Role.LEADER, Role.LEAD_DEPARTMENT}:
        return Kind.CLUSTERS
    if roles & {Role.CHAIN, Role.INDUSTRIES} and roles & {
        Role.LEADER,
        Role.LEAD_DEPARTMENT,
        Role.ENTERPRISES,
    }:
        return Kind.CHAINS
    if Role.CHAIN in roles:
        return Kind.CHAINS
    if roles & {Role.TASK, Role.MEASURE} and roles & {Role.DEPARTMENTS, Role.LEAD_DEPARTMENT, Role.DEADLINE}:
        return Kind.TASKS
    if Role.PROJECT in roles and "项目" in caption:
        return Kind.PROJECTS
    if Role.CLUSTER in roles:
        return Kind.CLUSTERS
    return Kind.INDICATORS if dated and re.search(r"指标|目标", caption) else Kind.OTHER
