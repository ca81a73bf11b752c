"""Compare the claims of one record: match them by subject, then compare those that apply."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

from mic25cli.calc.diff import changed_words, claim_fields, deltas
from mic25cli.calc.diff.changes import AGREES, Change, Class, Delta, Flag, Pair
from mic25cli.calc.diff.sides import Side, published
from mic25cli.calc.diff.unordered import Data, frozen, listed, without
from mic25cli.model.units import UnitError, Units
from mic25cli.values import FrozenData, replace

Claims = Sequence[Data]

_MOVED = (claim_fields.DATES | claim_fields.STATUS) - {"year"}


class Context(FrozenData):
    """What a comparison of claims needs to know about the two sides and the record."""

    sides: Pair[Side]
    better: str | None = None
    """For targets: the direction in which the indicator is better."""

    @property
    def between_reports(self) -> bool:
        """Whether two reports are compared; then a claim's report is not a difference."""
        return self.sides.old.label.sort == "report"

    @property
    def units(self) -> Units:
        """The units of the newer side, in which quantities of both are compared."""
        return self.sides.new.sources.units

    @property
    def ignore(self) -> frozenset[str]:
        """The keys that are not compared: the provenance of claims, if two reports are compared."""
        return claim_fields.PROVENANCE if self.between_reports else frozenset()

    def between(
        self, path: str, went: Claims, came: Claims, *ends: Data | None
    ) -> tuple[Data, ...]:
        """The claims that were removed and added but are not shown, by date of publication."""
        sources = self.sides.map(lambda side: side.sources)
        of_sides = (sources.old, went), (sources.new, came)
        rest = [(of, claim) for of, claims in of_sides for claim in _except(claims, ends)]
        if len(rest) > 1:
            rest.sort(key=lambda pair: claim_fields.in_vintage(path, pair[1], pair[0]))
        return tuple(claim for _, claim in rest)


def compare_claims(
    path: str, old: object, new: object, base: Change, context: Context
) -> Iterator[Change]:
    """The changes between the claims under one key of a record; all of them share `base`."""
    groups: dict[Hashable, Pair[list[Data]]] = {}
    for side, claims in (("old", old), ("new", new)):
        for claim in listed(claims):
            place = claim_fields.place_of(path, claim, context.between_reports)
            getattr(groups.setdefault(place, Pair([], [])), side).append(claim)
    changes = [
        change
        for group in groups.values()
        for change in _Group(path, group, base, context).changes()
    ]
    if path != "milestones":
        yield from changes
        return
    yield from _with_moved_years(changes, Pair(old, new), context)


def _with_moved_years(
    changes: Sequence[Change], milestones: Pair[object], context: Context
) -> Iterator[Change]:
    gone = [change for change in changes if _is_gone(change)]
    came = [change for change in changes if change.class_ == "added"]
    pairs = _unambiguous(
        [change.old for change in gone], [change.new for change in came], _target_without_year
    )
    arrivals = {id(change.new): change for change in came}
    moved = {id(was): arrivals.pop(id(now)) for was, now in pairs}
    for change in changes:
        if id(change.old) in moved:
            yield _moved(change, moved[id(change.old)], context)
        elif change.class_ == "added" and id(change.new) not in arrivals:
            continue
        elif change.class_ == "added" or _is_gone(change):
            others = milestones.new if change.new is None else milestones.old
            postponed = _set_for_another_year(change.values.either(), others)
            yield replace(change, flags=change.flags | {"postponed"}) if postponed else change
        else:
            yield change


def _is_gone(change: Change) -> bool:
    """Whether a target went. If the claim agrees with one that stays, adding it back would only
    confirm that one."""
    return change.class_ in ("removed", "not-repeated") and AGREES.isdisjoint(change.flags)


def _target_without_year(milestone: Data) -> Hashable:
    return frozen(milestone, {*claim_fields.PROVENANCE, "year"})


def _set_for_another_year(milestone: Data, others: object) -> bool:
    return deltas.ends(milestone) is not None and any(
        other["report"] != milestone["report"]
        and (other["year"] or 9999) < (milestone["year"] or 0)
        and _target_without_year(other) == _target_without_year(milestone)
        for other in listed(others)
    )


