"""What is kept of a person, why, who can read it and for how long: ``policy/retention.yaml``, held against the program.

The file is data that executes: ``tegenwind check`` refuses a column without an entry, and the page "Wat bewaren we, en wie
kan het lezen" is made from the same entries. So the page cannot lag behind the tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Annotated

import yaml
from django.apps import apps
from django.conf import settings
from django.db.models import Field as Column
from django.db.models import Model
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tegenwind.accounts.middleware import cookie_name, waiting_cookie_name
from tegenwind.web.help.lines import Both

#: What a person leaves behind outside the tables. Each has to be told in one entry.
ELSEWHERE = frozenset(
    {"key store", "memory", "rate limits", "logs", "mail", "data backup", "key backup", "own computer", "wave tallies"}
)

_PREFIX = "__Host-"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Entry(_Strict):
    """One thing that is kept, in the words of the page, and every column, cookie or place that holds it."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z-]*$")]
    title: Both
    what: Both
    purpose: Both
    reader: Both
    period: Both
    columns: dict[str, list[str]] = {}
    cookies: list[str] = []
    elsewhere: list[str] = []


class Policy(_Strict):
    """All entries in the order of the page; ``not_personal`` names the tables about nobody, each with the reason."""

    entries: Annotated[list[Entry], Field(min_length=1)]
    not_personal: dict[str, Annotated[str, Field(min_length=10)]]


class WrongPolicy(Exception):
    """The file cannot be read; ``mistakes`` holds a sentence for each thing that is wrong."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


def read_policy(path: Path | None = None) -> Policy:
    """The policy that is shipped, or the one at ``path``. Raises :class:`WrongPolicy`."""
    place: Path = path or settings.TEGENWIND_RETENTION
    return _read(place, place.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read(path: Path, _stamp: int) -> Policy:
    try:
        return Policy.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except yaml.YAMLError as error:
        raise WrongPolicy([f"{path}: this is not YAML ({getattr(error, 'problem', '')})"]) from error
    except ValidationError as error:
        raise WrongPolicy(
            [f"{path}: {'.'.join(str(part) for part in e['loc'])}: {e['msg']}" for e in error.errors(include_url=False)]
        ) from error


def mistakes(path: Path | None = None) -> list[str]:
    """What is kept and not told, told and not kept, told twice, or called nobody's though it points to a person."""
    place: Path = path or settings.TEGENWIND_RETENTION
    try:
        policy = read_policy(place)
    except WrongPolicy as wrong:
        return wrong.mistakes
    found = [*_columns(policy), *_tables_of_nobody(policy), *_cookies(policy), *_elsewhere(policy)]
    twice = Counter(entry.id for entry in policy.entries)
    found += [f"entry {name!r} stands there twice" for name, count in twice.items() if count > 1]
    return [f"{place}: {mistake}" for mistake in found]


def _models() -> dict[str, type[Model]]:
    """Every table by its label, those that Django makes for many-to-many relations too."""
    return {model._meta.label: model for model in apps.get_models(include_auto_created=True)}


def _fields(model: type[Model]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields]


def _columns(policy: Policy) -> Iterator[str]:
    models = _models()
    told: Counter[tuple[str, str]] = Counter()
    for entry in policy.entries:
        for label, names in entry.columns.items():
            if label not in models:
                yield f"entry {entry.id!r} names the model {label}, which is not there: allowed are {', '.join(sorted(models))}"
                continue
            there = _fields(models[label])
            for name in names:
                told[label, name] += 1
                if name not in there:
                    yield f"entry {entry.id!r} names {label}.{name}, which is not there: allowed are {', '.join(there)}"
    for (label, name), count in told.items():
        if count > 1:
            yield f"{label}.{name} is told in {count} entries: allowed is one"
    for label, model in sorted(models.items()):
        if label in policy.not_personal:
            continue
        for name in _fields(model):
            if (label, name) not in told:
                yield (
                    f"{label}.{name} is kept, and no entry says why, who reads it and for how long: allowed is a place under"
                    " `columns` of one entry (or, when the table is about nobody, the table under `not_personal`)"
                )


def _tables_of_nobody(policy: Policy) -> Iterator[str]:
    models = _models()
    personal = _pointing_to_people(models)
    named = {label for entry in policy.entries for label in entry.columns}
    for label in policy.not_personal:
        if label not in models:
            yield f"not_personal names the model {label}, which is not there: allowed are {', '.join(sorted(models))}"
        elif label in personal:
            yield f"not_personal names {label}, which points to a person: allowed is an entry for each of its columns"
        elif label in named:
            yield f"{label} stands both in an entry and under not_personal: allowed is one of the two"


def _pointing_to_people(models: dict[str, type[Model]]) -> set[str]:
    """The labels of the tables that a row of a person's own leads to, step by step."""
    found = {str(settings.AUTH_USER_MODEL)}
    while True:
        more = {
            label for label, model in models.items() if any(_target(field) in found for field in model._meta.fields)
        }
        if more <= found:
            return found
        found |= more


def _target(field: Column[object, object]) -> str:
    related = field.related_model
    return related._meta.label if isinstance(related, type) and issubclass(related, Model) else ""


def _cookies(policy: Policy) -> Iterator[str]:
    there = {name.removeprefix(_PREFIX) for name in _cookies_in_force()}
    told = Counter(name for entry in policy.entries for name in entry.cookies)
    for name in sorted(there - set(told)):
        yield f"the cookie {name} is set, and no entry says why and for how long: allowed is a place under `cookies` of one entry"
    for name, count in told.items():
        if name not in there:
            yield f"the cookie {name} is not set by this program: allowed are {', '.join(sorted(there))}"
        elif count > 1:
            yield f"the cookie {name} is told in {count} entries: allowed is one"


def _cookies_in_force() -> set[str]:
    named = {
        value
        for setting in ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "LANGUAGE_COOKIE_NAME")
        if (value := getattr(settings, setting))
    }
    return named | {cookie_name(), waiting_cookie_name()}


def _elsewhere(policy: Policy) -> Iterator[str]:
    told = {name for entry in policy.entries for name in entry.elsewhere}
    for name in sorted(ELSEWHERE - told):
        yield f"no entry tells what is kept in the {name}: allowed is a place under `elsewhere` of an entry"
    for name in sorted(told - ELSEWHERE):
        yield f"`elsewhere` names {name!r}: allowed are {', '.join(sorted(ELSEWHERE))}"
