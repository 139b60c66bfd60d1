# The dashboard alone, serving an edition that is mounted: docs/deploying.md.
# Pinned to a release; pin to the digest of your registry's copy where policy asks for it.
FROM python:3.11.11-slim-bookworm AS packages
WORKDIR /srv/crisis-access
COPY requirements.txt ./
ARG EXTRA=""
RUN python -m venv .venv \
    && .venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check -r requirements.txt ${EXTRA}

FROM python:3.11.11-slim-bookworm
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin crisis \
    && install -d -o 10001 -g 10001 /data /var/cache/crisis-access
WORKDIR /srv/crisis-access
COPY --from=packages /srv/crisis-access/.venv .venv
COPY .streamlit ./.streamlit
COPY geodata ./geodata
COPY queries ./queries
COPY dashboard ./dashboard
# The root file system can be read-only: bytecode is compiled here, the map's shapes go
# to a folder of their own, the rest to /tmp.
RUN .venv/bin/python -m compileall -q geodata queries dashboard
ENV CRISIS_DATABASE=/data/crisis_access.duckdb \
    CRISIS_SHAPES=/var/cache/crisis-access \
    HOME=/tmp \
    PYTHONDONTWRITEBYTECODE=1
USER 10001:10001
VOLUME ["/data", "/var/cache/crisis-access"]
EXPOSE 8501
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=20s --retries=3 \
    CMD [".venv/bin/python", "-m", "dashboard", "health"]
CMD [".venv/bin/python", "-m", "dashboard", "--address", "0.0.0.0"]
