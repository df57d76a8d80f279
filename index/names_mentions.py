"""The places where one article names somebody or something, before it is decided who is who.

In: the Sentences of an article. Out: Mentions with their own words, type, title and grammar. The recogniser's entities
are noisy (glued words, titles inside, sentence-initial words), so they are cleaned, and the tables have the last word.
Never here: joining mentions.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter

from index.model import Entity, NameType, Sentence, Span, Token
from index.names_words import Entry, Gender, Lexicon, Word, first_names, fold, words

_GLUED = re.compile(r"(?<=[a-zà-ÿ0-9A-Z]{2})[.)\]»”\"!?]+\s?[«“\"(]?(?=[A-ZÀ-Ý])|\n|\s[«“(\"/|]")
_NEXT = re.compile(r"[ \u00a0](\w+)")
_JOINS = (" ", "-", "\u00a0", "'", "’", ". ", "\u202f")


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
    introduced: bool = False  # an office stands before it: "le ministre de la Justice William Barr"

    @property
    def folded(self) -> str:
        return fold(self.text)


def collect(text: str, sentences: Sequence[Sentence], lexicon: Lexicon) -> list[Mention]:
    """All mentions of an article in order, without overlap."""
    runs = [words(s.span.of(text), s.span.start) if s.tokens else [] for s in sentences]
    found = [
        mention
        for index, sentence in enumerate(sentences)
        for mention in _of_sentence(text, index, sentence, runs[index], lexicon)
    ]
    found = _drop_false(found)
    found += _repeated(text, sentences, runs, found, lexicon)
    return sorted(found, key=lambda m: m.span)


def _of_sentence(text: str, index: int, sentence: Sentence, run: list[Word], lexicon: Lexicon) -> list[Mention]:
    candidates = [
        *_named_persons(text, index, run, lexicon),
        *_entities(text, index, sentence, run, lexicon),
        *_world(text, index, run, lexicon),
        *_capitals(text, index, sentence, lexicon),
    ]
    kept: list[Mention] = []
    taken: set[int] = set()
    for mention in sorted(candidates, key=lambda m: (-_weight(m), m.span.start)):
        if taken.isdisjoint(range(*mention.span)):
            kept.append(mention)
            taken.update(range(*mention.span))
    return [_with_grammar(m, sentence) for m in kept]


def _weight(mention: Mention) -> float:
    """Longer is better; what the tables or a title know beats what was guessed over the same words."""
    if mention.type == "other" and not mention.entry:
        return 0.0
    return len(mention.text) + (0.5 if mention.entry else 0) + (3 if mention.title else 0) + 12 * mention.introduced


def _world(text: str, index: int, run: list[Word], lexicon: Lexicon) -> Iterator[Mention]:
    """What the tables name."""
    for hit in lexicon.world.scan(run):
        form = run[hit.first : hit.last]
        if hit.entry.kind != "people" and (any(w.text[0].isupper() for w in form) or len(form[0].text) > 6):
            span = Span(form[0].start, form[-1].end)
            if re.match(r"-[A-ZÀ-Ý]", text[span.end : span.end + 2]):
                continue  # "Paris-Match" is not the city
            yield Mention(span, hit.entry.type, span.of(text), index, hit.entry)


def _entities(text: str, index: int, sentence: Sentence, run: list[Word], lexicon: Lexicon) -> Iterator[Mention]:
    """What the recogniser names, cleaned."""
    adjectives = {t.start for t in sentence.tokens if t.pos == "ADJ"}
    for entity in sentence.entities:
        mention = _cleaned(text, entity, index, lexicon)
        if mention is None or (mention.span.start in adjectives and " " not in mention.text):
            continue
        mention = _extended(text, mention, run, lexicon)
        at = bisect_left(run, mention.span.end, key=attrgetter("start"))
        following = run[at] if at < len(run) else None
        office = following and following.folded in lexicon.roles and text[mention.span.end : following.start] == " "
        if not (office and mention.type != "person" and following and following.text[0].isupper()):
            yield mention


def _cleaned(text: str, entity: Entity, index: int, lexicon: Lexicon) -> Mention | None:
    """The entity without glued words, articles, titles and offices; None where nothing of a name is left."""
    raw = entity.span.of(text)
    glued = _GLUED.search(raw)
    run = words(raw[: glued.start()] if glued else raw, entity.span.start)
    run, title = _untitled(run, text, lexicon)
    if run and run[0].text.islower() and run[0].folded in lexicon.roles and entity.type == "organisation":
        return None
    run = _without_office(run, entity.type, text, lexicon)
    run, inner = _untitled(run, text, lexicon)
    title = inner or title
    run = _without_common(run, entity.type, lexicon)
    if not run or not _plausible(run, entity.type, lexicon):
        return None
    end = run[-1].end + (text[run[-1].end : run[-1].end + 1] == "." and "." in run[-1].text)
    name = Span(run[0].start, end)
    entry = next(iter(lexicon.world.exact(name.of(text))), None)
    if entry and entry.kind == "people":
        return None
    type = entry.type if entry and not title else entity.type
    return Mention(name, type, name.of(text), index, entry, title, lexicon.titles.get(title, ""))


def _untitled(run: list[Word], text: str, lexicon: Lexicon) -> tuple[list[Word], str]:
    """Without articles and titles in front; the folded title."""
    title = ""
    while run and (_is_article(run[0], lexicon) or _is_title(run[0], text, lexicon)):
        if not _is_article(run[0], lexicon):
            title = run[0].folded
        run = run[1:]
    return run, title


def _without_office(run: list[Word], type: NameType, text: str, lexicon: Lexicon) -> list[Word]:
    """A person's name without the office before it: "Producer Mel Gibson", "Oscar-winner Andrea Arnold"."""
    for n in (2, 1):
        given = len(run) > n and (run[n].folded in first_names() or (type == "person" and run[n].text[0].isupper()))
        fits = given and run[n - 1].folded in lexicon.roles
        if fits and run[n - 1].folded not in first_names() and (n == 1 or text[run[0].end] in "- "):
            return run[n:]
    return run


