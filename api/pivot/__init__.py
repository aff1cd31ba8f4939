"""Tables of figures: rows, columns, and in each cell what is stated, or what may be made of it without being wrong."""
