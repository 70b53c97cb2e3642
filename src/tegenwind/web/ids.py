"""Record ids in addresses: 63 bits as 13 letters and figures, without those that are read for one another."""

from __future__ import annotations

_SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 13


class RecordIdConverter:
    """``<id:record>`` in an address."""

    regex = f"[{_SIGNS}]{{{_LENGTH}}}"

    def to_python(self, value: str) -> int:
        number = 0
        for sign in value:
            number = number * 32 + _SIGNS.index(sign)
        if number >= 1 << 63:
            raise ValueError(value)
        return number

    def to_url(self, value: int) -> str:
        signs = []
        for _ in range(_LENGTH):
            value, rest = divmod(value, 32)
            signs.append(_SIGNS[rest])
        return "".join(reversed(signs))