def _is_article(word: Word, lexicon: Lexicon) -> bool:
    return word.folded in lexicon.definite or word.folded in ("l", "d", "de", "qu", "s", "du", "the")


def _is_title(word: Word, text: str, lexicon: Lexicon) -> bool:
    """ "M", "Mme", "Mr": a title wherever it stands; a longer one only before a space."""
    if word.folded not in lexicon.titles or _names_a_body(word, text, lexicon):
        return False
    return len(word.text) <= 4 or text[word.end : word.end + 1] == " "


def _names_a_body(word: Word, text: str, lexicon: Lexicon) -> bool:
    """ "General Motors", "Justice Department": what looks like a title opens the name of a body."""
    following = _NEXT.match(text, word.end)
    return following is not None and word.text[0].isupper() and fold(following[1]) in lexicon.after_titles


def _without_common(run: list[Word], type: NameType, lexicon: Lexicon) -> list[Word]:
    """Without the common nouns around a name ("cosmodrome de Vostochny"); an organisation keeps the words inside it."""
    if type != "organisation":
        while run and not run[0].text[0].isupper() and run[0].folded not in ("al", "el", "ben", "bin", "von", "van"):
            run = run[1:]
        cut = _foreign_part(run, lexicon)
        run = run[:cut] if cut else run
        while run and type != "other" and not run[-1].text[0].isupper() and not run[-1].text[0].isdigit():
            run = run[:-1]
    while run and (run[-1].folded == "s" or (run[-1].folded in lexicon.particles and run[-1].text.islower())):
        run = run[:-1]
    return run


def _foreign_part(run: list[Word], lexicon: Lexicon) -> int:
    """Where an article shows that another phrase begins: "Écho | l'ingénieure", but "Écho de l'Aubrelle" is one."""
    for i, word in enumerate(run[1:], 1):
        article = word.folded in ("l", "le", "la", "les", "the") and word.text.islower()
        if article and run[i - 1].folded not in lexicon.genitive:
            return i
    return 0


