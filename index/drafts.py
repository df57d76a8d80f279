"""Claims in the making: every cue and connector of an article read, relays moved to the channel, repeats dropped.

In: an Article, its Sentences, its Quotes. Out: Drafts. Never here: hedge, polarity, time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from index import (
    channels,
    citing,
    clauses,
    cues,
    dialogue,
    edges,
    frames,
    grammar,
    incises,
    narrated,
    nouns,
    phrases,
    refusals,
    sources,
    speakers,
    turns,
)
from index import quotes as quoting
from index.channels import Connector
from index.draft import Draft
from index.lang import table
from index.model import ATTITUDES, Article, Force, Sentence, Span
from index.nested import settle
from index.place import Place, Reading, group_start, is_asserted, opens_purpose
from index.quotes import Quote
from index.tree import OBJECTS, Tree, plant
from index.unsaid import is_unsaid

_CITED = 40
_MOST_OF = 0.6


def draft(article: Article, sentences: Sequence[Sentence], quotes: Sequence[Quote]) -> list[Draft]:
    """All drafts of an article."""
    found: list[Draft] = []
    trees = [plant(sentence) for sentence in sentences if sentence.tokens]
    sure = dialogue.introduced(article)
    marked = sorted([*quotes, *sure], key=lambda q: q.start) if sure else quotes
    for tree in trees:
        found.extend(_of_sentence(article, tree, marked))
    settled = settle(article.text, found, marked)
    settled += narrated.find(article, trees, marked, settled)
    settled = dialogue.read(article, trees, quotes, settled, sure)
    return [*settled, *turns.find(article, trees, quotes, settled)]


def _of_sentence(article: Article, tree: Tree, quotes: Sequence[Quote]) -> list[Draft]:
    span = tree.sentence.span
    near = quoting.near(quotes, span.start - 3, span.end + 3)
    drafts: list[Draft] = []
    for token in tree.tokens:
        drafts += _of_cue(article, tree, token.i, near)
        if len(drafts) > channels.MOST:
            return []  # a list of words, no sentence
    drafts += [*refusals.find(tree, article.lang), *nouns.find(tree, article.lang)]
    drafts = [d for d in drafts if d.frame == "quote" or not is_unsaid(tree, d.head, article.lang)]
    drafts = [_shared(d, drafts) for d in drafts]
    drafts = [d for d in drafts if d.source is None or not speakers.is_thing(tree, d.source, d.force)]
    links = channels.connectors(tree, article.lang)
    if len(links) > channels.MOST:
        return []
    drafts, links, cited = citing.read(tree, drafts, links, article.lang)
    before = {d.region for d in drafts}
    passed = {c.region: d for c in links if (d := _passed_on(article, c, drafts)) is not None}
    drafts = _relayed(article, [d for d in drafts if d not in passed.values()], links)
    carried = before - {d.region for d in drafts}
    drafts += [_of_connector(tree, c, passed.get(c.region)) for c in links if _speaks(article, c, drafts)]
    drafts = [*_cited(article, drafts), *cited]
    told = [c for c in links if not c.via or _is_relay(article, tree, c.source)]
    regions = [*(c.region for c in told), *carried]
    drafts = [replace(d, content=edges.cut(article.text, d, regions)) for d in drafts]
    drafts = [edges.before_joined(article.text, edges.before_other(d, drafts), drafts) for d in drafts]
    return [edges.with_quotes(article.text, d, near, [o.region.start for o in drafts if o is not d]) for d in drafts]


def _after_comma(d: Draft) -> bool:
    first = d.tree.at(d.cue.start)
    while first > 0 and d.tree.tokens[first - 1].text.lower() in grammar.words("gerund"):
        first -= 1
    return first > 0 and d.tree.tokens[first - 1].text == ","


def _shared(d: Draft, drafts: Sequence[Draft]) -> Draft:
    """A cue without a subject of its own that follows another attribution has its source.

    "..., a dit Bell, ajoutant que"; "a dit que rien ne changeait, ajoutant que"; "said that A was B and denied that"
    """
    described = d.tree.tokens[d.head].dep == "acl" and not _after_comma(d)
    if d.source is not None and (d.source.own or described):
        return d
    token = d.tree.tokens[d.head]
    for o in drafts:
        told = o.source is not None and o.source.own and o.frame in ("that", "quote") and o.cue.end <= d.cue.start
        if told and any(s.covers(d.cue) for s in o.content) and o.head in set(d.tree.ancestors(d.head)):
            joined = token.dep == "conj" and not any(x.head == token.head for x in drafts)
            participle = "Tense=Pres" in token.morph and "VerbForm=Part" in token.morph and _after_comma(d)
            if (joined or participle) and d.frame in ("that", "quote"):
                return replace(d, source=replace(o.source, own=False)) if o.source else d
    for o in drafts:
        if o is d or o.source is None or not o.source.own or (o.source.first < o.head and not _is_inverted(o)):
            continue
        between = d.tree.tokens[max(o.source.last, o.head) + 1 : d.tree.at(d.cue.start)]
        joined = any(t.text == "," for t in (between if _is_inverted(o) else between[:1]))
        if joined and not any(t.pos in ("VERB", "AUX", "PRON") for t in between):
            return replace(d, source=replace(o.source, own=False))
    return d


def _is_purpose(tree: Tree, i: int) -> bool:
    """ "met to discuss the results", "pour évoquer la crue": what it is for, nothing said."""
    token = tree.tokens[i]
    return "VerbForm=Inf" in token.morph and (token.dep in ("advcl", "acl") or opens_purpose(tree, i))


def _is_undone(tree: Tree, i: int, force: Force, frame: str, source: phrases.Source | None) -> bool:
    """What a purpose does not say yet: "met to discuss the results", "went to see if the road was dry"."""
    asks = any(t.text.lower() in grammar.words("ask") | {"if", "si"} for t in tree.tokens[i + 1 : i + 2])
    return (force == "say" and frame == "noun" and source is not None) or (force == "find" and asks)


def _is_inverted(d: Draft) -> bool:
    """ "a-t-il expliqué": the pronoun stands behind the auxiliary."""
    return d.source is not None and d.tree.tokens[d.source.last].text.startswith("-")


def _of_cue(article: Article, tree: Tree, i: int, near: Sequence[Quote]) -> Iterable[Draft]:
    match = cues.match(tree, i, article.lang)
    if match is None:
        return
    source = sources.find(tree, i, match.last)
    behind = incises.behind_quote(tree, i)
    if source is not None and "noun" in match.frames and not behind and _is_object(tree, source, article.lang):
        source = None
    place = Place(tree, match, group_start(tree, i), match.last, source, article.text, near, article.lang)
    reading = frames.read(place)
    if (
        reading is None
        or _is_denied(tree, i, reading.frame, match, article.lang)
        or _is_asked(tree, i, article.lang)
        or not (
            (behind and reading.frame == "quote")
            or is_asserted(tree, i, reading.frame, source is not None and source.own)
            or cues.leaves_open(tree, i, article.lang)
        )
    ):
        return
    cue = _cue(tree, place)
    force = _force(article, tree, i, match, reading)
    if _is_purpose(tree, i) and _is_undone(tree, i, force, reading.frame, source):
        return
    for content in clauses.split(place, reading):
        yield Draft(tree, i, reading.frame, force, cue, content, reading.region, source, aside=reading.aside)


def _is_object(tree: Tree, source: phrases.Source, lang: str) -> bool:
    """ "a demandé un audit": an indefinite noun after the verb that names no office is no speaker."""
    noun, opener = tree.tokens[source.head], tree.tokens[source.first].text.lower()
    if noun.dep not in OBJECTS or opener in grammar.words("definite") or noun.pos != "NOUN":
        return False
    if noun.lemma in grammar.words("documents") and incises.follows_mark(tree, tree.tokens[source.head].head):
        return False  # "..., affirme un rapport d'inspection"
    offices = table(lang, "names")["roles"]
    return not any(noun.lemma in offices[kind] or noun.text.lower() in offices[kind] for kind in offices)


def _cue(tree: Tree, place: Place) -> Span:
    """The verb with its auxiliaries; of "a-t-elle expliqué" the participle."""
    inverted = any(tree.tokens[k].text.startswith("-") for k in range(place.first, place.match.head))
    return Span(tree.tokens[place.match.head if inverted else place.first].start, tree.tokens[place.last].end)


def _force(article: Article, tree: Tree, i: int, match: cues.Match, reading: Reading) -> Force:
    """That of the frame; "demande" with a quoted question asks, "n'exclut pas" says that it may be."""
    force = match.frames[reading.frame].force
    if (
        reading.frame == "quote"
        and "ask" in match.frames
        and reading.content[-1].of(article.text).rstrip("»”\"' \u00a0\u202f").endswith("?")
    ):
        return match.frames["ask"].force if force == "demand" else force
    return "say" if force == "reject" and cues.leaves_open(tree, i, article.lang) else force


def _is_denied(tree: Tree, i: int, frame: str, match: cues.Match, lang: str) -> bool:
    """A negated cue reports nothing ("n'a pas contesté"), save a thought or a "n'exclut pas"."""
    force = match.frames[frame].force
    if force in ATTITUDES or force in ("reject", "accept", "decline_to_comment") or frame == "quote":
        return False
    return cues.is_negated(tree, i, lang)


def _is_asked(tree: Tree, i: int, lang: str) -> bool:
    """ "Asked why he thought that": what a question supposes is nobody's word."""
    token = tree.tokens[i]
    asks = any(e.force == "ask" for e in cues.entries(lang).get(tree.tokens[token.head].lemma, ()))
    return asks and token.dep == "ccomp" and tree.tokens[tree.left[i]].text.lower() in grammar.words("ask")


