"""Speech as novels and long reports set it: lines after a dash, incises within ("fit-il", "s'écria la voyageuse").

In: an article, its trees, its quotations and the drafts already found. Out: Drafts, those inside lines of dialogue made
anew, what the narrator says taken out. Never here: cues that stand beside a quotation, who "il" is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from index import cues, grammar
from index import quotes as quoting
from index.draft import Draft
from index.lang import table
from index.model import Article, Force, Span, Token
from index.phrases import Source, phrase
from index.quotes import Quote
from index.tree import SUBJECTS, Tree

_MINIMUM_LINES = 3
_SHORTEST = 3
_FAR = 8
_UNSAID = {"Mood=Imp", "Mood=Sub", "Mood=Cnd"}
_OTHER_ENDINGS = ("ez", "ons", "ant", "er", "ir", "re")  # no third person, whatever the tag
_MARKS = frozenset({",", ";", ".", "!", "?", "…", "...", ":", "–", "—", "-", "»", "”", '"', "(", ")"})
_OPENING = frozenset({",", "!", "?", "…", "...", ".", "»", "”", '"', "–", "—", ";", ")"})
_ENDS = frozenset({".", "!", "?", "…", "..."})
_TELLERS = frozenset(
    ["-je", "-il", "-elle", "-on", "-ils", "-elles", "-t-il", "-t-elle", "-t-on", "-t-ils", "-t-elles"]
)
_NOMINAL = frozenset({"DET", "PROPN", "NOUN", "PRON", "NUM", "ADJ"})
_OWNERS = grammar.words("definite")
_OF = grammar.words("of")
_JOINTS = grammar.words("joints") | frozenset({"ce", "non"})
_MUTE = grammar.words("mute")
_ACTORS = grammar.words("actors")
_ON = grammar.words("narrated")
_CLITICS = grammar.words("told_clitics") | grammar.words("object_clitics") | grammar.words("reflexives")
_SPOKEN = re.compile(
    r"\b(?:je|j['’]|tu|t['’]|me|m['’]|te|moi|toi|vous|nous|mon|ma|mes|ton|ta|tes|votre|vos|notre|nos)\b|[!?]", re.I
)
_EDGE = " \t\n,\u00a0\u202f"


@dataclass(frozen=True, slots=True)
class Incise:
    """The words of the narrator within speech: the verb's token, its group, its subject, and where they end."""

    tree: Tree
    verb: int
    first: int
    subject: tuple[int, int]
    end: int  # the token of the mark that ends it
    force: Force


def introduced(article: Article) -> list[Quote]:
    """Lines of dialogue that a colon announces: "Elle lui dit :", then the line."""
    return [q for q in _lines(article) if _colon(article.text, q.start) is not None]


def _colon(text: str, at: int) -> int | None:
    """Where the colon stands that comes at once before `at`, white space aside."""
    while at > 0 and text[at - 1].isspace():
        at -= 1
    return at - 1 if at > 0 and text[at - 1] == ":" else None


def _touching(trees: Sequence[Tree], span: Span) -> Sequence[Tree]:
    """The sentences, in order, that touch a span."""
    first = bisect_right(trees, span.start, key=lambda t: t.sentence.span.end)
    return trees[first : bisect_left(trees, span.end, key=lambda t: t.sentence.span.start)]


def _taken(text: str, drafts: Sequence[Draft]) -> bytearray:
    """One byte a character: whether a claim holds it."""
    taken = bytearray(len(text))
    for span in (s for d in drafts for s in d.content):
        taken[span.start : span.end] = b"\x01" * (span.end - span.start)
    return taken


def _lines(article: Article) -> tuple[Quote, ...]:
    return quoting.dialogue(article.text, [p.span for p in article.paragraphs if p.kind == "body"])


