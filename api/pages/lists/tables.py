"""Put together the table of a list: for each record its title, and its declared cells."""

from api.lists.resource import Resource
from api.pages.lists.columns import cells_of, title_of
from api.vocabulary import RecordType, Row


def table_of(
    resource: Resource, rows: list[Row], countries: dict[str, str], *, related: bool = False
) -> Row:
    """Return the template context of a table; figures have a template of their own."""
    is_figures = resource.type is RecordType.FIGURE
    about = {row["subject"]["code"] for row in rows} if is_figures else set()
    columns = () if is_figures else resource.columns
    return {
        "type": resource.type,
        "rows": rows,
        "one_subject": related and len(about) == 1,
        "titles": [title_of(resource, row, countries) for row in rows],
        "columns": {column.label: cells_of(column, rows, countries) for column in columns},
        "kinds": {column.label: str(column.cell) for column in columns},
    }
