"""Full-text search in French over passages and statements: stems, accents folded, article numbers whole.

The words come from `warehouse.fold`, the index (BM25) from DuckDB's extension fts, which is part of the
installation. The index is a snapshot: loading marks it stale, `refresh` makes it anew (about a second for
20,000 passages). Until then a search answers from the earlier snapshot, rows that are gone left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files

import duckdb

from warehouse.errors import WarehouseError
from warehouse.fold import fold_query, words

_QUOTE = 260  # characters
_PIECE = re.compile(
    r"\b[LRDA](?:o|O|\*)?\.?\s?\*?\s?\d+(?:-\d+)*\b"
    r"(?:\s[a-z]+ies\b|\sbis\b|\ster\b|\squater\b|[\s-][A-Z](?![\w'’.]))?"
    r"|\b\d+(?:[-–]\d+)*(?:\s(?:bis|ter|quater|[a-z]+ies)\b|[\s-][A-Z](?![\w'’.]))?|\w+"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage or statement that answers a search.

    unit_id: passage_id or statement_id, as `kind` says ("passage" or "statement")
    quote:   part of the text around the words; marks: (start, end) of each word found in the quote
    score:   BM25, greater is better
    """

    kind: str
    unit_id: str
    document_id: str
    file_name: str
    title: str | None
    page: int
    section: str
    boxes: str
    quote: str
    marks: tuple[tuple[int, int], ...]
    score: float


def refresh(con: duckdb.DuckDBPyConnection) -> bool:
    """Make the index anew when rows changed since; True when it was. Needs a writing connection."""
    if not is_stale(con):
        return False
    _load_extension(con)
    con.execute(
        "PRAGMA create_fts_index('store.search_units', 'unit_id', 'folded', stemmer = 'french', "
        "stopwords = 'none', ignore = '[^a-z0-9_]+', strip_accents = 0, lower = 0, overwrite = 1)"
    )
    now = datetime.now(UTC).replace(tzinfo=None)
    con.execute(
        "UPDATE store.search_state SET stale = false, indexed_at = ?, "
        "units = (SELECT count(*) FROM store.search_units)",
        [now],
    )
    return True


def is_stale(con: duckdb.DuckDBPyConnection) -> bool:
    """True when rows changed since the index was made."""
    row = con.execute("SELECT stale FROM store.search_state").fetchone()
    return row is None or bool(row[0])


def search(
    con: duckdb.DuckDBPyConnection,
    query: str,
    *,
    kind: str | None = None,
    document: str | None = None,
    limit: int = 20,
) -> tuple[Hit, ...]:
    """Passages and statements that hold all words of a query; when there is none, any of them.

    kind: "passage" or "statement", None for both; document: an id, to look into one document only.
    Raises WarehouseError when the query has no word to look for, or nothing was indexed yet.
    """
    folded = fold_query(query)
    if not folded:
        raise WarehouseError(
            "Donnez au moins un mot à chercher (les mots-outils comme « de » ne comptent pas)."
        )
    _load_extension(con)
    if not _is_indexed(con):
        raise WarehouseError("La recherche n’est pas encore prête : lisez d’abord des documents.")
    rows = _matches(con, folded, kind, document, limit, every_word=True)
    if not rows:
        rows = _matches(con, folded, kind, document, limit, every_word=False)
    pieces = [_pieces(str(row[8])) for row in rows]
    inside = (word for own in pieces for piece in own for word in piece[2])
    stems = _stems(con, {*folded.split(), *inside})
    wanted = frozenset(stems[word] for word in folded.split())
    found = zip(rows, pieces, strict=True)
    return tuple(
        _hit(row, [(s, e) for s, e, own in parts if any(stems[word] in wanted for word in own)])
        for row, parts in found
    )