def _moved(gone: Change, came: Change, context: Context) -> Change:
    was, now = gone.old, came.new
    return replace(
        came,
        class_="moved",
        key={"year": now["year"]},
        fields=tuple(sorted(dict(claim_fields.differing(was, now)))),
        values=Pair(was, now),
        reports=Pair(was["report"], now["report"]),
        dates=Pair(gone.dates.old, came.dates.new),
        between=context.between("milestones", gone.went, came.came, was, now),
        went=gone.went,
        came=came.came,
        flags=frozenset({"postponed"}),
    )


class _Group(FrozenData):
    path: str
    claims: Pair[list[Data]]
    base: Change
    context: Context

    def changes(self) -> Iterator[Change]:
        """The changes: equal pairs are removed, then pairs of one report are matched, then the
        claims that apply on each side."""
        old = without(self.claims.old, self.claims.new, self.context.ignore)
        new = without(self.claims.new, self.claims.old, self.context.ignore)
        if not old and not new:
            return
        sources = self.context.sides.map(lambda side: side.sources)
        was = claim_fields.current_claim(self.path, self.claims.old, sources.old)
        now = claim_fields.current_claim(self.path, self.claims.new, sources.new)
        if was is None or now is None:
            yield self._one_sided(old, new, Pair(was, now))
            return
        pairs = self._of_one_report(old, new)
        for one, other in pairs:
            aside = frozenset[Flag]() if one is was and other is now else frozenset[Flag]({"aside"})
            yield self._pair(one, other, [one], [other], aside)
        old = _except(old, [one for one, _ in pairs])
        new = _except(new, [other for _, other in pairs])
        stands = any(claim is was for claim in old) or any(claim is now for claim in new)
        if stands and frozen(was, self.context.ignore) != frozen(now, self.context.ignore):
            yield self._pair(was, now, old, new)
            return
        for claim in old:
            yield replace(self._lone(claim, gone=True), flags=self._flags(claim, was))
        for claim in new:
            flags = self._flags(claim, now)
            change = replace(self._lone(claim, gone=False), flags=flags)
            confirms = change.class_ == "added" and not AGREES.isdisjoint(flags)
            yield replace(change, class_="confirmed") if confirms else change

    def _of_one_report(self, old: Claims, new: Claims) -> list[tuple[Data, Data]]:
        dated = claim_fields.DATED.get(self.path, "")
        first = _unambiguous(old, new, lambda claim: (claim["report"], claim.get(dated)))
        old = _except(old, [one for one, _ in first])
        new = _except(new, [other for _, other in first])
        return first + _unambiguous(old, new, lambda claim: claim["report"])

    def _one_sided(self, old: Claims, new: Claims, stand: Pair[Data | None]) -> Change:
        claim = stand.either() or {}
        change = self._lone(claim, gone=stand.new is None)
        return replace(
            change,
            went=tuple(old),
            came=tuple(new),
            between=self.context.between(self.path, old, new, claim),
        )

    def _flags(self, claim: Data, stands: Data) -> frozenset[Flag]:
        agrees = self._agreement(claim, stands)
        if agrees is not None and claim["report"] == stands["report"]:
            agrees = "doubled"
        return frozenset({"aside", agrees}) if agrees else frozenset({"aside"})

    def _lone(self, claim: Data, gone: bool) -> Change:
        sides = self.context.sides
        side_without = (sides.new if gone else sides.old).label
        class_: Class
        if self.path == "withdrawn":
            class_ = "moved" if gone else "withdrawn"
        elif side_without.coverage == "excerpt":
            class_ = "unseen"
        elif gone:
            class_ = "not-repeated" if self.context.between_reports else "removed"
        elif self.path == "observations" and not (self.claims.old and self.claims.new):
            class_ = "observed"
        else:
            class_ = "added"
        values: Pair[object] = Pair(claim, None) if gone else Pair(None, claim)
        other = side_without.at if self.context.between_reports else None
        reports = Pair(claim["report"], other) if gone else Pair(other, claim["report"])
        return replace(
            self.base,
            class_=class_,
            path=self.path,
            key=claim_fields.key_of(self.path, claim) or None,
            values=values,
            reports=reports,
            dates=published(sides, reports),
            went=(claim,) if gone else (),
            came=() if gone else (claim,),
        )

    def _pair(
        self, was: Data, now: Data, went: Claims, came: Claims, flags: frozenset[Flag] = frozenset()
    ) -> Change:
        differences = dict(claim_fields.differing(was, now, self.context.ignore))
        content = {
            field: values
            for field, values in differences.items()
            if field not in claim_fields.PROVENANCE
        }
        reports = Pair(was["report"], now["report"])
        try:
            direction = self.context.better if self.path == "milestones" else None
            delta = deltas.between(was, now, direction, self.context.units)
        except UnitError:
            delta, flags = None, flags | {"no-common-unit"}
        replaced = any(claim is was for claim in went) and any(claim is now for claim in came)
        if reports.old == reports.new and content and replaced:
            flags |= {"corrected"}
        if reports.old != reports.new and not content:
            flags |= {"confirmed"}
        agrees = self._agreement(was, now) or self._agreement(now, was)
        if content and agrees is not None and agrees != "confirmed":
            flags |= {agrees}
        return replace(
            self.base,
            class_=self._class(content, delta, reports, flags),
            path=self.path,
            key=claim_fields.key_of(self.path, now) or None,
            fields=tuple(sorted(differences)),
            values=Pair(was, now),
            delta=delta if delta is not None and delta.order != 0 else None,
            spans=tuple(
                span
                for field, values in sorted(content.items())
                if claim_fields.are_texts(values, field)
                for span in changed_words.spans(field, values.old, values.new)
            ),
            reports=reports,
            dates=published(self.context.sides, reports),
            between=self.context.between(self.path, went, came, was, now),
            went=tuple(went),
            came=tuple(came),
            flags=flags,
        )

    def _agreement(self, claim: Data, stands: Data) -> Flag | None:
        """How a claim agrees with the one that applies; None if it does not."""
        if frozen(claim, claim_fields.PROVENANCE) == frozen(stands, claim_fields.PROVENANCE):
            return "confirmed"
        if frozen(claim, claim_fields.PROVENANCE, False) == frozen(
            stands, claim_fields.PROVENANCE, False
        ):
            return "digits"
        path, units = self.path, self.context.units
        if not claim_fields.repeats(path, claim, stands, units):
            return None
        return "equal" if claim_fields.repeats(path, stands, claim, units) else "looser"

    def _class(
        self,
        content: Mapping[str, Pair[object]],
        delta: Delta | None,
        reports: Pair[str | None],
        flags: frozenset[Flag],
    ) -> Class:
        if flags.isdisjoint(("looser", "equal", "digits")):
            if delta is not None and delta.order and self.path in ("milestones", "amounts"):
                return delta.bar or ("raised" if delta.order > 0 else "lowered")
            measured = not content.keys().isdisjoint(deltas.QUANTITY)
            other = reports.old != reports.new
            if measured and other and self.path in ("observations", "baseline"):
                return "restated"
        if (content and self.path == "withdrawn") or not _MOVED.isdisjoint(content):
            return "moved"
        if any(claim_fields.are_texts(values, field) for field, values in content.items()):
            return "reworded"
        return "edited"


def _except(claims: Claims, gone: Sequence[Data | None]) -> list[Data]:
    """The claims without some of them, compared by identity, because two may be equal."""
    marks = {id(claim) for claim in gone}
    return [claim for claim in claims if id(claim) not in marks]


def _unambiguous(
    old: Claims, new: Claims, mark: Callable[[Data], Hashable]
) -> list[tuple[Data, Data]]:
    """Pairs of claims with the same mark, if it is unique on both sides."""
    was, now = Counter(map(mark, old)), Counter(map(mark, new))
    partner = {mark(claim): claim for claim in new}
    return [
        (claim, partner[mark(claim)]) for claim in old if was[mark(claim)] == now[mark(claim)] == 1
    ]
