"""Prefect flows and deployments: retries, schedules, workers and progress live here only."""