def read(
    article: Article, trees: Sequence[Tree], quotes: Sequence[Quote], drafts: Sequence[Draft], sure: Sequence[Quote]
) -> list[Draft]:
    """The drafts with one a line of dialogue and one a quotation that an incise breaks; `sure` lines have theirs."""
    told = {q.start for q in sure if any(s.start == q.start for d in drafts for s in d.content)}
    lines = [q.pieces[0] for q in _lines(article)]
    found = {span: _incise_in(article, trees, span) for span in lines}
    kept = [d for d in drafts if d.frame != "quote" or d.content]
    if _is_dialogue(article.text, lines, [s for s in lines if found[s] or s.start in told]):
        mine = [s for s in lines if s.start not in told]
        kept = [d for d in kept if not _is_inside(d.cue, mine)]
        kept += [d for s in mine if (d := _of_line(article, trees, s, found[s])) is not None]
    kept += _broken(article, trees, quotes, kept)
    return [*kept, *_announced(article, trees, [*quotes, *sure], kept)]


def _is_inside(cue: Span, lines: Sequence[Span]) -> bool:
    at = bisect_right(lines, cue.start, key=lambda s: s.start) - 1
    return at >= 0 and lines[at].covers(cue)


def _is_dialogue(text: str, lines: Sequence[Span], shown: Sequence[Span]) -> bool:
    """Whether lines after a dash are speech and no list: an incise or a colon shows it; a hyphen needs more lines."""
    hyphens = all(s.of(text).lstrip()[:1] == "-" for s in lines)
    addressed = sum(bool(_SPOKEN.search(s.of(text)) and s.of(text).rstrip()[-1:] in ".!?…»") for s in lines)
    several = len(lines) >= _MINIMUM_LINES
    return (bool(shown) and (several or not hyphens)) or (several and not hyphens and 2 * addressed > len(lines))


def _of_line(article: Article, trees: Sequence[Tree], span: Span, incise: Incise | None) -> Draft | None:
    tree = next(iter(_touching(trees, span)), None)
    if tree is None:
        return None
    if incise is None:
        dash = Span(span.start, span.start + 1)
        return Draft(tree, 0, "turn", "say", dash, (span,), dash, None)
    return _draft(article, trees, span, incise, "turn")


def _broken(
    article: Article, trees: Sequence[Tree], quotes: Sequence[Quote], drafts: Sequence[Draft]
) -> Iterator[Draft]:
    """« Trop tard ! fit-il, trop tard ! »: quotations that hold their own incise and have no claim yet."""
    taken = _taken(article.text, drafts)
    for quote in quotes:
        span = quote.pieces[0]
        if taken.find(1, span.start, span.end) >= 0:
            continue
        incise = _incise_in(article, trees, span)
        if incise is not None and not _has_subject_before(incise):
            draft = _draft(article, trees, span, incise, "quote")
            yield Draft(
                draft.tree, draft.head, "quote", draft.force, draft.cue,
                (*draft.content, *quote.pieces[1:]), draft.region, draft.source,
            )  # fmt: skip


def _announced(
    article: Article, trees: Sequence[Tree], quotes: Sequence[Quote], drafts: Sequence[Draft]
) -> Iterator[Draft]:
    """ "Elle secoue la tête : « ... »": who acts before the colon speaks after it, where a person acts."""
    taken = _taken(article.text, drafts)
    marked = sorted(quotes, key=lambda q: q.start)
    for quote in quotes:
        colon = _colon(article.text, quote.start)
        if colon is None or any(taken.find(1, p.start, p.end) >= 0 for p in quote.pieces):
            continue
        first = next((c for c in quote.pieces[0].of(article.text) if c.isalpha()), "a")
        cue = Span(colon, colon + 1)
        tree = next(iter(_touching(trees, cue)), None)
        if tree is None or first.islower():
            continue
        source = _actor(tree, tree.at(colon), marked, article.lang)
        if source is not None:
            yield Draft(tree, tree.at(cue.start), "turn", "say", cue, quote.pieces, cue, source)


def _actor(tree: Tree, colon: int, quotes: Sequence[Quote], lang: str) -> Source | None:
    """The person whose act stands last before a colon."""
    quotes = quoting.near(quotes, *tree.sentence.span)
    for k in range(colon - 1, -1, -1):
        token = tree.tokens[k]
        if token.lemma in _MUTE or token.text.lower() in _MUTE:
            return None
        if token.dep != "nsubj" or any(p.start <= token.start < p.end for q in quotes for p in q.pieces):
            continue
        verb = tree.tokens[token.head]
        if verb.dep == "acl:relcl":
            continue
        roles = table(lang, "names")["roles"]
        person = token.ent == "person" or any(token.lemma in roles[kind] for kind in roles)
        return phrase(tree, k, verb.i) if person or token.text.lower() in _ACTORS else None
    return None


