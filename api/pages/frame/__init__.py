"""Shared by all pages: the frame, templates, and records, values and citations in words."""
