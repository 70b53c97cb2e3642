"""Tegenwind: look at your own resistance, at your own pace, where only you can read along."""

__version__ = "0.1.0"