def _alleged(tree: Tree, connector: Connector) -> Force:
    """ "Selon lui, le maire ment": that somebody lies is an accusation."""
    lying = grammar.words("lying")
    for span in connector.content:
        for token in tree.tokens[tree.at(span.start) : tree.at(span.end - 1) + 1]:
            if token.lemma not in lying and token.text.lower() not in lying:
                continue
            kids = [tree.tokens[k] for k in tree.kids(token.i) if span.start <= tree.tokens[k].start < span.end]
            elsewhere = any(t.dep == "prep" and t.text.lower() not in grammar.words("lied_about") for t in kids)
            denied = any(t.dep == "neg" or t.text.lower() in grammar.words("negation") for t in kids)
            if not elsewhere and not denied and token.dep != "xcomp":
                return "accuse"
    return "say"


def _passed_on(article: Article, link: Connector, drafts: Sequence[Draft]) -> Draft | None:
    """ "..., according to a docker, the Post reports": the docker speaks, whatever passes it on."""
    if link.via or not link.content:
        return None
    cues_of = frozenset(table(article.lang, "cues")["relays"]["cues"].split())
    for d in drafts:
        if d.source is None or not _is_relay(article, d.tree, d.source) or _is_relay(article, d.tree, link.source):
            continue
        carries = cues.lemma(d.tree.tokens[d.head], article.lang) in cues_of
        if carries and link.region.end <= d.cue.start and any(s.overlaps(d.cue) for s in link.content):
            return d
    return None


