"""Pages in HTML: record texts are escaped, and only web addresses become links."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Sequence
from functools import cache, lru_cache, partial
from hashlib import sha256
from importlib import resources
from typing import get_args
from urllib.parse import quote

import jinja2
from markupsafe import Markup, escape

from mic25cli.calc.chart_data import CHARTABLE
from mic25cli.calc.source_grades import page_of
from mic25cli.model import record_json
from mic25cli.model.fields import FIELDS
from mic25cli.model.kinds import KINDS
from mic25cli.model.languages import catalogue
from mic25cli.view.chart.palette import DARK, LIGHT, stylesheet
from mic25cli.view.chart.scorecard import square_paths
from mic25cli.view.document import Cell, Head, Line, Listing, Part, RecordName, Style
from mic25cli.view.page import site_overviews
from mic25cli.view.page.page_story import OfPages, Picture, TextPage
from mic25cli.view.page.site_pages import LanguageSite, address
from mic25cli.view.text import Lang, date, kind_title, label, policy_title, visible

_EAST = (
    "\u2e80-\u2fdf\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
    "\U00020000-\U0003ffff"
)
_RUN = re.compile(f"[{_EAST}](?:[{_EAST}·0-9A-Za-z \\-]*[{_EAST}])?")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA = re.compile("[\u3041-\u30fa]")
_HANGUL = re.compile("[\uac00-\ud7af]")
_WORDS = re.compile(r"[A-Za-z]{2,}[^A-Za-z]+[A-Za-z]{2,}")
_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\]+", re.ASCII | re.IGNORECASE)
_STATUS = re.compile(r"(\S) ([^((;;]+?)(\s*(?:[((;;].*)?)$", re.DOTALL)
_DATES = {key for key, field in FIELDS.items() if field.role == "when"}
_STATUSES = ("good", "late", "fair", "poor", "bad", "dim")


@lru_cache(maxsize=1 << 13)
def _written(text: str, spaced: bool) -> Markup:
    """A text with its language if that is not the page's, which uses Latin letters if `spaced`.
    Cached, because the pages of a site have many texts in common."""
    text = visible(text)
    if spaced:
        return escape(text) if text.isascii() else Markup("").join(_runs(text))
    if not _HAN.search(text) and _WORDS.search(text):
        return Markup(f'<span lang="en">{escape(text)}</span>')
    return escape(text)


def _runs(text: str) -> list[Markup]:
    runs, end = [], 0
    code = "ja" if _KANA.search(text) else "ko" if _HANGUL.search(text) else "zh-Hans"
    for hit in _RUN.finditer(text):
        if not (_HAN.search(hit[0]) or _KANA.search(hit[0]) or _HANGUL.search(hit[0])):
            continue
        runs.append(escape(text[end : hit.start()]))
        runs.append(Markup(f'<span lang="{code}">{escape(hit[0])}</span>'))
        end = hit.end()
    return [*runs, escape(text[end:])]


class HtmlWriter:
    """Turns texts and lines into HTML for a page in a language."""

    def __init__(
        self, lang: Lang, address: Callable[[RecordName], str | None] | None = None
    ) -> None:
        self.form = catalogue(lang)
        self.address = address

    def text(self, text: str) -> Markup:
        """A text, with its language if that is not the page's; on a site, a name is a link."""
        if self.address is not None and isinstance(text, RecordName):
            name, address = text.name, self.address(text)
            if not address or not name:
                return self.text(name)
            return Markup(f'<a href="{escape(address)}">{self.text(name)}</a>')
        return _written(str(text), self.form.spaced)

    def line(self, line: Line, prefix: str = "") -> Markup:
        """A line with its pieces; `prefix` starts the ids of its sources."""
        if isinstance(line, str):
            return self.text(line)
        # Each piece is Markup, so the joined text is not escaped again.
        return Markup("".join(self._piece(style, text, prefix) for style, text in line))

    def _piece(self, style: Style, text: str, prefix: str) -> Markup:
        if not text or not style:
            return self.text(text)
        if style == "ref":
            to = f'<a href="#{escape(prefix)}'
            links = ", ".join(f'{to}{at}">{at}</a>' for at in re.findall(r"[0-9]+", text))
            return Markup(f'<span class="refs">[{links}]</span>')
        if style == "link":
            return self.link(text)
        tag = {"title": "cite", "removed": "del", "added": "ins", "hit": "mark"}.get(style)
        if tag is not None:
            return Markup(f"<{tag}>{self.text(text)}</{tag}>")
        if style in _STATUSES:
            # A status: its symbol, its word, which is never broken, and its qualifiers.
            hit = _STATUS.match(text)
            if hit is None:
                return Markup(f'<span class="st {style}">{self.text(text)}</span>')
            sign, rest = escape(hit[1]), self.text(hit[3])
            return Markup(
                f'<span class="st {style}"><b>{sign} {self.text(hit[2])}</b>{rest}</span>'
            )
        return Markup(f'<span class="{style}">{self.text(text)}</span>')

    def link(self, address: str) -> Markup:
        """An address, as a link if it is a web address."""
        if _ADDRESS.fullmatch(address) and visible(address) == address:
            return Markup(f'<a href="{escape(address)}">{escape(page_of(address))}</a>')
        return escape(visible(address))

    def cell(self, lines: Cell, prefix: str = "") -> Markup:
        """The lines of a cell."""
        if len(lines) == 1:
            return self.line(lines[0], prefix).strip()
        return Markup("".join(f"<div>{self.line(line, prefix)}</div>" for line in lines))

    def cells(self, heads: Sequence[Head], row: Sequence[Cell], prefix: str) -> Markup:
        """The cells of a row; dates and short texts are not broken."""
        cells = []
        for head, lines in zip(heads, row, strict=False):
            content = self.cell(lines, prefix)
            if head.style == "name":
                cells.append(f'<th scope="row">{content}</th>')
                continue
            first = lines[0] if len(lines) == 1 else None
            short = isinstance(first, str) and type(first) is not RecordName and len(first) < 9
            unbroken = lines and (head.key in _DATES or short)
            named = {"none": not lines, "spare": head.rank > 3, "num": head.right}
            kind = " ".join(name for name, own in {**named, "whole": unbroken}.items() if own)
            kind = f' class="{kind}"' if kind else ""
            title = escape(visible(head.title))
            cells.append(f'<td{kind} data-head="{title}">{content}</td>')
        return Markup("".join(cells))


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("mic25cli.view.page", "templates"),
        auto_reload=False,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    # An unknown name is an error.
    parts = {each.__name__.lower(): each for each in (*get_args(Part), *get_args(OfPages))}
    environment.tests["a"] = lambda part, name: isinstance(part, parts[name])
    return environment


