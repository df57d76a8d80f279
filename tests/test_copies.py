"""One dispatch counts once, however often it is printed."""

from __future__ import annotations

import random
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from index.copies import group, overlap, signature

DISPATCH = (
    "VARESSE (Corvane) — La préfète a annoncé mardi que le pont de Varesse resterait fermé jusqu'au "
    "printemps, le temps de remplacer deux câbles. « Nous ne prendrons aucun risque », a déclaré Odile "
    "Marchaux devant les habitants réunis à la mairie. Elle a ajouté que les travaux commenceraient avant la "
    "fin du mois. Le maire, Paul Lesage, a regretté de ne pas avoir été consulté et réclamé une aide pour les"
    " commerçants des deux rives. Un bac assurera la traversée dès lundi, de six heures à minuit, sauf par "
    "grand vent. Le coût du chantier, d'abord estimé à deux millions, a doublé en un an."
)
OTHER = (
    "Le pont de Varesse ne rouvrira pas avant le printemps : la préfète l'a fait savoir hier soir aux "
    "riverains, venus nombreux l'interpeller. Beaucoup ne décolèrent pas. « On nous promène depuis deux ans "
    "», lâche une boulangère, qui dit avoir perdu la moitié de sa clientèle. La préfecture invoque l'état de "
    "deux câbles et la sécurité des usagers."
)


def groups(**texts: str) -> list[set[str]]:
    led = group({key: signature(text) for key, text in texts.items()})
    assert led.keys() == texts.keys()
    return sorted(({k for k in led if led[k] == leader} for leader in set(led.values())), key=sorted)


def invented(words: int, seed: int) -> str:
    drawn = random.Random(seed)
    return " ".join("".join(drawn.choices("abcdefghij", k=6)) for _ in range(words))


def test_the_same_text_is_one_dispatch() -> None:
    assert groups(a=DISPATCH, b=DISPATCH) == [{"a", "b"}]


def test_case_marks_and_spaces_do_not_matter() -> None:
    assert groups(a=DISPATCH, b=DISPATCH.upper().replace("«", '"').replace(" ", "  ")) == [{"a", "b"}]


def test_an_edited_copy_is_the_same_dispatch() -> None:
    edited = (
        DISPATCH.replace("mardi", "hier")
        .replace("a déclaré Odile Marchaux", "a dit Mme Marchaux")
        .replace("doublé", "triplé")
    )
    assert groups(a=DISPATCH, b=edited) == [{"a", "b"}]


def test_a_shortened_copy_is_the_same_dispatch() -> None:
    assert groups(a=DISPATCH, b=DISPATCH[: len(DISPATCH) // 3]) == [{"a", "b"}]


def test_a_copy_inside_a_longer_article_is_the_same_dispatch() -> None:
    assert groups(a=DISPATCH, b=f"{OTHER} {DISPATCH}") == [{"a", "b"}]


def test_another_account_of_the_same_event_is_another_dispatch() -> None:
    assert groups(a=DISPATCH, b=OTHER) == [{"a"}, {"b"}]


def test_a_shared_quotation_makes_no_copy() -> None:
    quote = "« Nous ne prendrons aucun risque », a déclaré Odile Marchaux devant les habitants réunis à la mairie."
    assert groups(a=DISPATCH, b=f"{OTHER} {quote}") == [{"a"}, {"b"}]


def test_a_compilation_does_not_make_one_dispatch_of_two() -> None:
    first, second, rest = invented(80, 1), invented(80, 2), invented(200, 3)
    assert groups(a=first, b=second, c=f"{first} {rest} {second}") == [{"a"}, {"b"}, {"c"}]


def test_short_texts_are_copies_only_to_the_word() -> None:
    assert groups(a="Le pont est fermé.", b="Le pont est fermé !", c="Le pont est ouvert.") == [{"a", "b"}, {"c"}]


def test_texts_without_words_are_alone() -> None:
    assert groups(a="", b="…") == [{"a"}, {"b"}]


def test_a_footer_that_everybody_prints_makes_no_copies() -> None:
    footer = invented(60, 0)
    texts = {f"t{i}": f"{invented(60, i + 1)} {footer}" for i in range(150)}
    assert len(groups(**texts)) == 150


def test_the_group_is_named_by_its_longest_text() -> None:
    led = group({"b": signature(DISPATCH[:300]), "a": signature(DISPATCH[:200]), "c": signature(DISPATCH)})
    assert set(led.values()) == {"c"}


def test_the_order_of_the_texts_does_not_matter() -> None:
    marks = {"a": signature(DISPATCH), "b": signature(DISPATCH[:300]), "c": signature(OTHER), "d": signature(DISPATCH)}
    assert group(marks) == group(dict(reversed(marks.items())))


def test_ten_thousand_texts_are_grouped_in_seconds() -> None:
    word = signature(DISPATCH)
    marks = {str(i): signature(invented(100, i)) for i in range(200)} | {f"c{i}": word for i in range(9_800)}
    start = time.process_time()
    led = group(marks)
    assert time.process_time() - start < 5
    assert len(set(led.values())) == 201


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_overlap_is_a_share_and_symmetric(a: str, b: str) -> None:
    first, second = signature(a), signature(b)
    assert 0 <= overlap(first, second) == overlap(second, first) <= 1
    assert overlap(first, first) == (1 if first else 0)
