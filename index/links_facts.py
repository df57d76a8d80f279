"""What a sentence asserts, as far as words show it: content words, what is negated, numbers with units, days, doubt.

In: a sentence and its language. Out: Facts. Never here: comparing two sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal

from index.lang import LANGUAGES
from index.links_words import function_words, opposites, root, rules_of
from index.words import fold, stem

Bound = Literal["=", "~", ">", "<"]
Day = tuple[int | None, int | None, int | None]
"""(year, month, day) with None for what is not said."""

_TOKEN = re.compile(
    r"\d+-[^\W\d_]+|"  # "the 12-member council" counts no members
    r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?(?!\w)|[^\W\d_]\w*-\d+\b|"
    r"[^\W\d_]+(?=n['’]t\b)|n['’]t\b|[^\W_]+|[%€$£]|[.;:!?,()«»“”\"]"
)


@dataclass(frozen=True, slots=True)
class Term:
    """A content word: its stem, how it was written, whether a negation bears on it, and the number of its clause."""

    stem: str
    text: str
    at: int
    negated: bool
    name: bool
    clause: int = 0
    said: str = ""  # as it stands in the sentence, with what negates it


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with the word it counts ("340 habitants") and whether it is a bound."""

    value: float
    unit: str
    bound: Bound
    at: int
    word: str = ""
    negated: bool = False
    clause: int = 0
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """A sentence taken apart."""

    lang: str
    terms: tuple[Term, ...]
    quantities: tuple[Quantity, ...]
    days: frozenset[Day]
    other_days: frozenset[Day]  # those said not to be: "on 9 June, not on 2 May"
    negative: frozenset[int]
    denying: frozenset[int]
    denial: bool
    change: bool
    possible: bool
    condition: bool
    anaphoric: bool
    retracts: bool
    contrasts: bool
    points: bool  # begins with a pronoun or demonstrative
    charges: bool  # all that somebody is accused of
    own: int = 0  # content words beside those that only point back
    stems: frozenset[str] = field(default_factory=frozenset)
    wording: tuple[str, ...] = ()  # stems in their order, but for articles, "to be" and "to have"
    sides: tuple[tuple[str, int, Term], ...] = ()  # the pairs of opposites a word belongs to, and on which side


@lru_cache(maxsize=50_000)
def segments(text: str, lang: str) -> tuple[Facts, ...]:
    """The facts of each sentence of a text, and of the whole where there are several."""
    parts = [p for p in re.split(r"(?<=[.!?;])\s+(?=[«“\"A-ZÀ-Ý])", text.strip()) if len(p.split()) > 2]
    return tuple(read(part, lang) for part in dict.fromkeys([*parts, text]))


@lru_cache(maxsize=50_000)
def read(sentence: str, lang: str) -> Facts:
    """The facts of a sentence."""
    data = rules_of(lang)
    found = list(_TOKEN.finditer(sentence))
    raw = [match[0] for match in found]
    tokens = [_whole(fold(t.lower().replace("’", "'")), data) for t in raw]
    joined = " ".join(tokens)
    polarity = _polarity(tokens, lang, data)
    quantities = tuple(_quantities(tokens, lang, data))
    taken = {q.at for q in quantities}
    clauses = _clauses(tokens, data)
    quantities = tuple(replace(q, clause=clauses[q.at]) for q in quantities)
    terms = tuple(
        replace(
            t,
            clause=clauses[t.at],
            said=sentence[found[_opening(t, tokens, clauses, data)].start() : found[t.at].end()],
        )
        for t in _terms(tokens, raw, lang, polarity, taken, data)
    )
    padded = f" {joined} "
    days = list(_days(tokens, data))
    return Facts(
        lang if lang in LANGUAGES else "en", terms, quantities, frozenset(day for day, denied in days if not denied),
        frozenset(day for day, denied in days if denied),
        frozenset(_negative(tokens, clauses, data)),
        frozenset(clauses[i] for i, t in enumerate(tokens) if t in data["negation"]["deny"]),
        any(t in data["negation"]["deny"] for t in tokens),
        any(f" {w} " in padded for w in data["change"]["words"]),
        any(t in data["modality"]["possible"] for t in tokens),
        any(f" {w} " in padded for w in data["modality"]["condition"]),
        not quantities and all(t.text in data["anaphora"]["words"] for t in terms),
        any(f" {w} " in padded for w in data["anaphora"]["retract"]),
        any(f" {w} " in padded for w in data["anaphora"]["contrast"]),
        any(t in data["anaphora"]["pointers"] for t in tokens[:2]),
        any(t in data["anaphora"]["charges"] for t in tokens),
        sum(t.text not in data["anaphora"]["words"] for t in terms),
        frozenset(t.stem for t in terms), tuple(_wording(tokens, lang, taken, data["wording"]["carriers"])),
        tuple((key, side, t) for t in terms for key, side in opposites(lang).get(t.stem, ())),
    )  # fmt: skip


