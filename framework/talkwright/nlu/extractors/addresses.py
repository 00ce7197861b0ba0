"""E-mail addresses and URLs. Pure. No look-up of any kind: what has the form is one.

Domains without a scheme count when they end in a well-known top-level domain, so that "file.txt" and "ok.thanks" are no
URLs.
"""

from __future__ import annotations

import re

from talkwright.nlu.extractors.found import Found
from talkwright.nlu.extractors.language import split_words

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_EMAIL = re.compile(
    rf"(?<![\w.%+@-])[a-z0-9_%+](?:[\w.%+'-]{{0,62}}[\w%+-])?@(?:{_LABEL}\.){{1,8}}[a-z]{{2,24}}(?![\w@-])",
    re.IGNORECASE,
)
_URL = re.compile(
    r"(?<![\w@./-])(?:(?P<scheme>https?|ftp)://|(?=www\.)|(?P<bare>))"
    rf"(?P<domain>(?:{_LABEL}\.){{1,8}}(?P<top>[a-z]{{2,24}})|localhost|(?:\d{{1,3}}\.){{3}}\d{{1,3}})"
    r"(?P<port>:\d{1,5})?(?P<path>[/?#][^\s<>\"'“”]{0,2000})?(?![\w@])",
    re.IGNORECASE,
)
_TOPS = frozenset(
    split_words(
        "com org net edu gov mil int io co ai app dev info biz me tv eu de uk us fr es it pt nl be at ch "
        "pl se no dk fi ie ca au nz in br mx jp cn ru za shop store online site tech xyz cloud blog"
    )
)
_NOT_LAST = ".,;:!?]}'\"…"


def _without_end(url: str) -> str:
    """The URL without the punctuation of the sentence; a bracket is its own when it opens inside."""
    while url[-1] in _NOT_LAST or (url[-1] == ")" and url.count(")") > url.count("(")):
        url = url[:-1]
    return url


def read_email(text: str) -> list[Found]:
    """Every e-mail address, as it is written."""
    if "@" not in text:
        return []
    return [
        Found(match.start(), match.end(), {"value": match.group()})
        for match in _EMAIL.finditer(text)
        if ".." not in match.group()
    ]


def read_url(text: str) -> list[Found]:
    """Every URL. ``domain`` is its host in lower case."""
    if "." not in text and "localhost" not in text:
        return []
    found = []
    for match in _URL.finditer(text):
        is_bare = match["scheme"] is None and not match["domain"].lower().startswith("www.")
        if is_bare and (match["top"] or "").lower() not in _TOPS:
            continue
        if is_bare and match["path"] is None and match["domain"][0].isupper() and match["top"].istitle():
            continue  # "Thanks.In" is two sentences
        value = _without_end(match.group())
        domain = match["domain"].lower()
        found.append(Found(match.start(), match.start() + len(value), {"value": value, "domain": domain}))
    return found
