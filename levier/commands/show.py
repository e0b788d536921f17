"""`levier show`: one document, statement, obstacle or proposal, with what a person needs to check it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from levier.options import Shape, Warehouse, chosen

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from rich.console import Console

    from levier.lookup import Subject

_AROUND = 400  # characters shown before and after a quote


def show(
    what: Annotated[
        str,
        typer.Argument(
            metavar="DOCUMENT|ÉNONCÉ|FREIN|PROPOSITION",
            help="Identifiant (ou son début, quatre caractères au moins), ou nom de fichier d’un document.",
        ),
    ],
    warehouse: Warehouse = None,
    shape: Shape = "table",
) -> None:
    """Montrer une ligne : citation dans son contexte, page, cadres, ce qui a décidé."""
    from levier.lookup import subject
    from levier.options import Format
    from levier.output import show_json
    from levier.terminal import out, tell
    from warehouse.connect import reading

    with reading(chosen(warehouse), tell=tell) as con:
        found = subject(con, what)
        if found.kind == "answer":
            found = subject(con, _proposal_of(con, found))
        facts = _GATHER[found.kind](con, found)
    if shape == Format.TABLE:
        _PRINT[found.kind](out(), facts)
    else:
        show_json({"kind": found.kind, **facts})


def _proposal_of(con: DuckDBPyConnection, answer: Subject) -> str:
    """An answer is shown with its proposal."""
    if ":" in answer.identifier:
        return answer.identifier.partition(":")[0]
    rows = _rows(con, "SELECT proposal_id FROM answers WHERE answer_id = ?", answer.identifier)
    return str(rows[0]["proposal_id"])


def _rows(con: DuckDBPyConnection, sql: str, *params: object) -> list[dict[str, Any]]:
    cursor = con.execute(sql, list(params))
    names = [str(column[0]) for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _gather_document(con: DuckDBPyConnection, found: Subject) -> dict[str, Any]:
    facts = _rows(con, "SELECT * FROM documents WHERE document_id = ?", found.identifier)[0]
    facts["pages"] = _rows(
        con,
        "SELECT page, status, method, columns, characters, remark FROM pages WHERE document_id = ? "
        "ORDER BY page",
        found.identifier,
    )
    facts["statements"] = _rows(
        con,
        "SELECT statement_id, page, code, assertion, text, obstacle_id FROM statements WHERE document_id = ? "
        'ORDER BY ordinal, "start"',
        found.identifier,
    )
    facts["proposals"] = _rows(
        con,
        "SELECT p.proposal_id, p.page, p.number, p.text FROM proposals p JOIN passages a USING (passage_id) "
        'WHERE p.document_id = ? ORDER BY a.ordinal, p."start"',
        found.identifier,
    )
    facts["corrections"] = _rows(
        con, "SELECT * FROM corrections WHERE document_id = ? ORDER BY seq", found.identifier
    )
    return facts


def _gather_statement(con: DuckDBPyConnection, found: Subject) -> dict[str, Any]:
    from warehouse.queries import details

    row = details.statement(con, found.identifier)
    facts = {
        **row.values,
        "file_name": row.file_name,
        "title": row.title,
        "before": row.before,
        "after": row.after,
        "citations": [{"display": d, "norm_id": n, "doubt": doubt} for d, n, doubt in row.citations],
    }
    for name in ("boxes", "evidence"):
        if isinstance(facts.get(name), str):
            facts[name] = json.loads(str(facts[name]))
    facts["decisions"] = _decisions(con, found)
    return facts


def _gather_obstacle(con: DuckDBPyConnection, found: Subject) -> dict[str, Any]:
    facts = _rows(con, "SELECT * FROM obstacles WHERE obstacle_id = ?", found.identifier)[0]
    facts["coverage"] = _rows(con, "SELECT * FROM coverage WHERE obstacle_id = ?", found.identifier)
    facts["statements"] = _rows(
        con,
        "SELECT s.statement_id, s.document_id, d.file_name, d.issuer, d.year, s.page, s.assertion, s.text "
        "FROM statements s JOIN documents d USING (document_id) WHERE s.obstacle_id = ? "
        'ORDER BY d.year NULLS LAST, d.file_name, s.ordinal, s."start"',
        found.identifier,
    )
    facts["answers"] = _rows(
        con,
        "SELECT a.relation, a.status, a.origin, a.score, p.proposal_id, p.number, p.text, p.page, "
        "d.file_name, d.issuer FROM answers a JOIN proposals p USING (proposal_id) "
        "JOIN documents d USING (document_id) "
        "WHERE a.obstacle_id = ? ORDER BY a.status, a.relation, d.file_name, p.page",
        found.identifier,
    )
    facts["decisions"] = _decisions(con, found)
    return facts


def _gather_proposal(con: DuckDBPyConnection, found: Subject) -> dict[str, Any]:
    facts = _rows(
        con,
        "SELECT p.*, d.file_name, d.issuer, d.year FROM proposals p JOIN documents d USING (document_id) "
        "WHERE proposal_id = ?",
        found.identifier,
    )[0]
    for name in ("boxes", "evidence", "targets"):
        if isinstance(facts.get(name), str):
            facts[name] = json.loads(facts[name])
    facts["answers"] = _rows(
        con,
        "SELECT a.obstacle_id, o.code, o.label, a.relation, a.status, a.origin, a.score "
        "FROM answers a JOIN obstacles o USING (obstacle_id) WHERE a.proposal_id = ? ORDER BY a.score DESC",
        found.identifier,
    )
    facts["decisions"] = _decisions(con, found)
    return facts


def _decisions(con: DuckDBPyConnection, found: Subject) -> list[dict[str, Any]]:
    return _rows(
        con,
        "SELECT decided_at, reviewer, action, reason FROM decisions WHERE subject_id = ? ORDER BY seq",
        found.identifier,
    )


def _print_document(console: Console, facts: dict[str, Any]) -> None:
    from levier.output import facts as lines
    from warehouse.queries import labels

    _title(console, facts["title"] or facts["file_name"])
    lines(
        console,
        [
            ("Document", facts["document_id"]),
            ("Fichier", facts["file_name"]),
            ("État", labels.DOCUMENT_STATUS.get(facts["status"], facts["status"])),
            ("Raison", facts["error"]),
            ("Genre", _how(labels.KIND.get(facts["kind"], facts["kind"]), facts["kind_how"])),
            ("Émetteur", _how(facts["issuer"], facts["issuer_how"])),
            (
                "Type d’émetteur",
                _how(
                    labels.ISSUER_TYPE.get(facts["issuer_type"], facts["issuer_type"]),
                    facts["issuer_type_how"],
                ),
            ),
            ("Date", _how(facts["published_on"], facts["published_on_how"])),
            ("Langue", facts["language"]),
            ("Pages", facts["page_count"]),
            ("Reçu le", f"{facts['received_at']:%d/%m/%Y %H:%M} (temps universel)"),
            ("SHA-256", facts["sha256"]),
            ("Remarques", " ".join(facts["remarks"] or ())),
        ],
    )
    _pages(console, facts["pages"])
    _listed(
        console,
        "Énoncés",
        [(r["page"], f"{r['statement_id']} {r['code']}", r["text"]) for r in facts["statements"]],
    )
    _listed(
        console,
        "Propositions",
        [(r["page"], r["number"] or r["proposal_id"], r["text"]) for r in facts["proposals"]],
    )


def _pages(console: Console, pages: list[dict[str, Any]]) -> None:
    special = [page for page in pages if page["status"] in ("needs_ocr", "ocr") or page["remark"]]
    _listed(
        console,
        "Pages à signaler",
        [(page["page"], page["status"], page["remark"] or "") for page in special],
    )


def _print_statement(console: Console, facts: dict[str, Any]) -> None:
    from rich.text import Text

    from levier.output import facts as lines
    from levier.terminal import safe
    from warehouse.queries import labels

    _title(console, f"{facts['file_name']}, page {facts['page']}")
    if facts["section"]:
        console.print(Text(safe(facts["section"]), style="dim"))
    quote = Text(_shortened(facts["before"], left=True))
    quote.append(f"« {safe(facts['text'])} »", style="bold")
    quote.append(_shortened(facts["after"], left=False))
    console.print()
    console.print(quote)
    console.print()
    lines(
        console,
        [
            ("Énoncé", facts["statement_id"]),
            ("Document", facts["document_id"]),
            ("Catégorie", ", ".join([facts["code"], *(facts["also_codes"] or ())])),
            ("Affirmation", labels.ASSERTION.get(facts["assertion"], facts["assertion"])),
            ("Portée", labels.MECHANISM.get(facts["mechanism"], facts["mechanism"])),
            ("Voix", labels.VOICE.get(facts["voice"], facts["voice"])),
            ("Score", f"{facts['score']:.2f}".replace(".", ",")),
            ("Frein", facts["obstacle_id"]),
            ("Examen", labels.REVIEW.get(facts["review_status"], facts["review_status"])),
            ("Pourquoi", facts["reason"]),
            ("Références", " ; ".join(f"{c['display']} ({c['norm_id']})" for c in facts["citations"])),
            ("Cadres", _boxes(facts["boxes"])),
        ],
    )
    _evidence(console, facts["evidence"])
    _decided(console, facts["decisions"])


def _print_obstacle(console: Console, facts: dict[str, Any]) -> None:
    from levier.output import facts as lines
    from warehouse.queries import labels

    state = facts["coverage"][0]["state"] if facts["coverage"] else None
    _title(console, facts["label"])
    lines(
        console,
        [
            ("Frein", facts["obstacle_id"]),
            ("Catégorie", f"{facts['code']} {facts['category'] or ''}".strip()),
            ("Nature", facts["nature"]),
            ("Énoncés", facts["statement_count"]),
            ("Documents", facts["document_count"]),
            ("Émetteurs", f"{facts['issuer_count']} : {', '.join(facts['issuers'])}".rstrip(": ")),
            ("Années", _years(facts["first_year"], facts["last_year"])),
            ("État", facts["status"]),
            ("Couverture", labels.COVERAGE.get(str(state), state)),
            ("Normes citées", ", ".join(facts["norms"])),
        ],
    )
    _listed(
        console,
        "Énoncés",
        [
            (r["page"], f"{r['statement_id']} {r['file_name']}", f"{_stance(r['assertion'])}{r['text']}")
            for r in facts["statements"]
        ],
    )
    _listed(
        console,
        "Réponses",
        [
            (
                r["page"],
                f"{labels.RELATION.get(r['relation'], r['relation'])} "
                f"({labels.ANSWER_STATUS.get(r['status'], r['status'])}) {r['proposal_id']}",
                r["text"],
            )
            for r in facts["answers"]
        ],
    )
    _decided(console, facts["decisions"])


def _print_proposal(console: Console, facts: dict[str, Any]) -> None:
    from levier.output import facts as lines
    from warehouse.queries import labels

    _title(console, facts["label"] or f"Proposition {facts['number'] or ''}".strip())
    lines(
        console,
        [
            ("Texte", facts["text"]),
            ("Proposition", facts["proposal_id"]),
            ("Document", f"{facts['file_name']} ({facts['document_id']}), page {facts['page']}"),
            ("Émetteur", facts["issuer"]),
            ("Vecteur", facts["vehicle"]),
            ("Destinataire", facts["addressee"]),
            ("Normes visées", ", ".join(facts["norms"] or ())),
            ("Cadres", _boxes(facts["boxes"])),
        ],
    )
    _listed(
        console,
        "Freins visés",
        [
            (
                None,
                f"{labels.RELATION.get(r['relation'], r['relation'])} {r['obstacle_id']} {r['code']}",
                r["label"],
            )
            for r in facts["answers"]
        ],
    )
    _evidence(console, facts["evidence"])
    _decided(console, facts["decisions"])


def _title(console: Console, text: str) -> None:
    from levier.terminal import safe

    console.print(safe(text), style="bold", markup=False)


def _listed(console: Console, title: str, rows: list[tuple[int | None, str, str]]) -> None:
    from rich.table import Table
    from rich.text import Text

    from levier.terminal import safe

    if not rows:
        return
    console.print()
    console.print(f"{title} ({len(rows)})", style="bold")
    grid = Table.grid(padding=(0, 2))
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(max_width=30, overflow="fold")
    grid.add_column(overflow="fold")
    for page, name, text in rows:
        grid.add_row("" if page is None else f"p. {page}", Text(safe(name)), Text(safe(text)))
    console.print(grid)


def _evidence(console: Console, evidence: object) -> None:
    if not isinstance(evidence, list):
        return
    rows: list[tuple[int | None, str, str]] = []
    for item in evidence:
        weight = item.get("weight")
        shown = "" if weight is None else f" ({weight:+.2f})".replace(".", ",")
        rows.append((None, str(item.get("rule", "")), f"{item.get('note', '')}{shown}"))
    _listed(console, "Ce qui a décidé", rows)


def _decided(console: Console, decisions: list[dict[str, Any]]) -> None:
    _listed(
        console,
        "Décisions",
        [
            (None, f"{d['decided_at']:%d/%m/%Y} {d['reviewer']}", f"{d['action']} {d['reason'] or ''}")
            for d in decisions
        ],
    )


def _boxes(boxes: object) -> str:
    if isinstance(boxes, str):
        boxes = json.loads(boxes)
    if not isinstance(boxes, list):
        return ""
    return " ; ".join(
        f"p. {int(box[0])} ({', '.join(f'{float(value):.0f}' for value in box[1:])})"
        for box in map(_numbers, boxes)
    )


def _numbers(box: Any) -> list[float]:
    return [box[name] for name in ("page", "x0", "y0", "x1", "y1")] if isinstance(box, dict) else list(box)


def _how(value: object, how: object) -> str:
    from warehouse.queries import labels

    if not value:
        return ""
    return f"{value} ({labels.FOUND.get(str(how), how)})" if how else str(value)


def _years(first: object, last: object) -> str:
    return "" if first is None else str(first) if first == last else f"{first} à {last}"


def _stance(assertion: str) -> str:
    from warehouse.queries import labels

    return "" if assertion == "asserted" else f"[{labels.ASSERTION.get(assertion, assertion)}] "


def _shortened(text: str, *, left: bool) -> str:
    from levier.terminal import safe

    if len(text) <= _AROUND:
        return safe(text)
    return "… " + safe(text[-_AROUND:]) if left else safe(text[:_AROUND]) + " …"


_GATHER = {
    "document": _gather_document,
    "statement": _gather_statement,
    "obstacle": _gather_obstacle,
    "proposal": _gather_proposal,
}
_PRINT = {
    "document": _print_document,
    "statement": _print_statement,
    "obstacle": _print_obstacle,
    "proposal": _print_proposal,
}
