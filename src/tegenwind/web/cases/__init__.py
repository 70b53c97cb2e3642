"""Praktijk: cases under a nickname, with a last day and a line of moments (B1)."""

from __future__ import annotations

from tegenwind.web.cases.going import let_go_of_what_went

__all__ = ["let_go_of_what_went"]
