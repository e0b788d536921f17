from __future__ import annotations

from pathlib import Path

import pytest
from levier_making import GIFT, LOAN, Cli

from levier.exits import Exit


def _statement(levier: Cli, text: str) -> str:
    rows = levier("statements", "--format", "json").json
    return str(next(row["statement_id"] for row in rows if row["text"] == text))


def _obstacles(levier: Cli) -> dict[str, str]:
    return {row["code"]: row["obstacle_id"] for row in levier("obstacles", "--format", "json").json}


def _voices(levier: Cli, code: str) -> int:
    rows = levier("obstacles", "--code", code, "--format", "json").json
    return int(rows[0]["issuer_count"])


def test_a_rejected_statement_counts_no_more_until_it_is_restored(levier: Cli, warehouse: Path) -> None:
    identifier = _statement(levier, LOAN)
    ran = levier("review", "reject", identifier, "--as", "Léa", "--reason", "hors sujet")
    assert (ran.code, ran.out.strip()) == (Exit.DONE, f"{identifier} : rejeté par Léa.")
    assert _voices(levier, "JUR-SOC-01") == 1
    assert levier("show", identifier, "--format", "json").json["review_status"] == "rejected"
    [decision] = levier("journal", "--format", "json").json
    assert (decision["reviewer"], decision["action"], decision["reason"]) == ("Léa", "reject", "hors sujet")
    assert levier("review", "restore", identifier, "--as", "Léa").code == Exit.DONE
    assert _voices(levier, "JUR-SOC-01") == 2


def test_a_rejection_without_a_reason_is_refused(levier: Cli, warehouse: Path) -> None:
    ran = levier("review", "reject", _statement(levier, LOAN), "--as", "Léa")
    assert ran.code == Exit.REFUSED
    assert "motif" in ran.err
    assert levier("journal", "--format", "json").json == []


def test_a_statement_can_be_recoded(levier: Cli, warehouse: Path) -> None:
    identifier = _statement(levier, GIFT)
    assert levier("review", "recode", identifier, "jur-mec-03", "--as", "Léa").code == Exit.DONE
    assert levier("show", identifier, "--format", "json").json["code"] == "JUR-MEC-03"


def test_an_unknown_code_is_refused(levier: Cli, warehouse: Path) -> None:
    assert (
        levier("review", "recode", _statement(levier, GIFT), "JUR-XXX-99", "--as", "Léa").code == Exit.REFUSED
    )


def test_obstacles_can_be_renamed_given_a_status_and_merged(levier: Cli, warehouse: Path) -> None:
    found = _obstacles(levier)
    loan, gift = found["JUR-SOC-01"], found["JUR-MEC-01"]
    assert levier("review", "rename", loan, "Le prêt de personnel", "--as", "Léa").code == Exit.DONE
    assert levier("review", "status", loan, "contesté", "--as", "Léa").code == Exit.DONE
    facts = levier("show", loan, "--format", "json").json
    assert (facts["label"], facts["status"]) == ("Le prêt de personnel", "contesté")
    assert levier("review", "merge", gift, loan, "--as", "Léa").code == Exit.DONE
    assert list(_obstacles(levier).values()) == [loan]


def test_a_proposal_can_be_said_to_answer_an_obstacle(levier: Cli, warehouse: Path) -> None:
    gift = _obstacles(levier)["JUR-MEC-01"]
    proposal = levier("proposals", "--format", "json").json[0]["proposal_id"]
    ran = levier("review", "link", proposal, gift, "--relation", "mitigates", "--as", "Léa")
    assert ran.code == Exit.DONE
    rows = {row["obstacle_id"]: row for row in levier("coverage", "--format", "json").json}
    assert (rows[gift]["mitigates"], rows[gift]["accepted"]) == (1, 1)


def test_a_document_is_not_decided_upon(levier: Cli, warehouse: Path) -> None:
    ran = levier("review", "accept", "guide_mecenat.pdf", "--as", "Léa")
    assert ran.code == Exit.REFUSED
    assert "levier set" in ran.err


def test_the_name_of_who_decides_can_be_a_setting(
    levier: Cli, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEVIER_REVIEWER", "Malik")
    levier("review", "accept", _statement(levier, LOAN))
    assert [row["reviewer"] for row in levier("journal", "--format", "json").json] == ["Malik"]


def test_news_since_a_day(levier: Cli, warehouse: Path) -> None:
    rows = levier("diff", "--since", "2020-01-01", "--format", "json").json
    assert {"statement", "obstacle"} <= {row["kind"] for row in rows}
    assert levier("diff", "--since", "2999-01-01").err.strip() == "Aucune ligne."
    assert levier("diff", "--since", "hier").code == Exit.USAGE


def test_decisions_of_a_file_that_is_not_there(levier: Cli, warehouse: Path) -> None:
    assert levier("review", "import", "absent.xlsx", "--as", "Léa").code == Exit.NO_INPUT


def test_nobody_contradicts_here(levier: Cli, warehouse: Path) -> None:
    assert levier("contradictions", "--format", "json").json == []
    assert levier("review", "queue", "--format", "json").code == Exit.DONE
