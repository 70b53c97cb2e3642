"""A report as JSON: the facts of it, with stable keys, for who wants to work on with them."""

from __future__ import annotations

from typing import Any

from tegenwind.practice.report import Position, Report


def report_json(report: Report) -> dict[str, Any]:
    """The report as plain data.

    ``recognition`` runs from 1 to 5, ``charge`` from 0 to 3; both are ``None`` where they were left open.
    ``earlier`` in a change is ``None`` when the statement was left open then. ``kind`` is one of moved,
    charge-moved, same, same-place-other-meaning, new.
    """
    return {
        "pack": report.pack,
        "version": report.version,
        "digest": report.digest,
        "language": report.language,
        "themes": [
            {
                "id": theme.id,
                "title": theme.title,
                "statements": [
                    {
                        "id": line.id,
                        "recognition": line.recognition,
                        "charge": line.charge,
                        "position": line.position,
                        "words": line.words,
                    }
                    for line in theme.statements
                ],
                "answered": theme.answered,
                "of": theme.of,
            }
            for theme in report.themes
        ],
        "development_points": [
            {"statement": point.statement, "route": point.route, "reason": point.reason}
            for point in report.development_points
        ],
        "changes": [
            {
                "statement": change.statement,
                "earlier": None if change.earlier is None else _position(change.earlier),
                "now": _position(change.now),
                "kind": change.kind,
            }
            for change in report.changes
        ],
        "conversation": [
            {"title": block.title, "text": block.text, "items": list(block.items)} for block in report.conversation
        ],
    }


def _position(position: Position) -> dict[str, Any]:
    return {
        "recognition": position.recognition,
        "charge": position.charge,
        "position": position.position,
        "words": position.words,
    }
