"""Who speaks: the subject of a cue, wherever the sentence keeps it.

In: a Tree and the token of a cue. Out: its Source, or None. Never here: which person a name or pronoun means.
"""

from __future__ import annotations

from index import grammar, sources_behind, sources_lost
from index.beside import disagrees
from index.incises import (
    MISTAKEN,
    before_that,
    behind_quote,
    ends,
    follows_mark,
    inverted_noun,
    is_incise,
    is_side,
    opens,
    speaks,
)
from index.phrases import Source, antecedent, mended, phrase, trimmed
from index.tree import AGENTS, AUXILIARIES, OBJECTS, PASSIVE_SUBJECTS, PASSIVES, SUBJECTS, Tree, after_as

_CLIMB = frozenset({"conj", "xcomp", "advcl", "acl", "pcomp", "ccomp", "dep", "prep", "parataxis"})
_INVERTED = grammar.words("inverted")
_EXPLETIVES = frozenset({"expl:subj"})
_PRONOUNS = grammar.words("subjects")
_RELATIVES = grammar.words("relatives")
_RELATIVE_CLAUSES = frozenset({"relcl", "acl:relcl", "acl"})
_IMPERSONAL = grammar.words("impersonal")
_NOBODY = grammar.words("nobody")
_SHARED = frozenset({"conj"})
_CLITICS = grammar.words("told_clitics") | grammar.words("object_clitics") | grammar.words("reflexives")
_TO_DO = frozenset({"xcomp"})
_CASES = frozenset({"case"})
TIMES = grammar.words("times")
_NEAR = 6
_FAR = 6


def find(tree: Tree, cue: int, last: int) -> Source | None:
    """The source of the cue at token `cue`, whose words end at token `last`."""
    found = _found(tree, cue, last)
    return None if found is None else mended(tree, found, cue)


def _found(tree: Tree, cue: int, last: int) -> Source | None:
    passive = _is_passive(tree, cue)
    if not passive and (quoting := sources_lost.before_mark(tree, cue)) is not None:
        return quoting
    own = None if passive else _behind_as(tree, cue)
    if own is None and not passive:
        own = _own(tree, cue)
        own = _of_helper(tree, cue) if own is None else own
        if behind_quote(tree, cue) and (own is None or own < cue - 3) and (found := _inverted(tree, cue, last)):
            return found
    if own is not None:
        return phrase(tree, own, cue)
    if passive:
        return _agent(tree, cue)
    if is_finite(tree, cue) or is_finite(tree, last):
        return _inverted(tree, cue, last) or _climbed(tree, cue, _SHARED) or sources_lost.find(tree, cue)
    return _climbed(tree, cue, _CLIMB) or _of_main(tree, cue)


def _of_helper(tree: Tree, cue: int) -> int | None:
    """ "Il a d'abord affirmé": a subject that the parser hung on the auxiliary."""
    for k in tree.kids(cue):
        if k < cue and tree.tokens[k].dep in AUXILIARIES:
            subject = tree.kid(k, SUBJECTS)
            if subject is not None:
                return subject
    return None


def _behind_as(tree: Tree, cue: int) -> int | None:
    """ "comme l'a souligné la ministre": the noun after the verb, though the parser may call another its subject."""
    if after_as(tree, cue) is None:
        return None
    following = [k for k in tree.kids(cue) if k > cue and tree.tokens[k].dep in SUBJECTS | OBJECTS | MISTAKEN]
    return next((k for k in following if tree.tokens[k].pos in ("NOUN", "PROPN", "PRON")), None)


def _of_main(tree: Tree, cue: int) -> Source | None:
    """ "..., tout en relevant que": the subject of the sentence, whatever the participle was hung on."""
    first = cue
    while first > 0 and tree.tokens[first - 1].text.lower() in grammar.words("gerund"):
        first -= 1
    if first == cue or "VerbForm=Part" not in tree.tokens[cue].morph:
        return None
    main = next((t.i for t in tree.tokens[:first] if t.head == t.i and t.pos in ("VERB", "AUX")), None)
    own = _own(tree, main) if main is not None else None
    if own is None or main is None:
        return None
    found = phrase(tree, own, main)
    return Source(found.head, found.first, found.last, own=False)


