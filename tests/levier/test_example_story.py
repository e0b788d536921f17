"""The story of one obstacle: from three documents to a merged, renamed, answered entry, then a new reader."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from example_making import EXAMPLES, fill
from levier_making import Cli, rows_of

from extractors.records import Passage, PassageKind, Reading
from levier.exits import Exit

LABEL = "Prêter du personnel à un partenaire expose à des poursuites"
PATTERNS = ("cahier_acteur_12*", "cahier_acteur_23*", "tableau_freins*")


@pytest.fixture
def three(home: Path) -> tuple[Path, list[Path]]:
    """The warehouse of the levier home with three documents of three issuers; and these documents."""
    home.mkdir()
    files = [next(EXAMPLES.glob(pattern)) for pattern in PATTERNS]
    fill(home / "warehouse.duckdb", files)
    return home / "warehouse.duckdb", files


def another_reader(reading: Reading) -> Reading:
    """What a later version might give: other passages, other apostrophes, and its own version."""
    extra = Passage(0, 1, PassageKind.PARAGRAPH, (), "Ligne que la version précédente ne voyait pas.", ())
    later = tuple(
        replace(passage, ordinal=passage.ordinal + 1, text=passage.text.replace("’", "'"))
        for passage in reading.passages
    )
    return replace(reading, reader_version="suivante", passages=(extra, *later))


def _done(levier: Cli, *arguments: str) -> None:
    ran = levier("review", *arguments, "--as", "Léa")
    assert ran.code == Exit.DONE, ran.err


def test_a_merged_renamed_answered_obstacle_survives_another_version_of_the_reader(
    levier: Cli, three: tuple[Path, list[Path]]
) -> None:
    warehouse, files = three
    kept, gone = (row["obstacle_id"] for row in rows_of(levier, "obstacles")[:2])
    proposal = rows_of(levier, "proposals")[0]["proposal_id"]
    held = [row for row in rows_of(levier, "statements") if row["obstacle_id"] in (kept, gone)]
    assert len(held) > 1
    _done(levier, "merge", gone, kept, "--reason", "même problème")
    _done(levier, "rename", kept, LABEL)
    _done(levier, "link", proposal, kept, "--relation", "mitigates")
    _done(levier, "accept", held[0]["statement_id"])
    _done(levier, "reject", held[-1]["statement_id"], "--reason", "hors sujet")
    before = levier("show", kept, "--format", "json").json
    decisions = len(levier("journal", "--format", "json").json)

    fill(warehouse, files, another_reader)

    assert {
        row["reader_version"] for row in rows_of(levier, "sql", "SELECT reader_version FROM store.documents")
    } == {"suivante"}
    after = levier("show", kept, "--format", "json").json
    assert after["label"] == LABEL
    assert gone not in [row["obstacle_id"] for row in rows_of(levier, "obstacles")]
    assert after["statement_count"] == before["statement_count"]
    assert after["issuer_count"] == before["issuer_count"]
    accepted = [row for row in rows_of(levier, "answers") if row["status"] == "accepted"]
    assert {(row["obstacle_id"], row["relation"]) for row in accepted} == {(kept, "mitigates")}
    assert proposal in [row["proposal_id"] for row in accepted]
    effects = [row["effect"] for row in rows_of(levier, "sql", "SELECT effect FROM decisions")]
    assert len(effects) == decisions
    assert set(effects) <= {"applied", "reanchored"}
