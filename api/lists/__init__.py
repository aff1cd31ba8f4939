"""The engine of every list: parameters, conditions, paging, counting, search. The kinds of records are declared in `api/resources`."""
