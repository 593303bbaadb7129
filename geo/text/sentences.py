"""Part a text into sentences, and tell which of them are evidence.

A caption that stands twice counts once, and a prompt to subscribe between paragraphs counts never. Both keep their
place in the text: only `Sentence.counts` tells them apart. Rules, not a model: news ends its sentences with marks.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from geo.records import Sentence
from geo.text.tokens import ABBREVIATIONS, Token, Tokens, as_tokens

__all__ = ["first_tokens", "split_sentences"]

_CLOSERS = frozenset("\"'”’»)]}")
_OPENERS = frozenset("\"'“‘«([{—–-¿¡")
_ENDERS = frozenset(".!?…。！？؟।۔")
_WIDE_ENDERS = frozenset("。！？")
_MARKS = _CLOSERS | _ENDERS
_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c]+")
_WRAPPED = range(45, 101)
"""Line lengths, in characters, of text that was wrapped for a terminal or an e-mail."""

_PROMPT = re.compile(
    r"""^\W*(?:
    (?:please\s+)?(?:sign\s?-?up|subscribe|register|log\s?-?in|sign\s?-?in)\b.{0,80}\b(?:newsletter|e-?mail|alert|inbox|updates?|
        daily|weekly|briefing|account|free|today|now|here|digest)s?\b
  | get\s+(?:the|our|all|more)\b.{0,80}\b(?:newsletter|inbox|alerts?|app)\b
  | (?:click|tap)\s+here\b
  | (?:read|see|watch|listen)\s+(?:more|also|next|now)\b.{0,20}$
  | (?:also\s+read|related|recommended|most\s+read|trending|advertisement|sponsored|share\s+this|
        story\s+continues\s+below|article\s+continues)\b.{0,60}$
  | (?:follow|like|join)\s+us\s+on\b
  | download\s+(?:the|our)\b.{0,60}\bapp\b
  | (?:we\s+use|this\s+site\s+uses)\s+cookies
  | ©|copyright\s+(?:©|\d{4})|all\s+rights\s+reserved
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST_PROMPT = 180


def split_sentences(text: str, tokens: Sequence[Token]) -> tuple[Sentence, ...]:
    """The sentences of a text, in order.

    Each starts at its first character that is no space and ends after its last; what lies between two is white
    space. A sentence that stands again letter for letter counts only the first time.
    """
    cells = as_tokens(tokens)
    count = len(cells)
    if not count:
        return ()
    starts, surfaces = cells.starts, cells.surfaces
    firsts = {bisect_left(starts, offset) for offset in _line_breaks(text)}
    firsts |= {
        i + 1
        for i, mark in enumerate(surfaces[:-1])
        if (mark in _MARKS or (mark[-1] == "." and len(mark) > 2)) and _ends_here(cells, i, text)
    }
    begins = [0, *sorted(firsts - {0, count})]
    spans = [(starts[first], cells.ends[after - 1]) for first, after in pairwise([*begins, count])]
    seen: set[str] = set()
    sentences = []
    for first, last in spans:
        verbatim = text[first:last]
        counts = verbatim not in seen and not is_prompt(verbatim)
        seen.add(verbatim)
        sentences.append(Sentence(first, last, counts))
    return tuple(sentences)


def first_tokens(tokens: Tokens, sentences: Sequence[Sentence]) -> list[int]:
    """The indices of the tokens that begin a sentence."""
    found = [(bisect_left(tokens.starts, sentence.start), sentence.start) for sentence in sentences]
    return [i for i, start in found if i < len(tokens) and tokens.starts[i] == start]


def is_prompt(sentence: str) -> bool:
    """Whether a sentence asks the reader for something (to subscribe, to read on) instead of reporting."""
    return len(sentence) <= _LONGEST_PROMPT and _PROMPT.match(sentence) is not None


def _ends_here(tokens: Sequence[Token], i: int, text: str) -> bool:
    """Whether a sentence ends with token `i` (which is not the last)."""
    token, following = tokens[i], tokens[i + 1]
    mark = token.surface
    if mark in _WIDE_ENDERS:
        return following.surface not in _CLOSERS
    if mark in _CLOSERS:
        j = i - 1
        while j >= 0 and tokens[j].surface in _CLOSERS and tokens[j].end == tokens[j + 1].start:
            j -= 1
        if j < 0 or tokens[j].surface not in _ENDERS or tokens[j].end != tokens[j + 1].start:
            return False
        # `"…," he said.` goes on; `"…." He left.` does not.
        return following.start > token.end and _may_begin(tokens, i + 1) and not _opens_word(text, token, following)
    if mark not in _ENDERS and not (len(mark) > 2 and mark[-1] == "."):
        return False
    if following.start == token.end and (following.surface in _CLOSERS or following.surface in _ENDERS):
        return False
    if following.start == token.end:
        return False
    if not _may_begin(tokens, i + 1):
        return False
    if mark[-1] != "." or mark == "…":
        return True
    word = mark if len(mark) > 1 else (tokens[i - 1].surface if i and tokens[i - 1].end == token.start else "")
    return not _abbreviates(word, following.surface)


def _opens_word(text: str, token: Token, following: Token) -> bool:
    """Whether a quotation mark opens what follows instead of closing what came before (`said. "We …`)."""
    return text[token.end : following.start] == "" and token.surface in "\"'"


def _may_begin(tokens: Sequence[Token], i: int) -> bool:
    while i < len(tokens) and tokens[i].surface in _OPENERS:
        i += 1
    if i >= len(tokens):
        return True
    return not tokens[i].surface[0].islower()


def _abbreviates(word: str, following: str) -> bool:
    if not word:
        return False
    if len(word) == 1 and word.isalpha() and word.isupper():
        return True  # an initial
    if "." in word[:-1]:  # U.S.  D.C.: ends a sentence only before a word that seldom follows a name
        return following.lower() not in _STARTERS
    return word.lower() in ABBREVIATIONS and following[0] not in _OPENERS


_STARTERS = frozenset(
    """the a an it he she they we i you this that these those there here but and or so in on at by for from with as if
    when while after before since because however meanwhile his her its their our my what who where why how all some
    many most one no not yet still then now also according earlier later last""".split()
)


def _line_breaks(text: str) -> list[int]:
    """Offsets at which a line break also ends a sentence."""
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text) if not text[m.start() : m.end()].isspace()]
    lengths = sorted(end - start for start, end in lines[:-1])
    wrapped = (
        len(lengths) >= 4 and lengths[-1] < _WRAPPED.stop and lengths[len(lengths) // 2] in _WRAPPED
    )  # nearly all lines are as long as a screen is wide
    breaks = []
    for (start, end), (following, _) in pairwise(lines):
        blank = text.count("\n", end, following) > 1 or text.count("\r", end, following) > 1
        last = text[start:end].rstrip()[-1:]
        begins_lower = text[following : following + 40].lstrip()[:1].islower()
        continues = wrapped and last not in _ENDERS and last not in _CLOSERS and end - start >= _WRAPPED.start
        runs_on = begins_lower and last not in _ENDERS and end - start >= _WRAPPED.start
        if blank or not (continues or runs_on):
            breaks.append(following)
    return breaks
