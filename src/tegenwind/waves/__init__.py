"""Waves: a team answers, nobody can trace who, and everybody sees the same at the same moment.

The way of it: `opening` freezes who, what and the promise; `tickets` gives each member a ticket; `redeeming` counts a
contribution in the box of the wave; `closing` asks `measure.publish` once what may be seen, and destroys the box and the key.
This app knows neither vault nor practice. See docs/decisions/0029-waves.md.
"""
