"""Draw a link as a QR code, so that a phone can take over what a screen shows."""

from functools import lru_cache

import segno

__all__ = ["qr_code"]

_QUIET = 4
"""Modules of white around the code (ISO/IEC 18004)."""
_LONGEST = 2000


@lru_cache(maxsize=64)
def qr_code(address: str) -> tuple[int, str]:
    """A code's width in modules, its margin included, and the path of the dark ones; (0, "") where it won't fit."""
    if not address or len(address) > _LONGEST:
        return 0, ""
    code = segno.make(address, error="m", micro=False)
    rows = [
        f"M{x + _QUIET} {y + _QUIET}h1v1h-1z" for y, row in enumerate(code.matrix) for x, dark in enumerate(row) if dark
    ]
    return len(code.matrix) + 2 * _QUIET, "".join(rows)
