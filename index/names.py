"""Who and what an article names, and who is meant by a name, a title, a pronoun or a description in it.

In: an Article and its Sentences. Out: Names (look-ups by span), Claims with their canonical source; names of a dossier
joined over articles and languages, and found in a question. Never here: reading files, storing, searching by meaning.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from index import coreference
from index.coreference import attach
from index.model import Article, Name, NameType, Sentence, Span
from index.names_dossier import group, key
from index.names_match import Index, match
from index.names_mentions import Mention, collect
from index.names_people import Known, join
from index.names_phrases import phrase
from index.names_roles import Role, roles
from index.names_words import Gender, Lexicon, countries, fold, lexicon, words

__all__ = ["Index", "Names", "attach", "find", "group", "key", "match"]


@dataclass(slots=True)
class Names:
    """The names of one article. `at` looks a span up, `resolve` also understands pronouns and descriptions."""

    article: Article
    sentences: tuple[Sentence, ...]
    lexicon: Lexicon
    all: tuple[Name, ...]
    known: tuple[Known, ...]
    genders: dict[str, Gender]
    roles: tuple[Role, ...]
    _starts: list[int] = field(default_factory=list)
    _sentence_starts: list[int] = field(default_factory=list)
    _referents: list[coreference.Referent] | None = None

    def at(self, span: Span) -> str | None:
        """The canonical name of the mention that overlaps the span; of several the longest, then the first."""
        found = self.within(span)
        return max(found, key=lambda k: k.mention.span.end - k.mention.span.start).canonical if found else None

    def within(self, span: Span) -> list[Known]:
        """All mentions that overlap the span, in order."""
        last = bisect_right(self._starts, span.end - 1)
        found = []
        for k in reversed(self.known[:last]):
            if k.mention.span.end > span.start:
                found.append(k)
            elif span.start - k.mention.span.start > 300:
                break
        return found[::-1]

    def resolve(self, span: Span, sentence: int | None = None) -> tuple[str | None, tuple[str, ...]]:
        """Whom the words of the span mean, and who else they may mean. None for "je", "on" and where nobody fits."""
        return coreference.resolve(self, span, self.sentence_at(span.start) if sentence is None else sentence)

    def sentence_at(self, position: int) -> int:
        """The index of the sentence that holds a position, or the last before it."""
        return max(0, bisect_right(self._sentence_starts, position) - 1)

    def referents(self) -> list[coreference.Referent]:
        """All that a pronoun may point back to, in order."""
        if self._referents is None:
            self._referents = coreference.referents(self)
        return self._referents

    def role(self, canonical: str) -> str | None:
        """How the article first describes somebody: "porte-parole du ministère"."""
        best = [r for r in self.roles if r.canonical == canonical]
        return coreference.bare(best[0].span.of(self.article.text), self.lexicon) if best else None


def find(article: Article, sentences: Sequence[Sentence]) -> Names:
    """The names of an article."""
    words_of = lexicon(article.lang)
    mentions = collect(article.text, sentences, words_of)
    known, genders = join(mentions, article.text, words_of)
    known = _governments(known, sentences)
    bodies = _bodies(article.text, sentences, known, words_of)
    everything = sorted([*known, *bodies], key=lambda k: (k.mention.span.start, k.mention.span.end))
    described = tuple(roles(article.text, sentences, known, words_of))
    for role in described:
        if role.description.gender and not genders.get(role.canonical):
            genders[role.canonical] = role.description.gender
    return Names(
        article, tuple(sentences), words_of, _listed(everything, described), tuple(everything), genders, described,
        [k.mention.span.start for k in everything], [s.span.start for s in sentences],
    )  # fmt: skip


def _listed(known: Sequence[Known], described: Sequence[Role]) -> tuple[Name, ...]:
    """Names in order of first mention; "le président russe" beside a name is a mention of it, "le président" is not."""
    spans: dict[tuple[str, NameType], list[Span]] = {}
    for k in known:
        spans.setdefault((k.canonical, k.type), []).append(k.mention.span)
    for role in described:
        if role.description.definite and role.description.modifiers:
            spans[role.canonical, "person"].append(role.span)
    return tuple(Name(canonical, type, tuple(sorted(found))) for (canonical, type), found in spans.items())


def _governments(known: Sequence[Known], sentences: Sequence[Sentence]) -> list[Known]:
    """Capitals that act ("Moscou a démenti") are governments throughout the article: organisations, not places."""
    acting = {
        k.canonical for k in known
        if k.mention.entry and k.mention.entry.kind == "capital" and k.mention.dep in coreference.SUBJECTS
    }  # fmt: skip
    return [Known(k.mention, k.canonical, "organisation", k.doubt) if k.canonical in acting else k for k in known]


_COMMON = {
    "groupe",
    "societe",
    "entreprise",
    "pays",
    "ville",
    "region",
    "group",
    "company",
    "firm",
    "country",
    "city",
    "state",
    "town",
}


def _bodies(text: str, sentences: Sequence[Sentence], known: Sequence[Known], lexicon: Lexicon) -> list[Known]:
    """Offices named by what they are: "le ministère sud-coréen des Affaires étrangères", "the Norwegian police"."""
    found: list[Known] = []
    taken = [k.mention.span for k in known if k.mention.entry is not None or k.type == "organisation"]
    for index, sentence in enumerate(sentences):
        for token in sentence.tokens:
            head = fold(token.text)
            if token.pos not in ("NOUN", "PROPN") or head not in lexicon.institutions or head in _COMMON:
                continue
            if head in lexicon.place_nouns or any(s.start <= token.start < s.end for s in taken):
                continue
            span = phrase(sentence, token)
            name = coreference.bare(span.of(text), lexicon)
            run = words(name)
            span = Span(span.end - len(name), span.end)
            if any(k.type == "person" and k.mention.span.overlaps(span) for k in known):
                continue
            if 1 < len(run) <= 9 and (countries(name) or any(w.text[0].isupper() for w in run[1:])):
                found.append(Known(Mention(span, "organisation", name, index, dep=token.dep), name, "organisation"))
    return found
