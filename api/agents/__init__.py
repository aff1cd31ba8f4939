"""Offer the questions of the API to language-model agents, as tools of the Model Context Protocol (an extra).

Through the low-level server of its library: the validation of the other one would answer in Pydantic's words.
"""
