"""SQL that links each figure to its whole (the total it is part of) and to a rival, while loading.

The whole of a part is what the same source says of the same subject, indicator and time with one dimension less, or,
of a part of those in uniform, with all of them; the share of a part is no part of a share. Rivals answer the same
question of the same time.
"""

from api.facts.components import IN_UNIFORM
from api.facts.figures import SERIES_KEY, TOTALS, Dimensions

# Which dimension is left out first, where several could be: women of Japan are a part of those of Japan.
INNERMOST_FIRST = ("sex", "cause", "component", "purpose", "location", "country")
SAME = ("subject_type", "subject_code", "indicator", "source", "time_first", "time_last")
STANDS = "{0}.rank <> 'deprecated' AND {0}.withdrawn_on IS NULL"
UNIFORMED = f"component IN ({', '.join(repr(str(part)) for part in IN_UNIFORM)})"


def _find_wholes(left_out: str) -> str:
    """Write the SQL that finds the whole of each figure with this dimension that has none yet."""
    wholes = [f"whole.{left_out} IS NULL"]
    if left_out == "component":
        wholes.append(f"whole.component = '{TOTALS['component']}' AND part.{UNIFORMED}")
    # Not one join with OR, which would read all components of each country instead of one place of the index.
    pairs = " UNION ALL ".join(_pair(left_out, whole) for whole in wholes)
    return f"""
        UPDATE figure SET whole = found.whole
        FROM (SELECT part, min(whole) AS whole FROM ({pairs}) GROUP BY part) AS found
        WHERE figure.id = found.part
    """  # noqa: S608  # names of our own columns


def _pair(left_out: str, whole: str) -> str:
    """Write the SQL that pairs figures that have a dimension with equal figures that lack it."""
    others = [name for name in Dimensions.model_fields if name != left_out]
    same = [f"whole.{name} = part.{name}" for name in SAME]
    same += [f"whole.{name} IS part.{name}" for name in ("as_of", *others)]
    narrowed = f"part.{left_out} IS NOT NULL AND part.{left_out} <> '{TOTALS.get(left_out, '')}'"
    return f"""
        SELECT part.id AS part, whole.id AS whole
        FROM figure AS part CROSS JOIN figure AS whole INDEXED BY figure_of_question
        ON {" AND ".join([*same, whole])}
        WHERE part.whole IS NULL AND {narrowed}
        AND part.indicator NOT IN (SELECT code FROM indicator WHERE kind = 'share')
        AND {STANDS.format("part")} AND {STANDS.format("whole")}
    """  # noqa: S608  # names of our own columns


FIND_WHOLES = [_find_wholes(name) for name in INNERMOST_FIRST]
FIND_RIVALS = f"""
    UPDATE figure SET rival = iif(beside.first = figure.id, beside.second, beside.first)
    FROM (
        SELECT id, first_value(id) OVER beside AS first, nth_value(id, 2) OVER beside AS second
        FROM figure WHERE {STANDS.format("figure")}
        WINDOW beside AS (
            PARTITION BY {", ".join(SERIES_KEY)}, time_first, time_last, as_of
            ORDER BY rank = 'preferred' DESC, id
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
    ) AS beside
    WHERE figure.id = beside.id AND beside.second IS NOT NULL
"""  # noqa: S608  # names of our own columns
