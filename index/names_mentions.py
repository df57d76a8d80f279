"""The places where one article names somebody or something, before it is decided who is who.

In: the Sentences of an article. Out: Mentions with their own words, type, title and grammar. The recogniser's entities
are noisy (glued words, titles inside, sentence-initial words), so they are cleaned, and the tables have the last word.
Never here: joining mentions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.model import NameType, Sentence, Span, Token
from index.names_words import Entry, Gender, Hit, Lexicon, Word, first_names, fold, words

_GLUED = re.compile(r"(?<=[a-zà-ÿ0-9A-Z]{2})[.)\]»”\"!?]+\s?[«“\"(]?(?=[A-ZÀ-Ý])|\n|\s[«“(\"/|]")
_TRIM = ' \t\u00a0\u202f.,;:!?«»“”"‘()[]{}+*#@/|–—-…'


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody or something named: `text` is the name itself, without title and article."""

    span: Span
    type: NameType
    text: str
    sentence: int
    entry: Entry | None = None
    title: str = ""
    gender: Gender = ""
    dep: str = ""
    initial: bool = False

    @property
    def folded(self) -> str:
        return fold(self.text)


def collect(text: str, sentences: Sequence[Sentence], lexicon: Lexicon) -> list[Mention]:
    """All mentions of an article in order, without overlap."""
    found: list[Mention] = []
    for index, sentence in enumerate(sentences):
        if sentence.tokens:
            found += _of_sentence(text, index, sentence, lexicon)
    return _drop_false(found)


def _of_sentence(text: str, index: int, sentence: Sentence, lexicon: Lexicon) -> list[Mention]:
    run = words(sentence.span.of(text), sentence.span.start)
    candidates = [
        *_named_persons(text, index, run, lexicon),
        *_entities(text, index, sentence, run, lexicon),
        *_world(text, index, run, lexicon),
    ]
    kept: list[Mention] = []
    for mention in sorted(candidates, key=lambda m: (-_weight(m), m.span.start)):
        if not any(mention.span.overlaps(other.span) for other in kept):
            kept.append(mention)
    return [_with_grammar(m, sentence) for m in sorted(kept, key=lambda m: m.span.start)]


def _weight(mention: Mention) -> float:
    """Longer is better; what the tables or a title know beats what was guessed over the same words."""
    return len(mention.folded) + (0.5 if mention.entry else 0) + (3 if mention.title else 0)


def _world(text: str, index: int, run: list[Word], lexicon: Lexicon) -> Iterator[Mention]:
    for hit in lexicon.world.scan(run):
        first, last = run[hit.first], run[hit.last - 1]
        span = Span(first.start, last.end)
        if hit.entry.kind != "people" and (
            any(w.text[0].isupper() for w in run[hit.first : hit.last]) or len(first.text) > 6
        ):
            yield Mention(span, hit.entry.type, span.of(text), index, hit.entry)


def _entities(text: str, index: int, sentence: Sentence, run: list[Word], lexicon: Lexicon) -> Iterator[Mention]:
    for entity in sentence.entities:
        mention = _cleaned(text, entity.span, entity.type, index, lexicon)
        if mention is None:
            continue
        if mention.type == "person":
            mention = _extended(text, mention, run, lexicon)
        yield mention


def _cleaned(text: str, span: Span, type: NameType, index: int, lexicon: Lexicon) -> Mention | None:
    """The entity without glued words, articles, titles and offices; None where nothing of a name is left."""
    raw = span.of(text)
    glued = _GLUED.search(raw)
    end = span.start + (glued.start() if glued else len(raw))
    run = words(text[span.start : end], span.start)
    title, gender = "", ""
    while run and (_is_article(run[0], lexicon) or run[0].text in lexicon.titles or _is_title(run[0], text, lexicon)):
        folded = run[0].folded
        if folded in lexicon.titles and not _is_article(run[0], lexicon):
            title, gender = run[0].text, lexicon.titles[folded]
        run = run[1:]
    while (
        run
        and not run[0].text[0].isupper()
        and (run[0].folded in lexicon.roles or run[0].folded in lexicon.institutions)
        and type == "person"
    ):
        run = run[1:]
    while run and (run[-1].folded == "s" or not run[-1].text.strip(_TRIM)):
        run = run[:-1]
    if not run or not any(w.text[0].isupper() for w in run):
        return None
    name = Span(run[0].start, run[-1].end)
    if text[name.end - 1] != "." and text[name.end : name.end + 1] == "." and "." in name.of(text):
        name = Span(name.start, name.end + 1)
    if not _plausible(run, type, lexicon):
        return None
    entry = next(iter(lexicon.world.exact(name.of(text))), None)
    if entry and entry.kind == "people":
        return None
    return Mention(name, entry.type if entry and not title else type, name.of(text), index, entry, title, gender)  # type: ignore[arg-type]


def _is_article(word: Word, lexicon: Lexicon) -> bool:
    return word.folded in lexicon.definite or word.folded in ("l", "d", "de", "qu", "s", "du", "the")


def _is_title(word: Word, text: str, lexicon: Lexicon) -> bool:
    """ "M", "Mme", "Mr": a title wherever it stands."""
    return word.folded in lexicon.titles and (len(word.text) <= 4 or text[word.end : word.end + 1] == " ")


