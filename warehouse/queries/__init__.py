"""The tables that people read, one module a table, shared by the command line, the exports and the desk.

Every function takes an open connection and `Filters`, and returns a `Table`. Filters that make no sense for a
table are left aside by it (its docstring says which ones it heeds).
"""
