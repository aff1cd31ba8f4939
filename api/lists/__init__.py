"""The engine of every list: parameters, conditions, paging, counting, search. `api/resources` declares the lists."""
