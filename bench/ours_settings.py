"""The settings of the program as it is served, with two things that no check-in touches made cheap: joining and its limits."""

from tegenwind.project.settings import *  # noqa: F403

TEGENWIND_ARGON2 = (64, 1, 1)
ACCOUNT_RATE_LIMITS = False  # type: ignore[assignment]
