"""Pages for people: facts in words, and the templates that show them. No HTTP; `api/pages/routes.py` asks."""
