"""A new pack that passes the check: one theme, one statement, one route of seven activities, to be written over."""

from __future__ import annotations

from pathlib import Path

_PACK = """\
format: 1
id: {id}
version: 0.1.0
languages: [nl, en]
title:
  nl: Titel van dit pakket
  en: Title of this pack
summary:
  nl: In één of twee zinnen, waar dit over gaat en voor wie.
  en: In a sentence or two, what this is about and for whom.
minutes: 5
licence: CC-BY-SA-4.0
sources:
  - id: bron
    title: Waar de gedachten vandaan komen
    author: Naam
    year: 2026
"""

_STATEMENTS = """\
# tone: chafes (het schuurt) or carries (het draagt)
# setting: contact, meeting, phone, corridor, desk, break, road or home
themes:
  - id: thema
    title:
      nl: Een thema
      en: A theme
    statements:
      - id: eerste-stelling
        tone: chafes
        setting: contact
        text:
          nl: Eén mens, één moment, één ding dat gebeurt.
          en: One person, one moment, one thing that happens.
"""

_ROUTE = """\
id: eerste-route
sources: [bron]
statements: [eerste-stelling]
activities:
  - {id: opnieuw, kind: re-check, minutes: 5, with: alone}
  - {id: vertellen, kind: talk, minutes: 30, with: someone}
  - {id: met-zn-tweeen, kind: pair, minutes: 15, with: pair}
  - {id: schrijven, kind: write, minutes: 10, with: alone}
  - {id: uitproberen, kind: try, minutes: 2, with: alone}
  - {id: even-vertragen, kind: slow-down, minutes: 10, with: alone}
  - {id: sluiten, kind: close, minutes: 10, with: alone}
"""

_NL = """\
# Titel van deze route

Voor wie dit is, en waarvoor. Begin met een moment uit het werk.

## Nog eens de stelling {#opnieuw}

Kijken of de stelling nog hetzelfde voor je is.

## Vertel het iemand {#vertellen}

Hardop horen wat je zelf zegt.

### Zo begin je {#instruction}

- De ander luistert.
- De ander geeft geen raad.

### Vijf vragen {#questions}

- Hoe is dat voor je, als het gebeurt?
- Wat voel je dan, en welke gedachte komt er?
- Wat doe je, en wat laat je?
- Waar ken je het van?
- Wat heb je nodig?

### Voor jullie allebei {#both}

- Waar herken je iets?
- Wat wil je hiervan onthouden?

## Een oefening voor twee {#met-zn-tweeen}

Merken wat je lijf doet.

### Spreek eerst af {#agree}

Wie, waar, mag je elkaar aanraken, en hoe stop je?

### Doe het {#do}

1. Eén zin per stap.

### Zonder aanraken {#without-touch}

1. Hetzelfde, zonder elkaar aan te raken.

### Na afloop {#after}

Wees even stil. Schrijf allebei één regel op. Praat dan pas.

### Wat je misschien merkte {#explanation}

De uitleg komt het laatst.

## Schrijf het op {#schrijven}

Woorden vinden voor wat er was.

### Stoppen mag {#stop}

Stop als het genoeg is. Voel je voeten, kijk uit het raam.

## Probeer het uit {#uitproberen}

Eén klein ding, in je werk.

### Kijk later terug {#look-back}

- Wat deed de ander?
- Wat wilde jij doen?

## Even vertragen {#even-vertragen}

Stilstaan op het moment dat je weerstand voelt.

## Sluiten {#sluiten}

Kijken waar je begon en waar je nu staat. Niets veranderd? Ook goed.
"""

_EN = """\
# Title of this route

For whom this is, and what for. Begin with a moment from work.

## The statement once more {#opnieuw}

See whether the statement is still the same for you.

## Tell someone {#vertellen}

Hear yourself say it out loud.

### How to begin {#instruction}

- The other listens.
- The other gives no advice.

### Five questions {#questions}

- What is it like for you when it happens?
- What do you feel, and which thought comes?
- What do you do, and what do you leave?
- Where do you know it from?
- What do you need?

### For both of you {#both}

- Where do you recognise something?
- What would you like to remember?

## An exercise for two {#met-zn-tweeen}

Notice what your body does.

### Agree first {#agree}

Who, where, may you touch each other, and how do you stop?

### Do it {#do}

1. One sentence per step.

### Without touch {#without-touch}

1. The same, without touching each other.

### Afterwards {#after}

Be quiet for a moment. Each write one line. Only then talk.

### What you may have noticed {#explanation}

The explanation comes last.

## Write it down {#schrijven}

Find words for what was there.

### You may stop {#stop}

Stop when it is enough. Feel your feet, look out of the window.

## Try it out {#uitproberen}

One small thing, at work.

### Look back later {#look-back}

- What did the other do?
- What did you want to do?

## Slow down {#even-vertragen}

Stop at the moment you feel resistance.

## Close {#sluiten}

See where you began and where you are now. Nothing changed? That is fine.
"""


def write(folder: Path) -> None:
    """Write a new pack into a folder that does not exist yet; the folder's name becomes the pack's id.

    Raises:
        FileExistsError: when there is something with that name already.
    """
    route = folder / "routes" / "eerste-route"
    folder.mkdir(parents=True)
    route.mkdir(parents=True)
    (folder / "pack.yaml").write_text(_PACK.format(id=folder.name), encoding="utf-8")
    (folder / "statements.yaml").write_text(_STATEMENTS, encoding="utf-8")
    (route / "route.yaml").write_text(_ROUTE, encoding="utf-8")
    (route / "nl.md").write_text(_NL, encoding="utf-8")
    (route / "en.md").write_text(_EN, encoding="utf-8")
