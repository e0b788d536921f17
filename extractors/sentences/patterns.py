"""Abbreviations of legal and administrative French, as data. Compared in lower case, without the dot."""

import re

# Never end a sentence: something always follows ("art. 3", "Cass. com.", "M. Durand").
NEVER_LAST = frozenset(
    ["art", "arts", "al", "alin", "n", "no", "nos", "cf", "conf", "v", "voy", "p", "pp", "m", "mm", "mme", "mmes", "mlle", "dr", "drs", "me", "mes", "pr", "prs", "mgr", "st", "ste", "cass", "civ", "crim", "req", "ass", "plén", "ch", "chbre", "sect", "concl", "obs", "comm", "préc", "préf", "rapp", "resp", "aff", "comp", "rappr", "adde", "spéc", "rec", "décl", "obs", "req", "pourv", "réf", "réfs", "vol", "tome", "t", "éd", "coll", "chap", "ann", "fasc", "liv", "tit", "par", "§", "op", "cit", "janv", "févr", "fév", "avr", "juill", "juil", "sept", "oct", "nov", "déc", "bd", "av", "rte", "imp", "pl", "tél", "fax", "env", "approx", "ex", "fig", "tabl", "tab", "trav", "pén", "monét", "sant", "éduc", "constr", "rur", "élect", "spéc", "instr", "déc", "règl", "ord", "circ", "dir", "const", "décr", "arr"]
)

# May end a sentence: they do when a capitalised word follows that is no reference ("etc. Les").
SOMETIMES_LAST = frozenset(["etc", "s", "suiv", "hab", "km", "min", "max", "h", "com", "soc", "fin", "env", "bull", "jur", "doctr", "chron"])

# Prefixes of article numbers: "L. 8241-1", "R. 2122-9-1", "LO. 1113-3", "A. 123".
ARTICLE_PREFIXES = frozenset({"l", "r", "d", "a", "lo", "l.o", "c", "r*"})

# "Proposition n° 7. Créer …": the label of a measure runs into the sentence that spells it out.
RUN_IN_LABEL = re.compile(
    r"\W{0,3}(?:proposition|recommandation|mesure|préconisation|action|piste|orientation)"
    r"\s+(?:n\s?[°ºo]\.?\s?)?(?:\d{1,3}(?:\s?(?:bis|ter|quater))?|[IVX]{1,6})\s?\.",
    re.IGNORECASE,
)

CLOSERS = "»”\")]’'"
OPENERS = "«“\"([—–-•"
