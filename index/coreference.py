"""Who is meant by "il", "the spokesman", "le président russe", "Kim": from words of an article to its names.

In: Names and spans, or Claims. Out: canonical names, with the doubt where two fit. Never here: guessing where nobody
fits: an unnamed source keeps its own words ("des témoins").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from index import grammar
from index.antecedents import Referent, latter, pronoun
from index.descriptions import NOBODY, Meant, described
from index.model import Article, Claim, NameType, Sentence, Span, Token
from index.names_joint import joint
from index.names_phrases import Description, bare, describe, head_of, office, phrase
from index.names_words import first_names, fold, words
from index.relatives import antecedent, noun_before

_RELATIVES = grammar.words("relatives")
_EXAMPLES = grammar.words("examples")
_CUT = re.compile(r" (?:des|du) [a-zà-ÿ]+")
"""What a name of one word goes on with: "l'association Robin des lois"."""
_JOINED = re.compile(r"\w (?:et|and|&) \w")

if TYPE_CHECKING:
    from index.names import Names
    from index.names_people import Known


def attach(claims: Sequence[Claim], names: Names, article: Article, sentences: Sequence[Sentence]) -> tuple[Claim, ...]:
    """The claims with their canonical source, the doubt, and the role where the article gives one."""
    speakers: list[Referent] = []
    names.spoken = sorted(s for claim in claims if claim.mode == "direct" for s in claim.content)
    done: dict[str, Claim] = {}
    for claim in sorted(claims, key=lambda c: (c.source or c.cue, c.cue)):
        if claim.source is None:
            continue
        index = names.sentence_at(claim.source.start)
        canonical, doubt = resolve(names, claim.source, index, speakers, claim.content)
        if canonical is None:
            canonical, doubt = _speaker_of_quote(names, claim, claims, done)
        role = office(claim.role, names.lexicon) if claim.role else names.role(canonical) if canonical else None
        done[claim.id] = replace(claim, source_canonical=canonical, doubt=doubt, role=role)
        speakers.extend(_relays(names, claim, speakers))
        if canonical and not _is_background(names, claim, index):
            speakers.append(_speaker(names, claim.source, index, canonical))
    return tuple(done.get(claim.id, claim) for claim in claims)


def _is_background(names: Names, claim: Claim, index: int) -> bool:
    """ "Alors que le maire affirme que ..., Anna Bell explique": who speaks beside the main clause has not the word."""
    tokens = names.sentences[index].tokens if index < len(names.sentences) else ()
    opens = bool(tokens) and tokens[0].text.lower() in grammar.words("while")
    root = next((t for t in tokens if t.head == t.i), None)
    before = root is not None and claim.cue.end <= root.start and claim.source is not None
    own = [t for t in tokens if root is not None and t.head == root.i and t.dep == "nsubj" and t.pos != "PRON"]
    return opens and before and any(t.start >= claim.cue.end for t in own)


def _relays(names: Names, claim: Claim, speakers: Sequence[Referent]) -> list[Referent]:
    """Who passed a claim on, as something that "it also said" may point back to."""
    found = []
    for span in claim.channel:
        index = names.sentence_at(span.start)
        canonical, _ = resolve(names, span, index, speakers)
        if canonical:
            found.append(_speaker(names, span, index, canonical))
    return found


def _speaker_of_quote(names: Names, claim: Claim, claims: Sequence[Claim], done: dict[str, Claim]) -> Meant:
    """ "I said that ..." inside a quotation: whoever speaks the quotation."""
    source = claim.source
    if source is None or names.lexicon.pronouns.get(fold(source.of(names.article.text))) != "first":
        return NOBODY
    for outer in claims:
        if outer.id != claim.id and outer.source and any(c.covers(source) for c in outer.content):
            known = done.get(outer.id)
            meant = (known.source_canonical, known.doubt) if known else names.resolve(outer.source)
            return meant if meant[0] else NOBODY
    return NOBODY


def _speaker(names: Names, span: Span, index: int, canonical: str) -> Referent:
    """Who has just spoken, as something that a pronoun may point back to."""
    known = next(iter(names.mentions(canonical)), None)
    head = head_of(names.sentences[index], span) if index < len(names.sentences) else None
    about = describe(span.of(names.article.text), names.lexicon, head.text if head else None)
    type: NameType = known.type if known else _kind_of_speaker(names, about)
    gender = names.genders.get(canonical) or ("" if type == "person" and known else about.gender)
    many = known is None and (about.plural or fold(canonical).endswith("s") or _JOINED.search(canonical) is not None)
    return Referent(span.start, index, canonical, "person" if many else type, gender, many, True, True)


def _kind_of_speaker(names: Names, about: Description) -> NameType:
    """What speaks in French is somebody, also by a rare noun ("le slameur"), unless it is a body or a paper."""
    somebody = about.kind == "other" and names.lexicon.lang == "fr" and about.head not in grammar.words("documents")
    return "person" if somebody else about.kind


def resolve(
    names: Names, span: Span, index: int, speakers: Sequence[Referent] = (), quoted: Sequence[Span] = ()
) -> Meant:
    """Whom the words of the span mean, and who else they may mean. `quoted` is what they say in their own words."""
    text = names.article.text
    words_of = span.of(text).strip()
    kind = names.lexicon.pronouns.get(fold(words_of)) if not words_of[1:].isupper() else None
    if kind in ("first", "nobody", "those") or not words_of:
        return NOBODY
    if index >= len(names.sentences):
        return bare(span.of(text), names.lexicon), ()
    sentence = names.sentences[index]
    head = head_of(sentence, span)
    if kind and words_of.lower().split()[-1] in grammar.words("latter"):
        return latter(names, "either" if kind == "they" else kind, span.start, index)
    if not kind and head and head.pos == "PRON" and head.start == span.start:
        kind = names.lexicon.pronouns.get(fold(head.text))
        if kind == "nobody":  # "some of the residents", "everyone who listens to her"
            return bare(_noun_phrase(sentence, span, head).of(text), names.lexicon) or None, ()
    if kind == "either" and _of_anybody(names, sentence, span):
        return NOBODY
    if kind == "either":
        relative = antecedent(names, sentence, span) or noun_before(sentence, span)
        if relative is not None:
            return resolve(names, relative, index, speakers)
        if words_of.lower() in _RELATIVES:
            return NOBODY
    if kind:
        kind = "several" if kind == "they" and " " in words_of else kind  # "the pair" is no company
        return pronoun(names, kind, span.start, index, speakers, quoted)
    office = _compound(names, sentence, span)
    found = joint(names, span, index) or (None if office else _named(names, span, index))
    if found:
        return found
    head = office or head
    own = span if office else _noun_phrase(sentence, span, head)
    about = describe(own.of(text), names.lexicon, head.text if head else None)
    meant = None if _is_restricted(names, span, own, about) else described(names, about, span.start, index)
    return meant or (bare(own.of(text), names.lexicon) or None, ())


def _of_anybody(names: Names, sentence: Sentence, span: Span) -> bool:
    """ "celle qui avait déclaré", "those who say": whom a relative clause alone describes."""
    before = next((t for t in reversed(sentence.tokens) if t.end <= span.start), None)
    return before is not None and names.lexicon.pronouns.get(fold(before.text)) == "those"


def _compound(names: Names, sentence: Sentence, span: Span) -> Token | None:
    """ "A Department for Roads and Dams spokeswoman": the office that ends an English phrase, whatever the parse."""
    inside = [t for t in sentence.tokens if span.start <= t.start and t.end <= span.end]
    last = inside[-1] if inside else None
    if last is None or names.lexicon.lang != "en" or last.pos != "NOUN" or fold(last.text) not in names.lexicon.roles:
        return None
    joined = any(t.pos == "CCONJ" for t in inside) and not any(t.text == "," for t in inside)
    return last if joined and not any(k.type == "person" for k in names.within(span)) else None


def _is_restricted(names: Names, span: Span, own: Span, about: Description) -> bool:
    """ "le groupe détenu par la famille": a clause without a comma says which body is meant, so it is not just any."""
    rest = names.article.text[own.end : span.end].strip()
    return about.kind == "organisation" and len(rest) > 1 and rest[0] not in ",(–—-"


_NOMINAL = {"NOUN", "PROPN", "ADJ", "DET", "ADP", "NUM"}


def _noun_phrase(sentence: Sentence, span: Span, head: Token | None) -> Span:
    """The span where it is a plain noun phrase, else the phrase of its head, without clauses and appositions."""
    inside = [t for t in sentence.tokens if span.start <= t.start and t.end <= span.end]
    if head is None or head.pos not in ("NOUN", "PROPN") or all(t.pos in _NOMINAL for t in inside):
        day = (
            next((t.start for t in inside if t.ent == "time" and t.start > head.start), span.end) if head else span.end
        )
        return Span(span.start, day)
    own = phrase(sentence, head)
    return Span(max(own.start, span.start), min(own.end, span.end))


def _named(names: Names, span: Span, index: int) -> Meant | None:
    """The name in the span, where the span names somebody and not only mentions a name ("le porte-parole de Kim")."""
    head = head_of(names.sentences[index], span)
    found = _outside_relatives(names.sentences[index], span, head, names.within(span))
    if not found:
        return None
    exact = [k for k in found if head and k.mention.span.start <= head.start < k.mention.span.end]
    about = describe(span.of(names.article.text), names.lexicon, head.text if head else None)
    if any(_has_another_first_name(names, span, k) for k in found):
        return bare(_noun_phrase(names.sentences[index], span, head).of(names.article.text), names.lexicon), ()
    people = [k for k in found if k.type == "person" and not _only_restricts(names, span, k.mention.span)]
    if names.lexicon.lang == "en" and head is not None and head.pos == "NOUN" and about.kind == "person":
        people = [k for k in people if k in exact or k.mention.span.end > head.start]  # "the Lib Dem leader"
    if head is not None and head.pos == "NOUN" and head.lemma in grammar.words("documents"):
        people = [k for k in people if k in exact]  # "la lettre signée par X": the letter speaks
    if people and (about.kind != "organisation" or any(k in people for k in exact)):
        return _first_of(people, exact)
    if exact and not _only_restricts(names, span, exact[0].mention.span):
        longest = max(exact, key=lambda k: len(k.mention.text))
        if longest.type == "place" and _ends_a_name(names, span, longest.mention.span):
            return bare(span.of(names.article.text), names.lexicon), ()
        return longest.canonical, longest.doubt
    return _introduced(names, span, found, about.head)


def _outside_relatives(sentence: Sentence, span: Span, head: Token | None, found: Sequence[Known]) -> Sequence[Known]:
    """Without those whom only a relative clause names: "a singer, who had worked with X"."""
    if head is None or head.pos not in ("NOUN", "PROPN"):
        return found
    after = sentence.tokens[head.i + 1 :]
    clause = next((t for t in after if t.start < span.end and t.text.lower() in _RELATIVES and t.pos == "PRON"), None)
    return [k for k in found if clause is None or k.mention.span.start < clause.start]


def _has_another_first_name(names: Names, span: Span, known: Known) -> bool:
    """Whether a first name that is not the person's stands right before the surname: no brother speaks for another."""
    before = words(names.article.text[span.start : known.mention.span.start])[-1:]
    other = known.type == "person" and bool(before) and before[0].folded in first_names()
    return other and before[0].text[0].isupper() and before[0].folded not in fold(known.canonical).split()


