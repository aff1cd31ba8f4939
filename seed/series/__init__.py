"""Long uniform series: their manifests, their rows, and the figures made of them."""
