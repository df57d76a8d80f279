"""Claims in the making: every cue and connector of an article read, relays moved to the channel, repeats dropped.

In: an Article, its Sentences, its Quotes. Out: Drafts. Never here: hedge, polarity, time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from index import channels, clauses, cues, frames, grammar, nouns, phrases, refusals, sources, turns
from index import quotes as quoting
from index.channels import Connector
from index.draft import Draft
from index.lang import table
from index.model import ATTITUDES, Article, Force, Sentence, Span
from index.nested import settle
from index.place import Place, Reading, group_start, is_asserted
from index.quotes import Quote
from index.tree import OBJECTS, Tree, plant

_CITED = 40
_MOST = 40
"""Cues, or connectors, of a sentence: with more of them it is none, and each would be cut out of each other's words."""
_EDGE = " \t\n\u00a0\u202f,;:–—-"


def draft(article: Article, sentences: Sequence[Sentence], quotes: Sequence[Quote]) -> list[Draft]:
    """All drafts of an article."""
    found: list[Draft] = []
    trees = [plant(sentence) for sentence in sentences if sentence.tokens]
    for tree in trees:
        found.extend(_of_sentence(article, tree, quotes))
    settled = settle(article.text, found, quotes)
    settled = turns.lines(article, trees, settled)
    return [*settled, *turns.find(article, trees, quotes, settled)]


def _of_sentence(article: Article, tree: Tree, quotes: Sequence[Quote]) -> list[Draft]:
    span = tree.sentence.span
    near = quoting.near(quotes, span.start - 3, span.end + 3)
    drafts: list[Draft] = []
    for token in tree.tokens:
        drafts += _of_cue(article, tree, token.i, near)
        if len(drafts) > _MOST:
            return []  # a list of words, no sentence
    drafts += [*refusals.find(tree, article.lang), *nouns.find(tree, article.lang)]
    drafts = [_shared(d, drafts) for d in drafts]
    links = channels.connectors(tree, article.lang)
    if len(links) > _MOST:
        return []
    before = {d.region for d in drafts}
    drafts = _relayed(article, drafts, links)
    carried = before - {d.region for d in drafts}
    drafts += [_of_connector(tree, c) for c in links if _speaks(article, c, drafts)]
    drafts = _cited(article, drafts)
    regions = [*(c.region for c in links), *carried]
    drafts = [replace(d, content=_cut(article.text, d, regions)) for d in drafts]
    drafts = [_before_joined(article.text, _before_other(d, drafts), drafts) for d in drafts]
    return [_quoted(article.text, d, near) for d in drafts]


def _quoted(text: str, d: Draft, near: Sequence[Quote]) -> Draft:
    """The draft with every quotation that its content touches taken whole; a content that opens one is that
    quotation.
    """
    if d.aside:
        return _around_aside(text, d, near)
    if len(d.content) == 1 and d.frame == "that":
        start, end = d.content[0]
        for q in near:
            inside = q.pieces[0].start <= start and end <= q.pieces[0].end and not q.pieces[0].covers(d.cue)
            if inside and not any(c.isalnum() for c in text[q.start : start]):
                return replace(d, content=q.pieces, frame="quote")
    return replace(d, content=tuple(_whole_quotes(text, s, near, d.frame) for s in d.content))


def _after_comma(d: Draft) -> bool:
    first = d.tree.at(d.cue.start)
    while first > 0 and d.tree.tokens[first - 1].text.lower() in grammar.words("gerund"):
        first -= 1
    return first > 0 and d.tree.tokens[first - 1].text == ","


def _to_punctuation(text: str, end: int) -> int:
    """Where the words that go on after a quotation stop, if no mark stands at once."""
    if text[end - 2 : end - 1] in ".,!?" or text[end - 3 : end - 2] in ".!?":
        return end
    found = re.compile(r"[ \u00a0]+[^,.;:!?…«»“”\"()\n–—]*").match(text, end)
    return end + len(found.group().rstrip()) if found else end


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
        if o is d or o.source is None or not o.source.own or o.source.first < o.head:
            continue
        between = d.tree.tokens[o.source.last + 1 : d.tree.at(d.cue.start)]
        if between and between[0].text == "," and not any(t.pos in ("VERB", "AUX", "PRON") for t in between):
            return replace(d, source=replace(o.source, own=False))
    return d


def _around_aside(text: str, d: Draft, near: Sequence[Quote]) -> Draft:
    """« Le pont, a dit Bell, est fermé. Partez. »: the marks hold the incise too; what is said is the rest of the
    quotation.
    """
    for q in near:
        if any(p.covers(d.region) for p in q.pieces):
            pieces = [part for p in q.pieces for part in (_without(text, p, d.region) if p.covers(d.region) else [p])]
            return replace(d, content=tuple(pieces), frame="quote") if pieces else d
    return d


def _before_joined(text: str, d: Draft, drafts: Sequence[Draft]) -> Draft:
    """ "said that A, and warned that B": what one source says by a second cue is no part of what it says by the
    first.
    """
    for o in drafts:
        if o is d or o.source_span is None or o.source_span != d.source_span or o.cue == d.cue:
            continue
        pieces = []
        for start, end in d.content:
            if start < o.cue.start < end and (o.region.start >= start or o.frame != "quote"):
                said = text[start : o.cue.start].rstrip(_EDGE)
                while said.rpartition(" ")[2] in grammar.words("joints"):
                    said = said.rpartition(" ")[0].rstrip(_EDGE)
                end = start + len(said)
            pieces.append(Span(start, end))
        pieces = [p for p in pieces if p.end - p.start > 3]
        d = replace(d, content=tuple(pieces)) if pieces else d
    return d


