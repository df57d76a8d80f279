"""Who speaks together, behind an office, and after somebody else. Every sentence here was written for these tests."""

from __future__ import annotations

import pytest

from tests.test_speakers import told

TOGETHER = [
    ("fr", "Lancol et la Sodrex ont annoncé lundi la fermeture du port.", "Lancol et Sodrex"),
    (
        "fr",
        "« Le port est perdu », regrettent la mairie, le syndicat et la préfecture.",
        "mairie, syndicat et préfecture",
    ),
    ("fr", "« C'est fini », a indiqué le ministre chargé des Ports, Luc Carmont.", "Luc Carmont"),
    ("fr", "« C'est fini », indique une habitante du quai, Anne de Morvan, à la radio.", "Anne de Morvan"),
    ("fr", "« C'est fini », indique une source à l'hebdomadaire.", "une source"),
    ("fr", "« C'est fini », explique un docker à Libération.", "un docker"),
    ("fr", "Le port a coûté cher aux familles, rappellent les dockers.", "dockers"),
    (
        "fr",
        "« C'est fini », prévient l'entourage de la ministre des Ports, Anne Morvan.",
        "entourage de la ministre des Ports",
    ),
    ("fr", "« Le port est vide », selon un docker du quai, a rapporté RTL.", "un docker du quai"),
    ("fr", "Selon le magazine Corvex l'usage du port recule.", "Corvex"),
    ("fr", "« C'est fini », dit Anne Morvan, présidente du port et de la ville.", "Anne Morvan"),
]


@pytest.mark.parametrize(("lang", "text", "source"), TOGETHER)
def test_all_who_speak_are_named_and_nobody_who_is_told(lang: str, text: str, source: str) -> None:
    assert [s for s, _ in told(text, lang)] == [source]


LATER = [
    (
        "fr",
        "Le maire a saisi la préfecture d'Orsel, qui a renvoyé le journal vers le ministère de la Pêche. "
        "Interrogé hier, celui-ci a démenti la nouvelle.",
        "ministère de la Pêche",
    ),
    (
        "fr",
        "« Tout est vide », a assuré un docker. L'ingénieur Luc Carmont dirige le port. « Le quai tient. Il est neuf. "
        "Rien ne bouge », assure-t-il.",
        "Luc Carmont",
    ),
    (
        "fr",
        "Le chanteur Marc Delaunay est mort lundi. « Il souffrait », a dit Roddel Quist lundi soir. "
        "« Il a tout donné », a-t-il ajouté.",
        "Roddel Quist",
    ),
    (
        "en",
        "The Observer said the plant would close. The paper said that officials believe cuts are needed. "
        "It also said that work would take a year.",
        "paper",
    ),
    (
        "en",
        "Corvane oil firm Marlex lost its case. Tamsin bought Marlex shares. Marlex said it would appeal. "
        "However, it claimed the ruling helped.",
        "Marlex",
    ),
    (
        "en",
        "When the European Union decides, Corvane's leaders will be ready. The economy is growing, they insist.",
        "Corvane's leaders",
    ),
]


@pytest.mark.parametrize(("lang", "text", "source"), LATER)
def test_a_pronoun_goes_with_who_had_the_word(lang: str, text: str, source: str) -> None:
    assert told(text, lang)[-1][0] == source


NOT_HIM = [
    ("en", "“It will fall,” shop owner Ann Bell, told Associated Press.", ["Ann Bell"]),
    ("fr", "« Vous partirez », lui aurait rétorqué la responsable du magasin.", ["responsable du magasin"]),
    ("fr", "La hausse varie selon les régions : elle atteint 3 % au nord.", []),
    ("fr", "Le maire, « pas dupe », a plutôt invité le club et la ville à payer leur part.", []),
    ("fr", "« C'est fini », avait déclaré la veille son ministre Luc Carmont.", ["Luc Carmont"]),
    (
        "fr",
        "Le Premier ministre Luc Carmont a nommé Paul Vidal. Le ministre des Ports a dit que tout allait bien.",
        ["ministre des Ports"],
    ),
    (
        "en",
        "Ann Bell backs the port, where Dan Hart lost. But the Corvane leader said it was fine.",
        ["Corvane leader"],
    ),
    (
        "fr",
        "Le port du maire Luc Carmont longe la rive du lac, fermée en mai, et qui propose de partir.",
        [""],
    ),
    ("en", "Dan Hart met Kerrin Moy. The party was long. Asked if it was fun, she confessed: “It was.”", [""]),
    (
        "en",
        "Vossle sold its arm in the US market. Vossle said it would leave. It said costs were high.",
        ["Vossle", "Vossle"],
    ),
    (
        "en",
        "Vossle lost money. Vossle said it would leave. “We grow,” said Vossle North America head Ann Bell. "
        "Vossle said costs were high.",
        ["Vossle", "Ann Bell", "Vossle"],
    ),
]


@pytest.mark.parametrize(("lang", "text", "sources"), NOT_HIM)
def test_nobody_speaks_for_another(lang: str, text: str, sources: list[str]) -> None:
    assert [s or "" for s, _ in told(text, lang)] == sources
