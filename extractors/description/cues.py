"""Words by which a document says what it is and its issuer what he is. Data only.

Each entry is a regular expression over plain text (no accents, lower case), with its weight.
"""

from __future__ import annotations

# What the title, the genre line of the cover, or a heading says of the kind.
KIND_WORDS: dict[str, tuple[tuple[str, float], ...]] = {
    "contribution": (
        (r"contributions? (?:de|du|des|d|a|au|aux|pour|ecrite|commune|collective|libre)\b", 4.0),
        (r"\bcontribution\b", 2.5),
        (r"\bcahiers? d.? ?(?:acteurs?|esperances?)\b", 4.0),
        (r"\baudition\b", 3.0),
        (r"\btable[s -]*rondes?\b", 2.5),
        (r"\bcompte[s -]*rendus?\b", 3.0),
        (r"\bproces[ -]verbal de (?:l.)?(?:audition|atelier)", 3.0),
        (r"\bverbatims?\b", 1.5),
        (r"\batelier\b", 1.0),
        (r"\btribune\b", 3.0),
        (r"\blettre (?:ouverte|a|au|aux)\b", 3.0),
        (r"\bplaidoyer\b", 4.0),
        (r"\bmanifeste\b", 3.5),
        (r"\blivre blanc\b", 3.0),
        (r"\bprises? de position\b", 3.5),
        (r"\bnote de position\b", 3.5),
        (r"\bposition (?:de|du|des|commune)\b", 2.5),
        (
            r"\b(?:nos|vingt|dix|douze|quinze|\d+) (?:propositions|demandes|priorites|mesures) (?:pour|de|du|des)\b",
            2.0,
        ),
        (r"\bmemoire (?:de|du|des) .{0,60}\b(?:mission|consultation|commission)\b", 3.0),
        (r"\breponse (?:a|au|de|du|des) .{0,60}\b(?:consultation|questionnaire|concertation|appel)\b", 4.0),
        (r"\bproposition de loi\b", 2.0),
        (r"\bexpose des motifs\b", 1.5),
        (r"\bamendements?\b", 1.5),
        (r"\bdiscours\b", 2.5),
        (r"\bappel (?:de|du|des|a)\b(?! (?:projets?|candidatures?|manifestations?))", 1.5),
        (r"\btemoignages?\b", 2.0),
        (r"\bmotion\b", 2.0),
        (r"\bvoeux?\b", 1.0),
        (r"\bavis (?:de|du|des|rendu)\b", 1.5),
    ),
    "guide": (
        (r"\bguides?\b", 4.0),
        (r"\bfiches?\b", 3.0),
        (r"\bvade[ -]?mecum\b", 4.0),
        (r"\bmodes? d.? ?emploi\b", 3.5),
        (r"\bmanuel\b", 3.0),
        (r"\bkit\b", 2.5),
        (r"\bboite a outils\b", 3.5),
        (r"\bmemento\b", 3.5),
        (r"\baide[ -]memoire\b", 3.5),
        (r"\bbonnes pratiques\b", 2.5),
        (r"\bpas a pas\b", 2.5),
        (r"\b(?:questions?[ -]reponses?|foire aux questions|faq)\b", 3.0),
        (
            r"\b(?:\d+|dix|sept|cinq|quatre|six|huit) (?:conseils|etapes|cles|reflexes|questions|points)\b",
            2.5,
        ),
        (r"\bcomment (?!.*\?)", 0.8),
        (r"\breferentiel\b", 2.0),
        (r"\btutoriel\b", 3.0),
        (r"\blivret\b", 1.5),
        (r"\babecedaire\b", 2.0),
        (r"\bmodele de (?:convention|contrat|statuts|charte)\b", 2.5),
        (r"\bl.essentiel (?:de|du|des|sur)\b", 1.5),
        (r"\btableau de synthese\b", 1.5),
        (r"\ba l.usage des?\b", 2.0),
        (r"\breussir|\bsecuriser (?:son|sa|ses|votre|vos|un|une|le|la|les)\b", 0.7),
    ),
    "study": (
        (r"\betudes?\b", 3.5),
        (r"\brapports?\b", 3.5),
        (r"\benquetes?\b", 3.5),
        (r"\bbarometre\b", 3.5),
        (r"\bobservatoire\b", 1.5),
        (r"\bresultats? (?:de|du|des|d)\b", 2.0),
        (r"\bquestionnaire\b", 1.5),
        (r"\banalyses?\b", 2.0),
        (r"\bessai\b", 2.0),
        (r"\bdiagnostic\b", 2.5),
        (r"\betat des lieux\b", 3.0),
        (r"\bpanorama\b", 2.5),
        (r"\bcartographie\b", 2.0),
        (r"\bevaluation (?:de|du|des|d)\b", 2.0),
        (r"\bnotes?\b", 2.0),
        (
            r"\bnote (?:de cadrage|de synthese|prospective|juridique|d.?analyse|d.?etape|d.?information)\b",
            2.0,
        ),
        (r"\bsynthese\b", 1.5),
        (r"\bbilan\b", 2.0),
        (r"\brecherche\b", 1.5),
        (r"\bthese\b", 2.5),
        (r"\bmonographie\b", 3.0),
        (r"\bworking paper|\bdocument de travail\b", 2.5),
        (r"\brevue\b", 2.0),
        (r"\bchronique\b", 1.5),
        (r"\bcommentaire (?:de|d.|sous)\b", 1.5),
        (r"\bjurisprudence\b", 1.0),
        (r"\bou en est[ -]on\b", 1.5),
        (r"\bmission d.?(?:information|evaluation|inspection)\b", 1.0),
    ),
    "other": (
        (r"\bdossier de presse\b", 6.0),
        (r"\bcommunique de presse\b", 6.0),
        (r"\bstatuts de l.? ?(?:association|union|federation)\b", 6.0),
        (r"\bassemblee generale (?:ordinaire|extraordinaire)\b", 6.0),
        (r"\bproces[ -]verbal\b", 3.5),
        (r"\breglement (?:de l.appel|interieur|du concours)\b", 5.0),
        (r"\bappel a (?:candidatures?|projets?|manifestations? d.interet)\b", 3.5),
        (r"\blicence\b", 2.5),
        (r"\barrete (?:prefectoral|du|ministeriel)\b", 4.0),
        (r"^circulaire\b", 4.0),
        (r"\bnorme europeenne\b", 5.0),
        (r"\battestation\b", 4.0),
        (r"\bbon de commande|\bfacture\b", 5.0),
        (r"\bconvocation\b", 5.0),
        (r"\bcahier des charges\b", 3.5),
        (r"\boffre d.emploi|\bfiche de poste|\brecrutent\b", 6.0),
    ),
}

