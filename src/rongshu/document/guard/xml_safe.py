"""XML parsed without entities, network or unbounded trees."""

from __future__ import annotations

from lxml import etree

from rongshu.document.guard.refusal import damaged, refusal
from rongshu.terms.bilingual import Bilingual


def parse_xml(content: bytes, name: str, kind: str) -> etree._Element:
    """The root element.  *Errors*: ``InputError`` for broken XML or one that declares entities."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(name, kind, str(error)) from error
    if root.getroottree().docinfo.doctype:
        raise refusal(
            "document-entities",
            name,
            Bilingual(
                "文件内部含有文档类型声明，已拒绝读取",
                "the file declares a document type inside and was not read",
            ),
            Bilingual("请在 Word 中打开并另存", "save it again from Word"),
            found=root.getroottree().docinfo.doctype[:80],
            expected="无 DOCTYPE / no DOCTYPE",
        )
    return root
