"""The commands that change a home: add, remove, check, rebuild, deepen, samples, serve, dossiers, names, watch.

In: arguments. Out: what was done, one line each. Never here: answering.
"""

from __future__ import annotations

from typing import Annotated, Any

import typer

from bot import options as opt
from bot.cli.shared import app, open_bot, print_json, print_lines
from index.errors import InputError, OnRecordError
from index.settings import load

names_app = typer.Typer(help="The people, organisations and places of a dossier, and their aliases.")
dossiers_app = typer.Typer(help="Named sets of articles.")
watch_app = typer.Typer(help="Questions to keep an eye on.")
app.add_typer(names_app, name="names")
app.add_typer(dossiers_app, name="dossiers")
app.add_typer(watch_app, name="watch")


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
    kept = refused = 0
    with Progress(fetch.count(sources)) as progress:
        read = fetch.read(sources, given, kept=_addresses(dossier))
        for result in ingest.add(read, load(), dossier, tell=progress.deepening):
            kept, refused = kept + (result["status"] != "rejected"), refused + (result["status"] == "rejected")
            progress.step()
            if as_json:
                print_json(result, indent=None)
            else:
                progress.say(result)
    if refused and not kept:
        raise InputError("Nothing was added: every text was rejected, for the reasons given.")


def _addresses(dossier: str) -> set[str]:
    """The addresses already read, which a feed need not give again."""
    from index.store import Store

    with Store.open(load()) as store:
        known = store.articles(dossier) if dossier in store.dossiers() else []
    return {article.url for article in known if article.url}


@app.command()
def remove(article: str, dossier: opt.Dossier = "default") -> None:
    """Remove an article and everything read out of it."""
    from index import ingest

    print(f"Removed {ingest.remove(load(), dossier, article)}.")


@app.command()
def check() -> None:
    """Prove that the ledger and the vectors agree."""
    from index import ingest

    settings = load()
    faults = ingest.check(settings)
    for fault in faults:
        print(fault)
    if faults:
        raise OnRecordError("The home is not sound; `onrecord rebuild` makes the vectors anew from the ledger.")
    print("The ledger and the vectors agree.")
    if waiting := ingest.waiting(settings):
        print(f"{waiting} articles are not read by the deep encoder yet; `onrecord deepen` reads them.")


@app.command()
def rebuild() -> None:
    """Make the vectors anew from the ledger."""
    from bot.terminal import Progress
    from index import ingest

    with Progress(None) as progress:
        count = ingest.rebuild(load(), progress.at)
    print(f"{count} vectors made anew.")


@app.command()
def deepen() -> None:
    """Give every passage a vector of the deep encoder too (slow, better found; resumes where it was stopped)."""
    from bot.terminal import Progress
    from index import ingest

    with Progress(None) as progress:
        count = ingest.deepen(load(), progress.deepening)
    print(f"{count} passages read by the deep encoder.")


@app.command()
def samples(as_json: opt.AsJson = False) -> None:
    """Load the sample dossiers that come with the project."""
    from bot.terminal import Progress
    from index import fetch, ingest
    from index.samples import folders

    for dossier, folder in folders().items():
        with Progress(fetch.count([str(folder)])) as progress:
            added = ingest.add(fetch.read([str(folder)]), load(), dossier, tell=progress.deepening)
            results = list(progress.over(added))
        if as_json:
            print_lines(results)
        else:
            kept = sum(result["status"] != "rejected" for result in results)
            print(f"Dossier {dossier}: {kept} articles ready.")


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
    with open_bot() as bot:
        print("\n".join(bot.store.dossiers()))


@dossiers_app.command("create")
def dossiers_create(name: str) -> None:
    with _writer() as writer:
        writer.create_dossier(name)
    print(f"Created {name}.")


@dossiers_app.command("rename")
def dossiers_rename(old: str, new: str) -> None:
    with _writer() as writer:
        writer.rename_dossier(old, new)
    print(f"{old} is now called {new}.")


@dossiers_app.command("delete")
def dossiers_delete(name: str, yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False) -> None:
    """Delete a dossier with all its articles."""
    from index import ingest
    from index.store import Store

    if not yes:
        with Store.open(load()) as store:
            store.key(name)
        typer.confirm(f"Delete dossier {name!r} with all its articles?", abort=True)
    print(f"Deleted {name} with {ingest.delete_dossier(load(), name)} articles.")


@names_app.callback(invoke_without_command=True)
def names(context: typer.Context) -> None:
    """List the names."""
    if context.invoked_subcommand is None:
        names_list()


@names_app.command("list")
def names_list(dossier: opt.Dossier = "default", as_json: opt.AsJson = False) -> None:
    from dataclasses import asdict

    from bot import terminal

    with open_bot() as bot:
        rows = [asdict(name) for name in bot.store.names(dossier)]
    print_lines(rows) if as_json else terminal.names(rows)


@names_app.command("merge")
def names_merge(a: str, b: str, dossier: opt.Dossier = "default") -> None:
    """Say that A and B are one; B's name is kept."""
    with _writer() as writer:
        writer.merge_names(dossier, a, b)
    print(f"{a} and {b} are one: {b}.")


@names_app.command("split")
def names_split(a: str, dossier: opt.Dossier = "default") -> None:
    """Say that A is not the same as the name it was put under."""
    with _writer() as writer:
        print(f"Names of their own again: {', '.join(writer.split_name(dossier, a))}.")


@names_app.command("rename")
def names_rename(a: str, new: str, dossier: opt.Dossier = "default") -> None:
    with _writer() as writer:
        writer.rename_name(dossier, a, new)
    print(f"{a} is now called {new}.")


@watch_app.callback(invoke_without_command=True)
def watch(context: typer.Context, dossier: opt.Dossier = "default", as_json: opt.AsJson = False) -> None:
    """Ask every watched question again and show what is new, changed or denied since the last time."""
    if context.invoked_subcommand is not None:
        return
    from bot import terminal
    from bot.watch import news

    with open_bot() as bot:
        kept = bot.store.watches(dossier)
        told = [news(bot, dossier, watch) for watch in kept]
    print_lines(told) if as_json else terminal.watches(told)
    with _writer() as writer:  # after printing: what was not shown must not count as seen
        for watch, row in zip(kept, told, strict=True):
            writer.saw(watch.n, [*watch.seen, *(claim["claim"] for claim in row["new"])])


@watch_app.command("add")
def watch_add(question: str, dossier: opt.Dossier = "default") -> None:
    """Keep an eye on a question."""
    with _writer() as writer:
        print(f"Watch {writer.add_watch(dossier, question)} added.")


@watch_app.command("remove")
def watch_remove(number: int, dossier: opt.Dossier = "default") -> None:
    with _writer() as writer:
        writer.remove_watch(dossier, number)
    print(f"Watch {number} removed.")


def _writer() -> Any:
    from index.write import Writer

    return Writer.open(load())