def asset(name: str) -> str:
    """The text of a stylesheet or script of the package."""
    return resources.files("mic25cli.view.page").joinpath("templates", name).read_text("utf-8")


def policy(style: str, print_style: str = "") -> str:
    """The content security policy of a page: its own styles by hash, and nothing else."""

    def hashed(text: str) -> str:
        return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

    styles = " ".join(map(hashed, filter(None, (style, print_style))))
    return f"default-src 'none'; style-src {styles}; base-uri 'none'; form-action 'none'"


def render(
    template: str,
    lang: Lang,
    style: str = "",
    print_style: str = "",
    link: Callable[[RecordName], str | None] | None = None,
    **values: object,
) -> str:
    """A page made from a template, with the values that all pages share and its own."""
    common = {
        "code": catalogue(lang).tag,
        "write": HtmlWriter(lang, link),
        "link": link,
        "drawing": partial(drawing, lang),
        "word": partial(label, lang=lang),
        "style": Markup(style),
        "print_style": Markup(print_style),
        "policy": policy(style, print_style),
    }
    return _environment().get_template(template).render({**common, **values})


FULL, WIDE, NARROW = 1080, 720, 343
"""The width of a chart: across a page, on a screen or a sheet, and on a phone."""


def drawing(lang: Lang, picture: Picture, before: str, *, wide: bool) -> Markup:
    """A chart as SVG for a page; `before` makes its ids differ from those of other charts."""
    from mic25cli.view.chart.svg import svg

    prefix = f"{before}{'w' if wide else 'n'}-{picture.subject.replace('/', '-')}"
    width = WIDE if wide else NARROW
    return Markup(svg(picture.chart, lang, width, "page", prefix, bare=True).rstrip())


def _charts() -> str:
    def named(colours: dict[str, str]) -> str:
        return "".join(f"--mic25-{key}:{value};" for key, value in colours.items())

    return (
        stylesheet("page")
        + f":root{{{named(LIGHT)}}}"
        + f"@media (prefers-color-scheme:dark){{:root{{{named(DARK)}}}}}"
        + f"@media print{{:root{{{named(LIGHT)}}}}}"
    )


