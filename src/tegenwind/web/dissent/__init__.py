"""Praktijk: klein verzet (C1-C5)."""
