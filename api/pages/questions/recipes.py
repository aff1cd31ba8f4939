"""Code samples that fetch the data of a page, in the languages of its readers."""

from fastapi import Request

from api.http.host import origin_of

CURL = "curl -s '{address}'"
PYTHON = """import pandas as pd

table = pd.read_csv("{address}")
print(table.to_string(index=False))"""
R = """table <- read.csv("{address}")
print(table)"""
FORMULA = '=IMPORTDATA("{address}")'
RECIPES = {
    "curl, in a terminal": ("sh", CURL),
    "Python, with pandas": ("python", PYTHON),
    "R": ("r", R),
    "Google Sheets; in Excel and LibreOffice give the address to “From Web”": ("formula", FORMULA),
}


def recipes_for(request: Request, query: str) -> list[dict[str, str]]:
    """Return the code samples for an API address, on the host that serves the page."""
    address = f"{origin_of(request)}{query}"
    return [
        {"title": title, "language": language, "code": code.format(address=address)}
        for title, (language, code) in RECIPES.items()
    ]
