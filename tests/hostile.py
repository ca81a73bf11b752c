"""A dataset whose texts would be markup, scripts and directions to whoever trusts them."""

from pathlib import Path
from typing import Any

from mic25cli.model.dataset import RecordSet
from mic25cli.model.kinds import KINDS
from mic25cli.store import snapshot

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> \u202egnp.exe {{7*7}} ]]> --> `x`"
ODD = {
    "industries.yaml": """robots:
  number: 1
  name: {en: HOSTILE, zh: 机器人HOSTILE}
  summary: HOSTILE
  cite: [{source: s, at: HOSTILE, checked: text}]
""",
    "indicators.yaml": """share:
  name: {en: Share}
  definition: HOSTILE
  unit: percent
  direction: increase
  timing: flow
  observations:
    - {period: 2025, value: 71, report: s, cite: [{source: s, checked: text}]}
""",
    "targets.yaml": """target:
  name: {en: HOSTILE}
  indicator: share
  origin: plan
  industries: [robots]
  milestones:
    - {year: 2025, value: 70, report: s, cite: [{source: s, checked: text}], note: HOSTILE}
  note: HOSTILE
""",
    "funds.yaml": """money:
  name: {en: HOSTILE}
  type: fund
  level: national
  purpose: HOSTILE
  industries: [robots]
  amounts:
    - {amount_type: raised, value: 1, unit: bn CNY, cite: [{source: js, checked: excerpt}]}
  cite: [{source: js, checked: excerpt}]
""",
    "assessments.yaml": """a:
  title: T
  assessor: HOSTILE
  date: 2025
  industries: [robots]
  verdict: HOSTILE
  cite: [{source: s, checked: text}]
""",
    "sources.yaml": """s:
  {title: HOSTILE, publisher: HOSTILE, published: 2015, lang: en, authority: A, coverage: full,
   url: 'https://example.org/QUERY'}
js: {title: J, published: 2015, lang: en, authority: C, coverage: full, url: 'https://example.org/JS'}
""",
}
SWAPPED = {
    "HOSTILE": HOSTILE,
    "https://example.org/QUERY": 'https://example.org/?a=1&b="><script>',
    "https://example.org/JS": "javascript:alert(3)",
}
"""What no record file may hold, put into the dataset behind the back of whoever reads it."""


def swapped(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: swapped(item) for key, item in value.items()}
    if isinstance(value, list):
        return [swapped(item) for item in value]
    for word, text in SWAPPED.items() if isinstance(value, str) else ():
        value = value.replace(word, text)
    return value


def hostile_dataset(folder: Path) -> RecordSet:
    """The dataset of a folder that holds ODD, with what no record file may hold put into it."""
    dataset = snapshot.open_dataset([folder])
    return RecordSet.of({kind: swapped(dict(dataset.kind(kind))) for kind in KINDS})
