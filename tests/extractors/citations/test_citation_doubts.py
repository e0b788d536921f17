"""Nothing is corrected silently: what was completed, guessed or contradicts itself says so."""

from __future__ import annotations

import pytest

from extractors.citations import find
from extractors.records import Citation


def _one(text: str) -> Citation:
    (citation,) = find(text)
    return citation


@pytest.mark.parametrize(
    ("text", "norm_id", "words"),
    [
        ("la loi n° 2014-856 du 30 juillet 2014", "fr:loi:2014-856", "discordants"),
        ("la loi n° 2015-856 du 31 juillet 2014", "fr:loi:2014-856", "discordants"),
        (
            "la loi n° 2021-321 du 12 avril 2021 relative aux droits des citoyens",
            "fr:loi:2000-321",
            "discordants",
        ),
        ("la loi ESS du 31 août 2014", "fr:loi:2014-856", "discordants"),
        ("la loi n° 2013-999 du 3 mai 2014", "fr:loi:2013-999", "ne concordent pas"),
        ("la loi du 3 mai 1999", "fr:loi:1999-05-03", "seule date"),
        ("l’ordonnance de juillet 2015", "fr:ord:2015-904", "À confirmer"),
        ("CGI, art. 2001, a et b", "fr:code:cgi:200#1/a..b", "n’existe pas"),
        ("art.3 238 bis du CGI", "fr:code:cgi:238-bis", "Appel de note"),
        ("l’article L. 432-14 du code pénal", "fr:code:penal:432-14", "Préfixe L fautif"),
        ("C. com., art. 612-4", "fr:code:commerce:L612-4", "Préfixe L restitué"),
        ("l’article 42 du code pénal", "fr:code:penal:42", "ancien code pénal"),
        ("C. civ., art. 1382", "fr:code:civil:1382", "Ancienne numérotation"),
        ("la directive 2014/24/Conseil d’État", "eu:dir:2014/24", "développé à tort"),
        ("l’article L. 1234-5 s’applique", "fr:code:?:L1234-5", "Code non imprimé"),
        ("l’article 238 bis s’applique", "fr:code:cgi:238-bis", "supposé"),
        ("l’amendement n° CF12", "fr:amdt:?:?:?:CF12", "non imprimés"),
        ("la proposition de loi n° 1234", "fr:ppl:?:?:1234", "non imprimée"),
        ("CE, 3 mai 2001, Ville de Nulle-Part", "case:ce:2001-05-03", "sans numéro"),
        ("BOI-IS-CHAMP-10-50- 10-20", "fr:bofip:BOI-IS-CHAMP-10-50-10-20", "recollé"),
        ("l’arrêté du 21 juillet 20116", "fr:arr:2011-07-21", "Un chiffre suit"),
        ("la loi n° 2014-8567", "fr:loi:2014-8567", "invraisemblable"),
        ("la deuxième loi de finances rectificative pour 2030", "fr:loi:?/lfr-2030", "non connu"),
    ],
)
def test_a_doubt_is_told_and_the_raw_text_kept(text: str, norm_id: str, words: str) -> None:
    citation = _one(text)
    assert citation.norm_id == norm_id
    assert citation.doubt is not None
    assert words in citation.doubt
    assert citation.raw in text


@pytest.mark.parametrize(
    "text",
    [
        "la loi n° 2014-856 du 31 juillet 2014 relative à l’économie sociale et solidaire",
        "l’article L. 8241-1 du code du travail",
        "la loi du 1er juillet 1901",
        "la loi PACTE",
        "CE, 26 mars 2008, n° 284412",
        "règlement (UE) 2016/679 du 27 avril 2016",
        "CGI, art. 261, 7, 1°, b",
    ],
)
def test_a_sure_reading_has_no_doubt(text: str) -> None:
    assert _one(text).doubt is None


@pytest.mark.parametrize(
    ("text", "equivalent"),
    [
        ("C. trav., art. L. 125-3", "fr:code:travail:L8241-1"),
        ("C. trav., art. L. 125-1", "fr:code:travail:L8231-1"),
        ("article 1382 du code civil", "fr:code:civil:1240"),
        ("article 1147 du code civil", "fr:code:civil:1231-1"),
        ("article L. 8241-1 du code du travail", None),
    ],
)
def test_an_old_number_keeps_its_id_and_gives_the_new_one(text: str, equivalent: str | None) -> None:
    assert _one(text).equivalent == equivalent


