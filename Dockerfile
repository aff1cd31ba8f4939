# The database is built in the first stage, so data that fail a check fail the build.
FROM python:3.13-slim AS build
COPY --from=ghcr.io/astral-sh/uv:0.9 /uv /usr/local/bin/uv
WORKDIR /app
COPY pyproject.toml uv.lock README.md LICENSE ./
COPY api api
COPY seed seed
RUN uv sync --locked --no-dev --no-editable --extra metrics --extra postgresql \
    && PEACEKEEPING_DATABASE_URL=sqlite:////app/facts.sqlite .venv/bin/python -m seed load

FROM python:3.13-slim
# Nothing here is written while serving: run it with --read-only.
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PEACEKEEPING_DATABASE_URL=sqlite:////app/facts.sqlite
WORKDIR /app
COPY --from=build /app/.venv .venv
COPY --from=build /app/facts.sqlite facts.sqlite
COPY --from=build /app/facts.sqlite.downloads facts.sqlite.downloads
RUN useradd --system --no-create-home --uid 10001 facts
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=2)"]
CMD ["python", "-m", "api", "--host", "0.0.0.0"]
