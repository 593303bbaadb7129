"""Make files of every format that is read, for the tests: small, by hand, nothing kept in the repository."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from xml.sax.saxutils import escape

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEADLINE = "Shelling near Saraqib kills four"
FIRST = "Four people were killed when shells hit a market in the town of Saraqib on Thursday morning, witnesses said."
SECOND = "Officials in Ankara condemned the attack, and said that they would bring it before the council in New York."
PARAGRAPHS = (HEADLINE, FIRST, SECOND)
CORE = {"title": HEADLINE, "creator": "Jane Roe", "created": "2015-09-03T10:00:00Z", "language": "en-GB"}


def zipped(entries: Mapping[str, str | bytes], *, first: str = "") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        if first:
            archive.writestr(zipfile.ZipInfo("mimetype"), first)
        for name, data in entries.items():
            archive.writestr(name, data)
    return made.getvalue()


def docx_body(paragraphs: Sequence[str]) -> str:
    return "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(p)}</w:t></w:r></w:p>' for p in paragraphs)


def docx(
    body: str | None = None, *, core: Mapping[str, str] = CORE, prolog: str = "", parts: Mapping[str, str] | None = None
) -> bytes:
    inner = docx_body(PARAGRAPHS) if body is None else body
    properties = "".join(f"<dc:{name}>{escape(value)}</dc:{name}>" for name, value in core.items())
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f'{prolog}<w:document xmlns:w="{WORD}"><w:body>{inner}</w:body></w:document>',
            "docProps/core.xml": f'<c:p xmlns:c="urn:c" xmlns:dc="urn:dc">{properties}</c:p>',
            "docProps/app.xml": "<Properties><Company>The Daily Example</Company></Properties>",
            **(parts or {}),
        }
    )


def odt(body: str | None = None, *, prolog: str = "", parts: Mapping[str, str] | None = None) -> bytes:
    inner = "".join(f"<text:p>{escape(p)}</text:p>" for p in PARAGRAPHS) if body is None else body
    names = 'xmlns:office="urn:o" xmlns:text="urn:t" xmlns:table="urn:b" xmlns:dc="urn:d" xmlns:meta="urn:m"'
    said = f"<dc:title>{HEADLINE}</dc:title><meta:initial-creator>Jane Roe</meta:initial-creator>"
    said += "<meta:creation-date>2015-09-03T10:00:00</meta:creation-date><dc:language>en-GB</dc:language>"
    return zipped(
        {
            "content.xml": f"{prolog}<office:document-content {names}><office:body><office:text>{inner}</office:text>"
            "</office:body></office:document-content>",
            "meta.xml": f"<office:document-meta {names}><office:meta>{said}</office:meta></office:document-meta>",
            **(parts or {}),
        },
        first="application/vnd.oasis.opendocument.text",
    )


def epub(chapters: Sequence[str] | None = None, *, prolog: str = "", parts: Mapping[str, str] | None = None) -> bytes:
    texts = chapters or [
        f"<h1>{HEADLINE}</h1><p>{FIRST}</p>",
        f"<h2>Ankara answers</h2><p>{SECOND}</p>",
    ]
    pages = {
        f"text/ch{n}.xhtml": f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body>{text}'
        "</body></html>"
        for n, text in enumerate(texts)
    }
    items = "".join(
        f'<item id="c{n}" href="text/ch{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(len(texts))
    )
    items += '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    spine = '<itemref idref="nav"/>' + "".join(f'<itemref idref="c{n}"/>' for n in range(len(texts)))
    said = "<dc:title>The Year in Syria</dc:title><dc:creator>Jane Roe</dc:creator><dc:publisher>Example Press"
    said += "</dc:publisher><dc:date>2015-12-01</dc:date><dc:language>en</dc:language>"
    return zipped(
        {
            "META-INF/container.xml": "<c><rootfiles><rootfile full-path='OEBPS/book.opf'/></rootfiles></c>",
            "OEBPS/book.opf": f'{prolog}<package xmlns:dc="urn:dc"><metadata>{said}</metadata>'
            f"<manifest>{items}</manifest><spine>{spine}</spine></package>",
            "OEBPS/nav.xhtml": "<html><body><ol><li>Contents</li></ol></body></html>",
            **{f"OEBPS/{name}": page for name, page in pages.items()},
            **(parts or {}),
        },
        first="application/epub+zip",
    )


def rtf() -> bytes:
    paragraphs = "\\par\n".join(PARAGRAPHS)
    return (
        "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Times;}}"
        f"{{\\info{{\\title {HEADLINE}}}{{\\author Jane Roe}}{{\\creatim\\yr2015\\mo9\\dy3\\hr10\\min0}}"
        "{\\*\\company The Daily Example}}\\f0 " + paragraphs + "\\par M\\'e1laga waits.}"
    ).encode("latin-1")


def page(body: str = "", *, head: str = "", charset: str = "utf-8", language: str = "en-GB") -> str:
    inner = body or f"<article><h1>{HEADLINE}</h1><p>{FIRST}</p><p>{SECOND}</p></article>"
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="{charset}"><title>{HEADLINE} | Example</title>'
        f'<meta property="og:title" content="{HEADLINE}"><meta property="og:site_name" content="The Daily Example">'
        '<meta name="author" content="Jane Roe"><meta property="article:published_time" content="2015-09-03T10:00:00Z">'
        f'<link rel="canonical" href="https://example.org/2015/09/saraqib">{head}</head><body>{inner}</body></html>'
    )


def letter(text: str = "\n\n".join(PARAGRAPHS[1:]), *, subject: str = f"Fwd: {HEADLINE}") -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Jane Roe <jane@daily.example.org>"
    made["Subject"] = subject
    made["Date"] = "Thu, 03 Sep 2015 23:30:00 -0400"
    made["Message-ID"] = "<1@daily.example.org>"
    made["Content-Language"] = "en"
    made.set_content(text)
    return made


def pdf(
    pages: Sequence[Sequence[str]] = ((*PARAGRAPHS,),), *, information: Mapping[str, str] | None = None, large: int = 0
) -> bytes:
    """A PDF that draws each line of each page by itself, from the top; so many lines of the first in large type."""
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    fonts = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer._add_object(font)})})
    for number, lines in enumerate(pages):
        sheet = writer.add_blank_page(width=595, height=842)
        shown = "".join(
            f"BT /F1 {22 if not number and row < large else 11} Tf 50 {800 - 14 * row} Td ({_pdf_text(line)}) Tj ET\n"
            for row, line in enumerate(lines)
        )
        stream = DecodedStreamObject()
        stream.set_data(shown.encode("cp1252"))
        sheet[NameObject("/Resources")] = fonts
        sheet[NameObject("/Contents")] = writer._add_object(stream)
    if information:
        writer.add_metadata(dict(information))
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _pdf_text(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
