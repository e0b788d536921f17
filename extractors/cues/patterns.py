"""The cues as data: id, what the turn does, a French note for the reader, a regular expression.

Ids P.. assert an obstacle, N.. look like one and assert none; numbers are stable and never re-used.
Expressions are matched without regard to case on text whose apostrophes are all "'"; every one is
linear (no nested repetition). NOUN, VERB, ADJ stand for the word lists below.
"""

from dataclasses import dataclass
from enum import StrEnum


class Effect(StrEnum):
    """What a cue says of the sentence."""

    ASSERTS = "asserts"
    NEGATES = "negates"
    RESOLVES = "resolves"
    SUPPOSES = "supposes"
    REBUTS = "rebuts"
    PROPOSES = "proposes"
    ASKS = "asks"
    DEFINES = "defines"
    REFERS = "refers"
    EASES = "eases"
    OTHER_SENSE = "other_sense"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One turn of phrase."""

    id: str
    effect: Effect
    note: str
    expression: str


_NOUN = (
    r"(?:freins?|obstacles?|verrous?|blocages?|barrières?|entraves?|écueils?|impasses?|carcans?|casse-têtes?|"
    r"difficultés?|contraintes?|goulots? d'étranglement|handicaps?|limites?)"
)
_WEAK = (
    r"(?:complexités?|rigidités?|lourdeurs?|incertitudes?|risques?|craintes?|lacunes?|manques?|absences?|carences?|"
    r"flous?|contradictions?|redondances?|inadéquations?|insuffisances?|surcoûts?|retards?|insécurités?|fragilités?)"
)
_HINDER = (
    r"(?:frein|entrav|bloqu|brid|pénalis|décourag|dissuad|restrei|empêch|interdi|exclu|compliqu|alourdi|ralenti|retard|"
    r"renchéri|fragilis|insécuris|paralys|dissua|handicap)[a-zéèêç]{1,9}"
)
_ADJ = (
    r"(?:inadapté|complex|lourd|rigid|flou|incertain|contraignant|restricti|chronophag|coûteu|dissuasi|inaccessib|illisib|"
    r"insécurisant|hétérogèn|cloisonné|inopérant|disproportionné|opaqu|long)[a-zéèêç]{0,4}"
)
_BE = r"(?:est|sont|reste(?:nt)?|demeure(?:nt)?|constitue(?:nt)?|représente(?:nt)?|forme(?:nt)?|devien(?:t|nent))"
_NOT = r"(?:pas|plus|jamais|guère|nullement|aucunement)"

_A, _N, _R, _H = Effect.ASSERTS, Effect.NEGATES, Effect.RESOLVES, Effect.SUPPOSES
_X, _P, _Q, _D = Effect.REBUTS, Effect.PROPOSES, Effect.ASKS, Effect.DEFINES
_F, _L, _S = Effect.REFERS, Effect.EASES, Effect.OTHER_SENSE

PATTERNS: tuple[Pattern, ...] = (
    Pattern("P01", _A, "est un frein", rf"\b{_BE} (?:encore |aussi |donc |toujours )?(?:un|une|le|la|des|les|l') ?(?:\w+ )?{_NOUN}\b"),
    Pattern("P02", _A, "verbe d'empêchement", rf"\b{_HINDER}\b"),
    Pattern("P03", _A, "fait obstacle à", r"\b(?:f(?:ai|on)t obstacle|s'oppose(?:nt)?|met(?:tent)? en échec)\b"),
    Pattern("P04", _A, "premier frein", rf"\b(?:principa|premi|majeur|grand|second|deuxième|troisième)[a-zèé]{{0,4}} (?:{_NOUN}|{_WEAK})\b"),
    Pattern("P05", _A, "cité comme un frein", rf"\b(?:perçu|vécu|identifié|cité|ressenti|jugé|considéré)[es]{{0,2}} comme (?:un|une|des|le|la) (?:\w+ )?(?:{_NOUN}|{_WEAK})\b"),
    Pattern("P06", _A, "il subsiste un frein", rf"\b(?:il (?:y a|existe|subsiste|reste|demeure)|subsistent?|demeurent?) (?:\w+ ){{0,3}}(?:{_NOUN}|{_WEAK})\b"),
    Pattern("P07", _A, "point de blocage", r"\b(?:points? de blocage|goulots? d'étranglement|talons? d'achille|angles? morts?|zones? grises?)\b"),
    Pattern("P08", _A, "parcours du combattant", r"\b(?:parcours du combattant|casse-tête|usine à gaz|maquis|imbroglio|mille-feuille|labyrinthe|nœud gordien)\b"),
    Pattern("P10", _A, "se heurte à", r"\b(?:se|s'est|s'étai[et]n?t?|se sont) ?(?:heurt|confront|but)[a-zé]{1,5} |\b(?:achopp|but)(?:e|ent|é|és) (?:sur|contre|à)\b"),
    Pattern("P11", _A, "est exposé à", r"\b(?:confronté|exposé)[es]{0,2} (?:à|aux|au)\b"),
    Pattern("P12", _A, "peine à", r"\b(?:pein(?:e|ent|ons) à|(?:a|ont|avons|ayant) du mal à|éprouv\w+ (?:des|de grandes|les plus grandes) difficultés)\b"),
    Pattern("P13", _A, "ne peut pas", rf"\bn(?:e |')(?:peu(?:t|vent|x)|pouv(?:ons|ez|ait|aient)|parvien(?:t|nent)|réussi(?:t|ssent|ssons)|arrive(?:nt)?|sa(?:it|vent|vons))\b(?: \w+)? ?(?:{_NOT}\b|aucun|ni\b|rien)?"),
    Pattern("P14", _A, "renonce", r"\b(?:renonc|hésit|s'abstien|s'abst|recul|s'autocensur|se gard)[a-zéèê]{0,6}\b"),
    Pattern("P15", _A, "impossibilité de", r"\b(?:impossibilité|incapacité|impossible)\b"),
    Pattern("P20", _A, "absence de", r"\b(?:l'absence|le manque|le défaut|la carence|l'insuffisance|l'inexistence|le silence) (?:de|d'|du|des)\b"),
    Pattern("P21", _A, "faute de", r"\b(?:faute d(?:e|')|à défaut d(?:e|')|en l'absence d(?:e|')|par manque d(?:e|'))"),
    Pattern("P22", _A, "aucun texte ne", r"\baucun(?:e)? (?:\w+ ){1,3}n(?:e |')|\bil n'existe (?:pas|aucun)|\bne prévoi(?:t|ent) (?:pas|aucun|rien)"),
    Pattern("P23", _A, "n'est pas prévu", rf"\bn'?(?:e )?(?:est|sont|a été|ont été) {_NOT} (?:\w+ment )?(?:prévu|reconnu|défini|encadré|sécurisé|autorisé|admis|éligible|ouvert|transposé|organisé|tranché|réglé)"),
    Pattern("P24", _A, "mal, insuffisamment", r"\b(?:mal|trop peu|insuffisamment|imparfaitement|inégalement) \w+(?:é|ée|és|ées|i|ie|is|u|ue|us|te|t)\b"),
    Pattern("P25", _A, "vide juridique", r"\b(?:vides?|flous?|silences?|lacunes?|insécurités?|incertitudes?) (?:juridique|des textes|réglementaire|fiscal|du code|de la loi|du droit)"),
    Pattern("P26", _A, "ne dispose d'aucun", r"\b(?:ne dispos\w+ (?:pas|d'aucun)|dépourvu[es]{0,2} d|manqu(?:e|ent|ons) d)"),
    Pattern("P30", _A, "n'est pas adapté", rf"\b(?:n'?(?:e )?(?:est|sont) {_NOT} (?:\w+ )?(?:adapté|conçu|fait|pensé|calibré|compatible)|(?:in|mal |peu )adapté|inapproprié)"),
    Pattern("P31", _A, "ne correspond pas", rf"\bne (?:correspond|répond|convien|permet|tien|colle|couvr|suffi|prévoi|reconnaî|distingu)\w* (?:\w+ )?{_NOT}\b|\bne (?:permet|suffi)\w*\b"),
    Pattern("P32", _A, "trop lourd", rf"\b(?:trop|excessivement|inutilement) (?:{_ADJ}|\w+)|\bdisproportionn"),
    Pattern("P33", _A, "conçu pour un autre cas", r"\b(?:conçu|pensé|écrit|prévu|bâti|taillé)[es]{0,2} pour\b"),
    Pattern("P34", _A, "impose", r"\b(?:impos|exig|contrai|oblig|suppos)[a-zéè]{1,6} (?:à|de|d'|que|une|un|des|la|le)\b"),
    Pattern("P35", _A, "réservé à", r"\b(?:réservé|limité|cantonné|restreint)[es]{0,2} (?:à|aux|au)\b"),
    Pattern("P40", _A, "crainte d'une sanction", r"\b(?:risques?|craintes?|peurs?|menaces?|dangers?|spectre|hantise|redout\w+|crai(?:nt|gnent|gnons)) .{0,40}?(?:requalif|redress|sanction|contentieux|annul|poursuite|recours|rappel|pénal|contrôle)"),
    Pattern("P41", _A, "s'expose à", r"\b(?:s'expos\w+|encour\w+|tombe(?:nt)? sous le coup)\b"),
    Pattern("P42", _A, "insécurité", r"\b(?:insécurité|incertitude|instabilité|imprévisibilité|fragilité)s?\b"),
    Pattern("P43", _A, "source de", r"\b(?:source d|génér\w+|engendr\w+|entraîn\w+|provoqu\w+)"),
    Pattern("P45", _A, "surcoût", r"\b(?:surcoûts?|coûts? supplémentaires?|pertes? d(?:e temps|'argent)|non récupérable|à perte)\b"),
    Pattern("P46", _A, "lectures divergentes", r"\b(?:interprétations? (?:divergent|restricti|différent|variable)|lectures? (?:divergent|différent|variable)|réponses? (?:opposé|contradictoire|divergent))"),
    Pattern("P47", _A, "peut être requalifié", r"\b(?:requalifi\w+|remis[es]{0,2} en cause|regardé[es]{0,2} comme|assimilé[es]{0,2} à)\b"),
    Pattern("P50", _A, "il faut attendre", r"\b(?:attend(?:re|u|ons|ent|ait)|patient\w+)\b.{0,40}?\b(?:mois|ans?|années?|semaines?|jours?)\b"),
    Pattern("P52", _A, "seuls … peuvent", r"\b(?:seul[es]{0,2}|uniquement|exclusivement)\b.{0,60}?\bpeu(?:t|vent)\b"),
    Pattern("P53", _A, "sauf à", r"\b(?:sauf à|à moins de|autrement qu'en)\b"),
    Pattern("P54", _A, "contraint de passer par", r"\b(?:obligé|contraint|tenu|forcé)[es]{0,2} (?:de|d')|\bpasser par\b"),
    Pattern("P55", _A, "toujours pas", r"\b(?:toujours pas|n'est toujours|encore faut-il|reste à|tard\w+ à)\b"),
    Pattern("P56", _A, "se replie sur", r"\b(?:se repli\w+|se rabat\w*|se content\w+|se résou\w+|se résign\w+)\b"),
    Pattern("P57", _A, "ne sait pas qui", r"\b(?:personne ne|nul ne|on ignore|ignorent|ne sa(?:it|vent|vons) (?:pas )?(?:qui|si|comment|quel|ce))\b"),
    Pattern("P58", _A, "malgré des relances", r"\b(?:restée?s? (?:sans réponse|lettre morte|vaine)|sans réponse|sans suite)\b"),
    Pattern("P60", _A, "subordonné à", r"\b(?:subordonn|conditionn)\w* (?:à|au|aux)\b"),
    Pattern("P61", _A, "abandonné", r"\b(?:abandonn|avort|capot)\w*\b|\bn'a jamais (?:été|pu|vu)|\bsont restés? (?:dans les cartons|lettre morte)"),
    Pattern("P73", _A, "résultat d'enquête", r"\b\d{1,3}(?:,\d)? ?% (?:des|d'|de)\b|\b(?:un|une|deux|trois|quatre|sept|huit|neuf) \w+ sur (?:deux|trois|quatre|cinq|six|dix|douze|vingt)\b"),
    # -- look-alikes -----------------------------------------------------------------------------
    Pattern("N01", _N, "n'est plus un frein", rf"\bn(?:e |')(?:\w+ ){{0,2}}{_NOT} (?:\w+ )?(?:un|une|d'|de|le|la|en soi)? ?(?:\w+ )?{_NOUN}\b"),
    Pattern("N02", _N, "aucun frein, rien n'interdit", rf"\b(?:aucun(?:e)? (?:\w+ )?{_NOUN}|sans (?:aucune? |la moindre )?(?:{_NOUN}|formalité)|rien (?:n'(?:empêche|interdit|oblige)|ne s'oppose)|n'interdi\w+ (?:pas|nullement)|n'empêche\w* (?:pas|nullement)|ne s'oppos\w+ (?:pas|nullement)|ne soulève\w* aucune|parfaitement (?:licite|légal|possible|admis))"),
    Pattern("N03", _N, "n'est pas tant", r"\bn'?(?:e )?(?:est|sont) pas tant\b"),
    Pattern("N04", _R, "a été levé", r"\b(?:a|ont|avait|avaient|fut|furent|est|sont) (?:\w+ment |enfin |été |depuis |désormais ){0,3}(?:levé|supprimé|assoupli|clarifié|abrogé|simplifié|réglé|résolu|tranché|aboli|comblé|corrigé|sécurisé|relevé|élargi|étendu|ouvert)[es]{0,2}\b|\bmis[es]{0,2} fin à\b"),
    Pattern("N05", _R, "longtemps, jusqu'en", r"\b(?:longtemps|naguère|autrefois|jadis|à l'époque|jusqu'(?:en|à|au) (?:\w+ )?(?:la loi|l'ordonnance|\d{4})|avant (?:la loi|l'ordonnance|la réforme|\d{4})|n'est plus (?:requis|exigé|nécessaire|qu'un))\b"),
    Pattern("N06", _H, "si … serait", r"(?:^|[,;:« ])(?:si|s'il|s'ils|à supposer|au cas où|dans l'hypothèse)\b.{0,90}?\w+rai(?:t|ent)\b|\b(?:pourrait|pourraient|risquerait|risqueraient|deviendrait|serait de nature)\b"),
    Pattern("N07", _H, "éviter que", r"\b(?:évit\w+ (?:que|qu'|de|d'|toute?)|de peur qu|sans que|pour ne pas|veill\w+ à ce qu|gard\w+ que)"),
    Pattern("N08", _P, "nous proposons", r"\b(?:(?:nous|je) (?:propos|recommand|préconis|suggér|demand|souhait|plaid|appel)\w+|il (?:convien\w+|conviendrait|faut|faudrait|importe|serait (?:souhaitable|utile|opportun|bon)|est (?:proposé|recommandé|préconisé|suggéré|souhaitable))|(?:mission|rapport|groupe de travail|réseau|fédération|auteurs?) (?:propos|recommand|préconis|suggèr)\w+|mériterai(?:t|ent)|gagnerai(?:t|ent) à|devrai(?:t|ent))\b"),
    Pattern("N09", _P, "lever les freins", rf"\b(?:lev|supprim|rédui|surmont|dépass|rédui|aplani|résoudre|remédier)\w* (?:à |les |le |la |l'|ces |ce |cet |cette |des |aux |au |certains )?(?:\w+ )?(?:{_NOUN}|{_WEAK})\b|\blevée (?:des?|du)\b"),
    Pattern("N10", _P, "proposition numérotée", r"^\W*(?:proposition|recommandation|mesure|préconisation|action|piste|orientation|axe)s? ?(?:n ?[°ºo]\.? ?)?\d"),
    Pattern("N11", _P, "infinitif en tête", r"^\W*(?:\d+[.)] ?)?(?:créer|instaurer|étendre|autoriser|sécuriser|simplifier|clarifier|reconnaître|expérimenter|harmoniser|permettre|ouvrir|supprimer|relever|abaisser|publier|diffuser|mettre en place|prévoir|inscrire|définir|aligner|élargir|fixer|modifier|compléter|généraliser|former|financer|soutenir|adapter|confier|instituer|rendre|porter|exonérer|assouplir|garantir|favoriser|mutualiser|encourager|lever|limiter|allonger|préciser|intégrer|proposer|élaborer|rédiger|développer|désigner|accorder|dispenser|unifier|rétablir|abroger)\b"),
    Pattern("N12", _Q, "interrogation", r"\?\s*[»\")]?\s*(?:\(.*\))?$"),
    Pattern("N13", _Q, "reste à savoir", r"\b(?:se demand\w+|reste à savoir|la question (?:se pose|est posée|demeure)|on peut s'interroger)\b"),
    Pattern("N17", _D, "définition", r"\b(?:on entend (?:par|tout[es]{0,2}|ici)|s'entend(?:ent)? d|désign(?:e|ent|ait|aient)\b|se défini\w+|est défini comme|au sens d(?:e|u|es)|recouvre(?:nt)?)\b"),
    Pattern("N19", _F, "renvoi à une étude", rf"\b(?:étude|rapport|chantier|enquête|groupe de travail|atelier|mission|travaux|annexe|tableau|chapitre|partie|fiche|encadré)\b.{{0,50}}?\b(?:recens|qualifi|identifi|port|analys|présent|détaill|consacr|trait|list|décri|examin)\w*\b.{{0,30}}?\b(?:{_NOUN}|{_WEAK})"),
    Pattern("N20", _F, "voir", r"(?:^|[ («])(?:voir|cf\.?|supra|infra|voy\.)(?: |$|\.|\))"),
    Pattern("N22", _L, "permet, sécurise", r"\b(?:permet(?:tent)?|facilit\w+|favoris\w+|encourag\w+|sécuris\w+|atout|levier|opportunité)\b"),
    Pattern("N23", _L, "malgré ces freins", rf"\b(?:malgré|au-delà|en dépit|nonobstant) (?:de |des |d')?(?:ces|les|la|le|cette|l')? ?(?:{_NOUN}|{_WEAK})"),
    Pattern("N24", _X, "on prétend que", r"\b(?:d'aucuns|(?:on|certains|beaucoup|plusieurs) (?:prétend\w*|soutien\w+|affirm\w+|objecte\w*|croi\w+|entend\w* (?:dire|souvent))|on (?:dit|lit|répète) (?:souvent|parfois|volontiers)|il n'en est rien|n'en est pas un|à tort|ne résiste pas|argument ne tient)\b"),
    Pattern("N25", _X, "idée reçue", r"\b(?:idées? reçues?|contrairement à (?:une|ce|l')|prétendue?s?|légende|faux procès|n'a rien d'un)\b"),
    Pattern("N27", _S, "frein matériel", r"\b(?:freins? (?:de|du|des|à|arrière|avant) (?:vélos?|main|disque|tambour|fauteuil|camion|voiture|l'emploi|la mobilité)|(?:plaquettes?|garnitures?|liquide|câbles?|disques?) de freins?|freins? périphériques|freins? (?:sociaux|à l'emploi)|barrières? (?:levante|de péage|d'accès|métallique)|course d'obstacles|verrous? (?:de porte|électronique))\b"),
    Pattern("N29", _S, "frein voulu", r"\bmet(?:tent|tre)? (?:un |le )?frein (?:aux?|à)\b|\bgarde-fous?\b"),
    Pattern("N32", _S, "droit étranger", r"\ben (?:belgique|allemagne|italie|espagne|suisse|irlande|angleterre|suède|finlande|autriche|grèce)\b|\bau (?:québec|canada|royaume-uni|portugal|danemark|luxembourg)\b|\baux (?:états-unis|pays-bas)\b"),
    Pattern("N33", _N, "dispensé de", r"\b(?:dispensé|exonéré|affranchi|exempté)[es]{0,2} (?:de|d')|\bn'est (?:pas|plus) (?:soumis|tenu|assujetti)"),
    Pattern("N34", _N, "double négation", r"\b(?:n'est pas impossible|ne manque pas|non sans)\b"),
    Pattern("N35", _P, "souhait", r"\b(?:souhait\w+|espèr\w+|appel\w+ de (?:nos|leurs|ses) vœux)\b"),
)  # fmt: skip
