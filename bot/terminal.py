"""The contract's dictionaries → readable text on a terminal.

In: what the window and `--json` get too. Out: lines on standard output; progress on standard error. Text of articles is
printed as text: control characters are dropped and rich's markup is never interpreted. Never here: choosing what is
shown.
"""

from __future__ import annotations

import re
import sys
import time
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot import exports
from bot.frames import date_words, gap_words, laid_out, marks, more_words, outcome_words, shown_date, words
from index.model import Json

console = Console(highlight=False)
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()<>#|~!.+-])")
"""Marks that Markdown needs escaped, and a terminal does not."""
OPPOSED = ("changes", "denies", "contradicts")
LANE_COLOURS = {"happened": "blue", "said": "yellow", "planned": "green", "undated": "bright_black"}


def plain(text: object) -> str:
    """The text without control characters, so that an article cannot steer a terminal."""
    return "".join(c for c in str(text) if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))


def where(citation: Json) -> str:
    return plain(exports.where(citation))


def answer(told: Json) -> None:
    console.print(Text(plain(told["reason"] if told["abstained"] else ESCAPED.sub(r"\1", told["answer"]))))
    for citation in told["citations"]:
        console.print()
        console.print(Text(f"[{citation['n']}] ", "bold") + Text(f"“{plain(citation['text'])}”"))
        console.print(Text(f"    {where(citation)}", "bright_black"))
    if told["nearest"]:
        title = {"fr": "Les passages les plus proches :"}.get(told["language"], "The nearest passages:")
        console.print(Text("\n" + title, "bold"))
        for citation in told["nearest"]:
            console.print(Text(f"  · {plain(' '.join(citation['text'].split()))}"))
            console.print(Text(f"    {where(citation)}", "bright_black"))


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:  # an id broken over two lines cannot be copied
        table.add_column(column, overflow="fold", no_wrap=column == "article")
    return table


