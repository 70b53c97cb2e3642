"""What can go wrong with sealed bytes. No message ever carries a key, a passphrase or a word of what was sealed."""


class SealingError(Exception):
    """Anything wrong with sealed bytes or the secret meant to open them."""


class UnknownFormat(SealingError):
    """The first byte names a format this version cannot read (a newer Tegenwind wrote it, or it is damaged)."""

    def __init__(self, found: int | None) -> None:
        self.found = found
        what = "nothing at all" if found is None else f"format {found}"
        super().__init__(f"sealed bytes begin with {what}; this version reads format 1")


class Tampered(SealingError):
    """The bytes do not belong to this key and this place: changed, moved, cut off, or opened with a wrong secret."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} does not open: changed, moved, or another secret")


class TooLarge(SealingError):
    """The plain text is longer than `MAX_BODY` bytes."""


class BadRecoveryCode(SealingError):
    """What was typed is not a recovery code: a character that does not exist in it, or a wrong number of them."""
