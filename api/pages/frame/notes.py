"""Number the citations of a page as footnotes, listed once at its end."""

from api.vocabulary import Row

PLACE = ("paragraph", "locator", "evidence")


class Notes:
    """The footnotes of one page, in the order of their first reference."""

    def __init__(self) -> None:
        self.listed: list[Row] = []
        self._numbers: dict[tuple[str, ...], int] = {}

    def number(self, citation: Row) -> int:
        """Return the number of a citation; a new one if the page has not cited it before."""
        key = (citation["source"]["code"], *(str(citation[part]) for part in PLACE))
        if key not in self._numbers:
            self.listed.append(citation)
            self._numbers[key] = len(self.listed)
        return self._numbers[key]
