"""The fifteen questions of the working group, asked of the example folder as docs/questions.md says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from levier_making import Cli, rows_of

PAGE = (Path(__file__).parents[2] / "docs" / "questions.md").read_text(encoding="utf-8")
SOFT = {"circulaire", "doctrine fiscale", "convention-type", "outil"}


def asked(number: int) -> list[list[str]]:
    """The commands of a question, as arguments of levier; its SQL as `levier sql`."""
    part = re.split(r"^### ", PAGE, flags=re.MULTILINE)[number]
    assert part.startswith(f"{number}. ")
    commands = [shlex.split(line)[1:] for line in re.findall(r"^    (levier .*)$", part, re.MULTILINE)]
    return commands + [["sql", query] for query in re.findall(r"```sql\n(.*?)\n```", part, re.DOTALL)]


@pytest.fixture
def ask(levier: Cli, examples: Path) -> Any:
    """ask(3) gives the rows of each command of question 3."""
    return lambda number: [rows_of(levier, *arguments) for arguments in asked(number)]


def test_1_legal_obstacles_of_three_issuers(ask: Any) -> None:
    [found] = ask(1)
    assert len(found) >= 5
    assert all(row["code"].startswith("JUR") and row["issuer_count"] >= 3 for row in found)


def test_2_articles_that_come_back(ask: Any) -> None:
    [found] = ask(2)
    counts = [row["mentions"] for row in found]
    assert counts == sorted(counts, reverse=True)
    assert len({row["norm_id"] for row in found}) >= 10


def test_3_every_statement_of_an_article_has_its_page_and_its_quotation(
    ask: Any, levier: Cli, examples: Path
) -> None:
    [command] = asked(3)
    [texts] = ask(2)
    norm = next(row["norm_id"] for row in texts if row["norm_id"].startswith("fr:code:"))
    found = rows_of(levier, *(norm if part == "fr:code:cgi:238-bis" else part for part in command))
    assert found
    for row in found:
        assert row["page"] >= 1
        detail = levier("show", row["statement_id"], "--format", "json").json
        query = f"SELECT text FROM passages WHERE passage_id = '{detail['passage_id']}'"
        [passage] = rows_of(levier, "sql", query)
        assert row["text"] in passage["text"]
        assert detail["boxes"]


def test_4_obstacles_without_answer_and_proposals_without_obstacle(ask: Any, levier: Cli) -> None:
    bare, idle = ask(4)
    linked = rows_of(levier, "answers")
    assert bare and idle
    assert not {row["obstacle_id"] for row in bare} & {row["obstacle_id"] for row in linked}
    assert not {row["proposal_id"] for row in idle} & {row["proposal_id"] for row in linked}


def test_5_obstacles_of_european_law(ask: Any) -> None:
    [found] = ask(5)
    assert found
    assert all(norm.startswith("eu:") for row in found for norm in row["european_norms"])
    assert all(bool(row["other_norms"]) != row["only_european"] for row in found)


def test_6_obstacles_that_soft_law_can_treat(ask: Any) -> None:
    [found] = ask(6)
    assert found
    assert all(set(row["vehicles"]) <= SOFT for row in found)


def test_7_what_one_side_alone_says(ask: Any) -> None:
    [found] = ask(7)
    assert {row["side"] for row in found} <= {"associations seules", "entreprises seules"}
    assert found
    for row in found:
        assert min(row["companies"], row["associations"]) == 0 < max(row["companies"], row["associations"])


def test_8_phase_and_relation(ask: Any) -> None:
    [found] = ask(8)
    assert any(row["phase"] for row in found)
    assert any(row["relation"] for row in found)


def test_9_what_became_of_the_obstacles_of_a_study(levier: Cli, examples: Path) -> None:
    [[_, query]] = asked(9)
    assert "year = 2017" in query
    found = rows_of(levier, "sql", query.replace("2017", "2013"))
    assert {row["status"] for row in found} <= {"actif", "partiellement levé", "levé", "contesté"}
    lifted = [row for row in found if row["status"] in ("partiellement levé", "levé")]
    assert lifted
    assert all(row["lifted_said_on"] for row in lifted)


def test_10_contradictions(ask: Any) -> None:
    [found] = ask(10)
    assert found
    assert all(row["affirming"] and row["denying"] for row in found)


def test_11_news(ask: Any) -> None:
    [found] = ask(11)
    assert {row["kind"] for row in found} >= {"document", "statement", "obstacle", "answer"}


def test_12_what_a_measure_covers_and_leaves(ask: Any) -> None:
    [found] = ask(12)
    extents = {row["extent"] for row in found}
    assert extents <= {"en entier", "en partie", "non traité"}
    assert "non traité" in extents and len(extents) >= 2


def test_13_to_validate_and_no_disagreement_yet(ask: Any) -> None:
    queue, disagreements = ask(13)
    assert {row["why"] for row in queue} >= {"à valider", "sous le seuil", "réponse suggérée"}
    assert disagreements == []


def test_14_unsure(ask: Any) -> None:
    [found] = ask(14)
    assert found
    assert all(row["code"] == "IND-00" or row["disposition"] == "candidate" for row in found)


def test_15_excluded_each_with_its_reason(ask: Any) -> None:
    [found] = ask(15)
    assert found
    assert all(row["reason"] for row in found)
