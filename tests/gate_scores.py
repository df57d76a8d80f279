"""Gold and what the program printed → scores.

In: rows of `tests/gold` and the contract's JSON for the same articles. Out: Scores, each a share with its n.
Never here: running the program, or judging a score.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]
Pair = Sequence[int]

WORD = re.compile(r"\w+")
EDGE = " \t\n\xa0\u202f.,;:!?…-–—()\"'“”„«»‹›‘’"
COMPLEMENTISER = re.compile(r"(?:que\s|qu['’]|that\s)\s*", re.IGNORECASE)
DAY = re.compile(r"\d{4}-\d\d-\d\d")
SAME = 0.8
"""F1 of words from which two contents are one."""


@dataclass(frozen=True, slots=True)
class Score:
    """A share in 0..1 (for found things the F1, with its P and R) over n cases."""

    name: str
    value: float
    n: int
    p: float | None = None
    r: float | None = None


def share(name: str, hits: Iterable[bool]) -> Score:
    cases = list(hits)
    return Score(name, sum(cases) / len(cases) if cases else 1.0, len(cases))


def f1(name: str, right: float, found: int, wanted: int, recalled: float | None = None) -> Score:
    """`right` of `found` are true; `recalled` (by default as many) of `wanted` are found."""
    p = right / found if found else 1.0
    r = (right if recalled is None else recalled) / wanted if wanted else 1.0
    return Score(name, 2 * p * r / (p + r) if p + r else 0.0, wanted, p, r)


class Known:
    """The names of one dossier: which gold name any form stands for."""

    def __init__(self, aliases: Iterable[Row]) -> None:
        self.rows = list(aliases)
        forms = {form: row["canonical"] for row in self.rows for form in (row["canonical"], *row["aliases"])}
        self._forms = {form.casefold(): name for form, name in forms.items()}

    def of(self, form: str | None) -> str | None:
        bare = re.sub(r"^(?:l['’]|le |la |les |the )", "", (form or "").casefold())
        return self._forms.get(bare) or self._forms.get(bare.removeprefix("agence "))


# claims


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without quotation marks, edge punctuation and a leading que or that."""
    while start < end and text[start] in EDGE:
        start += 1
    while start < end and text[end - 1] in EDGE:
        end -= 1
    led = COMPLEMENTISER.match(text, start, end)
    return trim(text, led.end(), end) if led and led.end() < end else (start, end)


def places(text: str, spans: Iterable[Pair]) -> set[int]:
    """Where the words of some spans begin."""
    cut = (trim(text, *span) for span in spans)
    return {word.start() for start, end in cut for word in WORD.finditer(text, start, end)}


def overlap(a: Pair | None, b: Pair | None) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) if a and b else 0


def alike(text: str, gold: Row, claim: Row) -> float:
    """How far a claim is the gold one: F1 of their words; of refusals and wordless contents, whether they touch."""
    refusal = gold["force"] == claim["force"] == "decline_to_comment"
    touching = any(overlap(span, claim["cue"]) for span in (gold["cue"], *gold["content"]))
    if (refusal or not gold["content"]) and touching:
        return 0.9
    mine, theirs = places(text, gold["content"]), places(text, claim["content"])
    both = len(mine & theirs)
    return 2 * both / (len(mine) + len(theirs)) if both else 0.0


def pair(
    golds: Sequence[Row], found: Sequence[Row], alike: Callable[[Row, Row], float], floor: float
) -> dict[int, int]:
    """The best one-to-one pairs, as {index of found: index of gold}; between equals, the gold one that counts."""
    ranked = sorted(
        ((alike(g, f), not g.get("optional"), -i, -j) for i, g in enumerate(golds) for j, f in enumerate(found)),
        reverse=True,
    )
    taken: dict[int, int] = {}
    for value, _, i, j in ranked:
        if value >= floor and value > 0 and -j not in taken and -i not in taken.values():
            taken[-j] = -i
    return taken


def pair_claims(text: str, golds: Sequence[Row], claims: Sequence[Row]) -> dict[int, int]:
    """Claims and their gold ones; a claim that covers half of an optional gold one is that one."""
    pairs = pair(golds, claims, lambda g, c: alike(text, g, c), SAME)
    spare = [i for i, g in enumerate(golds) if g.get("optional") and i not in pairs.values()]
    for j, claim in enumerate(claims):
        near = next((i for i in spare if j not in pairs and alike(text, golds[i], claim) >= SAME / 2), None)
        if near is not None:
            pairs[j] = near
            spare.remove(near)
    return pairs