def _is_passive(tree: Tree, cue: int) -> bool:
    """A passive, marked by the parser or, in French, by "être" with a verb that is no reflexive ("il lui était
    reproché").
    """
    if tree.kid(cue, PASSIVES) is not None or _joins_passive(tree, cue):
        return True
    kids = [tree.tokens[k] for k in tree.kids(cue) if k < cue and not _is_quoted_away(tree, k, cue)]
    being = any(t.lemma == "être" and t.pos == "AUX" for t in kids) and "Tense=Past" in tree.tokens[cue].morph
    return being and not any(t.text.lower() in grammar.words("reflexives") or "Reflex=Yes" in t.morph for t in kids)


def _joins_passive(tree: Tree, cue: int) -> bool:
    """ "was fined and told to leave", "launched in May and dubbed X": an English participle joined to a passive one."""
    token, head = tree.tokens[cue], tree.tokens[tree.tokens[cue].head]
    if token.dep != "conj" or "Aspect=Perf" not in head.morph:
        return False
    if any(tree.tokens[k].dep in ("aux", "nsubj") for k in tree.kids(cue)):
        return False
    bare = token.lemma in grammar.words("needs_object") and not any(
        tree.tokens[k].dep in ("dobj", "dative") for k in tree.kids(cue)
    )
    if not bare and "Aspect=Perf" not in token.morph:
        return False
    loose = head.dep == "acl" and not any(tree.tokens[k].pos == "AUX" for k in tree.kids(head.i))
    return loose or tree.kid(head.i, PASSIVES) is not None


def is_finite(tree: Tree, i: int) -> bool:
    """Whether a verb is finite itself or has a finite auxiliary."""
    if "VerbForm=Fin" in tree.tokens[i].morph:
        return True
    helped = any(tree.tokens[k].pos == "AUX" for k in tree.kids(i) if k < i)
    if not helped and tree.tokens[i].text.lower() in grammar.words("twofold") and _follows_quote(tree, i):
        return True  # "», écrit le journal": present and past participle look alike
    lost = not helped and tree.tokens[i].pos not in ("VERB", "AUX")
    if lost and (behind_quote(tree, i) or before_that(tree, i)):
        return True  # "», note Anna Bell": a verb taken for a noun
    return any("VerbForm=Fin" in tree.tokens[k].morph and tree.tokens[k].pos == "AUX" for k in tree.kids(i) if k < i)


def _follows_quote(tree: Tree, i: int) -> bool:
    """Whether a closed quotation, then at most a comma, stands before a word."""
    at = i - 2 if i > 1 and tree.tokens[i - 1].text == "," else i - 1
    return at >= 0 and tree.tokens[at].text in ("»", "”", '"', "''")


def _own(tree: Tree, cue: int) -> int | None:
    """The subject beside the verb itself: an inverted pronoun, else a noun or pronoun."""
    for k in range(max(0, cue - _NEAR), min(cue + 3, len(tree.tokens))):
        if (
            k != cue
            and (k >= cue - 1 or tree.tokens[k].head in (cue, k - 1, k - 2))
            and tree.tokens[k].text.lower() in _INVERTED
        ):
            return k
    subjects = [k for k in tree.kids(cue) if tree.tokens[k].dep in SUBJECTS and tree.tokens[k].lemma not in TIMES]
    subjects = [k for k in subjects if not (_is_before_verb(tree, k, cue) and _is_clitic(tree, k))]
    subjects = [n for k in subjects if (n := _beside(tree, k)) is not None]
    subjects = [k for k in subjects if tree.tokens[k].text.lower() not in _NOBODY and not _is_quoted_away(tree, k, cue)]
    if len(subjects) > 1 and _is_third_person(tree, cue):  # "Bell nous rappelle"
        subjects = [k for k in subjects if tree.tokens[k].text.lower() not in grammar.words("told_clitics")]
    if subjects:
        return _among(tree, subjects, cue)
    pronoun = tree.kid(cue, _EXPLETIVES)  # the French model calls many a plain "il" an expletive
    if pronoun is not None and tree.tokens[pronoun].text.lower() in _PRONOUNS and tree.kid(cue, PASSIVES) is None:
        return pronoun
    return None


def _beside(tree: Tree, k: int) -> int | None:
    """The subject, or of "De son côté Anna Bell" the name that the parser hung on "côté"; nobody without one."""
    if not is_side(tree, k):
        return k
    return k + 1 if k + 1 <= tree.right[k] and tree.tokens[k + 1].pos == "PROPN" else None


