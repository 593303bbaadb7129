"""A store in PostgreSQL answers as one in a file does.

Runs where DATELINE_TEST_POSTGRESQL is the URL of an empty database
(postgresql+psycopg://…, with psycopg installed); its tables are dropped again.
"""

import os
import threading
from collections.abc import Iterator

import pytest

from geo.errors import StoreError
from geo.query import Reports
from geo.records import Filters
from geo.store import SaveOutcome, Store, open_store
from geo.store.schema import tables
from tests.query.corpora import SENTENCES
from tests.store.making import NATO, SYRIA, buildup, parsed

URL = os.environ.get("DATELINE_TEST_POSTGRESQL", "")

pytestmark = pytest.mark.skipif(not URL, reason="DATELINE_TEST_POSTGRESQL names no database to test with")


@pytest.fixture
def remote() -> Iterator[Store]:
    opened = open_store(URL)
    yield opened
    tables.drop_all(opened.engine)
    opened.close()


def test_an_article_is_kept_once_replaced_and_removed(remote: Store) -> None:
    assert remote.save(buildup()) is SaveOutcome.ADDED
    assert remote.save(buildup()) is SaveOutcome.UNCHANGED
    assert remote.save(buildup(parser="test-2")) is SaveOutcome.UPDATED
    assert remote.article("buildup") == buildup(parser="test-2")
    assert remote.has(buildup().article, "test-2")
    assert remote.remove("buildup")
    assert remote.summary().articles == 0


@pytest.mark.parametrize(
    "asked",
    [
        Filters(),
        Filters(literal_only=False),
        Filters(places=(SYRIA.place_id,), text="harbour"),
        Filters(actors=(NATO.actor_id,), text='"CAFÉ at"'),
    ],
)
def test_it_answers_as_a_file_does(remote: Store, store: Store, asked: Filters) -> None:
    for n in range(12):
        for kept in (remote, store):
            kept.save(parsed(f"a{n}", *SENTENCES[n % 5 : n % 5 + 4], scores=[(n + k) % 10 / 10 for k in range(12)]))
    there, here = Reports(remote), Reports(store)
    assert there.totals(asked) == here.totals(asked)
    assert there.reports(asked, limit=None) == here.reports(asked, limit=None)
    for table in ("by_place", "by_actor", "by_day", "by_source", "table"):
        assert getattr(there, table)(asked).equals(getattr(here, table)(asked)), table


def test_writers_take_turns(remote: Store) -> None:
    failures: list[BaseException] = []

    def work(name: str) -> None:
        try:
            with remote.writer() as writer:
                for n in range(10):
                    writer.save(buildup(f"{name}{n}"))
                    writer.save(buildup(f"shared {n}"))
        except BaseException as error:  # noqa: BLE001
            failures.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert remote.summary().articles == remote.revision() == 50


def test_what_it_cannot_keep_is_refused(remote: Store) -> None:
    with pytest.raises(StoreError, match="NUL"):
        remote.save(parsed("nul", "A harbour \x00 at [Tartus]."))
    assert remote.summary().articles == 0
