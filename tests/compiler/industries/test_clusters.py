"""Clusters with the chains printed beside them."""

from __future__ import annotations

from compiler.writing import rows, written
from rongshu.compiler.industries.clusters import find_clusters


def test_it_works() -> None:
    table = rows(
        "序号|产业集群|重点产业链",
        "1|电子信息产业集群|新型显示产业链、集成电路",
        "2|食品产业集群|绿色食品产业链",
    )
    clusters = find_clusters(written("表1 千亿产业集群\n" + table))
    assert [(cluster.name.zh, cluster.chains) for cluster in clusters] == [
        ("电子信息产业集群", ("新型显示产业链", "集成电路")),
        ("食品产业集群", ("绿色食品产业链",)),
    ]


def test_prose_names_clusters_where_no_table_does() -> None:
    clusters = find_clusters(written("打造高端装备、绿色食品2个千亿级产业集群。\n"))
    assert [cluster.name.zh for cluster in clusters] == ["高端装备产业集群", "绿色食品产业集群"]


def test_clusters_in_general_are_none() -> None:
    assert find_clusters(written("培育一批百亿级产业集群。\n")) == ()
