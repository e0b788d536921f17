"""Characters of a page with their places, straight from pdfium.

One call a character through pypdfium2's own wrappers costs more than the text itself, so the
functions of the library are bound once more with plain integer arguments and driven by `map`:
about 0.4 µs a call, 5 ms a dense page.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from typing import Any, cast

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

_BOLD = re.compile(r"bold|black|heavy|demi|(?:^|[-_ ,])bd\b|[-_,]b\b", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli|slant|-it\b", re.IGNORECASE)
_TEX_BOLD = re.compile(r"^(?:cmbx|cmssbx|sfbx|sfsx|ecbx|tctbx|lmbx)\d*", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_ITALIC_FLAG = 1 << 6
INVISIBLE = 3  # text render mode


@dataclass(frozen=True, slots=True)
class Style:
    """What the characters of one text object have in common. shear: of slanted letters."""

    font: str
    size: float
    bold: bool
    italic: bool
    angle: int
    invisible: bool
    shear: float = 0.0


@dataclass(frozen=True, slots=True)
class Geometry:
    """How user space becomes the page as shown.

    left, bottom, right, top: visible box in user space; rotation: 0, 90, 180 or 270 clockwise.
    """

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @property
    def width(self) -> float:
        """Width as shown, in points."""
        return self.top - self.bottom if self.rotation % 180 else self.right - self.left

    @property
    def height(self) -> float:
        """Height as shown, in points."""
        return self.right - self.left if self.rotation % 180 else self.top - self.bottom

    def shown(self, x: Any, y: Any) -> tuple[Any, Any]:
        """Place of a point of user space on the page as shown (numbers or arrays)."""
        if self.rotation == 90:
            return y - self.bottom, x - self.left
        if self.rotation == 180:
            return self.right - x, y - self.bottom
        if self.rotation == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of a page in the order in which they are drawn, spaces included.

    codes: Unicode; x0 … y1: advance boxes as shown; origin_x, origin_y: where the pen stood;
    drawn_by: number of the text object; style: index into `styles`, -1 for characters that
    pdfium made up.
    """

    codes: NDArray[np.uint32]
    x0: NDArray[np.float64]
    y0: NDArray[np.float64]
    x1: NDArray[np.float64]
    y1: NDArray[np.float64]
    origin_x: NDArray[np.float64]
    origin_y: NDArray[np.float64]
    drawn_by: NDArray[np.int64]
    style: NDArray[np.int32]
    styles: tuple[Style, ...]


def page_geometry(page: pdfium.PdfPage) -> Geometry:
    """Visible box and rotation of a page, as pdfium shows it."""
    rect = pdfium_c.FS_RECTF()
    if pdfium_c.FPDF_GetPageBoundingBox(page.raw, ctypes.byref(rect)):
        return Geometry(rect.left, rect.bottom, rect.right, rect.top, page.get_rotation())
    width, height = page.get_size()
    if page.get_rotation() % 180:
        width, height = height, width
    return Geometry(0.0, 0.0, width, height, page.get_rotation())


