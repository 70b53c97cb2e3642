"""Reading the files of a pack with the place of everything in them.

YAML is read as text throughout: ``no`` stays *no* and ``1.0`` stays *1.0*; what must be a number is made one by the
schema. A key that stands twice, an alias and a tag are mistakes, since in a text file written by people they are always
accidents.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from tegenwind.packs.mistakes import Found
from tegenwind.packs.schema import FORMS

#: Largest file of a pack, in bytes. Text only; the longest so far is a tenth of this.
SIZE_MAX = 512 * 1024

#: How deep a YAML file may go: a film of an activity of a route, and some room.
DEPTH_MAX = 20

Schema = TypeVar("Schema", bound=BaseModel)
Place = tuple[int, int]
Path_ = tuple[str | int, ...]

#: What YAML does not read, and what it alone takes for the end of a line.
_UNSEEN = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\ufeff")

_ALLOWED_FOR = {
    "missing": "it has to be there",
    "int_parsing": "allowed is a whole number",
    "int_type": "allowed is a whole number",
    "int_parsing_size": "allowed is a whole number",
    "greater_than_equal": "allowed is {ge} or more",
    "less_than_equal": "allowed is {le} or less",
    "too_short": "at least {min_length} has to stand here",
    "string_too_short": "some text has to stand here",
    "string_too_long": "allowed are at most {max_length} characters",
    "string_type": "allowed is text",
    "dict_type": "allowed is a list of names with values (name: value)",
    "list_type": "allowed is a list (lines that begin with -)",
    "tuple_type": "allowed is a list (lines that begin with -)",
    "model_type": "allowed is a list of names with values (name: value)",
}


class Yaml:
    """A YAML file: its plain content and the place of each part of it."""

    def __init__(self, file: Path, content: Any, places: dict[Path_, Place]) -> None:
        self.file = file
        self.content = content
        self._places = places

    def place(self, *path: str | int) -> Place:
        """Line and column (from 1) of a part; of the nearest part around it when it is not there itself."""
        while path and path not in self._places:
            path = path[:-1]
        return self._places.get(path, (1, 1))


def read_text(file: Path, found: Found) -> str | None:
    """The text of a file, or ``None`` after telling what is wrong with it."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        what = "this file is missing" if missing else f"this file cannot be read ({error.strerror})"
        found.add(file, (1, 1), what, "it has to be there as a text file")
        return None
    if len(raw) > SIZE_MAX:
        found.add(file, (1, 1), f"this file is {len(raw):,} bytes", f"allowed are at most {SIZE_MAX:,} bytes")
        return None
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        start = raw[: error.start].decode("utf-8")
        place = start.count("\n") + 1, len(start) - start.rfind("\n")
        found.add(file, place, f"byte 0x{raw[error.start]:02x} is not UTF-8", "allowed is text in UTF-8")
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    unseen = _UNSEEN.search(text)
    if unseen is not None:
        before = text[: unseen.start()]
        place = before.count("\n") + 1, len(before) - before.rfind("\n")
        found.add(file, place, f"the character {unseen[0]!r} stands here", "allowed is text that can be seen")
        return None
    return text


def read_yaml(file: Path, found: Found) -> Yaml | None:
    """The content of a YAML file with its places, or ``None`` after telling what is wrong with it."""
    text = read_text(file, found)
    if text is None:
        return None
    try:
        if not _plain_events(text, file, found):
            return None
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        found.add(
            file,
            place,
            f"this is not YAML ({error.problem or error.context})",
            "allowed is YAML: name: value, indented with spaces",
        )
        return None
    places: dict[Path_, Place] = {}
    if node is None:
        found.add(file, (1, 1), "this file is empty", "allowed is YAML: name: value")
        return None
    content = _plain(node, (), places, file, found)
    return Yaml(file, content, places)


