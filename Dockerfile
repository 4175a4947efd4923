FROM python:3.12-slim AS build
WORKDIR /build
COPY requirements.txt ./
RUN python -m venv /svar && /svar/bin/pip install --no-cache-dir --require-hashes -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot ./bot
COPY handlers ./handlers
COPY storage ./storage
RUN /svar/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.12-slim
RUN useradd --create-home --home-dir /data --uid 10001 svar
COPY --from=build /svar /svar
USER svar
WORKDIR /data
VOLUME /data
ENV PATH=/svar/bin:$PATH SVAR_HOST=0.0.0.0 SVAR_PORT=3000
EXPOSE 3000
HEALTHCHECK CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"SVAR_PORT\"]}/healthz', timeout=3)"]
ENTRYPOINT ["svar"]
CMD ["run"]