def right_source(gold: Row, claim: Row, known: Known) -> bool:
    """The speaker is the gold one: by name, or, of one without a name that we know, by the words."""
    named, touching = known.of(claim["source_canonical"]), bool(overlap(gold["source"], claim["source"]))
    if gold["source_canonical"] is None:
        return touching
    return named == gold["source_canonical"] or (touching and named is None and claim["source_canonical"] is not None)


def agrees(gold: Row, claim: Row, field: str) -> bool:
    return claim[field] in (gold[field], *gold.get("also", {}).get(field, []))


def same_channel(gold: Row, claim: Row) -> bool:
    """The same number of relays, each where it is."""
    mine, theirs = gold["channel"], claim["channel"]
    return len(mine) == len(theirs) and all(any(overlap(a, b) for b in theirs) for a in mine)


@dataclass(frozen=True, slots=True)
class Text:
    """One article, its gold and what was found in it."""

    article: str
    lang: str
    dossier: str
    text: str
    gold: Mapping[str, Sequence[Row]]
    found: Row
    known: Known


def claims(texts: Sequence[Text]) -> list[Score]:
    """Finding claims, in all, by language and by mode; and each field of those found."""
    matched: list[tuple[Row, Row, Known]] = []
    count: dict[str, Counter[str]] = defaultdict(Counter)
    for t in texts:
        golds, found = t.gold["claims"], t.found["claims"]
        pairs = pair_claims(t.text, golds, found)
        hits = [(golds[i], found[j], t.known) for j, i in pairs.items() if not golds[i].get("optional")]
        matched += hits
        for part in ("", f".{t.lang}"):
            count[part].update(right=len(hits), found=len(found) - len(pairs) + len(hits))
            count[part].update(wanted=sum(not g.get("optional") for g in golds))
        for mode in ("direct", "indirect", "mixed"):
            of = [i for i, g in enumerate(golds) if g["mode"] == mode and not g.get("optional")]
            count[f".{mode}"].update(wanted=len(of), right=sum(i in pairs.values() for i in of))
    return [*_found(count), *_fields(matched)]


def _found(count: Mapping[str, Counter[str]]) -> list[Score]:
    return [
        f1(f"claims{part}", c["right"], c["found"], c["wanted"])
        if "found" in c
        else Score(f"claims{part}", c["right"] / c["wanted"] if c["wanted"] else 1.0, c["wanted"])
        for part, c in sorted(count.items())
    ]


def _fields(matched: Sequence[tuple[Row, Row, Known]]) -> list[Score]:
    def scored(field: str) -> list[tuple[Row, Row]]:
        return [(g, c) for g, c, _ in matched if field not in g.get("skip", ())]

    return [
        share("claims.source", (right_source(g, c, known) for g, c, known in matched if g["source"])),
        *(
            share(f"claims.{field}", (agrees(g, c, field) for g, c in scored(field)))
            for field in ("force", "hedge", "polarity", "mode", "said")
        ),
        share("claims.channel", (same_channel(g, c) for g, c in scored("channel"))),
        share("claims.relays", (same_channel(g, c) for g, c in scored("channel") if g["channel"])),
    ]


# times, events, names


def same_time(gold: Row, time: Row) -> bool:
    """The value where there is one, else the set of days."""
    if gold["timex"] is None:
        return bool(time["edtf"] == gold["edtf"])
    return time["timex"] in (gold["timex"], *gold["also"])


