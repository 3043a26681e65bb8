"""How much of a file is taken before it is refused: no input may hang or flood the machine.

A five-year plan is 30 000 to 300 000 characters on 20 to 400 pages; the largest official files met
(plans with scanned maps) stay below 40 MB.  Every limit leaves several times that.  What is over a
limit is refused with an ``InputError`` that states the limit and what to do.
"""

from __future__ import annotations

MEBIBYTE = 1024 * 1024

FILE_BYTES = 50 * MEBIBYTE
"""Largest file; larger ones are refused by their size alone, before they are opened."""

TEXT_CHARACTERS = 6_000_000
"""Most characters of running text in one document."""

UNPACKED_BYTES = 300 * MEBIBYTE
"""Most bytes that all members of a .docx may claim to unpack to."""

MEMBER_BYTES = 120 * MEBIBYTE
"""Most bytes of the one member that is parsed (``word/document.xml``)."""

PACKED_RATIO = 250
"""Most times a member may grow when unpacked (Word's own XML packs 5 to 30 times) ..."""

RATIO_FROM_BYTES = MEBIBYTE
"""... counted only for members that unpack to at least this much."""

ARCHIVE_MEMBERS = 5_000
"""Most members of a .docx."""

TABLE_CELLS = 200_000
"""Most cells of one table with all spans filled in (a column span may claim any number)."""

NESTED_TABLES = 8
"""Deepest table inside a table that is still read."""

PDF_PAGES = 1_000
"""Most pages of a PDF."""

PDF_SECONDS = 180
"""Longest time for a PDF; the reading process is ended then."""

PDF_MEMORY_BYTES = 2048 * MEBIBYTE
"""Most address space of the process that reads a PDF, where the system can limit it."""

DOC_SECONDS = 30
"""Longest time for antiword."""
