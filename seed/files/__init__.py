"""Reading TOML and CSV files with their line numbers, and telling curators what is wrong in them."""
