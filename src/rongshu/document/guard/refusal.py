"""Errors of this package: why a file cannot be taken, and what its sender can do about it."""

from __future__ import annotations

from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Place, Severity


def refusal(
    rule: str, name: str, message: Bilingual, remedy: Bilingual, *, found: str = "", expected: str = ""
) -> InputError:
    """The error to raise for a file that cannot be read."""
    return InputError(
        [remark(rule, name, message, remedy, found=found, expected=expected, severity=Severity.ERROR)]
    )


def remark(
    rule: str,
    name: str,
    message: Bilingual,
    remedy: Bilingual,
    *,
    found: str = "",
    expected: str = "",
    severity: Severity = Severity.WARNING,
) -> Diagnostic:
    """A diagnostic about the file ``name``."""
    return Diagnostic(
        rule, severity, message, (Place(file=name),), found=found, expected=expected, remedy=remedy
    )


def damaged(name: str, kind: str, detail: str) -> InputError:
    """The error for a file that claims to be a ``kind`` and cannot be opened as one."""
    return refusal(
        "document-damaged",
        name,
        Bilingual(f"{kind} 文件已损坏，无法打开", f"the {kind} file is damaged and cannot be opened"),
        Bilingual(
            "请在原软件中打开并另存一份，或重新取得该文件",
            "open it in the program that made it and save it again, or obtain it anew",
        ),
        found=detail[:200],
        expected=f"完整的 {kind} 文件 / a complete {kind} file",
    )


def too_large(name: str, what: Bilingual, found: str, limit: str) -> InputError:
    """The error for input beyond one of the stated limits."""
    return refusal(
        "document-too-large",
        name,
        Bilingual(
            f"文件超出限制：{what.zh}为 {found}，上限 {limit}",
            f"over the limit: {what.en} {found}, at most {limit}",
        ),
        Bilingual(
            "请压缩图片或拆分文件后再上传；规划正文通常不超过 10 MB",
            "compress its pictures or split the file; the text of a plan is usually below 10 MB",
        ),
        found=found,
        expected=limit,
    )
