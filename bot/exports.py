"""Timelines and claims → files that others read: CSV, Markdown, one offline HTML page, iCalendar, TimelineJS.

In: the contract's dictionaries (`render.timeline_json`, `render.claims_json`). Out: text. Everything from an article is
escaped for the form it goes into. Never here: choosing what is exported.
"""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from importlib.resources import files
from string import Template

from bot.frames import gap_words, laid_out, marks, more_words, outcome_words, shown_date, title, words
from index.errors import InputError
from index.model import Json

TIMELINE_COLUMNS = (
    "edtf", "earliest", "latest", "precision", "lane", "status", "evidence", "text",
    "quote", "date_words", "sources", "copies", "article", "edition", "start", "end",
    "title", "outlet", "published", "url", "outcome", "outcome_when",
)  # fmt: skip
CLAIM_COLUMNS = (
    "source_canonical", "source", "force", "polarity", "hedge", "mode", "cue", "content", "addressee", "channel",
    "said", "quote", "article", "edition", "start", "end", "title", "outlet", "published", "url",
)  # fmt: skip
Writer = Callable[[Json], str]
STRAY = 3
"""So few characters less are a stray mark that was left out, no part of a sentence."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def timeline(told: Json, form: str, lang: str = "en") -> str:
    """The timeline in one of the forms json, csv, md, html, ics, timelinejs, what stands around the articles' words in
    the language `lang`. Raises InputError for another form.
    """
    forms: dict[str, Writer] = {
        "json": _json, "csv": timeline_csv, "md": partial(timeline_markdown, lang=lang),
        "html": partial(timeline_html, lang=lang), "ics": partial(timeline_ics, lang=lang),
        "timelinejs": partial(timeline_js, lang=lang),
    }  # fmt: skip
    return _form(forms, form)(told)


def claims(told: Json, form: str) -> str:
    """The claims in one of the forms json, csv, md. Raises InputError for another form."""
    return _form({"json": _json, "csv": claims_csv, "md": claims_markdown}, form)(told)


def _form(forms: dict[str, Writer], form: str) -> Writer:
    if form not in forms:
        raise InputError(f"There is no form {form!r}; choose one of {', '.join(forms)}.")
    return forms[form]


def _json(told: Json) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1)


def timeline_csv(told: Json) -> str:
    """One row an entry and citation, so that every quotation keeps its span."""
    rows = []
    for entry in told["entries"]:
        proof, outcome = entry["date_proof"] or {}, entry.get("outcome") or {}
        shared = entry | {"edtf": entry["when"], "date_words": proof.get("words")}
        shared |= {"outcome": outcome.get("kind"), "outcome_when": outcome.get("when")}
        rows += [
            shared | citation | {"text": entry["text"], "quote": citation["text"]} for citation in entry["citations"]
        ]
    return _csv(TIMELINE_COLUMNS, rows)


def claims_csv(told: Json) -> str:
    """One row a claim and piece of content."""
    rows = []
    for claim in told["claims"]:
        shared = claim | {"channel": "; ".join(claim["channel"])}
        rows += [
            shared | citation | {"quote": citation["text"], "source": claim["source"]}
            for citation in claim["citations"]
        ]
    return _csv(CLAIM_COLUMNS, rows)


def _csv(columns: Sequence[str], rows: Sequence[Json]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: _cell(row.get(key)) for key in columns} for row in rows)
    return out.getvalue()


def _cell(value: object) -> object:
    """A spreadsheet would run a text that opens like a formula; an apostrophe keeps it text."""
    return "'" + value if isinstance(value, str) and value.startswith(FORMULA) else value


def timeline_markdown(told: Json, lang: str = "en") -> str:
    lines = [f"# {_md(title(told, lang))}", ""]
    for entry in laid_out(told):
        lines += [f"- *{gap_words(entry, lang)}*"] if "from" in entry else _markdown_entry(entry, lang)
    if more := more_words(told, lang):
        lines += ["", _md(more)] if told["entries"] else [_md(more)]
    return "\n".join(lines) + "\n"


def _markdown_entry(entry: Json, lang: str) -> list[str]:
    texts = words(lang)
    proof = f" ({texts['dated'].format(words=_md(entry['date_proof']['words']))})" if entry["date_proof"] else ""
    lines = [f"- **{shown_date(entry, lang)}** · {marks(entry, lang)}{proof}"]
    if part := _part_of(entry, entry["citations"][0]):
        lines.append("  - " + texts["part"].format(words=_md(part)))
    lines += [f"  > {_md(c['text'])}  \n  > — {_md(where(c))}" for c in entry["citations"]]
    for other in entry["conflicts"]:
        told_by = ", ".join(_md(where(c)) for c in other["citations"])
        lines.append(f"  - {_conflict(other, lang)} ({told_by})")
    if told_later := outcome_words(entry, lang):
        by = ", ".join(_md(where(c)) for c in entry["outcome"]["citations"])
        lines.append(f"  - {told_later}{f' ({by})' if by else ''}")
    return lines


def _conflict(other: Json, lang: str) -> str:
    return words(lang)["conflict"].format(when=shown_date(other, lang))


def claims_markdown(told: Json) -> str:
    lines = ["# Claims", ""]
    for claim in told["claims"]:
        who = claim["source_canonical"] or claim["source"] or "unnamed source"
        via = f", via {_md(', '.join(claim['channel']))}" if claim["channel"] else ""
        said = f", {claim['said']}" if claim["said"] else ""
        lines.append(f"- **{_md(who)}** · {claim['force']} · {claim['polarity']} · {claim['hedge']}{said}{via}")
        lines += [f"  > {_md(c['text'])}  \n  > — {_md(where(c))}" for c in claim["citations"]]
    return "\n".join(lines) + "\n"


def where(citation: Json) -> str:
    """Outlet, title, date and offsets of a citation."""
    parts = (citation["outlet"], citation["title"] or citation["ref"] or citation["article"], citation["published"])
    return ", ".join(part for part in parts if part) + f" [{citation['start']}–{citation['end']}]"


def _md(text: str) -> str:
    """Text for Markdown: on one line, its marks escaped, so that an article cannot forge any."""
    flat = " ".join(text.split())
    return "".join("\\" + c if c in "\\`*_{}[]<>#|~!" else c for c in flat)


def _part_of(entry: Json, citation: Json) -> str | None:
    """The words of a cited sentence that tell of the entry, where the rest tells of something else."""
    flat, text = " ".join(citation["text"].split()), entry["text"]
    return text if text in flat and len(text) < len(flat) - STRAY else None


def _quoted(entry: Json, citation: Json) -> str:
    """A citation in HTML, the words that tell of the entry marked."""
    flat, part = " ".join(citation["text"].split()), _part_of(entry, citation)
    if part is None:
        return html.escape(citation["text"])
    before, after = flat.split(part, 1)
    return f"{html.escape(before)}<mark>{html.escape(part)}</mark>{html.escape(after)}"


def timeline_html(told: Json, lang: str = "en") -> str:
    """One page that needs nothing else: no script, no other host."""
    page = Template(files("bot").joinpath("forms", "timeline.html").read_text(encoding="utf8"))
    items = "\n".join(_item(entry, lang) for entry in laid_out(told))
    more = html.escape(more_words(told, lang) or "")
    return page.substitute(title=html.escape(title(told, lang)), items=items, lang=lang, more=more)


def _item(entry: Json, lang: str) -> str:
    if "from" in entry:
        return f'<li class="gap">{html.escape(gap_words(entry, lang))}</li>'
    quotes = "".join(
        f"<blockquote>{_quoted(entry, c)}<br><small>{html.escape(where(c))}</small></blockquote>"
        for c in entry["citations"]
    )
    conflicts = "".join(f'<p class="conflict">{html.escape(_conflict(o, lang))}</p>' for o in entry["conflicts"])
    told_later = outcome_words(entry, lang)
    later = f'<p class="outcome">{html.escape(told_later)}</p>' if told_later else ""
    head = f"<b>{html.escape(shown_date(entry, lang))}</b> <small>{html.escape(marks(entry, lang))}</small>"
    return f'<li class="{entry["lane"]}">{head}{quotes}{conflicts}{later}</li>'


def timeline_ics(told: Json, lang: str = "en") -> str:
    """Planned entries whose day is known, as all-day events (RFC 5545), and how many those are. Nothing is put on an
    invented day.
    """
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    fit = [entry for entry in told["entries"] if _has_its_day(entry)]
    why = words(lang)["calendar"].format(n=len(fit), all=len(told["entries"]))
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//On Record//Timeline//EN"]
    lines += [f"X-WR-CALNAME:{_ics(title(told, lang))}", f"X-WR-CALDESC:{_ics(why)}"]
    for entry in fit:
        lines += _appointment(entry, stamp)
    return "\r\n".join(_folded(line) for line in [*lines, "END:VCALENDAR"]) + "\r\n"


def _has_its_day(entry: Json) -> bool:
    return entry["lane"] == "planned" and entry["precision"] in ("day", "time") and bool(entry["earliest"])


def _appointment(entry: Json, stamp: str) -> list[str]:
    first = date.fromisoformat(entry["earliest"])
    last = date.fromisoformat(entry["latest"] or entry["earliest"])
    after = last + timedelta(days=1) if last < date.max else last
    proof = entry["citations"][0]
    return [
        "BEGIN:VEVENT",
        f"UID:{proof['article']}-{proof['start']}-{proof['end']}@on-record",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{first:%Y%m%d}",
        f"DTEND;VALUE=DATE:{after:%Y%m%d}",
        f"SUMMARY:{_ics(entry['text'])}",
        f"DESCRIPTION:{_ics(where(proof))}",
        f"STATUS:{'CANCELLED' if _called_off(entry) else 'TENTATIVE'}",
        "END:VEVENT",
    ]


def _called_off(entry: Json) -> bool:
    """Cancelled, or put off to another day: on this day it is not."""
    outcome = entry.get("outcome") or {}
    return entry["status"] == "cancelled" or outcome.get("kind") in ("cancelled", "postponed")


def _ics(text: str) -> str:
    flat = " ".join(text.split())
    return flat.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> str:
    """Lines of at most 75 octets, continued after a space, never inside a character."""
    pieces, piece = [], b""
    for character in line:
        encoded = character.encode("utf-8", "replace")
        if len(piece) + len(encoded) > 74:
            pieces.append(piece)
            piece = b" "
        piece += encoded
    return b"\r\n".join([*pieces, piece]).decode("utf-8")


def timeline_js(told: Json, lang: str = "en") -> str:
    """TimelineJS 3 (Knight Lab) JSON. Entries without any date have no place in that form and are left out."""
    slides = [_slide(entry, lang) for entry in told["entries"] if entry["earliest"] or entry["latest"]]
    return _json({"title": {"text": {"headline": html.escape(title(told, lang))}}, "events": slides})


def _slide(entry: Json, lang: str) -> Json:
    first, last = entry["earliest"] or entry["latest"], entry["latest"] or entry["earliest"]
    proof, later = entry["citations"][0], outcome_words(entry, lang)
    slide: Json = {
        "start_date": _js_date(first),
        "display_date": html.escape(shown_date(entry, lang)),
        "group": words(lang)[entry["lane"]],
        "text": {
            "headline": html.escape(_short(entry["text"])),
            "text": f"<p>{html.escape(entry['text'])}</p><p><small>{html.escape(where(proof))}</small></p>"
            + (f"<p><i>{html.escape(later)}</i></p>" if later else ""),
        },
    }
    if last != first:
        slide["end_date"] = _js_date(last)
    return slide


def _js_date(day: str) -> Json:
    year, month, number = day.split("-")
    return {"year": int(year), "month": int(month), "day": int(number)}


def _short(text: str, limit: int = 90) -> str:
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0] + "…"
