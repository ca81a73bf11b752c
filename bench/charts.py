"""What a first chart costs in a process that holds the dataset already, and what the next ones do.

Run it with `make bench-charts`.  The aim is less than a second of our own time for the first one,
in every format; what resvg takes to render a PNG is told apart and is not ours.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

TARGET, REST = "nev-own-brand-share", 100


def main() -> None:
    """Time the first chart, with the modules that it imports, and the mean of a hundred others."""
    from mic25cli.store import record_folders, snapshot

    dataset = snapshot.open_dataset(record_folders.folders())
    names = [f"targets/{each}" for each in dataset.kind("targets")][:REST]

    def told(what: str, make: Callable[[str], Any]) -> None:
        start = time.perf_counter()
        make(TARGET)
        first = time.perf_counter() - start
        start = time.perf_counter()
        for name in names:
            make(name)
        mean = (time.perf_counter() - start) / len(names)
        print(f"{what:<12} first {first * 1000:7.1f} ms   then {mean * 1000:6.1f} ms each")

    def figure(name: str) -> Any:
        from mic25cli.calc.chart_data import figure as make

        return make(dataset, [name])

    def svg(name: str) -> str:
        from mic25cli.view.chart.svg import svg as make

        return make(figure(name))

    def table(name: str) -> Any:
        from mic25cli.view.chart.chart_parts import drawing

        return drawing(figure(name), "en").at(80)

    def spec(name: str) -> str:
        from mic25cli.model import record_json
        from mic25cli.view.chart.vega import spec as make

        return record_json.line(make(figure(name), "en", "light", 640))

    start = time.perf_counter()
    for what, make in (("figure", figure), ("SVG", svg), ("terminal", table), ("Vega-Lite", spec)):
        told(what, make)
    print(f"all of these together {time.perf_counter() - start:.2f} s")
    try:
        import resvg_py
    except ImportError:
        return
    drawing, start = svg(TARGET), time.perf_counter()
    resvg_py.svg_to_bytes(svg_string=drawing, zoom=2)
    print(f"resvg        first {(time.perf_counter() - start) * 1000:7.1f} ms (not ours)")


if __name__ == "__main__":
    sys.exit(main())
