"""The table of question pages: what people ask most, with the queries of the API whose answers make the page."""

from typing import Any

from sqlmodel import JSON, Field, SQLModel


class QuestionPageRow(SQLModel, table=True):
    """The table of question pages, as their files say them."""

    __tablename__ = "question_page"

    code: str = Field(primary_key=True)
    place: int
    page: dict[str, Any] = Field(sa_type=JSON)
