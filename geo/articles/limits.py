"""Bound what one article may be, so that a stray file can't fill the memory."""

__all__ = ["MAX_BAD_LINES", "MAX_FILE_BYTES", "MAX_LINE_BYTES", "MAX_SIDECAR_BYTES", "MAX_TEXT"]

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
