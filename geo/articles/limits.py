"""Bound what one article may be, so that a stray file can't fill the memory."""

__all__ = [
    "MAX_ATTACHMENTS",
    "MAX_BAD_LINES",
    "MAX_DEPTH",
    "MAX_DOCUMENT_BYTES",
    "MAX_ENTRIES",
    "MAX_ENTRY_BYTES",
    "MAX_FILE_BYTES",
    "MAX_LINE_BYTES",
    "MAX_PAGES",
    "MAX_RATIO",
    "MAX_SIDECAR_BYTES",
    "MAX_TEXT",
    "MAX_UNPACKED_BYTES",
    "MAX_XML_BYTES",
    "RATIO_COUNTS_FROM",
]

MAX_TEXT = 5_000_000
"""Characters in one article: about 800,000 words, ten times the longest report that a newsroom prints."""

MAX_FILE_BYTES = 4 * MAX_TEXT
"""Bytes in one text file: no encoding that is read needs more than four for a character."""

MAX_LINE_BYTES = 6 * MAX_TEXT + 2_000_000
"""Bytes in one JSON line: every character may be written `\\uXXXX`, and the metadata comes on top."""

MAX_SIDECAR_BYTES = 1_000_000
"""Bytes in a metadata file."""

MAX_BAD_LINES = 1_000
"""Lines in a row that can't be read, before the rest of the file is left alone."""

MAX_DOCUMENT_BYTES = 200_000_000
"""Bytes in one document (PDF, Word, a letter with what is attached): a scanned newspaper has about half."""

MAX_XML_BYTES = 60_000_000
"""Bytes, unpacked, of one part of a document that is a zip of XML: twelve for each character that is read."""

MAX_PAGES = 1_000
"""Pages in one PDF."""

MAX_ENTRIES = 10_000
"""Entries in one archive, or parts in one document that is one."""

MAX_ENTRY_BYTES = 200_000_000
"""Bytes, unpacked, of one entry of an archive."""

MAX_UNPACKED_BYTES = 4_000_000_000
"""Bytes, unpacked, of all entries of an archive together. They lie on the disk one at a time."""

MAX_RATIO = 200
"""How many times larger than packed an entry may be: plain text packs to a third, XML to a thirtieth."""

RATIO_COUNTS_FROM = 10_000_000
"""Bytes, unpacked, below which the ratio is not looked at: a small file can do no harm."""

MAX_DEPTH = 2
"""Archives and letters around a file: one in another is opened, one in that is not."""

MAX_ATTACHMENTS = 100
"""Attachments of one letter that are read."""
