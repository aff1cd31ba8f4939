"""Read TOML and CSV files with line numbers, and explain their problems to curators."""
