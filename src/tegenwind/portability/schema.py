"""The JSON schema of `tegenwind.json`, made from the models of the practice.

The file `schema/tegenwind.schema.json` goes along in every archive and is held against this by a test. Made anew with
`python -m tegenwind.portability.schema`.
"""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from tegenwind.portability import archive, rules
from tegenwind.practice.versions import KINDS


def schema() -> dict[str, Any]:
    """JSON Schema, draft 2020-12, of what is written today."""
    definitions: dict[str, Any] = {}
    kinds: dict[str, Any] = {}
    for kind, (_version, model) in sorted(KINDS.items()):
        made = model.model_json_schema(ref_template="#/$defs/{model}", mode="serialization")
        definitions |= made.pop("$defs", {})
        definitions[model.__name__] = made
        kinds[kind] = _of_kind({"$ref": f"#/$defs/{model.__name__}"})
    sha = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "tegenwind.json",
        "description": "Everything one person kept in Tegenwind. See docs/reference/archive-format.md.",
        **_object(
            {
                "format": {"const": rules.FORMAT},
                "made": _object({"by": {"type": "string"}, "on": {"type": "string", "format": "date"}}),
                "packs": {
                    "type": "array",
                    "items": _object({"digest": sha, "id": {"type": "string"}, "version": {"type": "string"}}),
                },
                "records": {"type": "object", "additionalProperties": False, "properties": kinds},
            }
        ),
        "$defs": definitions,
    }


def _of_kind(body: dict[str, Any]) -> dict[str, Any]:
    reference = {"type": "integer", "minimum": 1}
    slot = {"type": ["string", "null"], "minLength": 1, "maxLength": rules.SLOT_MAX}
    return _object(
        {
            "items": {"type": "array", "items": _object({"body": body, "ref": reference})},
            "pinned": {"type": "array", "items": _object({"ref": reference, "slot": slot})},
        }
    )


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": sorted(properties),
        "properties": properties,
    }


def text() -> str:
    """The schema as it is written to the file."""
    return json.dumps(schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def shipped() -> bytes:
    """The file that goes along in the archive."""
    return (resources.files("tegenwind.portability") / "schema" / archive.SCHEMA_NAME).read_bytes()


if __name__ == "__main__":
    import sys

    sys.stdout.write(text())
