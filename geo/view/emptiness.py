"""Say why there is nothing to show, and offer what would bring something: a filter to loosen, or a command."""

from geo.query import Reports
from geo.records import Filters
from geo.view.editing import Access, access
from geo.view.loosening import loosen
from geo.view.saying import say

__all__ = ["emptiness", "ways_out"]

_ADD = "python -m geo ingest PATH"
"""The command that adds articles."""


def emptiness(reports: Reports, asked: Filters) -> dict[str, object]:
    """The sentence, and the buttons or the command under it, where nothing passes the filters."""
    if asked == Filters() and not reports.totals(Filters(literal_only=False)).articles:
        if access() is Access.OFF:
            return {"text": say("empty.store"), "command": _ADD}
        add = {"text": say("add.open"), "act": {"do": "add"}}
        return {"text": say("empty.store_edit"), "actions": [add], "command": _ADD}
    clear = {"text": say("action.clear"), "act": {"do": "clear-all"}}
    ways = ways_out(reports, asked)
    return {"text": say("empty.loosen") if ways else say("empty.together"), "actions": [*ways, clear]}


def ways_out(reports: Reports, asked: Filters, *, but: str = "") -> list[dict[str, object]]:
    """A button for each filter whose loosening would let something through, without the one named `but`."""
    return [
        {
            "text": say("loosen.choice", way=way.says, reports=say("count.reports", n=way.reports)),
            "act": {"do": "drop-all", "name": way.name},
        }
        for way in loosen(reports, asked)
        if way.name != but
    ]