def _is_before_verb(tree: Tree, k: int, cue: int) -> bool:
    """Whether only helpers stand between a word and its verb."""
    return k < cue and all(t.pos in ("AUX", "ADV") for t in tree.tokens[k + 1 : cue])


def _is_clitic(tree: Tree, k: int) -> bool:
    """ "», lui cria sa mère": to whom it is said, though the parser calls it the subject."""
    marked = k > 0 and follows_mark(tree, k)
    return marked and tree.tokens[k].text.lower() in ("lui", "leur")


def _is_third_person(tree: Tree, cue: int) -> bool:
    finite = (cue, *(k for k in tree.kids(cue) if tree.tokens[k].pos == "AUX"))
    return any("Person=3" in tree.tokens[k].morph for k in finite)


def _among(tree: Tree, subjects: list[int], cue: int) -> int:
    """Which of the nouns that the parser calls subjects speaks: one after an incise's verb, else the nearest."""
    if follows_mark(tree, cue):
        after = [k for k in subjects if k > cue]
        if after:
            return after[0]
        inverted = inverted_noun(tree, cue, cue)
        if inverted is not None and _is_after(tree, subjects[-1], cue, inverted):
            return inverted
    main = tree.tokens[cue].dep not in _RELATIVE_CLAUSES
    if main and all(tree.tokens[k].text.lower() in _RELATIVES for k in subjects):
        return antecedent(tree, subjects[0])
    return min(subjects, key=lambda k: (main and tree.tokens[k].text.lower() in _RELATIVES, abs(k - cue)))


def _is_after(tree: Tree, subject: int, cue: int, noun: int) -> bool:
    """Whether the noun after an incise's verb is its subject, and not the one before."""
    if is_incise(tree, subject, cue, noun):
        return True
    return disagrees(tree, cue, subject) and not disagrees(tree, cue, noun) and speaks(tree, noun)


def _is_quoted_away(tree: Tree, subject: int, cue: int) -> bool:
    """Whether a quotation closes between a subject and the cue that does not open there: the subject is one inside
    it.
    """
    between = [t.text for t in tree.tokens[subject + 1 : cue]]
    straight = sum(text in ('"', "''") for text in between)
    closed = any(mark in between for mark in "»”") or straight % 2 == 1
    return closed and not any(mark in between for mark in "«“")


def _is_within_quote(tree: Tree, subject: int, cue: int) -> bool:
    """ "Puis d'ajouter : « Du moins, il tient »": a subject in a quotation that opens behind the cue."""
    return subject > cue and any(opens(tree, k) for k in range(cue + 1, subject))


def _agent(tree: Tree, cue: int) -> Source | None:
    agent = tree.kid(cue, AGENTS)
    if agent is None:
        return None
    if any(t.lemma in TIMES for t in tree.tokens[tree.left[agent] : tree.right[agent] + 1]):
        return None  # "had been reported by Saturday"
    inner = next((k for k in tree.kids(agent) if tree.tokens[k].dep == "pobj"), None)
    if inner is not None:
        return phrase(tree, inner, cue)
    first = min((k for k in tree.kids(agent) if tree.tokens[k].dep == "case"), default=None)
    return Source(agent, first + 1 if first is not None and first < agent else tree.left[agent], tree.right[agent])


def _inverted(tree: Tree, cue: int, last: int) -> Source | None:
    """The noun after a verb that follows a comma or a closed quotation: "..., a rapporté lundi l'agence"."""
    if not (follows_mark(tree, cue) or behind_quote(tree, cue)):
        return None
    if (behind := sources_lost.behind_told(tree, cue)) is not None:
        return behind
    found = inverted_noun(tree, cue, last)
    if found is not None and tree.tokens[found].dep in OBJECTS and tree.tokens[cue].lemma in grammar.words("tell"):
        return None  # "Anna Bell, told the Post": who is told
    if found is not None and (speaks(tree, found) or ends(tree, found)):
        return None if _is_asked(tree, cue, found) else phrase(tree, found, cue)
    return sources_behind.find(tree, last) if behind_quote(tree, cue) else None


def _is_asked(tree: Tree, cue: int, noun: int) -> bool:
    """ "..., a invité le club et la ville à payer": who is asked to do something, not who asks."""
    doing = tree.kid(cue, _TO_DO)
    return (
        doing is not None and doing > noun and tree.tokens[tree.left[doing]].text.lower() in grammar.words("infinitive")
    )


