"""Organisations and who has which role in them: the smallest there can be, for whom it may matter that somebody is near.

See docs/decisions/0026-first-conversation.md.
"""
