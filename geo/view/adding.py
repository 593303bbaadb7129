"""Let editors add articles: paste, drop, links and feeds; the work itself is shown by geo/view/work.py."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import streamlit as st

from geo.adding import Dropped, Refused, Request, desk_of, feeds_request, files_request, links_request, text_request
from geo.articles.limits import MAX_TEXT
from geo.errors import DatelineError
from geo.query import Reports
from geo.settings import store_url
from geo.view.editing import Access, access, may_edit, unlock
from geo.view.inert import inert
from geo.view.marks import Going
from geo.view.page import BRAND
from geo.view.saying import say, speak
from geo.view.state import State, publish
from geo.view.work import set_language, show_work

__all__ = ["leave", "show_adding", "turned_away"]

_STYLE = Path(__file__).parent / "frontend" / "adding.css"
_LONGEST = 2_000_000
_NAMED = 3
_SCHEME = "https://"


def turned_away(state: State) -> None:
    """Lead whoever may not edit back to the map, and say why."""
    if state.view.adding and access() is Access.OFF:
        leave(state)
        state.notes = (say("add.off"),)


def leave(state: State) -> None:
    """Go back to the map, which is made anew and goes where it stood."""
    state.change(replace(state.view, adding=False))
    state.told = ()
    if state.view.position is not None:
        state.go(Going(0, position=state.view.position))


def show_adding(reports: Reports, state: State) -> None:
    """Draw the page: what is given on one side, what becomes of it on the other."""
    publish(state)
    st.html(_STYLE)
    with st.container(key="bar", horizontal=True):
        st.html(BRAND, width="content")
        st.button(say("add.back"), key="dl_leave", on_click=leave, args=(state,), icon=":material/arrow_back:")
    if access() is not Access.OPEN:
        _ask_key(state)
        return
    with st.container(key="adding"):
        with st.container(key="giving"):
            st.html(f"<h2>{inert(say('add.open'))}</h2><p>{inert(say('add.lead'))}</p>")
            _forms(state)
        with st.container(key="work"):
            show_work(reports, state)


def _ask_key(state: State) -> None:
    shut = access() is Access.SHUT
    with st.container(key="unlock"):
        st.html(f"<h2>{inert(say('add.open'))}</h2><p>{inert(say('key.no_more' if shut else 'key.says'))}</p>")
        set_language()
        if shut:
            return
        with st.form("dl_unlock", border=False, clear_on_submit=True):
            st.text_input(say("key.label"), key="dl_key", type="password", autocomplete="off", max_chars=200)
            st.form_submit_button(say("key.go"), on_click=_take_key, args=(state,), type="primary")
        _tell(state)


def _take_key(state: State) -> None:
    speak(state.language)
    typed = str(st.session_state.pop("dl_key", ""))
    state.told = () if unlock(typed) else (say("key.wrong"),)


def _forms(state: State) -> None:
    """One tab for each way to give something; what is refused says so above them."""
    _tell(state)
    paste, files, links, feeds = st.tabs([say(f"add.tab.{name}") for name in ("text", "files", "links", "feeds")])
    with paste:
        _paste(state)
    with files:
        _drop(state)
    for tab, name, make in ((links, "links", links_request), (feeds, "feeds", feeds_request)):
        with tab:
            _lines(name, state, make)


def _drop(state: State) -> None:
    """Files, in a form: elsewhere the page would run once more for each of a thousand files as it comes."""
    limit = int(st.get_option("server.maxUploadSize"))
    key = f"dl_add_files_{state.given}"
    with st.form("dl_files", border=False):
        st.file_uploader(say("add.files.label"), accept_multiple_files=True, key=key)
        st.html(f"<p class='dl-hint'>{inert(say('add.files.formats', n=limit))}</p>")
        st.form_submit_button(
            say("add.files.go"), type="primary", on_click=_give, args=("files", state, lambda: _files_of(key))
        )


def _paste(state: State) -> None:
    st.text_area(
        say("add.text.label"), key="dl_add_text", height=260, max_chars=MAX_TEXT, placeholder=say("add.text.hint")
    )
    left, right = st.columns(2)
    left.text_input(say("add.title"), key="dl_add_title", max_chars=300)
    right.text_input(say("add.source"), key="dl_add_source", max_chars=200)
    left, right = st.columns(2)
    left.date_input(
        say("add.published"), value=None, key="dl_add_day", min_value="1900-01-01", format=say("date.input")
    )
    right.text_input(say("add.url"), key="dl_add_url", max_chars=2000, placeholder=_SCHEME)
    _button("text", state, _text_of)


def _lines(name: str, state: State, make: "Callable[..., Request]") -> None:
    key = f"dl_add_{name}"
    st.text_area(say(f"add.{name}.label"), key=key, height=180, max_chars=_LONGEST, placeholder=_SCHEME)
    st.html(f"<p class='dl-hint'>{inert(say(f'add.{name}.note'))}</p>")
    _button(name, state, lambda: make(desk_of(store_url()).inbox, str(st.session_state.get(key) or "")))


def _button(name: str, state: State, make: Callable[[], Request]) -> None:
    st.button(say(f"add.{name}.go"), key=f"dl_go_{name}", type="primary", on_click=_give, args=(name, state, make))


def _text_of() -> Request:
    get = st.session_state.get
    return text_request(
        desk_of(store_url()).inbox,
        str(get("dl_add_text") or ""),
        title=str(get("dl_add_title") or ""),
        source=str(get("dl_add_source") or ""),
        published=get("dl_add_day"),
        url=str(get("dl_add_url") or ""),
    )


def _files_of(key: str) -> Request:
    given = st.session_state.get(key) or []
    return files_request(desk_of(store_url()).inbox, [Dropped(one.name, one.getvalue()) for one in given])


def _give(name: str, state: State, make: Callable[[], Request]) -> None:
    """Hand what was given to the desk, and empty its form; what is refused stays in the form, with the reason."""
    speak(state.language)
    if not may_edit():
        state.told = (say("add.off"),)
        return
    try:
        request = make()
        desk_of(store_url()).submit(request)
    except Refused as refused:
        state.told = (say(f"trouble.{refused.trouble}", n=refused.n),)
        return
    except DatelineError as error:
        state.told = (str(error),)
        return
    state.told = _passed(request)
    state.given += 1
    for field in ("text", "title", "source", "url") if name == "text" else (name,) if name != "files" else ():
        st.session_state[f"dl_add_{field}"] = ""
    if name == "text":
        st.session_state["dl_add_day"] = None


def _passed(request: Request) -> tuple[str, ...]:
    """What of a list of links was no address: never left out without a word."""
    if not request.passed:
        return ()
    named = say("list.comma").join(line[:60] for line in request.passed[:_NAMED])
    more = "…" if len(request.passed) > _NAMED else ""
    return (say("add.passed", n=len(request.passed), lines=f"{named}{more}"),)


def _tell(state: State) -> None:
    lines = "".join(f"<p>{inert(line)}</p>" for line in state.told)
    st.html(f"<div class='dl-told' role='status'>{lines}</div>")
