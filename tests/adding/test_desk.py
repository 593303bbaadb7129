"""A desk reads one request after another, says how far it is, stops cleanly, and loses nothing."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from geo.adding import (
    Desk,
    Dropped,
    Refused,
    State,
    Trouble,
    files_request,
    left_over,
    links_request,
    retry_request,
    text_request,
)
from geo.adding.job import SHOWN
from geo.store import Failure, open_store
from tests.adding.conftest import over, until

Made = Callable[..., Desk]
WELL = """
for path in listed:
    added(path)
tell(outcome="summary")
"""
SLOW = """
for path in listed:
    added(path)
    time.sleep(60)
"""


def drop(desk: Desk, *names: str) -> int:
    return desk.submit(files_request(desk.inbox, [Dropped(name, name.encode()) for name in names]))


def fail(desk: Desk, path: Path) -> None:
    store = open_store(desk.store)
    store.note_failure(Failure(str(path), "broken", "file", str(path)))
    store.close()


def test_what_is_read_is_counted_listed_and_leaves_the_inbox(desk_with: Made) -> None:
    desk = desk_with(WELL)
    job = over(desk, drop(desk, "a.txt", "b.txt"))
    assert job.state is State.DONE
    assert (job.added, job.skipped, job.reports, job.done, job.request.total) == (2, 0, 6, 2, 2)
    assert [one.where for one in job.outcomes] == ["b.txt", "a.txt"], "newest first, by their own names"
    assert (job.outcomes[0].title, job.outcomes[0].places) == ("A title", 2)
    assert job.seconds > 0
    assert list(desk.inbox.folder.iterdir()) == []
    assert not desk.busy()


def test_what_failed_stays_and_can_be_tried_again_or_given_up(desk_with: Made) -> None:
    desk = desk_with(
        """
for path in listed:
    if path.endswith("bad.txt"): tell(outcome="skipped", where=path, why="is broken")
    else: added(path)
tell(outcome="summary")
sys.exit(3)
"""
    )
    request = files_request(desk.inbox, [Dropped("good.txt", b"x"), Dropped("bad.txt", b"y")])
    good, bad = request.files
    fail(desk, bad)
    job = over(desk, desk.submit(request))
    assert (job.state, job.added, job.skipped) == (State.DONE, 1, 1)
    assert (job.outcomes[0].where, job.outcomes[0].why) == ("bad.txt", "is broken")
    assert bad.exists()
    assert not good.exists()
    again = retry_request(desk.inbox, left_over(desk.store))
    assert (again.files, again.total) == ((bad,), 1)
    assert over(desk, desk.submit(again)).state is State.DONE
    assert bad.exists(), "it failed again"
    desk.dismiss([str(bad)])
    assert not bad.exists()
    assert left_over(desk.store) == []
    with pytest.raises(Refused) as refused:
        retry_request(desk.inbox, left_over(desk.store))
    assert refused.value.trouble is Trouble.NOTHING_LEFT


def test_a_job_is_stopped_as_by_ctrl_c(desk_with: Made) -> None:
    desk = desk_with(SLOW)
    number = drop(desk, "a.txt", "b.txt")
    until(desk, number, lambda job: job.added == 1)
    desk.stop(number)
    job = over(desk, number)
    assert (job.state, job.added) == (State.STOPPED, 1)
    assert list(desk.inbox.files()) == [], "what was cancelled is let go"
    assert left_over(desk.store) == []


def test_a_job_that_does_not_stop_is_ended(desk_with: Made) -> None:
    desk = desk_with("signal.signal(signal.SIGINT, signal.SIG_IGN)\n" + SLOW, grace=0.2)
    number = drop(desk, "a.txt")
    until(desk, number, lambda job: job.added == 1)
    desk.stop(number)
    assert over(desk, number, seconds=10).state is State.STOPPED


def test_a_job_that_has_not_begun_is_only_taken_off(desk_with: Made) -> None:
    desk = desk_with(SLOW)
    first, second = drop(desk, "a.txt"), drop(desk, "b.txt")
    desk.stop(second)
    desk.stop(first)
    desk.stop(99)
    assert over(desk, first).state is State.STOPPED
    job = over(desk, second)
    assert (job.state, job.told) == (State.STOPPED, 0)
    assert list(desk.inbox.files()) == []


def test_one_is_read_after_another_and_not_too_many_wait(desk_with: Made) -> None:
    desk = desk_with(
        """
busy = os.path.join(os.path.dirname(sys.argv[0]), "busy")
os.close(os.open(busy, os.O_CREAT | os.O_EXCL))
time.sleep(0.05)
os.unlink(busy)
"""
        + WELL
    )
    numbers = []
    with pytest.raises(Refused) as refused:
        for n in range(40):
            numbers.append(drop(desk, f"{n}.txt"))  # noqa: PERF401 - those that were taken
    assert refused.value.trouble is Trouble.QUEUE_FULL
    assert 8 <= len(numbers) <= 20
    for number in numbers[-3:]:
        assert over(desk, number).state is State.DONE, "two at once would find the other's mark"
    assert list(desk.inbox.files()) == []


def test_a_file_that_waits_once_more_is_not_taken_away_under_it(desk_with: Made) -> None:
    desk = desk_with(
        """
time.sleep(0.2)
for path in listed:
    if os.path.exists(path): added(path)
tell(outcome="summary")
"""
    )
    numbers = [drop(desk, "a.txt"), drop(desk, "a.txt")]
    assert [over(desk, number).added for number in numbers] == [1, 1]
    assert list(desk.inbox.files()) == []


def test_where_it_breaks_off_the_rest_can_be_tried_again(desk_with: Made) -> None:
    desk = desk_with(
        """
