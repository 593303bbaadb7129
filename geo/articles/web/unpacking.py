"""Unpack a body that came compressed, up to a bound: ten kilobytes can unpack to ten gigabytes.

gzip and deflate only, and each only once: that is all that is asked for, so anything else is a server's mistake.
"""

import zlib

__all__ = ["ACCEPTED", "unpack"]

ACCEPTED = "gzip, deflate"
_GZIP = frozenset({"gzip", "x-gzip"})


def unpack(data: bytes, coding: str, *, limit: int) -> bytes:
    """The plain bytes of a body under a Content-Encoding; raises ValueError (a clause: why not)."""
    name = coding.strip().lower()
    if name in {"", "identity"}:
        return data
    if not data:
        return b""
    if name in _GZIP:
        return _guarded(data, 31, limit)
    if name == "deflate":
        try:
            return _inflate(data, 15, limit)
        except zlib.error:
            return _guarded(data, -15, limit)  # some servers leave out zlib's frame
    raise ValueError(f"came packed in a way that was not asked for ({name[:40]})")


def _guarded(data: bytes, bits: int, limit: int) -> bytes:
    try:
        return _inflate(data, bits, limit)
    except zlib.error:
        raise ValueError("came packed, and can't be unpacked") from None


def _inflate(data: bytes, bits: int, limit: int) -> bytes:
    plain = bytearray()
    while data:
        unpacker = zlib.decompressobj(bits)
        plain += unpacker.decompress(data, limit + 1 - len(plain))
        if len(plain) > limit:
            raise ValueError(f"unpacks to more than {limit:,} bytes")
        if not unpacker.eof:
            raise ValueError("breaks off")
        data = unpacker.unused_data if bits == 31 and unpacker.unused_data[:2] == b"\x1f\x8b" else b""
    return bytes(plain)
