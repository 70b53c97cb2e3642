"""Which tables a backup holds, and how they look in the database at hand, whatever the version of this program.

Rows are read and written by the models *as of the migrations that were applied*, not by today's classes. So a new version
makes a backup of a database that it has not brought up to date yet, and reads a backup that an older version made.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from tegenwind.project.backup_format import Refused

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.migrations.loader import MigrationLoader
    from django.db.models import Model

#: Tables (or whole apps) that no backup holds, with the reason. Everything else is held, what is added later too.
LEFT_OUT: Final = {
    "accounts.sealedsession": "a browser session; after a restore everybody signs in again",
    "accounts.unlockedsession": "a vault that was open in a browser; nothing that was open then is opened by a backup",
    "sharing.share": "a copy for somebody else, which ends within days and can be taken back; a backup would undo both",
    "teams.invitation": "a link that ends within a month and can be withdrawn; a backup would undo both",
    "auth": "groups and permissions, which the program makes itself and gives to nobody",
    "contenttypes": "names of tables, which the program makes itself",
}


def left_out(label: str) -> bool:
    """Whether a model, such as ``accounts.person``, stays out of backups."""
    return label in LEFT_OUT or label.split(".")[0] in LEFT_OUT


def as_applied(alias: str) -> tuple[dict[str, list[str]], Apps]:
    """The migrations that a database has had, by app, and the models as they were then.

    Raises:
        Refused: when there are none yet, or some that this program does not know.
    """
    from django.db import connections
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connections[alias])
    applied: dict[str, list[str]] = {}
    for app, name in sorted(loader.applied_migrations):
        applied.setdefault(app, []).append(name)
    if "accounts" not in applied:
        raise Refused("TEGENWIND_DATABASE_URL: this database has no tables yet, allowed is one that was served once")
    return applied, models_of(loader, applied, "TEGENWIND_DATABASE_URL")


def models_of(loader: MigrationLoader, applied: dict[str, list[str]], place: str) -> Apps:
    """The models as they are after these migrations. Raises `Refused` when this program does not know one of them."""
    return loader.project_state(last_of(loader, applied, place)).apps


def last_of(loader: MigrationLoader, applied: dict[str, list[str]], place: str) -> list[tuple[str, str]]:
    """The last of these migrations in each app. Raises `Refused` when this program does not know one of them."""
    every = {(app, name) for app, names in applied.items() for name in names}
    unknown = sorted(every - set(loader.graph.nodes))
    if unknown:
        names = ", ".join(f"{app} {name}" for app, name in unknown)
        raise Refused(
            f"{place}: it had migrations that this Tegenwind does not know ({names}), "
            "allowed is what this version or an older one made: install the newer version"
        )
    children = {node: {child.key for child in loader.graph.node_map[node].children} for node in every}
    return sorted(node for node in every if not any(c in every and c[0] == node[0] for c in children[node]))


def kept(apps: Apps) -> list[type[Model]]:
    """The models whose rows are backed up, each after those that it refers to (where they do not refer in a ring)."""
    models: dict[str, type[Model]] = {
        model._meta.label_lower: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and not left_out(model._meta.label_lower)
    }
    ordered: dict[str, type[Model]] = {}
    visiting: set[str] = set()

    def visit(label: str) -> None:
        if label in ordered or label in visiting or label not in models:
            return
        visiting.add(label)
        for _field, target in references(models[label]):
            visit(target)
        ordered[label] = models[label]

    for label in sorted(models):
        visit(label)
    return list(ordered.values())


def references(model: type[Model]) -> Iterable[tuple[Any, str]]:
    """The columns of a model that refer to a row of a model, with the label of that model."""
    for field in model._meta.concrete_fields:
        if field.is_relation and field.related_model is not None:
            yield field, field.related_model._meta.label_lower
