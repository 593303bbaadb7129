"""Tell one page's many addresses from another page's.

A page is known by the address that it gives itself (`rel=canonical`), where that lies on its own site: a page that
claims another site's address would take that page's place in the store. Campaign parameters say how a reader came, not
what is read, and are left out; a copy on an AMP cache is asked for at its publisher. Pure: nothing is fetched.
"""

import hashlib
import re
from urllib.parse import unquote, urlsplit

from geo.articles.web.locations import Location, read_location

__all__ = ["article_id_of", "own_address", "plain_address", "same_site"]

_CAMPAIGN = re.compile(
    r"(?:utm|at|pk|piwik|mtm|matomo|hsa|guce|wt|cm_mmc|oly|vero|_hs|__hs|mc|amp)_.*|_hsenc|_hsmi|hsctatracking"
    r"|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ymclid|twclid|ttclid|li_fat_id|igshid?|epik|srsltid"
    r"|mkt_tok|_ga|_gl|ref_src|ref_url|referrer|cmpid|cmp|ocid|ncid|icid|ito|smid|s_cid|xtor|ns_.*"
    r"|__twitter_impression|guccounter|usqp|amp|spm|share_?id|share_?token",
    re.IGNORECASE,
)
"""Names of parameters that advertising, mail and measuring services add, by those services' own documentation."""

_AMP_VALUES = re.compile(r"outputtype=amp", re.IGNORECASE)
_AMP_CACHE = re.compile(r"[^.]+\.cdn\.ampproject\.org")
_AMP_PATH = re.compile(r"/(?:(?:c|v|i|r|wp)/)?(s/)?([^/]+\.[^/]+.*)", re.IGNORECASE)
_LABELS = ("www.", "m.", "mobile.", "amp.")


def plain_address(url: str) -> str:
    """The address without campaign parameters and fragment, of the publisher rather than of an AMP cache.

    Raises ValueError (a clause) where it is no web address.
    """
    location = _publishers(read_location(url))
    path, _, query = location.target.partition("?")
    kept = [part for part in query.split("&") if part and not _is_campaign(part)]
    target = path + (f"?{'&'.join(kept)}" if kept else "")
    return Location(location.scheme, location.host.rstrip("."), location.port, target).url


def own_address(fetched: str, claimed: str) -> str:
    """By which address a page is known: the one that it claims, where it may, else the one that it was fetched from.

    It may not claim another site's address, nor, when it is not the front page itself, that of the front page.
    """
    plain = plain_address(fetched)
    try:
        claim = plain_address(claimed)
    except ValueError:
        return plain
    front = urlsplit(claim)
    if not same_site(plain, claim) or (front.path in {"", "/"} and not front.query):
        return plain
    return claim


def same_site(one: str, other: str) -> bool:
    """Whether two addresses lie on one host, but for `www.`, `m.`, `mobile.` or `amp.` before it."""
    return _site(one) == _site(other)


def article_id_of(url: str) -> str:
    """The id of the article at an address (http and https are one): the start of a SHA-256."""
    return hashlib.sha256(plain_address(url).partition("://")[2].encode()).hexdigest()[:16]


def _site(url: str) -> str:
    host = (urlsplit(url).hostname or "").rstrip(".")
    while label := next((label for label in _LABELS if host.startswith(label) and host.count(".") > 1), ""):
        host = host.removeprefix(label)
    return host


def _is_campaign(part: str) -> bool:
    return bool(_CAMPAIGN.fullmatch(unquote(part.partition("=")[0])) or _AMP_VALUES.fullmatch(part))


def _publishers(location: Location) -> Location:
    """Where a page on an AMP cache comes from: `…/c/s/news.example/story` was made of `https://news.example/story`."""
    path = location.target
    if re.fullmatch(r"(?:www\.)?google\.[a-z.]+", location.host) and path.startswith("/amp/"):
        path = path.removeprefix("/amp")
    elif not _AMP_CACHE.fullmatch(location.host):
        return location
    found = _AMP_PATH.fullmatch(path)
    if found is None:
        return location
    try:
        return read_location(f"{'https' if found[1] else 'http'}://{found[2]}")
    except ValueError:
        return location
