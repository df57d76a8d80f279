"""Whether something took place: happened, planned, hypothetical, denied, cancelled or postponed.

In: a parsed sentence and the position of a verb or of a noun that names a happening. Out: its Status, and whether its
form marks it as hearsay ("aurait accepté", "is said to have left"). Never here: days, claims.

A verb is judged by its auxiliaries and mood; an infinitive and a noun by the word that governs them ("plans to visit",
"fears of a recession", "la réunion a été annulée"); a clause after "if" is hypothetical with all that hangs on it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from index.events_fate import UNDOES, UNDOING, fate_of, fate_of_plan, undone
from index.events_mood import not_before, of_no_fact
from index.lang import table
from index.model import Status, Token
from index.tree import OBJECTS, PASSIVE_SUBJECTS, PASSIVES, SUBJECTS, Tree, is_conditional

DEPTH = 12
"""How far up a governor is sought."""


class Verdict(NamedTuple):
    status: Status
    hearsay: bool = False


@cache
def words_of(lang: str) -> dict[str, frozenset[str]]:
    """The tables of events.toml as sets of words."""
    known = table(lang, "events")
    return {name: frozenset(words.split()) for name, words in known.items() if isinstance(words, str)}


@cache
def forms_of(word: str, lemma: str, lang: str) -> frozenset[str]:
    """A word, its lemma, and the French infinitive in -er it can come from: the parser misses some ("réclame")."""
    forms = {word, lemma}
    if lang == "fr":
        forms |= {word + "r", re.sub(r"(?:e|es|ent|ée?s?|ait|aient|a|ant)$", "er", word)}
    return frozenset(forms)


class Judge:
    """Judges the verbs and nouns of one sentence."""

    def __init__(self, tree: Tree, lang: str) -> None:
        self.tree, self.lang, self.words = tree, lang, words_of(lang)

    def lemma_in(self, i: int, name: str) -> bool:
        token, words = self.tree.tokens[i], self.words[name]
        if token.pos not in ("VERB", "AUX"):
            return token.lemma.lower() in words or token.text.lower() in words
        particle = next((self.tree.tokens[k].text for k in self.tree.kids(i) if self.tree.tokens[k].dep == "prt"), "")
        if particle and f"{token.lemma}_{particle}".lower() in words:
            return True
        return bool(forms_of(token.text.lower(), token.lemma.lower(), self.lang) & words)

    def auxiliaries(self, i: int) -> list[Token]:
        tokens = self.tree.tokens
        return [
            tokens[k]
            for k in self.tree.kids(i)
            if tokens[k].dep.startswith(("aux", "cop", "neg")) or tokens[k].pos == "AUX"
        ]

    def passive(self, i: int) -> bool:
        return "Voice=Pass" in self.tree.tokens[i].morph or any(a.dep in PASSIVES for a in self.auxiliaries(i))

    def judge(self, i: int, depth: int = 0) -> Verdict:
        """The verdict on token `i`."""
        if depth > DEPTH:
            return Verdict("happened")
        if self.tree.tokens[i].pos in ("NOUN", "PROPN"):
            return self._noun(i, depth)
        verdict = self._verb(i, depth)
        if verdict.status == "planned" and (fate := fate_of_plan(self, i)):
            return Verdict(fate)
        if verdict.status in ("happened", "planned", "cancelled", "postponed") and self.negated(i):
            return Verdict("denied", verdict.hearsay)
        return verdict

    def negated(self, i: int) -> bool:
        """ "not", "ne ... pas", "no agreement was signed", "personne"; not so "not ... until May"."""
        kids = [self.tree.tokens[k] for k in self.tree.kids(i)]
        if any(k.text.lower() in self.words["limits"] for k in kids) or not_before(self, i):
            return False
        if any(k.dep in ("neg", "advmod", "preconj") and self.lemma_in(k.i, "negations") for k in kids):
            return True
        arguments = [k for k in kids if k.dep in SUBJECTS | PASSIVE_SUBJECTS | OBJECTS]
        return any(self._nobody(k) or self.none(k.i) for k in arguments)

    def _nobody(self, token: Token) -> bool:
        """ "personne", not "des personnes"."""
        return token.text.lower() in self.words["nobody"] and not any(
            self.tree.tokens[k].dep == "det" for k in self.tree.kids(token.i)
        )

    def none(self, i: int) -> bool:
        """The noun has "no" before it."""
        return any(self.tree.tokens[k].dep == "det" and self.lemma_in(k, "negations") for k in self.tree.kids(i))

    def conditional(self, i: int) -> bool:
        """The clause of `i` opens with "if"."""
        tokens = self.tree.tokens
        return any(
            tokens[k].dep in ("mark", "advmod") and tokens[k].text.lower().replace("’", "'") in self.words["conditions"]
            for k in self.tree.kids(i)
        )

    def has_condition(self, i: int) -> bool:
        """An "if" clause hangs on `i`, on a noun or adjective below it, or on the verb that `i` is joined to."""
        tokens = self.tree.tokens
        above = tokens[i].head
        if tokens[i].dep == "conj" and above != i and self._shares_condition(above):
            return True
        for k in self.tree.kids(i):
            if tokens[k].dep in ("advcl", "ccomp", "acl", "advcl:cleft") and self.conditional(k):
                return True
            if tokens[k].pos in ("NOUN", "ADJ", "PROPN") and any(self.conditional(n) for n in self.tree.kids(k)):
                return True
        return False

    def _shares_condition(self, i: int) -> bool:
        """ "If it breaks, this will close and that will burn": an "if" before the first verb counts for both."""
        fronted = any(self.conditional(k) for k in self.tree.kids(i) if k < i)
        would = any(t.text.lower() in self.words["would"] for t in self.auxiliaries(i))
        return fronted or (would and self.has_condition(i))

    # ------------------------------------------------------------ verbs

    def _verb(self, i: int, depth: int) -> Verdict:
        token = self.tree.tokens[i]
        if self.conditional(i):
            return Verdict("hypothetical")
        told = self._by_auxiliaries(i, token) or self._by_meaning(i)
        if told:
            return told
        if token.dep == "conj" and not self._own_subject(i):
            return self.judge(token.head, depth + 1)
        if self._is_infinitive(i):
            return self._infinitive(i, depth)
        if token.dep in ("pcomp", "xcomp") and "VerbForm=Part" in token.morph:
            head = self.tree.tokens[token.head]
            return self._governed(head.head if head.pos == "ADP" else head.i, depth) or Verdict("happened")
        if token.dep == "advcl" and "Tense=Pres" in token.morph and "VerbForm=Fin" in token.morph:
            above = self.judge(token.head, depth + 1)  # "before the phone launches"
            return above if above.status == "planned" else Verdict("happened")
        return Verdict("happened")

    def _by_meaning(self, i: int) -> Verdict | None:
        """What a verb says of its own subject: "is expected", "has been postponed", "is said to have left"."""
        token = self.tree.tokens[i]
        passive = self.passive(i)
        clause = any(self.tree.tokens[k].dep in ("xcomp", "ccomp", "csubj") for k in self.tree.kids(i))
        if self.lemma_in(i, "ahead") and not clause and (passive or token.dep in ("acl", "amod")):
            return Verdict("planned")
        if not self._is_infinitive(i):
            for name, status in UNDOING:
                if self.lemma_in(i, name):
                    return Verdict(status)
        head = self.tree.tokens[token.head]
        if (
            token.dep in ("xcomp", "ccomp")
            and self._said_to(head.i)
            and (token.dep == "ccomp" or self._is_infinitive(i))
        ):
            return Verdict("happened", hearsay=True)
        return None

    def _said_to(self, i: int) -> bool:
        """ "is said to", "is reported to believe that"."""
        if self.passive(i) and (self.lemma_in(i, "saying") or self.lemma_in(i, "rumoured")):
            return True
        token = self.tree.tokens[i]
        return token.dep == "xcomp" and token.head != i and self.lemma_in(i, "rumoured") and self._said_to(token.head)

    def only_tells(self, i: int) -> bool:
        """ "is said to have left": the verb of hearsay, which is no happening beside what is said."""
        return self.passive(i) and self.lemma_in(i, "saying") and self._carries(i)

    def _carries(self, i: int) -> bool:
        return any(self.tree.tokens[k].dep == "xcomp" and self._is_infinitive(k) for k in self.tree.kids(i))

    def _is_infinitive(self, i: int) -> bool:
        """ "to hold", "to be held": no finite verb in the group."""
        group = [self.tree.tokens[i], *self.auxiliaries(i)]
        return any("VerbForm=Inf" in t.morph for t in group) and not any("VerbForm=Fin" in t.morph for t in group)

    def _own_subject(self, i: int) -> bool:
        kids = [self.tree.tokens[k] for k in self.tree.kids(i)]
        return any(k.dep in SUBJECTS | PASSIVE_SUBJECTS or (k.pos == "AUX" and "VerbForm=Fin" in k.morph) for k in kids)

    def _by_auxiliaries(self, i: int, token: Token) -> Verdict | None:
        """What the verb's own group tells; None where it tells nothing."""
        group = [token, *self.auxiliaries(i)]
        if self.lang == "fr":
            return self._french(i, token, group)
        lemmas = {t.text.lower() for t in group} | {t.lemma.lower() for t in group}
        if lemmas & self.words["will"]:
            return Verdict("hypothetical" if self.has_condition(i) else "planned")
        if lemmas & self.words["would"]:
            return Verdict("hypothetical" if self.has_condition(i) else "planned")
        if lemmas & self.words["may"]:
            return Verdict("hypothetical")
        return None

    def ahead(self, i: int) -> bool:
        """The verb's own group says that it is to come."""
        told = self._by_auxiliaries(i, self.tree.tokens[i])
        return told is not None and told.status == "planned"

    def _french(self, i: int, token: Token, group: list[Token]) -> Verdict | None:
        if any("Tense=Fut" in t.morph for t in group):
            return Verdict("hypothetical" if self.has_condition(i) else "planned")
        conditional = next((t for t in group if is_conditional(t)), None)
        if conditional is None:
            return None
        if self.has_condition(i) or self._under_condition(i):
            return Verdict("hypothetical")
        if conditional.lemma in self.words["may"]:
            return Verdict("planned" if conditional.lemma == "devoir" else "hypothetical")
        if "Person=3" not in conditional.morph or self.lemma_in(i, "wish"):
            return Verdict("hypothetical")  # "je voudrais" is no rumour
        compound = conditional is not token and (conditional.lemma == "avoir" or conditional.dep == "aux:tense")
        if not compound and (token.dep == "advcl" or of_no_fact(self, i)):
            return Verdict("hypothetical")
        if compound or not self._reported(i):
            return Verdict("happened", hearsay=True)
        return Verdict("planned")

    def _under_condition(self, i: int) -> bool:
        return any(self.has_condition(a) for a in self.tree.ancestors(i))

    def _reported(self, i: int) -> bool:
        """In a clause that another verb governs ("a déclaré qu'il y aurait"): the future seen from the past."""
        return any(self.tree.tokens[a].dep == "ccomp" for a in (i, *self.tree.ancestors(i)))

    def _infinitive(self, i: int, depth: int) -> Verdict:
        token = self.tree.tokens[i]
        head = self.tree.tokens[token.head]
        if token.dep == "advcl" and (told := self._beside(i, depth)):
            return told
        hangs = token.dep in ("advcl", "acl", "relcl", "acl:relcl")
        if hangs and head.pos in ("NOUN", "PROPN", "VERB", "ADJ", "PRON"):
            purpose = head.pos in ("VERB", "ADJ") or token.dep == "advcl"
            return self._governed(token.head, depth) or Verdict("planned" if purpose else "hypothetical")
        return self._governed(token.head, depth) or Verdict("planned" if token.head == i else "happened")

    def _beside(self, i: int, depth: int) -> Verdict | None:
        """ "avant de partir", "fell to close at 90": as real as its governor; "sans partir": denied."""
        openers = {self.tree.tokens[k].text.lower() for k in self.tree.kids(i)}
        if openers & self.words["without"]:
            return Verdict("denied")
        if openers & self.words["around"] or self.lemma_in(i, "results"):
            return self.judge(self.tree.tokens[i].head, depth + 1)
        return None

    def _governed(self, head: int, depth: int) -> Verdict | None:
        """What the governor of an infinitive or gerund makes of it."""
        token = self.tree.tokens[head]
        verdict = self.judge(head, depth + 1) if token.pos in ("VERB", "AUX") else None
        if verdict and verdict.status in ("hypothetical", "planned"):
            return verdict
        if self.lemma_in(head, "hesitate"):  # who "did not hesitate to leave" left
            past = self._by_auxiliaries(head, token) is None and self.negated(head)
            return Verdict("happened" if past else "hypothetical")
        for name, status in _GOVERNED:
            if self.lemma_in(head, name):
                return Verdict("denied" if verdict and verdict.status == "denied" else status)
        if self.lemma_in(head, "may"):
            done = token.pos == "VERB" and "VerbForm=Part" in token.morph  # "a dû partir"
            return Verdict("happened" if done else "planned" if token.lemma == "devoir" else "hypothetical")
        if token.lemma in ("aller", "be") or (token.lemma == "go" and token.text.lower() == "going"):
            return Verdict("hypothetical" if token.lemma == "aller" and "Tense=Imp" in token.morph else "planned")
        if verdict and (self.lemma_in(head, "real") or self.lemma_in(head, "skip")):
            return verdict
        return None

    # ------------------------------------------------------------ nouns

    def _noun(self, i: int, depth: int) -> Verdict:
        if self.none(i):
            return Verdict("denied")
        head, label = self.governor(i)
        governed = self._by_governor(i, head, label, depth) if head is not None else None
        if not governed or governed.status == "planned":
            fate = fate_of(self, i)
            governed = Verdict(fate) if fate else governed
        if governed and governed.status in ("cancelled", "postponed", "denied"):
            return governed
        for k in self.tree.kids(i):
            if told := self._by_adjective(k) or self._by_clause(k, depth):
                return told
        if head is None or label == "compound" or self.lemma_in(i, "stances"):
            return Verdict("happened")
        if governed:
            return governed
        if self.tree.tokens[head].pos in ("NOUN", "PROPN", "ADJ"):
            return self._by_noun(head, depth)
        return Verdict("happened")

    def _by_clause(self, k: int, depth: int) -> Verdict | None:
        """ "the trip, which will be arranged": a clause that says of the noun that it is ahead."""
        if self.tree.tokens[k].dep not in ("relcl", "acl:relcl", "acl"):
            return None
        passive = any(self.tree.tokens[n].dep in PASSIVE_SUBJECTS for n in self.tree.kids(k))
        if not (passive or self.lemma_in(k, "occur") or self.lemma_in(k, "ahead")):
            return None
        verdict = self.judge(k, depth + 1)
        return verdict if verdict.status in ("planned", "cancelled", "postponed") else None

    def _by_adjective(self, k: int) -> Verdict | None:
        for name, status in _ADJECTIVES:
            if self.tree.tokens[k].text.lower() in self.words[name]:
                return Verdict(status)
        return None

    def governor(self, i: int) -> tuple[int | None, str]:
        """The word above a noun, prepositions left out, and how the noun hangs on it."""
        token = self.tree.tokens[i]
        label = token.dep
        for _ in range(DEPTH):
            if token.head == token.i:
                return None, label
            token = self.tree.tokens[token.head]
            if token.pos != "ADP":
                return token.i, label
        return None, label

    def _occurs(self, head: int, depth: int) -> Verdict | None:
        """ "The trial is set to begin": the subject's own beginning is what is ahead."""
        for k in self.tree.kids(head):
            if self.tree.tokens[k].dep == "xcomp" and self.lemma_in(k, "occur"):
                verdict = self.judge(k, depth + 1)
                return verdict if verdict.status in ("planned", "hypothetical") else None
        return None

    def indefinite(self, i: int) -> bool:
        return any("Definite=Ind" in self.tree.tokens[k].morph for k in self.tree.kids(i))

    def _passes_on(self, i: int) -> bool:
        """Behind this preposition a noun belongs to what is ahead ("for a vote"), not its setting ("under a deal")."""
        return self.tree.tokens[self.tree.tokens[i].head].text.lower() in self.words["passing"]

    def _by_governor(self, i: int, head: int, label: str, depth: int) -> Verdict | None:
        token = self.tree.tokens[head]
        if token.pos not in ("VERB", "AUX"):
            return None
        object_like = label in OBJECTS or label in PASSIVE_SUBJECTS
        if object_like:
            for name, status in _GOVERNORS:
                if self.lemma_in(head, name):
                    return Verdict("planned" if name in UNDOES and not undone(self, head) else status)
        verdict = self.judge(head, depth + 1)
        if label in SUBJECTS | PASSIVE_SUBJECTS and (ahead := self._occurs(head, depth)):
            return ahead
        if label in SUBJECTS and not self.lemma_in(head, "occur") and not self.indefinite(i):
            return None
        if label == "pobj" and not self._passes_on(i):
            return None
        return verdict if verdict.status in ("planned", "hypothetical") else None

    def _by_noun(self, head: int, depth: int) -> Verdict:
        if self.lemma_in(head, "nouns_of_doubt"):
            return Verdict("hypothetical")
        if self.lemma_in(head, "nouns_of_plan"):
            return Verdict("planned")
        verdict = self._noun(head, depth + 1) if depth < DEPTH else Verdict("happened")
        return verdict if verdict.status in ("planned", "hypothetical") else Verdict("happened")


_GOVERNED: tuple[tuple[str, Status], ...] = (
    ("undone", "denied"), ("wish", "hypothetical"), ("nouns_of_doubt", "hypothetical"),
    ("plan", "planned"), ("nouns_of_plan", "planned"), ("able", "planned"),
)  # fmt: skip
_ADJECTIVES: tuple[tuple[str, Status], ...] = (
    ("of_plan", "planned"), ("of_doubt", "hypothetical"), ("of_cancel", "cancelled"), ("of_delay", "postponed"),
)  # fmt: skip
_GOVERNORS: tuple[tuple[str, Status], ...] = (
    ("cancel", "cancelled"), ("postpone", "postponed"), ("deny", "denied"), ("wish", "hypothetical"),
    ("plan_object", "planned"),
)  # fmt: skip
