"""People, vaults, the slots that hold a vault's key, and sessions. No row carries the moment it was written."""

import hmac
import secrets
import unicodedata
from typing import Any, ClassVar

from asgiref.sync import sync_to_async
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import make_password
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from tegenwind.accounts.derivation import MAX_PASSPHRASE, Stored, cost_in_force, derive_in_turn, derive_new
from tegenwind.accounts.fields import RandomIdField
from tegenwind.accounts.keystore import PEPPER_BYTES, key_store, new_pepper


def name_key(name: str) -> str:
    """Two names with the same key are the same name: Unicode form, case and space around it do not matter."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).strip()


def new_session_mark() -> str:
    """22 random characters (128 bits)."""
    return secrets.token_urlsafe(16)


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(name_key=name_key(username or ""))


class Person(AbstractBaseUser):
    """Someone with an account. Known by a name and nothing more; an e-mail address only when they give one."""

    class Language(models.TextChoices):
        DUTCH = "nl", "Nederlands"
        ENGLISH = "en", "English"

    id = RandomIdField(primary_key=True)
    username = models.CharField(_("naam"), max_length=60, unique=True)
    name_key = models.CharField(max_length=200, unique=True, editable=False)
    email = models.EmailField(_("e-mailadres"), blank=True)
    language = models.CharField(_("taal"), max_length=2, choices=Language, default=Language.DUTCH)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    # Part of what every browser session is bound to: a new one signs the person out everywhere.
    session_mark = models.CharField(max_length=22, default=new_session_mark, editable=False)
    # Being None takes the column away, and with it the handler that would write the moment of every sign-in.
    last_login = None

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = PersonManager()

    _new_pepper: bytes | None = None
    _slot_key: bytes | None = None

    class Meta:
        verbose_name = _("persoon")
        verbose_name_plural = _("personen")

    @property
    def slot_key_just_derived(self) -> bytes | None:
        """The slot key of the passphrase that was just checked or set on this very object, so that signing in derives
        once. In memory only: never stored, pickled or shown."""
        return self._slot_key

    @property
    def stored_verifier(self) -> Stored | None:
        """What is kept of the passphrase; None without a usable one."""
        return Stored.parse(self.password)

    @property
    def derivation_is_worn(self) -> bool:
        """Whether the stored verifier was made at a lower cost than today's."""
        stored = self.stored_verifier
        return stored is not None and stored.cost.weaker_than(cost_in_force())

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        bound = f"{self.password}\n{self.session_mark}"
        return salted_hmac("tegenwind.accounts.session", bound, secret=secret, algorithm="sha256").hexdigest()

    def __getstate__(self) -> dict[str, Any]:
        state = super().__getstate__()
        return {name: value for name, value in state.items() if name not in ("_slot_key", "_new_pepper", "_password")}

    def pepper(self) -> bytes:
        """This person's pepper. Raises `KeyStoreMissing`. For someone not saved yet: the one that saving will keep."""
        if self._state.adding:
            if self._new_pepper is None:
                self._new_pepper = secrets.token_bytes(PEPPER_BYTES)
            return self._new_pepper
        return key_store().get(self.pk)

    @sensitive_variables()
    def set_password(self, raw_password: str | None) -> None:
        """Takes a new passphrase (one slow derivation). Not saved yet; the slot of the vault is for `actions`."""
        self._slot_key = None
        if raw_password is None:
            self.password = make_password(None)
            return
        stored, self._slot_key = derive_new(raw_password, self.pepper())
        self.password = str(stored)

    @sensitive_variables()
    def check_password(self, raw_password: str | None) -> bool:
        """Whether this is the passphrase (one slow derivation, also when it cannot be right).

        Raises `KeyStoreMissing`.
        """
        self._slot_key = None
        stored = self.stored_verifier
        if raw_password is None or len(raw_password) > MAX_PASSPHRASE:
            return False
        try:
            if stored is None:
                derive_new(raw_password, secrets.token_bytes(PEPPER_BYTES))
                return False
            derived = derive_in_turn(raw_password, pepper=self.pepper(), salt=stored.salt, cost=stored.cost)
        except UnicodeEncodeError:
            return False
        if not hmac.compare_digest(derived.verifier, stored.verifier):
            return False
        self._slot_key = derived.slot_key
        return True

    async def acheck_password(self, raw_password: str | None) -> bool:
        return await sync_to_async(self.check_password)(raw_password)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Saves; for someone new the pepper is durable in the key store before the row is written."""
        self.name_key = name_key(self.username)
        if kwargs.get("update_fields") is not None and "username" in kwargs["update_fields"]:
            kwargs["update_fields"] = {*kwargs["update_fields"], "name_key"}
        if not self._state.adding:
            super().save(*args, **kwargs)
            return
        with new_pepper(self.pk, self.pepper()):
            super().save(*args, **kwargs)
        self._new_pepper = None


class Vault(models.Model):
    """All that one person keeps. Apart from the account: an empty one can be started beside one that stays locked."""

    id = RandomIdField(primary_key=True)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="vaults")
    # Of several vaults that one secret opens, the one that opens.
    is_current = models.BooleanField(default=True)
    # The inbox: anyone may seal a letter with the public half; the private half is sealed under the vault's key. Empty
    # until the vault is first opened by a version that knows of inboxes.
    inbox_public = models.BinaryField(max_length=32, blank=True, default=b"")
    inbox_private = models.BinaryField(max_length=61, blank=True, default=b"")
    # While a vault gets a new key its records move to a new vault, which follows this one and takes its place.
    follows = models.OneToOneField("self", models.CASCADE, null=True, blank=True, related_name="follower")
    successor = models.BinaryField(max_length=61, blank=True, default=b"")

    class Meta:
        verbose_name = _("kluis")
        verbose_name_plural = _("kluizen")
        constraints = [
            models.UniqueConstraint(fields=["owner"], condition=models.Q(is_current=True), name="one_current_vault")
        ]

    def __str__(self) -> str:
        return f"vault {self.pk}"


class KeySlot(models.Model):
    """One way to open a vault: its key, wrapped under what a passphrase, a code or a passkey gives."""

    class Kind(models.TextChoices):
        PASSPHRASE = "passphrase"  # noqa: S105  # nosec B105
        RECOVERY = "recovery"
        PASSKEY = "passkey"
        API = "api"

    id = RandomIdField(primary_key=True)
    vault = models.ForeignKey(Vault, on_delete=models.CASCADE, related_name="slots")
    kind = models.CharField(max_length=10, choices=Kind)
    salt = models.BinaryField(max_length=16)
    # "m=65536,t=5,p=1" for a passphrase; empty where no slow derivation is needed.
    cost = models.CharField(max_length=40, blank=True)
    wrapped_uk = models.BinaryField(max_length=61)
    # SHA-256 of a passkey's credential id; empty for other kinds.
    credential = models.BinaryField(max_length=32, blank=True, default=b"")
    # A recovery code opens nothing until its last group was typed back; that group waits here, sealed under the vault's
    # key, so that only an opened vault can check it.
    pending = models.BooleanField(default=False)
    note = models.BinaryField(blank=True, default=b"")

    class Meta:
        verbose_name = _("sleutelvak")
        verbose_name_plural = _("sleutelvakken")

    def __str__(self) -> str:
        return f"{self.kind} slot of vault {self.vault_id}"


class OrganisationLink(models.Model):
    """That somebody comes in through an organisation. The row says neither which one nor who they are there: `mark` is
    made of both under the key of this server (`accounts.organisation`)."""

    id = RandomIdField(primary_key=True)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="organisation_link")
    mark = models.BinaryField(max_length=32, unique=True)

    class Meta:
        verbose_name = _("band met een organisatie")
        verbose_name_plural = _("banden met een organisatie")

    def __str__(self) -> str:
        return "link with an organisation"


class UnlockedSession(models.Model):
    """A vault that is open in a browser: its key, sealed under a token that only that browser holds.

    `id` is the first 63 bits of SHA-256(token) (`sealing.session_id`). `expires_on` is the day after the last day it
    can be used, and the only date there is.
    """

    id = RandomIdField(primary_key=True)
    vault = models.ForeignKey(Vault, on_delete=models.CASCADE, related_name="unlocked_sessions")
    sealed_uk = models.BinaryField(max_length=61)
    # Waits for the second factor and opens nothing until then (sealed apart: changing this column opens nothing either).
    waiting = models.BooleanField(default=False)
    expires_on = models.DateField()

    class Meta:
        verbose_name = _("open kluis")
        verbose_name_plural = _("open kluizen")

    def __str__(self) -> str:
        return f"unlocked session of vault {self.vault_id}"


class InboxLetter(models.Model):
    """Something somebody, or this server, sealed for the owner of a vault. The row does not say what, by whom or when."""

    id = RandomIdField(primary_key=True)
    vault = models.ForeignKey(Vault, on_delete=models.CASCADE, related_name="letters")
    sealed = models.BinaryField()

    class Meta:
        verbose_name = _("brief")
        verbose_name_plural = _("brieven")

    def __str__(self) -> str:
        return "sealed letter"


class SealedSession(models.Model):
    """A browser session. Its number and key come from the cookie, so a row tells nothing of whose it is."""

    id = RandomIdField(primary_key=True)
    data = models.BinaryField()
    expires_on = models.DateField(db_index=True)

    class Meta:
        verbose_name = _("sessie")
        verbose_name_plural = _("sessies")

    def __str__(self) -> str:
        return "session"
