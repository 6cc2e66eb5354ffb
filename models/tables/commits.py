"""Commits of the last day, on PostgreSQL alone: no part of what is known, and of no backup."""

from sqlalchemy import Column, String, Table, func

from models.columns import Utc
from models.tables.base import metadata

commits = Table(
    "commits",
    metadata,
    Column("token", String(32), primary_key=True),
    Column("at", Utc, nullable=False, server_default=func.now()),
)
