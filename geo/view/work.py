"""Show what becomes of what was given, article by article, and what could not be read."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from geo.adding import Desk, Inbox, Kind, Outcome, Progress, Refused, desk_of, left_over, retry_request
from geo.adding import State as JobState
from geo.errors import DatelineError
from geo.query import Reports
from geo.settings import store_url
from geo.view.acts import act, fit
from geo.view.editing import may_edit
from geo.view.page import component
from geo.view.saying import chosen, count, say, speak, words
from geo.view.state import State

__all__ = ["set_language", "show_work", "work_data"]

_BUSY, _IDLE = 1.0, 5.0
_SHOWN, _SHOWN_AFTER = 100, 500
_FAILURES = 200
_COUNTS = ("added", "updated", "unchanged", "skipped")


@st.cache_resource(show_spinner=False)
def work_component() -> "st.components.v2.types.ComponentRenderer":
    """The work's drawing part; registered once a process."""
    return component("work")


def show_work(reports: Reports, state: State) -> None:
    """Draw it, and again every second while something is read."""
    busy = desk_of(store_url()).busy()
    st.fragment(_show, run_every=_BUSY if busy else _IDLE)(reports, state, busy)


def _show(reports: Reports, state: State, busy: bool) -> None:
    speak(state.language)
    if not may_edit():
        st.rerun()
    desk = desk_of(store_url())
    pressed = _pressed(state)
    if pressed is not None:
        _do(pressed, desk, reports, state)
        st.rerun()
    if desk.busy() is not busy:
        st.rerun()
    work_component()(key="dl_work", data=work_data(desk), on_act_change=_nothing)


def _nothing() -> None:
    """Streamlit wants a callback for each trigger; what was pressed is read at the top of the run."""


def _pressed(state: State) -> Mapping[str, object] | None:
    """What was pressed since the last look, if anything."""
    value = st.session_state.get("dl_work")
    pressed = value.get("act") if isinstance(value, Mapping) else None
    if not isinstance(pressed, Mapping) or str(pressed.get("n")) == state.acts.get("dl_work"):
        return None
    state.acts["dl_work"] = str(pressed.get("n"))
    return pressed


def _do(pressed: Mapping[str, object], desk: Desk, reports: Reports, state: State) -> None:
    """Do what an editor asked for; what isn't understood does nothing."""
    target = pressed.get("id")
    try:
        match pressed.get("do"):
            case "stop" if isinstance(target, int):
                desk.stop(target)
            case "again":
                desk.submit(retry_request(desk.inbox, left_over(desk.store)))
            case "drop" if isinstance(target, str):
                desk.dismiss([target])
            case "drop-all":
                desk.dismiss()
            case "open" if isinstance(target, str):
                _open(reports, state, target)
            case "show" if isinstance(target, int):
                _show_map(reports, state, next((job for job in desk.now() if job.number == target), None))
    except Refused as refused:
        state.told = (say(f"trouble.{refused.trouble}", n=refused.n),)
    except DatelineError as error:
        state.told = (str(error),)


def _open(reports: Reports, state: State, article_id: str) -> None:
    """Read an article beside the map, which goes to its places."""
    reports.refresh()
    state.change(replace(state.view, adding=False))
    state.told = ()
    act({"do": "read", "id": article_id}, state, reports)
    act({"do": "go-article"}, state, reports)


def _show_map(reports: Reports, state: State, job: Progress | None) -> None:
    """Go back to the map and all that it shows; where a job brought but one article, to that."""
    brought = [one for one in job.outcomes if one.outcome in {"added", "updated"}] if job is not None else []
    if len(brought) == 1:
        _open(reports, state, brought[0].article_id)
        return
    reports.refresh()
    state.change(replace(state.view, adding=False, selected=None))
    state.told = ()
    state.back = ()
    fit(state, reports)


def work_data(desk: Desk) -> dict[str, object]:
    """What the script draws: every job that is known, the newest that has begun in full, and what failed."""
    jobs = desk.now()
    first = next((job.number for job in jobs if job.state is not JobState.WAITING), 0)
    try:
        failures = _failures(desk)
    except DatelineError as error:
        failures = {"title": say("add.left.title"), "note": str(error), "items": []}
    return {
        "empty": "" if jobs else say("add.empty"),
        "jobs": [_job(job, full=job.number == first) for job in jobs],
        "left": failures,
        **_language(),
    }


