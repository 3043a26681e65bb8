"""A marked plan as the page of an office's web site: way-finding around it, headings told by their style."""

from __future__ import annotations

from html import escape

from marked import Block, Marked

CHAPTER = '<strong><span style="font-family:黑体;font-size:18px;">{}</span></strong>'
STYLES = {
    1: f'<p style="text-align:center;">{CHAPTER}</p>',
    2: '<p style="text-indent:2em;"><strong>{}</strong></p>',
    3: '<p style="text-indent:2em;"><span style="font-family:楷体;">{}</span></p>',
}
ABOVE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}_管理委员会门户网站</title>
<style>.nav li{{float:left}} .content p{{line-height:2}}</style></head><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li></ul></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; 规划计划</div>
<div class="article"><h1>{title}</h1>
<div class="info"><span>发布时间：2026-03-18 10:20</span> <span>浏览次数：<b>356</b>次</span></div>
<div class="content">
"""
BELOW = """</div>
<div class="share">【打印本页】 【关闭窗口】</div></div>
<div class="foot"><p>版权所有：管理委员会 | <a href="/map.html">网站地图</a></p></div>
<script>var view = 1 < 2 && "统计";</script></body></html>
"""


def page(plan: Marked) -> str:
    """The whole page."""
    body = "\n".join(part for block in plan.blocks if block.kind != "title" for part in _block(block))
    return ABOVE.format(title=escape(plan.title)) + body + "\n" + BELOW


def _block(block: Block) -> list[str]:
    if block.kind == "table":
        return [_table(block)]
    if block.kind == "box":
        inner = "\n".join(part for each in block.inner for part in _block(each))
        return [f'<table border="1"><tr><td><p>{escape(block.text)}</p>\n{inner}</td></tr></table>']
    if block.kind == "heading":
        return [STYLES[min(block.level, 3)].format(escape(block.text))]
    if block.kind == "caption":
        return [f'<p style="text-align:center;">{escape(block.text)}</p>']
    lead = f"<strong>{escape(block.lead)}</strong>" if block.lead else ""
    return [f'<p style="text-indent:2em;">{lead}{escape(block.text[len(block.lead) :])}</p>']


def _table(block: Block) -> str:
    rows = []
    for top, row in enumerate(block.rows):
        cells = []
        for left, text in enumerate(row):
            if text in ("^", "<"):
                continue
            right, bottom = left + 1, top + 1
            while right < len(row) and row[right] == "<":
                right += 1
            while bottom < len(block.rows) and block.rows[bottom][left] == "^":
                bottom += 1
            spans = f' colspan="{right - left}"' * (right - left > 1)
            spans += f' rowspan="{bottom - top}"' * (bottom - top > 1)
            cells.append(f"<td{spans}><p>{escape(text)}</p></td>")
        rows.append("<tr>" + "".join(cells) + "</tr>")
    return '<table border="1" cellspacing="0">\n' + "\n".join(rows) + "\n</table>"