def _before_other(d: Draft, drafts: Sequence[Draft]) -> Draft:
    """ "said that A, but the union warned that B": a joined clause with its speaker and its cue, in one tense."""
    if d.frame != "that" or len(d.content) != 1 or d.source is None:
        return d
    start, end = d.content[0]
    for o in drafts:
        at = o.source.first if o is not d and o.source is not None and o.source.own else 0
        tokens = d.tree.tokens
        joined = at > 2 and tokens[at - 1].text.lower() in grammar.words("clause_joints") and tokens[at - 2].text == ","
        told = o.frame in ("that", "quote") and o.force not in ATTITUDES and not o.aside and o.head > at
        inside = joined and d.head < at and start < tokens[at - 3].start < tokens[at].start < end
        if inside and told and sources.tense(d.tree, o.head) == sources.tense(d.tree, d.head):
            return replace(d, content=(Span(start, tokens[at - 3].end),))
    return d


def _whole_quotes(text: str, span: Span, near: Sequence[Quote], frame: str) -> Span:
    """A content that ends inside or just before a quotation takes it whole; so does one that starts inside."""
    start, end = span
    if any(piece.start == start and piece.end == end for q in near for piece in q.pieces):
        return span
    for q in near:
        for piece in q.pieces:
            if start <= piece.start < end < piece.end or (
                end <= piece.start and start < end and not text[end : piece.start].strip(" \u00a0")
            ):
                end = _to_punctuation(text, piece.end) if frame not in ("quote", "that") else piece.end
            elif piece.start < start < piece.end < end:
                start = piece.start
    return Span(start, end)


def _of_cue(article: Article, tree: Tree, i: int, near: Sequence[Quote]) -> Iterable[Draft]:
    match = cues.match(tree, i, article.lang)
    if match is None:
        return
    source = sources.find(tree, i, match.last)
    if source is not None and "noun" in match.frames and _is_object(tree, source, article.lang):
        source = None
    place = Place(tree, match, group_start(tree, i), match.last, source, article.text, near, article.lang)
    reading = frames.read(place)
    if (
        reading is None
        or _is_denied(tree, i, reading.frame, match, article.lang)
        or not is_asserted(tree, i, reading.frame, source is not None and source.own)
    ):
        return
    cue = _cue(tree, place)
    force = _force(article, tree, i, match, reading)
    for content in clauses.split(place, reading):
        yield Draft(tree, i, reading.frame, force, cue, content, reading.region, source, aside=reading.aside)


def _is_object(tree: Tree, source: phrases.Source, lang: str) -> bool:
    """ "a demandé un audit": an indefinite noun after the verb that names no office is no speaker."""
    noun, opener = tree.tokens[source.head], tree.tokens[source.first].text.lower()
    if noun.dep not in OBJECTS or opener in grammar.words("definite") or noun.pos != "NOUN":
        return False
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
    return (
        "say"
        if force == "reject"
        and cues.is_negated(tree, i, article.lang)
        and tree.tokens[i].lemma in cues.exclusions(article.lang)
        else force
    )


def _is_denied(tree: Tree, i: int, frame: str, match: cues.Match, lang: str) -> bool:
    """A negated cue reports nothing ("n'a pas contesté"), save a thought or a "n'exclut pas"."""
    force = match.frames[frame].force
    if force in ATTITUDES or force in ("reject", "accept", "decline_to_comment") or frame == "quote":
        return False
    return cues.is_negated(tree, i, lang)


def _of_connector(tree: Tree, connector: Connector) -> Draft:
    return Draft(
        tree,
        connector.source.head,
        "connector",
        "say",
        connector.words,
        connector.content,
        connector.region,
        connector.source,
    )


def _speaks(article: Article, connector: Connector, drafts: Sequence[Draft]) -> bool:
    """A connector makes a claim of its own unless it is a relay and somebody else speaks."""
    if connector.via or not connector.content:
        return False
    if any(connector.region in d.channel for d in drafts):
        return False
    return not any(phrases.span(d.tree, connector.source) in d.channel for d in drafts)


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
        for link in links:
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
    return any(_size(o) >= 0.6 * size for o in inner)


def _size(d: Draft) -> int:
    return max(s.end for s in (*d.content, d.region)) - min(s.start for s in (*d.content, d.region))


def _cut(text: str, d: Draft, regions: Sequence[Span]) -> tuple[Span, ...]:
    """The content without the words of other attributions inside it, edges trimmed."""
    pieces = list(d.content)
    for region in regions:
        if region == d.region:
            continue
        pieces = [p for piece in pieces for p in _without(text, piece, region)]
    return tuple(pieces) or d.content


def _without(text: str, piece: Span, region: Span) -> list[Span]:
    if not piece.covers(region):
        if region.overlaps(piece) and region.start > piece.start:
            return [_trim(text, Span(piece.start, region.start))]
        return [piece]
    after = region.end + len(text[region.end : piece.end]) - len(text[region.end : piece.end].lstrip(_EDGE + ".!?"))
    parts = [_trim(text, Span(piece.start, region.start)), _trim(text, Span(after, piece.end))]
    return [p for p in parts if any(c.isalnum() for c in p.of(text))]


def _trim(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return Span(start, end)