_MARKS = frozenset(".;:!?,()")


def _whole(token: str, data: Mapping[str, Any]) -> str:
    """The auxiliary that a contraction cuts short: "ca|n't", "wo|n't"."""
    return str(data["contractions"].get(token, token))


def _opening(term: Term, tokens: list[str], clauses: list[int], data: Mapping[str, Any]) -> int:
    """Where the words begin that negate a term; the term itself where none do."""
    rules = data["negation"]
    marks = rules["before"] | rules["alone"] | rules["deny"]
    near = range(max(0, term.at - _REACH), term.at) if term.negated else range(0)
    first = next((i for i in near if tokens[i] in marks and clauses[i] == clauses[term.at]), term.at)
    return first - (0 < first < term.at and tokens[first - 1] in rules["auxiliaries"])


_REACH = 6
"""Tokens between a word and what negates it."""


def _polarity(tokens: list[str], lang: str, data: Mapping[str, Any]) -> dict[int, bool]:
    """The tokens that a negation or a word of denial bears on, True where an odd number do ("n'a pas nié" is none)."""
    rules = data["negation"]
    harmless = _harmless(tokens, rules["not_negative"])
    hits: dict[int, int] = {}
    for i, token in enumerate(tokens):
        if i in harmless or _weak(tokens, i, rules):
            continue
        if token in rules["after"] and any(t in rules["before"] for t in tokens[max(0, i - 6) : i]):
            first = max(j for j in range(max(0, i - 6), i) if tokens[j] in rules["before"])
            targets = [j for j in range(first + 1, i) if tokens[j] not in rules["light"]]
            targets = targets or _next(tokens, i, rules)
        elif token in rules["subjects"] and any(t in rules["before"] for t in tokens[i + 1 : i + 4]):
            targets = _next(tokens, i, rules)
        elif token in rules["alone"] or (token in rules["before"] and not rules["after"]):
            contrast = token in rules["contrasts"] or (token == "not" and not _has_auxiliary(tokens, i, rules))
            targets = [] if contrast else _next(tokens, i, rules)
        elif token in rules["deny"]:
            targets = _next(tokens, i, rules)
        else:
            continue
        for j in targets:
            hits[j] = hits.get(j, 0) + 1
    return _through_denials(tokens, hits, rules)


def _weak(tokens: list[str], i: int, rules: Mapping[str, Any]) -> bool:
    """Whether a negation denies only a part ("pas nécessairement"), or stands under a condition ("s'il ne ... pas")."""
    if tokens[i + 1 : i + 2] and tokens[i + 1] in rules["partial"]:
        return True
    back = tokens[max(0, i - 8) : i]
    return any(w.rstrip("'’") in back for w in rules["conditions"])


def _clauses(tokens: list[str], data: Mapping[str, Any]) -> list[int]:
    """The number of the clause each token belongs to."""
    numbers, n = [], 0
    for i, token in enumerate(tokens):
        digit_comma = token == "," and 0 < i < len(tokens) - 1 and tokens[i - 1].isdigit() and tokens[i + 1].isdigit()
        if (token in ".;:!?,()" and not digit_comma) or token in data["negation"]["breaks"]:
            n += 1
        numbers.append(n)
    return numbers


