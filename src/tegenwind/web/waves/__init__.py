"""Waves: opening, answering, expecting, and what comes of it."""
