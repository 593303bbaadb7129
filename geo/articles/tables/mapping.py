"""Tell which column of a table is the text, which the date, by its name in several languages, else by what it holds."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field

from geo.articles.tables.days import looks_like_day
from geo.errors import ArticleError

__all__ = ["ROLES", "Mapping", "guess", "is_coordinate", "read_columns"]

ROLES = (
    "text", "title", "url", "source", "published", "author", "language", "id",
    "lat", "lon", "place", "admin1", "country", "precision",
)  # fmt: skip
"""What a column can be."""

_NAMES: AnyMapping[str, str] = {
    "text": "text body content contents article articlebody articletext bodytext fulltext maintext story notes "
    "texte corps contenu inhalt artikeltext volltext texto cuerpo contenido conteudo testo corpo tekst tresc inhoud "
    "текст содержание metin icerik نص النص 内容 正文 本文 본문",
    "title": "title headline heading titre titel titulo titolo kop uberschrift schlagzeile titular titolo tytul "
    "заголовок название baslik عنوان العنوان 标题 標題 タイトル 見出し 제목",
    "url": "url link href address weburl webaddress sourceurl articleurl permalink lien enlace adresse "
    "ссылка رابط 链接",
    "source": "source publisher outlet medianame newspaper publication sourcename publishername media medium site "
    "domain journal quelle zeitung verlag fuente diario fonte testata zrodlo bron издание источник "
    "kaynak المصدر 来源 媒体",
    "published": "published date publishedat publishdate publisheddate pubdate publicationdate datepublished "
    "publishedon eventdate articledate datum veroffentlicht fecha data datepublication дата tarih "
    "تاريخ التاريخ 日期 日付 날짜",
    "author": "author authors byline creator writer auteur autor autore verfasser auteurs автор yazar الكاتب 作者 著者",
    "language": "language lang langue sprache idioma lingua taal jezyk язык dil اللغة 语言",
    "id": "id articleid uuid guid storyid storiesid eventid documentid docid globaleventid eventidcnty",
    "lat": "lat latitude breite breitengrad latitud latitudine широта enlem 纬度 緯度",
    "lon": "lon lng long longitude lange langengrad longitud longitudine долгота boylam 经度 経度",
    "place": "place location placename locationname city town locality village lieu ort ortsname lugar ciudad luogo "
    "местo место город yer المكان 地点 場所",
    "admin1": "admin1 state province governorate oblast bundesland provincia provincie",
    "country": "country countryname pays land pais paese страна ulke البلد 国家 国",
    "precision": "geoprecision precision",
}  # fmt: skip
_ROLE_OF = {name: role for role, names in _NAMES.items() for name in names.split()}
_SECOND = {"text": "description summary abstract snippet excerpt lead resume zusammenfassung resumen описание 摘要"}
"""Names of columns that hold the text where no column has a better one."""
_SECOND_ROLE = {name: role for role, names in _SECOND.items() for name in names.split()}
_LEAST_TEXT = 40
"""Characters in the mean cell of a column that is taken for the text by what it holds: half a headline."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which column is what: role → column; `given` are the roles that the user named."""

    columns: AnyMapping[str, str]
    given: frozenset[str] = field(default_factory=frozenset)

    def column(self, role: str) -> str:
        """The column of a role, or ""."""
        return self.columns.get(role, "")

    def told(self) -> str:
        """ "text ← body, published ← date"."""
        return ", ".join(f"{role} ← {self.columns[role]}" for role in ROLES if role in self.columns)


def read_columns(given: str) -> dict[str, str]:
    """What `text=body,published=date` says; raises ValueError with a clause that says what is wrong."""
    columns = {}
    for part in filter(None, (piece.strip() for piece in given.split(","))):
        role, equals, column = (piece.strip() for piece in part.partition("="))
        if not equals or not column:
            raise ValueError(f"“{part}” is not ROLE=COLUMN, such as text=body")
        if role not in ROLES:
            raise ValueError(f"“{role}” is nothing that a column can be: {', '.join(ROLES)}")
        columns[role] = column
    return columns


