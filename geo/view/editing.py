"""Say whether who looks at the page may change the store, and take the editors' key.

Asked wherever something is done, not only where a button is drawn: a press can be forged.
"""

import hmac
import threading
import time
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import urlsplit

import streamlit as st

from geo import settings
from geo.errors import DatelineError

__all__ = ["Access", "access", "may_edit", "unlock"]

_KEY = "dl_editor"
_TRIES = 10
_DELAY = 0.5
_one_at_a_time = threading.Lock()


class Access(StrEnum):
    """What someone may do: only look, edit once the key is given, or edit; `SHUT` after too many wrong keys."""

    OFF = "off"
    LOCKED = "locked"
    SHUT = "shut"
    OPEN = "open"


@dataclass(slots=True)
class _Editor:
    """What is remembered of someone: that the key was right, and how often it was not. Never the key."""

    unlocked: bool = False
    tries: int = 0


def access() -> Access:
    """What the person behind this run of the page may do.

    Without a key only who asks this machine by its own name may edit: a proxy before it brings others here as well.
    """
    try:
        editing = settings.editing()
    except DatelineError:
        return Access.OFF
    if not editing.on or not (editing.key or _asks_this_machine()):
        return Access.OFF
    if not editing.key or _editor().unlocked:
        return Access.OPEN
    return Access.SHUT if _editor().tries >= _TRIES else Access.LOCKED


def may_edit() -> bool:
    """Whether the person behind this run of the page may change the store now."""
    return access() is Access.OPEN


def unlock(typed: str) -> bool:
    """Take a key; True where it is the right one. All keys are tried one after another, with a pause."""
    if access() is not Access.LOCKED:
        return may_edit()
    key = settings.editing().key
    with _one_at_a_time:
        time.sleep(_DELAY)
        right = hmac.compare_digest(typed.strip().encode("utf-8", "replace"), key.encode("utf-8", "replace"))
    editor = _editor()
    editor.unlocked = right
    editor.tries += not right
    return right


def _editor() -> _Editor:
    editor = st.session_state.get(_KEY)
    if not isinstance(editor, _Editor):
        editor = st.session_state[_KEY] = _Editor()
    return editor


def _asks_this_machine() -> bool:
    try:
        host = urlsplit(f"//{st.context.headers.get('Host') or ''}").hostname or ""
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
