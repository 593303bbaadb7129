"""A table is read whatever its columns are called, in any usual format, and a bad row costs only itself."""

import csv
import gzip
import json
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.articles.tables import TABLE_FORMATS, asking, read_columns
from geo.articles.tables.days import day_first, parse_day
from geo.articles.tables.delimited import separator_of
from geo.articles.tables.mapping import guess
from geo.errors import ArticleError
from geo.records import Article, PlaceKind

PORT = "Shells fell on the harbour of Latakia on Friday, and the cranes stood still, a clerk of the port said."
MILL = "The mill at Tartus has flour for a week, its owner said, and then the bakers of the town must close."


def read(path: Path, **columns: str) -> tuple[list[Article], list[str], list[str]]:
    """The articles of a table, its problems and warnings, and how it was read."""
    problems: list[str] = []
    told: list[str] = []
    found: list[Article] = []
    head = path.read_bytes()[:4096]
    with asking(columns, tell=lambda where, how: told.append(how)):
        known = next(one for one in TABLE_FORMATS if one.fits(head, path.name))
        for one in known.read(path, path.name, warn=lambda error: problems.append(str(error))):
            if isinstance(one, ArticleError):
                problems.append(str(one))
            else:
                found.append(one)
    return found, problems, told


def write(path: Path, *rows: list[str], separator: str = ",", encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=separator).writerows(rows)
    return path


@pytest.mark.parametrize(
    ("columns", "separator", "encoding"),
    [
        (["headline", "body", "date", "publisher", "link"], ",", "utf-8"),
        (["Überschrift", "Inhalt", "Datum", "Zeitung", "Link"], ";", "cp1252"),
        (["Titre", "Texte", "Date de publication", "Média", "Lien"], "\t", "utf-8-sig"),
        (["Заголовок", "Текст", "Дата", "Издание", "Ссылка"], ",", "cp1251"),
        (["标题", "正文", "日期", "来源", "链接"], ",", "utf-16"),
        (["عنوان", "النص", "التاريخ", "المصدر", "رابط"], "|", "utf-8"),
        (["News Title", "article_body", "publishedDate", "Source name", "Source URL"], ",", "utf-8"),
    ],
)
def test_columns_are_told_by_their_names_in_several_languages(
    tmp_path: Path, columns: list[str], separator: str, encoding: str
) -> None:
    rows = [["Harbour shelled", PORT, "2026-05-01", "The Harbour Post", "https://post.example/1"]] * 2
    path = write(tmp_path / "table.csv", columns, *rows, separator=separator, encoding=encoding)
    (article, _), problems, told = read(path)
    assert problems == []
    assert (article.title, article.text, article.source) == ("Harbour shelled", PORT, "The Harbour Post")
    assert (article.published, article.url) == (date(2026, 5, 1), "https://post.example/1")
    assert told == [f"text ← {columns[1]}, title ← {columns[0]}, url ← {columns[4]}, source ← {columns[3]}, "
                    f"published ← {columns[2]}"]  # fmt: skip


def test_columns_whose_names_say_nothing_are_told_by_what_they_hold(tmp_path: Path) -> None:
    rows = [["7", "https://post.example/1", PORT, "1 May 2026"], ["8", "https://post.example/2", MILL, "2 May 2026"]]
    articles, problems, told = read(write(tmp_path / "t.csv", ["a", "b", "c", "d"], *rows))
    assert problems == []
    assert told == ["text ← c, url ← b, published ← d"]
    assert [a.published for a in articles] == [date(2026, 5, 1), date(2026, 5, 2)]
    assert articles[0].article_id != articles[1].article_id


