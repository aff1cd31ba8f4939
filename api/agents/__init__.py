"""Offer the API to language-model agents, as tools of the Model Context Protocol, MCP (an extra).

It uses the low-level server of the MCP library: the validation of the other one would answer in Pydantic's words.
"""