def bound(pages: Sequence[TextPage], tree: LanguageSite, cover: TextPage | None = None) -> str:
    """Several pages in one file, each on its own sheets in print; chapters under a `cover`."""
    places = {page.path for page in pages if cover}
    sections = (section for page in pages for section in page.sections)
    answers = (part for each in sections if each.key == "answers" for part in each.parts)
    listed = (part.items for part in answers if isinstance(part, Listing))
    places |= {f"t-{target}" for items in listed for target, _ in items}

    def link(name: RecordName) -> str | None:
        """The place of a record within the page; None if it has none there."""
        place = f"{name.kind[0]}-{name.id}"
        return f"#{place}" if place in places and name.kind in ("targets", "industries") else None

    return render(
        "bound.html",
        tree.lang,
        asset("page.css") + asset("bound.css") + _charts(),
        asset("print.css"),
        link=link,
        cover=cover,
        pages=pages,
        brand=policy_title(tree.dataset.profile, tree.lang),
    )


SITE_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'self'"
)
"""The content security policy: a page may load files from the site's own folder only."""


DESCRIBED = 300
"""The maximum number of characters in the description of a page."""


def site_page(tree: LanguageSite, page: TextPage) -> str:
    """The HTML of one page of the site, with links relative to its folder."""
    site, home = tree.site, "../" * page.path.count("/")
    up = home + ("../" if tree.root else "")

    def link(name: RecordName) -> str | None:
        if name.kind in ("about", "methods", "data", "corrections"):
            return f"{home}{name.kind}.html"
        if name.id and site.dataset.get(name.kind, name.id) is None:
            return None
        return home + address(name.kind, name.id)

    digest, profile = site.dataset.whole.digest[:12], site.dataset.profile
    brand = policy_title(profile, tree.lang)
    titled = page.head or page.title
    lead = [titled.rstrip(tree.form.stop) + tree.form.stop, *map(_plain, page.lead)]
    gap = " " if tree.form.spaced else ""
    described = gap.join(lead)
    if len(described) > DESCRIBED:
        # Whole sentences only, unless the first one is too long.
        whole, stop, _ = described[:DESCRIBED].rpartition(tree.form.stop + gap)
        described = whole + stop.rstrip() or described[:DESCRIBED]
    if page.kind in CHARTABLE and page.record:
        page = page._replace(data=site_overviews.as_data(tree, page, described))
    correction = profile.corrections if page.record else None
    day = date(site.question.as_of, tree.lang)
    values = {"{id}": page.record, "{version}": f"{profile.version or site.version} {digest}"}
    for place, value in values.items():
        correction = correction and correction.replace(place, quote(value, safe=""))
    return render(
        "site.html",
        tree.lang,
        policy=SITE_POLICY,
        page=page,
        site=site,
        home=home,
        up=up,
        link=link,
        picture=tree.png_of(page),
        root=tree.root,
        kinds=[(kind, kind_title(kind, tree.lang)) for kind in _MAIN if site.dataset.kind(kind)],
        kind_title=kind_title(page.kind, tree.lang) if page.kind in KINDS else "",
        brand=brand,
        description=described,
        most_rows=MOST_ROWS,
        finding=_plain(page.lead[0]) if page.kind == "industries" and page.record else page.title,
        correction=correction,
        colophon=tree.word("colophon", version=site.version, digest=digest, date=day),
    )


def in_two(page: str) -> tuple[str, str]:
    """A page with the first rows of its table, and the script that adds the others."""
    rows = page.split(_END)
    others = record_json.line(_END.join([*rows[MOST_ROWS:-1], ""]))
    return _END.join([*rows[:MOST_ROWS], rows[-1]]), f"self.mic25Rows = {others};\n"


_END = "</tr>\n"
MOST_ROWS = 200
"""The maximum number of rows in the page of a table that can be filtered."""


def _plain(line: Line) -> str:
    """The text of a line without marks and source numbers."""
    pieces = [("", line)] if isinstance(line, str) else line
    return visible("".join(text for style, text in pieces if style != "ref")).strip()


_MAIN = ("targets", "industries", "funds", "documents", "events", "sources")
"""The kinds to which every page has a link."""


def favicon() -> str:
    """The icon of the site: the square of a target that was met."""
    square = "".join(square_paths(("met", (False, False), None), 0, 0))
    opened = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 22 22" class="mic25-chart">'
    return f"{opened}<style>{stylesheet('light')}</style>{square}</svg>\n"


def site_style() -> str:
    """The CSS of a site, for screen and print."""
    return f"{asset('page.css')}{asset('site.css')}{_charts()}@media print{{{asset('print.css')}}}"
