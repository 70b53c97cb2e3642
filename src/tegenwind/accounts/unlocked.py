"""An opened vault, for the length of one request."""

from dataclasses import dataclass, field

from tegenwind.sealing import VaultKeys


@dataclass(frozen=True)
class Unlocked:
    """The number of a vault and its key (32 bytes). Shows no key, and cannot be pickled into a cache or a session.

    `moving` says that its records are on their way to a vault with a new key (`succession`): nothing is written in it
    until they all are there, and then it is no more.
    """

    vault_id: int
    uk: bytes = field(repr=False)
    moving: bool = field(default=False, compare=False)
    keys: VaultKeys = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "keys", VaultKeys(self.uk))

    def __reduce__(self) -> str:
        raise TypeError("an opened vault is never written anywhere")
