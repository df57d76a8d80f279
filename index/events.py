"""Happenings in an article: what, when, whether it took place, on whose word.

In: an Article, its Sentences, TimeExpressions, Claims and Names. Out: Events in text order. `span` is narrow (the verb
group or the noun), `sentence` is the sentence it stands in. Never here: headlines, captions, credits (they have no
sentences), the time of saying (that is a Claim's `said`), and no day that the words do not tie to the happening.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from index import datelines, stamps
from index.events_clause import clause
from index.events_status import Judge, Verdict
from index.events_when import attach, counted, habits, of_saying, stretches
from index.lang import LANGUAGES, table
from index.model import Article, Claim, Event, Evidence, Sentence, Span, Status, TimeExpression, Token
from index.tree import PASSIVES, Tree, plant

SAID = 0.5
"""What a verb of saying, wishing or being weighs, beside one that tells of a change."""
MOST_WORDS = 6
"""The longest span of an event, in words."""
_DEEPEST = 6
"""Beyond so many words above it a happening weighs no less."""
ACTS = frozenset({"accept", "reject"})
"""Forces that are done by being said: their cues are happenings too."""


class Lookup(Protocol):
    """What is needed of the names of an article."""

    def at(self, span: Span) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Found:
    """A token that names a happening, and the tokens [first, last] that are shown for it."""

    head: int
    first: int
    last: int
    noun: bool


def extract(
    article: Article,
    sentences: Sequence[Sentence],
    times: Sequence[TimeExpression],
    claims: Sequence[Claim],
    names: Lookup | None,
) -> tuple[Event, ...]:
    """All happenings of the article's body. Sentences without tokens and other languages yield none."""
    if article.lang not in LANGUAGES:
        return ()
    cues = sorted(c.cue for c in claims if c.force not in ACTS)
    events: list[Event] = []
    for number, sentence in enumerate(sentences):
        if sentence.tokens:
            tree = plant(sentence)
            inside = [t for t in times if sentence.span.covers(t.span) and (_dates(t) or t.type in ("DURATION", "SET"))]
            inside = stretches(article.text, inside, article.lang)
            told = [c for c in claims if any(s.overlaps(sentence.span) for s in (c.cue, *c.content))]
            events += _in_sentence(article, number, tree, inside, told, cues, names)
    return tuple(events)


def _dates(time: TimeExpression) -> bool:
    """The words name days, or a weekday, month or date of an unknown year; "now" and "soon" do not."""
    return time.type in ("DATE", "TIME") and (bool(time.when.candidates) or time.when.timex.startswith("XXXX-"))


def _in_sentence(
    article: Article,
    number: int,
    tree: Tree,
    times: Sequence[TimeExpression],
    claims: Sequence[Claim],
    cues: Sequence[Span],
    names: Lookup | None,
) -> Iterator[Event]:
    judge = Judge(tree, article.lang)
    filed = _behind_filing(article.text, tree.sentence.span)
    told = [f for f in find(tree, judge) if tree.tokens[f.head].start >= filed]
    found = [f for f in told if not any(_holds(t.span, tree.tokens[f.head]) for t in times)]
    places = frozenset(n.canonical for n in getattr(names, "all", ()) if n.type == "place")
    heads = [f.head for f in found]
    dates = [t for t in times if _dates(t) and not of_saying(tree, heads, t, claims)]
    dates = [t for t in dates if t.span.start >= filed]
    whens = attach(tree, judge, heads, dates) | counted(article.text, tree, judge, heads, times)
    again = habits(tree, heads, times)
    whens = {i: when for i, when in whens.items() if i not in again}
    for f in found:
        if (
            _is_cue(tree.tokens[f.head].start, cues)
            or judge.only_tells(f.head)
            or _prompts(tree, judge, f.head, claims)
        ):
            continue
        if judge.lemma_in(f.head, "saying"):
            whens.pop(f.head, None)
        verdict = judge.judge(f.head)
        head = Span(tree.tokens[f.head].start, tree.tokens[f.head].end)
        telling = [c for c in claims if any(s.covers(head) for s in c.content)]
        when, evidence = whens.get(f.head), _evidence(verdict, telling, judge, f.head)
        dated = Span(when.proof.start, when.proof.end) if when and when.proof else None
        own = clause(tree, f.head, dated) if dated else None
        yield Event(
            article.id, article.edition, tree.span(f.first, f.last), when,
            _status(verdict, telling), evidence, tuple(c.id for c in telling),
            _participants(tree, f.head, names), _place(tree, f.head, names, places), head, tree.sentence.span,
            round(_weight(number, tree, f) * (SAID if _states(judge, f.head) else 1.0), 3), own,
        )  # fmt: skip


