from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flows_making import pdf

from flows.progress import Event, listening
from flows.records import IngestOptions
from warehouse.connect import reading
from warehouse.errors import WarehouseBusy

pytestmark = pytest.mark.usefixtures("prefect_server")


def _run(options: IngestOptions) -> dict[str, Any]:
    with reading(options.warehouse) as con:
        cursor = con.execute("SELECT * FROM runs ORDER BY started_at DESC LIMIT 1")
        names = [column[0] for column in cursor.description]
        row = cursor.fetchone()
    assert row is not None
    return dict(zip(names, row, strict=True))


def _artifacts(key: str) -> list[Any]:
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey

    with get_client(sync_client=True) as client:
        return client.read_artifacts(artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=[key])))


def test_every_file_given_has_one_outcome_and_the_counts_add_up(folder: Path, options: IngestOptions) -> None:
    from flows.start import run_ingest

    events: list[Event] = []
    with listening(events.append):
        report = run_ingest(sorted(folder.glob("*.pdf")), options)
    assert {d.file_name: str(d.outcome) for d in report.documents} == {
        "guide.pdf": "ready",
        "rapport.pdf": "failed",
        "vide.pdf": "failed",
    }
    assert (report.counts.given, report.counts.ready, report.counts.failed) == (3, 1, 2)
    assert _run(options)["status"] == "finished"
    assert [event.done for event in events if event.document] == [1, 2, 3]
    [table] = _artifacts("fichiers-en-echec")[:1]
    assert "rapport.pdf" in str(table.data) and "vide.pdf" in str(table.data)
    assert any(artifact.data == 100.0 for artifact in _artifacts("avancement"))


def test_stopped_at_the_keyboard_a_run_is_closed_and_nothing_is_half_loaded(
    folder: Path, options: IngestOptions
) -> None:
    from flows.start import run_ingest

    def press(event: Event) -> None:
        if event.document is not None and event.document.file_name == "guide.pdf":
            raise KeyboardInterrupt

    pdf(folder / "zzz.pdf", "Second document.")
    with listening(press), pytest.raises(KeyboardInterrupt):
        run_ingest(sorted(folder.glob("[gz]*.pdf")), replace(options, batch=1))
    run = _run(options)
    assert run["status"] == "failed"
    assert "interrompue au clavier" in run["message"]
    with reading(options.warehouse) as con:
        assert con.execute("SELECT file_name, status FROM documents").fetchall() == [("guide.pdf", "ready")]
    assert run_ingest([folder / "guide.pdf"], options).counts.known == 1


def test_a_run_whose_counts_do_not_add_up_fails(
    folder: Path, options: IngestOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import steps
    from flows.start import run_ingest

    sort = steps.sort

    def forgetful(*arguments: Any) -> steps.Sorted:
        found = sort(*arguments)
        return steps.Sorted((), found.settled)  # the document that should be read is forgotten

    monkeypatch.setattr(steps, "sort", forgetful)
    with pytest.raises(RuntimeError, match="do not add up"):
        run_ingest(sorted(folder.glob("*.pdf")), options)
    assert _run(options)["status"] == "failed"


def test_a_batch_that_is_tried_again_goes_on_where_it_stopped(
    folder: Path, options: IngestOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import ingest as flow
    from flows.start import run_ingest

    pdf(folder / "zzz.pdf", "Second document.")
    told: list[str] = []

    def busy(event: Event) -> None:
        if event.document is not None:
            told.append(event.document.file_name)
            if len(told) == 1:
                raise WarehouseBusy("occupé")

    monkeypatch.setattr(flow, "read_batch", flow.read_batch.with_options(retry_delay_seconds=0))
    with listening(busy):
        report = run_ingest(sorted(folder.glob("[gz]*.pdf")), options)
    assert report.counts.adds_up and report.counts.ready == 2
    assert {d.file_name for d in report.documents} == {"guide.pdf", "zzz.pdf"}


@pytest.mark.parametrize(("error", "tries"), [(WarehouseBusy, 4), (ValueError, 1)])
def test_only_a_busy_warehouse_is_worth_another_try(
    options: IngestOptions, monkeypatch: pytest.MonkeyPatch, error: type[Exception], tries: int
) -> None:
    from prefect import flow

    from flows import steps
    from flows.ingest import receive_files

    tried: list[int] = []

    def sort(*_: Any) -> steps.Sorted:
        tried.append(1)
        raise error("occupé")

    monkeypatch.setattr(steps, "sort", sort)

    @flow(name="essai")
    def attempt() -> None:
        receive_files.with_options(retry_delay_seconds=0)([], options, "r1")

    with pytest.raises(error):
        attempt()
    assert len(tried) == tries
