"""Name the tables that a store is made of.

An article's short facts stand apart from its text, so that reading the facts of
every article never pages through the texts. Rows that belong to an article are
keyed by it and kept together on disk. Why: docs/decisions/0005-store.md
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Double,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

__all__ = [
    "META_TABLE",
    "SCHEMA_VERSION",
    "actor_mentions",
    "actors",
    "articles",
    "failures",
    "focuses",
    "geocodes",
    "mentions",
    "meta",
    "places",
    "reports",
    "stories",
    "story_bands",
    "tables",
    "texts",
]

SCHEMA_VERSION = 3
"""The version of the tables below. Raise it with each change, and add the step to geo/store/migrating.py."""

META_TABLE = "dateline_meta"
"""The table by which a Dateline store is known."""

tables = MetaData()

meta = Table(
    META_TABLE,
    tables,
    Column("name", String, primary_key=True),
    Column("value", BigInteger, nullable=False),
)
"""`schema`: version of the tables; `revision`: grows with every change of content; `removals`: how many articles were
removed; `ingest`: the greatest article number when an ingest began that has not gone through yet."""

articles = Table(
    "articles",
    tables,
    Column("article_no", Integer, primary_key=True),
    Column("article_id", String, nullable=False, unique=True),
    Column("title", String, nullable=False),
    Column("url", String, nullable=False),
    Column("source", String, nullable=False),
    Column("published", Date),
    Column("digest", String, nullable=False),
    Column("parser", String, nullable=False),
    Column("findings", String, nullable=False),
    Column("added", DateTime, nullable=False),
    Column("changed", BigInteger, nullable=False, index=True),
    Column("author", String, nullable=False, server_default=""),
    Column("language", String, nullable=False, server_default=""),
    Column("pages", Text, nullable=False, server_default=""),
    Column("given", Text, nullable=False, server_default=""),
    sqlite_autoincrement=True,
)
"""`digest` is that of text and metadata, `findings` that of what the parser found; `changed` is the revision of the
last change; `added` is in UTC. A number is never given twice, so that an older view can't show another article.
`pages` is a JSON array of the offsets at which pages begin, `given` one of the places that came with the article, each
"" where there are none. The last four columns since version 3."""

texts = Table(
    "texts",
    tables,
    Column("article_no", Integer, ForeignKey(articles.c.article_no), primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    Column("sentences", Text, nullable=False),
)
"""`sentences` is a JSON array of [start, end, counts]."""

places = Table(
    "places",
    tables,
    Column("place_no", Integer, primary_key=True),
    Column("place_id", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("lat", Double, nullable=False),
    Column("lon", Double, nullable=False),
    Column("kind", String, nullable=False),
    Column("feature_class", String, nullable=False),
    Column("country", String, nullable=False),
    Column("admin1", String, nullable=False),
    Column("admin1_id", String, nullable=False),
    Column("population", BigInteger, nullable=False),
    Column("radius_km", Double, nullable=False),
    Column("area_id", String, nullable=False),
    Column("changed", BigInteger, nullable=False, index=True),
)
"""Every place that an article in the store names or might have meant. Rows are never deleted: a place that no report
names any more shows nowhere, and its number stays good for other processes."""

actors = Table(
    "actors",
    tables,
    Column("actor_no", Integer, primary_key=True),
    Column("actor_id", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("changed", BigInteger, nullable=False, index=True),
)

mentions = Table(
    "mentions",
    tables,
    Column("article_no", Integer, ForeignKey(articles.c.article_no), primary_key=True, autoincrement=False),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("sentence", Integer, nullable=False),
    Column("surface", String, nullable=False),
    Column("role", String, nullable=False),
    Column("place_no", Integer, ForeignKey(places.c.place_no)),
    Column("score", Double, nullable=False),
    Column("reason", String, nullable=False),
    Column("origin", String, nullable=False),
    Column("alternatives", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Toponyms in their order; `sentence` is the offset of the sentence that holds it (−1: none); `alternatives` is a JSON
array of [place_id, score]."""

actor_mentions = Table(
    "actor_mentions",
    tables,
    Column("article_no", Integer, ForeignKey(articles.c.article_no), primary_key=True, autoincrement=False),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("sentence", Integer, nullable=False),
    Column("surface", String, nullable=False),
    Column("actor_no", Integer, ForeignKey(actors.c.actor_no), nullable=False),
    sqlite_with_rowid=False,
)

reports = Table(
    "reports",
    tables,
    Column("article_no", Integer, ForeignKey(articles.c.article_no), primary_key=True, autoincrement=False),
    Column("start", Integer, primary_key=True, autoincrement=False),
    Column("place_no", Integer, ForeignKey(places.c.place_no), primary_key=True, autoincrement=False),
    Column("key", BigInteger, nullable=False),
    Column("score", Double, nullable=False),
    Column("literal", Boolean, nullable=False),
    sqlite_with_rowid=False,
)
"""One place in one sentence that counts (`start` is the sentence's offset); `key` is the report's stable id as a signed
64-bit number. Its words, mentions and actors are those of the sentence, and stand in the tables above."""

focuses = Table(
    "focuses",
    tables,
    Column("article_no", Integer, ForeignKey(articles.c.article_no), primary_key=True, autoincrement=False),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("place_no", Integer, ForeignKey(places.c.place_no), nullable=False),
    Column("share", Double, nullable=False),
    sqlite_with_rowid=False,
)
"""What an article is about, in its order; `share` is what part of its mentions of places is of this one (0…1). Since
version 2."""

geocodes = Table(
    "geocodes",
    tables,
    Column("provider", String, primary_key=True),
    Column("query", String, primary_key=True),
    Column("payload", Text),
    Column("asked_at", DateTime, nullable=False),
)
"""Answers of online geocoders; a `payload` of NULL is a miss. `asked_at` is in UTC."""

stories = Table(
    "stories",
    tables,
    Column("article_no", Integer, ForeignKey(articles.c.article_no), primary_key=True, autoincrement=False),
    Column("story_no", Integer, nullable=False, index=True),
    Column("signature", LargeBinary, nullable=False),
)
"""Which articles print the same story: those of one `story_no`, which is the smallest of their article numbers. Every
article has a row; `signature` is that of geo/stories.py, empty for a text that is too short. Since version 3."""

story_bands = Table(
    "story_bands",
    tables,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("article_no", Integer, ForeignKey(articles.c.article_no), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""By which an article's copies are looked up; they follow from its signature. Since version 3."""

failures = Table(
    "failures",
    tables,
    Column("place", String, primary_key=True),
    Column("why", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("target", String, nullable=False, index=True),
    Column("options", Text, nullable=False),
    Column("first", DateTime, nullable=False),
    Column("last", DateTime, nullable=False),
    Column("tries", Integer, nullable=False),
)
"""What could not be read: `place` names it in full (file and line, address), `target` is the file or address to give
again, `options` a JSON object of what else to give; `first` and `last` try are in UTC. Since version 3."""
