"""One page as gleaned from the file: words, drawings, and how the text lies on it.

The reading frame is the page turned so that most of its text runs from left to right. Everything
up to the passages works in this frame; `to_shown` leads back to the page as shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

import pypdfium2 as pdfium

from extractors.reading import ocr
from extractors.reading.characters import page_characters, page_geometry
from extractors.reading.drawings import Drawings, Rect, page_drawings
from extractors.reading.errors import ReadingError
from extractors.reading.garbage import Layer, layer_of
from extractors.reading.spelling import Spelled, spell
from extractors.reading.words import Word
from extractors.records import Box, PageStatus


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page in its reading frame.

    width, height: of the frame; shown_width, shown_height: as shown; angle: direction of most
    text as shown; words: text along the frame; turned: text in another direction, in its own
    frame, by angle as shown; place: where a box of a straightened scan lies on the page as shown.
    """

    number: int
    width: float
    height: float
    shown_width: float
    shown_height: float
    rotation: int
    angle: int
    words: tuple[Word, ...]
    turned: dict[int, tuple[Word, ...]]
    drawings: Drawings
    spelled: Spelled = field(repr=False)
    status: PageStatus = PageStatus.TEXT
    method: str = "pdfium"
    remark: str = ""
    place: Callable[[Box], Box] | None = field(default=None, repr=False)
    lost: bool = False


def glean(page: pdfium.PdfPage, number: int) -> Sheet:
    """Take everything that is needed from a page, so that it can be closed.

    Pages whose text cannot be read from the file go to OCR when it is installed; else they wait
    (`needs_ocr`), and their sheet has no words.
    """
    geometry = page_geometry(page)
    text = page.get_textpage()
    try:
        spelled = spell(page_characters(text, geometry), geometry)
    finally:
        text.close()
    drawings = page_drawings(page, geometry)
    sheet = frame(number, geometry.width, geometry.height, geometry.rotation, spelled, drawings)
    layer = layer_of(spelled, drawings, geometry.width, geometry.height)
    if layer in (Layer.TEXT, Layer.BLANK):
        status = PageStatus.TEXT if layer is Layer.TEXT else PageStatus.BLANK
        return replace(sheet, status=status, remark=_remark(spelled))
    return _recognised(page, sheet, layer)


def lost_sheet(number: int, remark: str) -> Sheet:
    """Stands for a page that cannot even be opened; it waits, as a page without text does."""
    nothing = Spelled((), 0, 0, 0, 0, False)
    return Sheet(
        number, 0.0, 0.0, 0.0, 0.0, 0, 0, (), {}, Drawings(), nothing,
        status=PageStatus.NEEDS_OCR, remark=remark, lost=True,
    )  # fmt: skip


def _remark(spelled: Spelled) -> str:
    remarks = []
    if spelled.ocr_layer:
        remarks.append("Texte issu d’une reconnaissance de caractères faite avant l’envoi.")
    if spelled.invisible:
        remarks.append(f"{spelled.invisible} caractères invisibles laissés de côté.")
    if spelled.off_page:
        remarks.append(f"{spelled.off_page} caractères hors de la page laissés de côté.")
    return " ".join(remarks)


_WHY = {
    Layer.IMAGE: "Page sans texte (image)",
    Layer.STAMPED: "Page image avec quelques mots en surimpression",
    Layer.GARBAGE: "Texte illisible (caractères sans correspondance)",
}


def _recognised(page: pdfium.PdfPage, sheet: Sheet, layer: Layer) -> Sheet:
    """The sheet as OCR reads it; as it is, with a remark, when there is no OCR."""
    usable = ocr.state()
    why = _WHY[layer]
    if not usable.usable:
        if layer is Layer.STAMPED:
            return replace(sheet, status=PageStatus.NEEDS_OCR, remark=f"{why}. {usable.message}")
        return replace(
            sheet, status=PageStatus.NEEDS_OCR, words=(), turned={}, remark=f"{why}. {usable.message}"
        )
    try:
        scan = ocr.scan(page, sheet.number)
    except ReadingError as error:  # one page that OCR cannot do keeps nobody from reading the others
        why = f"{why}. {error.reason}"
        return replace(sheet, status=PageStatus.NEEDS_OCR, words=(), turned={}, remark=why)
    letters = sum(len(word.text) for word in scan.words)
    if layer is Layer.STAMPED and letters < 3 * sheet.spelled.characters:
        return replace(sheet, status=PageStatus.TEXT)
    if not letters:
        why = f"{why} : aucun mot reconnu."
        return replace(sheet, status=PageStatus.BLANK, words=(), turned={}, remark=why)
    lines = Drawings()
    for x0, y0, x1, y1 in scan.rules:
        flat = x1 - x0 > y1 - y0
        (lines.across if flat else lines.down).append(Rect(x0, y0, x1, y1, stroked=True))
    return replace(
        sheet,
        width=scan.width,
        height=scan.height,
        angle=0,
        words=scan.words,
        turned={},
        drawings=lines,
        status=PageStatus.OCR,
        method="tesseract",
        remark=f"{why} : lue par reconnaissance de caractères.",
        place=scan.place,
    )


