from collections.abc import Callable
from pathlib import Path

import pytest
import weasyprint

from extractors.reading import read
from extractors.records import Reading

_STYLE = """
@page { size: A4; margin: 25mm 22mm }
body { font: 10pt/1.35 "DejaVu Sans", sans-serif; text-align: left }
h1 { font-size: 20pt } h2 { font-size: 14pt } p { margin: 0 0 8pt }
"""


@pytest.fixture
def typeset(tmp_path: Path) -> Callable[..., Reading]:
    """Set a piece of HTML as a PDF and read it."""

    def run(body: str, style: str = "") -> Reading:
        path = tmp_path / "essai.pdf"
        html = f'<html lang="fr"><style>{_STYLE}{style}</style><body>{body}</body></html>'
        weasyprint.HTML(string=html).write_pdf(path)
        return read(path)

    return run
