"""How what was said stands behind its verb: "denied that “…”", "rejected “the offer”", "said: “…”".

In: a Claim, its article, the language of the answer. Out: a form of the frame and the words to quote. Which verbs take
a clause and which a thing is told by `phrases.toml`. Never here: a word that the article does not have, or the verb.
"""

from __future__ import annotations

import re
from typing import Literal

from bot.quote import PAIRS, is_related, pieces, trim
from bot.words import content_words, fold
from index import grammar
from index.lang import LANGUAGES, table
from index.model import Article, Claim, Span
from index.words import stem

Form = Literal["direct", "that", "object", "reported", "none"]

NEAR = 40
"""Characters between the reporting words and what is said, within which both are quoted as one."""
_CLOSES = re.compile(r"[.,]?[ \u00a0\u202f]?([»”“’])")


def complement(claim: Claim, article: Article, lang: str, shown: bool = False) -> tuple[Form, list[Span]]:
    """The form in which a claim is told, and the spans it quotes; "none" where the verb says it all, or where what it
    points back at is `shown` beside it.
    """
    found = pieces(claim, article.text)
    if not found or (shown and only_points(claim, article)):
        return "none", []
    if claim.mode == "direct":
        return "direct", found
    rules = table(lang, "phrases")["complement"]
    if _opens_a_clause(claim.content[0].of(article.text)) and claim.force in rules["clause"].split():
        return "that", found
    if claim.force == "decline_to_comment":
        near = len(found) == 1 and 0 <= found[0].start - claim.cue.end <= 2
        return "reported", [_from_cue(claim, found[0], article.text)] if near else found
    follows = len(found) == 1 and 0 <= found[0].start - claim.cue.end <= NEAR
    if follows and _says_the_verb(claim, article, lang):
        return "none", []
    if follows and claim.force in rules["object"].split():
        return "object", found
    return "reported", [_from_cue(claim, found[0], article.text)] if follows else found


def _opens_a_clause(said: str) -> bool:
    """ "que …", "qu’il …", "that …"."""
    opening = re.match(r"[^\W\d_]+['’]?", said)
    return opening is not None and opening[0].lower() in grammar.words("that")


def _from_cue(claim: Claim, said: Span, text: str) -> Span:
    """The reporting words with what is said, and the mark that closes a quotation opened among them; the sentence from
    its start where "which he said was …" leaves what is said without its subject.
    """
    start = claim.sentence.start if claim.sentence and is_related(claim, text) else claim.cue.start
    span = trim(Span(start, said.end), text)
    inside, after = span.of(text), _CLOSES.match(text, span.end)
    opened = after and any(inside.count(o) > inside.count(c) for o, c in PAIRS[:4] if c == after[1])
    return Span(span.start, after.end()) if after and opened else span


def only_points(claim: Claim, article: Article) -> bool:
    """Whether what is said only points back at the sentence before: "denied it", "cette information"."""
    if article.lang not in LANGUAGES:
        return False
    said = " ".join(span.of(article.text) for span in pieces(claim, article.text))
    return re.fullmatch(table(article.lang, "questions")["points_back"]["pattern"], fold(said)) is not None


def _says_the_verb(claim: Claim, article: Article, lang: str) -> bool:
    """Whether the verb of the answer holds what is said already: "expressed regret" for "his regret"."""
    if article.lang != lang:
        return False
    told = {stem(word, lang) for word in content_words(table(lang, "phrases")["said"][claim.force])}
    said = {stem(word, lang) for span in pieces(claim, article.text) for word in content_words(span.of(article.text))}
    return bool(said) and said <= told
