"""Organisations, the tree of their teams, who is in them, and who has which role. No row carries a date of joining.

What an organisation learns of its people is in `queries`: names of who hosts, leads or administers, and of everybody else
a band. See docs/decisions/0028-teams.md.
"""
