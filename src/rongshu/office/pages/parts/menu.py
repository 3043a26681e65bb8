"""The pages of a plan in the order of the menu."""

from __future__ import annotations

from dataclasses import dataclass

from rongshu.terms.bilingual import Bilingual


@dataclass(frozen=True, slots=True)
class Entry:
    """One page: ``key`` is its address below the plan's, ``action`` the right that it asks for, if any.

    ``address`` is set for a page that belongs to no plan.
    """

    key: str
    title: Bilingual
    icon: str
    action: str = ""
    address: str = ""

    @property
    def path(self) -> str:
        """Relative to the plan's address."""
        return f"{self.key}/" if self.key else ""


@dataclass(frozen=True, slots=True)
class Group:
    """Pages that belong together."""

    title: Bilingual
    entries: tuple[Entry, ...]


_REGISTRY, _BOARD = ("address-book", "read registry"), ("layout-kanban", "read registry")
GROUPS: tuple[Group, ...] = (
    Group(Bilingual("总览", "Overview"), (Entry("", Bilingual("总览", "Overview"), "layout-dashboard"),)),
    Group(
        Bilingual("目标", "Targets"),
        (
            Entry("indicators", Bilingual("指标", "Indicators"), "target-arrow"),
            Entry("targets", Bilingual("文中数字", "Figures in the text"), "list-numbers"),
            Entry("breakdown", Bilingual("目标分解", "Target breakdown"), "chart-treemap", "read breakdown"),
        ),
    ),
    Group(
        Bilingual("产业", "Industry"),
        (
            Entry("industries", Bilingual("产业体系", "Industries"), "sitemap"),
            Entry("clusters", Bilingual("产业集群", "Clusters"), "circles"),
            Entry("chains", Bilingual("产业链", "Chains"), "route"),
            Entry("gaps", Bilingual("招商图谱", "Investment map"), "target", "read standing"),
            Entry(
                "prospects", Bilingual("下一步发展什么", "What could come next"), "compass", "read standing"
            ),
            Entry("firms", Bilingual("企业与机构", "Firms"), "building-factory-2"),
            Entry("projects", Bilingual("项目", "Projects"), "crane"),
            Entry(
                "registry", Bilingual("重点企业库", "Registry of firms"), *_REGISTRY, "/registry/enterprises/"
            ),
            Entry("pipeline", Bilingual("项目贡献", "What projects add"), "stairs-up", "read standing"),
            Entry("board", Bilingual("项目看板", "Project board"), *_BOARD, "/registry/projects/board/"),
        ),
    ),
    Group(Bilingual("园区", "Parks"), (Entry("parks", Bilingual("园区", "Parks"), "map-pin"),)),
    Group(
        Bilingual("任务", "Work"),
        (
            Entry("tasks", Bilingual("任务举措", "Tasks"), "checklist"),
            Entry("mechanisms", Bilingual("机制与系统", "Mechanisms"), "settings-automation"),
        ),
    ),
    Group(
        Bilingual("运行", "Running"),
        (
            Entry("monitoring", Bilingual("运行监测", "Monitoring"), "activity", "read facts"),
            Entry("decomposition", Bilingual("变化分解", "What moved it"), "chart-histogram", "read facts"),
            Entry("quality", Bilingual("数据质量", "Data quality"), "zoom-check", "read facts"),
        ),
    ),
    Group(
        Bilingual("核对", "Checking"),
        (
            Entry("checks", Bilingual("核对结果", "Check results"), "shield-check"),
            Entry("compare", Bilingual("规划对比", "Compare plans"), "arrows-diff"),
        ),
    ),
)


WORK: tuple[Entry, ...] = (
    Entry("actuals", Bilingual("公布数据录入", "Published figures"), "report-analytics", "type actual"),
    Entry("reference", Bilingual("参照表", "Reference tables"), "scale", "bring reference"),
    Entry("loads", Bilingual("数据批次", "Data loads"), "database-import", "read load", "/loads/"),
    Entry("review", Bilingual("编译结果审阅", "Review of the compile"), "eye-check", "review plan"),
    Entry("settings", Bilingual("规划设置", "Plan settings"), "settings", "publish plan"),
)


def page_title(key: str) -> Bilingual | None:
    """The title of the page with this address; ``overview`` is the plan's own."""
    if key == "search":
        return Bilingual("查找", "Search")
    wanted = "" if key == "overview" else key
    return next((e.title for group in GROUPS for e in group.entries if e.key == wanted), None)
