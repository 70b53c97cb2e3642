"""Asking a coach for a first conversation: cards, free moments, and letters between two vaults.

In clear stands what a coach publishes. Who asked whom, when and what stands nowhere in clear: it travels in sealed letters
and lies in sealed records (`practice.intake`; docs/decisions/0026-first-conversation.md).
"""
