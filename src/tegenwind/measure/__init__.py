"""What of a wave may be seen: one function decides, and page, PDF, CSV and API all call it. Pure: no Django, no clock, no chance.

Rules: Tegenwind's privacy rules for waves (docs/privacy). Nothing here says what a figure means.
"""

from tegenwind.measure.between import Lowest
from tegenwind.measure.family import lowest
from tegenwind.measure.gap import APART, ESTIMATE, Voice, is_apart, voices
from tegenwind.measure.publication import Figure, GroupPublication, Publication, Theme, publish
from tegenwind.measure.rules import RULES, Rule, Thresholds
from tegenwind.measure.wave import POINTS, Group, Question, Wave, WrongWave
from tegenwind.measure.written import as_data, groups_of

__all__ = [
    "APART",
    "ESTIMATE",
    "POINTS",
    "RULES",
    "Figure",
    "Group",
    "GroupPublication",
    "Lowest",
    "Publication",
    "Question",
    "Rule",
    "Theme",
    "Thresholds",
    "Voice",
    "Wave",
    "WrongWave",
    "as_data",
    "groups_of",
    "is_apart",
    "lowest",
    "publish",
    "voices",
]
