"""Show the worst mistakes as one page that opens without a network: text, map, distance, cause, reason.

The texts are strangers': everything is escaped, nothing that a text says becomes markup, and the page's own policy lets
no script run but the one that is named by its digest.
"""

import base64
import hashlib
import html
from collections import Counter
from collections.abc import Sequence

from geo.evaluation.causes import Cause
from geo.evaluation.mini_map import mini_map, outlines
from geo.evaluation.page_style import SCRIPT, STYLE
from geo.evaluation.worst import Mistake
from geo.records import Place

__all__ = ["worst_page"]

_AROUND = 220
"""Characters of text shown before and after a mention."""
_DIGEST = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
_POLICY = (
    f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{_DIGEST}'; base-uri 'none'; form-action 'none'"
)


def worst_page(mistakes: Sequence[Mistake], *, heading: str = "The worst mistakes") -> str:
    """The page, as HTML in one string."""
    causes = Counter(m.cause for m in mistakes)
    corpora = Counter(m.corpus for m in mistakes)
    buttons = "".join(
        f'<button type="button" data-cause="c{i}" aria-pressed="true" class="{_sort(cause)}">'
        f"{_text(cause.value)} <b>{causes[cause]}</b></button>"
        for cause in causes
        for i in (list(Cause).index(cause),)
    )
    names = sorted(corpora)
    options = "".join(f'<option value="k{i}">{_text(name)} ({corpora[name]})</option>' for i, name in enumerate(names))
    cards = "".join(_card(m, names.index(m.corpus)) for m in mistakes)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(_POLICY)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{_text(heading)}</title><style>{STYLE}</style></head><body>{outlines()}"
        f"<header><h1>{_text(heading)}</h1><p>{len(mistakes)} of the geoparser’s mistakes on annotated articles, worst "
        "first within each cause. “Near” means within 161 km (100 miles). "
        '<span class="key marked"></span> where it was marked <span class="key answered"></span> where it was put</p>'
        f'<nav><label>Corpus <select id="corpus"><option value="">All ({len(mistakes)})</option>{options}</select>'
        '</label><span id="shown" role="status"></span>'
        f'<div class="causes" role="group" aria-label="Causes">{buttons}</div></nav></header>'
        f'<main>{cards}<p id="none" hidden>No mistake of these kinds.</p></main><script>{SCRIPT}</script></body></html>'
    )


def _card(mistake: Mistake, corpus: int) -> str:
    answer, gold = mistake.answer, mistake.gold
    number = list(Cause).index(mistake.cause)
    start, end = mistake.span
    words = mistake.document.text[start:end]
    told = [("Marked", _marked(mistake)), ("Answered", _answered(mistake))]
    if answer is not None and (answer.start, answer.end) != (start, end):
        told.append(("Words answered", mistake.document.text[answer.start : answer.end]))
    if answer is not None and answer.reason:
        told.append(("Why", answer.reason))
    if answer is not None and answer.alternatives:
        others = (f"{_name(a.place)} {a.score:.2f}" for a in answer.alternatives)
        told.append(("Also weighed", "; ".join(others)))
    rows = "".join(f"<dt>{_text(name)}</dt><dd>{_text(value)}</dd>" for name, value in told if value)
    far = "" if mistake.km is None else f'<span class="far">{mistake.km:,.0f} km</span>'
    points = [
        (item.lat, item.lon) if item is not None and item.lat is not None and item.lon is not None else None
        for item in (gold, answer)
    ]
    drawn = mini_map(*points) or '<div class="map empty">Neither has a point</div>'
    return (
        f'<article data-cause="c{number}" data-corpus="k{corpus}"><div class="said"><h2>{_text(words)}{far}</h2>'
        f'<p class="cause {_sort(mistake.cause)}">{_text(mistake.cause.value)}</p>'
        f"<blockquote>{_excerpt(mistake.document.text, start, end)}</blockquote><dl>{rows}</dl>"
        f'<p class="from">{_text(mistake.corpus)} · {_text(mistake.document.title or mistake.document.document_id)}</p>'
        f"</div><div>{drawn}</div></article>"
    )


def _marked(mistake: Mistake) -> str:
    gold = mistake.gold
    if gold is None:
        return "nothing: nobody marked these words"
    at = "without coordinates" if gold.lat is None or gold.lon is None else f"{gold.lat:.3f}, {gold.lon:.3f}"
    name = f"{_name(mistake.place)} · " if mistake.place else ""
    return f"{name}{at}{f' · {gold.role}' if gold.role else ''}"


def _answered(mistake: Mistake) -> str:
    answer = mistake.answer
    if answer is None:
        return "nothing: not found"
    role = f" · {answer.role}" if answer.role else ""
    if answer.lat is None or answer.lon is None:
        return f"found, not placed{role}"
    name = f"{_name(answer.place)} · " if answer.place else ""
    sure = "" if answer.score is None else f" · score {answer.score:.2f}"
    return f"{name}{answer.lat:.3f}, {answer.lon:.3f}{sure}{role}"


def _name(place: Place) -> str:
    parts = [place.name, "" if place.admin1 == place.name else place.admin1, place.country]
    return f"{', '.join(part for part in parts if part)} ({place.kind.value})"


def _excerpt(text: str, start: int, end: int) -> str:
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    while 0 < first < start and not text[first - 1].isspace():
        first += 1
    while end < last < len(text) and not text[last].isspace():
        last -= 1
    before, after = "… " if first > 0 else "", " …" if last < len(text) else ""
    return f"{before}{_text(text[first:start])}<mark>{_text(text[start:end])}</mark>{_text(text[end:last])}{after}"


def _sort(cause: Cause) -> str:
    if cause in {Cause.NOT_FOUND, Cause.UNPLACED}:
        return "missed"
    return "extra" if cause in {Cause.SPURIOUS, Cause.EXTRA, Cause.ROLE} else "wrong"


def _text(text: str) -> str:
    return html.escape(text.replace("\0", "\ufffd"), quote=True)
