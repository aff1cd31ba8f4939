"""Verify claims about numbers: the rule of the verdict, the nearest statements, and the reason in words."""