def set_language() -> None:
    """Say which language the page is in, where there is nothing else to draw."""
    nothing = {"empty": "", "jobs": [], "left": {"items": []}}
    work_component()(key="dl_work", data=nothing | _language(), on_act_change=_nothing)


def _language() -> dict[str, object]:
    said = words()
    return {"language": said["language"], "direction": said["direction"]}


def _job(job: Progress, *, full: bool) -> dict[str, object]:
    over = job.state.over
    outcomes = job.outcomes[: _SHOWN_AFTER if over else _SHOWN] if full else ()
    older = job.told - len(outcomes) if full else 0
    return {
        "n": job.number,
        "title": _called(job),
        "state": say(f"add.state.{job.state}"),
        "mark": str(job.state),
        "share": _share(job),
        "progress": say("add.of", done=min(job.done, job.request.total), total=job.request.total)
        if job.request.total > 1
        else "",
        "counts": _counts(job),
        "time": _time(job.seconds) if job.seconds else "",
        "stop": say("add.stop") if not over and job.state is not JobState.STOPPING else "",
        "show": say("add.show") if over and job.added + job.updated else "",
        "note": _note(job),
        "error": job.error,
        "outcomes": [_outcome(one, job.told - at) for at, one in enumerate(outcomes)],
        "older": say("add.older", n=older) if older and full else "",
    }


def _called(job: Progress) -> str:
    total, kind = job.request.total, job.request.kind
    return say(f"add.kind.{kind}", n=total) if kind in {Kind.FILES, Kind.LINKS} else say(f"add.kind.{kind}")


def _share(job: Progress) -> float | None:
    """How much is done, 0…1; None where that can't be told. What is at hand counts as half."""
    if job.state.over:
        return 1.0
    if not job.request.total or job.state is JobState.WAITING:
        return None
    return max(0.0, job.done - 0.5) / job.request.total


def _counts(job: Progress) -> list[dict[str, str]]:
    shown = [(f"add.count.{name}", int(getattr(job, name))) for name in _COUNTS]
    listed = [(key, n) for key, n in (*shown, ("count.reports", job.reports)) if n]
    return [{"n": count(n), "text": chosen(key, n)} for key, n in listed]


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return say("add.minutes", n=minutes, s=f"{rest:02}") if minutes else say("add.seconds", n=rest)


def _note(job: Progress) -> str:
    """A sentence for how it ended, where the counts don't say it all."""
    if job.state is JobState.DONE and not job.told:
        return say("add.nothing_new")
    if job.state is JobState.STOPPED:
        return say("add.stopped")
    if job.trouble is not None:
        return say(f"trouble.{job.trouble}", n=0)
    return ""


def _outcome(one: Outcome, number: int) -> dict[str, object]:
    read = one.outcome != "skipped"
    title = one.title or one.where or say("article.untitled")
    parts = [one.where if one.where != title and not one.where.startswith(one.article_id or " ") else ""]
    if one.outcome in {"added", "updated"}:
        parts.append(say("count.places", n=one.places) if one.places else say("add.no_place"))
    return {
        "n": number,
        "mark": one.outcome,
        "what": say(f"add.outcome.{one.outcome}"),
        "title": title,
        "id": one.article_id if read else "",
        "says": say("panel.read") if read else "",
        "parts": [part for part in parts if part],
        "why": one.why,
    }


def _failures(desk: Desk) -> dict[str, object]:
    """What could not be read, ever, with what can be done about it."""
    kept = left_over(desk.store)
    inbox: Inbox = desk.inbox
    return {
        "title": say("add.left.title"),
        "n": count(len(kept)) if kept else "",
        "again": say("add.left.again") if any(one.target for one in kept) and not desk.busy() else "",
        "drop_all": say("add.left.drop_all") if len(kept) > 1 else "",
        "drop": say("add.left.drop"),
        "items": [{"id": one.place, "where": inbox.shown(one.place), "why": one.why} for one in kept[:_FAILURES]],
        "more": say("add.left.more", n=len(kept) - _FAILURES) if len(kept) > _FAILURES else "",
    }
