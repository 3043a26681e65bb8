"""The text of a plain file whatever encoding an office saved it in."""

from __future__ import annotations

from rongshu.document.guard.refusal import refusal, remark
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_WORTH = 0.97  # at least this share of a decoded text must be plain Chinese, Latin or a sign
_TOLERATED = 0.002  # share of unreadable characters that a file may have and still be read


def decode(content: bytes, name: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text and what had to be guessed.  *Errors*: ``InputError`` for what is not text."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _marked(content, encoding, name)
    sixteen = _sixteen_bit(content)
    if sixteen:
        return content.decode(sixteen, "replace"), ()
    if b"\x00" in content:
        raise _not_text(name, "NUL bytes")
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _legacy(content, name)


def _marked(content: bytes, encoding: str, name: str) -> tuple[str, tuple[Diagnostic, ...]]:
    text = content.decode(encoding, "replace")
    return text, _lost(text.count("\ufffd"), name)


def _sixteen_bit(content: bytes) -> str:
    """The byte order of UTF-16 without a mark: line ends and Latin signs leave zero bytes."""
    head = content[:20000]
    if len(content) % 2 or b"\x00" not in head:
        return ""
    worth, encoding = max(
        (_worth(head.decode(encoding, "replace")), encoding) for encoding in ("utf-16-le", "utf-16-be")
    )
    return encoding if worth > _WORTH else ""


def _legacy(content: bytes, name: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """GB18030, the old national encoding; else UTF-8 with a few damaged bytes; else Big5."""
    candidates = [
        (text.count("\ufffd") / max(len(text), 1), -_worth(text[:50000]), text)
        for text in (content.decode(encoding, "replace") for encoding in ("gb18030", "utf-8", "big5"))
    ]
    good = [found for found in candidates if found[0] <= _TOLERATED and -found[1] > _WORTH]
    if not good:
        raise _not_text(name, "no known encoding fits")
    text = min(good)[2]
    return text, _lost(text.count("\ufffd"), name)


def _worth(text: str) -> float:
    """Share of characters that a Chinese office text uses."""
    if not text:
        return 1.0
    usual = sum(
        "\u4e00" <= sign <= "\u9fff" or " " <= sign <= "~" or sign in "\r\n\t\u3000" or _is_sign(sign)
        for sign in text
    )
    return usual / len(text)


def _is_sign(sign: str) -> bool:
    return any(
        low <= sign <= high
        for low, high in (("\u2000", "\u2fff"), ("\u3000", "\u303f"), ("\uff01", "\uff5e"), ("\xa0", "\xff"))
    )


def _lost(count: int, name: str) -> tuple[Diagnostic, ...]:
    if not count:
        return ()
    return (
        remark(
            "document-encoding",
            name,
            Bilingual(f"有 {count} 个字符无法识别", f"{count} characters could not be read"),
            Bilingual("请以 UTF-8 编码重新导出", "export the file again as UTF-8"),
            found=str(count),
            expected="0",
        ),
    )


def _not_text(name: str, found: str) -> InputError:
    return refusal(
        "document-encoding",
        name,
        Bilingual("无法识别文字编码，内容不像文本", "no text encoding fits; this does not look like text"),
        Bilingual("请以 UTF-8 或 GB18030 编码另存为 txt", "save it as txt in UTF-8 or GB18030"),
        found=found,
        expected="UTF-8, GB18030, UTF-16",
    )
