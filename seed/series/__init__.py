"""Long uniform series: manifests, rows, and where each number belongs."""
