"""How characters become words."""

import numpy as np

from extractors.reading.characters import Characters, Geometry, Style
from extractors.reading.spelling import spell


def characters(text: str, flat: str) -> Characters:
    """A line of type of 10 points, each letter 5 points wide; the boxes of `flat` letters are low."""
    count = len(text)
    x0 = 20 + 5.0 * np.arange(count)
    low = np.array([letter in flat for letter in text])
    return Characters(
        codes=np.array([ord(letter) for letter in text], np.uint32),
        x0=x0,
        y0=np.where(low, 54.2, 50.0),
        x1=x0 + 5.0,
        y1=np.where(low, 55.0, 59.0),
        origin_x=x0,
        origin_y=np.full(count, 57.0),
        drawn_by=np.arange(count, dtype=np.int64),
        style=np.zeros(count, np.int32),
        styles=(Style("Serif", 10.0, False, False, 0, False, 0.0),),
    )


def test_a_hyphen_with_a_flat_box_stays_in_its_word() -> None:
    spelled = spell(characters("la loi 2024-344 du mois", "-"), Geometry(0, 0, 300, 200, 0))
    assert [word.text for word in spelled.words] == ["la", "loi", "2024-344", "du", "mois"]
    assert {word.size for word in spelled.words} == {10.0}
