"""Turn reports and articles into what the panel draws: stretches of text with their marks, never HTML."""

from collections import Counter
from collections.abc import Iterable, Sequence

from geo.records import Focus, ParsedArticle, Place, PlaceKind, Report, Role
from geo.vicinities import is_reported, leaned_on
from geo.view.highlight import Mark, Segment, Sort, marks_of, segments
from geo.view.inert import safe_url
from geo.view.saying import count, say
from geo.view.words import called, day, where

__all__ = ["cards", "found_marks", "place_line", "place_name", "reader"]


_PAPERS = 6
"""How many of the papers that print a story are named on its card."""
_TAGS = {Role.ASSOCIATIVE: "tag.associative", Role.FILED: "tag.filed"}


def cards(reports: Iterable[Report], *, text: str = "") -> list[dict[str, object]]:
    """Excerpts, one a sentence: the reports of places in the same sentence share a card, at the first one's rank.

    `text` is what was searched for; its words are marked too.
    """
    groups: dict[tuple[str, int], list[Report]] = {}
    for report in reports:
        groups.setdefault((report.article_id, report.start), []).append(report)
    return [_card(group, text) for group in groups.values()]


def _card(group: Sequence[Report], text: str) -> dict[str, object]:
    """The sentence in marked stretches, its places and why each is placed there, and where it is from."""
    first = group[0]
    toponyms = {(t.start, t.end, t.place): t for report in group for t in (*report.mentions, *report.others)}
    described_first = sorted(toponyms.values(), key=lambda t: t.place is None or t.place.kind is not PlaceKind.VICINITY)
    marks = marks_of(described_first, first.actors, place_ids=[report.place.place_id for report in group])
    marks += found_marks(first.text, text, start=first.start)
    return {
        "id": first.report_id,
        "places": [_placed(report) for report in group],
        "segments": _plain(segments(first.text, marks, start=first.start)),
        "article": first.article_id,
        "title": _title(first.title, first.url),
        "url": safe_url(first.url),
        "source": first.source,
        "day": day(first.published),
        "page": say("article.page", n=first.page) if first.page else "",
        "also": _also(first),
    }


def _also(report: Report) -> str:
    """ "also in Daily X, Y Post (3)": who else prints the story; "" where nobody does."""
    papers = Counter(copy.source for copy in report.also if copy.source not in {"", report.source})
    if not papers:
        return ""
    named = [paper if n == 1 else f"{paper} ({count(n)})" for paper, n in papers.items()]
    return say("article.also", names=", ".join(named[:_PAPERS]) + ("…" if len(named) > _PAPERS else ""))


def _placed(report: Report) -> dict[str, object]:
    """A place of a sentence, and why it is that one."""
    return {
        "id": report.place.place_id,
        "name": place_name(report.place),
        "where": place_line(report.place),
        **_spot(report.place),
        "tag": _tag(report),
        "score": round(report.score * 100),
        "reason": report.reason,
        "alternatives": [
            {"name": place_name(a.place), "where": place_line(a.place), "score": round(a.score * 100)}
            for a in report.alternatives[:5]
        ],
        "online": any(mention.origin == "nominatim" for mention in report.mentions),
    }


def _tag(report: Report) -> str:
    """What a reader is warned of: a place that is named for an actor, a dateline, or only to measure from."""
    landmark = report.role is Role.ASSOCIATIVE and any(m.role is Role.LITERAL for m in report.mentions)
    if landmark:
        return say("tag.landmark")
    return say(_TAGS[report.role]) if report.role in _TAGS else ""


def _spot(place: Place) -> dict[str, object]:
    """Where a place is, for the marks that follow the reader: `r` in kilometres, `code` of a country."""
    return {
        "code": place.country if place.kind is PlaceKind.COUNTRY else "",
        "lat": round(place.lat, 4),
        "lon": round(place.lon, 4),
        "r": round(place.radius_km, 1),
        "area": place.is_area,
    }