def _ends_a_name(names: Names, span: Span, mention: Span) -> bool:
    """ "Care International UK": the country at the end of a body's own name."""
    before = words(names.article.text[span.start : mention.start])
    return len(before) > 1 and mention.end == span.end and all(w.text[0].isupper() for w in before)


def _introduced(names: Names, span: Span, found: Sequence[Known], noun: str) -> Meant | None:
    """ "l'agence Tass", "the Corvane agency": an institution's noun directly beside its name."""
    text = names.article.text
    for k in found:
        before, after = text[span.start : k.mention.span.start], text[k.mention.span.end : span.end]
        beside = [w.folded for w in words(before)][-1:] or [w.folded for w in words(after)][:1]
        if noun in names.lexicon.institutions and beside == [noun] and k.type != "person":
            whole = names.lexicon.lang == "fr" and " " not in k.mention.text and _CUT.fullmatch(after)
            return (text[k.mention.span.start : span.end], ()) if whole and before else (k.canonical, k.doubt)
    return None


def _first_of(people: Sequence[Known], exact: Sequence[Known]) -> Meant:
    """The person whom the phrase is about, else the first."""
    chosen = next((k for k in exact if k in people), people[0])
    return chosen.canonical, chosen.doubt


def _only_restricts(names: Names, span: Span, mention: Span) -> bool:
    """Whether the name only restricts what it stands beside ("l'avocat de X", "X's lawyer")."""
    text = names.article.text
    possessive = text[mention.end : mention.end + 2] in ("'s", "’s") and mention.end + 2 < span.end
    sentence = names.sentences[names.sentence_at(mention.start)]
    between = [t for t in sentence.tokens if span.start < t.start < mention.start and t.pos == "VERB"]
    if any("VerbForm=Part" in t.morph and "Tense=Pres" in t.morph for t in between):
        return True  # "a lawyer representing X"
    before = words(text[span.start : mention.start])
    run = [w.folded for w in before]
    if not {*run[1:], *map("_".join, pairwise(run))}.isdisjoint(_EXAMPLES):
        return True  # "des milliardaires tels que X"
    while before and (before[-1].folded in names.lexicon.titles or before[-1].folded in names.lexicon.roles):
        before.pop()
    return possessive or bool(
        before and before[-1].folded in names.lexicon.prepositions and before[0] is not before[-1]
    )
