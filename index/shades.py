"""How a claim is meant: negated or not, sure or hearsay, to whom, when, and in which office the source speaks.

In: a Draft. Out: one shade each. Never here: which words are cue or content.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from index import cues, grammar
from index.draft import Draft
from index.lang import table
from index.model import ATTITUDES, Hedge, Polarity, Span, TimeExpression, Token
from index.tree import OBJECTS, PASSIVE_SUBJECTS, SUBJECTS, Tree

_WONDER = grammar.words("wonder")
_HEARD = grammar.words("heard")
_ADDRESSEES = frozenset({"dative", "iobj", "obl:arg", "obl:mod", "dobj", "obj", "prep"})
_TELL = grammar.words("tell")
_TO = grammar.words("to")
_OCCASIONS = grammar.words("occasions")
_TIMES = grammar.words("times")
_CLITICS = grammar.words("told_clitics")


@cache
def _words(lang: str, key: str) -> frozenset[str]:
    return frozenset(word for word in table(lang, "cues")["hedges"][key].split() if "_" not in word)


def polarity(draft: Draft, lang: str) -> Polarity:
    """That of the content as worded ("n'avait pas été signé", "no date"), turned by a negated thought ("n'espère
    pas").
    """
    if draft.frame == "refusal":
        return "positive"
    inside = _content(draft)
    main = _main_verb(draft.tree, inside)
    around = [k for k in (draft.tree.kids(main) if main is not None else ()) if k in inside]
    if draft.force == "express_concern" and not grammar.words("full_negatives").intersection(
        draft.tree.tokens[k].text.lower() for k in around
    ):
        around = [k for k in around if draft.tree.tokens[k].lemma != "ne"]  # "craint qu'il ne cède": that he will
    negative = any(_is_negative(draft.tree, k, lang) for k in around)
    if draft.force in ATTITUDES and draft.frame != "connector" and cues.is_negated(draft.tree, draft.head, lang):
        negative = not negative
    return "negative" if negative else "positive"


def _main_verb(tree: Tree, inside: frozenset[int]) -> int | None:
    """The token of the content that the others hang on."""
    tops = [i for i in inside if tree.tokens[i].head not in inside or tree.tokens[i].head == i]
    verbs = [
        i
        for i in sorted(tops)
        if any(tree.tokens[k].dep.startswith(("nsubj", "aux", "neg", "advmod")) for k in tree.kids(i))
    ]
    return next(iter(verbs), next(iter(sorted(tops)), None))


def _is_negative(tree: Tree, k: int, lang: str) -> bool:
    token = tree.tokens[k]
    if token.lemma == "ne" and _only_restricts(tree, token.head):
        return False
    if token.text.lower() in grammar.words("ever") and not any(
        tree.tokens[c].text.lower() in grammar.words("negation") for c in tree.kids(token.head)
    ):
        return False  # "a nié que la ville ait jamais demandé cela"
    if token.text.lower() in _words(lang, "negatives") or token.dep == "neg":
        return True
    words = _words(lang, "nobody")
    subject = token.dep.startswith(("nsubj", "obj", "dobj", "attr", "expl"))
    inner = [tree.tokens[c] for c in tree.kids(k) if tree.tokens[c].text.lower() in words]
    return token.text.lower() in words or any(subject or (token.dep == "advmod" and t.dep == "neg") for t in inner)


def _content(draft: Draft) -> frozenset[int]:
    return frozenset(t.i for t in draft.tree.tokens if any(s.start <= t.start < s.end for s in draft.content))


def hedge(text: str, draft: Draft, lang: str) -> Hedge:
    """hearsay before conditional before possible before asserted."""
    tree = draft.tree
    inside = sorted(_content(draft))
    main = _main_verb(tree, frozenset(inside))
    if draft.frame == "connector":
        if main is not None and _is_conditional(tree, main, lang) and not _is_would(draft, main):
            return "hearsay"
    elif (_is_conditional(tree, draft.head, lang) and not _is_polite(draft)) or _has(
        tree, tree.kids(draft.head), lang, "hearsay"
    ):
        return "hearsay"
    if _has(tree, inside, lang, "hearsay") or _said_to(tree, draft, main):
        return "hearsay"
    if draft.frame not in ("ask", "refusal") and _is_condition(text, tree, draft, inside, lang):
        return "conditional"
    if draft.force == "say" and (cues.is_negated(tree, draft.head, lang) or cues.leaves_open(tree, draft.head, lang)):
        return "possible"
    open_still = [i for i in inside if not _was_unable(tree, i, lang)]
    return "possible" if _has(tree, open_still, lang, "possible") else "asserted"


def _was_unable(tree: Tree, i: int, lang: str) -> bool:
    """ "A promise I could not keep", "n'a pas pu": what one was unable to do is told as a fact."""
    token = tree.tokens[i]
    verb = token.head if token.dep == "aux" else i
    if not (_is_past(token) or token.text.lower() in grammar.words("unable")):
        return False
    perfect = any(tree.tokens[k].lemma == "have" for k in tree.kids(verb))  # "it could not have rained"
    words = {tree.tokens[k].text.lower() for k in tree.kids(verb)}
    return not perfect and not words.isdisjoint(_words(lang, "negatives"))


def _is_past(token: Token) -> bool:
    return token.pos == "VERB" and any(f"Tense={tense}" in token.morph for tense in ("Past", "Imp"))


def _is_would(draft: Draft, main: int) -> bool:
    """ "Selon lui, ce décret violerait la loi": what somebody known says would follow; "aurait menti" is hearsay."""
    tree, source = draft.tree, draft.source
    if tree.tokens[main].lemma in ("devoir", "pouvoir", "falloir"):
        return True
    if source is None or "Tense=Past" in tree.tokens[main].morph:
        return False
    open_ended = any(
        tree.tokens[k].dep in SUBJECTS and tree.tokens[tree.left[k]].text.lower() in grammar.words("indefinite")
        for k in tree.kids(main)
    )
    speaker = tree.tokens[source.head]
    return open_ended or speaker.ent == "person" or speaker.text.lower() in grammar.words("tonic")


def _is_polite(draft: Draft) -> bool:
    """ "Je voudrais": nobody reports hearsay of himself."""
    return draft.source is not None and draft.tree.tokens[draft.source.first].text.lower() in grammar.words("authors")


def _only_restricts(tree: Tree, verb: int) -> bool:
    """ "ne ferait que" says only, not not."""
    kids = {tree.tokens[k].text.lower() for k in tree.kids(verb)}
    around = {t.text.lower() for t in tree.tokens[verb + 1 : verb + 4]}
    return bool(around & grammar.words("that")) and not kids & grammar.words("full_negatives")


def _is_condition(text: str, tree: Tree, draft: Draft, inside: Sequence[int], lang: str) -> bool:
    """An "if" that opens a clause, not the one of "dire si"."""
    words = _words(lang, "conditional")
    for i in inside:
        if (
            tree.tokens[i].text.lower() in words
            and tree.tokens[i].dep in ("mark", "advmod")
            and not (i + 1 < len(tree.tokens) and tree.tokens[i + 1].pos == "ADJ" and tree.tokens[i].dep == "advmod")
            and not _opens_question(tree, i)
        ):
            return True
    said = " ".join(s.of(text).lower() for s in draft.content)
    return any(f" {phrase} " in f" {said} " for phrase in table(lang, "cues")["hedges"]["conditions"])


def _opens_question(tree: Tree, i: int) -> bool:
    """ "dire si", "know if": whether, not a condition."""
    clause = tree.tokens[tree.tokens[i].head]
    return any(
        tree.tokens[k].lemma in _WONDER for k in (i - 1, clause.head) if 0 <= k < len(tree.tokens) and k != clause.i
    )


def _said_to(tree: Tree, draft: Draft, main: int | None) -> bool:
    """ "is said to have warned", "are reported to have": the verb itself or the one above it is passive hearsay."""
    for i in (draft.head, main):
        if i is None:
            continue
        for up in (i, tree.tokens[i].head):
            token = tree.tokens[up]
            passive = any(tree.tokens[k].dep == "auxpass" for k in tree.kids(up))
            if passive and token.lemma in _HEARD and any(tree.tokens[k].dep == "xcomp" for k in tree.kids(up)):
                return True
    return False


def _is_conditional(tree: Tree, head: int, lang: str) -> bool:
    """The conditional of hearsay: "aurait accepté", "serait prêt"."""
    if lang != "fr":
        return False
    return any(
        "Mood=Cnd" in tree.tokens[k].morph
        for k in (head, *tree.kids(head))
        if k <= head and tree.tokens[k].pos in ("AUX", "VERB")
    )


def _has(tree: Tree, tokens: Sequence[int], lang: str, key: str) -> bool:
    words = _words(lang, key)
    return any(tree.tokens[i].lemma in words or tree.tokens[i].text.lower() in words for i in tokens)


def _accused(draft: Draft, inside: frozenset[int]) -> Span | None:
    """Whom an accusation names within what it says."""
    tree = draft.tree
    labels = OBJECTS | PASSIVE_SUBJECTS | {"obl:arg", "iobj", "dative"}
    for k in tree.kids(draft.head):
        if k in inside and tree.tokens[k].dep in labels and tree.tokens[k].pos in ("NOUN", "PROPN", "PRON"):
            first = tree.tokens[tree.left[k]].text.lower() in _TO - {"au", "aux"} and tree.left[k] < k
            of_what = [c for c in tree.kids(k) if c > k and tree.left[c] > k and tree.right[c] >= max(inside)]
            last = tree.left[of_what[-1]] - 1 if of_what and tree.tokens[of_what[-1]].pos != "PROPN" else tree.right[k]
            return tree.span(tree.left[k] + first, last)
    return None


def addressee(draft: Draft, times: Sequence[TimeExpression]) -> Span | None:
    """To whom: "told reporters", "a déclaré aux journalistes"; never a day or an hour."""
    tree, inside = draft.tree, _content(draft)
    if draft.force == "accuse" and (accused := _accused(draft, inside)) is not None:
        return accused
    if draft.frame in ("noun", "call", "connector"):
        return None
    for k in tree.kids(draft.head):
        if (
            k in inside
            or (draft.source is not None and k == draft.source.head)
            or tree.tokens[k].dep not in _ADDRESSEES
        ):
            continue
        first = tree.tokens[tree.left[k]].text.lower()
        told = tree.tokens[draft.head].lemma in _TELL and tree.tokens[k].dep in ("dobj", "dative")
        if (
            told
            or first in _TO
            or (k < draft.head and first in _CLITICS)
            or (draft.frame == "to" and tree.tokens[k].dep == "obj")
        ):
            if tree.tokens[k].lemma in _OCCASIONS | _TIMES or any(t.span.overlaps(tree.span(k, k)) for t in times):
                continue
            start = tree.left[k] + (1 if first in _TO - {"au", "aux"} and tree.left[k] < k else 0)
            behind = draft.source is not None and start < draft.source.first <= tree.right[k]
            return tree.span(start, draft.source.first - 1 if behind and draft.source else tree.right[k])
    return None


def said(draft: Draft, times: Sequence[TimeExpression]) -> TimeExpression | None:
    """The time that modifies the cue: in its sentence, outside the content and the source, nearest to the cue."""
    sentence = draft.tree.sentence.span
    source = draft.source_span
    near = [
        t
        for t in times
        if t.type in ("DATE", "TIME")
        and _modifies(draft.tree, t.span, draft.head)
        and sentence.covers(t.span)
        and not any(s.overlaps(t.span) for s in draft.content)
        and not (source and source.covers(t.span))
    ]
    return min(near, key=lambda t: abs(t.span.start - draft.cue.start), default=None)


def _modifies(tree: Tree, span: Span, head: int) -> bool:
    """Whether the first verb above some words is the cue."""
    at = tree.at(span.start)
    if at >= len(tree.tokens):
        return False
    for up in (at, *tree.ancestors(at)):
        if up == head:
            return True
        if tree.tokens[up].pos == "VERB" or any(tree.tokens[k].dep.startswith("nsubj") for k in tree.kids(up)):
            return False
    return False


def role(text: str, draft: Draft) -> str | None:
    """The office that stands beside the name in the source: "spokesman for the council"."""
    source = draft.source_span
    if source is None or draft.source is None:
        return None
    tree, head = draft.tree, draft.source.head
    for k in tree.kids(head):
        if tree.tokens[k].dep == "appos" and tree.tokens[k].pos in ("NOUN", "PROPN"):
            name = tree.tokens[k].pos == "PROPN" and tree.tokens[head].pos == "NOUN"
            first, last = (draft.source.first, k - 1) if name else (tree.left[k], tree.right[k])
            words = tree.span(first, max(first, last)).of(text)
            return re.split(r",| qui | who | which ", words)[0].strip() or None
    return None
