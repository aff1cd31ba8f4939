"""The table of question pages: frequent questions, with the requests to the API whose answers make each page."""

from typing import Any

from sqlmodel import JSON, Field, SQLModel


class QuestionPageRow(SQLModel, table=True):
    """The table of question pages, each as JSON of its file."""

    __tablename__ = "question_page"

    code: str = Field(primary_key=True)
    place: int
    page: dict[str, Any] = Field(sa_type=JSON)
