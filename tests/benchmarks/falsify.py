"""Minimal edits of true sentences: how many does the check catch, and how many true sentences does it refuse?

In: the sample dossiers. Out: rows of (type, language, across, reasons). True sentences are those that the bot writes
for every claim, in both languages, and paraphrases written by hand (`falsify.jsonl`). Never here: a real article's
sentence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bot import verify
from bot.bot import Bot
from bot.query import Drafted, Filters
from bot.quote import quotations
from bot.sources import Sources
from bot.words import capital
from bot.write import Told, claim_sentence
from index.lang import LANGUAGES, table
from index.model import Article, Claim, Span, cite

HERE = Path(__file__).parent
SHIFT = {"two": "three", "three": "five", "five": "six", "deux": "trois", "trois": "cinq", "cinq": "six"}
DAYS = {"Monday": "Tuesday", "Tuesday": "Friday", "Wednesday": "Thursday", "Thursday": "Wednesday", "Friday": "Monday",
        "Saturday": "Sunday", "Sunday": "Monday", "lundi": "mardi", "mardi": "vendredi", "mercredi": "jeudi",
        "jeudi": "mercredi", "vendredi": "lundi", "samedi": "dimanche", "dimanche": "lundi"}  # fmt: skip
ADDED = {"en": "and called for new elections", "fr": "et a réclamé de nouvelles élections"}


@dataclass(frozen=True, slots=True)
class Row:
    type: str  # "true", or what was edited
    lang: str
    across: bool  # the article is in the other language
    text: str
    reasons: tuple[str, ...]


def rows(bot: Bot, dossiers: tuple[str, ...] = ("orsel", "summit")) -> Iterator[Row]:
    """Every true sentence and every edit of one, judged."""
    for dossier in dossiers:
        sources = bot.sources(dossier)
        yield from _written(sources)
        yield from _paraphrased(sources, dossier)


def _written(sources: Sources) -> Iterator[Row]:
    named = sorted({claim.source_canonical for claim in sources.claims(Filters()) if claim.source_canonical})
    called = {lang: {name: capital(sources.called(name, lang).text) for name in named} for lang in LANGUAGES}
    for n, claim in enumerate(sources.claims(Filters())):
        article = sources.article(claim.article)
        for lang in LANGUAGES:
            true = claim_sentence(claim, article, lang, sources, Told())
            across = article.lang != lang
            yield Row("true", lang, across, true.text, verify.reasons(true, lang, sources))
            if (n + len(lang)) % 3 == 0:  # a third is plenty
                for type, text in edits(true, claim, article, lang, called[lang]):
                    yield Row(type, lang, across, text, verify.reasons(replace(true, text=text), lang, sources))


def edits(
    true: Drafted, claim: Claim, article: Article, lang: str, called: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """The sentence with one thing changed, for each thing that it has; `called` is how it prints each source."""
    text, phrases = true.text, table(lang, "phrases")
    frame_end = min((q.start for q in quotations(text) or []), default=len(text))
    own = called.get(claim.source_canonical or "", "")
    if own and text.startswith(own):
        other = next(name for name in called if not _related(name, claim))
        yield "source", text.replace(own, called[other], 1)
    said, rumour = phrases["said"][claim.force], phrases["hearsay"][claim.force]
    if claim.hedge != "hearsay" and f" {said}" in text:
        yield "hedge", text.replace(f" {said}", f" {rumour}", 1)
        force = "promise" if claim.force != "promise" else "deny"
        yield "force", text.replace(f" {said}", f" {phrases['said'][force]}", 1)
        yield "negation", text.replace(f" {said}", f" {_negated(said, lang)}", 1)
    elif claim.hedge == "hearsay" and f" {rumour}" in text:
        yield "hedge", text.replace(f" {rumour}", f" {said}", 1)
    yield from _moved_days(text, frame_end)
    if claim.channel:
        yield "relay", re.sub(r", via [^,:.]+", "", text, count=1)
    elif frame_end < len(text):
        yield "relay", text[:frame_end].replace(",", "", 0).rstrip(": ") + ", via Reuters: " + text[frame_end:]
    yield "addition", text[:-1] + f" {ADDED[lang]}."
    yield from _requoted(text)


def _related(name: str, claim: Claim) -> bool:
    mine = {claim.source_canonical, *claim.doubt}
    return any(other and (set(name.split()) & set(other.split())) for other in mine)


def _negated(verb: str, lang: str) -> str:
    if lang == "fr":
        return re.sub(r"^(a|ont) ", r"n’\1 pas ", verb) if verb[:2] in ("a ", "on") else f"ne {verb} pas"
    return f"never {verb}"


def _moved_days(text: str, end: int) -> Iterator[tuple[str, str]]:
    for day, other in DAYS.items():
        if re.search(rf"\b{day}\b", text[:end]):
            yield "day", re.sub(rf"\b{day}\b", other, text[:end], count=1) + text[end:]
            break
    if found := re.search(r"\b(\d{1,2})( [^\W\d]+ 20\d\d)", text[:end]):
        moved = str(int(found[1]) % 27 + 1)
        yield "day", text[: found.start()] + moved + found[2] + text[found.end() :]


def _requoted(text: str) -> Iterator[tuple[str, str]]:
    """Edits inside the quotation: a word, a number, a negation, a modal, an ellipsis over a gap."""
    for span in (quotations(text) or [])[-1:]:
        inside = span.of(text)
        words = re.findall(r"[^\W\d_]{5,}", inside)
        if words:
            yield "quote", _with(text, span, inside.replace(words[-1], words[-1][::-1].lower(), 1))
        if found := re.search(r"\d+", inside):
            yield "number", _with(text, span, inside.replace(found[0], str(int(found[0]) + 1), 1))
        for word, other in SHIFT.items():
            if re.search(rf"\b{word}\b", inside):
                yield "number", _with(text, span, re.sub(rf"\b{word}\b", other, inside, count=1))
        if found := re.search(r"\b(?:not|pas|never|jamais|aucune?|no)\s", inside):
            yield "negation", _with(text, span, inside.replace(found[0], "", 1))
        for may, will in (("pourrait", "va"), ("could", "will"), ("would", "will"), ("pourraient", "vont")):
            if re.search(rf"\b{may}\b", inside):
                yield "modality", _with(text, span, re.sub(rf"\b{may}\b", will, inside, count=1))
        if len(words) > 8:
            cut = inside.index(words[3])
            yield "quote", _with(text, span, inside[:cut] + "… " + inside[inside.index(words[6]) :])


def _with(text: str, span: Span, inside: str) -> str:
    return text[: span.start] + inside + text[span.end :]


def _paraphrased(sources: Sources, dossier: str) -> Iterator[Row]:
    refs = {article.ref: article.id for article in sources.store.articles(dossier)}
    for line in (HERE / "falsify.jsonl").read_text(encoding="utf8").splitlines():
        row = json.loads(line)
        if row["dossier"] == dossier:
            article = sources.article(refs[row["article"]])
            at = article.text.index(row["anchor"])
            place = sources.around(article.id, Span(at, at + len(row["anchor"])))[0]
            proofs = ((cite(article, place), None),)
            for type, text in [("true", row["true"]), *((edit["type"], edit["text"]) for edit in row["edits"])]:
                found = verify.reasons(Drafted(text, proofs, "checked"), row["lang"], sources)
                yield Row(type, row["lang"], article.lang != row["lang"], text, found)
