"""The names of a dossier, joined over its articles and languages, kept anew when an article brings a new one.

In: a Writer and a dossier. Out: the ledger's table of joins: a name as an article has it → the dossier's name.
Never here: the rules of joining (`index.names_dossier`), or the user's corrections: those are applied in reading.
"""

from __future__ import annotations

from index.names_dossier import join
from index.write import Writer


def refresh(writer: Writer, dossier: str) -> bool:
    """Join the names again if there are any that no join knows; whether there were."""
    found = writer.store.found_names(dossier)
    known = {(row.canonical, row.type) for row in found}
    if known == writer.store.joined(dossier):
        return False
    apart = {name: name for name, shown in writer.store.corrections(dossier).items() if name == shown}
    joined = join(found, apart)
    writer.put_joins(dossier, {pair: joined.shown(*pair) for pair in known})
    return True

