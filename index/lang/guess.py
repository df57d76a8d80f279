"""Which language is a text in? Small words, letters and endings, from one table; no model.

In: a text (a question is enough). Out: an ISO 639-1 code. Never here: reading the text any further.
The method is that of stop-word counting (Ingle 1976; Grefenstette 1995), each word worth the more the fewer languages
share it, with endings as a tie-break for texts of a few words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection
from functools import cache

from index.errors import InputError
from index.lang import table

SAMPLE = 2_000
PRIOR = {"en": 0.61, "fr": 0.6}
"""What the two languages of the house get in advance: decides a bare name or a question of three words, no article."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NAMED = {"french": "fr", "français": "fr", "francais": "fr", "english": "en", "anglais": "en"}

Weights = dict[str, dict[str, float]]


def guess(text: str, among: Collection[str] = ()) -> str:
    """The likeliest language of the text (of those in `among`, if any), as an ISO 639-1 code."""
    words = _WORD.findall(text[:SAMPLE].casefold().replace("’", "'"))
    if not among and (script := _script("".join(words))):
        return script
    scores = defaultdict(float, PRIOR)
    for word, n in Counter(words).items():
        _weigh(word, n, scores)
    return max(among or scores, key=lambda lang: scores[lang])


def known(code: str | None) -> str | None:
    """A language as somebody wrote it ("fr-FR", "French") as a code. Raises InputError where it is none."""
    if not code or not code.strip():
        return None
    plain = _NAMED.get(code.strip().casefold(), re.split(r"[-_]", code.strip().casefold())[0])
    if not re.fullmatch(r"[a-z]{2,3}", plain):
        raise InputError(f"{code!r} is no language code; give one of two letters, such as fr or en.")
    return plain


def _weigh(word: str, n: int, scores: dict[str, float]) -> None:
    words, ends, marks = _weights()
    for lang, weight in words.get(word, {}).items():
        scores[lang] += n * weight
    if "'" in word and (head := word.partition("'")[0] + "'") in ("l'", "d'", "qu'", "n'", "s'", "c'", "j'"):
        scores["fr"] += n * (0.6 if head in ("l'", "d'") else 1.0)
    for size in (4, 3, 2) if len(word) > 4 else ():
        for lang, weight in ends.get(word[-size:], {}).items():
            scores[lang] += n * weight
    for letter in set(word) & marks.keys():
        for lang, weight in marks[letter].items():
            scores[lang] += n * weight


def _script(letters: str) -> str | None:
    """The language of a script other than Latin, where that is what most of a sample of letters is in."""
    sample = letters[:: max(1, len(letters) // 200)]
    if 2 * sum(c < "\u0250" for c in sample) >= len(sample):
        return None
    scripts = Counter(unicodedata.name(c, "?").split()[0] for c in sample)
    known = table("all", "guess")
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > scripts["CJK"] // 5:
        return "ja"
    lang = known["scripts"].get(scripts.most_common(1)[0][0])
    sisters = [s for s, marks in known["letters"].items() if sum(c in marks for c in letters) > len(letters) / 100]
    return _sister(lang, sisters)


def _sister(lang: str | None, sisters: list[str]) -> str | None:
    families = {"ru": ("uk", "sr", "bg"), "ar": ("ur", "fa")}
    return next((s for s in families.get(lang or "", ()) if s in sisters), lang)


@cache
def _weights() -> tuple[Weights, Weights, Weights]:
    languages = {k: v for k, v in table("all", "guess").items() if k not in ("scripts", "letters")}
    return (
        _shared({lang: t["words"].split() for lang, t in languages.items()}, 1.0),
        _shared({lang: t["ends"].split() for lang, t in languages.items()}, 0.15),
        _shared({lang: list(t["marks"]) for lang, t in languages.items()}, 0.5),
    )


def _shared(units: dict[str, list[str]], worth: float) -> Weights:
    """The worth of each unit for each of its languages, divided among them."""
    found: Weights = {}
    for lang, names in units.items():
        for name in set(names):
            found.setdefault(name, {})[lang] = worth
    return {name: {lang: w / len(langs) for lang, w in langs.items()} for name, langs in found.items()}
