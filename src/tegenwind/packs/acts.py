"""Reading ``acts.yaml``: the forms of small dissent from silent to active, and values to choose from (C3, C5)."""

from __future__ import annotations

from pathlib import Path

from tegenwind.packs.checks import Ids
from tegenwind.packs.files import Yaml, read_yaml, validate
from tegenwind.packs.mistakes import Found
from tegenwind.packs.model import SECTORS, STRETCHES, Acts, Example, Form, Purpose, StretchPart, Value
from tegenwind.packs.schema import ActsFile, FormEntry, text_of

NAME = "acts.yaml"


def read_acts(folder: Path, purpose: Purpose | None, ids: Ids, found: Found) -> Acts | None:
    """The forms and values of a pack of small dissent; None for any other pack, and after telling what is wrong."""
    file = folder / NAME
    if purpose != "dissent":
        if purpose is not None and file.exists():
            found.add(file, (1, 1), "this file stands here", "allowed are acts in a pack with purpose 'dissent' only")
        return None
    yaml = read_yaml(file, found)
    acts = validate(yaml, ActsFile, found) if yaml else None
    if yaml is None or acts is None:
        return None
    named = [part.stretch for part in acts.stretches]
    if named != list(STRETCHES):
        found.add(
            yaml.file,
            yaml.place("stretches"),
            f"the stretches are {', '.join(named) or 'none'}",
            f"allowed are, once each and in this order: {', '.join(STRETCHES)}",
        )
    for s, part in enumerate(acts.stretches):
        for f, form in enumerate(part.forms):
            _look_at(yaml, ids, form, ("stretches", s, "forms", f), found)
    for v, value in enumerate(acts.values):
        ids.add(value.id, yaml.file, yaml.place("values", v, "id"))
    return Acts(
        stretches=tuple(
            StretchPart(
                stretch=part.stretch,
                title=text_of(part.title),
                text=text_of(part.text),
                forms=tuple(_form(form) for form in part.forms),
            )
            for part in acts.stretches
        ),
        values=tuple(Value(id=one.id, title=text_of(one.title), text=text_of(one.text)) for one in acts.values),
    )


def _look_at(yaml: Yaml, ids: Ids, form: FormEntry, here: tuple[str | int, ...], found: Found) -> None:
    """Ids are one of a kind, and each sector has one example: nobody has to translate from another sector's day."""
    ids.add(form.id, yaml.file, yaml.place(*here, "id"))
    for number, example in enumerate(form.examples):
        ids.add(example.id, yaml.file, yaml.place(*here, "examples", number, "id"))
    sectors = [example.setting for example in form.examples]
    if sorted(sectors) != sorted(SECTORS):
        found.add(
            yaml.file,
            yaml.place(*here, "examples"),
            f"the examples are from {', '.join(sectors)}",
            f"allowed is one from each of {', '.join(SECTORS)}",
        )


def _form(form: FormEntry) -> Form:
    return Form(
        id=form.id,
        title=text_of(form.title),
        text=text_of(form.text),
        examples=tuple(Example(id=one.id, text=text_of(one.text), sector=one.setting) for one in form.examples),
        asks=text_of(form.asks),
    )