def test_what_the_user_says_of_the_columns_is_done(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", ["body", "memo"], [PORT, MILL])
    (article,), _, told = read(path, text="Memo")
    assert article.text == MILL
    assert told == ["text ← memo"]


def test_a_column_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    articles, problems, _ = read(write(tmp_path / "t.csv", ["body", "memo"], [PORT, MILL]), text="corps")
    assert articles == []
    assert problems == ["t.csv: has no column “corps”; its columns are: body, memo"]


def test_a_table_without_texts_lists_its_columns(tmp_path: Path) -> None:
    _, problems, _ = read(write(tmp_path / "t.csv", ["n", "m"], ["1", "2"]))
    assert problems == ["t.csv: has no column of texts; say which it is: --columns text=… of n, m"]


@pytest.mark.parametrize("given", ["body", "text=", "tekst=body", "text=body,=x"])
def test_what_can_not_be_a_column_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match="“"):
        read_columns(given)
    assert read_columns("text=Body text, published=Day") == {"text": "Body text", "published": "Day"}


def test_a_bad_row_is_named_by_its_number_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = write(
        tmp_path / "t.csv", ["title", "body"], ["a", PORT], ["b", "x", "y", "z"], ["", ""], ["", " "], ["c", MILL]
    )
    articles, problems, _ = read(path)
    assert [article.title for article in articles] == ["a", "c"]
    assert problems == [
        "t.csv:3: has 4 cells where the table has 2 columns; check its quotes and separators",
        "t.csv:5: has no text",
    ]


def test_a_quote_that_never_ends_costs_no_more_than_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f'title,body\na,{PORT[:30]}\nb,"open {"word " * 1_100_000}\n', encoding="utf-8")
    articles, problems, _ = read(path)
    assert [article.title for article in articles] == ["a"]
    assert len(problems) == 1
    assert problems[0].startswith("t.csv:3: can't be read as a row")


def test_a_day_that_may_be_another_is_not_invented() -> None:
    assert day_first(["01/02/2026", "25/02/2026"]) is True
    assert day_first(["01/02/2026", "02/25/2026"]) is False
    assert parse_day("01/02/2026", first=day_first(["01/02/2026"])) is None
    assert parse_day("01/02/2026", first=True) == date(2026, 2, 1)
    assert parse_day("01.02.2026", first=None) == date(2026, 2, 1)
    for written in ("2026-02-01T10:00:00Z", "20260201", "20260201101500", "1 Feb 2026", "Feb 1, 2026", "2026/2/1"):
        assert parse_day(written, first=None) == date(2026, 2, 1), written
    assert parse_day("31/02/2026", first=True) is None


def test_a_workbook_is_read_with_its_days(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["Title", "Text", "Published", "ID"])
    book.active.append(["a", PORT, datetime(2026, 5, 1, 12), 17])
    other = book.create_sheet("More")
    other.append(["Text"])
    other.append([MILL])
    book.save(tmp_path / "t.xlsx")
    articles, problems, told = read(tmp_path / "t.xlsx")
    assert problems == []
    assert next((a.article_id, a.text, a.published) for a in articles) == ("17", PORT, date(2026, 5, 1))
    assert articles[1].text == MILL
    assert told == ["text ← Text, title ← Title, published ← Published, id ← ID", "text ← Text"]
    (tmp_path / "broken.xlsx").write_bytes((tmp_path / "t.xlsx").read_bytes()[:900])
    _, problems, _ = read(tmp_path / "broken.xlsx")
    assert len(problems) == 1
    assert "Excel workbook" in problems[0]