def _show(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    table = _table(*columns)
    for row in rows:
        table.add_row(*(Text(plain("" if cell is None else cell)) for cell in row))
    console.print(table)


def claims(told: Json) -> None:
    if not told["claims"]:
        console.print("No claims.")
    for claim in told["claims"]:
        facts = [claim["force"], claim["hedge"], claim["polarity"] if claim["polarity"] != "positive" else ""]
        facts += [date_words(claim["said"])] if claim["said"] else []
        facts += [f"via {plain(', '.join(claim['channel']))}"] if claim["channel"] else []
        facts += [f"or {plain(other)}" for other in claim["doubt"]]
        facts += [f"{part} mended by hand" for part in claim["mended"]]
        console.print(_who(claim) + Text("  " + " · ".join(fact for fact in facts if fact), "bright_black"))
        console.print(Text(f"  {plain(claim['content'])}"))
        console.print(Text(f"    {where(claim['citations'][0])}", "bright_black"))


def _who(claim: Json) -> Text:
    return Text(plain(claim["source_canonical"] or claim["source"] or "?"), "bold")


def threads(told: Json) -> None:
    if not told["threads"]:
        console.print("No claims that hang together.")
    for thread in told["threads"]:
        number = {claim["claim"]: n for n, claim in enumerate(thread["members"], 1)}
        console.print(Text(plain(thread["proposition"]), "bold"))
        for claim in thread["members"]:
            who = plain(claim["source_canonical"] or claim["source"] or "?")
            console.print(
                Text(f"  {number[claim['claim']]}. {who} ({_day(claim)}), {claim['force']}: {plain(claim['content'])}")
            )
            console.print(Text(f"       {where(claim['citations'][0])}", "bright_black"))
        for link in thread["links"]:
            pair = f"{number[link['b']]} {link['kind']} {number[link['a']]}"
            console.print(
                Text(f"     {pair}: {plain(link['why'])}", "red" if link["kind"] in OPPOSED else "bright_black")
            )
        console.print()


def _day(claim: Json) -> str:
    """When it was said, else when it was published, in words."""
    day = claim["said"] or claim["citations"][0]["published"]
    return date_words(day) if day else "undated"


def timeline(told: Json, lang: str) -> None:
    for entry in laid_out(told):
        if "from" in entry:
            console.print(Text(gap_words(entry, lang), "italic bright_black"))
            continue
        head = Text(f"{shown_date(entry, lang)}  ", f"bold {LANE_COLOURS[entry['lane']]}")
        console.print(head + Text(marks(entry, lang), "bright_black"))
        console.print(Text(f"  {plain(' '.join(entry['text'].split()))}"))
        for citation in entry["citations"]:
            console.print(Text(f"    {where(citation)}", "bright_black"))
        for other in entry["conflicts"]:
            console.print(Text("    " + words(lang)["conflict"].format(when=shown_date(other, lang)), "red"))
        if later := outcome_words(entry, lang):
            console.print(Text(f"    {later}", "yellow"))
    if more := more_words(told, lang):
        console.print(Text(plain(more), "bright_black"))


def hits(told: Json) -> None:
    for hit in told["hits"]:
        title = plain(hit["title"] or hit["ref"] or hit["article"])
        console.print(
            Text(f"{hit['score']:.3f}  ", "bold")
            + Text(title)
            + Text(f" [{hit['start']}–{hit['end']}]", "bright_black")
        )
        console.print(Text(f"  {plain(' '.join(hit['text'].split()))}"))
        for copy in hit["copies"]:
            name = copy["title"] or copy["ref"] or copy["article"]
            where = ", ".join(part for part in (copy["outlet"], name, copy["published"]) if part)
            console.print(Text(f"  also in: {plain(where)}", "bright_black"))


def article(told: Json) -> None:
    console.print(Text(plain(told["title"] or told["ref"] or told["article"]), "bold"))
    facts = [told[key] for key in ("outlet", "author", "published", "lang", "url", "article")]
    facts += [f"{key} {told[key]}" for key in ("updated", "crawled") if told[key]]
    facts += [f"the text itself says {field} {said}" for field, said in told["stated"].items()]
    console.print(Text(plain(" · ".join(fact for fact in facts if fact)), "bright_black"))
    console.print(Text("\n" + plain(told["text"]) + "\n"))
    claims(told)
    console.print()
    for event in told["events"]:
        day = date_words(event["when"]) if event["when"] else "undated"
        words = plain(" ".join(told["text"][event["start"] : event["end"]].split()))
        console.print(
            Text(f"{day}  ", "bold") + Text(words) + Text(f"  {event['status']} · {event['evidence']}", "bright_black")
        )


def articles(rows: Sequence[Json]) -> None:
    columns = ("article", "published", "lang", "outlet", "title", "claims", "events")
    _show(columns, ([row.get(key) for key in columns] for row in rows))


def names(rows: Sequence[Json]) -> None:
    columns = ("canonical", "type", "articles", "claims")
    _show((*columns, "aliases"), ([*(row[key] for key in columns), ", ".join(row["aliases"])] for row in rows))


def watches(rows: Sequence[Json]) -> None:
    for row in rows:
        console.print(Text(f"{row['n']}. {plain(row['question'])}", "bold"))
        if not row["new"]:
            console.print(Text("  nothing new", "bright_black"))
        for claim in row["new"]:
            who = plain(claim["source_canonical"] or claim["source"] or "?")
            console.print(Text(f"  {who}, {claim['force']}: {plain(claim['content'])}"))
            console.print(Text(f"    {where(claim['citations'][0])}", "bright_black"))
            for link in claim["links"]:
                console.print(Text(f"    {link['kind']}: {plain(link['why'])}", "red"))


class Progress:
    """Progress of long work on standard error: how many, how fast, how long still; `total` may be unknown."""

    def __init__(self, total: int | None) -> None:
        self._total, self._done, self._start, self._drawn = total, 0, time.monotonic(), 0.0
        self._live = sys.stderr.isatty()
        self._work = ""

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._done > 1:
            self._draw(end="\n")

    def step(self) -> None:
        self.at(self._done + 1)

    def at(self, done: int, total: int | None = None) -> None:
        """Report that `done` are done; drawn ten times a second, or once in ten seconds where nobody watches."""
        self._done, self._total = done, total or self._total
        if time.monotonic() - self._drawn > (0.1 if self._live else 10):
            self._draw(end="\r" if self._live else "\n")

    def deepening(self, done: int, total: int) -> None:
        """The same for articles that the deep encoder reads, after whatever else was done."""
        if not self._work:
            if self._done > 1:
                self._draw(end="\n")
            self._work, self._start, self._drawn = "deep encoder: ", time.monotonic(), time.monotonic()
        self.at(done, total)

    def over(self, results: Iterable[Json]) -> Iterator[Json]:
        for result in results:
            self.step()
            yield result

    def say(self, result: Json) -> None:
        """One line for one article that was added."""
        name = plain(result["title"] or result["ref"] or result["article"] or "")
        found = f"{result['passages']} passages, {result['claims']} claims, {result['events']} events"
        print(f"{result['status']:9} {name}  {plain(result['reason'] or found)}")

    def _draw(self, end: str) -> None:
        self._drawn = time.monotonic()
        rate = self._done / max(self._drawn - self._start, 1e-6)
        left = (
            f", {(self._total - self._done) / rate:.0f} s left"
            if self._total and rate and self._total > self._done
            else ""
        )
        of = f" of {self._total}" if self._total else ""
        print(f"{self._work}{self._done}{of} done, {rate:.1f}/s{left}   ", end=end, file=sys.stderr, flush=True)
