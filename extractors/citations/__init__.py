"""Legal citations: find them in a text and give each its normalised id.

>>> from extractors.citations import find
>>> [c.norm_id for c in find("le b du 7° du 1 de l’article 206 du CGI et l’art. L. 80 C du LPF")]
['fr:code:cgi:206#1/7°/b', 'fr:code:lpf:L80-C']

Forms that are read (the whole table, with the result for each, is docs/norm-ids.md):

| family | example | id |
|---|---|---|
| codes | C. trav., art. L. 8241-1 et s. | fr:code:travail:L8241-1#+ |
| CGI | a à g du 1 de l’article 238 bis | fr:code:cgi:238-bis#1/a..g |
| laws, ordinances, decrees | article 9 de la loi du 31 juillet 2014 | fr:loi:2014-856#9 |
| names of laws | loi ESS, loi PACTE, loi de finances pour 2020 | fr:loi:2014-856 … |
| orders, circulars | circulaire « Valls » | fr:circ:5811-SG |
| Constitution, treaties | article 107 § 1 du TFUE | eu:tfue:107#1 |
| acts of the Union | article 6, paragraphe 1, point f), du RGPD | eu:reg:2016/679#6/1/f |
| decisions | CE, 26 mars 2008, n° 284412 | case:ce:284412 |
| doctrine | BOI-IS-CHAMP-10-50-10-20, § 590 à 620 | fr:bofip:BOI-IS-CHAMP-10-50-10-20#590..620 |
| other | règlement ANC n° 2018-06, Cerfa n° 12156 | fr:anc:2018-06, fr:cerfa:12156 |
"""

from extractors.citations.context import CitationContext
from extractors.citations.find import find, find_all

__all__ = ["CitationContext", "find", "find_all"]
