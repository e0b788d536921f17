"""Whatever stands in the files, the check answers with problems, and what it lets pass can be loaded."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from taxonomy.check import check
from taxonomy.forms import is_norm
from taxonomy.load import SHIPPED, TaxonomyError, load

LINES = (SHIPPED / "jur-soc.yaml").read_text(encoding="utf-8").splitlines()
EDITS = st.lists(
    st.tuples(
        st.integers(0, len(LINES) - 1),
        st.sampled_from(["drop", "double", "empty", "number", "list", "table", "indent"]),
    ),
    min_size=1,
    max_size=4,
)


def edited(line: str, edit: str) -> list[str]:
    head, colon, _ = line.partition(": ")
    dash = line[: len(line) - len(line.lstrip())] + "- "
    lead = head + colon if colon else dash
    return {
        "drop": [],
        "double": [line, line],
        "empty": [lead + '""'],
        "number": [lead + "12"],
        "list": [lead + "[un, deux]"],
        "table": [lead + "{un: deux}"],
        "indent": ["  " + line],
    }[edit]


@settings(max_examples=60, deadline=None)
@example([(67, "list")])
@given(EDITS)
def test_edited_files_are_reported_or_loaded(edits: list[tuple[int, str]]) -> None:
    chosen = dict(edits)
    lines = [
        new for i, line in enumerate(LINES) for new in (edited(line, chosen[i]) if i in chosen else [line])
    ]
    with tempfile.TemporaryDirectory() as name:
        for path in SHIPPED.glob("*.yaml"):
            (Path(name) / path.name).write_bytes(path.read_bytes())
        (Path(name) / "jur-soc.yaml").write_text("\n".join(lines), encoding="utf-8")
        problems = check(Path(name))
        own = [p for p in problems if p.file.name == "jur-soc.yaml"]
        assert all(1 <= p.line <= len(lines) + 1 and p.message for p in own)
        try:
            load(Path(name))
        except TaxonomyError:
            assert problems


@given(st.binary(max_size=200))
def test_a_file_of_any_bytes_is_a_problem_not_a_crash(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "a.yaml").write_bytes(data)
        assert check(Path(name))


def test_a_file_that_contains_itself_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("families: &a [*a]\nleaves: []\n", encoding="utf-8")
    assert [p.message for p in check(tmp_path)] == ["le fichier se contient lui-même (alias YAML)."]


def test_a_quoted_truth_value_is_refused(tmp_path: Path) -> None:
    text = "\n".join(LINES).replace(
        "    slug: pret-main-oeuvre", '    slug: pret-main-oeuvre\n    retired: "false"'
    )
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    assert "« retired » doit être true ou false." in [p.message for p in check(tmp_path)]


def test_forms_of_norm_ids() -> None:
    good = [
        "fr:code:travail:L8241-1",
        "fr:code:cgct:LO1113-1..LO1113-7",
        "fr:code:cgi:261#7/1°/b",
        "fr:code:lpf:R*107-A-1",
        "fr:code:civil:1382@<2016-10-01",
        "fr:code:travail:L8241-1#+",
        "fr:loi:1901-07-01#1",
        "fr:loi:2008-776#140/III/al3",
        "fr:arr:1989-01-06/terminologie-economique-financiere",
        "fr:bofip:BOI-IS-CHAMP-10-50-10-20#590..620",
        "fr:bofip:BOI-IS-CHAMP-10-50-10-20@2017-06-07",
        "fr:circ:5811-SG",
        "fr:const:72#al4",
        "eu:reg:2016/679#26",
        "eu:tfue:107#1",
        "case:ce:284736",
        "case:cjue:C-280/00",
        "fr:ppl:an:15:3849",
        "fr:cerfa:12156",
    ]
    bad = [
        "",
        "L8241-1",
        "fr:code:travail",
        "fr:code:Travail:L1",
        "fr:code:travail:L. 8241-1",
        "fr:loi:",
        "eu:reg:679",
    ]
    bad += ["fr:loi:2014-856 ", "case:juge:12", "fr:code:travail:"]
    assert [n for n in good if not is_norm(n)] == []
    assert [n for n in bad if is_norm(n)] == []
