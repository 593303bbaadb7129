"""Say what went wrong, as one tree; each message says what to do about it.

Every error that a user may meet derives from `DatelineError`, and its text is
one sentence with the remedy in it, fit for the terminal and for the browser.
"Not found" is never an error: it is an empty answer.
"""

__all__ = [
    "ActorListError",
    "ArticleError",
    "DatelineError",
    "GazetteerError",
    "GeocoderError",
    "ModelError",
    "StoreError",
    "StoreReadOnly",
    "StoreTooNew",
]


class DatelineError(Exception):
    """Something a user can mend; the message is one sentence that says how."""


class ArticleError(DatelineError):
    """An article, or a file of articles, can't be read.

    `where` names the file (and line) it came from, `why` the cause.
    """

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.where = where
        self.why = why

    def __reduce__(self) -> tuple[type["ArticleError"], tuple[str, str]]:
        """So that it can be sent between processes."""
        return type(self), (self.where, self.why)


class GazetteerError(DatelineError):
    """The gazetteer index is missing, broken, or can't be built."""


class ActorListError(DatelineError):
    """A list of actors (CSV) can't be read."""


class ModelError(DatelineError):
    """A recogniser's weights are missing, broken, or of another version."""


class StoreError(DatelineError):
    """The store can't be opened, read or written."""


class StoreReadOnly(StoreError):
    """The store can be read, but not written."""


class StoreTooNew(StoreError):
    """The store was written by a newer version of Dateline."""


class GeocoderError(DatelineError):
    """An online geocoder failed to answer (which is not the same as "no such place")."""
