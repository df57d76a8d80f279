"""The `onrecord` command: arguments in, the contract's JSON or readable text out.

Exit 0 on success, 1 on a user's error with one sentence on stderr, 2 on a usage error. Progress goes to stderr.
Never here: understanding, searching or judging; each command calls one room and prints what it gives.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot import options as opt
from index.errors import InputError, OnRecordError
from index.model import Json
from index.settings import load

if TYPE_CHECKING:
    from bot.bot import Bot

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="Who said what, when, with proof."
)
names_app = typer.Typer(help="The people, organisations and places of a dossier, and their aliases.")
dossiers_app = typer.Typer(help="Named sets of articles.")
watch_app = typer.Typer(help="Questions to keep an eye on.")
app.add_typer(names_app, name="names")
app.add_typer(dossiers_app, name="dossiers")
app.add_typer(watch_app, name="watch")


def main() -> None:
    """Entry point: runs a command and turns the project's errors into one sentence and exit code 1."""
    try:
        app()
    except OnRecordError as error:
        print(f"onrecord: {error}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:  # `onrecord ... | head`
        sys.stderr.close()
        sys.exit(0)


def _bot() -> Bot:
    from bot.bot import Bot

    return Bot.open(load())


def _print_json(value: Any, indent: int | None = 1) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=indent).encode("utf-8", "replace").decode("utf-8"))


def _print_lines(rows: Iterable[Json]) -> None:
    for row in rows:
        _print_json(row, indent=None)


@app.command()
def add(
    sources: Annotated[list[str], typer.Argument(help="Files, folders, URLs, feeds, or - for standard input.")],
    dossier: opt.Dossier = "default",
    published: Annotated[str | None, typer.Option(help="Publication date, EDTF or ISO.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    title: Annotated[str | None, typer.Option(help="Its title.")] = None,
    lang: Annotated[str | None, typer.Option(help="Its language, as a two-letter code.")] = None,
    as_json: opt.AsJson = False,
) -> None:
    """Read articles, find who said what and when in them, and keep it all."""
    from bot.terminal import Progress
    from index import fetch, ingest
    from index.when import parse_published

    parse_published(published)  # a wrong date is said once, not for every article
    given = fetch.Given(published=published, outlet=outlet, title=title, lang=lang)
    with Progress(fetch.count(sources)) as progress:
        for result in ingest.add(fetch.read(sources, given, kept=_addresses(dossier)), load(), dossier):
            progress.step()
            if as_json:
                _print_json(result, indent=None)
            else:
                progress.say(result)


def _addresses(dossier: str) -> set[str]:
    """The addresses already read, which a feed need not give again."""
    from index.store import Store

    with Store.open(load()) as store:
        known = store.articles(dossier) if dossier in store.dossiers() else []
    return {article.url for article in known if article.url}


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
    with _bot() as bot:
        told = render.answer_json(bot.ask(question, dossier, filters), bot.store.edition)
    _print_json(told) if as_json else terminal.answer(told)


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
    with _bot() as bot:
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
    with _bot() as bot:
        told = bot.timeline(dossier, topic, filters, most, opt.lanes(only))
    terminal.timeline(told) if form == "table" else print(exports.timeline(told, form))


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
    with _bot() as bot:
        if queries is not None:
            for row in _rows(queries):
                hits = bot.hits(str(row["text"]), dossier, k, filters, passages)
                _print_json({"id": row["id"], "hits": hits}, indent=None)
        else:
            told = {"hits": bot.hits(query or "", dossier, k, filters, passages)}
            _print_json(told) if as_json else terminal.hits(told)


def _rows(path: Path) -> Iterator[Json]:
    """The rows of a JSON-lines file. Raises InputError naming the line that is none."""
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}.") from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                raise InputError(f"{path}, line {number}, is no JSON: {error}.") from error
            if not isinstance(row, dict) or "id" not in row:
                raise InputError(f'{path}, line {number}, must be an object with an "id".')
            yield row


@app.command()
def show(article: str, dossier: opt.Dossier = "default", as_json: opt.AsJson = False) -> None:
    """Print one article with all that was found in it."""
    from bot import terminal

    with _bot() as bot:
        told = bot.show(dossier, article)
    _print_json(told) if as_json else terminal.article(told)


@app.command()
def articles(dossier: opt.Dossier = "default", as_json: opt.AsJson = False) -> None:
    """List the articles of a dossier."""
    from bot import terminal

    with _bot() as bot:
        rows = bot.articles(dossier)
    _print_lines(rows) if as_json else terminal.articles(rows)


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
        _print_lines(render.analysis_json(found, id) for id, found in rooms.analyse_rows(_rows(jsonl)))
    else:
        row: Json = {"id": None, "text": _text(file or Path("-")), "lang": lang, "published": published}
        _print_json(next(render.analysis_json(found, None) for _, found in rooms.analyse_rows(iter([row]))))


def _text(path: Path) -> str:
    from index.fetch import read_text

    return sys.stdin.read() if str(path) == "-" else read_text(path)


@app.command()
def relate(jsonl: Annotated[Path, typer.Option(help='JSON lines {"id","a","b","lang"}.')]) -> None:
    """Say how the second text of each pair stands to the first."""
    from index import links

    for row in _rows(jsonl):
        found = links.relate(str(row["a"]), str(row["b"]), str(row.get("lang") or "fr"))
        told = {"relation": found.relation, "confidence": round(found.confidence, 3), "why": found.why}
        _print_json({"id": row["id"], **told}, indent=None)


@app.command()
def remove(article: str, dossier: opt.Dossier = "default") -> None:
    """Remove an article and everything read out of it."""
    from index import ingest

    print(f"Removed {ingest.remove(load(), dossier, article)}.")


@app.command()
def check() -> None:
    """Prove that the ledger and the vectors agree."""
    from index import ingest

    faults = ingest.check(load())
    for fault in faults:
        print(fault)
    if faults:
        raise OnRecordError("The home is not sound; `onrecord rebuild` makes the vectors anew from the ledger.")
    print("The ledger and the vectors agree.")


@app.command()
def rebuild() -> None:
    """Make the vectors anew from the ledger."""
    from bot.terminal import Progress
    from index import ingest

    with Progress(None) as progress:
        count = ingest.rebuild(load(), progress.at)
    print(f"{count} vectors made anew.")


@app.command()
def samples(as_json: opt.AsJson = False) -> None:
    """Load the sample dossiers that come with the project."""
    from bot.terminal import Progress
    from index import fetch, ingest
    from index.samples import folders

    for dossier, folder in folders().items():
        with Progress(fetch.count([str(folder)])) as progress:
            results = list(progress.over(ingest.add(fetch.read([str(folder)]), load(), dossier)))
        if as_json:
            _print_lines(results)
        else:
            kept = sum(result["status"] != "rejected" for result in results)
            print(f"Dossier {dossier}: {kept} articles ready.")


@app.command()
def export(folder: Path, dossier: opt.Dossier = "default") -> None:
    """Write an evidence pack: claims and timeline with the texts that prove them."""
    from bot import pack
    from bot.query import Filters

    with _bot() as bot:
        claims = bot.claims(dossier, Filters())
        timeline = bot.timeline(dossier, None, Filters(), None, opt.LANES)
        count = pack.export(bot.store, dossier, claims, timeline, folder)
    print(f"{count} quotations packed into {folder}.")


@app.command()
def verify(
    folder: Path,
    alone: Annotated[bool, typer.Option(help="Hold it only against the files in it, not against the home.")] = False,
) -> None:
    """Prove that every quotation of an evidence pack is what its text says."""
    from bot import pack
    from index.store import Store

    if alone:
        found = pack.faults(folder)
    else:
        with Store.open(load()) as store:
            found = pack.faults(folder, store)
    if found:
        raise InputError("The pack does not hold. " + " ".join(found))
    print("Every quotation holds.")


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
) -> None:
    """Open the chat window."""
    import runpy

    settings = load()
    given = {"host": host or settings.host, "port": port or settings.port}
    runpy.run_module("app")["serve"](settings.model_copy(update=given))