# What the first pages say of the document itself.
KIND_SELF: dict[str, tuple[str, ...]] = {
    "contribution": (
        r"\b(?:cette|notre|la presente|sa|leur|ma) contribution\b",
        r"\bnous remercions (?:la|le|les) (?:mission|commission|rapporteurs?|deputes?|senateurs?)\b",
        r"\bnous repondons (?:a|ici|aux)\b",
        r"\b(?:cette|la) (?:audition|seance) est (?:ouverte|levee|captee)\b",
        r"\bce (?:livre blanc|plaidoyer|manifeste|cahier)\b",
        r"\bnous (?:demandons|proposons|plaidons|appelons|souhaitons)\b",
        r"\bcompte rendu de (?:la|l)\b",
        r"\bla seance est (?:ouverte|levee)\b",
        r"\btour de table\b",
    ),
    "guide": (
        r"\b(?:ce|notre|le present|du present) (?:guide|memento|manuel|vade[ -]?mecum|livret|kit|document pratique)\b",
        r"\b(?:cette|la presente) fiche\b",
        r"\bces? (?:pages|fiches) (?:sont|s.adressent)\b",
        r"\bs.adresse (?:a vous|aux|a tou)",
        r"\bbon a savoir\b",
        r"\ba retenir\b",
        r"\bpoints? de vigilance\b",
        r"\b(?:pensez|veillez|verifiez|n.oubliez pas|assurez[ -]vous|demandez|conservez|consultez)\b",
    ),
    "study": (
        r"\b(?:cette|notre|la presente) (?:etude|enquete|recherche|note|analyse)\b",
        r"\b(?:ce|le present|notre) (?:rapport|bilan|travail|barometre|article|diagnostic)\b",
        r"\bla mission (?:constate|releve|observe|recommande|a (?:procede|conduit|entendu|constate))\b",
        r"\b(?:les|des|nos) (?:repondants|personnes interrogees|enquetes)\b",
        r"\bquestionnaire (?:a ete|en ligne)\b",
        r"\bentretiens (?:semi[ -]directifs|ont ete|conduits|menes|realises)\b",
        r"\bmethodologie\b",
        r"\bpar lettre (?:de mission|du)\b",
        r"\bechantillon\b",
    ),
}

