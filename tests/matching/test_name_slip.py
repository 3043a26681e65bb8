"""Names that nearly agree: a slip of the pen, or meant to tell firms apart."""

from __future__ import annotations

import pytest

from rongshu.matching.name_slip import Slip, slip_between


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("鹭江源水产食品有限公司", "鹭江原水产食品有限公司", Slip.SOUND),
        ("博宇瑞医疗器械有限公司", "博宇端医疗器械有限公司", Slip.SIGN),
        ("攸宁针织制品有限公司", "宁攸针织制品有限公司", Slip.TURNED),
        ("铭锐达自动化有限公司", "铭锐自动化有限公司", Slip.DROPPED),
        ("汐州棉纺一厂有限公司", "汐州棉纺二厂有限公司", Slip.TELLING),
        ("岚川东屿水产有限公司", "岚川西屿水产有限公司", Slip.TELLING),
        ("榕南A座咖啡店有限公司", "榕南B座咖啡店有限公司", Slip.TELLING),
        ("恒达食品有限公司甲", "恒达机械有限公司乙", Slip.NONE),
        ("甲厂", "乙厂", Slip.NONE),
    ],
)
def test_it_works(one: str, other: str, slip: Slip) -> None:
    assert slip_between(one, other) is slip
    assert slip_between(other, one) is slip
