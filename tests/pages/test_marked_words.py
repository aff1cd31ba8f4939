"""Search highlights whole matching words in a snippet, and words joined by hyphens as one."""

import pytest

from api.pages.search_page import _pieces


@pytest.mark.parametrize(
    ("snippet", "matches", "marked"),
    [
        ("peace, and the Peace of Mali", ["peace", "Mali"], ["peace", "Mali"]),
        ("peacekeepers keep the peace", ["peace"], ["peace"]),
        ("peace-keeping and peace", ["peace-keeping", "peace"], ["peace-keeping", "peace"]),
        ("peace-keeping and peace", ["peace"], ["peace", "peace"]),
        ("d’Ivoire (2,000) in 2,000.", ["Ivoire", "2,000"], ["Ivoire", "2,000", "2,000"]),
        ("État de l'eau", ["État", "eau"], ["État", "eau"]),
        ("nothing here", ["peace"], []),
        ("nothing at all", [], []),
        (None, ["Mali"], []),
    ],
)
def test_the_words_that_match_are_marked(
    snippet: str | None, matches: list[str], marked: list[str]
) -> None:
    pieces = _pieces({"snippet": snippet, "matches": matches})
    assert [piece for piece, is_marked in pieces if is_marked] == marked
    if matches:
        assert "".join(piece for piece, _ in pieces) == (snippet or "")
