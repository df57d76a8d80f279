"""Where French turns subject and verb round: "..., a rapporté lundi l'agence", and incises in both languages.

In: a Tree and the token of a cue. Out: whether a mark stands before it, the noun after it, whether that speaks. Never
here: subjects before their verb.
"""

from __future__ import annotations

from index import grammar
from index.tree import Tree

TIMES = grammar.words("times")
_RELATIVES = grammar.words("relatives")
_SHORT = 9
MISTAKEN = frozenset(
    {
        "obj",
        "dobj",
        "obl:arg",
        "obl:mod",
        "nmod",
        "dep",
        "attr",
        "npadvmod",
        "appos",
        "xcomp",
        "conj",
        "ccomp",
        "flat:name",
    }
)
_CLOSED = frozenset({"»", "”", '"', "''"})
_CLITICS = grammar.words("told_clitics") | grammar.words("object_clitics") | grammar.words("reflexives")
_HELPERS = frozenset({"a", "ont", "avait", "avaient", "aurait", "auraient", "est", "ne", "n'", "n’"})
_GERUNDS = ("ant",)
_PARTICIPLES = ("é", "ée", "és", "ées", *_GERUNDS)
_BEFORE_INCISE = frozenset({",", "»", "”", '"', "''", "–", "—", "-", "?", "!", "'"})


def is_incise(tree: Tree, subject: int, cue: int, noun: int) -> bool:
    """Whether the noun after a verb speaks though another was called its subject: "Le pont, a dit le maire,
    fermera".
    """
    if _holds_clause(tree, subject, cue):
        return True
    following = tree.tokens[tree.right[noun] + 1 :][:1]
    if following and following[0].pos != "PUNCT":
        return False
    aside = (
        tree.tokens[cue].dep not in ("ROOT", "conj", "acl:relcl", "relcl") and following and following[0].text == ","
    )
    return speaks(tree, noun) and (bool(aside) or _is_interrupted(tree, subject, cue))


def _holds_clause(tree: Tree, subject: int, cue: int) -> bool:
    """Whether a subject's phrase has a finite verb of its own outside relative clauses: it is the sentence quoted."""
    run = tree.tokens[tree.left[subject] : min(tree.right[subject] + 1, cue)]
    for n, token in enumerate(run):
        if token.text.lower() in _RELATIVES:
            return False
        if "VerbForm=Fin" in token.morph and n:
            return True
    return False


def speaks(tree: Tree, noun: int) -> bool:
    """Whether a noun that the parser calls an object may be who speaks: a name, or a short definite phrase without
    marks.
    """
    run = tree.tokens[tree.left[noun] : tree.right[noun] + 1]
    if any(t.text in ("«", "“", '"') for t in run):
        return False
    named = any(t.pos == "PROPN" for t in run)
    return named or (run[0].text.lower() in grammar.words("definite") and len(run) <= _SHORT)


def follows_mark(tree: Tree, cue: int) -> bool:
    """Whether the verb group comes at once after a comma, a dash or a closed quotation."""
    first = cue
    while first > 0:
        token = tree.tokens[first - 1]
        if is_side(tree, first - 1):
            first -= 3
        elif token.pos in ("AUX", "ADV") or token.dep.startswith("expl") or token.text.lower() in ("lui", "leur"):
            first -= 1
        else:
            break
    return first > 0 and tree.tokens[first - 1].text in _BEFORE_INCISE and not opens(tree, first - 1)


def is_inverted(tree: Tree, i: int) -> bool:
    """A pronoun turned round, or the "t" before it where its first stroke was forgotten ("a t-il")."""
    token = tree.tokens[i]
    if token.text == "t" and i + 1 < len(tree.tokens):
        return tree.tokens[i + 1].text.startswith("-")
    return token.pos == "PRON" and token.text.startswith("-")


def behind_quote(tree: Tree, cue: int) -> bool:
    """Whether a French verb group comes at once after a closed quotation: "...", a-t-il encore dit; no participle
    by itself does so ("...", lancé en mai; "...", ajoutant que).
    """
    first = cue
    while first > 0 and _in_group(tree, first - 1):
        first -= 1
    if tree.tokens[cue].text.lower().endswith(_PARTICIPLES if first == cue else _GERUNDS):
        return False
    first -= first > 1 and tree.tokens[first - 1].text == ","
    return first > 1 and tree.tokens[first - 1].text in _CLOSED and not opens(tree, first - 1)


def before_that(tree: Tree, i: int) -> bool:
    """Whether a French word stands between a noun and a "que", where only a verb can ("L'exploitant dément que")."""
    tokens = tree.tokens
    if not 0 < i < len(tokens) - 1 or tokens[i].pos not in ("ADV", "X", "NUM", "INTJ"):
        return False
    noun = tokens[i - 1].pos in ("NOUN", "PROPN") or (i > 1 and tokens[i - 2].pos == "DET")
    return noun and tokens[i + 1].pos == "SCONJ" and tokens[i + 1].text.lower() in grammar.words("that")


def _in_group(tree: Tree, i: int) -> bool:
    token = tree.tokens[i]
    helper = token.pos in ("AUX", "ADV") or token.text.lower() in _HELPERS
    return helper or token.text.lower() in _CLITICS or is_inverted(tree, i) or leads_adverb(tree, i)


def leads_adverb(tree: Tree, i: int) -> bool:
    """The preposition of "d'ailleurs", "d'abord"."""
    return tree.tokens[i].text in ("d'", "d’") and tree.tokens[i + 1].pos == "ADV"


def opens(tree: Tree, i: int) -> bool:
    """Whether token `i` is a mark that opens a quotation: a straight one has white space before it and none after."""
    text, size = tree.tokens[i].text, len(tree.tokens)
    if text not in ('"', "''"):
        return text in ("«", "“")
    loose = i == 0 or tree.tokens[i - 1].end < tree.tokens[i].start or tree.tokens[i - 1].text.endswith(("'", "’"))
    return loose and i + 1 < size and tree.tokens[i].end == tree.tokens[i + 1].start


def is_side(tree: Tree, i: int) -> bool:
    """ "de son côté", "pour sa part", "à son tour": beside whom somebody speaks, and nobody."""
    if i < 2 or tree.tokens[i].text.lower() not in grammar.words("sides"):
        return False
    return tree.tokens[i - 1].text.lower() in grammar.words("owners") and tree.tokens[i - 2].pos == "ADP"


def ends(tree: Tree, noun: int) -> bool:
    """Whether a phrase without quotation marks ends its sentence."""
    run = tree.tokens[tree.left[noun] : tree.right[noun] + 1]
    rest = tree.tokens[tree.right[noun] + 1 :]
    return len(rest) < 2 and len(run) <= _SHORT and not any(t.text in ("«", "“", '"') for t in run)


def _is_interrupted(tree: Tree, subject: int, cue: int) -> bool:
    """Whether a main verb stands between a subject and its verb: then the subject is another's."""
    between = tree.tokens[tree.right[subject] + 1 : cue]
    return subject < cue and any("VerbForm=Fin" in t.morph and t.head != cue for t in between)


def inverted_noun(tree: Tree, cue: int, last: int) -> int | None:
    for k in sorted({*tree.kids(cue), *tree.kids(last)}):
        token = tree.tokens[k]
        if k > last and token.pos in ("NOUN", "PROPN", "PRON") and token.dep in MISTAKEN and token.ent != "time":
            if tree.tokens[tree.left[k]].pos == "ADP" or token.lemma in TIMES:
                continue
            return k
    return None
