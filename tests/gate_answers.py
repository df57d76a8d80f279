"""Gold and what the program answered → scores: threads, timelines, questions.

In: rows of `tests/gold`, and the contract's JSON for a home that holds both dossiers. Out: Scores, each with its n.
Never here: running the program, or judging a score.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from tests.gate_scores import Known, Pair, Row, Score, f1, overlap, share

OPPOSE = {"changes", "denies", "contradicts"}


# threads


def threads(links: Sequence[Row], found: Sequence[tuple[str, str, str]]) -> list[Score]:
    """Links between claims that the gold has, as (gold id, gold id, kind); agreement is closed over its chains."""
    agree = [link for link in links if link["kind"] not in OPPOSE]
    oppose = [link for link in links if link["kind"] in OPPOSE]
    same, ours = chains((k["a"], k["b"]) for k in agree), chains((a, b) for a, b, kind in found if kind not in OPPOSE)
    conflicts = [(group(same, a), group(same, b), kind) for a, b, kind in found if kind in OPPOSE]
    wanted = {frozenset((group(same, k["a"]), group(same, k["b"]))): k for k in oppose}
    told = {frozenset((a, b)): kind for a, b, kind in conflicts}
    hits = wanted.keys() & told.keys()
    mine, gold = pairs(ours), pairs(same)
    return [
        f1("threads.agree", len(mine & gold), len(mine), len(gold)),
        f1("threads.oppose", len(hits), len(told), len(wanted)),
        share("threads.kind", (told[k] in (wanted[k]["kind"], *wanted[k].get("also", [])) for k in hits)),
    ]


def chains(links: Iterable[tuple[str, str]]) -> list[frozenset[str]]:
    """Sets of ids that hang together."""
    sets: list[frozenset[str]] = []
    for link in links:
        joined = frozenset(link).union(*(s for s in sets if s & set(link)))
        sets = [s for s in sets if not s & set(link)] + [joined]
    return sets


def group(sets: Iterable[frozenset[str]], id: str) -> frozenset[str]:
    return next((s for s in sets if id in s), frozenset((id,)))


def pairs(sets: Iterable[frozenset[str]]) -> set[frozenset[str]]:
    return {frozenset(two) for s in sets for two in combinations(s, 2)}


# timelines


def timelines(golds: Sequence[Row], entries: Mapping[str, Sequence[Row]]) -> list[Score]:
    """Gold events that have an entry, whether its day and lane are right, and whether accounts of one are joined."""
    found = [(gold, [e for e in entries[gold["dossier"]] if proven(gold, e)]) for gold in golds]
    first = [(gold, some) for gold, some in found if some]
    return [
        share("timeline.found", (bool(some) for _, some in found)),
        share("timeline.when", (any(on(gold["when"], e) for e in some) for gold, some in first if gold["when"])),
        share("timeline.lane", (any(e["lane"] in gold["lane"] for e in some) for gold, some in first)),
        share("timeline.joined", (any(joined(e) for e in some) for gold, some in first if len(gold["articles"]) > 1)),
    ]


def proven(gold: Row, entry: Row) -> bool:
    """Does the entry cite a sentence that holds the head of the event?"""
    return any(
        c["ref"] == proof["article"] and overlap(proof["head"], (c["start"], c["end"]))
        for proof in gold["proofs"]
        for c in entry["citations"]
        if entry["lane"] != "said"
    )


def on(when: str, entry: Row) -> bool:
    return str(entry["when"] or "").startswith(when)


def joined(entry: Row) -> bool:
    return len({c["article"] for c in entry["citations"]}) > 1


# questions


@dataclass(frozen=True, slots=True)
class Asked:
    """A gold question, the proofs of its answer as (article, spans), and what was answered."""

    gold: Row
    groups: Sequence[Sequence[tuple[str, Sequence[Pair]]]]
    accept: Sequence[tuple[str, Sequence[Pair]]]
    answer: Row
    known: Known

    def shows(self, proof: tuple[str, Sequence[Pair]], citation: Row) -> bool:
        """Do the cited words and the proof share most of the shorter one?"""
        article, spans = proof
        cited = (citation["start"], citation["end"])
        size = min(sum(end - start for start, end in spans), cited[1] - cited[0])
        return bool(citation["ref"] == article and 2 * sum(overlap(s, cited) for s in spans) >= size > 0)

    @property
    def shown(self) -> list[bool]:
        return [any(self.shows(p, c) for p in g for c in self.answer["citations"]) for g in self.groups]

    @property
    def right(self) -> list[bool]:
        proofs = [p for g in self.groups for p in g] + list(self.accept)
        return [any(self.shows(p, c) for p in proofs) for c in self.answer["citations"]]

    @property
    def speakers(self) -> list[bool]:
        """For each claim cited where the speaker is asked for: is it who was asked for?"""
        spoken = [c["source_canonical"] for c in self.answer["citations"] if c["claim"] and self.gold["sources"]]
        return [self.known.of(name) in self.gold["sources"] for name in spoken if name]


def misses(asked: Sequence[Asked]) -> Iterator[str]:
    """What is missing from each answer and wrong in it, a line each."""
    for a in asked:
        lines = ["refuses" if a.answer["abstained"] else "does not refuse"] * (
            a.gold["abstain"] != a.answer["abstained"]
        )
        lines += [f"lacks {g[0]}" for g, shown in zip(a.gold["groups"], a.shown, strict=True) if not shown]
        cited = zip(a.answer["citations"], a.right, strict=True)
        lines += [
            f"shows {c['ref']} {c['source_canonical'] or ''}: {c['text'][:90]}" for c, right in cited if not right
        ]
        if lines:
            yield "\n    ".join((f"{a.gold['id']} {' / '.join((*a.gold['history'], a.gold['question']))}", *lines))


def questions(asked: Sequence[Asked]) -> list[Score]:
    """What is shown of what should be, what is wrong of what is shown, refusals, speakers and language; and by kind."""
    answerable = [a for a in asked if not a.gold["abstain"]]
    refused = [a for a in asked if a.answer["abstained"]]
    due = sum(a.gold["abstain"] for a in refused)
    return [
        _answered("questions", answerable),
        _answered("questions.fr", [a for a in answerable if a.gold["lang"] == "fr"]),
        _answered("questions.en", [a for a in answerable if a.gold["lang"] == "en"]),
        _answered("questions.cross", [a for a in answerable if a.gold["cross"]]),
        share("questions.right_speaker", (right for a in answerable for right in a.speakers)),
        f1("questions.refusal", due, len(refused), len(asked) - len(answerable)),
        share("questions.language", (a.answer["language"] == a.gold["lang"] for a in asked if not a.gold["history"])),
        *(
            _kind(kind, [a for a in asked if a.gold["kind"] == kind])
            for kind in sorted({a.gold["kind"] for a in asked})
        ),
    ]


def _answered(name: str, asked: Sequence[Asked]) -> Score:
    shown, right = [s for a in asked for s in a.shown], [r for a in asked for r in a.right]
    return f1(name, sum(right), len(right), len(shown), sum(shown))


def _kind(kind: str, asked: Sequence[Asked]) -> Score:
    if asked[0].gold["abstain"]:
        return share(f"questions.kind.{kind}", (a.answer["abstained"] for a in asked))
    return _answered(f"questions.kind.{kind}", asked)