def _plain_events(text: str, file: Path, found: Found) -> bool:
    """Whether nothing but names, lists and text stands in it.

    Looked at before it is composed, which goes down as deep as the text does and falls over when that is too deep.
    """
    depth, plain = 0, True
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEPTH_MAX:
            found.add(file, _at(event), f"this is more than {DEPTH_MAX} deep", "a pack needs far less")
            return False
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            what = f"the alias *{anchor}"
        elif anchor:
            what = f"the anchor &{anchor}"
        elif tag:
            what = f"the tag {tag.replace('tag:yaml.org,2002:', '!!')}"
        else:
            continue
        plain = False
        found.add(file, _at(event), f"{what} stands here", "allowed is plain text: write it out")
    return plain


def validate(yaml_file: Yaml, schema: type[Schema], found: Found) -> Schema | None:
    """Hold a file against its schema and tell every mistake at its place."""
    try:
        return schema.model_validate(yaml_file.content)
    except ValidationError as error:
        for problem in error.errors(include_url=False, include_context=True):
            path = tuple(part for part in problem["loc"])
            kind = problem["type"]
            name = _name(path)
            # Only sentences of our own are filled in: what pydantic says may quote the file, braces and all.
            known = _ALLOWED_FOR.get(kind, "").format(**problem.get("ctx", {}))
            allowed = known or problem["msg"][0].lower() + problem["msg"][1:]
            if kind == "extra_forbidden":
                what = f"{name} is not known here"
                allowed = f"allowed here are: {', '.join(_fields(schema, path[:-1]))}"
            elif kind == "missing":
                what = f"{name} is missing"
            elif kind in ("literal_error", "string_pattern_mismatch", "value_error"):
                what = f"{name} is {_short(problem['input'])}"
                allowed = _told(problem)
            else:
                what = f"{name} is {_short(problem['input'])}"
            found.add(yaml_file.file, yaml_file.place(*path), what, allowed)
        return None


def _name(path: Path_) -> str:
    """How a mistake names what it is about: *'tone'*, *'en' of 'title'*, or *item 2 of 'languages'*."""
    if not path:
        return "this file"
    name = repr(path[-1]) if isinstance(path[-1], str) else f"item {path[-1] + 1}"
    return f"{name} of {path[-2]!r}" if len(path) > 1 and isinstance(path[-2], str) else name


def _told(problem: Any) -> str:
    context = problem.get("ctx", {})
    if "expected" in context:
        return f"allowed: {context['expected']}"
    if "error" in context:
        return str(context["error"])
    return FORMS.get(context.get("pattern", ""), "allowed is text of another form")


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _fields(schema: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """The names allowed at a place, found by following the schema along the path."""
    current: Any = schema
    for part in path:
        if isinstance(current, type) and issubclass(current, BaseModel):
            field = next((f for n, f in current.model_fields.items() if part in (n, f.alias)), None)
            current = field.annotation if field else None
        else:
            arguments = [a for a in getattr(current, "__args__", ()) if a is not Ellipsis]
            current = next((a for a in reversed(arguments) if a is not type(None)), None)
    for candidate in (current, *getattr(current, "__args__", ())):
        if isinstance(candidate, type) and issubclass(candidate, BaseModel):
            return [field.alias or name for name, field in candidate.model_fields.items()]
    return ["nothing else"]


def _at(event: Any) -> Place:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _plain(node: yaml.Node, path: Path_, places: dict[Path_, Place], file: Path, found: Found) -> Any:
    places[path] = _at(node)
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                found.add(file, _at(key_node), "this name is not text", "allowed is name: value")
                continue
            key = str(key_node.value)
            if key in result:
                found.add(file, _at(key_node), f"{key!r} stands here twice", "each name is allowed once")
                continue
            result[key] = _plain(value_node, (*path, key), places, file, found)
            places[(*path, key)] = _at(key_node)
        return result
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*path, index), places, file, found) for index, child in enumerate(node.value)]
    return str(node.value)


def walk(folder: Path) -> Iterator[Path]:
    """Every file of a pack in a fixed order, hidden files and editors' copies left out."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not is_hidden(path.relative_to(folder)):
            yield path


def is_hidden(relative: Path) -> bool:
    """Whether a path of a pack is no part of it: hidden, or an editor's copy."""
    return "__pycache__" in relative.parts or any(part.startswith(".") or part.endswith("~") for part in relative.parts)
