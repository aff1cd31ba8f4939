"""Describe the API in OpenAPI: what FastAPI derives, made exact for generated clients, and small.

document.py     puts it together
schemas.py      shapes: of what is answered only when asked for, and of strings that recur
parameters.py   parameters as they are sent, and what may be chosen in them
related.py      lists that belong to a record, said once for all kinds of records
examples.py     one short example for each kind of record, from the data being served
trying.py       an address to try for each operation that reads
order.py        what is asked first stands first
components.py   what several operations repeat, said once and referred to
"""
