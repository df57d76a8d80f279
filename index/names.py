"""Who and what an article names, and who is meant by a name, a title, a pronoun or a description in it.

In: an Article and its Sentences. Out: Names (look-ups by span), Claims with their canonical source; names of a dossier
joined over articles and languages, and found in a question. Never here: reading files, storing, searching by meaning.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from index import antecedents, coreference
from index.coreference import attach
from index.model import Article, Name, NameType, Sentence, Span
from index.names_dossier import Found, Joined, group, key
from index.names_dossier import join as join_articles
from index.names_match import Index, match
from index.names_mentions import Mention, collect
from index.names_people import Known, join
from index.names_phrases import Description, bare, office, phrase
from index.names_roles import Role, roles
from index.names_types import settle
from index.names_words import Gender, Lexicon, countries, fold, lexicon, words

__all__ = ["Found", "Index", "Joined", "Names", "attach", "find", "group", "join_articles", "key", "match"]


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
    _of: dict[str, list[Known]] = field(default_factory=dict)
    _in: dict[int, list[Known]] = field(default_factory=dict)
    _referents: list[antecedents.Referent] | None = None
    offices: tuple[tuple[str, Description], ...] = ()
    spoken: list[Span] = field(default_factory=list)  # the quotations of its claims, in order

    def __post_init__(self) -> None:
        for k in self.known:
            self._of.setdefault(k.canonical, []).append(k)
            self._in.setdefault(k.mention.sentence, []).append(k)
        self.offices = tuple(dict.fromkeys((role.canonical, role.description) for role in self.roles))

    def at(self, span: Span) -> str | None:
        """The canonical name of the mention that overlaps the span; of several the longest, then the first."""
        found = self.within(span)
        return max(found, key=lambda k: k.mention.span.end - k.mention.span.start).canonical if found else None

    def within(self, span: Span) -> list[Known]:
        """All mentions that overlap the span, in order."""
        found = []
        for i in range(bisect_right(self._starts, span.end - 1) - 1, -1, -1):
            k = self.known[i]
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

    @property
    def organisations(self) -> list[str]:
        """The canonical names of organisations, in order of first mention."""
        return [name.canonical for name in self.all if name.type == "organisation"]

    def mentions(self, canonical: str) -> list[Known]:
        """Where a name is mentioned, in order."""
        return self._of.get(canonical, [])

    def last_before(self, canonical: str, position: int) -> Known | None:
        """The last mention of a name before a position."""
        found = self.mentions(canonical)
        n = bisect_left(found, position, key=lambda k: k.mention.span.start)
        return found[n - 1] if n else None

    def is_spoken(self, position: int) -> bool:
        """Whether a position is inside somebody's own words."""
        n = bisect_right(self.spoken, position, key=lambda s: s.start)
        return any(s.start <= position < s.end for s in self.spoken[max(0, n - 3) : n])

    def in_sentence(self, index: int) -> list[Known]:
        """The mentions in a sentence, in order."""
        return self._in.get(index, [])

    def referents(self) -> list[antecedents.Referent]:
        """All that a pronoun may point back to, in order."""
        if self._referents is None:
            self._referents = antecedents.referents(self)
        return self._referents

    def role(self, canonical: str) -> str | None:
        """How the article first describes somebody: "porte-parole du ministère"."""
        first = next((r for r in self.roles if r.canonical == canonical), None)
        return office(first.span.of(self.article.text), self.lexicon) if first else None


def find(article: Article, sentences: Sequence[Sentence]) -> Names:
    """The names of an article."""
    words_of = lexicon(article.lang)
    mentions = settle(collect(article.text, sentences, words_of), sentences, article.text, words_of)
    known, genders = join(mentions, article.text, words_of)
    bodies = _bodies(article.text, sentences, known, words_of)
    inside = [b.mention.span for b in bodies]
    known = [k for k in known if k.mention.entry or not any(_only_part(k.mention, span) for span in inside)]
    everything = sorted([*known, *bodies], key=lambda k: k.mention.span)
    described = tuple(roles(article.text, sentences, known, words_of))
    for role in described:
        if role.description.gender and not genders.get(role.canonical):
            genders[role.canonical] = role.description.gender
    return Names(
        article, tuple(sentences), words_of, _listed(everything, described, words_of, article.text),
        tuple(everything), genders, described,
        [k.mention.span.start for k in everything], [s.span.start for s in sentences],
    )  # fmt: skip


def _only_part(mention: Mention, body: Span) -> bool:
    """Whether the recogniser named a piece of an office: "Affaires étrangères", "État russe"."""
    return (
        body.covers(mention.span)
        and mention.span != body
        and mention.type in ("other", "place")
        and " " in mention.text
    )


def _listed(known: Sequence[Known], described: Sequence[Role], lexicon: Lexicon, text: str) -> tuple[Name, ...]:
    """Names in order of first mention. Only a description that restricts ("président russe") is kept as one."""
    spans: dict[tuple[str, NameType], list[Span]] = {}
    for k in known:
        spans.setdefault((k.canonical, k.type), []).append(k.mention.span)
    told: dict[str, list[str]] = {}
    for role in described:
        if role.description.definite and role.description.modifiers:
            told.setdefault(role.canonical, []).append(bare(role.span.of(text), lexicon))
    return tuple(
        Name(canonical, type, tuple(found), tuple(dict.fromkeys(told.get(canonical, ()))) if type == "person" else ())
        for (canonical, type), found in spans.items()
    )


def _bodies(text: str, sentences: Sequence[Sentence], known: Sequence[Known], lexicon: Lexicon) -> list[Known]:
    """Offices named by what they are: "le ministère sud-coréen des Affaires étrangères", "the Norwegian police"."""
    taken = [k.mention.span for k in known if k.mention.entry or k.type != "place"]
    found: list[Known] = []
    for index, sentence in enumerate(sentences):
        for token in sentence.tokens:
            head = fold(token.text)
            if token.pos not in ("NOUN", "PROPN") or head not in lexicon.institutions or head in lexicon.common:
                continue
            span = phrase(sentence, token)
            above = sentence.tokens[token.head]
            nested = above.i != token.i and token.dep == "nmod" and fold(above.text) in lexicon.institutions
            nested = nested or any(t.start <= token.start < t.end or t.start == token.end + 1 for t in taken)
            name = bare(span.of(text), lexicon)
            span = Span(span.end - len(name), span.end)
            if not nested and _names_a_body(name, lexicon):
                found.append(Known(Mention(span, "organisation", name, index, dep=token.dep), name, "organisation"))
    return found


def _names_a_body(name: str, lexicon: Lexicon) -> bool:
    """One institution with a country, a portfolio or a proper name: not "des médias russes", not "a court"."""
    run = words(name)
    if not 1 < len(run) <= 9 or run[0].folded in lexicon.indefinite | lexicon.possessive:
        return False
    return bool(countries(name)) or any(w.text[0].isupper() for w in run[1:])
