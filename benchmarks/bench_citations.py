"""How fast citations are read: `python benchmarks/bench_citations.py [--sentences 20000]`.

Ordinary French text, of which one sentence in twelve holds a citation. Prints sentences a second on one core
(processor time), for the whole text and for the sentences with and without a citation.
"""

from __future__ import annotations

import argparse
import itertools
import time

from extractors.citations import find

PLAIN = (
    "Les associations du territoire disent manquer de temps pour bâtir des projets avec les entreprises.",
    "La convention a été signée en juin, après huit mois d’échanges entre les trois partenaires.",
    "Un dirigeant sur deux ne sait pas à qui s’adresser quand il veut monter une action commune.",
    "Le budget de l’action atteint 42 000 euros, dont 12 000 apportés par la fondation.",
    "La mairie met une salle à disposition deux soirs par semaine, sans contrepartie.",
    "Chacun garde sa gouvernance ; un comité de pilotage se réunit tous les deux mois.",
    "Les bénévoles craignent que la logique commerciale ne prenne le pas sur le projet.",
    "En 2019, 214 structures ont répondu au questionnaire, contre 180 deux ans plus tôt.",
    "Les outils de suivi ne se parlent pas : il faut ressaisir les mêmes données trois fois.",
    "L’accord prévoit un bilan annuel, une clause de sortie et un règlement amiable des différends.",
    "Il reste à convaincre les directions juridiques, souvent prudentes devant l’inconnu.",
)
CITING = (
    "Le prêt de main-d’œuvre (C. trav., art. L. 8241-1 et L. 8241-3) inquiète les deux partenaires.",
    "L’article 238 bis du CGI et la loi n° 2014-856 du 31 juillet 2014 sont les plus cités.",
    "Le RGPD (art. 26) impose un accord entre responsables conjoints, selon CE, 26 mars 2008, n° 284412.",
)


def text(count: int) -> list[str]:
    """Sentences: eleven plain ones, then one that cites."""
    citing = itertools.cycle(CITING)
    rows = itertools.chain.from_iterable((*PLAIN, next(citing)) for _ in itertools.count())
    return list(itertools.islice(rows, count))


def rate(sentences: list[str]) -> float:
    """Sentences a second of processor time."""
    started = time.process_time()
    for sentence in sentences:
        find(sentence)
    return len(sentences) / (time.process_time() - started)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=int, default=20_000)
    count = parser.parse_args().sentences
    find(CITING[0])  # the patterns are compiled once
    for name, rows in (
        ("ordinary text", text(count)),
        ("no citation", list(PLAIN) * (count // len(PLAIN))),
        ("every sentence cites", list(CITING) * (count // 40)),
    ):
        print(f"{name:22} {rate(rows):10,.0f} sentences/s")


if __name__ == "__main__":
    main()
