"""The DuckDB schema, loading, the register, decisions, queries and exports."""
