"""The settings of ``tegenwind demo``: those of every day, and on every page that all of it is made up."""

from tegenwind.project.settings import *  # noqa: F403

TEGENWIND_DEMO = True
