"""What the decisions of the group teach: examples for `extractors.learning`."""

from __future__ import annotations

import duckdb
import numpy as np

from extractors.learning.retrain import Example
from extractors.statements.context import Context

# Disputed statements teach nothing: the group has not made up its mind.
_EXAMPLES = """
SELECT s.vector, s.text, p.kind, p.section, p.column_heading, r.review_status, v.assertion, v.code, s.code
FROM store.statements s
JOIN store.passages p USING (passage_id)
JOIN store.statement_reviews r USING (statement_id)
JOIN store.reviewed_statements v USING (statement_id)
WHERE r.review_status IN ('accepted', 'corrected', 'rejected') AND s.vector IS NOT NULL
ORDER BY s.statement_id
"""


def examples(con: duckdb.DuckDBPyConnection) -> tuple[Example, ...]:
    """One example a decided statement, in the order of the statement ids."""
    found = []
    for vector, text, kind, section, column, status, assertion, code, machine_code in con.execute(
        _EXAMPLES
    ).fetchall():
        kept = status != "rejected" and assertion == "asserted" and code[:3] in ("JUR", "TEC")
        context = Context(kind, tuple(section), column if kind == "table_cell" else "")
        recoded = code if kept and code != machine_code else None
        found.append(Example(np.asarray(vector, dtype=np.float32), text, context, kept, recoded))
    return tuple(found)