def _plausible(run: list[Word], type: NameType, lexicon: Lexicon) -> bool:
    if len(run) == 1 and (run[0].text in lexicon.never or len(run[0].text) < 2):
        return False
    if type == "person" and (len(run) > 6 or any(c.isdigit() for w in run for c in w.text)):
        return False
    return type != "place" or not run[0].text.isdigit()


def _extended(text: str, mention: Mention, run: list[Word], lexicon: Lexicon) -> Mention:
    """The person's name with the capitalised words that follow it, which the recogniser often cuts off."""
    at = next((i for i, w in enumerate(run) if w.end == mention.span.end), None)
    end = mention.span.end
    if at is None:
        return mention
    for previous, word in zip(run[at:], run[at + 1 :], strict=False):
        gap = text[previous.end : word.start]
        if (
            gap not in (" ", "-", "\u00a0")
            or not word.text[0].isupper()
            or word.text.isupper()
            or word.folded in lexicon.titles
        ):
            break
        end = word.end
    return replace(mention, span=Span(mention.span.start, end), text=text[mention.span.start : end])


def _named_persons(text: str, index: int, run: list[Word], lexicon: Lexicon) -> Iterator[Mention]:
    """People named after a title ("Mme Hatton", "President Bush") or by a common first name ("Marc Delorme")."""
    known = first_names()
    i = 0
    while i < len(run):
        word = run[i]
        titled = word.text in _cased(lexicon) and i + 1 < len(run) and _adjoining(text, word, run[i + 1])
        start = i + 1 if titled else i
        if not titled and not (word.folded in known and word.text[0].isupper()):
            i += 1
            continue
        last = _name_run(text, run, start, lexicon)
        long_enough = last - start >= (1 if titled else 2)
        if long_enough and run[start].text[0].isupper() and (titled or not run[last - 1].text.isupper()):
            span = Span(run[start].start, run[last - 1].end)
            title = word.text if titled else ""
            yield Mention(
                span, "person", span.of(text), index, None, title, lexicon.titles.get(fold(title), "") if title else ""
            )
        i = max(last, i + 1)


def _cased(lexicon: Lexicon) -> frozenset[str]:
    """Titles as they are written before a name; offices in lower case ("le général Dupont") count too."""
    return _titles_of(lexicon.lang)


def _titles_of(lang: str) -> frozenset[str]:
    from index.lang import LANGUAGES, table

    data = table(lang if lang in LANGUAGES else "en", "names")["titles"]
    return frozenset(form.rstrip(".") for forms in data.values() for form in forms) | frozenset(
        form for forms in data.values() for form in forms
    )


def _adjoining(text: str, word: Word, following: Word) -> bool:
    return (
        text[word.end : following.start] in (" ", ". ", "\u00a0", ".\u00a0", "\u202f") and following.text[0].isupper()
    )


def _name_run(text: str, run: list[Word], start: int, lexicon: Lexicon) -> int:
    """The end of the run of capitalised words (particles inside allowed) from `start`, at most five words."""
    last = start
    for i in range(start, min(len(run), start + 5)):
        if i > start and text[run[i - 1].end : run[i].start] not in (" ", "-", "\u00a0", "'", "’", ". "):
            break
        if i > start and text[run[i - 1].end : run[i].start] == ". " and len(run[i - 1].text) > 1:
            break
        if run[i].text[0].isupper() and run[i].text not in lexicon.never:
            last = i + 1
        elif run[i].folded not in lexicon.particles:
            break
    return last


def _with_grammar(mention: Mention, sentence: Sentence) -> Mention:
    """The mention with the dependency of its head and whether it opens the sentence."""
    inside = [t for t in sentence.tokens if mention.span.overlaps(Span(t.start, t.end))]
    heads = {t.i for t in inside}
    top = next((t for t in inside if t.head not in heads or t.head == t.i), None)
    initial = bool(inside) and inside[0].i == 0
    return replace(mention, dep=_dep(top, sentence) if top else "", initial=initial)


def _dep(token: Token, sentence: Sentence) -> str:
    """The dependency of a name; in apposition ("le président X") that of the phrase it names."""
    for _ in range(3):
        if token.dep not in ("appos", "flat", "flat:name", "nmod", "compound") or token.head == token.i:
            break
        if token.dep == "nmod" and any(sentence.tokens[c].dep == "case" for c in sentence.children[token.i]):
            break
        token = sentence.tokens[token.head]
    return token.dep


def _drop_false(mentions: list[Mention]) -> list[Mention]:
    """Without single words that are capitalised only because a sentence starts with them."""
    elsewhere = Counter(w for m in mentions if not m.initial for w in m.folded.split())
    return [
        m for m in mentions
        if not (m.initial and " " not in m.text and not m.entry and not m.title and not elsewhere[m.folded] and _is_word(m))
    ]  # fmt: skip


def _is_word(mention: Mention) -> bool:
    return mention.type == "other" or (
        mention.dep not in ("nsubj", "ROOT", "nsubj:pass", "nsubjpass", "") and mention.type != "organisation"
    )


__all__ = ["Hit", "Mention", "collect"]
