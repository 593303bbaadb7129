"""Say which reports an article makes: one for each place in each sentence that counts."""

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from geo.records import ParsedArticle, Role, Sentence
from geo.vicinities import is_reported, leaned_on

__all__ = ["ReportRow", "report_key", "reports_of", "sentence_at"]


@dataclass(slots=True)
class ReportRow:
    """A report as it is kept: `start` is the sentence's offset, `score` that of the best mention."""

    start: int
    place_id: str
    score: float
    literal: bool


def sentence_at(sentences: Sequence[Sentence], offset: int) -> Sentence | None:
    """Give the sentence that holds an offset, or None; sentences are in order and don't overlap."""
    at = bisect_right(sentences, offset, key=lambda sentence: sentence.start) - 1
    if at >= 0 and offset < sentences[at].end:
        return sentences[at]
    return None


def reports_of(parsed: ParsedArticle) -> list[ReportRow]:
    """Give the reports of an article, in the order of first mentions; those of its relative places come last.

    Where it was filed counts as reported only where nothing else is: then that is the best sign of where it happened.
    """
    found: dict[tuple[int, str], ReportRow] = {}
    filed: list[ReportRow] = []
    apart = leaned_on(parsed.vicinities)
    for toponym in (*parsed.toponyms, *parsed.vicinities):
        if toponym.place is None:
            continue
        sentence = sentence_at(parsed.sentences, toponym.start)
        if sentence is None or not sentence.counts:
            continue
        literal = is_reported(toponym, apart)
        key = (sentence.start, toponym.place.place_id)
        row = found.get(key)
        if row is None:
            found[key] = ReportRow(sentence.start, toponym.place.place_id, toponym.score, literal)
        else:
            row.score = max(row.score, toponym.score)
            row.literal = row.literal or literal
        if toponym.role is Role.FILED:
            filed.append(found[key])
    if filed and not any(row.literal for row in found.values()):
        for row in filed:
            row.literal = True
    return list(found.values())


def report_key(article_id: str, place_id: str, start: int) -> int:
    """Give a report's stable number (unsigned, 64 bits): the same article, place and sentence always have the same."""
    joined = "\x00".join((article_id, place_id, str(start)))
    return int.from_bytes(hashlib.blake2b(joined.encode("utf-8", "replace"), digest_size=8).digest(), "big")
