"""The search as a LangChain retriever, for chains.

In: a question. Out: Documents, each with its article and span. Never here: anything that `bot.retrieve` does. It stands
apart because importing LangChain's retrievers takes longer than answering.
"""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from bot.query import Filters, Hit
from bot.retrieve import Group, search
from bot.shelf import Shelf
from index.encoder import Encoder
from index.store import Store
from index.vectors import Nearest


class PassageRetriever(BaseRetriever):
    """The search as a LangChain retriever: Documents with their article and span as metadata."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    store: Store
    near: Nearest
    encoder: Encoder
    dossier: str = "default"
    k: int = 10
    filters: Filters | None = None
    group: Group = "passage"
    shelf: Shelf | None = None
    """What was read of the dossier already; without one it is read anew."""

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        hits = search(self.store, self.near, self.encoder, self.dossier, query, self.k, self.filters, self.group,
                      shelf=self.shelf)  # fmt: skip
        return [self._document(hit) for hit in hits]

    def _document(self, hit: Hit) -> Document:
        passage = hit.passage
        article = self.store.edition(passage.article, passage.edition)
        start, end = passage.span
        said = {"article": passage.article, "edition": passage.edition, "start": start, "end": end}
        return Document(passage.span.of(article.text), id=passage.id, metadata={**said, "score": hit.score})
