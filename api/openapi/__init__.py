"""Make the OpenAPI document: what FastAPI derives, made exact for generated clients, and small.

document.py     puts it together
schemas.py      schemas: optional fields, strings that recur, what several schemas share
parameters.py   parameters as they are sent, and their allowed values
related.py      related lists, one operation for all kinds of records
examples.py     one short example for each kind of record, from the data being served
trying.py       an address to try for each operation that reads
order.py        the order of tags, operations and parameters: the most used first
components.py   parameters, responses and schemas that operations share, once and by reference
"""
