"""Making the floor's database, and serving it with gunicorn: ``BENCH_FLOOR=FOLDER python -m bench.floor_serve PORT``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

KINDS = ("widgets", "plain", "bare")
"""What floors there are; ``floor.py`` says how they differ."""


def prepare(folder: Path) -> Any:
    """Make the database in this folder and return the WSGI application."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ |= {"BENCH_FLOOR": str(folder), "DJANGO_SETTINGS_MODULE": "bench.floor_settings"}
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
    from django.db import connection

    from bench.floor import Answers

    if "floor_answers" not in connection.introspection.table_names():
        with connection.schema_editor() as editor:
            editor.create_model(Answers)
    connection.close()
    return application


def main() -> None:
    """Serve the floor, with as many processes and threads as ours has by default."""
    from gunicorn.app.base import BaseApplication

    port, folder = int(sys.argv[1]), Path(os.environ["BENCH_FLOOR"])

    class Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            options = {"bind": [f"127.0.0.1:{port}"], "workers": 2, "threads": 4, "worker_class": "gthread"}
            options |= {"preload_app": True, "control_socket_disable": True, "loglevel": "warning", "keepalive": 5}
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return prepare(folder)

    sys.argv = sys.argv[:1]
    Server().run()


if __name__ == "__main__":
    main()
