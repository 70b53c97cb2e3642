"""Organisations and teams: who is in them, and inviting."""
