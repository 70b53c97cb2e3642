"""The rules for a passphrase: long enough, and not worn out. No rules on what is in it, no forced change."""

import re
import unicodedata
from functools import cache
from importlib import resources
from itertools import pairwise

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_variables

from tegenwind.accounts.derivation import MAX_PASSPHRASE

SHORTEST = 15
"""Characters, counted after NFKC (NIST SP 800-63B-4 asks for 15 where a passphrase stands alone)."""

_SHORTEST_LEAKED = 4
"""Of the passwords found in leaks, shorter ones are syllables: any sentence is made of them."""

_ROWS = (
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "qwertz",
    "abcdefghijklmnopqrstuvwxyz",
)
_NEXT = {a + b for row in (*_ROWS, "01234567890", "09876543210") for a, b in pairwise(row)}
_NEXT |= {pair[::-1] for pair in _NEXT}


def _bare(text: str) -> str:
    """Letters and digits only, without case and accents: what a guesser tries first stands for all its spellings."""
    split = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(character for character in split if character.isalnum())


@cache
def _worn() -> tuple[frozenset[str], frozenset[str]]:
    """Whole passphrases, and single words, that are used so often that they protect nobody.

    Our own list, and the 20,000 passwords that were found most in leaks, which come with Django: each of those counts as a
    word, so that one or two of them in a row are refused too.
    """
    text = resources.files("tegenwind.accounts").joinpath("data/worn-passphrases.txt").read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    words = {_bare(line) for line in lines if " " not in line}
    words |= {bare for leaked in CommonPasswordValidator().passwords if len(bare := _bare(leaked)) >= _SHORTEST_LEAKED}
    return frozenset(_bare(line) for line in lines) | words, frozenset(words)


def _made_of(text: str, words: frozenset[str]) -> bool:
    """Whether `text` is nothing but at most two different `words` one after another, however often."""
    reached: list[set[frozenset[str]]] = [set() for _position in range(len(text) + 1)]
    reached[0].add(frozenset())
    longest = max(map(len, words), default=0)
    for start, ways in enumerate(reached):
        if not ways:
            continue
        for end in range(start + 1, min(start + longest, len(text)) + 1):
            word = text[start:end]
            if word in words:
                reached[end] |= {used | {word} for used in ways if len(used | {word}) <= 2}
    return bool(reached[-1])


def is_worn(passphrase: str, name: str = "") -> bool:
    """Whether a guesser would come to this passphrase early.

    So is a well-known one, one or two worn words or the person's own name repeated, a short piece repeated, or a walk
    along the keyboard or the alphabet, with digits around it or not.
    """
    bare = _bare(passphrase)
    core = bare.strip("0123456789")
    phrases, words = _worn()
    if not core:
        # Digits only: a repeated piece or a count up or down; a long random number is fine.
        core = bare
    own = _bare(name)
    if bare in phrases or core in phrases or core in words:
        return True
    if len(set(bare)) < 5 or re.fullmatch(r"(.{1,6})\1{2,}.{0,5}", bare):
        return True
    if sum(a + b in _NEXT or a == b for a, b in pairwise(bare)) >= 0.75 * (len(bare) - 1):
        return True
    guessed = words | {own} if own else words
    letters = re.sub(r"\d", "", bare)
    return _made_of(core[:200], guessed) or (2 * len(letters) >= len(bare) and _made_of(letters[:200], guessed))


class PassphraseValidator:
    """For `AUTH_PASSWORD_VALIDATORS`."""

    @sensitive_variables()
    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raises `ValidationError` that says what is allowed; never repeats the passphrase."""
        length = len(unicodedata.normalize("NFKC", password))
        if length < SHORTEST:
            raise ValidationError(
                ngettext(
                    "Deze wachtzin heeft %(length)d teken; minstens %(shortest)d zijn nodig. "
                    "Een paar losse woorden achter elkaar is al genoeg.",
                    "Deze wachtzin heeft %(length)d tekens; minstens %(shortest)d zijn nodig. "
                    "Een paar losse woorden achter elkaar is al genoeg.",
                    length,
                ),
                code="passphrase_short",
                params={"length": length, "shortest": SHORTEST},
            )
        if len(password) > MAX_PASSPHRASE or length > MAX_PASSPHRASE:
            raise ValidationError(
                _("Deze wachtzin is langer dan %(longest)d tekens. Een kortere is ook goed."),
                code="passphrase_long",
                params={"longest": MAX_PASSPHRASE},
            )
        if is_worn(password, user.get_username() if user is not None else ""):
            raise ValidationError(
                _(
                    "Deze wachtzin is makkelijk te raden: hij staat op lijsten, of bestaat uit herhaling. "
                    "Kies een paar woorden die alleen voor jou bij elkaar horen."
                ),
                code="passphrase_worn",
            )

    def get_help_text(self) -> str:
        return _(
            "Minstens %(shortest)d tekens, bijvoorbeeld vier losse woorden. Plakken uit een wachtwoordbeheerder mag."
        ) % {"shortest": SHORTEST}
