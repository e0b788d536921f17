"""Bullets and numbers at the head of list items."""

from __future__ import annotations

import re

from extractors.reading.lines import Line
from extractors.reading.words import Word

_BULLETS = frozenset("•‣⁃∙●○◦◉■□▪▫◼◻▶►▸▷➢➤➔→⇒⇨✓✔✗✘❖◆◇♦★☆✦✱☐☑☒❑❒❏❐➜➡⮚⦁∎⬛⚫⚪✅👉➣➥⮞")
_DASHES = frozenset("–—-‐‑−*·>")
_SYMBOL_FONT = re.compile(r"wingding|symbol|dingbat|webding|marlett|zapf", re.IGNORECASE)
_NUMBER = re.compile(
    r"^(?:\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5}|[IVX]{1,5})[.)]|\d{1,3}[°º]|\d{1,3}(?:\.\d{1,3}){1,4}\.?|\d{1,3}-)$"
)
_NUMBER_GLUED = re.compile(r"^(?:\d{1,3}|[a-z])[)°](?=\w)|^\d{1,2}\.(?=[A-ZÀ-Ý])")


def bullet(line: Line) -> int:
    """Number of words that make the bullet at the head of a line; 0 when there is none.

    Dashes count only when a space follows them; whether they open an item at all depends on
    what stands before (see `paragraphs`).
    """
    if len(line.words) < 2:
        return 0
    first, second = line.words[0], line.words[1]
    if is_sign(first) or is_dash(first):
        return 1
    gap = second.x0 - first.x1
    hollow = first.text == "o" and gap > 0.45 * second.size
    return 1 if hollow else 0


def is_sign(word: Word) -> bool:
    """True for a word that can only be a bullet."""
    text = word.text
    if len(text) > 2:
        return False
    if all(letter in _BULLETS or 0xF000 <= ord(letter) <= 0xF0FF or ord(letter) == 0xFFFD for letter in text):
        return True
    return len(text) == 1 and bool(_SYMBOL_FONT.search(word.font))


def is_dash(word: Word) -> bool:
    """True for a dash, star or point that may be a bullet or punctuation."""
    return len(word.text) == 1 and word.text in _DASHES


def number(line: Line) -> str:
    """Number or letter at the head of a line ("1.", "a)", "2°", "1.2"), "" when there is none."""
    if len(line.words) < 2:
        return ""
    text = line.words[0].text
    if _NUMBER.match(text):
        if text[0].isalpha() and text.endswith(".") and len(text) == 2 and text[0].isupper():
            # "M. Dupont": an initial, unless white stands after it as after a number
            gap = line.words[1].x0 - line.words[0].x1
            return text if gap > 0.6 * line.size else ""
        return text
    return text if _NUMBER_GLUED.match(text) else ""