# The name of the issuer → what he is. The first type of the list that fits decides.
ISSUER_TYPES: tuple[tuple[str, str], ...] = (
    (
        "parliament",
        r"\bassemblee nationale\b|\bsenat\b|\bparlement(?:aire)?s?\b|\bdeputee?s?\b|\bsenat(?:eur|rice)s?\b"
        r"|\bmission d.?(?:information|evaluation) sur\b|\bcommission d.?enquete\b|\bgroupe d.?etudes\b"
        r"|\bcommission des (?:lois|finances|affaires)\b|\bdelegation aux\b",
    ),
    (
        "lawyer",
        r"\bavocate?s?\b|\bselarl\b|\bselas\b|\bnotaires?\b|\bcabinet d.?avocats?\b|\blegal\b|\bbarreau\b|\baarpi\b",
    ),
    ("foundation", r"\bfondations?\b|\bfonds de dotation\b|^(?:le )?fonds\b"),
    (
        "research",
        r"\buniversit\w+\b|\blaboratoire\b|\bchaire\b|\bcnrs\b|\bcnam\b|\becole (?:normale|des hautes)\b"
        r"|\binstitut (?:de recherche|universitaire|d.?etudes|superieur|francais|national d)\w*|\bcentre d.?(?:etudes?|recherches?)\b"
        r"|\bcentre de recherches?\b|\bunite mixte\b|\bsciences po\b|\bobservatoire\b|\binsee\b|\binjep\b|\brevue\b",
    ),
    (
        "authority",
        r"\bminist\w+\b|\bsecretariat (?:d.etat|general)\b|\bdirection (?:generale|interministerielle|regionale|departementale|des|du|de)\b"
        r"|\bmetropole\b|\bcommunes?\b|\bcommunaute (?:de communes|urbaine|d.?agglomeration)\b|\bagglomeration\b|\bmairie\b"
        r"|\bville de\b|\bconseil (?:departemental|regional|municipal|d.etat|economique|general)\b|\bregion\b"
        r"|\bdepartement (?:de|du|des)\b|\bprefe\w+\b|\bagence (?:nationale|regionale|de l|de la|du|d.?urbanisme|francaise)\w*"
        r"|\binspection\b|\bigas\b|\bhaut[ -](?:conseil|commissariat)\b|\bcour des comptes\b|\bcaisse (?:des depots|d.allocations|nationale)\b"
        r"|\bbanque des territoires\b|\bademe\b|\bdinum\b|\betalab\b|\bservice public\b|\bpremier ministre\b|\bgouvernement\b"
        r"|\bautorite (?:de|des)\b|\bcnil\b|\bcommission europeenne\b|\bsyndicat (?:mixte|intercommunal)\b|\bccas\b|\bpetr\b|^pays (?:de|d)\b",
    ),
    (
        "network",
        r"\breseaux?\b|\bfederations?\b|\bunions?\b|\bconfederation\b|\bcollectif\b|\bcoordination\b|\bmouvement\b"
        r"|\bplateforme\b|\balliance\b|\bcoalition\b|\bcercle\b|\bpole\b|\bfrance active\b|\bconseil national des\b"
        r"|\bentente\b|\bassemblee des\b|\bassociation (?:nationale|francaise|regionale) des\b|\bassociation des (?:maires|fondations|departements|regions)\b"
        r"|\bchambre (?:regionale|francaise|nationale)\b|\bsyndicat (?:national|des)\b|\bmedef\b|\bcpme\b|\budes\b|\buniopss\b|\binter\w*reseaux?\b"
        r"|\bcress\b",
    ),
    (
        "company",
        r"\bs\.?a\.?s\.?u?\b|\bs\.?a\.?r\.?l\.?\b|\bs\.a\.|\bsa$|\bgroupe\b|\bbanque\b|\bsociete\b|\bscop\b|\bscic\b"
        r"|\bcooperatives?\b|\bentreprise\b|\bassurances?\b|\bmutuelle\b|\bconseil(?:s)?$|\bconsulting\b|\bcabinet\b|\b& (?:cie|associes|voisins|partners)\b"
        r"|\bexpertise\b|\bconsultants?\b|\bstartup\b|\bsnc\b|\bindustries?\b|\bla poste\b",
    ),
    (
        "association",
        r"\bassociations?\b|\bcomite\b|\bligue\b|\bsecours\b|\bamicale\b|\bclub\b|\bcroix[ -]rouge\b|\bles amis\b|\bmaison (?:de|des|du)\b"
        r"|\bcentre social\b|\bfoyer\b|\bregie de quartier\b|\brecyclerie\b|\bressourcerie\b|\bfabrique\b|\btiers[ -]lieu\b|\batelier\b"
        r"|\bgroupement d.employeurs\b|\bmission locale\b|\bepicerie\b|\bong\b",
    ),
)