def _behind_filing(text: str, sentence: Span) -> int:
    """Where what is told begins: the day of the dispatch or of the page's last change is none of its happenings."""
    stamped = stamps.after(text, sentence.start, sentence.end)
    return datelines.after(text, stamped, sentence.end)


def _holds(span: Span, token: Token) -> bool:
    """The word is part of a time expression ("l'année passée")."""
    return span.start <= token.start < span.end


def _is_cue(offset: int, cues: Sequence[Span]) -> bool:
    at = bisect_right(cues, (offset, 1 << 60)) - 1
    return at >= 0 and cues[at].start <= offset < cues[at].end


def _prompts(tree: Tree, judge: Judge, i: int, claims: Sequence[Claim]) -> bool:
    """ "Reached by phone on Tuesday, the engineer said", "a refusé de confirmer": how a saying came about, or what was
    not said, is no happening beside it.
    """
    token = tree.tokens[i]
    head = Span(token.start, token.end)
    if any(c.force == "decline_to_comment" and any(s.covers(head) for s in c.content) for c in claims):
        return True
    beside = token.head != i and "VerbForm=Part" in token.morph and not judge.auxiliaries(i)
    return beside and bool(claims) and judge.lemma_in(i, "prompts")


def _states(judge: Judge, i: int) -> bool:
    """A verb of saying, wishing or being tells of no change in the world."""
    return any(judge.lemma_in(i, name) for name in ("saying", "wish", "skip"))


# ---------------------------------------------------------------- what names a happening


def find(tree: Tree, judge: Judge) -> list[Found]:
    """Verbs and nouns of happening in a sentence, in order."""
    found = []
    for token in tree.tokens:
        if token.pos == "VERB" and token.dep not in ("amod", "compound", "aux", "aux:tense", "case"):
            if not _carries_infinitive(tree, judge, token.i):
                found.append(_verb_group(tree, token.i))
        elif token.pos == "ADJ" and any(_been(tree.tokens[k]) for k in tree.kids(token.i)):
            found.append(_verb_group(tree, token.i))
        elif token.pos == "AUX" and token.dep in ("ROOT", "ccomp", "conj", "advcl", "relcl", "xcomp"):
            found.append(_copula(tree, token.i))
        elif token.pos == "NOUN" and not (token.ent and token.text[0].isupper()) and _noun_happens(tree, judge, token):
            found.append(Found(token.i, token.i, token.i, True))
    return found


def _been(token: Token) -> bool:
    """The passive of a participle that the parser takes for an adjective ("ont été légèrement blessés")."""
    return token.dep in PASSIVES or (token.dep == "cop" and token.text.lower() == "été")


def _noun_happens(tree: Tree, judge: Judge, noun: Token) -> bool:
    """A noun that is listed, or formed like one and, where the language wants it, with a complement."""
    lemma, word, known = noun.lemma.lower(), noun.text.lower(), table(judge.lang, "events")
    if lemma in judge.words["nouns"] or word in judge.words["nouns"]:
        return True
    if len(lemma) <= 6 or not lemma.endswith(tuple(known["suffixes"])) or lemma in judge.words["not_nouns"]:
        return False
    needs = judge.words["complements"]
    below = (n for k in tree.kids(noun.i) for n in (k, *tree.kids(k)))
    return not needs or any(tree.tokens[n].text.lower() in needs for n in below)


def _carries_infinitive(tree: Tree, judge: Judge, i: int) -> bool:
    """ "devrait se rendre", "va partir": the infinitive is the happening."""
    if not (judge.lemma_in(i, "may") or judge.lemma_in(i, "will")):
        return False
    return any(tree.tokens[k].dep == "xcomp" and "VerbForm=Inf" in tree.tokens[k].morph for k in tree.kids(i))