def times(texts: Sequence[Text]) -> list[Score]:
    """Values of time words, sets of days, and days made up for coarser dates."""
    right, seen, found, wanted, sets, coarse = 0, 0, 0, 0, [], []
    for t in texts:
        golds, tagged = t.gold["times"], t.found["times"]
        pairs = pair(golds, tagged, lambda g, x: overlap(g["span"], (x["start"], x["end"])), 1)
        noise = sum(any(overlap(n["span"], (x["start"], x["end"])) for n in t.gold["noise"]) for x in tagged)
        kept = [(golds[i], tagged[j]) for j, i in pairs.items() if not golds[i]["optional"]]
        seen += len(kept)
        right += sum(same_time(g, x) for g, x in kept)
        found += len(tagged) - len(pairs) + len(kept) - noise
        wanted += sum(not g["optional"] for g in golds)
        sets += [same_time(g, x) for g, x in kept if g["timex"] is None]
        coarse += [
            not DAY.match(x["timex"]) for g, x in kept if g["type"] == "DATE" and not DAY.match(g["timex"] or "-" * 10)
        ]
    return [
        f1("times.value", right, found, wanted),
        f1("times.span", seen, found, wanted),
        share("times.sets", sets),
        share("times.no_invented_day", coarse),
    ]


def events(texts: Sequence[Text]) -> list[Score]:
    """How many of the events that matter are found, and their status, evidence and day."""
    pairs: list[tuple[Row, Row | None]] = []
    for t in texts:
        for gold in (e for e in t.gold["events"] if not e.get("optional")):
            start, end = gold["head"]
            over = [e for e in t.found["events"] if e["start"] <= start and end <= e["end"]]
            pairs.append((gold, min(over, key=lambda e: e["end"] - e["start"], default=None)))
    covered = [(g, e) for g, e in pairs if e]
    return [
        share("events.found", (e is not None for _, e in pairs)),
        share("events.status", (e["status"] in g["status"] for g, e in covered)),
        share("events.evidence", (e["evidence"] in g["evidence"] for g, e in covered)),
        share("events.when", ((e["when"] or "").startswith(g["when"]) for g, e in covered if g["when"])),
    ]


def names(texts: Sequence[Text]) -> list[Score]:
    """B-cubed over the mentions in one article that are proper names."""
    right, found, recalled, wanted = 0.0, 0, 0.0, 0
    for t in texts:
        golds = [(g["canonical"], span) for g in t.gold["names"] for span in g["mentions"]]
        mine = [(n["canonical"], span) for n in t.found["names"] for span in n["mentions"]]
        mentions = [{"span": span} for _, span in golds]
        pairs = pair(mentions, [{"span": span} for _, span in mine], lambda g, m: _near(g["span"], m["span"]), 0.5)
        labels = [(mine[j][0], golds[i][0]) for j, i in pairs.items()]
        both, ours, theirs = Counter(labels), Counter(a for a, _ in labels), Counter(b for b, _ in golds)
        right += sum(both[label] / ours[label[0]] for label in labels)
        recalled += sum(both[label] / theirs[label[1]] for label in labels)
        found, wanted = found + len(labels), wanted + len(golds)
    return [
        f1("names.b_cubed", right, found, wanted, recalled),
        Score("names.mentions", found / max(1, wanted), wanted),
    ]


def _near(a: Pair, b: Pair) -> float:
    return 2 * overlap(a, b) / (a[1] - a[0] + b[1] - b[0])


def noise(texts: Sequence[Text]) -> list[Score]:
    """Headlines, captions and credits in a text, told from its body."""
    right = found = wanted = 0
    for t in texts:
        golds, told = t.gold["noise"], [{"span": (s, e)} for s, e, kind in t.found["noise"] if kind != "meta"]
        right += len(pair(golds, told, lambda g, n: _near(g["span"], n["span"]), 0.5))
        found, wanted = found + len(told), wanted + len(golds)
    return [f1("noise", right, found, wanted)]


def aliases(dossiers: Iterable[tuple[Known, Sequence[Row]]]) -> Score:
    """Pairs of forms, across articles and languages: one name in the dossier where they are one, else two?"""
    right = found = wanted = 0
    for known, listed in dossiers:
        home = {form.casefold(): i for i, row in enumerate(listed) for form in (row["canonical"], *row["aliases"])}
        forms = [(form.casefold(), row["canonical"]) for row in known.rows for form in row["aliases"]]
        forms = [(form, name) for form, name in forms if form in home]
        two = [(a, b) for i, a in enumerate(forms) for b in forms[:i]]
        found += sum(home[a[0]] == home[b[0]] for a, b in two)
        wanted += sum(a[1] == b[1] for a, b in two)
        right += sum(home[a[0]] == home[b[0]] and a[1] == b[1] for a, b in two)
    return f1("names.aliases", right, found, wanted)
