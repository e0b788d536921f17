"""The reliability diagram of the scores, as SVG. A bar below the diagonal: scores that promise too much."""

from __future__ import annotations

from xml.sax.saxutils import escape

from warehouse.evaluation.calibration import Bin, Calibration
from warehouse.evaluation.wording import number, percent

_SIDE = 400  # of the square of the diagram, in user units
_LEFT, _TOP, _RIGHT, _BOTTOM = 64, 64, 24, 84
_WIDTH, _HEIGHT = _LEFT + _SIDE + _RIGHT, _TOP + _SIDE + _BOTTOM
_BAR, _LINE, _GRID, _INK = "#2f6f9f", "#a33b20", "#d5d5d5", "#222222"


def reliability_svg(calibration: Calibration) -> str:
    """An SVG image with its text alternative, in French; the table of the report has the same numbers."""
    title = "Fiabilité des scores"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" '
        f'height="{_HEIGHT}" role="img" aria-labelledby="titre resume" '
        f'font-family="sans-serif" font-size="13" fill="{_INK}">',
        f'<title id="titre">{title}</title>',
        f'<desc id="resume">{escape(_summary(calibration))}</desc>',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
        _text(_LEFT, 24, title, size=16, anchor="start"),
        _text(_LEFT, 42, _caption(calibration), anchor="start"),
        *_axes(),
        *(_bar(one) for one in calibration.bins),
        f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke="{_LINE}" '
        'stroke-dasharray="6 4"/>',
        *(_count(one) for one in calibration.bins),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _summary(calibration: Calibration) -> str:
    bins = " ; ".join(
        f"score de {number(one.low, 1)} à {number(one.high, 1)} : {percent(one.share_right)} de justes sur "
        f"{one.count}"
        for one in calibration.bins
    )
    return f"{_caption(calibration)}. {bins or 'Aucun score à juger'}."


def _caption(calibration: Calibration) -> str:
    if calibration.error is None:
        return "Aucun énoncé ni candidat à juger"
    return f"Erreur d’étalonnage : {percent(calibration.error)} sur {calibration.count} énoncés et candidats"


def _axes() -> list[str]:
    parts = []
    for step in range(0, 11, 2):
        value = step / 10
        parts.append(
            f'<line x1="{_x(0)}" y1="{_y(value)}" x2="{_x(1)}" y2="{_y(value)}" stroke="{_GRID}"/>'
        )
        parts.append(_text(_x(value), _y(0) + 20, number(value, 1)))
        parts.append(_text(_x(0) - 8, _y(value) + 4, percent(value, 0), anchor="end"))
    parts.append(_text(_x(0.5), _y(0) + 42, "Score annoncé"))
    legend = "Sur chaque barre : nombre de scores. Tirets : étalonnage parfait."
    parts.append(_text(_x(0.5), _y(0) + 68, legend, size=11))
    place = f'transform="rotate(-90 16 {_y(0.5)})"'
    parts.append(f'<text x="16" y="{_y(0.5)}" text-anchor="middle" {place}>Part de justes</text>')
    return parts


def _bar(one: Bin) -> str:
    left, top = _x(one.low) + 2, _y(one.share_right)
    width, height = _x(one.high) - _x(one.low) - 4, _y(0) - top
    return (
        f'<rect x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}" fill="{_BAR}" '
        f'fill-opacity="0.8"/>'
    )


def _count(one: Bin) -> str:
    return _text((_x(one.low) + _x(one.high)) / 2, _y(one.share_right) - 5, str(one.count), size=11)


def _x(share: float) -> float:
    return round(_LEFT + share * _SIDE, 2)


def _y(share: float) -> float:
    return round(_TOP + (1 - share) * _SIDE, 2)


def _text(x: float, y: float, content: str, *, size: int = 13, anchor: str = "middle") -> str:
    return f'<text x="{x:g}" y="{y:g}" font-size="{size}" text-anchor="{anchor}">{escape(content)}</text>'
