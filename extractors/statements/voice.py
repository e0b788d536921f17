"""Who speaks in a sentence: the author, someone quoted, respondents of a survey, a third party."""

import re

_QUOTED = re.compile(r"^\W*[«“\"].{15,}[»”\"]|[«“].{30,}[»”]\s*\(")
_SURVEY = re.compile(
    r"\b\d{1,3}(?:,\d)? ?% (?:des|d)|\b(?:répondants?|sondés?|interrogé[es]{0,2}|enquêté[es]{0,2})\b"
    r"|\b(?:un|une|deux|trois|quatre|sept|huit|neuf) \w+ sur (?:deux|trois|quatre|cinq|six|dix)\b",
    re.IGNORECASE,
)
_THIRD = re.compile(
    r"\b(?:selon|d[’']après|aux yeux de|"
    r"pour (?:le|la|les) (?:réseaux?|acteurs?|fédérations?|entreprises?|associations?)|"
    r"(?:estim|jug|déplor|regrett|soulign|dénonc|signal|rapport|témoign|expliqu|indiqu|affirm)(?:e|ent|ait|aient|é)\b)",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"^(?:M\.|Mme|Me|Dr) [^.]{2,80}\. ?[–—-] ")


def voice_of(text: str) -> str:
    """quoted | survey | third_party | author"""
    if _QUOTED.search(text) or _SPEAKER.search(text):
        return "quoted"
    if _SURVEY.search(text):
        return "survey"
    return "third_party" if _THIRD.search(text) else "author"
