"""What the words caught by a rule are worth: numbers, months, weekdays, units.

In: a match and the tokens. Out: facts by name, ready for times_resolve.py, the rule's own fixed facts among them.
Never here: calendars, publication days.
"""

from __future__ import annotations

import re
from typing import Any

from index.lang import table
from index.times_lex import Lexed, Lexicon
from index.times_rules import Match, rules

VAGUE = "X"
"""The number of "several"."""

_ROMAN = {"i": 1, "v": 5, "x": 10}


def facts_of(match: Match, lexed: Lexed, lang: str) -> dict[str, Any]:
    """Facts of a match: what the rule fixes, then what its groups caught."""
    known, values = rules(lang)[0], table(lang, "times")["values"]
    found = dict(match.rule.fixed)
    for name, (start, end) in match.groups.items():
        if name != "at":
            words = [lexed.word(i) for i in range(start, end)]
            if (value := _value(name, words, known, values, lang)) is not None:
                found[name] = value
    return found


def _value(name: str, words: list[str], known: Lexicon, values: dict[str, dict[str, Any]], lang: str) -> Any:
    if name in values:
        return values[name].get("".join(words))
    if name == "nth":
        return ordinal(words[-1], known)
    if name in ("day", "year", "yy", "decade", "n", "hour", "minute"):
        return number(words, known, lang, ordinals=name == "day")
    if name in ("iso", "slash", "clock"):
        return words[0].upper()
    classes = (name.upper(), name.upper() + "S")
    together = "".join(words)  # "week-end" is three words here
    return next((v for w in (together, *words) for c in classes if (v := known.values.get((w, c))) is not None), None)


def ordinal(word: str, known: Lexicon) -> int | None:
    """ "3rd", "troisième", "XIXe" → 3, 3, 19."""
    if digits := re.match(r"\d{1,4}", word):
        return int(digits[0])
    if (value := known.values.get((word, "ORDINAL"))) is not None:
        return int(value)
    letters = [_ROMAN[c] for c in re.match(r"[ivx]*", word)[0]]  # type: ignore[index]
    return sum(-a if a < b else a for a, b in zip(letters, [*letters[1:], 0], strict=True)) or None


def number(words: list[str], known: Lexicon, lang: str, ordinals: bool = False) -> float | int | str | None:
    """Digits, number words ("quatre-vingt-dix", "nineteen ninety-seven", "2 1/2"), or VAGUE for "several"."""
    whole: float = 0
    part: float = 0
    seen = False
    for i, word in enumerate(words):
        if word[0].isdigit():
            value = _digits(word, lang)
            if i + 2 < len(words) and words[i + 1] == "/" and words[i + 2].isdigit():
                return whole + part + value / max(1, int(words[i + 2]))
            part, seen = part + value, True
        elif word in known.vague:
            return VAGUE
        elif word in ("a", "an") and "half" in words[max(0, i - 1) : i + 2]:
            continue  # "two and a half", "half a year"
        elif (worth := _word_value(word, known, ordinals)) is not None:
            whole, part = _add(whole, part, worth)
            seen = True
    total = whole + part
    return (int(total) if total == int(total) else total) if seen else VAGUE


def _word_value(word: str, known: Lexicon, ordinals: bool) -> float | None:
    names = ("NUMW", "COLLECTIVE", "ORDINAL") if ordinals else ("NUMW", "COLLECTIVE")
    return next((float(v) for n in names if (v := known.values.get((word, n))) is not None), None)


def _digits(word: str, lang: str) -> float:
    """ "10.000" and "0,4" in French, "10,000" and "0.4" in English; letters behind are dropped ("3rd")."""
    plain = re.sub(r"\D+$", "", word)
    thousands, comma = (".", ",") if lang == "fr" else (",", ".")
    groups = plain.split(thousands)
    if len(groups) > 1 and all(len(g) == 3 and g.isdigit() for g in groups[1:]) and groups[0].isdigit():
        return int("".join(groups)[:15])
    whole, _, part = plain.partition(comma)
    whole, part = re.sub(r"\D.*", "", whole)[:9], re.sub(r"\D.*", "", part)[:9]
    return float(f"{whole or 0}.{part or 0}")


def _add(whole: float, part: float, value: float) -> tuple[float, float]:
    """One more number word: hundreds and thousands multiply what stands before, "nineteen ninety" counts as a year."""
    if value == 1000:
        return whole + (part or 1) * 1000, 0
    if value == 100:
        return whole, (part or 1) * 100
    if value == 20 and part == 4:
        return whole, 80
    if value >= 10 and 11 <= part <= 20 and whole == 0:
        return part * 100, value
    return whole, part + value
