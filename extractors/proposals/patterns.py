"""How proposals are announced, numbered, carried and addressed, as data."""

import re

LABEL = re.compile(
    r"^\W{0,3}(?P<word>Propositions?|Recommandations?|Mesures?|Préconisations?|Actions?|Pistes?|Orientations?)"
    r"\s*(?:n\s?[°ºo]\.?\s?)?(?P<number>\d{1,3}(?:\s?(?:bis|ter|quater))?|[IVX]{1,6})?"
    r"(?P<end>\s*(?:\([^)]{1,60}\)\s*)?(?:[:.–—-]|$|\s))",
    re.IGNORECASE,
)
LIST_NUMBER = re.compile(r"^\W{0,2}(?P<number>\d{1,2})\s?[.)°]\s")

# Vehicles in the order in which they are tried: the most precise first.
VEHICLES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(expression, re.IGNORECASE))
    for name, expression in (
        ("loi de finances", r"\b(?:loi de finances|PLF|LFI|LFR|collectif budgétaire|financement de la sécurité sociale|LFSS|PLFSS)\b"),
        ("expérimentation", r"\b(?:expériment\w+|à titre expérimental|bac à sable|37-1|droit d[’']alliance|territoires? pilotes?)\b"),
        ("doctrine fiscale", r"\b(?:BOFiP|BOI-|doctrine(?: fiscale| administrative)?|rescrits?|instruction fiscale|commentaires administratifs|tolérance administrative)\b"),
        ("décret", r"\b(?:décrets?|voie réglementaire|par arrêté|arrêtés?|partie réglementaire)\b"),
        ("circulaire", r"\b(?:circulaires?|instruction (?:aux|du|ministérielle|interministérielle)|note de service)\b"),
        ("convention-type", r"\b(?:conventions?[- ](?:types?|cadres?|modèles?)|(?:modèles?|clauses?|contrats?|accords?)[- ](?:types?|de convention|de contrat|de clause)|clausier|modèles? (?:de|d[’']))\b"),
        ("loi", r"\b(?:loi|législat\w+|codes?|ordonnance|Parlement|disposition légale|article [LR]?\.? ?\d|modifier l[’']article|compléter l[’']article)\b"),
        ("outil", r"\b(?:guides?|plateformes?|outils?|guichets?|formations?|kits?|référentiels?|portails?|observatoires?|vade-mecum|annuaires?|centre de ressources|site internet|boîte à outils|permanence|référents?|fonds)\b"),
    )
)  # fmt: skip

ADDRESSEE = re.compile(
    r"\b(?:demand\w+|appel\w+|invit\w+|confi\w+|suggér\w+|propos\w+|recommand\w+|revien\w+|appartien\w+|incomb\w+|charg\w+)\s+"
    r"(?:à|au|aux|par)\s+(?P<who>(?:l[’']|la |le |les )?(?:État|Gouvernement|Parlement|législateur|ministère[^,.;]{0,60}|ministre[^,.;]{0,60}|"
    r"administration[^,.;]{0,30}|DGFiP|direction[^,.;]{0,60}|préfets?[^,.;]{0,30}|collectivités[^,.;]{0,20}|régions?|départements?|"
    r"communes?|intercommunalités?|réseaux?[^,.;]{0,40}|fédérations?[^,.;]{0,40}|CNIL|Urssaf|Acoss|Banque des territoires|entreprises?|associations?|"
    r"acheteurs? publics?|pouvoirs publics))",
    re.IGNORECASE,
)