def reader(parsed: ParsedArticle, *, text: str = "") -> dict[str, object]:
    """A whole article with every place and actor marked, and the list of its places, most often named first."""
    article = parsed.article
    apart = leaned_on(parsed.vicinities)
    mentions = (*parsed.vicinities, *parsed.toponyms)  # "northern Idlib" before the Idlib that it leans on
    literal = [t for t in mentions if t.place is not None and is_reported(t, apart)]
    filed = [t for t in mentions if t.place is not None and t.role is Role.FILED]
    counts: dict[str, int] = {}
    places: dict[str, Place] = {}
    for toponym in literal or filed:
        assert toponym.place is not None
        places[toponym.place.place_id] = toponym.place
        counts[toponym.place.place_id] = counts.get(toponym.place.place_id, 0) + 1
    marks = marks_of(mentions, parsed.actors, place_ids=places)
    marks += found_marks(article.text, text)
    return {
        "id": article.article_id,
        "title": article.title or _opening(article.text),
        "url": safe_url(article.url),
        "source": article.source,
        "day": day(article.published),
        "segments": _plain(segments(article.text, _calmed(marks))),
        "places": [
            {
                "id": place_id,
                "name": place_name(places[place_id]),
                "where": place_line(places[place_id]),
                "n": n,
                **_spot(places[place_id]),
            }
            for place_id, n in sorted(counts.items(), key=lambda item: -item[1])
        ],
        "summary": _summary(places.values()) if literal or not filed else say("article.only_filed"),
        "about": [
            {"text": place_name(f.place), "act": {"do": "about-place", "id": f.place.place_id}, "says": _focus_says(f)}
            for f in parsed.focus
        ],
    }


def _summary(places: Iterable[Place]) -> str:
    """ "7 places named in it, 2 only described"."""
    kinds = [place.kind for place in places]
    described = kinds.count(PlaceKind.VICINITY)
    named = say("article.named", n=len(kinds) - described)
    return say("article.described", named=named, n=described) if described else named


def _focus_says(focus: Focus) -> str:
    """What is said of a place that an article is about, when the reader stays on it."""
    return say("fact.focus", place=place_name(focus.place), n=round(focus.share * 100))


def _opening(text: str) -> str:
    """The first words of an article that has no title."""
    words = " ".join(text.split())
    return f"{words[:80].rsplit(' ', 1)[0]}…" if len(words) > 80 else words or say("article.untitled")


def _title(title: str, url: str) -> str:
    """What an article is called: its title, else its address without what every address begins with."""
    plain = safe_url(url).partition("://")[2].removeprefix("www.").rstrip("/")
    return title or (plain if len(plain) <= 90 else f"{plain[:89]}…") or say("article.untitled")


def place_name(place: Place) -> str:
    """What a place is called in the reader's language."""
    return called(place.name, str(place.kind), place.country)


def place_line(place: Place) -> str:
    """ "town in Latakia, Syria"."""
    return where(str(place.kind), place.admin1, place.country, place.name, radius_km=place.radius_km)


def found_marks(text: str, query: str, *, start: int = 0) -> list[Mark]:
    """Where the words of a text search stand in `text`, in any case."""
    folded = text.casefold()
    if len(folded) != len(text):
        folded = text.lower() if len(text.lower()) == len(text) else text
    out = []
    for word in {w.casefold() for w in query.replace('"', " ").split() if len(w) > 1}:
        at = folded.find(word)
        while at >= 0:
            out.append(Mark(start + at, start + at + len(word), Sort.FOUND))
            at = folded.find(word, at + len(word))
    return out


def _calmed(marks: Sequence[Mark]) -> list[Mark]:
    """In a whole article every literal place counts alike; associative ones are actors' names more than places."""
    return [
        Mark(m.start, m.end, Sort.OTHER, m.target, associative=True) if m.associative and m.sort is Sort.PLACE else m
        for m in marks
    ]


def _plain(parts: Iterable[Segment]) -> list[dict[str, object]]:
    return [
        {"t": p.text} if p.sort is Sort.PLAIN else {"t": p.text, "s": str(p.sort), "id": p.target, "a": p.associative}
        for p in parts
    ]