added(listed[0])
added(listed[1])
print("geo: The store is damaged: restore a copy.", file=sys.stderr)
sys.exit(1)
"""
    )
    job = over(desk, drop(desk, "a.txt", "b.txt", "c.txt"))
    assert (job.state, job.trouble) == (State.FAILED, Trouble.BROKE_OFF)
    assert job.error == "The store is damaged: restore a copy."
    assert {desk.inbox.shown(one.place) for one in left_over(desk.store)} == {"b.txt", "c.txt"}
    assert {path.name for path in desk.inbox.files()} == {"b.txt", "c.txt"}


def test_a_process_that_is_killed_shows_no_traceback(desk_with: Made) -> None:
    desk = desk_with("os.kill(os.getpid(), signal.SIGKILL)")
    job = over(desk, drop(desk, "a.txt"))
    assert (job.state, job.error, job.trouble) == (State.FAILED, "", Trouble.BROKE_OFF)
    desk = desk_with("raise RuntimeError('inside')")
    assert over(desk, drop(desk, "a.txt")).error == ""


def test_a_command_that_is_not_there_is_said(store: str) -> None:
    desk = Desk(store, command=["/nowhere/at-all"])
    job = over(desk, drop(desk, "a.txt"))
    assert (job.state, job.trouble) == (State.FAILED, Trouble.NO_PROCESS)
    assert len(left_over(store)) == 1


def test_nonsense_on_its_output_does_nothing(desk_with: Made) -> None:
    desk = desk_with(
        """
print("not json"); print("[1]"); print('{"outcome": "strange"}'); print('{"outcome": "added", "reports": "x"}')
sys.stdout.write("y" * 3_000_000 + "\\n"); sys.stdout.flush()
"""
        + WELL
    )
    job = over(desk, drop(desk, "a.txt"))
    assert (job.state, job.added, job.reports) == (State.DONE, 2, 3)


def test_only_the_newest_outcomes_are_kept(desk_with: Made) -> None:
    desk = desk_with("for n in range(2000): added(f'/rows.csv:{n}')\ntell(outcome='summary')")
    job = over(desk, drop(desk, "rows.csv"))
    assert (job.added, len(job.outcomes)) == (2000, SHOWN)
    assert job.outcomes[0].where == "/rows.csv:1999"
    assert job.done == 1


def test_links_are_counted_as_they_are_read(desk_with: Made) -> None:
    desk = desk_with(WELL)
    job = over(desk, desk.submit(links_request(desk.inbox, "https://a.example/1\nhttps://a.example/2")))
    assert (job.done, job.request.total, job.added) == (2, 2, 2)
    assert not any(desk.inbox.folder.iterdir()), "the list is gone too"


def test_the_command_knows_the_store_and_not_the_editors_key(
    store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, desk_with: Made
) -> None:
    monkeypatch.setenv("DATELINE_EDIT_KEY", "a key of editors")
    monkeypatch.setenv("DATELINE_ALLOW_PRIVATE", "1")
    desk = desk_with(
        "tell(outcome='added', where=os.environ['DATELINE_STORE'], title=str('DATELINE_EDIT_KEY' in os.environ)"
        " + os.environ['DATELINE_ALLOW_PRIVATE'])"
    )
    (told,) = over(desk, drop(desk, "a.txt")).outcomes
    assert (told.where, told.title) == (store, "False1")
    assert not any(store in word for word in desk.now()[0].request.command())


def test_the_end_of_the_server_ends_the_reading_and_keeps_what_was_not_read(desk_with: Made) -> None:
    desk = desk_with("open(os.path.join(os.path.dirname(sys.argv[0]), 'pid'), 'w').write(str(os.getpid()))\n" + SLOW)
    number = drop(desk, "a.txt", "b.txt")
    drop(desk, "c.txt")
    until(desk, number, lambda job: job.added == 1)
    began = time.monotonic()
    desk.close()
    assert time.monotonic() - began < 10
    pid = int((Path(desk.store).parent / "pid").read_text())
    with pytest.raises(OSError, match="No such process"):
        os.kill(pid, 0)
    assert {desk.inbox.shown(one.place) for one in left_over(desk.store)} == {"a.txt", "b.txt", "c.txt"}
    with pytest.raises(Refused):
        drop(desk, "d.txt")


def test_what_a_killed_server_left_is_found_again(desk_with: Made) -> None:
    desk = desk_with(WELL)
    path = desk.inbox.keep("a.txt", b"a")
    assert desk.recover() == 0, "it may be another server's, and new"
    assert desk.recover(now=time.time() + 7200) == 1
    assert desk.recover(now=time.time() + 7200) == 0
    assert [one.target for one in left_over(desk.store)] == [str(path)]


def test_a_page_may_ask_while_others_give(desk_with: Made) -> None:
    desk = desk_with(WELL)
    threads = [threading.Thread(target=drop, args=(desk, f"{n}.txt")) for n in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(200):
        desk.now()
    for thread in threads:
        thread.join()
    for number in range(1, 5):
        assert over(desk, number).state is State.DONE


def test_pasted_text_is_read_by_the_real_command(
    store: str, real_gazetteer_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_GAZETTEER", str(real_gazetteer_path))
    desk = Desk(store)
    text = "Shelling near Latakia\n\nShells fell on the port of Latakia on Monday."
    job = over(desk, desk.submit(text_request(desk.inbox, text)), seconds=60)
    assert (job.state, job.added, job.error) == (State.DONE, 1, "")
    assert job.outcomes[0].places >= 1
    again = over(desk, desk.submit(text_request(desk.inbox, text)), seconds=60)
    assert (again.added, again.unchanged) == (0, 1)
