"""What can go wrong with keys. No message carries a passphrase, a code or a key."""


class AccountsError(Exception):
    """Anything wrong with an account's keys."""


class CannotUnlock(AccountsError):
    """What was given opens no vault of this person."""

    def __init__(self) -> None:
        super().__init__("this secret opens no vault of this person")


class LastSlot(AccountsError):
    """This slot is the last one that opens the vault; without it nobody could ever open it again."""

    def __init__(self) -> None:
        super().__init__("the last slot that opens a vault cannot be removed")


class TooManyVaults(AccountsError):
    """This person has as many vaults as one can have."""

    def __init__(self) -> None:
        super().__init__("this person has as many vaults as one can have")


class NoInbox(AccountsError):
    """There is no such inbox, or not yet."""

    def __init__(self) -> None:
        super().__init__("no inbox")


class InboxFull(AccountsError):
    """The inbox holds as many letters as it can."""

    def __init__(self) -> None:
        super().__init__("this inbox is full")


class KeyStoreError(AccountsError):
    """The key store cannot be used as it is."""


class KeyStoreMissing(KeyStoreError):
    """The key store holds nothing for this person: the database was restored without it, or it is the wrong folder.

    Never answered by making a new pepper: that would lock the person out for good.
    """

    def __init__(self, person_id: int) -> None:
        self.person_id = person_id
        super().__init__(
            f"the key store has no key for account {person_id}. Put the key store that belongs to this database back "
            "(TEGENWIND_KEYS); without it nobody can sign in"
        )
