"""Invented firms whose places a person decided: what they make, sell, exclude or merely mention.

``GOODS`` are things said as firms say them (with synonyms and spellings that no chain map lists), each with
the names of the nodes where a maker of them belongs; ``also`` are nodes nobody would call wrong.
``WRAPPINGS`` say the same as a product list, as a clause of a long scope, with sellers, exclusions and
describing words around.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rongshu.matching.placement import FirmText


@dataclass(frozen=True, slots=True)
class Labelled:
    """A firm: the nodes where it makes something, those where it only trades, those that may be found too."""

    firm: FirmText
    trap: str
    makes: frozenset[str]
    trades: frozenset[str] = frozenset()
    also: frozenset[str] = frozenset()


GOODS: tuple[tuple[str, str, str], ...] = (
    ("己内酰胺", "己内酰胺", ""),
    ("锦纶6切片", "聚酰胺6切片|聚酰胺", ""),
    ("锦纶长丝", "尼龙6纺丝（锦纶长丝）|尼龙6纺丝", ""),
    ("氨纶丝", "氨纶", ""),
    ("经编网布", "经编面料", ""),
    ("蕾丝花边", "经编花边", ""),
    ("水刺无纺布", "非织造布", ""),
    ("涤纶短纤", "涤纶纤维", ""),
    ("粘胶短纤", "再生纤维素纤维", ""),
    ("聚酯切片", "聚酯", ""),
    ("运动服、瑜伽服", "运动休闲服装", ""),
    ("婴幼儿服装", "童装", ""),
    ("偏光片", "偏光片", ""),
    ("TFT-LCD液晶面板", "液晶显示面板", ""),
    ("背光模组、导光板", "背光模组", ""),
    ("ITO靶材", "溅射靶材", ""),
    ("彩色滤光片", "彩色滤光片", "平面光学元件"),
    ("AMOLED柔性面板", "OLED与柔性面板", ""),
    ("触摸屏", "触控模组", ""),
    ("液晶显示器", "显示器", ""),
    ("光模块", "光模块", ""),
    ("光纤光缆", "光纤光缆", ""),
    ("工业机器人", "工业机器人与智能装备", ""),
    ("北斗终端", "北斗终端", ""),
    ("POS机", "智能POS与支付终端", ""),
    ("以太网交换机", "交换机", ""),
    ("MEMS传感器", "传感器", ""),
    ("电子级多晶硅", "多晶硅|电子级多晶硅", "电子级材料"),
    ("大硅片、外延片", "硅片", "氮化镓外延片"),
    ("碳化硅衬底", "第二、三代半导体材料", "衬底材料"),
    ("光掩模版", "光掩模版", ""),
    ("IGBT模块", "车规功率模块", "功率与分立器件制造|功率半导体"),
    ("电源管理芯片", "电源管理芯片", ""),
    ("引线框架", "引线框架与封装基板", ""),
    ("蓝宝石衬底", "衬底材料", ""),
    ("LBO非线性光学晶体", "非线性光学晶体", ""),
    ("安防镜头", "变焦与定焦镜头", ""),
    ("光纤激光器", "激光器", ""),
    ("动力电池", "动力电芯", ""),
    ("磷酸铁锂", "正极材料", "锂电正负极与隔膜材料"),
    ("电解液、六氟磷酸锂", "电解液", "锂电正负极与隔膜材料"),
    ("永磁同步电机", "驱动电机", "风力发电机"),
    ("电池管理系统（BMS）", "电池包与管理系统|电池管理系统", ""),
    ("汽车座椅", "内外饰与线束", ""),
    ("充电桩", "充电桩与充电服务|充电桩与光储充一体化", ""),
    ("风电叶片", "叶片", ""),
    ("风电塔筒", "塔筒", ""),
    ("导管架、单桩", "海上基础", ""),
    ("海底电缆", "海缆", ""),
    ("轮毂铸件", "铸件", ""),
    ("增速箱、齿轮箱", "减速器与齿轮箱", ""),
    ("远洋渔船", "远洋渔船", ""),
    ("船用柴油机", "船用主机", ""),
    ("锚绞机、舵机", "甲板机械与系泊锚泊", ""),
    ("深水网箱", "深海养殖装备", ""),
    ("鱼丸、蟹棒", "鱼糜制品", ""),
    ("蒲烧鳗", "烤鳗与对虾制品", ""),
    ("茉莉花茶", "茉莉花茶", ""),
    ("大豆油、菜籽油", "食用植物油", ""),
    ("水产饲料", "豆粕与饲料", ""),
    ("预制菜", "速冻与方便食品", ""),
    ("碳酸饮料", "饮料", ""),
    ("电解铝", "铝锭与铝液", ""),
    ("热轧卷板", "热轧高强板", ""),
    ("镍铁", "镍铬原料", ""),
    ("铝合金型材", "铝管材与型材", "船用铝材|建筑钢材与铝型材"),
    ("不锈钢管", "不锈钢制品", ""),
    ("浮法玻璃", "浮法玻璃", ""),
    ("预拌混凝土", "预拌混凝土", ""),
    ("陶瓷薄砖、瓷砖", "陶瓷薄砖", ""),
    ("硅酸盐水泥", "水泥", ""),
    ("光伏玻璃", "超白太阳能玻璃", ""),
    ("双氧水", "双氧水", ""),
    ("环氧树脂", "环氧树脂", ""),
    ("钛白粉", "二氧化钛与二氯氧钛", ""),
    ("BOPP膜", "聚丙烯薄膜与高阻隔膜", ""),
    ("聚醚多元醇", "聚醚多元醇", ""),
    ("医药中间体", "医药化学中间体", ""),
    ("单克隆抗体", "抗体与重组蛋白药物", ""),
    ("体外诊断试剂", "体外诊断试剂", ""),
    ("中药饮片", "中药饮片", ""),
    ("助听器", "口腔与听力器械", ""),
    ("手术机器人", "手术辅助机器人", ""),
    ("拉杆箱", "拉杆箱", ""),
    ("注塑机", "塑料加工机械", ""),
    ("PU合成革", "PVC/PU合成革", ""),
    ("寿山石雕", "寿山石雕刻", ""),
    ("数据库软件", "数据库", ""),
    ("嵌入式操作系统", "操作系统", ""),
    ("工业互联网平台", "工业互联网基础赋能平台", ""),
    ("储氢瓶", "储氢容器", ""),
    ("碱性电解槽", "电解槽", ""),
    ("储能变流器", "储能变流器", ""),
    ("核级阀门", "核级阀门与仪控", ""),
)
PLACES = ("临江市", "榕北县", "青溪", "海坛县")
CORES = ("恒达", "铭源", "启川", "澄泽", "岳帆", "朗锐", "霁图", "沐岚")
NOISE = (
    "五金交电、办公用品销售；房屋租赁；物业管理；货物及技术进出口；"
    "依法须经批准的项目，经相关部门批准后方可开展经营活动"
)


def _split(nodes: str) -> frozenset[str]:
    return frozenset(node for node in nodes.split("|") if node)


def _name(number: int, form: str = "实业有限公司") -> str:
    return f"{PLACES[number % len(PLACES)]}{CORES[number % len(CORES)]}{form}"


def _plain(goods: str) -> dict[str, str]:
    return {"products": goods, "scope": f"{goods}的研发、生产与销售；{NOISE}"}


def _scope_only(goods: str) -> dict[str, str]:
    return {"scope": f"一般项目：{NOISE}；许可项目：{goods}制造。"}


def _spaced(goods: str) -> dict[str, str]:
    return {"products": "　" + " ".join(goods) + "　系列产品", "scope": NOISE}


def _trader(goods: str) -> dict[str, str]:
    return {"name": "贸易有限公司", "scope": f"{goods}批发、零售；仓储服务；{NOISE}", "codes": "5169"}


def _excluded(goods: str) -> dict[str, str]:
    return {"products": "挂钟", "scope": f"钟表加工（不含{goods}）；{NOISE}"}


def _excepted(goods: str) -> dict[str, str]:
    return {"scope": f"其他产品生产，除{goods.split('、')[0]}以外；{NOISE}"}


WRAPPINGS: tuple[tuple[str, Callable[[str], dict[str, str]], str], ...] = (
    ("said", _plain, "makes"),
    ("scope", _scope_only, "makes"),
    ("spaced", _spaced, "makes"),
    ("trader", _trader, "trades"),
    ("excluded", _excluded, ""),
    ("excepted", _excepted, ""),
)
# What only describes, contains or resembles a word of the maps; said by hand, one by one.
ODD: tuple[tuple[str, str, str, str, str], ...] = (
    ("风力发电机叶片", "", "叶片", "", "describes"),
    ("动力电池检测设备", "", "", "", "describes"),
    ("注塑机配件", "", "", "塑料加工机械", "describes"),
    ("水泥搅拌车", "", "", "", "describes"),
    ("充电桩外壳模具", "", "", "模具", "describes"),
    ("偏光片保护膜包装盒", "", "", "", "describes"),
    ("海缆敷设施工", "", "风电工程施工", "", "describes"),
    ("PPS改性粒子", "", "", "高性能纤维|工程塑料", "resembles"),
    ("PETG瓶胚", "", "", "", "resembles"),
    ("ABSOLUTE牌雨伞", "", "", "", "resembles"),
    ("OEM代工服装标签", "", "", "", "resembles"),
    ("PCBA清洗剂", "", "", "", "resembles"),
    ("EPS泡沫箱", "", "", "", "resembles"),
    ("组织造型艺术培训", "", "", "", "contains"),
    ("自主机能训练器材", "", "", "", "contains"),
    ("", "企业管理咨询；会议及展览服务", "", "展览展示与品牌推广", "nothing"),
    ("", "餐饮管理；酒店管理", "", "商超电商与餐饮", "nothing"),
    ("", "建筑劳务分包；园林绿化", "", "", "nothing"),
    ("", "光模块、光缆的销售；机械设备租赁", "", "光模块|光纤光缆", "sells"),
    ("", "从事锦纶长丝领域内的技术咨询、技术服务", "", "尼龙6纺丝（锦纶长丝）|尼龙6纺丝", "advises"),
    ("", "不得从事动力电池生产；自行车修理", "", "", "excluded"),
    ("", "禁止生产双氧水；日用品加工", "", "", "excluded"),
    ("", "烟花爆竹除外的日用百货零售", "", "", "excluded"),
)


def labelled_firms() -> tuple[Labelled, ...]:
    """More than two hundred firms: each thing in two of the wrappings, and the odd ones."""
    found = []
    for number, (goods, nodes, also) in enumerate(GOODS):
        for step in (0, 1, 3):
            trap, wrap, kind = WRAPPINGS[(number + step) % len(WRAPPINGS)]
            found.append(_wrapped(f"{number}-{trap}", number, wrap(goods), trap, kind, nodes, also))
    for number, (products, scope, nodes, also, trap) in enumerate(ODD):
        firm = FirmText(f"odd-{number}", _name(number), products, scope)
        found.append(Labelled(firm, trap, _split(nodes), also=_split(also)))
    return tuple(found)


def _wrapped(
    key: str, number: int, said: dict[str, str], trap: str, kind: str, nodes: str, also: str
) -> Labelled:
    name = _name(number, said.get("name", "实业有限公司"))
    codes = tuple(filter(None, (said.get("codes", ""),)))
    firm = FirmText(key, name, said.get("products", ""), said.get("scope", ""), codes)
    makes = _split(nodes) if kind == "makes" else frozenset()
    trades = _split(nodes) if kind == "trades" else frozenset()
    return Labelled(firm, trap, makes, trades, _split(also) | (_split(nodes) if kind else frozenset()))
