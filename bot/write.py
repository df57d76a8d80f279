"""Claims and sentences of articles → drafted sentences, without a model.

In: claims with the editions they stand in, in the order to be told. Out: Drafted sentences: frame in the language of
the question, quoted words exactly as the article has them, force and hedge kept. Never here: choosing what is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, Protocol

from bot.called import Called
from bot.complement import complement
from bot.query import Drafted
from bot.quote import marks_for, pieces, proof, trim
from bot.words import Matcher, capital, fold
from index import grammar
from index.lang import LANGUAGES, table
from index.model import Article, Citation, Claim, Span, cite
from index.when import on


class Naming(Protocol):
    """Who is named in a text, and how an answer calls them."""

    @property
    def match(self) -> Matcher: ...

    def called(self, canonical: str, lang: str) -> Called: ...


class Told:
    """What has been told already in one answer: a role is given once for each source."""

    def __init__(self) -> None:
        self.roles: set[str] = set()


def claim_sentence(
    claim: Claim, article: Article, lang: str, naming: Naming, told: Told,
    repeats: Sequence[tuple[Claim, Article]] = (), before: Span | None = None,
) -> Drafted:  # fmt: skip
    """One sentence for a claim; `repeats` say the same and are folded into it with their count; `before` is the
    sentence that the claim points back at.
    """
    frame = table(lang, "phrases")["frame"]
    cited = proof(claim, article)
    who, many = source_name(claim, article, lang, naming)
    text = frame["sentence"].format(
        who=who,
        role=_role(claim, article, lang, cited, told),
        verb=verb(claim, article, lang, many),
        when=f" {on(claim.said, lang)}" if claim.said and claim.said.candidates else "",
        relay=_relay(claim, article, lang, naming),
        words=_words(claim, article, lang, before is not None),
    )
    if before:
        cited = Span(min(before.start, cited.start), cited.end)
        text = (
            text.removesuffix(".")
            + frame["back"].format(quote=quotation([trim(before, article.text)], article.text, lang))
            + "."
        )
    if repeats:
        again = frame["also_one"] if len(repeats) == 1 else frame["also_many"].format(count=len(repeats))
        text = text.removesuffix(".") + again + "."
    proofs: list[tuple[Citation, Claim | None]] = [(cite(article, cited), claim)]
    proofs += [(cite(there, proof(other, there)), other) for other, there in repeats]
    proofs = list(dict.fromkeys([*proofs, *_dated_by(claim)]))
    return Drafted(text, tuple(proofs), "template", why(claim, article, lang))


def _dated_by(claim: Claim) -> list[tuple[Citation, Claim | None]]:
    """The other article's telling of the same by the same speaker, which gives the day."""
    by = claim.narrowed_by
    return [(by.citation, by.claim)] if by and by.claim.source_canonical == claim.source_canonical else []


def _words(claim: Claim, article: Article, lang: str, shown: bool) -> str:
    """What stands behind the verb: a clause, a thing, or the article's own words from the reporting word on."""
    frame = table(lang, "phrases")["frame"]
    form, spans = complement(claim, article, lang, shown)
    if form == "none":
        return ""
    quote = quotation(spans, article.text, lang)
    melts = form == "that" and fold(spans[0].of(article.text))[:1] in tuple(frame["vowels"])
    apart = "," if claim.channel and form in ("that", "object") else ""
    return apart + str(frame["that_vowel" if melts else form].format(quote=quote))


def source_name(claim: Claim, article: Article, lang: str, naming: Naming) -> Called:
    """Who speaks: the full name as the language has it; both names where two fit; the article's own words where it
    gives no name.
    """
    frame = table(lang, "phrases")["frame"]
    if claim.source_canonical and claim.doubt:
        first, *others = (
            naming.called(name, lang).text for name in dict.fromkeys((claim.source_canonical, *claim.doubt))
        )
        return Called(capital(frame["either"].format(first=first, others=f" {frame['or']} ".join(others))))
    if claim.source_canonical and not claim.source_canonical[0].islower():
        own = naming.called(claim.source_canonical, lang)
        return Called(capital(own.text), own.many)
    if claim.source is None:
        return Called(claim.source_canonical or str(frame["nobody"]))
    return Called(_worded(claim, claim.source, article, lang), _is_many(claim.source.of(article.text), lang))


def _worded(claim: Claim, source: Span, article: Article, lang: str) -> str:
    """A source without a name, as the article calls it."""
    said = " ".join(with_determiner(source, article).of(article.text).split())
    said = _relative_clause().split(said)[0]
    if fold(said) in _pronouns(article.lang) and claim.source_canonical:
        return capital(claim.source_canonical)  # "a diplomat, who asked not to be named"
    return capital(said) if article.lang == lang else quoted(said, lang)


def _is_many(words: str, lang: str) -> bool:
    return re.match(rf"(?:{fold(table(lang, 'phrases')['many']['determiners'])})\b", fold(words)) is not None


@cache
def _relative_clause() -> re.Pattern[str]:
    return re.compile(rf", (?=(?:{'|'.join(sorted(grammar.words('relatives')))})(?:\b|(?<=['’])))")


