"""Where Alembic enters. The connection comes from models.schema, already in its transaction."""

from alembic import context

from models.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
context.run_migrations()