def _plausible(run: list[Word], type: NameType, lexicon: Lexicon) -> bool:
    if not any(w.text[0].isupper() for w in run):
        return False
    if len(run) == 1 and (run[0].text in lexicon.never or len(run[0].text) < 2):
        return False
    if type == "person" and (len(run) > 6 or any(c.isdigit() for w in run for c in w.text)):
        return False
    return type != "place" or not run[0].text.isdigit()


def _extended(text: str, mention: Mention, run: list[Word], lexicon: Lexicon) -> Mention:
    """The name with what the recogniser cuts off: capitalised words after a person's, "-on-Amur" after a place."""
    end = mention.span.end
    at = bisect_left(run, end, key=attrgetter("end"))
    while at + 1 < len(run):
        gap, word = text[run[at].end : run[at + 1].start], run[at + 1]
        name_like = word.text[0].isupper() and not word.text.isupper() and word.folded not in lexicon.titles
        person = mention.type == "person" and gap in (" ", "\u00a0") and word.folded not in lexicon.roles
        owned = lexicon.lang == "en" and mention.type == "organisation" and word.text[0].islower()  # "Hydraval-owned"
        if not (gap in ("-", "'", "’") and not owned and _hyphened(text, end, word)) and not (person and name_like):
            break
        end, at = word.end, at + 1
    return replace(mention, span=Span(mention.span.start, end), text=text[mention.span.start : end])


def _hyphened(text: str, end: int, word: Word) -> bool:
    """Whether the word belongs to a compound name: no apostrophe of possession, no "-là"."""
    return (text[end : end + 1] == "-" and word.text not in ("là", "ci", "ils", "elle", "il")) or text[
        end - 2 : end
    ] == "-l"


def _named_persons(text: str, index: int, run: list[Word], lexicon: Lexicon) -> Iterator[Mention]:
    """People named after a title ("Mme Hatton", "President Bush") or by a common first name ("Marc Delorme")."""
    known = first_names()
    i = 0
    while i < len(run):
        word = run[i]
        titled = word.text in lexicon.before_names and i + 1 < len(run) and _adjoining(text, word, run[i + 1])
        titled = titled and not _names_a_body(word, text, lexicon)
        start = i + 1 if titled else i
        while titled and start + 1 < len(run) and run[start].text in lexicon.before_names:
            start += 1
        last = (
            _name_end(text, run, start, lexicon) if titled or (word.folded in known and word.text[0].isupper()) else i
        )
        if last - start >= (1 if titled else 2) and (titled or not run[last - 1].text.isupper()):
            span = Span(run[start].start, run[last - 1].end)
            title = word.folded if titled else ""
            office = not titled and _after_office(text, run, start, lexicon)
            yield Mention(
                span, "person", span.of(text), index, None, title, lexicon.titles.get(title, ""), introduced=office
            )
        i = max(last, i + 1)