@cache
def bound(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A pdfium function that takes plain integers for handles and addresses."""
    function = getattr(pdfium_c, name)
    prototype = ctypes.CFUNCTYPE(result, *arguments)
    return cast(Callable[..., Any], prototype(address(function)))


def _indexed(name: str, result: Any, pointers: int) -> Callable[..., Any]:
    return bound(name, result, ctypes.c_void_p, ctypes.c_int, *[ctypes.c_void_p] * pointers)


def page_characters(text: pdfium.PdfTextPage, geometry: Geometry) -> Characters:
    """Read all characters of a page. Raises PdfiumError like the library."""
    count = text.count_chars()
    handle = address(text.raw)
    unicode_of = _indexed("FPDFText_GetUnicode", ctypes.c_uint, 0)
    object_of = _indexed("FPDFText_GetTextObject", ctypes.c_void_p, 0)
    codes = np.fromiter(map(unicode_of, repeat(handle), range(count)), np.uint32, count)
    objects = list(map(object_of, repeat(handle), range(count)))
    boxes = np.zeros((count, 4), np.float32)
    _fill(_indexed("FPDFText_GetLooseCharBox", ctypes.c_int, 1), handle, boxes)
    origins = np.zeros((count, 2), np.float64)
    _fill_columns(_indexed("FPDFText_GetCharOrigin", ctypes.c_int, 2), handle, origins)
    left, top, right, bottom = (boxes[:, i].astype(np.float64) for i in range(4))
    ax, ay = geometry.shown(left, bottom)
    bx, by = geometry.shown(right, top)
    ox, oy = geometry.shown(origins[:, 0], origins[:, 1])
    style, styles = _styles(handle, objects, geometry.rotation)
    x0, y0, x1, y1 = np.minimum(ax, bx), np.minimum(ay, by), np.maximum(ax, bx), np.maximum(ay, by)
    _straighten(x0, x1, y0, ox, oy, style, styles)
    return Characters(
        codes,
        x0,
        y0,
        x1,
        y1,
        ox,
        oy,
        np.array([item or 0 for item in objects], np.int64),
        style,
        styles,
    )


def address(handle: Any) -> int:
    """Address behind a ctypes handle of pdfium."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def _fill(function: Callable[..., Any], handle: int, target: NDArray[np.float32]) -> None:
    count, step = len(target), 16  # four floats
    start = target.ctypes.data
    deque(map(function, repeat(handle), range(count), range(start, start + step * count, step)), maxlen=0)


def _fill_columns(function: Callable[..., Any], handle: int, target: NDArray[np.float64]) -> None:
    """Like `_fill`, for functions that want the address of each number of a row."""
    count, columns = target.shape
    start, row = target.ctypes.data, 8 * columns
    places = [range(start + 8 * k, start + 8 * k + row * count, row) for k in range(columns)]
    deque(map(function, repeat(handle), range(count), *places), maxlen=0)


def _styles(
    handle: int, objects: list[int | None], rotation: int
) -> tuple[NDArray[np.int32], tuple[Style, ...]]:
    found: dict[Style, int] = {}
    of_object: dict[int, int] = {}
    fonts: dict[int, tuple[str, bool, bool]] = {}
    looks: dict[_Look, Style] = {}
    matrix_of = bound("FPDFText_GetMatrix", ctypes.c_int, _POINTER, ctypes.c_int, _POINTER)
    size_of = bound("FPDFText_GetFontSize", ctypes.c_double, _POINTER, ctypes.c_int)
    font_of = bound("FPDFTextObj_GetFont", _POINTER, _POINTER)
    mode_of = bound("FPDFTextObj_GetTextRenderMode", ctypes.c_int, _POINTER)
    matrix = (ctypes.c_float * 6)()
    place = ctypes.addressof(matrix)
    result = np.full(len(objects), -1, np.int32)
    for index, item in enumerate(objects):
        if item is None:
            continue
        number = of_object.get(item)
        if number is None:
            if not matrix_of(handle, index, place):
                ctypes.memset(place, 0, ctypes.sizeof(matrix))
            a, b, c, d, _, _ = matrix
            look = (font_of(item) or 0, size_of(handle, index), mode_of(item), a, b, c, d)
            style = looks.get(look)
            if style is None:
                style = looks[look] = _style(look, rotation, fonts)
            number = of_object[item] = found.setdefault(style, len(found))
        result[index] = number
    return result, tuple(found)


def _straighten(
    x0: NDArray[np.float64],
    x1: NDArray[np.float64],
    y0: NDArray[np.float64],
    pen_x: NDArray[np.float64],
    pen_y: NDArray[np.float64],
    style: NDArray[np.int32],
    styles: tuple[Style, ...],
) -> None:
    """Take the slant out of the boxes of letters that a matrix leans: it hides the spaces between words."""
    for number, shared in enumerate(styles):
        if shared.angle == 0 and shared.shear > 0.05:
            leaning = style == number
            x0[leaning] = pen_x[leaning]
            x1[leaning] -= shared.shear * (pen_y[leaning] - y0[leaning])
            x1[leaning] = np.maximum(x1[leaning], x0[leaning] + 0.01)


_POINTER = ctypes.c_void_p


# Font, size, render mode and matrix of a text object, as pdfium gives them.
_Look = tuple[int, float, int, float, float, float, float]


def _style(look: _Look, rotation: int, fonts: dict[int, tuple[str, bool, bool]]) -> Style:
    font, nominal, mode, a, b, c, d = look
    size = abs(nominal) * (_scale(a, b, c, d) or 1.0)
    turned = math.degrees(math.atan2(b, a)) if (a or b) else 0.0
    if nominal < 0:
        turned += 180
    angle = round(((turned - rotation) % 360) / 90) % 4 * 90
    if font not in fonts:
        fonts[font] = _font(ctypes.cast(font, pdfium_c.FPDF_FONT) if font else None)
    name, bold, italic = fonts[font]
    bold = bold or mode == pdfium_c.FPDF_TEXTRENDERMODE_FILL_STROKE
    shear = c / d if d and not b else 0.0
    return Style(name, round(size, 2), bold, italic, angle, mode == INVISIBLE, round(shear, 2))


def _scale(a: float, b: float, c: float, d: float) -> float:
    """Vertical scale of a matrix: area over width, which a slant does not change."""
    width = math.hypot(a, b)
    return abs(a * d - b * c) / width if width else (math.hypot(c, d) or 1.0)


def _font(font: Any) -> tuple[str, bool, bool]:
    if not font:
        return "", False, False
    buffer = ctypes.create_string_buffer(256)
    pdfium_c.FPDFFont_GetBaseFontName(font, buffer, 256)
    name = buffer.value.decode("utf-8", "replace").split("+", 1)[-1]
    flags = max(pdfium_c.FPDFFont_GetFlags(font), 0)
    bold = bool(_BOLD.search(name) or _TEX_BOLD.search(name) or flags & _FORCE_BOLD)
    return name, bold, bool(_ITALIC.search(name) or flags & _ITALIC_FLAG)
