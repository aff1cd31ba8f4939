"""Number the places in sources that a page rests on, so that they stand once, at its end, on screen and on paper."""

from api.vocabulary import Row

PLACE = ("paragraph", "locator", "evidence")


class Notes:
    """The numbered places of one page, in the order in which its values refer to them."""

    def __init__(self) -> None:
        self.listed: list[Row] = []
        self._numbers: dict[tuple[str, ...], int] = {}

    def number(self, citation: Row) -> int:
        """Return the number of a place, the next one where the page has not named it before."""
        key = (citation["source"]["code"], *(str(citation[part]) for part in PLACE))
        if key not in self._numbers:
            self.listed.append(citation)
            self._numbers[key] = len(self.listed)
        return self._numbers[key]