def _of_connector(tree: Tree, connector: Connector, relay: Draft | None = None) -> Draft:
    return Draft(
        tree,
        connector.source.head,
        "connector",
        _alleged(tree, connector),
        connector.words,
        connector.content,
        connector.region,
        connector.source,
        channel=(relay.source_span,) if relay is not None and relay.source_span is not None else (),
    )


def _speaks(article: Article, connector: Connector, drafts: Sequence[Draft]) -> bool:
    """A connector makes a claim of its own unless it is a relay and somebody else speaks."""
    if connector.via or not connector.content:
        return False
    span = phrases.span(drafts[0].tree, connector.source) if drafts else None
    size = sum(s.end - s.start for s in connector.content)
    told = [d for d in drafts if connector.region in d.channel or span in d.channel]
    return not any(_size(d) >= _MOST_OF * size or _is_relay(article, d.tree, connector.source) for d in told)


def _is_relay(article: Article, tree: Tree, source: phrases.Source) -> bool:
    return channels.is_relay(phrases.span(tree, source).of(article.text), article.lang)


def _relayed(article: Article, drafts: list[Draft], links: Sequence[Connector]) -> list[Draft]:
    """Relays told from sources: "a dit X, a rapporté l'AP" has one source and one relay."""
    relay_cues = frozenset(table(article.lang, "cues")["relays"]["cues"].split())
    carriers = [d for d in drafts if _carries(article, d, drafts, relay_cues)]
    kept = []
    for d in drafts:
        if d in carriers:
            continue
        relays = [(c.source_span, c.region) for c in carriers if c.source and any(s.covers(d.cue) for s in c.content)]
        for link in links if d.source is not None else ():
            if d.tree.tokens[link.source.head].pos == "PRON":
                continue
            if link.region.covers(d.cue) or (link.via and not _is_relay(article, d.tree, link.source)):
                continue
            if link.via or any(s.overlaps(d.cue) for s in link.content):
                relays.append((phrases.span(d.tree, link.source), link.region))
        spans = tuple(dict.fromkeys(s for s, _ in relays if s is not None))
        kept.append(replace(d, channel=spans) if spans else d)
    return kept


def _cited(article: Article, drafts: list[Draft]) -> list[Draft]:
    """ "..., the agency reported, quoting a hospital": the hospital is the source, the agency its relay."""
    for q in drafts:
        tokens = q.tree.tokens
        if q.frame != "noun" or cues.lemma(tokens[q.head], article.lang) not in grammar.words("quoting"):
            continue
        first, last = q.tree.at(q.content[0].start), q.tree.at(q.content[0].end - 1)
        for d in drafts:
            behind = d.source is not None and 0 <= q.cue.start - tokens[d.source.last].end < _CITED
            if d is q or d.source is None or not behind or not _is_relay(article, d.tree, d.source):
                continue
            relay = phrases.span(d.tree, d.source)
            source = phrases.Source(tokens[first].head if first <= tokens[first].head <= last else first, first, last)
            cited = replace(d, source=source, channel=(relay, *d.channel))
            return [cited if o is d else o for o in drafts if o is not q]
    return drafts


def _carries(article: Article, d: Draft, drafts: Sequence[Draft], relay_cues: frozenset[str]) -> bool:
    if (
        d.source is None
        or cues.lemma(d.tree.tokens[d.head], article.lang) not in relay_cues
        or not _is_relay(article, d.tree, d.source)
    ):
        return False
    size = sum(s.end - s.start for s in d.content)
    inner = [o for o in drafts if o is not d and o.source and any(s.covers(o.cue) for s in d.content)]
    return any(_size(o) >= _MOST_OF * size for o in inner)


def _size(d: Draft) -> int:
    return max(s.end for s in (*d.content, d.region)) - min(s.start for s in (*d.content, d.region))
