"""What could not be read is kept with its reason until it is read after all."""

from datetime import UTC, datetime
from pathlib import Path

from geo.store import Failure, Store, open_store

BROKEN = Failure("reports/july.pdf", "is cut short; get a whole copy", "file", "reports/july.pdf")


def test_a_failure_is_kept_with_its_reason_and_when(path: Path) -> None:
    store = open_store(path)
    store._clock = lambda: datetime(2026, 5, 1, 12, tzinfo=UTC)
    store.note_failure(BROKEN)
    store._clock = lambda: datetime(2026, 5, 2, 12, tzinfo=UTC)
    store.note_failure(Failure(BROKEN.place, "is locked with a password", "file", BROKEN.target, '{"columns": "a=b"}'))
    store.close()
    again = open_store(path, read_only=True)
    (kept,) = again.failures()
    again.close()
    assert kept == Failure(
        BROKEN.place,
        "is locked with a password",
        "file",
        BROKEN.target,
        '{"columns": "a=b"}',
        datetime(2026, 5, 1, 12, tzinfo=UTC),
        datetime(2026, 5, 2, 12, tzinfo=UTC),
        2,
    )


def test_what_was_read_after_all_is_forgotten_and_the_rest_is_not(store: Store) -> None:
    store.note_failure(BROKEN)
    store.note_failure(Failure("table.csv:7", "has no text", "row", "table.csv"))
    assert [failure.place for failure in store.failures(["table.csv"])] == ["table.csv:7"]
    assert store.clear_failures([BROKEN.place, "never met"]) == 1
    assert [failure.place for failure in store.failures()] == ["table.csv:7"]


def test_of_one_file_no_more_than_a_thousand_rows_are_kept(store: Store) -> None:
    with store._writing() as connection, connection.begin():
        from geo.store.retrying import keep_failure

        for row in range(1005):
            keep_failure(connection, Failure(f"t.csv:{row}", "no text", "row", "t.csv"), at=datetime.now(UTC))
    assert len(store.failures()) == 1000


def test_a_name_that_is_no_utf8_and_a_reason_without_end_are_kept_as_far_as_can_be(store: Store) -> None:
    store.note_failure(Failure("caf\udce9.txt", "x" * 100_000, "file", "caf\udce9.txt"))
    (kept,) = store.failures(["caf\udce9.txt"])
    assert kept.place == "caf?.txt"
    assert len(kept.why) == 2000
    assert store.clear_failures(["caf\udce9.txt"]) == 1
