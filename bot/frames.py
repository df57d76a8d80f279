"""What stands around the words of an article in a timeline: dates, labels, gaps, outcomes, in French or English.

In: the contract's dictionaries, and the reader's language. Out: plain text, nothing escaped. Never here: markup.
"""

from __future__ import annotations

from collections.abc import Mapping

from index import when
from index.lang import table
from index.model import Json

OUTCOMES = {"took_place": "took_place", "postponed": "put_off", "cancelled": "called_off", "nothing_reported": "silent"}


def words(lang: str) -> Mapping[str, str]:
    shown: Mapping[str, str] = table(lang, "timeline")["shown"]
    return shown


def title(told: Json, lang: str) -> str:
    return str(told["topic"] or words(lang)["timeline"])


def shown_date(entry: Json, lang: str = "en") -> str:
    """An entry's date in plain words: "a Wednesday between 30 August and 27 September 2023"."""
    return date_words(entry["when"], lang) if entry["when"] else words(lang)["undated"]


def date_words(edtf: str, lang: str = "en") -> str:
    return when.words(when.parse_published(edtf), lang)


def laid_out(told: Json) -> list[Json]:
    """Entries, and between them the gaps of which nothing is told, in the order of days. Where a number of entries was
    asked for, those without a day are left to `more_words`.
    """
    rest = list(told.get("gaps", ()))
    shown: list[Json] = []
    for entry in told["entries"]:
        day = entry["earliest"] or entry["latest"]
        if told.get("max") and entry["when"] is None:
            continue
        while rest and (day is None or day >= rest[0]["to"]):
            shown.append(rest.pop(0))
        shown.append(entry)
    return shown + rest


def gap_words(gap: Json, lang: str = "en") -> str:
    """ "Nothing is told between 30 April 2019 and 1 July 2023 (4 years)." """
    texts, days = words(lang), gap["days"]
    length = texts["days"].format(n=days) if days < 2 * 366 else texts["years"].format(n=days // 365)
    return texts["gap"].format(first=date_words(gap["from"], lang), last=date_words(gap["to"], lang), length=length)


def marks(entry: Json, lang: str = "en") -> str:
    """Lane, status and evidence. A status that only repeats the lane is left out, and so is a lane that only repeats
    that there is no date; what was said was said, and did not "happen" besides.
    """
    lane, status = entry["lane"], entry["status"]
    keys = [lane] if lane != "undated" else []
    keys += [status] if (lane, status) != ("said", "happened") else []
    return " · ".join(words(lang)[key] for key in dict.fromkeys([*keys, entry["evidence"]]))


def outcome_words(entry: Json, lang: str = "en") -> str | None:
    """What became of a plan, in one sentence; None for what was never planned or lies ahead."""
    outcome, texts = entry.get("outcome"), words(lang)
    if not outcome:
        return None
    new = texts["new_day"].format(when=date_words(outcome["when"], lang)) if _new_day(entry, outcome) else ""
    as_of = date_words(outcome["as_of"], lang) if outcome["as_of"] else ""
    return texts[OUTCOMES[outcome["kind"]]].format(when=new, as_of=as_of)


def _new_day(entry: Json, outcome: Json) -> bool:
    moved = outcome["kind"] == "postponed" or (outcome["kind"] == "took_place" and entry["lane"] == "planned")
    return moved and outcome["when"] is not None and outcome["when"] != entry["when"]


def more_words(told: Json, lang: str = "en") -> str | None:
    """How many entries are not shown, and a plain sentence where there is none at all."""
    texts, more = words(lang), dict(told.get("more") or {})
    if not told["entries"]:
        return texts["nothing_of"].format(topic=told["topic"]) if told["topic"] else texts["nothing"]
    if told.get("max"):
        more["undated"] = more.get("undated", 0) + sum(entry["when"] is None for entry in told["entries"])
    parts = ", ".join(texts[f"more_{kind}"].format(n=n) for kind, n in more.items() if n)
    return texts["more"].format(parts=parts) if parts else None
