"""SQL that marks figures after loading: the newest of each question, counts, moved subjects."""

from api.facts.figures import SERIES_KEY
from api.tables.figures import FigureCountRow

ALIKE = [name for name in FigureCountRow.model_fields if name not in ("id", "figures")]
STANDING = "rank <> 'deprecated' AND withdrawn_on IS NULL"
ALIKE_IN_TIME = " AND ".join(
    f"preferred.{name} IS beside.{name}" for name in (*SERIES_KEY, "time_last")
)
# Few figures are preferred: those beside them are found by these, as a window would sort a million once more.
MARK_NEWEST = f"""
    UPDATE figure SET newest_until = coalesce(standing.following, '9999-12-31'),
        followed_on = standing.followed_on,
        latest = CASE WHEN figure.time_last <= :day
            AND coalesce(standing.following, '9999-12-31') > :day THEN true END
    FROM (
        SELECT id, rank,
            min(time_last) OVER behind AS following,
            min(recorded_on) OVER behind AS followed_on
        FROM figure WHERE {STANDING}
        WINDOW behind AS (
            PARTITION BY {", ".join(SERIES_KEY)} ORDER BY time_last
            GROUPS BETWEEN 1 FOLLOWING AND 1 FOLLOWING)
    ) AS standing
    WHERE figure.id = standing.id
    AND (standing.rank = 'preferred' OR figure.id NOT IN (
        SELECT beside.id FROM figure AS beside
        CROSS JOIN (SELECT * FROM figure WHERE rank = 'preferred' AND {STANDING}) AS preferred
        ON {ALIKE_IN_TIME}))
"""  # noqa: S608  # names of our own columns
COUNT_ALIKE = f"""
    INSERT INTO figure_count ({", ".join(ALIKE)}, figures)
    SELECT {", ".join(ALIKE)}, count(*) FROM figure
    GROUP BY {", ".join(ALIKE)} ORDER BY {", ".join(ALIKE)}
"""  # noqa: S608  # names of our own columns
FIND_MOVED = """
    INSERT INTO moved (subject_type, subject_code, indicator, to_type, to_code)
    SELECT DISTINCT old.subject_type, old.subject_code, new.indicator, new.subject_type, new.subject_code
    FROM figure AS old JOIN figure AS new ON new.code = old.replaced_by
    WHERE (old.subject_type, old.subject_code) <> (new.subject_type, new.subject_code)
    AND NOT EXISTS (
        SELECT 1 FROM figure AS other
        WHERE other.subject_type = old.subject_type AND other.subject_code = old.subject_code
        AND other.indicator = new.indicator AND other.withdrawn_on IS NULL)
    ORDER BY 1, 2, 3, 4, 5
"""
