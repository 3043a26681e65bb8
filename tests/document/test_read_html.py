"""Web pages: headings, spans, lists; scripts and page furniture left out."""

from __future__ import annotations

from reading import boxes, leads, outline, paragraph_texts, read, tables, texts

PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>云江市工业规划 - 政府网</title>
<style>p{color:red}</style><script>var x = "不应读入";</script></head>
<body><nav>首页 政务公开</nav>
<div class="article"><h1 style="text-align:center">云江市“十五五”工业发展规划</h1>
<p><strong>一、发展基础</strong></p>
<p>　　“十四五”时期，云江市工业总量
稳步扩大，占比达到３５％。</p>
<p><strong>二、重点任务</strong></p>
<p>（一）做强主导产业</p>
<p><b>海洋装备。</b>依托云江重工等企业，建设深海装备基地。</p>
<table><caption>表1 主要指标</caption>
<tr><th rowspan="2">指标</th><th colspan="2">总产值（亿元）</th></tr>
<tr><th>2025年</th><th>2030年</th></tr>
<tr><td>规上工业</td><td>1200</td><td>2000</td></tr>
<tr><td rowspan="2">园区</td><td>700</td><td>1300</td></tr>
<tr><td colspan="2">不低于全市平均</td></tr></table>
<p>注：均为当年价。</p>
<table><tr><td><p>专栏1 提升工程</p><p>标准厂房。新建标准厂房60万平方米。</p></td></tr></table>
<ol><li>开展诊断服务，覆盖规上企业。</li><li>建设公共平台，降低改造成本。</li></ol>
<p style="display:none">隐藏文字</p></div>
<footer>版权所有</footer></body></html>"""


def test_it_works(tmp_path):
    document = read(tmp_path, PAGE, "plan.html")
    assert document.title == "云江市“十五五”工业发展规划"
    assert outline(document) == [
        (1, "一、", "发展基础"),
        (1, "二、", "重点任务"),
        (2, "（一）", "做强主导产业"),
    ]
    assert "“十四五”时期，云江市工业总量稳步扩大，占比达到35%。" in paragraph_texts(document)


def test_spans_are_resolved(tmp_path):
    (table,) = tables(read(tmp_path, PAGE, "plan.html"))
    assert table.headers == ("指标", "总产值（亿元）/2025年", "总产值（亿元）/2030年")
    assert texts(table)[3:] == [["园区", "700", "1300"], ["园区^", "不低于全市平均", "不低于全市平均^"]]
    assert [note.text for note in table.notes] == ["注：均为当年价。"]


def test_one_cell_table_is_a_box(tmp_path):
    (box,) = boxes(read(tmp_path, PAGE, "plan.html"))
    assert (box.number, box.title) == ("专栏1", "提升工程")


def test_bold_leads_and_list_numbers(tmp_path):
    assert leads(read(tmp_path, PAGE, "plan.html")) == [
        ("", "海洋装备"),
        ("", "标准厂房"),
        ("1.", ""),
        ("2.", ""),
    ]


def test_scripts_menus_and_hidden_text_are_left_out(tmp_path):
    text = read(tmp_path, PAGE, "plan.html").text
    for gone in ("不应读入", "政务公开", "版权所有", "隐藏文字", "color:red"):
        assert gone not in text


def test_national_encoding(tmp_path):
    page = PAGE.replace('charset="utf-8"', 'charset="gb2312"').encode("gb18030")
    assert read(tmp_path, page, "plan.htm").text == read(tmp_path, PAGE, "plan.html").text


def test_a_table_that_lays_out_the_page_is_no_box(tmp_path):
    rows = "".join(f"<p>第{number}段正文，说明有关情况。</p>" for number in range(30))
    document = read(tmp_path, f"<html><body><table><tr><td>{rows}</td></tr></table></body></html>", "a.html")
    assert not boxes(document)
    assert len(paragraph_texts(document)) == 30


def test_enormous_spans_do_no_harm(tmp_path):
    page = '<html><body><table><tr><td rowspan="9999">项目</td><td>1</td></tr><tr><td>2</td></tr></table>'
    (table,) = tables(read(tmp_path, page, "a.html"))
    assert texts(table) == [["项目", "1"], ["项目^", "2"]]


def test_what_surrounds_the_article_is_left_out(tmp_path):
    words = "".join(f"<p>第{n}项工作要抓紧落实，确保按期完成。</p>" for n in range(12))
    page = f"""<html><head><title>云江市工业发展规划_门户网站</title></head><body>
<div class="top"><a href="/">首页</a> <a href="/zw">政务公开</a></div>
<div class="page"><h1>云江市工业发展规划</h1><div class="info">发布时间：2026-03-18 浏览次数：356次</div>
<div class="text"><p style="font-family:黑体">总体要求</p>{words}
<p style="font-family:黑体">重点任务</p>{words}</div>
<div class="share">打印本页</div></div></body></html>"""
    document = read(tmp_path, page, "plan.html")
    assert document.title == "云江市工业发展规划"
    assert outline(document) == [(1, "", "总体要求"), (1, "", "重点任务")]
    assert not any(word in document.text for word in ("浏览次数", "首页", "打印"))