def _has_subject_before(incise: Incise) -> bool:
    tree = incise.tree
    return any(k < incise.first and tree.tokens[k].dep in SUBJECTS for k in tree.kids(incise.verb))


def _draft(article: Article, trees: Sequence[Tree], span: Span, incise: Incise, frame: str) -> Draft:
    tokens = incise.tree.tokens
    region = Span(tokens[incise.first].start, tokens[max(incise.subject[1], incise.verb)].end)
    pieces = tuple(_speech(article, trees, span, incise))
    source = Source(_head(incise.tree, *incise.subject), *incise.subject)
    cue = Span(tokens[incise.first].start, tokens[incise.verb].end)
    asks = incise.force == "demand" and pieces and pieces[0].of(article.text).endswith("?")
    return Draft(incise.tree, incise.verb, frame, "ask" if asks else incise.force, cue, pieces, region, source)


def _head(tree: Tree, first: int, last: int) -> int:
    return next((i for i in range(first, last + 1) if tree.tokens[i].pos in ("NOUN", "PROPN", "PRON")), first)


def _speech(article: Article, trees: Sequence[Tree], span: Span, incise: Incise) -> Iterator[Span]:
    """The line without its incises; the narrator may go on after one, up to the next sentence that speaks."""
    text, tokens = article.text, incise.tree.tokens
    left = Span(span.start, span.start + len(text[span.start : tokens[incise.first].start].rstrip(_EDGE)))
    if left.start < left.end:
        yield left
    resumed = _resumes(incise)
    end = min(incise.tree.sentence.span.end, span.end)
    start = None if resumed is None else tokens[resumed].start
    for tree in _touching(trees, span):
        if tree.sentence.span.start <= incise.tree.sentence.span.start:
            continue
        if not _speaks(text, tree):
            break
        start = tree.sentence.span.start if start is None else start
        end = min(tree.sentence.span.end, span.end)
    if start is not None and start < end:
        rest = Span(start, max(end, span.end) if not text[end : span.end].strip(' »”"\u00a0\n') else end)
        again = _incise_in(article, trees, rest)
        yield from [rest] if again is None else _speech(article, trees, rest, again)


def _resumes(incise: Incise) -> int | None:
    """The token at which the speaker goes on in the sentence of the incise."""
    tokens, at = incise.tree.tokens, incise.end
    while at + 1 < len(tokens):
        mark = tokens[at].text
        following = next((t for t in tokens[at + 1 :] if t.pos != "PUNCT" or t.text in "«…"), None)
        if following is None:
            return None
        if mark != "," or not _is_narrated(tokens, following.i):
            return following.i
        at = next((t.i for t in tokens[following.i + 1 :] if t.text in _MARKS), len(tokens))
    return None


def _is_narrated(tokens: Sequence[Token], i: int) -> bool:
    """Whether words after an incise tell how it was said: ", en riant", ", qui redoutait", ", les mains jointes"."""
    token = tokens[i]
    participle = "VerbForm=Part" in token.morph or token.pos == "ADJ"
    joined = token.text.lower() in _JOINTS and i + 1 < len(tokens) and tokens[i + 1].text.lower() in _ON
    if token.text.lower() in _ON or joined or participle or (token.pos == "SCONJ" and _is_past(tokens[i:])):
        return True
    said = any(
        "Tense=Pres" in t.morph or "Tense=Fut" in t.morph or "Mood=Imp" in t.morph or _SPOKEN.fullmatch(t.text)
        for t in tokens[i:]
    )
    return token.text.lower() in _OWNERS and not said


def _is_past(tokens: Sequence[Token]) -> bool:
    """Whether words are in the tense and person of a narrator: "quand elle sortit du bal"."""
    finite = [t for t in tokens if "VerbForm=Fin" in t.morph]
    told = all("Person=3" in t.morph and ("Tense=Past" in t.morph or "Tense=Imp" in t.morph) for t in finite)
    return bool(finite) and told and not any(_SPOKEN.fullmatch(t.text) for t in tokens)