def guess(
    columns: Sequence[str], sample: Sequence[AnyMapping[str, object]], asked: AnyMapping[str, str], where: str
) -> Mapping:
    """Which column is what, by what the user said, then by the columns' names, then by what the first rows hold.

    Raises ArticleError where a column that the user named is not there, or where no column holds text; it lists them.
    """
    listed = ", ".join(columns[:40]) + ("…" if len(columns) > 40 else "")
    found: dict[str, str] = {}
    exact = {column.casefold(): column for column in reversed(columns)}
    for role, wanted in asked.items():
        column = wanted if wanted in columns else exact.get(wanted.casefold())
        if column is None:
            raise ArticleError(where, f"has no column “{wanted}”; its columns are: {listed}")
        found[role] = column
    for roles, whole in ((_ROLE_OF, True), (_ROLE_OF, False), (_SECOND_ROLE, True), (_SECOND_ROLE, False)):
        for name in columns:
            role = next((roles[word] for word in _names(name, whole=whole) if word in roles), "")
            if role and role not in found and name not in found.values() and _may_be(role, name, sample, whole=whole):
                found[role] = name
    for role, fits in (("url", _is_url), ("published", looks_like_day)):
        if role not in found:
            free = (c for c in columns if c not in found.values() and _most(c, sample, fits))
            if column := next(free, ""):
                found[role] = column
    if "text" not in found:
        lengths = {c: _length(c, sample) for c in columns if c not in found.values()}
        longest = max(lengths, key=lambda c: lengths[c], default="")
        if longest and lengths[longest] >= _LEAST_TEXT:
            found["text"] = longest
        elif "title" in found:
            found["text"] = found["title"]
        else:
            raise ArticleError(where, f"has no column of texts; say which it is: --columns text=… of {listed}")
    if ("lat" in found) != ("lon" in found):
        found = {role: column for role, column in found.items() if role not in {"lat", "lon"}}
    return Mapping(found, frozenset(asked))


def is_coordinate(value: object, most: float) -> bool:
    """Whether it is a number of degrees within ±`most`."""
    try:
        return abs(float(str(value).strip().replace(",", "."))) <= most
    except ValueError:
        return False


def _names(column: str, *, whole: bool) -> list[str]:
    """A column's name as it is compared: without case, accents and signs; in whole, or each of its words."""
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column)
    plain = "".join(c for c in unicodedata.normalize("NFKD", split.casefold()) if not unicodedata.combining(c))
    plain = plain if plain.isascii() else unicodedata.normalize("NFC", split.casefold()) if not _latin(plain) else plain
    words = re.findall(r"[^\W_]+", plain)
    return ["".join(words)] if whole else words


def _latin(text: str) -> bool:
    return all(ord(c) < 0x250 for c in text if c.isalpha())


def _may_be(role: str, column: str, sample: Sequence[AnyMapping[str, object]], *, whole: bool) -> bool:
    """Whether what a column holds speaks against its name: addresses are no texts, words no coordinates."""
    values = _values(column, sample)
    if not values:
        return whole
    if role in {"lat", "lon"}:
        return sum(is_coordinate(v, 90 if role == "lat" else 180) for v in values) * 2 > len(values)
    if role in {"text", "title"}:
        return not _most(column, sample, _is_url) and not _most(column, sample, looks_like_day)
    if role == "url":
        return _most(column, sample, _is_url)
    if role == "published":
        return _most(column, sample, looks_like_day)
    return True


def _most(column: str, sample: Sequence[AnyMapping[str, object]], fits: Callable[[object], bool]) -> bool:
    values = _values(column, sample)
    return bool(values) and sum(fits(value) for value in values) >= 0.8 * len(values)


def _is_url(value: object) -> bool:
    return isinstance(value, str) and value.strip().lower().startswith(("http://", "https://"))


def _length(column: str, sample: Sequence[AnyMapping[str, object]]) -> float:
    values = [v for v in _values(column, sample) if isinstance(v, str) and not _is_url(v)]
    return sum(map(len, values)) / len(values) if values else 0.0


def _values(column: str, sample: Sequence[AnyMapping[str, object]]) -> list[object]:
    return [value for row in sample if (value := row.get(column)) not in (None, "")]
