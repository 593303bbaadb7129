"""Add articles for people without a terminal: what they give lies in an inbox, and a process of its own reads it."""

from geo.adding.desk import Desk, desk_of
from geo.adding.inbox import Inbox
from geo.adding.job import Outcome, Progress, State
from geo.adding.leftovers import dismiss, left_over
from geo.adding.request import (
    Dropped,
    Kind,
    Request,
    feeds_request,
    files_request,
    links_request,
    retry_request,
    text_request,
)
from geo.adding.trouble import Refused, Trouble

__all__ = [
    "Desk",
    "Dropped",
    "Inbox",
    "Kind",
    "Outcome",
    "Progress",
    "Refused",
    "Request",
    "State",
    "Trouble",
    "desk_of",
    "dismiss",
    "feeds_request",
    "files_request",
    "left_over",
    "links_request",
    "retry_request",
    "text_request",
]
