"""What was given to one other person: sealed snapshots that a link opens, and how often that happened.

The database holds sealed bytes, a mark to know the link by, the day it closes, and two counts. Not what was given, for
whom, by whom (but for the vault), nor on which day. The key stands in the link alone (docs/decisions/0021).
"""
