"""The phrases that open and close a list of firms in official plans, and what role each gives them."""

from __future__ import annotations

import re

from rongshu.compiler.names.nouns import words

OPENERS = words(
    """
    带领 率领
    其中 例如 譬如 依托 支持 推动 鼓励 引导 扶持 培育 壮大 发挥 发挥好 引进 引入 招引 促进 带动 借助 联合
    携手 对接 服务 推进 加快 巩固 用好 拥有 集聚 聚集 汇聚 涌现出 涌现 包括 涵盖 现有 已有 形成 督促 帮助
    协助 指导 组织 充分利用 利用 做强 做大 做优 持续扶持 支撑 围绕 落地 落户 建设 加强与 深化与 推广 选择
    遴选 确定 以及 加速 保障 争取 谋划 提升 打造 延伸 主动对接 聚焦 盯紧 瞄准 瞄准引进 引育 跟进 强化
    主要有 具有 建成 培育出 吸引 合作引进 牵手 通过 抓好 抢抓 力促 力争 申报 实施 增强 发展 生产 组建
    会同 督导 优化 确保 完成 依靠 凭借 立足 鼓励和引导 鼓励支持 推荐 评选 认定 加大对 做好 充分发挥 开发
    积极引进
    """
)
SINGLE_OPENERS = ("以", "由", "与", "和", "对", "如", "有", "向", "在", "为", "让", "及", "含")

STRONG_OPENERS = frozenset(
    words(
        """
    依托 支持 推动 鼓励 引导 扶持 培育 发挥 发挥好 引进 引入 招引 带动 借助 做强 做大 做优 壮大 充分发挥
    拥有 集聚 聚集 汇聚 涌现 涌现出 带领 率领 促进 鼓励和引导 鼓励支持 督促 以 由 依靠 凭借
    """
    )
)

_NOUNS = "企业|公司|龙头|骨干|链主|厂商|车企|药企|民企|央企|国企|厂家|供应商|制造商|运营商|独角兽|领军"
TAIL = re.compile(
    r"等(?P<count>[\d一二三四五六七八九十百两]+余?[家个户]|多家|数家)?"
    rf"(?P<qualifier>[^，。；：等（]{{0,26}}?)(?P<noun>{_NOUNS})(?P<rest>[^，。；：、]{{0,8}})"
)
AS_ROLE = re.compile(
    r"(?:等(?P<qualifier>[^，。；：等]{0,24}?))?(?:作)?为(?P<role>主(?![要攻导体打])|辅|龙头|链主|骨干|领军|引领|牵引|配套|支撑|代表|主体|依托|核心)"
    r"(?![一-鿿]{0,3}导向)"
)
STRONG_ROLES = frozenset({"龙头", "链主", "骨干", "领军", "配套"})
COUNTED = re.compile(
    r"[两三四五六七八九十\d]+[家户](?P<qualifier>[^，。；、]{0,8}?)(?:企业|老字号|公司|龙头|骨干)"
)
LISTING = re.compile(
    r"(?:龙头|骨干|链主|重点|代表性?|领军|核心|配套|主要)+(?:企业|公司)(?:主要)?(?:包括了?|有|为(?!依托|龙头|骨干|主|核心|载体|支撑|引领|重点|代表)|是|如|：|:|（)"
)
HONOUR = re.compile(
    r"(?:等[^，。；]{0,16}?)?(?:[两三四五六七八九十\d]+[家户](?:龙头|骨干)?企业)?(?:先后|连续|均|成功|分别|要|将|已|应|可|双双)*"
    r"(?:入选|上榜|入围|获评|荣获|获得|被评为|被认定为|跻身|列入|产值[超突]|营收[超突]|主营业务收入[超突])"
)

_ROLES = (
    ("链主", ("链主",)),
    ("龙头", ("龙头", "领军", "引领", "领头")),
    ("骨干", ("骨干", "重点", "核心", "支撑")),
    ("配套", ("配套", "零部件", "供应商")),
    ("引进", ("引进", "引入", "招引", "引育", "招商")),
)

VERBS = words(
    """
    加快 打造 优化 开展 进一步 积极 充分 提升 扩大 做大 做强 做优 加大 加强 深化 实施 推进 推动 支持 布局
    拓展 延伸 引入 引进 组建 牵头 联合 参与 建立 承担 突破 攻克 带动 与 和 在 对 于 以 落地 落户 投资
    增资 技改 持续 不断 尽快 大力 着力 率先 完善 改造 整合 设立 成为 成长 上市 主导 实现 通过 依托 运用
    利用 围绕 瞄准 聚焦 聚力 争创 创建 申报 增强 加速 全面 主动 深耕 走 的 优势 作用 发展壮大 建设 开发
    研发 生产
    """
)
VERB = re.compile("|".join(sorted(set(VERBS), key=len, reverse=True)))
PROJECTS = re.compile(r"等(?![^，。；、]{0,8}(?:企业|公司))[^，。；、等]{0,8}项目")

_WORDS = "|".join(sorted(OPENERS, key=len, reverse=True))
OPENER = re.compile(rf"(?:{_WORDS})了?(?:以|由|与|好)?")


def role_of(*words: str) -> str:
    """The role that the words around a list give its members; empty where they give none."""
    said = "".join(words)
    return next((role for role, signs in _ROLES if any(sign in said for sign in signs)), "")


def opened(text: str) -> tuple[str, int]:
    """The opener of a list whose first member ends ``text``, and where that member starts.

    >>> opened("持续依托白鹭科技")
    ('依托', 4)
    >>> opened("以长风机械")
    ('以', 1)
    """
    found, start = "", 0
    for match in OPENER.finditer(text):
        if len(text) - match.end() >= 2:
            found, start = match.group(), match.end()
    if not found and text[:1] in SINGLE_OPENERS and len(text) >= 3:
        return text[0], 1
    return found, start


def strong_opener(opener: str) -> bool:
    """Whether this opener usually introduces firms."""
    return opener in STRONG_OPENERS or opener.rstrip("以由与好了") in STRONG_OPENERS
