"""What a reader of values does not see of an old workbook (.xls): its epoch, hidden lines and error cells.

*Source*: [MS-CFB] for the compound file, [MS-XLS] 2.4 for the records.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from rongshu.facts.workbook.grid import EPOCH_1900, EPOCH_1904
from rongshu.facts.workbook.xlsx_marks import BookMarks, Marks

_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!"}
_ERRORS |= {0x2A: "#N/A"}
_BOUNDSHEET, _DATEMODE, _ROW, _COLINFO, _BOOLERR, _FORMULA = 0x85, 0x22, 0x208, 0x7D, 0x205, 0x06
_END = 0xFFFFFFFA  # this and above are no sectors


def xls_marks(path: Path) -> BookMarks:
    """The marks of every sheet; none where the file is older than Excel 97 or not laid out as one."""
    try:
        stream = _stream(path.read_bytes())
        return _of_book(stream)
    except (struct.error, IndexError, ValueError):
        return BookMarks({})


def _of_book(stream: bytes) -> BookMarks:
    epoch, places, hidden = EPOCH_1900, {}, []
    for kind, body in _records(stream, 0):
        if kind == _DATEMODE and body[:1] == b"\x01":
            epoch = EPOCH_1904
        if kind == _BOUNDSHEET:
            start, state, _type, length, wide = struct.unpack_from("<IBBBB", body)
            text = body[8:]
            name = text[: length * 2].decode("utf-16-le") if wide & 1 else text[:length].decode("latin-1")
            places[name] = start
            if state & 3:
                hidden.append(name)
    return BookMarks({name: _of_sheet(stream, start) for name, start in places.items()}, epoch, tuple(hidden))


def _of_sheet(stream: bytes, start: int) -> Marks:
    rows, columns, broken = set(), set(), {}
    for kind, body in _records(stream, start):
        if kind == _ROW and len(body) >= 16 and struct.unpack_from("<I", body, 12)[0] & 0x20:
            rows.add(struct.unpack_from("<H", body)[0])
        elif kind == _COLINFO and len(body) >= 10:
            first, last, _width, _style, options = struct.unpack_from("<5H", body)
            columns |= set(range(first, min(last, 255) + 1)) if options & 1 else set()
        elif kind == _BOOLERR and body[7:8] == b"\x01":
            broken[struct.unpack_from("<HH", body)] = _ERRORS.get(body[6], "#ERROR!")
        elif kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6:7] == b"\x02":
            broken[struct.unpack_from("<HH", body)] = _ERRORS.get(body[8], "#ERROR!")
    return Marks(frozenset(rows), frozenset(columns), broken)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of a substream up to its end."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == 0x0A:
            return
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _stream(raw: bytes) -> bytes:
    """The stream ``Workbook`` of a compound file."""
    size = 1 << struct.unpack_from("<H", raw, 30)[0]
    directory, cutoff = struct.unpack_from("<I", raw, 48)[0], struct.unpack_from("<I", raw, 56)[0]

    def sector(number: int) -> bytes:
        return raw[(number + 1) * size : (number + 2) * size]

    difat = list(struct.unpack_from("<109I", raw, 76))
    following = struct.unpack_from("<I", raw, 68)[0]
    while following < _END:
        more = struct.unpack(f"<{size // 4}I", sector(following))
        difat += more[:-1]
        following = more[-1]
    table = [
        entry
        for number in difat
        if number < _END
        for entry in struct.unpack(f"<{size // 4}I", sector(number))
    ]

    def chain(number: int) -> bytes:
        parts: list[bytes] = []
        while number < _END and len(parts) <= len(table):
            parts.append(sector(number))
            number = table[number]
        return b"".join(parts)

    entries = chain(directory)
    for at in range(0, len(entries), 128):
        length = struct.unpack_from("<H", entries, at + 64)[0]
        name = entries[at : at + max(0, length - 2)].decode("utf-16-le", "replace")
        first, total = struct.unpack_from("<II", entries, at + 116)
        if name == "Workbook" and total >= cutoff:
            return chain(first)[:total]
    raise ValueError