def test_a_parquet_table_is_read_beyond_its_first_slice(tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    table = pa.table({"content": [f"{PORT} {n}" for n in range(4_100)], "when": [date(2026, 5, 1)] * 4_100})
    parquet.write_table(table, tmp_path / "t.parquet", row_group_size=3_000)
    articles, problems, told = read(tmp_path / "t.parquet")
    assert problems == []
    assert [a.text for a in articles] == [f"{PORT} {n}" for n in range(4_100)]
    assert told == ["text ← content, published ← when"]
    (tmp_path / "broken.parquet").write_bytes((tmp_path / "t.parquet").read_bytes()[:-100])
    _, problems, _ = read(tmp_path / "broken.parquet")
    assert problems == ["broken.parquet: can't be read as Parquet; it may be damaged"]


def test_json_lines_of_other_fields_are_read(tmp_path: Path) -> None:
    lines = [json.dumps({"headline": "a", "maintext": PORT, "meta": {"site": "post.example"}}), "broken", "[]"]
    (tmp_path / "t.ndjson").write_text("\n".join(lines))
    (tmp_path / "t.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    for name in ("t.ndjson", "t.jsonl.gz"):
        (article,), problems, _ = read(tmp_path / name, text="maintext")
        assert (article.text, article.source) == (PORT, "post.example")
        assert [problem.split(":")[1] for problem in problems] == ["2", "3"]


def test_this_projects_own_json_lines_are_left_to_their_own_reader() -> None:
    own = b'{"id": 1, "text": "Shells fell."}\n'
    assert not any(one.fits(own, "t.jsonl") for one in TABLE_FORMATS)
    assert any(one.fits(b'{"body": "Shells fell."}\n', "t.jsonl") for one in TABLE_FORMATS)
    assert not any(one.fits(b"Shells fell.", "t.txt") for one in TABLE_FORMATS)


def test_a_metadata_file_beside_a_text_is_no_table_and_no_problem(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PORT)
    (tmp_path / "a.json").write_text('{"title": "a"}')
    (tmp_path / "b.json").write_text('{"title": "b"}')
    assert not [p for p in read(tmp_path / "a.json")[1] if "no list" in p]
    assert read(tmp_path / "b.json")[1] == ["b.json: is JSON, but no list of articles; name a file that holds one"]


ACLED = (
    "event_id_cnty,event_date,year,event_type,sub_event_type,actor1,iso,country,admin1,location,latitude,longitude,"
    "geo_precision,source,notes,fatalities"
).split(",")


def acled(number: int, place: str, lat: float, lon: float, precision: int, notes: str) -> list[str]:
    facts = [f"SYR{number}", "03 May 2024", "2024", "Battles", "Armed clash", "A militia", "760", "Syria", "Aleppo"]
    return [*facts, place, str(lat), str(lon), str(precision), "Local monitor", notes, "0"]


def test_an_export_of_acled_keeps_its_coordinates(tmp_path: Path) -> None:
    rows = [
        acled(1, "Latakia", 35.53, 35.79, 1, "Fighters clashed near the port of Latakia."),
        acled(2, "Tal Qarah", 36.5, 37.4, 2, "Two cars were burnt."),
        acled(3, "Aleppo", 0, 0, 3, "Somewhere."),
        acled(4, "Aleppo", 360, 0, 3, "Somewhere else."),
    ]
    (first, second, third, fourth), problems, _ = read(write(tmp_path / "acled.csv", ACLED, *rows))
    assert (first.article_id, first.published, first.source) == ("SYR1", date(2024, 5, 3), "Local monitor")
    (place,) = first.given
    assert (place.name, place.lat, place.lon, place.kind) == ("Latakia", 35.53, 35.79, PlaceKind.TOWN)
    assert first.text[place.start : place.end] == "Latakia"
    assert second.text == "Tal Qarah: Two cars were burnt."
    assert second.given[0].kind is PlaceKind.ADMIN2
    assert second.text[second.given[0].start : second.given[0].end] == "Tal Qarah"
    assert third.given == fourth.given == ()
    assert problems == ['acled.csv:5: has coordinates that lie nowhere ("360", "0")']


def gdelt_event(kind: str, place: str, lat: str, lon: str) -> str:
    actors = ["RUS", "RUSSIA", *[""] * 8, "SYR", "SYRIA", *[""] * 8]
    facts = ["1", "190", "190", "19", "4", "-10", "5", "1", "5", "-3.2"]
    geo = [kind, place, "SY", "SY02", "", lat, lon, "-2"]
    return "\t".join(
        ["1000000001", "20240503", "202405", "2024", "2024.3", *actors, *facts, *geo, *geo, *geo,
         "20240504000000", "https://news.example/a"]
    )  # fmt: skip


def test_events_of_gdelt_are_known_without_a_heading(tmp_path: Path) -> None:
    path = tmp_path / "20240504.export.CSV"
    rows = [gdelt_event("4", 'Latakia, Al "Ladhiqiyah, Syria', "35.5", "35.8"), gdelt_event("1", "Syria", "35", "38")]
    path.write_text("\n".join([*rows, gdelt_event("0", "", "", "")]) + "\n")
    (town, country, nowhere), problems, _ = read(path)
    assert problems == []
    assert town.text == 'Latakia, Al "Ladhiqiyah, Syria: RUSSIA fights (SYRIA).'
    assert (town.article_id, town.url, town.source) == ("gdelt-1000000001", "https://news.example/a", "news.example")
    assert town.published == date(2024, 5, 3)
    assert (town.given[0].name, town.given[0].country, town.given[0].kind) == ("Latakia", "Syria", PlaceKind.TOWN)
    assert (town.given[0].lat, town.given[0].lon) == (35.5, 35.8)
    assert country.given[0].kind is PlaceKind.COUNTRY
    assert nowhere.given == ()


def test_the_knowledge_graph_of_gdelt_gives_each_of_its_places(tmp_path: Path) -> None:
    syria, latakia = "1#Syria#SY#SY##35#38#SY", "4#Latakia, Al Ladhiqiyah, Syria#SY#SY02##35.53#35.79#-2"
    places = f"{syria}#12;{latakia}#99;{syria}#40"
    cells = ["20240504000000-12", "20240504000000", "1", "news.example", "https://news.example/b", *[""] * 5, places]
    path = tmp_path / "x.gkg.csv"
    path.write_text("\t".join([*cells, *[""] * 15, "<PAGE_TITLE>Port shelled &#x2019;again&#x2019;</PAGE_TITLE>"]))
    (article,), problems, _ = read(path)
    assert problems == []
    assert article.title == "Port shelled ’again’"
    assert [(place.name, place.lat, place.lon) for place in article.given] == [
        ("Syria", 35, 38),
        ("Latakia", 35.53, 35.79),
    ]
    assert all(article.text[p.start : p.end].startswith(p.name) for p in article.given)


def test_what_media_cloud_and_newsapi_give_is_known(tmp_path: Path) -> None:
    cloud = ["id", "indexed_date", "language", "media_name", "media_url", "publish_date", "title", "url"]
    row = ["h1", "2024-05-05", "en", "The Post", "post.example", "2024-05-04", "Port shelled", "https://post.example/x"]
    (article,), _, _ = read(write(tmp_path / "cloud.csv", cloud, row))
    assert (article.text, article.source, article.language) == ("Port shelled", "The Post", "en")
    one = {"source": {"id": None, "name": "The Post"}, "author": "A. Writer", "title": "Port shelled",
           "description": "Shells hit Latakia.", "url": "https://post.example/x", "urlToImage": None,
           "publishedAt": "2024-05-04T10:00:00Z", "content": f"{PORT[:40]}… [+2031 chars]"}  # fmt: skip
    (tmp_path / "newsapi.json").write_text(json.dumps({"status": "ok", "totalResults": 1, "articles": [one]}))
    (article,), problems, _ = read(tmp_path / "newsapi.json")
    assert problems == []
    assert article.text == f"Shells hit Latakia.\n\n{PORT[:40]}…"
    assert (article.source, article.author, article.published) == ("The Post", "A. Writer", date(2024, 5, 4))


def test_the_same_words_in_two_papers_stay_two_articles(tmp_path: Path) -> None:
    articles, _, _ = read(write(tmp_path / "t.csv", ["text", "source"], [PORT, "Post"], [PORT, "Mail"]))
    assert len({article.article_id for article in articles}) == 2


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text(st.characters(codec="utf-8"), max_size=20), min_size=1, max_size=6), max_size=8))
def test_any_table_is_read_or_refused_in_a_sentence(rows: list[list[str]]) -> None:
    columns = [f"c{at}" for at in range(max(map(len, rows), default=1))]
    sample = [dict(zip(columns, row, strict=False)) for row in rows]
    try:
        assert guess(columns, sample, {}, "t").column("text") in columns
    except ArticleError as error:
        assert "--columns" in error.why
    assert separator_of([";".join(row) for row in rows]) in ",;\t|"
