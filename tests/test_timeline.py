"""The timeline of the sample dossiers: order, merging over languages, copies, precision, lanes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot import exports, options
from bot.bot import Bot
from bot.query import Filters
from index import ingest
from index.errors import InputError
from index.model import Raw
from index.settings import Settings


@pytest.fixture(scope="module")
def bot(samples: Settings) -> Iterator[Bot]:
    with Bot.open(samples) as opened:
        yield opened


def told(
    bot: Bot,
    dossier: str,
    topic: str | None = None,
    most: int | None = None,
    lanes: Sequence[str] = options.LANES,
    **filters: Any,
) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = bot.timeline(dossier, topic, Filters(**filters), most, lanes)["entries"]
    return entries


def with_words(entries: list[dict[str, Any]], words: str) -> dict[str, Any]:
    found = [e for e in entries if any(words in c["text"] for c in e["citations"])]
    assert found, f"no entry holds {words!r}"
    return found[0]


def test_entries_stand_in_the_order_of_their_days_and_the_undated_last(bot: Bot) -> None:
    entries = told(bot, "orsel")
    dated = [e["earliest"] or e["latest"] for e in entries if e["when"]]
    assert dated == sorted(dated)
    assert [bool(e["when"]) for e in entries] == sorted((bool(e["when"]) for e in entries), reverse=True)
    assert all((e["lane"] == "undated") == (e["when"] is None) for e in entries)


def test_every_citation_is_what_its_article_says_there(bot: Bot) -> None:
    for dossier in ("orsel", "summit"):
        for entry in told(bot, dossier):
            for cited in entry["citations"]:
                text = bot.store.edition(cited["article"], cited["edition"]).text
                assert text[cited["start"] : cited["end"]] == cited["text"]


def test_every_date_is_proved_by_words_of_its_article(bot: Bot) -> None:
    for entry in told(bot, "orsel"):
        if proof := entry["date_proof"]:
            texts = [bot.store.edition(c["article"], c["edition"]).text for c in entry["citations"]]
            assert any(text[proof["start"] : proof["end"]] == proof["words"] for text in texts)


def test_one_event_told_in_two_languages_is_one_entry(bot: Bot) -> None:
    entry = with_words(told(bot, "summit"), "attendu à Pyongyang en octobre")
    assert {c["ref"] for c in entry["citations"]} == {"summit-4", "summit-7"}
    assert (entry["when"], entry["precision"], entry["lane"]) == ("2023-10", "month", "planned")
    assert entry["sources"] == 2


def test_a_dispatch_in_two_outlets_counts_once(bot: Bot) -> None:
    entry = with_words(told(bot, "orsel"), "La fuite a été repérée vendredi")
    assert {"orsel-03", "orsel-04"} <= {c["ref"] for c in entry["citations"]}
    assert entry["copies"] >= 1
    assert entry["sources"] < len({c["article"] for c in entry["citations"]})


def test_a_weekday_of_a_month_stays_a_set_of_days(bot: Bot) -> None:
    entry = with_words(told(bot, "orsel"), "Corran met Maëlle Tardivon")
    assert entry["precision"] == "set"
    assert (entry["earliest"], entry["latest"]) == ("2025-08-28", "2025-09-25")


def test_max_counts_dated_entries_only(bot: Bot) -> None:
    entries = told(bot, "orsel", most=5)
    assert sum(1 for e in entries if e["when"]) == 5
    assert any(e["when"] is None for e in entries)


def test_only_some_lanes(bot: Bot) -> None:
    assert {e["lane"] for e in told(bot, "orsel", lanes=("planned",))} <= {"planned", "undated"}
    assert "said" in {e["lane"] for e in told(bot, "orsel", lanes=("said",))}


def test_a_period_keeps_what_may_have_happened_in_it(bot: Bot) -> None:
    june = (date(2025, 6, 1), date(2025, 6, 30))
    for entry in told(bot, "orsel", about=june):
        assert entry["earliest"] is None or entry["earliest"] <= "2025-06-30"
        assert entry["latest"] is None or entry["latest"] >= "2025-06-01"


def test_a_topic_leaves_the_rest_out(bot: Bot) -> None:
    entries = told(bot, "summit", topic="Lavrov")
    assert with_words(entries, "Sergei Lavrov")
    assert len(entries) < len(told(bot, "summit"))


def test_a_source_gives_what_it_said(bot: Bot) -> None:
    entries = told(bot, "summit", sources=("John Kirby",))
    assert entries
    assert {e["lane"] for e in entries} == {"said"}
    assert all("Kirby" in e["text"] for e in entries)


def test_headlines_and_credits_make_no_entry(bot: Bot) -> None:
    for dossier in ("orsel", "summit"):
        entries = told(bot, dossier)
        assert entries
        for entry in entries:
            for cited in entry["citations"]:
                noise = [span for span, _ in bot.store.noise(cited["article"])]
                assert not any(span.start < cited["end"] and cited["start"] < span.end for span in noise)


@pytest.mark.parametrize(("first", "last"), [("2024", "2023"), ("2024-13", None), ("2024-02-30", None)])
def test_a_period_that_makes_no_sense_is_a_clear_error(first: str, last: str | None) -> None:
    with pytest.raises(InputError):
        options.period(first, last)


def test_a_period_of_years_and_months_is_whole() -> None:
    assert options.span_of_days("2023..2024-02") == (date(2023, 1, 1), date(2024, 2, 29))
    assert options.span_of_days("2023-09") == (date(2023, 9, 1), date(2023, 9, 30))
    assert options.span_of_days("..2023") == (None, date(2023, 12, 31))


def test_a_date_that_says_since_when_something_lasts_dates_no_happening(bot: Bot) -> None:
    assert not [e for e in told(bot, "orsel") if (e["date_proof"] or {}).get("words") in ("1987", "l'automne")]


def test_a_correction_is_no_event_but_another_date_for_one(bot: Bot) -> None:
    entries = told(bot, "orsel")
    assert not [e for e in entries if e["text"].startswith("Correction")]
    entry = with_words(entries, "It was found on Friday 14 March")
    assert [other["when"] for other in entry["conflicts"]] == ["2025-03-15"]


@pytest.mark.parametrize("dossier", ["orsel", "summit"])
def test_no_two_entries_of_one_lane_have_the_same_words(bot: Bot, dossier: str) -> None:
    texts = [(entry["lane"], entry["text"]) for entry in told(bot, dossier)]
    assert len(texts) == len(set(texts))


def test_what_a_relative_clause_tells_is_shown_without_the_rest_of_its_sentence(bot: Bot) -> None:
    texts = [entry["text"] for entry in told(bot, "orsel")]
    assert "Bruno Lestac, who replaced Aurélien Brossac as head of Hydraval in July" in texts


@pytest.mark.parametrize(
    ("words", "kind", "when", "by"),
    [
        ("Talks between Valdoria and Kestria", "postponed", None, "orsel-09"),
        ("Elle organisera une réunion publique", "cancelled", None, "orsel-08"),
        ("Energy Minister Maëlle Tardivon is expected", "took_place", "2025-03-16", "orsel-06"),
        ("would be emptied before 30 June", "postponed", "2025-09", "orsel-09"),
    ],
)
def test_a_plan_is_tied_to_what_became_of_it(bot: Bot, words: str, kind: str, when: str | None, by: str) -> None:
    planned = [e for e in told(bot, "orsel") if e["outcome"] and any(words in c["text"] for c in e["citations"])]
    assert [(e["outcome"]["kind"], e["outcome"]["when"]) for e in planned] == [(kind, when)]
    assert by in [citation["ref"] for citation in planned[0]["outcome"]["citations"]]


def test_a_plan_whose_day_has_passed_without_a_word_says_so(bot: Bot) -> None:
    outcome = with_words(told(bot, "orsel"), "Une inspection complémentaire")["outcome"]
    assert (outcome["kind"], outcome["citations"]) == ("nothing_reported", [])
    assert outcome["as_of"] > "2025-03-20"


def test_what_lies_ahead_of_the_last_article_has_no_outcome(bot: Bot) -> None:
    assert with_words(told(bot, "summit"), "attendu à Pyongyang en octobre")["outcome"] is None


def test_long_stretches_of_which_nothing_is_told_are_shown(bot: Bot) -> None:
    gaps = bot.timeline("summit", None, Filters(), None, options.LANES)["gaps"]
    assert [(gap["from"], gap["to"]) for gap in gaps] == [("2019-04-30", "2023-07-01")]


@pytest.mark.parametrize("topic", ["the Orsel dam in five lines", "barrage d'Orsel, 5 lignes"])
def test_a_topic_may_name_its_size(bot: Bot, topic: str) -> None:
    assert len([e for e in told(bot, "orsel", topic=topic) if e["when"]]) == 5


def test_a_topic_may_name_source_and_period(bot: Bot) -> None:
    entries = told(bot, "summit", topic="everything Peskov said since 15 September")
    assert [(e["lane"], e["when"]) for e in entries] == [("said", "2023-09-15")]


def test_a_topic_finds_articles_in_the_other_language(bot: Bot) -> None:
    langs = {c["ref"] for e in told(bot, "orsel", topic="the dam") for c in e["citations"]}
    assert {"orsel-03", "orsel-12"} <= langs


def test_the_csv_of_a_timeline_proves_every_row(bot: Bot) -> None:
    told_all = bot.timeline("orsel", None, Filters(), None, options.LANES)
    rows = list(csv.DictReader(io.StringIO(exports.timeline(told_all, "csv"))))
    assert len(rows) == sum(len(entry["citations"]) for entry in told_all["entries"])
    for row in rows:
        text = bot.store.edition(row["article"], row["edition"]).text
        assert text[int(row["start"]) : int(row["end"])] == row["quote"]


def test_what_a_correction_says_instead_proves_the_right_day(bot: Bot) -> None:
    entry = with_words(told(bot, "orsel"), "La fuite a été repérée vendredi")
    assert entry["when"] == "2025-03-14"
    assert any(c["text"].startswith("It was found on Friday") for c in entry["citations"])
    assert [other["when"] for other in entry["conflicts"]] == ["2025-03-15"]


def test_two_happenings_with_a_day_each_are_no_conflict(bot: Bot) -> None:
    assert [e["text"] for e in told(bot, "summit") if e["conflicts"]] == []


def test_a_visit_that_another_article_tells_of_took_place(bot: Bot) -> None:
    entry = with_words(told(bot, "summit"), "Kim is expected to visit a university")
    assert (entry["status"], entry["outcome"]["kind"]) == ("happened", "took_place")


def test_of_one_sentence_each_entry_shows_its_own_part(bot: Bot) -> None:
    shown = [e["text"] for e in told(bot, "summit")]
    assert "Kim Jong Un a quitté la Russie dimanche à bord de son train blindé" in shown
    assert any(text.startswith("au terme d'un voyage commencé le 12 septembre") for text in shown)


def test_a_day_counted_from_another_is_shown_with_it(bot: Bot) -> None:
    counted = [e["text"] for e in told(bot, "summit") if e["when"] == "2023-09-10"]
    assert [text.split(",")[0][-22:] for text in counted] == ["matin la frontière russe"[-22:]]


def test_what_is_not_shown_is_counted(bot: Bot) -> None:
    every = bot.timeline("orsel", None, Filters(), None, options.LANES)
    few = bot.timeline("orsel", None, Filters(), 5, options.LANES)
    dated = sum(e["when"] is not None for e in every["entries"])
    assert (few["max"], few["more"]["dated"]) == (5, dated - 5)


def test_what_stands_in_every_article_alike_is_no_source_of_its_own(tmp_path: Path) -> None:
    line = "Le pont de Lorne a été fermé lundi 6 mai 2024 après une crue de la Sarre."
    texts = [f"{line} Le maire {n} a salué les pompiers de sa commune." for n in ("Paul Durand", "Anne Morel")]
    raws = [Raw(text=text, ref=str(n), lang="fr", published="2024-05-08") for n, text in enumerate(texts)]
    settings = Settings(home=tmp_path)
    list(ingest.add(raws, settings, processes=1))
    with Bot.open(settings) as opened:
        entry = with_words(told(opened, "default"), "fermé lundi")
    assert (entry["sources"], entry["copies"]) == (1, 1)