@cache
def _pronouns(lang: str) -> frozenset[str]:
    rules = table(lang if lang in LANGUAGES else "en", "questions")["speaker"]
    return frozenset(f"{rules['pronouns']}|{rules['relatives']}".split("|"))


def with_determiner(span: Span, article: Article) -> Span:
    """A description with the article or possessive that stands before it: "the prefecture"."""
    if article.lang not in LANGUAGES:
        return span
    words = table(article.lang, "verify")["determiner"]
    before = re.search(rf"(?:{words})\s*$", fold(article.text[max(0, span.start - 8) : span.start]))
    return Span(span.start - len(before[0]), span.end) if before else span


def quoted(text: str, lang: str) -> str:
    opening, closing = marks_for(text, table(lang, "phrases")["frame"]["quotes"])
    return f"{opening}{text}{closing}"


def quotation(spans: Sequence[Span], text: str, lang: str) -> str:
    """The exact words of each piece in quotation marks; a gap between two pieces is shown outside of them."""
    gap = table(lang, "phrases")["frame"]["gap"]
    return str(gap.join(quoted(re.sub(r"\s*\n\s*", " ", span.of(text)), lang) for span in spans))


def verb(claim: Claim, article: Article, lang: str, many: bool = False) -> str:
    """The force in the language of the answer, hearsay as hearsay, in the plural for many."""
    phrases = table(lang, "phrases")
    sort = "hearsay" if told_by_hearsay(claim, article) else "said"
    cue = fold(claim.cue.of(article.text))
    milder = (row[sort] for row in phrases["worded"] if row["force"] == claim.force and re.search(row["cue"], cue))
    told = str(next(milder, phrases[sort][claim.force]))
    for single, plural in phrases["many"]["verbs"] if many else ():
        told = re.sub(single, plural, told, count=1)
    return told


def told_by_hearsay(claim: Claim, article: Article) -> bool:
    """Whether the saying itself is hearsay ("is reported to have warned"), not only what a known source passes on in
    its own conditional ("two workers are said to have been poisoned, according to a firefighter").
    """
    if claim.hedge != "hearsay" or article.lang not in LANGUAGES:
        return claim.hedge == "hearsay"
    marks = re.compile(rf"(?<!\w)(?:{table(article.lang, 'verify')['hearsay']})(?!\w)")
    said = fold(" ".join(span.of(article.text) for span in pieces(claim, article.text)))
    return marks.search(fold(claim.cue.of(article.text))) is not None or not marks.search(said)


def _role(claim: Claim, article: Article, lang: str, cited: Span, told: Told) -> str:
    """The role as the article words it, once for each source, only where the cited words hold it."""
    key = claim.source_canonical or ""
    if not claim.role or not key or key in told.roles or claim.role not in cited.of(article.text):
        return ""
    told.roles.add(key)
    at = cited.start + cited.of(article.text).index(claim.role)
    role = with_determiner(Span(at, at + len(claim.role)), article).of(article.text)
    shown = role[:1].lower() + role[1:] if article.lang == lang and role != claim.role else claim.role
    shown = shown if article.lang == lang else quoted(claim.role, lang)
    return str(table(lang, "phrases")["frame"]["role"].format(role=shown))


def _relay(claim: Claim, article: Article, lang: str, naming: Naming) -> str:
    """Through whom it was reported, nearest first."""
    frame = table(lang, "phrases")["frame"]
    return "".join(frame["relay"].format(channel=_channel(span, article, lang, naming)) for span in claim.channel)


def _channel(span: Span, article: Article, lang: str, naming: Naming) -> str:
    said = " ".join(span.of(article.text).split())
    names = naming.match(said)
    if len(names) == 1 and len(names[0][1]) == 1 and len(names[0][0].of(said)) > 0.6 * len(said):
        return naming.called(names[0][1][0], lang).text
    return said if article.lang == lang else quoted(said, lang)


def why(claim: Claim, article: Article, lang: str) -> str:
    """What the sentence rests on, for who asks: the reporting words, and what another article tells of the day."""
    cue = " ".join(claim.cue.of(article.text).split())
    rests = f"{claim.force} ← {quoted(cue, article.lang if article.lang in ('fr', 'en') else lang)}"
    if claim.narrowed_by is None or claim.said is None:
        return rests
    told = claim.narrowed_by.citation
    return f"{rests}; {claim.said.edtf} ← {quoted(' '.join(told.text.split()), lang)} ({told.outlet or told.title})"


def fact_sentence(article: Article, span: Span, lang: str) -> Drafted:
    """A sentence of an article, quoted whole, under the name of who published it."""
    frame: dict[str, Any] = table(lang, "phrases")["frame"]
    quote = quotation([trim(span, article.text)], article.text, lang)
    outlet = article.outlet or (frame["article_titled"].format(title=article.title) if article.title else "")
    published = on(article.published, lang) if article.published and article.published.candidates else ""
    form = "fact_bare" if not outlet else "fact_dated" if published else "fact"
    text = frame[form].format(outlet=outlet, published=published, quote=quote)
    return Drafted(text, ((cite(article, span), None),), "verbatim", "")
