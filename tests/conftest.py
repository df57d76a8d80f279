"""What several tests share: the sample dossiers, read once into a real home."""

from __future__ import annotations

import pytest
from hypothesis import settings as trials

from index import fetch, ingest
from index.samples import folders
from index.settings import Settings

trials.register_profile(
    "steady", derandomize=True
)  # what fails here fails everywhere; --hypothesis-profile=default seeks
trials.load_profile("steady")


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of a home that holds both sample dossiers."""
    settings = Settings(home=tmp_path_factory.mktemp("samples"))
    for dossier, folder in folders().items():
        results = list(ingest.add(fetch.read([str(folder)]), settings, dossier))
        assert {result["status"] for result in results} == {"added"}
    return settings
