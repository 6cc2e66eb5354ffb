# One image for the worker, the page, the migration and Prefect's server: they differ in their command alone.
# The base is pinned to an exact release; docs/operate.md says how to pin it to a digest of the registry you pull from.
FROM python:3.11.13-slim-bookworm AS build
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
RUN pip install --no-cache-dir uv==0.13.9
WORKDIR /app
# What changes seldom comes first, so that a new version of ours does not fetch everybody else's again.
COPY pyproject.toml uv.lock README.md ./
ARG EXTRAS="--extra parquet"
# The lock file holds a hash for each file that is installed: one altered byte ends the build.
RUN uv sync --locked --no-dev --no-install-project ${EXTRAS}
COPY cli cli
COPY connectors connectors
COPY difflog difflog
COPY facts facts
COPY flows flows
COPY models models
COPY web web
COPY sample sample
COPY watchlist watchlist
RUN uv sync --locked --no-dev ${EXTRAS}

FROM python:3.11.13-slim-bookworm AS run
LABEL org.opencontainers.image.title="beltwatch" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.description="A ledger of Belarus-China figures and statements, kept from the news"
RUN groupadd --gid 10001 beltwatch && useradd --uid 10001 --gid 10001 --home-dir /tmp --shell /usr/sbin/nologin beltwatch
COPY --from=build /app /app
COPY prefect.yaml /app/prefect.yaml
# Gives a command what lies in /run/secrets/prefect_*, each file as the variable of its name: Prefect reads no such files.
COPY --chmod=555 <<'SCRIPT' /usr/local/bin/with-secrets
#!/bin/sh
set -eu
for file in "${SECRETS:-/run/secrets}"/prefect_*; do
    [ -f "$file" ] || continue
    name=$(basename "$file" | tr '[:lower:]' '[:upper:]')
    export "$name=$(cat "$file")"
done
exec "$@"
SCRIPT
ENV PATH=/app/.venv/bin:/usr/local/bin:/usr/bin:/bin \
    PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    HOME=/tmp BELTWATCH_DATA_DIR=/data
WORKDIR /app
USER 10001:10001
EXPOSE 8765
CMD ["beltwatch", "serve"]
