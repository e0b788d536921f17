"""French words for the codes of the tables."""

from __future__ import annotations

ASSERTION = {
    "asserted": "affirmé",
    "negated": "nié",
    "resolved": "levé",
    "hypothetical": "hypothétique",
    "rebutted": "réfuté",
}
MECHANISM = {
    "interdiction": "interdiction",
    "surcout": "surcoût",
    "incertitude": "incertitude",
    "meconnaissance": "méconnaissance",
    "pratique": "pratique",
}
VOICE = {"author": "auteur", "quoted": "propos cités", "survey": "enquête", "third_party": "tiers"}
RELATION = {"removes": "lève", "mitigates": "atténue", "works_around": "contourne"}
ANSWER_STATUS = {"suggested": "suggérée", "accepted": "acceptée", "rejected": "rejetée"}
ORIGIN = {"machine": "machine", "person": "personne"}
DOCUMENT_STATUS = {"ready": "prêt", "needs_ocr": "à océriser", "failed": "en échec"}
KIND = {"study": "étude", "guide": "guide", "contribution": "contribution", "other": "autre"}
ISSUER_TYPE = {
    "network": "réseau",
    "association": "association",
    "foundation": "fondation",
    "company": "entreprise",
    "authority": "personne publique",
    "lawyer": "juriste",
    "parliament": "Parlement",
    "research": "recherche",
    "other": "autre",
}
FOUND = {
    "sidecar": "fiche jointe",
    "layout": "mise en page",
    "running lines": "titres courants",
    "pdf data": "données du PDF",
    "file name": "nom du fichier",
    "text": "texte",
    "default": "par défaut",
    "person": "corrigé",
}
REVIEW = {
    "proposed": "à examiner",
    "accepted": "accepté",
    "rejected": "rejeté",
    "corrected": "corrigé",
    "disputed": "en désaccord",
    "lost": "à réancrer",
}
COVERAGE = {
    "answered": "réponse acceptée",
    "suggested": "réponse suggérée",
    "no_answer": "aucune réponse",
    "not_examined": "pas encore examiné",
}
OUTCOME = {"ready": "lu", "known": "déjà connu", "needs_ocr": "à océriser", "failed": "en échec"}
RUN_STATUS = {"started": "en cours", "finished": "terminée", "failed": "échouée"}
SUBJECT = {
    "statement": "énoncé",
    "obstacle": "frein",
    "proposal": "proposition",
    "answer": "réponse",
    "citation": "référence",
    "document": "document",
}
STAGE = {
    "receive": "réception",
    "open": "ouverture",
    "read": "lecture",
    "understand": "compréhension",
    "load": "chargement",
}
BOOLEAN = {"True": "oui", "False": "non"}
