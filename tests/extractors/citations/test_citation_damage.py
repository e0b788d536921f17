"""Damage that a PDF leaves: recognised all the same, or flagged."""

from __future__ import annotations

import pytest

from extractors.citations import find


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cass. 2 e civ., 7 avril 2011, n o 10-15.918", ["case:cass:10-15.918"]),
        ("Civ. 3 e , 12 mai 2016, n o 15-12.345", ["case:cass:15-12.345"]),
        ("loi n o 2000-321 du 12 avril 2000", ["fr:loi:2000-321"]),
        ("loi n ° 2000-321", ["fr:loi:2000-321"]),
        ("loi nº 2000-321", ["fr:loi:2000-321"]),
        ("loi n° 2000- 321", ["fr:loi:2000-321"]),
        ("loi n° 2000‑321 du 12 avril 2000", ["fr:loi:2000-321"]),
        ("loi\u00a0n°\u00a02000-321", ["fr:loi:2000-321"]),
        ("loi\nn°\n2000-321", ["fr:loi:2000-321"]),
        ("article 1 er de la loi du 1 er juillet 1901", ["fr:loi:1901-07-01#1"]),
        ("article 1ᵉʳ de la loi du 1ᵉʳ juillet 1901", ["fr:loi:1901-07-01#1"]),
        ("article L. 541- 15-8 du code de l'environnement", ["fr:code:environnement:L541-15-8"]),
        ("article L.\u202f8241-1 du code du travail", ["fr:code:travail:L8241-1"]),
        ("article L. 2124-3 du code de la commande publique2", ["fr:code:commande-publique:L2124-3"]),
        ("BOI-IS- CHAMP-10-50-10-20", ["fr:bofip:BOI-IS-CHAMP-10-50-10-20"]),
        ("l'arti- cle 238 bis du CGI", ["fr:code:cgi:238-bis"]),
        ("CJUE, 8 mai 2013, C‑197/11", ["case:cjue:C-197/11"]),
        ("ARTICLE L. 8241-1 DU CODE DU TRAVAIL", ["fr:code:travail:L8241-1"]),
        ("DÉCRET N° 2001-495 DU 6 JUIN 2001", ["fr:dec:2001-495"]),
    ],
)
def test_damaged_text_is_still_read(text: str, expected: list[str]) -> None:
    assert [citation.norm_id for citation in find(text)] == expected