@dossiers_app.callback(invoke_without_command=True)
def dossiers(context: typer.Context) -> None:
    """List the dossiers."""
    if context.invoked_subcommand is None:
        dossiers_list()


@dossiers_app.command("list")
def dossiers_list() -> None:
    with _bot() as bot:
        print("\n".join(bot.store.dossiers()))


@dossiers_app.command("create")
def dossiers_create(name: str) -> None:
    with _writer() as writer:
        writer.create_dossier(name)


@dossiers_app.command("rename")
def dossiers_rename(old: str, new: str) -> None:
    with _writer() as writer:
        writer.rename_dossier(old, new)


@dossiers_app.command("delete")
def dossiers_delete(name: str) -> None:
    """Delete a dossier with all its articles."""
    from index import ingest

    ingest.delete_dossier(load(), name)


@names_app.callback(invoke_without_command=True)
def names(context: typer.Context) -> None:
    """List the names."""
    if context.invoked_subcommand is None:
        names_list()


@names_app.command("list")
def names_list(dossier: opt.Dossier = "default", as_json: opt.AsJson = False) -> None:
    from dataclasses import asdict

    from bot import terminal

    with _bot() as bot:
        rows = [asdict(name) for name in bot.store.names(dossier)]
    _print_lines(rows) if as_json else terminal.names(rows)


@names_app.command("merge")
def names_merge(a: str, b: str, dossier: opt.Dossier = "default") -> None:
    """Say that A and B are one; B's name is kept."""
    with _writer() as writer:
        writer.merge_names(dossier, a, b)


@names_app.command("split")
def names_split(a: str, dossier: opt.Dossier = "default") -> None:
    """Say that A is not the same as the name it was put under."""
    with _writer() as writer:
        writer.split_name(dossier, a)


@names_app.command("rename")
def names_rename(a: str, new: str, dossier: opt.Dossier = "default") -> None:
    with _writer() as writer:
        writer.rename_name(dossier, a, new)


@watch_app.callback(invoke_without_command=True)
def watch(context: typer.Context, dossier: opt.Dossier = "default", as_json: opt.AsJson = False) -> None:
    """Ask every watched question again and show what is new, changed or denied since the last time."""
    if context.invoked_subcommand is not None:
        return
    from bot import terminal
    from bot.watch import news

    with _bot() as bot:
        told = [news(bot, dossier, kept) for kept in bot.store.watches(dossier)]
    with _writer() as writer:
        for row in told:
            writer.saw(row["n"], [claim["claim"] for claim in row["new"]])
    _print_lines(told) if as_json else terminal.watches(told)


@watch_app.command("add")
def watch_add(question: str, dossier: opt.Dossier = "default") -> None:
    """Keep an eye on a question."""
    with _writer() as writer:
        print(f"Watch {writer.add_watch(dossier, question)} added.")


@watch_app.command("remove")
def watch_remove(number: int, dossier: opt.Dossier = "default") -> None:
    with _writer() as writer:
        writer.remove_watch(dossier, number)


def _writer() -> Any:
    from index.write import Writer

    return Writer.open(load())


if __name__ == "__main__":
    main()
