"""Draw records as charts in SVG, with the table behind each. Nothing here knows of HTTP or SQL.

Drawn by ourselves: of the chart libraries at hand none shows an open end, an overlapping period or rival sources.
"""
