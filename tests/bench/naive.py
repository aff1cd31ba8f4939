"""The naive FastAPI and SQLModel application over the same database: ORM objects, response models.

The answers hold the same records in the same fields. The database stands in the environment: `BENCH_DATABASE`.
"""

import os
from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import Depends, FastAPI, HTTPException, Request
from pydantic import BaseModel
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, create_engine, func, select

from api.facts.figures import Dimensions
from api.resources.age import age_of, is_stale
from api.resources.figures import Figure, role_of
from api.resources.missions import Mission
from api.tables.figures import FigureRow
from api.tables.indicators import IndicatorRow
from api.tables.missions import MissionRow
from api.tables.release import ReleaseTable
from api.tables.sources import SourceRow

WHOLE, RIVAL = aliased(FigureRow), aliased(FigureRow)
OWN = FigureRow.model_fields.keys() & Figure.model_fields.keys()
PLACE = ("paragraph", "locator", "evidence")
CITED = ("code", "title", "publisher", "date", "url", "grade", "licence")


class MissionList(BaseModel):
    """A page of missions."""

    total: int
    data: list[Mission]


class FigureList(BaseModel):
    """A page of figures."""

    total: int
    data: list[Figure]


def get_session(request: Request) -> Iterator[Session]:
    """A session for one request."""
    with Session(request.app.state.engine) as session:
        yield session


AnySession = Annotated[Session, Depends(get_session)]


def create_app() -> FastAPI:
    """The application over the database of the environment."""
    app = FastAPI()
    address = f"sqlite:///{os.environ['BENCH_DATABASE']}"
    app.state.engine = create_engine(address, pool_size=40)
    app.get("/v1/missions", response_model=MissionList)(list_missions)
    app.get("/v1/missions/{code}", response_model=Mission)(read_mission)
    app.get("/v1/figures", response_model=FigureList)(list_figures)
    return app


def list_missions(session: AnySession, limit: int = 50) -> dict[str, Any]:
    """The first missions."""
    total = session.exec(select(func.count()).select_from(MissionRow)).one()
    oldest = col(MissionRow.started_first).nulls_last()
    question = select(MissionRow).order_by(oldest, col(MissionRow.code)).limit(limit)
    return {"total": total, "data": session.exec(question).all()}


def read_mission(session: AnySession, code: str) -> MissionRow:
    """One mission."""
    mission = session.exec(select(MissionRow).where(MissionRow.code == code)).first()
    if mission is None:
        raise HTTPException(404)
    return mission


def list_figures(session: AnySession, limit: int = 50) -> dict[str, Any]:
    """The first figures, each with its indicator and its source."""
    total = session.exec(select(func.count()).select_from(FigureRow)).one()
    question = (
        select(FigureRow, IndicatorRow, SourceRow)
        .join(IndicatorRow, col(IndicatorRow.code) == col(FigureRow.indicator))
        .join(SourceRow, col(SourceRow.code) == col(FigureRow.source))
        .outerjoin(WHOLE, col(FigureRow.whole) == col(WHOLE.id))
        .outerjoin(RIVAL, col(FigureRow.rival) == col(RIVAL.id))
        .order_by(FigureRow.subject_code, FigureRow.indicator, FigureRow.time_first, FigureRow.code)
        .limit(limit)
    )
    today = session.exec(select(ReleaseTable.date)).one()
    more: Any = question.add_columns(col(WHOLE.code), col(RIVAL.code))  # `select` takes four.
    found = session.exec(more)
    return {"total": total, "data": [_in_full(today, *row) for row in found]}


def _in_full(
    today: str,
    figure: FigureRow,
    indicator: IndicatorRow,
    source: SourceRow,
    part_of: str | None,
    rival_of: str | None,
) -> dict[str, Any]:
    dimensions = {name: getattr(figure, name) for name in Dimensions.model_fields}
    dated = {name: getattr(figure, name) for name in ("time_last", "newest_until")}
    dated["release_day"] = today
    speaker = _reference(figure, "attributed_to") if figure.attributed_to_code else None
    citation = {
        "source": {name: getattr(source, name) for name in CITED},
        **{name: getattr(figure, name) for name in PLACE},
        "speaker": speaker,
    }
    return {
        **{name: getattr(figure, name) for name in OWN},
        "subject": _reference(figure, "subject"),
        "indicator_name": indicator.name,
        "unit": indicator.unit,
        "kind": indicator.kind,
        "age_days": age_of(dated),
        "stale": is_stale(dated),
        "dimensions": dimensions,
        "role": role_of(dimensions),
        "part_of": part_of,
        "rival_of": rival_of,
        "attributed_to": speaker,
        "citation": citation,
    }


def _reference(figure: FigureRow, prefix: str) -> dict[str, Any]:
    return {part: getattr(figure, f"{prefix}_{part}") for part in ("type", "code", "name")}
