"""Query → Evidence: the claims and sentences that answer, or the one reason why nothing does.

In: a Query and the Sources of one dossier. Out: Evidence. An answer needs evidence about the asked source, the asked
things and the asked time; a likeness of sentences alone is never enough. Never here: writing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot import ahead, because, changes, facts, figures, forces, happened, silent
from bot.absent import absent
from bot.addressed import addressed, told_to
from bot.contract import contract
from bot.denials import denials
from bot.described import described, relayed, speaking_for
from bot.introduced import introductions
from bot.kinds import causes
from bot.overview import overview
from bot.query import KINDS, Evidence, Filters, Hit, Query
from bot.refusal import Refusal
from bot.relevance import Term, cover, plain_words, whole
from bot.said_in import appeared, in_time, is_long, no_time
from bot.sources import Sources
from bot.weighing import told_on, weigh
from bot.words import capital, content_words
from index.lang import LANGUAGES, table
from index.model import Claim, Span

ENOUGH = 0.5
"""The share of the asked things that a claim, with its sentences, must speak of."""
MARGIN = 0.22
"""Claims this far below the best are not told."""
MANY = 200
"""Claims that are weighed word by word."""


def find(query: Query, sources: Sources) -> Evidence:
    """The evidence for a query; `Evidence.reason` is set where there is none."""
    if not sources.total and not sources.store.articles(sources.dossier):
        return Evidence(reason=Refusal("empty", {}).words(query.language))
    found = _find(query, sources)
    if found.reason and "topic" in query.carried:
        found = _without_carried(query, found, sources)
    if "¿" in query.text or (found.reason and _is_foreign(query.text)):
        return Evidence(hits=found.hits, reason=Refusal("foreign", {}).words(query.language))
    return found


def _without_carried(query: Query, found: Evidence, sources: Sources) -> Evidence:
    """What answers without the topic of the question before, where nothing answers with it; and that is said. Where
    the new question has no kind of statement of its own either, it is shown and does not answer.
    """
    wider = _find(replace(query, topic=""), sources) if query.sources or query.unknown_source else found
    if wider.reason:
        return found
    note = table(query.language, "phrases")["note"]["topic_left"].format(topic=query.topic)
    if forces.wanted(query) and "forces" not in query.carried:
        return replace(wider, notes=(note, *wider.notes))
    return replace(found, instead=wider.claims, notes=(note, *found.notes))


def _is_foreign(text: str) -> bool:
    """Whether a question is in neither language of the house: its small words say so."""
    from index.lang.guess import guess

    return guess(text) not in LANGUAGES


def _find(query: Query, sources: Sources) -> Evidence:
    if query.sources or query.unknown_source:
        return _by_change(query, sources) if query.change else _by_speaker(query, sources)
    if query.anyone:
        return _by_anyone(query, sources)
    return _by_topic(query, sources)


# ---------------------------------------------------------------- a named speaker


def _by_speaker(query: Query, sources: Sources) -> Evidence:
    who = _and(query.sources, sources, query.language) or query.unknown_source or ""
    everything = _spoken(query, sources, Filters())
    if not everything and query.sources and (spokesmen := speaking_for(query.sources, sources)):
        note = table(query.language, "phrases")["note"]["speaking_for"]
        instead = _by_speaker(replace(query, sources=spokesmen), sources)
        others = _and(spokesmen, sources, query.language)
        return replace(instead, notes=(*instead.notes, capital(note.format(who=who, others=others))))
    if not everything and query.unknown_source and query.forces and query.wanted in KINDS:
        return _by_topic(_as_topic(query), sources)  # "combien de familles ont accepté l'offre": no speaker is named
    if not everything:
        key = "no_claims" if query.sources else "unknown_source"
        return _refused(query, sources, Refusal(key, {"who": who}))
    found, clock = _timely(query, sources)
    if not found:
        return _refused(query, sources, no_time(query, who))
    if query.addressees:
        found = addressed(found, query, sources)
        if not found:
            fill = {"who": who, "addressee": _and(query.addressees, sources, query.language)}
            return _refused(query, sources, Refusal("no_addressee", fill))
    asked = sources.terms(query.topic)
    near = _holding(_near(found, query, sources), query, sources)
    on_topic = _on_topic(near, asked, sources, _margin(query))
    if query.wanted == "why":
        on_topic = [claim for claim in near if because.gives(claim, asked, sources)] or on_topic
    wanted = forces.wanted(query)
    if wanted and not any(claim.force in wanted for claim in on_topic):
        on_topic = _on_topic([c for c in near if c.force in wanted], asked, sources, _margin(query)) or on_topic
    if query.intent == "compare" and len(query.sources) > 1:
        on_topic = _each(query.sources, near, on_topic, asked, sources)
    if not on_topic and query.forces and query.wanted in KINDS and (beside := _beside(query, sources)):
        return beside
    if not on_topic:
        return silent.refused(query, who, near, [], sources, _hits(query, sources))
    told = forces.choose(on_topic, query, sources)
    if not told.claims and query.wanted in KINDS and (beside := _beside(query, sources)):
        return beside
    if not told.claims:
        return silent.refused(query, who, near, on_topic, sources, _hits(query, sources))
    notes = tuple(contract(note.format(who=who), query.language) for note in told.notes)
    unused = tuple(claim for claim in on_topic if claim not in told.claims)
    return Evidence(told.claims, _hits(query, sources), notes=(*clock, *notes), unused=unused)


def _by_change(query: Query, sources: Sources) -> Evidence:
    """The recorded changes of the asked source; failing those, its statements, and that no change is recorded."""
    mine = _spoken(query, sources, query.filters)
    if query.sources and (not mine or any(sources.type_of(name) != "person" for name in query.sources)):
        mine = mine + sources.claims(query.filters, sources=speaking_for(query.sources, sources))
    asked = sources.terms(query.topic)
    told, links = changes.recorded(
        mine, sources, lambda claim: weigh(claim, asked, sources), lambda claim: told_on(claim, sources)
    )
    if links:
        return Evidence(told, _hits(query, sources), notes=changes.notes(links, query.language))
    found = _by_speaker(query, sources)
    return found if found.reason else replace(found, notes=(*found.notes, *changes.notes((), query.language)))


def _spoken(query: Query, sources: Sources, filters: Filters) -> list[Claim]:
    """The claims of the asked source: by canonical name, else by the words that describe it."""
    if query.sources:
        return sources.claims(filters, sources=query.sources) or relayed(query.sources, filters, sources)
    whole = described(query.unknown_source or "", filters, sources)
    joint = table(query.language, "questions")["speaker"]["joint"]
    parts = re.split(joint, query.unknown_source or "")
    if whole or len(parts) < 2:
        return whole
    return list(dict.fromkeys(claim for part in parts for claim in described(part, filters, sources)))


def _timely(query: Query, sources: Sources) -> tuple[list[Claim], tuple[str, ...]]:
    """The claims said in the time asked for; failing those, undated ones published in it, and that is said."""
    period = query.filters.said
    found = in_time(_spoken(query, sources, query.filters), period)
    if period is None or query.filters.published or (found and not is_long(period)):
        return found, ()
    published = _spoken(query, sources, replace(query.filters, said=None, published=period))
    undated = [claim for claim in published if claim.said is None and appeared(claim, period, sources) == 1.0]
    note = table(query.language, "phrases")["note"]["published_instead"]
    return [*found, *undated], (note,) if undated else ()


# ---------------------------------------------------------------- topic


def _near(claims: Sequence[Claim], query: Query, sources: Sources) -> list[Claim]:
    """Of very many claims those that stand in the passages found; the others could not be weighed in time."""
    if len(claims) <= MANY or not query.topic:
        return list(claims)
    found: dict[str, list[Span]] = {}
    for hit in sources.search(query.text, MANY, query.filters):
        found.setdefault(hit.passage.article, []).append(hit.passage.span)
    return [claim for claim in claims if any(_stands(claim, span) for span in found.get(claim.article, ()))]


def _stands(claim: Claim, span: Span) -> bool:
    return any(part.overlaps(span) for part in (claim.cue, *claim.content[:1]))


def _each(
    names: Sequence[str], near: Sequence[Claim], told: Sequence[Claim], asked: Sequence[Term], sources: Sources
) -> list[Claim]:
    """A comparison needs something of each: of who is silent on the topic, what comes nearest to it."""
    kept = list(told)
    for name in names:
        mine = [claim for claim in near if claim.source_canonical == name]
        if not any(claim.source_canonical == name for claim in told) and mine:
            shares = [(weigh(claim, asked, sources).share, -n) for n, claim in enumerate(mine)]
            best = max(shares, default=(0.0, 0))
            if best[0] >= 0.5 * ENOUGH:
                kept.append(mine[-best[1]])
    return kept


def _margin(query: Query) -> float:
    """How far below the best a claim may lie: little where one answer is asked for, much where positions are
    compared.
    """
    return 0.35 if query.intent == "compare" and not query.change else 0.12 if query.wanted == "who" else MARGIN


def _holding(claims: Sequence[Claim], query: Query, sources: Sources) -> list[Claim]:
    """The claims that hold the kind of thing asked for (a number, a place), where any of them does."""
    if query.intent == "compare" and query.wanted == "how_many" and not query.topic:
        return figures.comparable(claims, sources) or list(claims)
    if query.wanted not in KINDS - {"when"}:
        return list(claims)
    asked = sources.terms(query.topic)
    kept = [
        claim for claim in claims
        if any(facts.holds(query.wanted, sources.article(claim.article), p, sources, asked) for p in claim.content)
    ]  # fmt: skip
    return kept if kept or query.topic else list(claims)


def _beside(query: Query, sources: Sources) -> Evidence | None:
    """Sentences of the articles that answer, where what a question names as a speaker is only what it is about."""
    whole = replace(
        query,
        topic=" ".join((*query.sources, query.unknown_source or "", query.topic)),
        sources=(),
        unknown_source=None,
    )
    found = _by_topic(whole, sources)
    return None if found.reason else found


def _on_topic(
    claims: Sequence[Claim], asked: Sequence[Term], sources: Sources, margin: float = MARGIN, strict: bool = False
) -> list[Claim]:
    """Claims that speak of what is asked, the best first, then by time; all of them where nothing is asked."""
    if not asked:
        return sorted(claims, key=lambda claim: told_on(claim, sources))
    weighed = [(weigh(claim, asked, sources), claim) for claim in claims]
    scored = [
        (found.share, claim) for found, claim in weighed if found.words >= 0.4 and (not strict or whole(asked, found))
    ]
    best: dict[str, float] = {}  # by language: a word is never held whole by its translation
    for score, claim in scored:
        lang = sources.article(claim.article).lang
        best[lang] = max(best.get(lang, 0.0), score)
    floor = max(best.values(), default=0.0) - max(margin, MARGIN)
    kept = [
        (score, claim) for score, claim in scored
        if score >= max(ENOUGH, floor, best[sources.article(claim.article).lang] - margin)
    ]  # fmt: skip
    return [claim for _, claim in sorted(kept, key=lambda pair: (-round(pair[0], 1), told_on(pair[1], sources)))]


# ---------------------------------------------------------------- whoever said it


def _by_anyone(query: Query, sources: Sources) -> Evidence:
    if query.topic and query.wanted in KINDS - {"when"}:
        return _by_topic(_as_topic(query), sources)
    wanted = forces.wanted(query)
    asked = sources.terms(query.topic)
    claims = in_time(_near(sources.claims(query.filters), query, sources), query.filters.said)
    if query.addressees:
        claims = [claim for claim in claims if told_to(claim, query.addressees, sources)]
    near = {other for force in wanted for other in forces.NEAR.get(force, ())}
    of_force = [claim for claim in claims if not wanted or claim.force in wanted]
    of_force = of_force or [claim for claim in claims if claim.force in near]
    found = _on_topic(of_force, asked, sources, _margin(query), strict=True) if asked or wanted else []
    if not found and wanted and asked and query.wanted:
        found = _on_topic([c for c in claims if c.force not in forces.SILENT], asked, sources, strict=True)
    if found:
        return Evidence(tuple(found), _hits(query, sources))
    if asked and not wanted and query.wanted != "who":
        return _by_topic(query, sources)
    force = table(query.language, "phrases")["force"].get(wanted[0] if wanted else "say")
    if query.forces == ("decline_to_comment",) and not query.topic:
        return _refused(query, sources, Refusal("silent_none", {}))
    key = "nobody_force" if wanted and query.topic else "nobody_force_any" if wanted else "nobody_said"
    return _refused(query, sources, Refusal(key, {"force": str(force), "topic": query.topic}))


def _as_topic(query: Query) -> Query:
    """The question as one about things: "accepted" in "how many families accepted" is no kind of statement."""
    topic = " ".join(plain_words(query.text, keep_case=True))
    return replace(query, topic=topic, forces=(), anyone=False, unknown_source=None)


# ---------------------------------------------------------------- things, whoever tells them


def _by_topic(query: Query, sources: Sources) -> Evidence:
    asked = sources.terms(query.topic)
    if (whole := overview(query, asked, sources)) is not None:
        return whole
    if query.wanted == "who" and asked and (told := introductions(query, sources)):
        return Evidence(facts=told)
    if not asked and (told := happened.sentences(query, sources)):
        return Evidence(facts=told)
    if not asked and (spoken := happened.said(query, sources)):
        return Evidence(spoken)
    if not asked:
        period = query.filters.about or query.filters.published
        return _refused(query, sources, no_time(query, "") if period else Refusal("no_question", {}))
    hits = tuple(sources.search(query.text, 30, replace(query.filters, about=None)))
    found, missing = facts.find(query, asked, hits, sources)
    if found:
        claims, rest = _told_by_somebody(query, found, asked, sources)
        if query.wanted == "how_many":
            claims += changes.other_figures(claims, sources)
        notes = _only_before(query, found, sources)
        return Evidence((*claims, *denials(claims, rest, sources)), hits=hits, facts=rest, notes=notes)
    if ahead.asks(query) and (open_ := facts.undated(query, asked, hits, sources)):
        claims, rest = _told_by_somebody(replace(query, wanted=""), open_, asked, sources)
        note = table(query.language, "phrases")["note"]["no_day"]
        return Evidence(claims, hits=hits, facts=rest, notes=(note,), undated=True)
    lacking = absent(asked, missing, hits, sources)
    key = "no_evidence" if lacking else "no_answer"
    return _refused(query, sources, Refusal(key, {"topic": ", ".join(lacking) or query.topic}), hits)


def _only_before(query: Query, found: Sequence[tuple[str, Span]], sources: Sources) -> tuple[str, ...]:
    """That no sentence gives a reason, where they only tell what came before."""
    texts = ((sources.article(id), span) for id, span in found) if query.wanted == "why" else ()
    given = [bool(causes(span.of(article.text), article.lang, strict=True)) for article, span in texts]
    return (table(query.language, "phrases")["note"]["only_before"],) if given and not any(given) else ()


def _told_by_somebody(
    query: Query, found: Sequence[tuple[str, Span]], asked: Sequence[Term], sources: Sources
) -> tuple[tuple[Claim, ...], tuple[tuple[str, Span], ...]]:
    """Sentences in which somebody says what is asked become that claim, under the name of who says it."""
    claims: dict[str, Claim] = {}
    rest = []
    for id, span in found:
        article = sources.article(id)
        whole = cover(asked, span.of(article.text), sources.vectors).share
        inside = [
            claim for claim in sources.claims_of(id) if any(span.overlaps(part) for part in claim.content)
            and any(facts.holds(query.wanted, article, part, sources, asked) for part in claim.content)
        ]  # fmt: skip
        fitting = {cover(asked, sources.content(c), sources.vectors).share: c for c in reversed(inside)}
        if fitting and max(fitting) >= 0.85 * whole:
            best = fitting[max(fitting)]
            claims.setdefault(best.id, best)
        else:
            rest.append((id, span))
    return tuple(claims.values()), tuple(rest)


def _refused(query: Query, sources: Sources, refusal: Refusal, hits: tuple[Hit, ...] | None = None) -> Evidence:
    found = _hits(query, sources) if hits is None else hits
    return Evidence(hits=found, reason=refusal.words(query.language))


def _hits(query: Query, sources: Sources) -> tuple[Hit, ...]:
    """What search finds; where the filters leave nothing, what it finds without them."""
    if not content_words(query.text):
        return ()
    found = sources.search(query.text, 10, query.filters)
    return tuple(found or sources.search(query.text, 10, replace(Filters(), lang=query.filters.lang)))


def _and(names: Sequence[str], sources: Sources, lang: str) -> str:
    return f" {table(lang, 'phrases')['frame']['and']} ".join(sources.called(name, lang).text for name in names)