def _has_auxiliary(tokens: list[str], i: int, rules: Mapping[str, Any]) -> bool:
    """Whether "not" negates a verb; else it only sets a word apart ("a precaution, not a rescue")."""
    return any(t in rules["auxiliaries"] for t in tokens[max(0, i - 2) : i] + tokens[i + 1 : i + 2])


def _through_denials(tokens: list[str], hits: dict[int, int], rules: Mapping[str, Any]) -> dict[int, bool]:
    """A denial that is itself negated bears on nothing: what follows it is asserted."""
    for i, count in list(hits.items()):
        if count % 2 and tokens[i] in rules["deny"]:
            for j in _next(tokens, i, rules):
                hits[j] = hits.get(j, 0) + 1
    return {i: count % 2 == 1 for i, count in hits.items()}


def _next(tokens: list[str], i: int, rules: Mapping[str, Any]) -> list[int]:
    """The next content word after token i in its clause, if there is one."""
    for j in range(i + 1, min(len(tokens), i + 9)):
        if tokens[j] in _MARKS or tokens[j] in rules["closing"]:
            break
        if tokens[j] not in rules["light"] and tokens[j][0].isalpha() and len(tokens[j]) > 2:
            return [j]
    return []


def _harmless(tokens: list[str], phrases: list[str]) -> set[int]:
    """Tokens of phrases that look negative and are not ("sans doute", "not only")."""
    found: set[int] = set()
    for phrase in phrases:
        parts = [fold(t.lower()) for t in _TOKEN.findall(phrase)]
        for i in range(len(tokens) - len(parts) + 1):
            if tokens[i : i + len(parts)] == parts:
                found.update(range(i, i + len(parts)))
    return found


def _negative(tokens: list[str], clauses: list[int], data: Mapping[str, Any]) -> Iterator[int]:
    """The clauses that hold any word of negation, however weak."""
    rules = data["negation"]
    words = {w for key in ("before", "after", "alone", "weak") for w in rules[key]}
    yield from (clauses[i] for i, token in enumerate(tokens) if token in words)


def _terms(
    tokens: list[str], raw: list[str], lang: str, polarity: Mapping[int, bool], taken: set[int], data: Mapping[str, Any]
) -> Iterator[Term]:
    skip = function_words(lang)
    for i, token in enumerate(tokens):
        if i in taken or not token[0].isalpha() or token in skip or len(token) < 2:
            continue
        name = raw[i][0].isupper() and i > 0 and tokens[i - 1] not in (".", "!", "?")
        yield Term(root(token, lang), token, i, polarity.get(i, False), name)


def _wording(tokens: list[str], lang: str, numbers: set[int], carriers: frozenset[str]) -> Iterator[str]:
    for i, token in enumerate(tokens):
        if i not in numbers and token[0].isalnum() and token not in carriers:
            yield root(token, lang)


def _quantities(tokens: list[str], lang: str, data: Mapping[str, Any]) -> Iterator[Quantity]:
    numbers, months = data["numbers"], data["months"]["words"]
    i = 0
    while i < len(tokens):
        value, n = _number(tokens, i, numbers)
        if n == 0:
            i += 1
            continue
        following = tokens[i + n] if i + n < len(tokens) else ""
        lone_article = n == 1 and tokens[i] in ("un", "une", "one")
        date = following in months or (i and tokens[i - 1] in months) or (n == 1 and 1800 <= value <= 2100)
        sign = tokens[i - 1] if i and tokens[i - 1] in _SIGNS else ""  # "£2 billion": it counts nothing but money
        unit, word = (sign, sign) if sign else _unit(tokens, i + n, lang, data)
        more = i + n < len(tokens) and tokens[i + n] in data["quantity"]["increment"]
        if not unit and following in data["quantity"]["joins"]:  # "entre 40 et 44 ans"
            _, m = _number(tokens, i + n + 1, numbers)
            unit, word = _unit(tokens, i + n + 1 + m, lang, data) if m else (unit, word)
        part = more or any(" ".join(tokens[i + n : i + n + k]) in data["quantity"]["part"] for k in (1, 2))
        if part:
            i += n
            continue
        vague = n == 1 and tokens[i] in data["quantity"]["vague"]  # "des millions de masques"
        if not date and not lone_article and not vague:
            yield Quantity(value, unit, _bound(tokens, i, data), i, word, _denied(tokens, i))
        i += n


