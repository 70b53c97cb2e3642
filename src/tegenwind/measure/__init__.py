"""What of a wave may be seen: one function decides, and page, PDF, CSV and API all call it. Pure: no Django, no clock, no chance.

Rules: Tegenwind's privacy rules for waves (docs/privacy). Nothing here says what a figure means.
"""

from tegenwind.measure.publication import Figure, GroupPublication, Publication, Theme, publish
from tegenwind.measure.rules import RULES, Rule, Thresholds
from tegenwind.measure.wave import Group, Question, Wave, WrongWave

__all__ = [
    "RULES",
    "Figure",
    "Group",
    "GroupPublication",
    "Publication",
    "Question",
    "Rule",
    "Theme",
    "Thresholds",
    "Wave",
    "WrongWave",
    "publish",
]
