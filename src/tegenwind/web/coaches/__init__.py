"""Asking for a first conversation with a coach (C7)."""
