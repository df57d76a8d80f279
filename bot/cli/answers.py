"""The commands that answer: ask, claims, timeline, search, show, articles, analyse, relate, export, verify.

In: arguments. Out: the contract's JSON, or readable text. Never here: changing a home.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot import options as opt
from bot.cli.shared import app, open_bot, print_json, print_lines, rows_of
from index.errors import InputError
from index.model import Json
from index.settings import load


@app.command()
def ask(
    question: str,
    dossier: opt.Dossier = "default",
    said_from: opt.From = None,
    said_to: opt.To = None,
    source: opt.Source = None,
    outlet: opt.Outlet = None,
    lang: opt.Lang = None,
    about: opt.About = None,
    published: opt.Published = None,
    as_json: opt.AsJson = False,
) -> None:
    """Answer a question from the articles, every sentence with its proof."""
    from bot import render, terminal

    filters = opt.filters(
        sources=source, outlet=outlet, lang=lang, about=about, published=published, said=opt.period(said_from, said_to)
    )
    with open_bot() as bot:
        told = render.answer_json(bot.ask(question, dossier, filters), bot.reader(dossier))
    print_json(told) if as_json else terminal.answer(told)


@app.command()
def claims(
    text: Annotated[str | None, typer.Argument(help="Words that the claims are about.")] = None,
    dossier: opt.Dossier = "default",
    source: opt.Source = None,
    force: Annotated[list[str] | None, typer.Option(help="say, warn, deny, promise, ...")] = None,
    hedge: Annotated[list[str] | None, typer.Option(help="asserted, possible, conditional, hearsay.")] = None,
    said_from: opt.From = None,
    said_to: opt.To = None,
    about: opt.About = None,
    published: opt.Published = None,
    outlet: opt.Outlet = None,
    lang: opt.Lang = None,
    threads: Annotated[bool, typer.Option(help="Show which claims repeat, change, deny or contradict.")] = False,
    form: Annotated[str, typer.Option("--format", help="table, json, csv or md.")] = "table",
    as_json: opt.AsJson = False,
) -> None:
    """List who said what, and how claims stand to each other."""
    from bot import exports, terminal

    filters = opt.filters(
        sources=source, forces=force, hedges=hedge, outlet=outlet, lang=lang, about=about, published=published,
        said=opt.period(said_from, said_to),
    )  # fmt: skip
    form = "json" if as_json else form
    if threads and form not in ("table", "json"):
        raise InputError("Threads are printed as a table or as JSON.")
    with open_bot() as bot:
        told = bot.threads(dossier, filters, text) if threads else bot.claims(dossier, filters, text)
    if form == "table":
        (terminal.threads if threads else terminal.claims)(told)
    else:
        print(exports.claims(told, form))


@app.command()
def timeline(
    topic: Annotated[str | None, typer.Argument(help="What it is about; everything where left out.")] = None,
    dossier: opt.Dossier = "default",
    happened_from: opt.From = None,
    happened_to: opt.To = None,
    most: Annotated[int | None, typer.Option("--max", min=1, help="How many dated entries at most.")] = None,
    only: Annotated[str | None, typer.Option(help="Lanes, separated by commas: happened,said,planned.")] = None,
    published: opt.Published = None,
    outlet: opt.Outlet = None,
    source: opt.Source = None,
    form: Annotated[str, typer.Option("--format", help="table, json, csv, md, html, ics or timelinejs.")] = "table",
    as_json: opt.AsJson = False,
) -> None:
    """Lay out what happened, what was said and what is planned, each with its proof."""
    from bot import exports, terminal

    happened = opt.period(happened_from, happened_to)
    filters = opt.filters(sources=source, outlet=outlet, published=published, happened=happened)
    form = "json" if as_json else form
    with open_bot() as bot:
        told = bot.timeline(dossier, topic, filters, most, opt.lanes(only))
    lang = opt.reading(topic)
    terminal.timeline(told, lang) if form == "table" else print(exports.timeline(told, form, lang))


@app.command()
def search(
    query: Annotated[str | None, typer.Argument(help="What to look for.")] = None,
    dossier: opt.Dossier = "default",
    k: Annotated[int, typer.Option("-k", min=1, help="How many articles (or passages).")] = 10,
    passages: Annotated[bool, typer.Option(help="Count passages, not articles.")] = False,
    queries: Annotated[Path | None, typer.Option(help='Many at once: JSON lines {"id","text"}.')] = None,
    outlet: opt.Outlet = None,
    lang: opt.Lang = None,
    about: opt.About = None,
    published: opt.Published = None,
    as_json: opt.AsJson = False,
) -> None:
    """Find passages by words and by meaning, across languages."""
    from bot import terminal

    filters = opt.filters(outlet=outlet, lang=lang, about=about, published=published)
    if (query is None) == (queries is None):
        raise typer.BadParameter("Give either a query or --queries FILE.")
    with open_bot() as bot:
        if queries is not None:
            for row in rows_of(queries, "text"):
                hits = bot.hits(str(row["text"]), dossier, k, filters, passages)
                print_json({"id": row["id"], "hits": hits}, indent=None)
        else:
            told = {"hits": bot.hits(query or "", dossier, k, filters, passages)}
            print_json(told) if as_json else terminal.hits(told)


@app.command()
def show(article: str, dossier: opt.Dossier = "default", as_json: opt.AsJson = False) -> None:
    """Print one article with all that was found in it."""
    from bot import terminal

    with open_bot() as bot:
        told = bot.show(dossier, article)
    print_json(told) if as_json else terminal.article(told)


@app.command()
def articles(dossier: opt.Dossier = "default", as_json: opt.AsJson = False) -> None:
    """List the articles of a dossier."""
    from bot import terminal

    with open_bot() as bot:
        rows = bot.articles(dossier)
    print_lines(rows) if as_json else terminal.articles(rows)


@app.command()
def analyse(
    file: Annotated[Path | None, typer.Argument(help="A text file, or - for standard input.")] = None,
    jsonl: Annotated[
        Path | None, typer.Option(help='Many texts: JSON lines {"id","text","lang"?,"published"?}.')
    ] = None,
    published: Annotated[str | None, typer.Option(help="Publication date, EDTF or ISO.")] = None,
    lang: Annotated[str | None, typer.Option(help="Language, as a two-letter code.")] = None,
) -> None:
    """Print what is found in texts, without keeping anything."""
    from bot import render
    from index import analyse as rooms

    if (file is None) == (jsonl is None):
        raise typer.BadParameter("Give either a file or --jsonl FILE.")
    if jsonl is not None:
        print_lines(render.analysis_json(found, id) for id, found in rooms.analyse_rows(rows_of(jsonl, "text")))
    else:
        row: Json = {"id": None, "text": _text(file or Path("-")), "lang": lang, "published": published}
        print_json(next(render.analysis_json(found, None) for _, found in rooms.analyse_rows(iter([row]))))


def _text(path: Path) -> str:
    from index.fetch import read_text

    return sys.stdin.read() if str(path) == "-" else read_text(path)


@app.command()
def relate(jsonl: Annotated[Path, typer.Option(help='JSON lines {"id","a","b","lang"}.')]) -> None:
    """Say how the second text of each pair stands to the first."""
    from bot.reasons import reason
    from index import links

    for row in rows_of(jsonl, "a", "b"):
        lang = str(row.get("lang") or "fr")
        found = links.relate(str(row["a"]), str(row["b"]), lang)
        why = reason(found.why, lang)
        told = {"relation": found.relation, "confidence": round(found.confidence, 3), "why": why}
        print_json({"id": row["id"], **told}, indent=None)


@app.command()
def export(folder: Path, dossier: opt.Dossier = "default") -> None:
    """Write an evidence pack: claims and timeline with the texts that prove them."""
    from bot import pack
    from bot.query import Filters

    with open_bot() as bot:
        claims = bot.claims(dossier, Filters())
        timeline = bot.timeline(dossier, None, Filters(), None, opt.LANES)
        count, seal = pack.export(bot.store, dossier, claims, timeline, folder)
    print(f"{count} quotations packed into {folder}. Note its seal, to know it again: {seal}")


@app.command()
def verify(
    folder: Path,
    alone: Annotated[bool, typer.Option(help="Hold it only against the files in it, not against the home.")] = False,
) -> None:
    """Prove that every quotation of an evidence pack is what its text says, and that the pack is as it was sealed."""
    from bot import pack
    from index.store import Store

    if alone:
        found = pack.faults(folder)
    else:
        with Store.open(load()) as store:
            found = pack.faults(folder, store)
    if found:
        raise InputError("The pack does not hold. " + " ".join(found))
    seal = pack.sealed(folder)
    print(
        "Every quotation holds. "
        + (f"The pack's seal: {seal}" if seal else "It was packed without a seal over who and when.")
    )
