"""Values of dimensions that are found by their own words, such as `peace-and-security-in-mali`."""

from sqlalchemy import Connection, select
from sqlmodel import col

from api.facts.figures import Dimensions
from api.facts.folding import fold
from api.questions.phrases import Phrases
from api.tables.figures import FigureCountRow


def add_held_values(connection: Connection, dimensions: Phrases[tuple[str, str]]) -> None:
    """Add the values of three words or more that `words.toml` does not list; `member-states` would be ambiguous."""
    for name in Dimensions.model_fields:
        column = col(getattr(FigureCountRow, name))
        values = select(column).distinct().where(column.is_not(None)).order_by(column)
        for value in connection.execute(values).scalars():
            words = tuple(fold(value).split())
            if len(words) > 2 and words not in dimensions.meanings:
                dimensions.add(value, (name, value))
