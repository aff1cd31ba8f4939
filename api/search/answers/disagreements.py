"""List discrepancies: where sources disagree about a record or an indicator."""

from api.resources.discrepancies import DISCREPANCIES
from api.search.answers.inquiry import Inquiry, Listed, few, list_records
from api.vocabulary import RecordType, Row


def find_disagreements(inquiry: Inquiry) -> Listed | None:
    """List the discrepancies about a record, an indicator, or both."""
    if not (inquiry.asks("disagree") or inquiry.says("discrepancy")) or inquiry.question.times:
        return None
    codes, places = _measured(inquiry)
    used = inquiry.places("discrepancy", "source", "about", "which", "peacekeeping")
    if len(inquiry.proper_names) > 1 or not inquiry.is_told_by(used, places):
        return None
    records = [f"indicator:{code}" for code in codes]
    if inquiry.proper_names:
        type, code = inquiry.proper_names[0].targets[0]
        about = list_records(inquiry.connection, DISCREPANCIES, {"record": f"{type}:{code}"})
        if not codes:
            return _list(about, {"record": f"{type}:{code}"}) if about else None
        wanted = {(RecordType.INDICATOR, code) for code in codes}
        kept = [one for one in about if wanted & {(r["type"], r["code"]) for r in one["records"]}]
        return _list(kept, {"code": ",".join(one["code"] for one in kept)}) if kept else None
    filters = {"record": ",".join(records)}
    found = list_records(inquiry.connection, DISCREPANCIES, filters) if records else []
    return _list(found, filters) if found else None


def _measured(inquiry: Inquiry) -> tuple[list[str], set[int]]:
    """Return the indicators that most words name, and the places of these words."""
    question = inquiry.question
    lengths = {
        code: len(places - question.filler)
        for code, places in question.measures.items()
        if places - question.filler - inquiry.places("discrepancy", "source")
    }
    most = max(lengths.values(), default=0)
    codes = [code for code, length in lengths.items() if length == most]
    places = [question.measure(code, inquiry.lexicon) for code in codes]
    return codes, set().union(*places) | inquiry.places("personnel")


def _list(found: list[Row], filters: dict[str, str]) -> Listed:
    return Listed(
        kind="record" if len(found) == 1 else "list",
        text=f"{len(found)} discrepanc{'y' if len(found) == 1 else 'ies'} held:"
        f" {few([one['name'] for one in found])}.",
        records=[(RecordType.DISCREPANCY, one["code"], one["name"]) for one in found],
        path="/v1/discrepancies",
        filters=filters,
    )
