"""Rules on dates: their order, and the age of follow-ups."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from mic25cli.check.context import Fault, RuleContext, after
from mic25cli.check.registry import rule
from mic25cli.model import edtf
from mic25cli.model.fields import having


@rule("observed-too-early")
def _observed_too_early(context: RuleContext) -> Iterator[Fault]:
    for record, path, claim in context.items("indicators", "observations"):
        report = context.published(claim["report"])
        if report is None or report.latest is None:
            continue
        last = edtf.parse(claim["period"]).latest
        early = last is not None and last > report.latest
        if last is not None and record["timing"] != "flow":
            early = (last.year, last.month) > (report.latest.year, report.latest.month)
        begun = not after(claim["period"], report.text)
        if not begun or (early and claim["note"] is None):
            message = (
                f"the period {claim['period']} {'ends' if begun else 'starts'} after its "
                f"report, '{claim['report']}', was published ({report.text})"
            )
            yield Fault(record, (*path, "period"), message)


@rule("milestone-too-late")
def _milestone_too_late(context: RuleContext) -> Iterator[Fault]:
    for record, path, claim in context.items("targets", "milestones"):
        report, year = context.published(claim["report"]), claim["year"]
        if report is None or report.earliest is None or year is None or claim["note"] is not None:
            continue
        if year < report.earliest.year:
            message = (
                f"the year {year} had ended when '{claim['report']}' was published ({report.text})"
            )
            yield Fault(record, (*path, "year"), message)


@rule("baseline-too-late")
def _baseline_too_late(context: RuleContext) -> Iterator[Fault]:
    for record in context.dataset.kind("targets").values():
        if not record["baseline"]:
            continue
        start = edtf.parse(record["baseline"]["period"]).earliest
        years = [
            milestone["year"] for milestone in record["milestones"] if milestone["year"] is not None
        ]
        if start is not None and years and start >= date(min(years), 1, 1):
            message = (
                f"the baseline of {record['baseline']['period']} does not come before "
                f"the first milestone, {min(years)}"
            )
            yield Fault(record, ("baseline", "period"), message)


@rule("source-too-early")
def _source_too_early(context: RuleContext) -> Iterator[Fault]:
    for record, path, claim in context.claims():
        report = context.published(claim["report"])
        if report is None:
            continue
        days = [context.published(cite["source"]) for cite in claim["cite"]]
        if all(reading is not None and after(report.text, reading.text) for reading in days):
            message = f"'{claim['report']}' ({report.text}) is newer than every source cited for it"
            # The report that the claim names, or the source if it names none.
            own = context.is_written(record, (*path, "report"))
            where = (*path, "report") if own else (*path, "cite", 0, "source")
            yield Fault(record, where, message)


@rule("report-undated")
def _report_undated(context: RuleContext) -> Iterator[Fault]:
    counts = Counter(claim["report"] for _, _, claim in context.claims())
    for source in context.dataset.kind("sources").values():
        count = counts[source["id"]]
        if count and source["published"] is None and source["note"] is None:
            plural = "claims have" if count > 1 else "claim has"
            message = f"{count} {plural} no date, because '{source['id']}' has no 'published'"
            yield Fault(source, (), message)


@rule("strange-date")
def _strange_date(context: RuleContext) -> Iterator[Fault]:
    for record, path, text in context.texts(*having("when")):
        when = edtf.parse(text)
        ends = [day.year for day in (when.earliest, when.latest) if day is not None]
        if not all(1900 <= year <= 2100 for year in ends):
            yield Fault(record, path, f"'{text}' is outside the years 1900 to 2100")


_PAIRS = (
    # kind, key of the later record's link, whether the linked one is later, key of the date
    ("documents", "superseded_by", True, "published"),
    ("funds", "succeeds", False, "established"),
)


@rule("time-order")
def _time_order(context: RuleContext) -> Iterator[Fault]:
    for kind, key, linked_later, when in _PAIRS:
        for record in context.dataset.kind(kind).values():
            other = context.dataset.get(kind, record[key])
            if other is None:
                continue
            later, earlier = (other, record) if linked_later else (record, other)
            if after(earlier[when], later[when]):
                message = (
                    f"'{later['id']}' ({later[when]}) cannot follow "
                    f"'{earlier['id']}' ({earlier[when]}), which is later"
                )
                yield Fault(record, (key,), message, f"check the link and both dates ('{when}')")
    for record in context.dataset.kind("pilots").values():
        if after(record["proposed"], record["launched"]):
            message = (
                f"it was proposed in {record['proposed']} but launched in {record['launched']}"
            )
            yield Fault(record, ("proposed",), message, "swap them, or check the dates")
    for record in context.dataset.kind("funds").values():
        seen: dict[str, list[tuple[int, str]]] = {}
        dated = sorted(
            (amount["round"], index, amount["date"])
            for index, amount in enumerate(record["amounts"])
            if amount["round"] is not None and amount["date"] is not None
        )
        for number, index, on in dated:
            # A second round may be pledged before the first is paid.
            rounds = seen.setdefault(record["amounts"][index]["amount_type"], [])
            for before, day in rounds:
                if before < number and after(day, on):
                    message = f"round {number} ({on}) is dated before round {before} ({day})"
                    hint = "check the rounds and the dates"
                    yield Fault(record, ("amounts", index, "date"), message, hint)
                    break
            rounds.append((number, on))