def _number(tokens: list[str], i: int, words: Mapping[str, float]) -> tuple[float, int]:
    """The number that starts at token i and how many tokens it takes; 0 tokens where there is none."""
    total, n = 0.0, 0
    part = 0.0
    while i + n < len(tokens):
        token = tokens[i + n]
        value = float(_digits(token)) if _NUMBER.fullmatch(token) else words.get(token)
        if value is None or (n and token[0].isdigit() and part != 0):
            following = tokens[i + n + 1] if i + n + 1 < len(tokens) else ""
            if n and token in ("et", "and") and following in words and following not in ("un", "one"):
                n += 1
                continue
            break
        if value in (100, 1000, 1e6, 1e9, 1e12) and not token[0].isdigit() and n:
            part = (part or 1) * value
            if value >= 1000:
                total, part = total + part, 0.0
        elif token in ("vingts", "vingt") and part == 4:
            part = 80
        else:
            part += value
        n += 1
    return total + part, n


_NUMBER = re.compile(r"\d[\d.,\u00a0\u202f ]*")


def _digits(token: str) -> str:
    plain = re.sub(r"[\u00a0\u202f ](?=\d)", "", token)
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", plain):
        return re.sub(r"[.,]", "", plain)
    return plain.replace(",", ".") if plain.count(",") + plain.count(".") == 1 else re.sub(r"[.,]", "", plain)


def _denied(tokens: list[str], i: int) -> bool:
    """ "three cracks, not fourteen", "il n'y a pas quatorze fissures"."""
    return any(t in ("pas", "not", "non", "ni", "nor") for t in tokens[max(0, i - 2) : i])


def _unit(tokens: list[str], i: int, lang: str, data: Mapping[str, Any]) -> tuple[str, str]:
    """What is counted, as a stem and as written: the first content word after the number; "" where none follows."""
    for n, token in enumerate(tokens[i : i + 4]):
        if token in "%€$£":
            return token, token
        if (
            token in _MARKS
            or token in data["negation"]["closing"]
            or token in data["weekdays"]["words"]
            or token in data["months"]["words"]
        ):
            return "", ""
        if token in data["quantity"]["more_of"] or (n < 2 and token in ("de", "d", "of")):
            continue
        kind = next((k for k, forms in data["units"].items() if token in forms), None)
        if not token.isalpha() or (kind is None and token in function_words(lang)):
            return "", ""
        return kind or _MONEY.get(token) or stem(token, lang), token
    return "", ""


_SIGNS = ("€", "$", "£")
_MONEY = {"euros": "€", "euro": "€", "dollars": "$", "dollar": "$", "pourcent": "%", "percent": "%"}


def _bound(tokens: list[str], i: int, data: Mapping[str, Any]) -> Bound:
    rules = data["quantity"]
    before = " " + " ".join(tokens[max(0, i - 3) : i]) + " "
    if any(f" {w} " in before for w in rules["at_most"]):
        return "<"
    if any(f" {w} " in before for w in rules["at_least"]):
        return ">"
    near = tokens[max(0, i - 2) : i + 1]
    return "~" if any(w in rules["about"] and w != "une" for w in near) else "="


def _days(tokens: list[str], data: Mapping[str, Any]) -> Iterator[tuple[Day, bool]]:
    """Days, bare years too, and whether each is said not to be the one."""
    months = data["months"]["words"]
    for i, token in enumerate(tokens):
        if token in months:
            numbers = [t for t in (tokens[max(0, i - 1) : i] + tokens[i + 1 : i + 3]) if t.isdigit()]
            day = next((int(t) for t in numbers if int(t) <= 31), None)
            year = next((int(t) for t in numbers if 1800 <= int(t) <= 2100), None)
            if day or year or token not in ("may", "march", "mars", "mai"):
                at = i - (tokens[i - 1].isdigit() if i else 0)
                yield (year, months.index(token) + 1, day), _denied(tokens, at)
        elif token.isdigit() and 1800 <= int(token) <= 2100 and not any(t in months for t in tokens[max(0, i - 2) : i]):
            yield (int(token), None, None), _denied(tokens, i)
