"""Make running text of a PDF's lines: what a page prints line by line becomes paragraphs again.

What stands at the head or foot of most pages (a paper's name, a page's number) is left out, words parted at a line's
end are joined, and where each page begins in the text is kept. Pure: no I/O.
"""

import re
from collections import Counter
from collections.abc import Sequence

__all__ = ["running_text"]

_EDGE = 3
"""Lines at the head and at the foot of a page that may be a running title."""
_FEWEST_PAGES = 2
_ENDS = re.compile(r"[.!?…:;。！？؟][\"'”’»)\]]*$")
_PARTED = re.compile(r"([^\W\d_]+)[-\u2010]$")
_NUMBERS = re.compile(r"\d+|\b[ivxlc]{1,7}\b")
_BULLET = re.compile(r"^(?:[•‣▪●○–—*-]|\(?\d{1,2}[.)]|\d{1,2}(?:\.\d{1,2})+\.?)\s+\S")
_NUMBER = re.compile(r"\W*(\d{1,4})\W*")


def running_text(pages: Sequence[str], *, titles: Sequence[str] = ()) -> tuple[str, tuple[int, ...]]:
    """The text of a document whose pages are given line by line, and the offset at which each page begins in it.

    The document's own `titles` stay on its first page, though they may stand at the head of each. A page without text
    begins where the next one does. A paragraph that goes on over the page goes on in the text.
    """
    lines = _without_running_titles(
        [_lines(page) for page in pages], {" ".join(title.split()).casefold() for title in titles}
    )
    full = _full_length([line for page in lines for line in page if line])
    vocabulary = Counter(word.casefold() for page in lines for line in page for word in re.findall(r"[\w-]+", line))
    parts: list[str] = []
    length = 0
    starts: list[int] = []
    last = ""
    apart = False
    for page in lines:
        starts.append(-1)
        for line in page:
            if not line:
                apart = True
                continue
            if not parts:
                joint = ""
            elif (apart and starts[-1] >= 0) or _closes(last, line, full):
                joint = "\n\n"
            else:
                joint, cut = _joint(last, line, vocabulary)
                if cut:
                    parts[-1] = parts[-1][:-cut]
                    length -= cut
            parts.append(joint + line)
            if starts[-1] < 0:
                starts[-1] = length + len(joint)
            length += len(joint) + len(line)
            last, apart = line, False
    for i in range(len(starts) - 1, -1, -1):
        if starts[i] < 0:
            starts[i] = starts[i + 1] if i + 1 < len(starts) else length
    return "".join(parts), tuple(starts)


def _lines(page: str) -> list[str]:
    return [" ".join(line.split()) for line in re.split(r"[\n\r\f\v\u2028\u2029]", page)]


def _without_running_titles(pages: list[list[str]], titles: set[str]) -> list[list[str]]:
    """The pages' lines, less those that stand at the head or foot of most pages, whatever number is in them."""
    if len(pages) < _FEWEST_PAGES:
        return pages
    edges = [_edges(page) for page in pages]
    tally = Counter(shape for edge in edges for shape in {_shape(where, line) for where, _, line in edge})
    with_text = sum(bool(edge) for edge in edges)
    repeated = {shape for shape, count in tally.items() if count >= _FEWEST_PAGES and count * 2 > with_text}
    kept = []
    for number, (page, edge) in enumerate(zip(pages, edges, strict=True), 1):
        dropped = {i for where, i, line in edge if _shape(where, line) in repeated}
        dropped |= {i for _, i, line in (*edge[:1], *edge[-1:]) if _numbers(line, number)}
        if number == 1:
            dropped -= {i for _, i, line in edge if line.casefold() in titles}
        kept.append([line for i, line in enumerate(page) if i not in dropped])
    return kept


def _edges(page: list[str]) -> list[tuple[str, int, str]]:
    """The first and the last lines of a page, with which of them they are, and their index."""
    filled = [(i, line) for i, line in enumerate(page) if line]
    head = [("head", i, line) for i, line in filled[:_EDGE]]
    return head + [("foot", i, line) for i, line in filled[_EDGE:][-_EDGE:]]


def _numbers(line: str, page: int) -> bool:
    found = _NUMBER.fullmatch(line)
    return found is not None and int(found[1]) == page


def _shape(where: str, line: str) -> tuple[str, str]:
    return where, _NUMBERS.sub("#", line.casefold())


def _full_length(lines: Sequence[str]) -> int:
    """How long a line is that goes to the end: what three lines in four do not exceed."""
    lengths = sorted(len(line) for line in lines)
    return lengths[len(lengths) * 3 // 4] if lengths else 0


def _closes(line: str, following: str, full: int) -> bool:
    """Whether a line ends its paragraph, by its length, its last mark, and how the next one begins."""
    if _BULLET.match(following):
        return True
    if following[:1].islower():
        return False
    if _ENDS.search(line):
        return len(line) < full * 0.85
    return len(line) < full * 0.55


def _joint(line: str, following: str, vocabulary: Counter[str]) -> tuple[str, int]:
    """What goes between two lines of a paragraph, and how many characters of the first are taken off its end.

    A word parted at a hyphen loses it, unless it is written with one elsewhere, or what follows has a capital.
    """
    if line.endswith("\u00ad"):
        return "", 1
    parted = _PARTED.search(line)
    if parted is None:
        return " ", 0
    rest = re.match(r"[^\W\d_]+", following)
    if rest is None:
        return " ", 0
    whole, hyphened = (parted[1] + rest[0]).casefold(), f"{parted[1]}-{rest[0]}".casefold()
    if not rest[0][0].islower() or (vocabulary[hyphened] and not vocabulary[whole]):
        return "", 0
    return "", 1
