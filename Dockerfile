# The database is built in the first stage, so data that fail a check fail the build.
FROM python:3.13-slim AS build
COPY --from=ghcr.io/astral-sh/uv:0.9 /uv /usr/local/bin/uv
# Which optional parts are installed; `telemetry` is the one left out.
ARG EXTRAS="mcp metrics postgresql"
ENV UV_COMPILE_BYTECODE=1
WORKDIR /app
COPY pyproject.toml uv.lock README.md LICENSE ./
# Dependencies are a layer of their own, which an edit of the code or the data leaves as it is.
RUN for extra in $EXTRAS; do set -- "$@" --extra "$extra"; done \
    && uv sync --locked --no-dev --no-install-project "$@"
COPY api api
COPY seed seed
RUN uv sync --locked --no-dev --no-editable --inexact \
    && PEACEKEEPING_DATABASE_URL=sqlite:////app/data/facts.sqlite .venv/bin/python -m seed load

FROM python:3.13-slim
LABEL org.opencontainers.image.title="Peacekeeping Facts" \
    org.opencontainers.image.description="A sourced fact base on UN peacekeeping, over HTTP" \
    org.opencontainers.image.licenses="MIT"
# Nothing here is written while serving: run it with --read-only.
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PEACEKEEPING_DATABASE_URL=sqlite:////app/data/facts.sqlite
WORKDIR /app
COPY --from=build /app/.venv .venv
# Copied together: the database is also one of the downloads, a second name of the same file.
COPY --from=build /app/data data
RUN useradd --system --no-create-home --uid 10001 facts
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=2)"]
CMD ["python", "-m", "api", "--host", "0.0.0.0"]