_MATCHES = """
WITH scored AS MATERIALIZED (
    SELECT unit_id, document_id, kind, score FROM (
        SELECT u.unit_id, u.document_id, u.kind,
               fts_store_search_units.match_bm25(u.unit_id, ?, conjunctive := {every}) AS score
        FROM store.search_units u
        WHERE (?::VARCHAR IS NULL OR u.kind = ?) AND (?::VARCHAR IS NULL OR u.document_id = ?)
    ) WHERE score IS NOT NULL
), described AS (
    SELECT s.*, p.page, p.text, p.section, p.boxes
    FROM scored s JOIN store.passages p ON s.kind = 'passage' AND p.passage_id = s.unit_id
    UNION ALL
    SELECT s.*, t.page, t.text, p.section, t.boxes
    FROM scored s JOIN store.statements t ON s.kind = 'statement' AND t.statement_id = s.unit_id
    JOIN store.passages p USING (passage_id)
)
SELECT x.kind, x.unit_id, x.document_id, d.file_name, d.title, x.page,
       array_to_string(x.section, ' › '), x.boxes, x.text, x.score
FROM described x JOIN documents d USING (document_id)
ORDER BY x.score DESC, x.kind DESC, x.unit_id
LIMIT ?
"""


def _matches(
    con: duckdb.DuckDBPyConnection,
    folded: str,
    kind: str | None,
    document: str | None,
    limit: int,
    *,
    every_word: bool,
) -> list[tuple[object, ...]]:
    sql = _MATCHES.format(every=int(every_word))
    return con.execute(sql, [folded, kind, kind, document, document, limit]).fetchall()


def _hit(row: tuple[object, ...], found: Sequence[tuple[int, int]]) -> Hit:
    kind, unit, document, file_name, title, page, section, boxes, text, score = row
    quote, marks = _quote(str(text), found)
    return Hit(
        kind=str(kind),
        unit_id=str(unit),
        document_id=str(document),
        file_name=str(file_name),
        title=None if title is None else str(title),
        page=int(str(page)),
        section=str(section),
        boxes=str(boxes),
        quote=quote,
        marks=marks,
        score=float(str(score)),
    )


def _pieces(text: str) -> list[tuple[int, int, tuple[str, ...]]]:
    """The pieces of a text that can be marked: start, end, folded words."""
    return [(found.start(), found.end(), _piece_words(found[0])) for found in _PIECE.finditer(text)]


@lru_cache(maxsize=20_000)
def _piece_words(piece: str) -> tuple[str, ...]:
    return tuple(words(piece))


def _quote(text: str, marks: Sequence[tuple[int, int]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The part of a text around its marks, and the marks in it."""
    start = 0
    if marks and len(text) > _QUOTE:
        best = max(marks, key=lambda mark: sum(mark[0] <= s < mark[0] + _QUOTE - 40 for s, _ in marks))
        start = max(0, min(best[0] - 40, len(text) - _QUOTE))
        start = text.rfind(" ", 0, start) + 1
    stop = len(text)
    if stop - start > _QUOTE:
        stop = text.rfind(" ", start, start + _QUOTE)
        stop = start + _QUOTE if stop <= start else stop
    before, after = "… " if start else "", " …" if stop < len(text) else ""
    shift = len(before) - start
    shown = tuple((s + shift, e + shift) for s, e in marks if s >= start and e <= stop)
    return before + text[start:stop] + after, shown


def _stems(con: duckdb.DuckDBPyConnection, found: Iterable[str]) -> dict[str, str]:
    """Word → stem.

    One query and one parameter: each Python value that DuckDB converts costs it a search for absent modules.
    """
    known = sorted(set(found))
    row = con.execute(
        "SELECT list_transform(string_split(?, ' '), w -> stem(w, 'french'))", [" ".join(known)]
    ).fetchone()
    return {} if row is None else dict(zip(known, row[0], strict=True))


def _is_indexed(con: duckdb.DuckDBPyConnection) -> bool:
    row = con.execute(
        "SELECT count(*) FROM duckdb_schemas() WHERE schema_name = 'fts_store_search_units' "
        "AND database_name = current_database()"
    ).fetchone()
    return row is not None and row[0] > 0


def _load_extension(con: duckdb.DuckDBPyConnection) -> None:
    version = f"v{duckdb.__version__}"
    path = files("duckdb_extension_fts").joinpath("extensions", version, "fts.duckdb_extension")
    try:
        con.execute(f"LOAD '{str(path).replace(chr(39), chr(39) * 2)}'")
    except duckdb.Error as error:
        raise WarehouseError(
            "La recherche en texte intégral n’est pas installée pour cette version de DuckDB "
            f"({duckdb.__version__}). Réinstallez le programme avec ses dépendances épinglées."
        ) from error