def _climbed(tree: Tree, cue: int, labels: frozenset[str]) -> Source | None:
    """The subject of the verb that the cue hangs on ("..., adding that"; "a tenu à rappeler"), or the noun that it
    describes.
    """
    at = cue
    for _ in range(_FAR):
        token = tree.tokens[at]
        head = token.head
        if head == at or token.dep not in labels:
            return None
        if token.dep == "acl" and tree.tokens[head].pos in ("NOUN", "PROPN", "PRON") and not _is_loose(tree, at, head):
            timed = tree.tokens[head].lemma in TIMES or tree.tokens[head].ent == "time"
            if not timed and not _is_circumstance(tree, head) and not is_side(tree, head):
                found = Source(head, _after_case(tree, head), min(tree.left[at], at) - 1, own=False)
                return trimmed(tree, found) if head < at else None
            head = tree.tokens[head].head
        outer = _outer(tree, at, head) if token.dep == "conj" else head
        if tree.tokens[outer].lemma in _IMPERSONAL:
            return None
        if any(tree.tokens[k].text.lower() in _NOBODY and tree.tokens[k].dep in SUBJECTS for k in tree.kids(outer)):
            return None
        subject = _own(tree, outer)
        subject = _of_helper(tree, outer) if subject is None else subject
        subject = tree.kid(outer, PASSIVE_SUBJECTS) if subject is None else subject
        if subject is not None and tree.within(at, subject) and tree.left[at] > subject:
            return trimmed(tree, Source(subject, tree.left[subject], min(tree.left[at], at) - 1, own=False))
        if subject is not None and (_is_quoted_away(tree, subject, cue) or _is_within_quote(tree, subject, cue)):
            return None
        if subject is not None and not tree.within(subject, at):
            found = phrase(tree, subject, outer)
            return Source(found.head, found.first, found.last, own=False)
        at = head
    return None


def _is_circumstance(tree: Tree, noun: int) -> bool:
    """ "s'est baigné dans une station affirmant que": not the place speaks, but who is there; a letter does speak."""
    token = tree.tokens[noun]
    if not token.dep.startswith("obl") or tree.kid(noun, _CASES) is None:
        return False
    return token.ent not in ("person", "organisation") and token.lemma not in grammar.words("documents")


def _after_case(tree: Tree, noun: int) -> int:
    case = tree.kid(noun, _CASES)
    if case is None or case > noun or case != tree.left[noun] or tree.tokens[case].text.lower() == "des":
        return tree.left[noun]
    return case + 1


def _is_loose(tree: Tree, at: int, head: int) -> bool:
    """A French participle after a comma or "en" goes with the sentence's subject, whatever noun it was hung on."""
    first = tree.left[at]
    before = tree.tokens[first - 1].text if first else ""
    return tree.tokens[first].text.lower() in grammar.words("gerund") or (
        before == "," and "Tense=Pres" in tree.tokens[at].morph and "Aspect" not in tree.tokens[at].morph
    )


def _outer(tree: Tree, cue: int, head: int) -> int:
    """ "a souligné que la délégation comprenait ..., et a déclaré": the verb that a joined verb goes with has its
    tense.
    """
    wanted = tense(tree, cue)
    if tense(tree, head) == wanted:
        return head
    if tree.tokens[head].pos == "NOUN" and "VerbForm=Part" in tree.tokens[cue].morph:
        for up in tree.ancestors(head):  # "a dénoncé la lenteur du maire et estimé que": hung on the noun before it
            if "VerbForm=Part" in tree.tokens[up].morph and tree.kid(up, AUXILIARIES) is not None:
                return up
    for up in tree.ancestors(head):
        if tree.tokens[up].pos == "VERB" and tense(tree, up) == wanted:
            return up
    return head


def tense(tree: Tree, i: int) -> tuple[str, ...]:
    """The verb's form and its auxiliaries', enough to tell "a déclaré" from "comprenait", "suggested" from "would
    declare".
    """
    forms = [m for m in tree.tokens[i].morph.split("|") if m.startswith(("Tense", "VerbForm", "Mood"))]
    helpers = [tree.tokens[k].lemma for k in tree.kids(i) if k < i and tree.tokens[k].pos == "AUX"]
    return (*helpers, *forms)
