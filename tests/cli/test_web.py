"""`geo ingest` takes links, and `geo watch` follows feeds; both only where they may go."""

import json
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import Result

from geo.articles.web.opening import forget_pages
from geo.store import open_store
from tests.articles.web.site import Asked, Page, Site, serving, story
from tests.articles.web.test_feeds import rss
from tests.articles.web.test_following import feed, item
from tests.cli.conftest import FakePipeline

Geo = Callable[..., Result]


@pytest.fixture(autouse=True)
def _fake(pipeline: FakePipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.articles.web.manners._PAUSE", 0.0)
    monkeypatch.setattr("geo.articles.web.manners._BACKOFF", 0.0)
    for name in ("DATELINE_ALLOW_PRIVATE", "DATELINE_CONTACT"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


@pytest.fixture
def allowed(site: Site) -> tuple[str, ...]:
    return ("--allow-private", "--allow-ports", str(site.port))


def articles_in(store: Path) -> list[tuple[str, str]]:
    opened = open_store(store, read_only=True)
    try:
        with opened.reading() as connection:
            rows = connection.exec_driver_sql("SELECT title, url FROM articles ORDER BY article_no").all()
        return [(str(title), str(url)) for title, url in rows]
    finally:
        opened.close()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "own" / "store.sqlite"


def test_links_and_lists_of_links_are_read_and_kept(
    geo: Geo, site: Site, allowed: tuple[str, ...], tmp_path: Path, store: Path
) -> None:
    for name in ("one", "two", "three"):
        site.pages[f"/{name}"] = Page(story(name.title()))
    links = tmp_path / "links.txt"
    links.write_text(f"# two more\n{site.url}/two\n{site.url}/three?utm_source=x\n")
    (tmp_path / "file.txt").write_text("An air base near Latakia.")
    result = geo("ingest", f"{site.url}/one", tmp_path / "file.txt", "--links", links, *allowed)
    assert result.exit_code == 0, result.output
    assert "4 added" in result.stdout
    assert {("One", f"{site.url}/one"), ("Two", f"{site.url}/two"), ("Three", f"{site.url}/three")} < set(
        articles_in(store)
    )
    assert list((store.parent / "archive").glob("*.warc.gz"))
    again = geo("ingest", "--links", links, *allowed, "--json")
    assert json.loads(again.stdout)["unchanged"] == 2


def test_the_archive_can_be_left_out(geo: Geo, site: Site, allowed: tuple[str, ...], store: Path) -> None:
    site.pages["/one"] = Page(story("One"))
    assert geo("ingest", f"{site.url}/one", "--no-archive", *allowed).exit_code == 0
    assert not (store.parent / "archive").exists()


def test_a_private_address_is_refused_by_default(geo: Geo, site: Site) -> None:
    result = geo("ingest", f"{site.url}/one", "http://localhost/", "http://169.254.169.254/latest/meta-data/")
    assert result.exit_code == 3
    assert "0 added" in result.stdout
    assert result.stderr.count("only public addresses are fetched") == 2
    assert "--allow-ports" in result.stderr
    assert site.asked == []


def test_private_addresses_can_be_allowed_by_the_environment(
    geo: Geo, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_ALLOW_PRIVATE", "1")
    monkeypatch.setenv("DATELINE_CONTACT", "desk@news.example\r\nX: y")
    site.pages["/one"] = Page(story("One"))
    assert geo("ingest", f"{site.url}/one", "--allow-ports", site.port).exit_code == 0
    assert site.asked[-1].headers["User-Agent"] == "Dateline/0.1 (desk@news.exampleX: y)"
    monkeypatch.setenv("DATELINE_ALLOW_PRIVATE", "0")
    assert geo("ingest", f"{site.url}/one", "--allow-ports", site.port).exit_code == 3


@pytest.mark.parametrize("ports", ["banana", "0", "70000", "80;81"])
def test_ports_that_are_none_are_usage_errors(geo: Geo, ports: str) -> None:
    assert geo("ingest", "http://news.example/", "--allow-ports", ports).exit_code == 2


def test_a_list_of_links_that_is_not_there_is_named(geo: Geo, tmp_path: Path) -> None:
    result = geo("ingest", "--links", tmp_path / "none.txt")
    assert result.exit_code == 3
    assert "none.txt: can't be read" in result.stderr


def test_watching_reports_each_round_in_one_line_and_starts_where_it_stopped(
    geo: Geo, site: Site, allowed: tuple[str, ...], store: Path
) -> None:
    site.pages["/rss"] = feed(item("one", full=True), item("two", link=f"{site.url}/two"))
    site.pages["/two"] = Page(story("Two"))
    first = geo("watch", f"{site.url}/rss", "--rounds", 1, *allowed)
    assert first.exit_code == 0, first.output
    (line,) = first.stdout.splitlines()
    assert line.endswith(": 1 feed, 2 new, 2 reports.")
    assert first.stderr == ""
    again = geo("watch", f"{site.url}/rss", "--rounds", 1, *allowed)
    assert again.stdout.splitlines()[0].endswith(": 1 feed, nothing new.")
    assert [title for title, _ in articles_in(store)] == ["Two", "About one"]


def test_what_went_wrong_is_named_and_the_others_go_on(
    geo: Geo, site: Site, allowed: tuple[str, ...], tmp_path: Path
) -> None:
    listed = tmp_path / "feeds.opml"
    outlines = "".join(f'<outline xmlUrl="{site.url}/{name}"/>' for name in ("gone", "rss"))
    listed.write_text(f"<opml><body>{outlines}</body></opml>")
    site.pages["/rss"] = feed(item("one", full=True), item("two", link=f"{site.url}/two"))
    result = geo("watch", listed, "--rounds", 1, *allowed)
    assert result.exit_code == 3
    assert "2 feeds (1 not read), 1 new, 1 skipped, 1 report." in result.stdout
    assert len(result.stderr.splitlines()) == 2
    assert f"{site.url}/gone: is not there" in result.stderr


def test_a_new_store_reads_all_again(geo: Geo, site: Site, allowed: tuple[str, ...], store: Path) -> None:
    site.pages["/rss"] = feed(item("one", full=True))
    for _ in range(2):
        assert "1 new" in geo("watch", f"{site.url}/rss", "--rounds", 1, *allowed).stdout
        store.unlink()


def test_ctrl_c_while_waiting_for_the_network_keeps_what_was_read(
    geo: Geo, site: Site, allowed: tuple[str, ...], store: Path
) -> None:
    def interrupting(_asked: Asked) -> Page:
        os.kill(os.getpid(), signal.SIGINT)
        return Page(story("Two"), drip=0.05)

    site.pages["/rss"] = feed(item("two", link=f"{site.url}/two"), item("one", full=True))
    site.pages["/two"] = interrupting
    before = signal.getsignal(signal.SIGINT)
    result = geo("watch", f"{site.url}/rss", *allowed)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[-1] == "Stopped; all that was read is saved."
    assert [title for title, _ in articles_in(store)] == ["About one"]
    assert signal.getsignal(signal.SIGINT) is before
    site.pages["/two"] = Page(story("Two"))
    assert "1 new" in geo("watch", f"{site.url}/rss", "--rounds", 1, *allowed).stdout


def test_what_ends_a_service_ends_the_wait_between_rounds(geo: Geo, site: Site, allowed: tuple[str, ...]) -> None:
    def ending(_asked: Asked) -> Page:
        import threading

        threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGTERM)).start()
        return Page(rss(""), kind="application/rss+xml")

    site.pages["/rss"] = ending
    result = geo("watch", f"{site.url}/rss", "--every", "1d", *allowed)
    assert result.exit_code == 0
    assert "nothing new; next look at " in result.stdout
    assert "Stopped" in result.stdout


@pytest.mark.parametrize("every", ["banana", "-5", "", "5 weeks"])
def test_a_time_that_is_none_is_a_usage_error(geo: Geo, every: str) -> None:
    assert geo("watch", "http://news.example/rss", "--every", every).exit_code == 2


def test_a_list_of_feeds_that_is_not_there_is_one_sentence(geo: Geo, tmp_path: Path) -> None:
    result = geo("watch", tmp_path / "none.opml")
    assert result.exit_code == 1
    assert "none.opml: can't be read" in result.stderr


def test_a_page_is_shown_as_it_was_fetched(geo: Geo, site: Site, allowed: tuple[str, ...], store: Path) -> None:
    url = f"{site.url}/one"
    site.pages["/one"] = [Page(story("One")), Page(story("One, corrected"))]
    for _ in range(2):
        geo("ingest", url, *allowed)
    listed = geo("archive", url)
    assert [line.split()[0] for line in listed.stdout.splitlines()] == ["1.", "2."]
    assert geo("archive", url, "--copy", 1).stdout == story("One")
    assert [kept["article"] for kept in json.loads(geo("archive", url, "--json").stdout)] == [url, url]
    for parts in ((f"{site.url}/two",), (url, "--copy", 3)):
        result = geo("archive", *parts)
        assert result.exit_code == 1
        assert "the archive keeps" in result.stderr
    assert forget_pages(str(store), [url, ""]) == 2
    assert geo("archive", url).exit_code == 1


def test_what_a_watch_gives_up_is_kept_for_another_try(
    geo: Geo, site: Site, allowed: tuple[str, ...], store: Path
) -> None:
    site.pages["/rss"] = feed(item("gone", link=f"{site.url}/gone"), item("busy", link=f"{site.url}/busy"))
    site.pages["/busy"] = Page(status=503)
    assert "2 skipped" in geo("watch", f"{site.url}/rss", "--rounds", 1, *allowed).stdout
    site.pages["/gone"] = site.pages["/busy"] = Page(story("Here after all"))
    retried = geo("ingest", "--retry-failed", *allowed, "--json")
    assert json.loads(retried.stdout)["added"] == 1
    assert articles_in(store) == [("Here after all", f"{site.url}/gone")]
