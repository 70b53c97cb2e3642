"""Evenwicht: the balance, its pendulum, and the way to the other parts (D1)."""
