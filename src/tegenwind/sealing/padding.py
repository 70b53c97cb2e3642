"""Size buckets: a sealed record tells how large its words are only roughly."""

import struct

from tegenwind.sealing.errors import Tampered, TooLarge

MAX_BODY = 16 * 1024 * 1024
"""The longest plain text in bytes that is sealed in one piece."""

_LENGTH = struct.Struct(">I")
_SMALL = (256, 512, 1024, 2048)
_STEP = 256


def bucket_for(length: int) -> int:
    """The padded size in bytes for `length` bytes of plain text, its 4-byte length prefix included.

    256, 512, 1024, 2048; after that each bucket is one and a half times the one before, rounded up to a multiple of
    256 (3072, 4608, 6912, 10496, ...). Raises `TooLarge` above `MAX_BODY`.
    """
    if length > MAX_BODY:
        raise TooLarge(f"{length} bytes to seal; at most {MAX_BODY} are allowed")
    needed = length + _LENGTH.size
    for size in _SMALL:
        if needed <= size:
            return size
    size = _SMALL[-1]
    while size < needed:
        size = -(-(size * 3) // (2 * _STEP)) * _STEP
    return size


def pad(body: bytes) -> bytes:
    """Length (4 bytes, big-endian), the body, zeros up to the bucket."""
    return (_LENGTH.pack(len(body)) + body).ljust(bucket_for(len(body)), b"\0")


def unpad(padded: bytes) -> bytes:
    """What `pad` was given. Raises `Tampered` for bytes that `pad` never makes."""
    if len(padded) < _LENGTH.size:
        raise Tampered("the padding")
    (length,) = _LENGTH.unpack_from(padded)
    body = padded[_LENGTH.size : _LENGTH.size + length]
    if len(body) != length or bucket_for(length) != len(padded) or padded[_LENGTH.size + length :].strip(b"\0"):
        raise Tampered("the padding")
    return body