def _after_office(text: str, run: list[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether an office comes shortly before a name, without a comma: "ministre de la Justice William Barr"."""
    for word in reversed(run[max(0, at - 7) : at]):
        if re.search(r"[^\w\s'’-]", text[word.end : run[at].start]):
            return False
        if word.folded in lexicon.roles and not word.text[0].isupper():
            return True
    return False


def _capitals(text: str, index: int, sentence: Sentence, lexicon: Lexicon) -> Iterator[Mention]:
    """Proper nouns that the recogniser passed over: after a preposition, as a subject, or as an owner."""
    for before, token in pairwise((None, *sentence.tokens)):
        if token is None or not _proper(token, lexicon):
            continue
        joined = before is not None and (
            before.pos == "PUNCT" or (before.text[0].isupper() and before.pos not in ("ADP", "DET"))
        )
        owner = token.dep in ("nsubj", "poss") and (before is not None or lexicon.lang == "en")
        if not joined and (owner or (before is not None and before.pos == "ADP")):
            yield Mention(Span(token.start, token.end), "other", token.text, index)


def _proper(token: Token, lexicon: Lexicon) -> bool:
    word = fold(token.text)
    common = word in lexicon.roles or word in lexicon.institutions or word in lexicon.titles
    capital = token.pos == "PROPN" and token.text[0].isupper() and len(token.text) > 2
    return capital and not common and token.text not in lexicon.never


def _adjoining(text: str, word: Word, following: Word) -> bool:
    return text[word.end : following.start] in _JOINS and following.text[0].isupper()


def _name_end(text: str, run: list[Word], start: int, lexicon: Lexicon) -> int:
    """The end of the run of capitalised words (particles inside allowed) from `start`, at most five words."""
    last = start
    for i in range(start, min(len(run), start + 5)):
        gap = text[run[i - 1].end : run[i].start] if i > start else " "
        if gap not in _JOINS or (gap == ". " and len(run[i - 1].text) > 1):
            break
        if (
            run[i].text[0].isupper()
            and run[i].text not in lexicon.never
            and not (i > start and run[i].folded in lexicon.titles)
        ):
            last = i + 1
        elif run[i].folded not in lexicon.particles:
            break
    return last


def _with_grammar(mention: Mention, sentence: Sentence) -> Mention:
    """The mention with the dependency of its head and whether it opens the sentence."""
    first = bisect_right(sentence.tokens, mention.span.start, key=attrgetter("end"))
    inside = sentence.tokens[first : bisect_left(sentence.tokens, mention.span.end, key=attrgetter("start"))]
    heads = {t.i for t in inside}
    top = next((t for t in inside if t.head not in heads or t.head == t.i), None)
    return replace(mention, dep=_dep(top, sentence) if top else "", initial=bool(inside) and inside[0].i == 0)


def _dep(token: Token, sentence: Sentence) -> str:
    """The dependency of a name; in apposition ("le président X") that of the phrase it names."""
    for _ in range(3):
        if token.dep not in ("appos", "flat", "flat:name", "nmod", "compound", "conj") or token.head == token.i:
            break
        if token.dep == "nmod" and any(sentence.tokens[c].dep == "case" for c in sentence.children[token.i]):
            break
        token = sentence.tokens[token.head]
    return token.dep


_ACTS = ("nsubj", "ROOT", "nsubj:pass", "nsubjpass", "")


def _drop_false(mentions: list[Mention]) -> list[Mention]:
    """Without single words that are capitalised only because a sentence starts with them."""
    elsewhere = Counter(w for m in mentions if not m.initial for w in m.folded.split())
    kept = []
    for m in mentions:
        alone = m.initial and " " not in m.text and not m.entry and not m.title and not elsewhere[m.folded]
        if not (alone and (m.type == "other" or (m.dep not in _ACTS and m.type != "organisation"))):
            kept.append(m)
    return kept


def _repeated(
    text: str, sentences: Sequence[Sentence], runs: list[list[Word]], found: list[Mention], lexicon: Lexicon
) -> list[Mention]:
    """Names that the recogniser saw once and missed elsewhere: "Lestac" after "Bruno Lestac", "Hydraval" anywhere."""
    forms = _forms(found, lexicon)
    taken = {at for m in found for at in range(*m.span)}
    more = []
    for index, run in enumerate(runs):
        i = 0
        while i < len(run):
            n, model = next(((n, forms[k]) for n in (3, 2, 1) if (k := _key(run[i : i + n])) in forms), (1, None))
            span = Span(run[i].start, run[min(i + n, len(run)) - 1].end)
            if model and run[i].text[0].isupper() and taken.isdisjoint(range(*span)):
                same = Mention(span, model.type, span.of(text), index)
                more.append(_with_grammar(same, sentences[index]))
            i += n if model else 1
    return more


def _key(run: list[Word]) -> str:
    return " ".join(word.folded for word in run)


def _forms(found: list[Mention], lexicon: Lexicon) -> dict[str, Mention]:
    """Words by which a name may come again: its whole form, and a person's last word."""
    never = {w.lower() for w in lexicon.never}
    forms: dict[str, Mention] = {}
    for m in found:
        folded = m.folded
        last = folded.split()[-1] if folded else ""
        for form in (folded, last if m.type == "person" and " " in folded else ""):
            if len(form) > 2 and form not in never and not m.entry and form not in lexicon.roles:
                forms.setdefault(form, m)
    return forms
