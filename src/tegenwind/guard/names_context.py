"""What stands around a word from the lists, and whether that makes it a name."""

from __future__ import annotations

from tegenwind.guard.rules import Rules, Standing
from tegenwind.guard.text import Text, fold

BACK = 28
"""How many characters before a word are looked at."""


def phrase(text: Text, start: int, key: str, rules: Rules) -> int:
    """Where a well-known phrase ends that begins with this word (*Albert Heijn*), or 0."""
    for known in rules.phrases.get(key, ()):
        if fold(text.small[start : start + len(known)]) == known:
            return start + len(known)
    return 0


class Context:
    """The surroundings of one word, from ``start`` to ``end``."""

    def __init__(self, text: Text, start: int, end: int, rules: Rules) -> None:
        self.text, self.start, self.end, self.rules = text, start, end, rules
        before = text.small[max(0, start - BACK) : start]
        bare = before.rstrip(" (\"'-*•–—>“„«")
        self.begins = (not bare and len(before) < BACK) or bare[-1:] in (".", "!", "?", ":", ";", "\r", "\n", "|")
        """Whether a sentence, a line or a quotation begins with it, so that its capital says nothing."""
        if before[-1:] in ('"', "'", "“", "„", "«"):
            self.begins = True
        self.hyphened = before[-1:] == "-"
        last = rules.patterns["last_word"].search(bare.rstrip("."))
        self.before = fold(last[1]) if last and (not self.begins or bare.endswith("st.")) else ""

    def housed(self, further: int = 0) -> bool:
        """Whether it is the name of a house, a ward, a storm, a saint, and not of a person.

        ``further`` is where it ends together with the words after it: *Willem de Zwijgerlaan* is nobody.
        """
        words = self.rules.words
        if further > self.end:
            if self.text.small[self.start : further].endswith(self.rules.endings["building_endings"]):
                return True
            after = self.rules.patterns["next_word"].match(self.text.small, further)
            if after and fold(after[1]) in words["houses_after"]:
                return True
        if self.before in words["houses_before"] and (self.before != "st" or self.text.small[self.start - 1] != "\n"):
            return True
        after = self.rules.patterns["next_word"].match(self.text.small, self.end)
        if after is None:
            return False
        if self.text.small[self.end] == "-" and not self.text.capital(self.end + 1):
            return True
        return fold(after[1]) in words["houses_after"]

    def follows(self, *lists: str) -> bool:
        """Whether the next word is in one of these lists."""
        after = self.rules.patterns["next_word"].match(self.text.small, self.end)
        if after is None or self.text.small[self.end] != " ":
            return False
        return any(fold(after[1]) in self.rules.words[name] for name in lists)

    def is_name(self, key: str, standing: Standing, further: int) -> bool:
        """Whether the word is a name here. ``further`` is where it ends together with the names after it."""
        text, words = self.text, self.rules.words
        loud = self.end - self.start > 1 and text.capitals_only(self.start, self.end)
        if self.housed(further) or (
            loud and (self.end - self.start < 4 or standing in ("thing", "doing", "month", "last-also"))
        ):
            return False
        if (
            self.begins
            and key in words["english_verbs"]
            and self.rules.patterns["english_object"].match(text.small, self.end)
        ):
            return False
        if standing in ("sure", "last"):
            return self.before not in ("het", "the", "t", "'t") and not (self.before == "de" and further > self.end)
        if self.before in words["places_before"] or self.before in words["things_before"]:
            return False
        longer = further > self.end
        if "0" <= text.small[self.end : self.end + 2].strip(" ")[:1] <= "9":
            return False
        if standing == "place":
            return True
        beside = self.rules.patterns["and_name"].match(text.small, self.end)
        if beside and text.capital(beside.start(1)) and fold(beside[1]) in words["not_person"]:
            return False
        if standing == "last-also":
            return not self.begins and not self.hyphened and not longer and key not in words["not_person"]
        if standing == "month" and self.before in words["person_before"]:
            return True
        if standing == "month" or self.begins:
            return self._told_by_the_sentence(key, standing, longer)
        return not self.hyphened

    def _told_by_the_sentence(self, key: str, standing: Standing, longer: bool) -> bool:
        """At the beginning of a sentence every word has a capital: what comes after has to tell."""
        text, words = self.text, self.rules.words
        weather = key in words["weather"]
        if longer:
            return standing != "month" and not weather
        if text.small.startswith("'s ", self.end) and standing != "month":
            return True
        beside = self.rules.patterns["and_name"].match(text.small, self.end)
        if beside and text.capital(beside.start(1)) and self.rules.lexicon.get(fold(beside[1])) == "sure":
            return True
        both = self.rules.patterns["and_both"].match(text.small, self.end)
        if both and text.capital(both.start(1)) and fold(both[1]) in self.rules.lexicon and not weather:
            return True
        after = self.rules.patterns["two_words"].match(text.small, self.end)
        if after is None:
            return False
        word = fold(after[1])
        if word in words["mind_verbs"]:
            return not ((weather or standing == "month") and word in words["weather_verbs"])
        plain = word in words["plain_verbs"] and not weather and standing != "month"
        return plain and fold(after[2] or "") not in words["things_before"]