def _speaks(text: str, tree: Tree) -> bool:
    """Whether a sentence after an incise is speech: it addresses, exclaims, asks, or is in a tense that no narrator
    has.
    """
    words = tree.sentence.span.of(text)
    if _SPOKEN.search(words):
        return True
    finite = [t for t in tree.tokens if "VerbForm=Fin" in t.morph]
    return not finite or any("Tense=Pres" in t.morph or "Tense=Fut" in t.morph for t in finite)


def _incise_in(article: Article, trees: Sequence[Tree], span: Span) -> Incise | None:
    """The first incise within a span of speech."""
    for tree in _touching(trees, span):
        for token in tree.tokens:
            if span.start < token.start < span.end:
                found = _incise(article.text, tree, token.i, span, article.lang)
                if found is not None:
                    return found
    return None


def _incise(text: str, tree: Tree, i: int, span: Span, lang: str) -> Incise | None:
    tokens = tree.tokens
    force = _tells(tokens[i], lang)
    if force is None or tokens[i].text.lower().endswith(_OTHER_ENDINGS):
        return None
    first = i
    while first > 0 and (tokens[first - 1].pos == "AUX" or tokens[first - 1].text.lower() in _CLITICS):
        first -= 1
    before = text[span.start : tokens[first].start].rstrip()
    if len(before) < _SHORTEST or before[-1] not in _OPENING or not tokens[first].text[:1].islower():
        return None
    subject = _subject(tree, i)
    if subject is None or (before[-1] == ";" and tokens[subject[0]].text.lower() not in _TELLERS):
        return None
    if tokens[subject[0]].text.lower() not in _TELLERS and _UNSAID & set(tokens[i].morph.split("|")):
        return None
    end = next((t.i for t in tokens[subject[1] + 1 :] if t.text in _MARKS), len(tokens) - 1)
    return Incise(tree, i, first, subject, end, force)


@cache
def _verbs(lang: str) -> dict[str, Force]:
    """The verbs of incises with their force: those that border quotations, and those of narrators alone."""
    found: dict[str, Force] = dict.fromkeys(table(lang, "cues")["incises"]["words"].split(), "say")
    for word, rows in cues.entries(lang).items():
        force = next((e.force for e in rows if "quote" in e.frames and not e.rest), None)
        if force is not None:
            found[word] = force
    return found


def _tells(token: Token, lang: str) -> Force | None:
    known = _verbs(lang)
    if token.pos not in ("VERB", "AUX", "NOUN", "PROPN", "ADJ", "X"):
        return None
    return known.get(token.lemma) or known.get(cues.lemma(token, lang))


def _subject(tree: Tree, verb: int) -> tuple[int, int] | None:
    """First and last token of the subject after the verb of an incise: a pronoun, or a noun phrase up to a mark."""
    tokens, at = tree.tokens, verb + 1
    if at < len(tokens) and tokens[at].text.lower() in _TELLERS:
        return at, at
    if at + 1 < len(tokens) and tokens[at].text == "-t" and tokens[at + 1].text.lower() in _TELLERS:
        return at + 1, at + 1
    while at < len(tokens) and tokens[at].pos == "ADV":
        at += 1
    if at < len(tokens) and tokens[at].pos not in _NOMINAL:  # "dit avec chaleur la voyageuse"
        far = next((k for k in tree.kids(verb) if k > at and tokens[k].dep in SUBJECTS), None)
        at = at if far is None or far > at + _FAR else tree.left[far]
    if at >= len(tokens) or tokens[at].pos not in _NOMINAL or _SPOKEN.fullmatch(tokens[at].text.lstrip("-")):
        return None  # "dites-moi"
    if tokens[at].pos in ("DET", "PRON") and tokens[at].text.lower() in _NO_SUBJECTS:
        return None
    last = at
    while last + 1 < len(tokens):
        following = tokens[last + 1]
        other = following.pos == "PRON" and tokens[last].pos == "DET"  # "l'autre"
        if (
            not other
            and following.pos not in ("NOUN", "PROPN", "ADJ", "NUM", "DET")
            and following.text.lower() not in _OF
        ):
            break
        last += 1
    return (at, last) if any(t.pos in ("NOUN", "PROPN", "PRON", "NUM") for t in tokens[at : last + 1]) else None


_NO_SUBJECTS = (
    grammar.words("relatives") | grammar.words("ask") | grammar.words("told_clitics") | frozenset({"ce", "cela", "ça"})
)