# What the text says of its issuer, when the name alone does not.
ISSUER_SELF: tuple[tuple[str, str], ...] = (
    ("lawyer", r"\bnotre cabinet d.?avocats?\b|\bavocats? (?:au barreau|a la cour)\b"),
    (
        "foundation",
        r"\b(?:notre|la|une) fondation (?:est|reconnue|d.entreprise|accompagne|a ete)\b|\bfonds de dotation (?:cree|est)\b",
    ),
    (
        "network",
        r"\b(?:notre|le) (?:reseau|federation|mouvement|collectif)\b|\b(?:federe|federent|regroupe|rassemble|reunit)\b.{0,40}"
        r"\b(?:associations|structures|membres|adherents|societes|cooperatives|entreprises|fondations|organisations)\b",
    ),
    ("research", r"\bnotre (?:laboratoire|equipe de recherche|chaire)\b"),
    (
        "authority",
        r"\bnotre (?:collectivite|commune|metropole|agglomeration|intercommunalite|departement|region|direction)\b|\bconseil municipal\b",
    ),
    (
        "association",
        r"\bloi (?:de |du 1er juillet )?1901\b|\bnotre association\b|\bnos benevoles\b|\bnos adherents\b|\bune association\b|\brecyclerie\b",
    ),
    ("company", r"\bnotre (?:entreprise|societe|groupe|cooperative|scop|scic)\b|\bau capital de\b"),
)

# Lines of a cover that name no one.
NOT_AN_ISSUER = (
    r"^(?:sommaire|table des matieres|introduction|avant[ -]propos|preface|resume|synthese|annexes?|contents?|edito(?:rial)?"
    r"|remerciements|l.essentiel|contexte|objet|preambule|rapport|etude|guide|note|enquete|contribution|version|edition"
    r"|rapport (?:final|d.etude|au parlement|public|annuel|de mission|de synthese|d.information|d.activite)"
    r"|dossier(?: de presse)?|document de travail|confidentiel|projet|cahier d.acteur|compte rendu|fiche (?:pratique|technique)"
    r"|guide pratique|livre blanc|note (?:de cadrage|de synthese|juridique)|tome|volume|numero|page|date|auteurs?|avec le soutien)\b"
    r"[\s\d°nºIVX.:–-]*$"
)

# Headings that open a document but are not its title.
NOT_A_TITLE = (
    r"^(?:sommaire|table des matieres|introduction|avant[ -]propos|preface|resume|annexes?|edito(?:rial)?|remerciements"
    r"|preambule|contents?|synthese|liste des (?:sigles|abreviations))$"
)

# Words after which a name of an issuer follows.
GENRE_OF = (
    r"(?:contributions?|avis|positions?|rapports?|notes?|memoire|reponses?|plaidoyer|manifeste|propositions|cahier d.acteur(?: n. \d+)?"
    r"|etude|enquete|guide|livre blanc|tribune|lettre|discours|audition|observations|publication|document)"
)