def test_an_old_number_without_checked_successor_says_so() -> None:
    citation = _one("l’article L. 442-7 du code de commerce")
    assert citation.norm_id == "fr:code:commerce:L442-7"
    assert citation.equivalent is None
    assert "à vérifier" in (citation.doubt or "")
    assert "anc. art." in citation.display


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("article L. 8241-1 du code du travail", "loi"),
        ("article R. 8241-2 du code du travail", "règlement"),
        ("article D. 612-5 du code de commerce", "règlement"),
        ("article LO 1113-3 du CGCT", "loi organique"),
        ("article 238 bis du CGI", "loi"),
        ("article 242 C de l’annexe II au CGI", "règlement"),
        ("article 37-1 de la Constitution", "constitution"),
        ("article 107 TFUE", "UE"),
        ("le RGPD", "UE"),
        ("article 11 de la CEDH", "traité"),
        ("décret n° 2001-495", "règlement"),
        ("loi organique n° 2021-467", "loi organique"),
        ("circulaire Valls", "doctrine"),
        ("BOI-IS-CHAMP-10-50-10-20", "doctrine"),
        ("CE, 26 mars 2008, n° 284412", "jurisprudence"),
        ("Cerfa n° 12156", "autre"),
    ],
)
def test_level(text: str, level: str) -> None:
    assert _one(text).level == level


@pytest.mark.parametrize(
    ("text", "display"),
    [
        ("article L8241-3 du Code du travail", "C. trav., art. L. 8241-3"),
        ("art. 261-7-1°b du CGI", "CGI, art. 261, 7, 1°, b"),
        ("a à g du 1 de l’article 238 bis du CGI", "CGI, art. 238 bis, 1, a à g"),
        ("article L. 8241-1 et suivants du code du travail", "C. trav., art. L. 8241-1 et s."),
        ("R*80 C-1 du LPF", "LPF, art. R* 80 C-1"),
        ("articles LO 1113-1 à LO 1113-7 du CGCT", "CGCT, art. LO 1113-1 à LO 1113-7"),
        ("loi du 31 juillet 2014, art. 1er", "Loi n° 2014-856 du 31 juillet 2014, art. 1er"),
        ("C. civ., art. 1382", "C. civ., anc. art. 1382 (1240)"),
        ("article 1842, al. 1er, du code civil", "C. civ., art. 1842, al. 1er"),
        ("circulaire n° 5811/SG", "Circulaire n° 5811/SG du 29 septembre 2015"),
        ("Cass crim 22 octobre 2008 pourvoi n° 08-82068", "Cass., 22 octobre 2008, n° 08-82.068"),
        ("circulaire Fillon", "Circulaire du 18 janvier 2010 (abrogée)"),
    ],
)
def test_display(text: str, display: str) -> None:
    assert _one(text).display == display


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("loi n° 2014-856 du 31 juillet 2014", "/eli/loi/2014/7/31/2014-856/jo/texte"),
        ("loi ESS", "/eli/loi/2014/7/31/2014-856/jo/texte"),
        ("décret n° 2020-9999 du 3 mai 2020", "/eli/decret/2020/5/3/2020-9999/jo/texte"),
        ("article L. 8241-1 du code du travail", "/codes/texte_lc/LEGITEXT000006072050"),
        ("règlement (UE) n° 360/2012", "CELEX:32012R0360"),
        ("article 26 du RGPD", "CELEX:32016R0679"),
        ("directive 2006/112/CE", "CELEX:32006L0112"),
        ("règlement (CE) n° 1998/2006", "CELEX:32006R1998"),
        ("directive 95/46/CE", "CELEX:31995L0046"),
    ],
)
def test_link_that_can_be_computed(text: str, end: str) -> None:
    assert (_one(text).url or "").endswith(end)


@pytest.mark.parametrize(
    "text",
    [
        "loi n° 2031-12",  # no date: no ELI
        "loi n° 47-1775 du 10 septembre 1947",  # the old form of numbers has no ELI alias that is sure
        "arrêté du 6 janvier 1989",
        "CE, 26 mars 2008, n° 284412",
        "article L. 1234-5 s’applique",
    ],
)
def test_no_link_rather_than_a_wrong_one(text: str) -> None:
    assert _one(text).url is None
