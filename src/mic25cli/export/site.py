"""Write the site of a dataset to a folder: its pages in batches, and the files that they load."""

from __future__ import annotations

import os
import signal
from collections.abc import Collection, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import active_children, get_all_start_methods, get_context
from pathlib import Path

from mic25cli.errors import UsageError
from mic25cli.export import chart_files
from mic25cli.model.kinds import KINDS
from mic25cli.view.chart.svg import svg
from mic25cli.view.page import feed, html, site_files
from mic25cli.view.page.page_story import TextPage
from mic25cli.view.page.site_pages import Site
from mic25cli.work_progress import steps

AT_ONCE = 40
"""The number of records whose pages a process writes in one batch."""

_made: list[tuple[Site, Path]] = []
"""The site and the folder for which this process writes pages."""


def write(site: Site, folder: Path) -> None:
    """Write a site to a new folder, with a sitemap if it has an address."""
    _made[:] = [(site, folder)]
    # Computed before the processes start, so that each of them has it.
    site.results, site.numbers, site.dataset.whole.index  # noqa: B018
    every = _records_of(site)
    some = [[], *(every[at : at + AT_ONCE] for at in range(1, len(every), AT_ONCE))]
    if every:
        _pages(every[:1])
    if len(some) > 2 and "fork" in get_all_start_methods() and (os.cpu_count() or 1) > 1:
        context = get_context("fork")
        with ProcessPoolExecutor(mp_context=context, initializer=_leave_signals) as pool:
            try:
                batches = [pool.submit(_pages, batch) for batch in some]
                site.index  # noqa: B018  # made while they write
                for done in steps("pages", as_completed(batches), len(some)):
                    done.result()
            except BaseException:
                # Otherwise the pool would first finish all pages in its queue. They are not
                # cancelled, because a pool whose processes end then prints a traceback.
                for process in active_children():
                    process.terminate()
                raise
    else:
        for batch in steps("pages", some):
            _pages(batch)
    texts = {name: html.asset(name) for name in ("site.js", "find.js")}
    texts |= {"search.js": site.index[0], "site.css": html.site_style()}
    texts["favicon.svg"] = html.favicon()
    if site.last is not None:
        texts |= {tree.root + feed.PATH: feed.feed(tree) for tree in site.trees}
    if base := site.base:
        every_page = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
        lines = "".join(f"<url><loc>{base}{page}</loc></url>\n" for page in every_page)
        names = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        opened = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {names}>\n'
        texts["sitemap.xml"] = f"{opened}{lines}</urlset>\n"
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())


def _records_of(site: Site) -> list[tuple[str, str]]:
    """The kind and id of every record that has a page; indicators come after their targets."""
    measured = [
        record
        for indicator, targets in site.measured.items()
        for record in [*(("targets", key) for key in targets), ("indicators", indicator)]
    ]
    every = {(kind, key): None for kind in KINDS for key in site.dataset.kind(kind)}
    return [*dict.fromkeys([*filter(every.__contains__, measured), *every])]


def _leave_signals() -> None:
    """Let a worker process end at once when it is told to, and leave Ctrl-C to the main process."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _pages(some: Collection[tuple[str, str]]) -> None:
    """Write the pages of some records, or with none given all other pages."""
    site = _made[0][0]
    for kind, key in some:
        _write(site_files.of_record(site, kind, key))
    if not some:
        _write(site_files.others(site))


def _write(files: Iterable[tuple[str, str | TextPage]]) -> None:
    """Write some files; a page is rendered to text only here."""
    site, folder = _made[0]
    for path, content in files:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        english, *others = site.trees
        tree = next((each for each in others if path.startswith(each.root)), english)
        if isinstance(content, TextPage):
            if chart := tree.drawn(content):
                try:
                    png = chart_files.render(svg(chart, tree.lang))
                    (folder / tree.png_of(content)).write_bytes(png)
                except UsageError:  # no installed font has some letter; pages do not need PNGs
                    site.undrawn.add(content.path)
            content = html.site_page(tree, content)
            if 'src="rows.js"' in content:
                content, rows = html.in_two(content)
                file.with_name("rows.js").write_bytes(rows.encode())
        file.write_bytes(content.encode())
