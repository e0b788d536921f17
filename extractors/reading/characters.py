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
_TEX_BOLD = re.compile(r"^(?:cmbx|cmssbx|sfbx|sfsx|ecbx|tctbx|lmbx)\d*|^LM(?:Roman|Sans)(?:Demi|Bold)", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_ITALIC_FLAG = 1 << 6
INVISIBLE = 3  # text render mode


@dataclass(frozen=True, slots=True)
class Style:
    """What the characters of one text object have in common."""

    font: str
    size: float
    bold: bool
    italic: bool
    angle: int
    invisible: bool


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


def page_characters(text: pdfium.PdfTextPage, geometry: Geometry) -> Characters:
    """Read all characters of a page. Raises PdfiumError like the library."""
    count = text.count_chars()
    handle = address(text.raw)
    unicode_of = bound("FPDFText_GetUnicode", ctypes.c_uint, 0)
    object_of = bound("FPDFText_GetTextObject", ctypes.c_void_p, 0)
    codes = np.fromiter(map(unicode_of, repeat(handle), range(count)), np.uint32, count)
    objects = list(map(object_of, repeat(handle), range(count)))
    boxes = np.zeros((count, 4), np.float32)
    _fill(bound("FPDFText_GetLooseCharBox", ctypes.c_int, 1), handle, boxes)
    origins = np.zeros((count, 2), np.float64)
    _fill_columns(bound("FPDFText_GetCharOrigin", ctypes.c_int, 2), handle, origins)
    left, top, right, bottom = (boxes[:, i].astype(np.float64) for i in range(4))
    ax, ay = geometry.shown(left, bottom)
    bx, by = geometry.shown(right, top)
    ox, oy = geometry.shown(origins[:, 0], origins[:, 1])
    style, styles = _styles(handle, objects, geometry.rotation)
    return Characters(
        codes,
        np.minimum(ax, bx),
        np.minimum(ay, by),
        np.maximum(ax, bx),
        np.maximum(ay, by),
        ox,
        oy,
        np.array([item or 0 for item in objects], np.int64),
        style,
        styles,
    )


@cache
def bound(name: str, result: Any, pointers: int) -> Callable[..., Any]:
    """A pdfium function (handle, index, addresses…) that takes plain integers."""
    function = getattr(pdfium_c, name)
    where = address(function)
    prototype = ctypes.CFUNCTYPE(result, ctypes.c_void_p, ctypes.c_int, *[ctypes.c_void_p] * pointers)
    return cast(Callable[..., Any], prototype(where))


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
    result = np.full(len(objects), -1, np.int32)
    for index, item in enumerate(objects):
        if item is None:
            continue
        number = of_object.get(item)
        if number is None:
            style = _style(handle, index, item, rotation, fonts)
            number = of_object[item] = found.setdefault(style, len(found))
        result[index] = number
    return result, tuple(found)


def _style(
    handle: int, index: int, item: int, rotation: int, fonts: dict[int, tuple[str, bool, bool]]
) -> Style:
    text_page = ctypes.cast(handle, pdfium_c.FPDF_TEXTPAGE)
    text_object = ctypes.cast(item, pdfium_c.FPDF_PAGEOBJECT)
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFText_GetMatrix(text_page, index, ctypes.byref(matrix))
    nominal = pdfium_c.FPDFText_GetFontSize(text_page, index)
    size = abs(nominal) * (math.hypot(matrix.c, matrix.d) or 1.0)
    turned = math.degrees(math.atan2(matrix.b, matrix.a)) if (matrix.a or matrix.b) else 0.0
    if nominal < 0:
        turned += 180
    angle = round(((turned - rotation) % 360) / 90) % 4 * 90
    font = pdfium_c.FPDFTextObj_GetFont(text_object)
    key = address(font)
    if key not in fonts:
        fonts[key] = _font(font)
    name, bold, italic = fonts[key]
    mode = pdfium_c.FPDFTextObj_GetTextRenderMode(text_object)
    bold = bold or mode == pdfium_c.FPDF_TEXTRENDERMODE_FILL_STROKE
    return Style(name, round(size, 2), bold, italic, angle, mode == INVISIBLE)


def _font(font: Any) -> tuple[str, bool, bool]:
    if not font:
        return "", False, False
    buffer = ctypes.create_string_buffer(256)
    pdfium_c.FPDFFont_GetBaseFontName(font, buffer, 256)
    name = buffer.value.decode("utf-8", "replace").split("+", 1)[-1]
    flags = max(pdfium_c.FPDFFont_GetFlags(font), 0)
    bold = bool(_BOLD.search(name) or _TEX_BOLD.search(name) or flags & _FORCE_BOLD)
    return name, bold, bool(_ITALIC.search(name) or flags & _ITALIC_FLAG)
