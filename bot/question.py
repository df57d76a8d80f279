"""Question → Query: language, intent, who is asked for, force, topic, time, and what a follow-up carries over.

In: what was typed, the names that the dossier knows, the turns before. Out: a Query that can be shown as it stands.
Without a model and without a parse: tables and patterns only, the same for both languages. Never here: looking for
answers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, cast

from bot import period
from bot.query import Filters, Intent, Query
from bot.speaker import Asked, asked
from bot.words import Masked, Matcher, blank, content_words, fold, mask, words
from index.lang import LANGUAGES, table
from index.model import When

Wanted = Literal["", "who", "when", "where", "how_long", "how_many", "how_much", "why", "yes_no"]


@dataclass(frozen=True, slots=True)
class Dossier:
    """What must be known of a dossier to understand a question put to it."""

    match: Matcher
    outlets: tuple[str, ...] = ()
    latest: When | None = None  # the last publication: what "this week" is counted from


_INVERTED = re.compile(r"(?:-t)?-(?:ils?|elles?|on|ce)\b")
"""The subject behind its verb: "visitera-t-il"."""


@cache
def _common(lang: str) -> frozenset[str]:
    return frozenset(words(table(lang, "questions")["language"]["words"]))


def language_of(text: str, before: str = "en") -> str:
    """French or English, by the small words; `before` where a question has none ("Kirby?")."""
    found = words(text)
    scores = {lang: sum(word in _common(lang) for word in found) for lang in LANGUAGES}
    accents = sum(char in "àâçéèêëîïôùûœ«»" for char in text.lower())
    scores["fr"] += min(accents, 2) + 2 * bool(_INVERTED.search(fold(text)))
    best = max(scores.values())
    return before if best == 0 or scores["fr"] == scores["en"] else max(scores, key=lambda lang: scores[lang])


def understand(text: str, dossier: Dossier, history: Sequence[Query] = (), filters: Filters | None = None) -> Query:
    """The Query of a question. `filters` set by hand win over what the question says."""
    before = history[-1] if history else None
    lang = language_of(text, before.language if before else "en")
    plain = text.strip().rstrip("?!.… \u00a0\u202f")
    plain, halved = _without_tail(plain, lang)
    masked = mask(plain, dossier.match(plain))
    told = _silent(masked, lang) or asked(_without_outlet(masked, lang, dossier.outlets), lang)
    time = period.read(masked, lang, dossier.latest, spoken=bool(told.forces))
    by_hand = filters or Filters()
    query = Query(
        text=text.strip(),
        language=lang,
        intent=_intent(masked, lang, told),
        sources=by_hand.sources or told.sources,
        unknown_source=None if by_hand.sources else told.unknown,
        forces=_forces(told, masked, lang),
        topic=_topic(_without_outlet(masked, lang, dossier.outlets), told, time, lang),
        wanted=_wanted(masked, lang),
        filters=_filters(masked, lang, by_hand, time, dossier.outlets),
        notes=_ambiguous(told, masked, lang) + time.notes + halved,
        addressees=told.addressees,
        anyone=told.anyone,
        change=told.change or _says(table(lang, "questions")["intent"], "change", masked.folded),
    )
    return _carry(query, told, masked, before) if before else query


def _without_tail(text: str, lang: str) -> tuple[str, tuple[str, ...]]:
    """ "What did she promise, and what became of it?": the first half, and that only this is answered."""
    found = re.search(table(lang, "questions")["follow"]["tail"], fold(text))
    if found is None or not content_words(text[: found.start()]):
        return text, ()
    return text[: found.start()], (table(lang, "phrases")["note"]["half"],)


def _says(rules: dict[str, str], key: str, text: str) -> bool:
    return re.search(fold(rules[key]), text) is not None


def _forces(told: Asked, masked: Masked, lang: str) -> tuple[str, ...]:
    """The forces asked for: "did they comment?" asks for silence as much as for words."""
    if _says(table(lang, "questions")["intent"], "change", masked.folded):  # "contradicted herself" is no denial
        return ()
    responds = told.forces == ("say",) and _says(table(lang, "questions")["intent"], "respond", masked.folded.strip())
    return ("decline_to_comment", "say") if responds else told.forces


def _intent(masked: Masked, lang: str, told: Asked) -> Intent:
    rules = table(lang, "questions")["intent"]
    text = masked.folded.strip()
    if told.change or _says(rules, "compare", text):
        return "compare"
    others: tuple[Intent, ...] = ("meta", "claims", "timeline")
    for intent in others:
        if _says(rules, intent, text):
            return intent
    return "question"


def _silent(masked: Masked, lang: str) -> Asked | None:
    """ "Who has not answered?" asks for refusals to comment, by anyone."""
    text = masked.folded.strip()
    found = re.search(fold(table(lang, "questions")["intent"]["silent"]), text)
    return Asked(anyone=True, forces=("decline_to_comment",), used=(found.span(),)) if found else None


def _wanted(masked: Masked, lang: str) -> Wanted:
    text = masked.folded.strip()
    for wanted, pattern in table(lang, "questions")["wanted"].items():
        if re.search(fold(pattern), text):
            return cast(Wanted, wanted)
    return ""


def _topic(masked: Masked, told: Asked, time: period.Read, lang: str) -> str:
    """The content words left when speaker, force, addressee and time are taken away; names as they were typed."""
    intents = table(lang, "questions")["intent"]
    rules = table(lang, "questions")
    patterns = (intents["change"], intents["timeline"], *rules["overview"].values())
    change = [m for pattern in patterns for m in re.finditer(fold(pattern), masked.folded)]
    narrowed = [m for pattern in rules["lang"].values() for m in re.finditer(fold(pattern), masked.folded)]
    left = blank(masked.folded, [*told.used, *time.used, *(found.span() for found in (*change, *narrowed))])
    left = _INVERTED.sub(lambda found: " " * len(found[0]), left)
    asked_by_name = {*told.sources, *told.addressees}
    kept = []
    for piece in re.finditer(r"§\d+§|[^\W_]+(?:[-.][^\W_]+)*", left):
        names = masked.names_in(piece[0])
        if names and not asked_by_name.intersection(names[0][1]):
            kept.append(names[0][0].of(masked.text))
        elif not names and content_words(typed := masked.original(*piece.span())):
            kept.append(typed)
    return " ".join(dict.fromkeys(kept))


def _filters(masked: Masked, lang: str, by_hand: Filters, time: period.Read, outlets: Sequence[str]) -> Filters:
    rules = table(lang, "questions")
    named = _outlet(fold(masked.text), rules["outlet"]["patterns"], outlets)
    spoken = next((code for code in LANGUAGES if _says(rules["lang"], code, masked.folded)), None)
    return replace(
        by_hand,
        outlet=by_hand.outlet or (named[0] if named else None),
        lang=by_hand.lang or spoken,
        said=by_hand.said or time.said,
        about=by_hand.about or time.about,
        published=by_hand.published or time.published,
    )


def _outlet(text: str, patterns: Sequence[str], outlets: Sequence[str]) -> tuple[str, tuple[int, int]] | None:
    """An outlet of the dossier that the question restricts itself to, and the words that say so."""
    for outlet in sorted(outlets, key=len, reverse=True):
        name = re.escape(re.sub(r"^(?:the|le|la|les|l') ?", "", fold(outlet)))
        for pattern in patterns:
            if found := re.search(fold(pattern).replace("{outlet}", name), text):
                return outlet, found.span()
    return None


def _without_outlet(masked: Masked, lang: str, outlets: Sequence[str]) -> Masked:
    """The question without the words that restrict it to an outlet."""
    found = _outlet(fold(masked.text), table(lang, "questions")["outlet"]["patterns"], outlets)
    if found is None:
        return masked
    inside = [i for i, at in enumerate(masked.origin) if found[1][0] <= at < found[1][1]]
    return replace(masked, folded=blank(masked.folded, [(inside[0], inside[-1] + 1)]))


def _ambiguous(told: Asked, masked: Masked, lang: str) -> tuple[str, ...]:
    """Words of the question that may be several names, each said once."""
    phrases = table(lang, "phrases")
    either = f" {phrases['frame']['or']} "
    doubts = dict(told.doubts) | {span.of(masked.text): names for span, names in masked.names if len(names) > 1}
    return tuple(
        phrases["note"]["ambiguous"].format(word=word, names=either.join(names)) for word, names in doubts.items()
    )


def _carry(query: Query, told: Asked, masked: Masked, before: Query) -> Query:
    """A follow-up takes over what it leaves out; each field taken over is named in `carried`."""
    rules = table(query.language, "questions")["follow"]
    text = masked.folded.strip()
    follows = told.pronoun or bool(re.search(fold(rules["start"]), text)) or _says(rules, "back", text)
    if not follows or query.intent == "meta":
        return query
    query = _promote_name(query, told, masked, before, rules)
    taken: dict[str, object] = {}
    if not query.sources and not query.unknown_source and not query.anyone and before.sources:
        taken["sources"] = before.sources
    if not query.sources and not query.unknown_source and not query.anyone and before.unknown_source:
        taken["unknown_source"] = before.unknown_source
    if not query.topic and before.topic:
        taken["topic"] = before.topic
    if not query.forces and before.forces and ("sources" in taken or not told.forces):
        taken["forces"] = before.forces
    filters = query.filters
    for clock in ("said", "about", "published"):
        if not any((filters.said, filters.about, filters.published)) and getattr(before.filters, clock):
            taken["filters"] = replace(filters, **{clock: getattr(before.filters, clock)})
    return replace(query, carried=tuple(taken), **taken)  # type: ignore[arg-type]


def _is_role(words_of_role: str, lang: str) -> bool:
    """Whether a description starts with an office or a body that speaks: "la préfète", "the ministry"."""
    from index.names_words import lexicon

    known = lexicon(lang)
    return any(word in known.roles or word in known.institutions for word in words(words_of_role))


def _promote_name(query: Query, told: Asked, masked: Masked, before: Query, rules: dict[str, str]) -> Query:
    """ "And Putin?" after a question about a speaker asks for another speaker, "and about Putin?" for another
    topic.
    """
    names = masked.names
    role = re.fullmatch(r"(?:and|et|what about|how about) ((?:the|l[ea]s?|l') ?[\w' -]+?) ?\??", masked.folded.strip())
    if role and not names and _is_role(role[1], query.language):
        return replace(query, unknown_source=masked.original(*role.span(1)), topic="")
    bare = not content_words(re.sub(r"§\d+§", " ", masked.folded))
    if told.sources or told.unknown or not before.sources or len(names) != 1 or not bare:
        return query
    if _says(rules, "topic", masked.folded.strip()):
        return query
    return replace(query, sources=names[0][1], topic="")
