"""Add to each GET operation an example address to try, whose answer is not empty."""

from typing import Any
from urllib.parse import quote, urlencode

from sqlalchemy import Connection

from api.lists.names import has_record
from api.pages.reference.operations import TRY
from api.resources.missions import MISSIONS

Node = dict[str, Any]
FEW = 5
# What is filled in beside the codes in addresses and what has to be given.
FILLED: dict[str, dict[str, str]] = {
    "list_missions": {"region": "africa", "active_in": "2020"},
    "list_initiatives": {"launched__gte": "2018"},
    "list_figures": {"subject": "mission:minusma", "indicator": "fatalities_since_start"},
    "list_indicators": {"q": "women"},
    "list_people": {"body": "mission:minusma"},
    "list_organisations": {"kind": "un_department"},
    "list_countries": {"region": "africa"},
    "list_events": {"subject": "initiative:a4p"},
    "list_statements": {"topic": "training"},
    "list_discrepancies": {"severity": "high"},
    "list_sources": {"grade": "official_dataset"},
    "list_related_missions": {"code": "mli"},
    "list_changes": {"record": "mission:unifil"},
    "list_coverage": {"lacks": "budget_usd"},
    "read_mission_timeline": {"kind": "peacekeeping_operation", "status": "ongoing"},
    "read_figure_chart": {"subject": "mission:minusma", "indicator": "fatalities"},
    "read_figure_table": {
        "rows": "subject",
        "columns": "year",
        "subject": "MINUSCA,MONUSCO,UNMISS",
        "indicator": "fatalities",
        "time__gte": "2021",
    },
    "verify_claim": {
        "subject": "organisation:un-peacekeeping",
        "indicator": "fatalities_since_start",
        "value": "4200",
        "qualifier": "over",
    },
}


def give_addresses_to_try(document: Node, connection: Connection) -> None:
    """Add the address to try to each GET operation with a query; only for our own data, whose answers we know."""
    if not has_record(connection, MISSIONS.type, MISSIONS.example):
        return
    for path, methods in document["paths"].items():
        if "get" in methods:
            address = _address(path, methods["get"])
            if "?" in address:  # Else the examples of path parameters are enough.
                methods["get"][TRY] = address


def _address(path: str, operation: Node) -> str:
    query = dict(FILLED.get(operation["operationId"], {}))
    for parameter in operation.get("parameters", []):
        name, example = parameter["name"], _as_text(parameter.get("example", ""))
        if parameter["in"] == "path":
            path = path.replace(f"{{{name}}}", quote(query.pop(name, example)))
        elif parameter["in"] == "query" and parameter.get("required"):
            query.setdefault(name, example)
        elif name == "limit":
            query["limit"] = str(FEW)
    return f"{path}?{urlencode(query, safe=':,')}" if query else path


def _as_text(example: Any) -> str:
    return ",".join(map(str, example)) if isinstance(example, list) else str(example)
