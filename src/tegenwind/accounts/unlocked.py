"""An opened vault, for the length of one request."""

from dataclasses import dataclass, field

from tegenwind.sealing import VaultKeys


@dataclass(frozen=True)
class Unlocked:
    """The number of a vault and its key (32 bytes). Shows no key, and cannot be pickled into a cache or a session."""

    vault_id: int
    uk: bytes = field(repr=False)
    keys: VaultKeys = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "keys", VaultKeys(self.uk))

    def __reduce__(self) -> str:
        raise TypeError("an opened vault is never written anywhere")