def frame(
    number: int, width: float, height: float, rotation: int, spelled: Spelled, drawings: Drawings
) -> Sheet:
    """Turn words and drawings into the reading frame of the page."""
    letters: Counter[int] = Counter()
    for word in spelled.words:
        letters[word.angle] += len(word.text)
    angle = max(letters, key=lambda a: (letters[a], a == 0)) if letters else 0
    if letters[0] * 2 >= letters[angle]:
        angle = 0
    words = tuple(turn(word, angle, width, height) for word in spelled.words if word.angle == angle)
    turned = {
        other: tuple(turn(word, other, width, height) for word in spelled.words if word.angle == other)
        for other in sorted(letters)
        if other != angle
    }
    sideways = angle % 180 == 90
    return Sheet(
        number,
        height if sideways else width,
        width if sideways else height,
        width,
        height,
        rotation,
        angle,
        words,
        turned,
        _turn_drawings(drawings, angle, width, height),
        spelled,
    )


def turn(word: Word, angle: int, width: float, height: float) -> Word:
    """A word whose text runs at `angle`, moved to where it stands when that text is level.

    The baseline that `spelling` gives is measured across the line from the same origin as the
    angle's frame, except for the shift that keeps coordinates positive.
    """
    if angle == 0:
        return word
    x0, y0, x1, y1 = _turned(word.x0, word.y0, word.x1, word.y1, angle, width, height)
    baseline = word.baseline
    if baseline is not None:
        baseline += {90: 0.0, 180: height, 270: width}[angle]
    return replace(word, x0=x0, y0=y0, x1=x1, y1=y1, baseline=baseline)


def to_shown(sheet: Sheet, angle: int, word: Word) -> Box:
    """Place on the page as shown of a word given in the frame of `angle`."""
    x0, y0, x1, y1 = word.x0, word.y0, word.x1, word.y1
    width, height = sheet.shown_width, sheet.shown_height
    if sheet.place is not None:
        box = sheet.place(Box(sheet.number, x0, y0, x1, y1))
        return Box(box.page, round(box.x0, 2), round(box.y0, 2), round(box.x1, 2), round(box.y1, 2))
    if angle == 0:
        return Box(sheet.number, x0, y0, x1, y1)
    if angle == 90:
        x0, y0, x1, y1 = y0, height - x1, y1, height - x0
    elif angle == 180:
        x0, y0, x1, y1 = width - x1, height - y1, width - x0, height - y0
    elif angle == 270:
        x0, y0, x1, y1 = width - y1, x0, width - y0, x1
    return Box(sheet.number, round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))


def _turned(
    x0: float, y0: float, x1: float, y1: float, angle: int, width: float, height: float
) -> tuple[float, float, float, float]:
    if angle == 90:
        return height - y1, x0, height - y0, x1
    if angle == 180:
        return width - x1, height - y1, width - x0, height - y0
    if angle == 270:
        return y0, width - x1, y1, width - x0
    return x0, y0, x1, y1


def _turn_drawings(drawings: Drawings, angle: int, width: float, height: float) -> Drawings:
    if angle == 0:
        return drawings

    def moved(rects: Iterable[Rect]) -> list[Rect]:
        return [
            Rect(*_turned(r.x0, r.y0, r.x1, r.y1, angle, width, height), r.filled, r.stroked) for r in rects
        ]

    across, down = moved(drawings.across), moved(drawings.down)
    if angle % 180 == 90:
        across, down = down, across
    return Drawings(
        across, down, moved(drawings.rects), moved(drawings.images), drawings.shapes, drawings.complete
    )