def _verb_group(tree: Tree, i: int) -> Found:
    """The verb with its auxiliaries, particles and the negation between, at most MOST_WORDS words."""
    near = [
        k
        for k in tree.kids(i)
        if tree.tokens[k].dep.startswith(("aux", "neg", "prt", "expl")) and abs(k - i) < MOST_WORDS
    ]
    first, last = min([i, *near]), max([i, *near])
    first = first if last - first < MOST_WORDS else i
    return Found(i, first, last if last - first < MOST_WORDS else i, False)


def _copula(tree: Tree, i: int) -> Found:
    """ "will be available": the copula, its auxiliaries and what it says."""
    near = [k for k in tree.kids(i) if tree.tokens[k].dep in ("acomp", "aux", "neg") and abs(k - i) < MOST_WORDS]
    first, last = min([i, *near]), max([i, *near])
    return Found(i, first, last, False) if last - first < MOST_WORDS else Found(i, i, i, False)


# ---------------------------------------------------------------- on whose word


def _status(verdict: Verdict, telling: Sequence[Claim]) -> Status:
    """What a claim denies did not happen, whatever its verb says."""
    telling = [c for c in telling if c.content]
    if verdict.status == "happened" and any(c.force == "deny" and c.polarity == "positive" for c in telling):
        return "denied"
    return verdict.status


def _evidence(verdict: Verdict, telling: Sequence[Claim], judge: Judge, i: int) -> Evidence:
    """Hearsay by mood, adverb or the claim's hedge; reported where a claim holds it; else asserted."""
    adverb = any(judge.tree.tokens[k].text.lower() in judge.words["hearsay"] for k in judge.tree.kids(i))
    if verdict.hearsay or adverb or any(c.hedge == "hearsay" for c in telling):
        return "hearsay"
    return "reported" if telling else "asserted"


# ---------------------------------------------------------------- who, where, how much it matters


def _participants(tree: Tree, head: int, names: Lookup | None) -> tuple[str, ...]:
    """Names among the arguments of a happening, in order."""
    if names is None:
        return ()
    found: list[str] = []
    for i in _arguments(tree, head):
        token = tree.tokens[i]
        name = names.at(Span(token.start, token.end)) if token.pos in ("PROPN", "NOUN", "PRON") else None
        if name and name not in found:
            found.append(name)
    return tuple(found)


_CLAUSES = frozenset({"ccomp", "advcl", "relcl", "acl", "acl:relcl", "conj", "parataxis", "punct", "mark", "cc"})
_TOGETHER = frozenset({"conj", "appos", "flat", "flat:name", "flat:foreign", "compound", "pobj", "name", "prep"})


def _arguments(tree: Tree, head: int) -> Iterator[int]:
    """Subject, objects and complements of a happening, and the names that stand beside them."""
    waiting = [k for k in reversed(tree.kids(head)) if tree.tokens[k].dep not in _CLAUSES]
    while waiting:
        i = waiting.pop()
        yield i
        waiting += [k for k in reversed(tree.kids(i)) if tree.tokens[k].dep in _TOGETHER]


_OBLIQUE = frozenset({"prep", "obl", "obl:arg", "obl:mod", "nmod"})


def _place(tree: Tree, head: int, names: Lookup | None, places: frozenset[str]) -> str | None:
    """A place that hangs on the happening by a preposition; what is known under the name of a person is none."""
    for k in tree.kids(head):
        if tree.tokens[k].dep in _OBLIQUE:
            for token in tree.tokens[tree.left[k] : tree.right[k] + 1]:
                if token.ent == "place" and token.pos == "PROPN":
                    span = Span(token.start, token.end)
                    name = names.at(span) if names else None
                    if name is None or not places or name in places:
                        return name or token.text
    return None


def _weight(number: int, tree: Tree, f: Found) -> float:
    """1.0 for the main verb of the first sentence, less further down and further inside."""
    depth = sum(1 for _ in islice(tree.ancestors(f.head), _DEEPEST))
    return 1.0 / (1 + 0.12 * number) * (0.6 if f.noun else 1.0) / (1 + 0.25 * depth)
