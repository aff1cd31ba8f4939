"""Pivot tables of figures: rows, columns, and in each cell a stated figure, or an aggregate that cannot be wrong."""
