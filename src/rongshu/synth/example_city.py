"""The one invented city of the demonstration: what lists, statistics and offices call its places."""

from __future__ import annotations

NAME, NAME_EN = "霁川市", "Jichuan"
# the county and the park whose offices the demonstration has
COUNTY, COUNTY_EN = "石棂县", "Shiling County"
PARK, PARK_EN = "石棂经济开发区", "Shiling Development Zone"
COUNTIES = ("霁城区", COUNTY, "澄浦区", "望岫县", "鹤渚县", "青棠县")
# each with its county and level, in the order of the counties
PARKS = (
    ("霁城都市工业园", "霁城区", "市级"),
    (PARK, COUNTY, "国家级"),
    ("澄浦经济技术开发区", "澄浦区", "国家级"),
    ("望岫经济开发区", "望岫县", "省级"),
    ("鹤渚化工园区", "鹤渚县", "省级"),
    ("青棠经济开发区", "青棠县", "省级"),
)
