from __future__ import annotations

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flows_making import pdf

from flows import inbox as inboxes
from flows.errors import BadSchedule, InboxMissing, Overlap
from flows.records import IngestOptions, parsed, plain
from warehouse.connect import reading

pytestmark = pytest.mark.usefixtures("prefect_server")


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inboxes.look, "__kwdefaults__", {"pause": 0.0, "quiet": 10.0})


def test_a_round_reads_what_is_new_and_leaves_a_french_report(
    folder: Path, options: IngestOptions, tmp_path: Path
) -> None:
    from flows.start import run_round

    pdf(folder / "en_copie.pdf", "Pas encore fini.", age=0)
    report = run_round(folder, options, tmp_path / "rapports")
    text = report.read_text(encoding="utf-8")
    assert report.parent == tmp_path / "rapports" and report.suffix == ".md"
    assert "3 fichiers donnés : 1 prêt, 0 déjà connu" in text
    assert "`vide.pdf` (receive)" in text
    assert "remis à la prochaine tournée\n\n- `en_copie.pdf`" in text
    assert "ce ne sont pas des PDF\n\n- `notes.txt`" in text
    with reading(options.warehouse) as con:
        assert con.execute("SELECT count(*) FROM documents WHERE status = 'ready'").fetchone() == (1,)


def test_two_rounds_over_one_warehouse_do_not_overlap(
    folder: Path, options: IngestOptions, tmp_path: Path
) -> None:
    from flows.start import run_round
    from flows.watch import alone

    with alone(options.warehouse), pytest.raises(Overlap, match="déjà en cours"):
        run_round(folder, options, tmp_path / "rapports")
    assert not options.warehouse.exists()
    assert not (tmp_path / "rapports").exists()


def test_a_folder_that_is_gone_fails_the_round_and_the_report_says_so(
    options: IngestOptions, tmp_path: Path
) -> None:
    from flows.start import run_round

    with pytest.raises(InboxMissing):
        run_round(tmp_path / "absent", options, tmp_path / "rapports")
    [report] = (tmp_path / "rapports").glob("*.md")
    assert "**Incident.** Le dossier surveillé n’existe pas" in report.read_text(encoding="utf-8")


def test_an_empty_folder_is_a_round_without_a_run(options: IngestOptions, tmp_path: Path) -> None:
    from flows.start import run_round

    (tmp_path / "boite").mkdir()
    report = run_round(tmp_path / "boite", options, tmp_path / "rapports")
    assert "Rien à lire." in report.read_text(encoding="utf-8")
    assert not options.warehouse.exists()


@pytest.mark.parametrize(
    ("cron", "timezone"),
    [("tous les jours", "Europe/Paris"), ("0 25 * * *", "Europe/Paris"), ("0 6 * * *", "Lune")],
)
def test_a_schedule_that_cannot_be_read_is_refused(cron: str, timezone: str) -> None:
    from flows.serve import check

    with pytest.raises(BadSchedule, match="ne peut pas être lu"):
        check(cron, timezone)


def test_the_options_of_a_deployment_come_back_as_they_were(options: IngestOptions) -> None:
    sent = json.loads(json.dumps(plain(options)))
    assert parsed(sent) == options


def test_a_served_schedule_really_schedules(options: IngestOptions, tmp_path: Path) -> None:
    """Some versions of the libraries below Prefect accept a schedule and then never start a run."""
    from uuid import UUID

    from prefect.client.orchestration import get_client
    from prefect.schedules import Cron

    from flows.watch import watch

    parameters = {"inbox": str(tmp_path), "options": plain(options), "reports": str(tmp_path)}
    schedule = Cron("0 6 * * *", timezone="Europe/Paris")
    deployment = watch.to_deployment("essai", parameters=parameters, schedule=schedule)
    with get_client(sync_client=True) as client:
        identifier = deployment.apply()
        assert isinstance(identifier, UUID)
        client.request(
            "POST", "/deployments/{id}/schedule", path_params={"id": identifier}, json={"min_runs": 3}
        )
        runs = [run for run in client.read_flow_runs() if run.deployment_id == identifier]
    times = {run.expected_start_time.astimezone(ZoneInfo("Europe/Paris")).hour for run in runs}
    assert len(runs) >= 3 and times == {6}
