# The app: web, worker, beat and commands are all this image; docker-compose.yml says which runs what.
# The last stage has no build tools, runs as a numbered user without rights, and writes to /tmp and /media alone.

FROM python:3.13-slim AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
RUN python -m venv /venv
COPY requirements.txt .
# Wheels alone: what has to be compiled would need tools, and what is not in the lock is not installed.
RUN /venv/bin/pip install --require-hashes --only-binary :all: -r requirements.txt

FROM python:3.13-slim AS app
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    INFLUENCER_FINDER_NO_BOOTSTRAP=1 \
    MEDIA_ROOT=/media \
    LOG_FORMAT=json
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
# Hashed names and compressed copies, made without any secret. A named volume takes its owner from the folder that it is laid over.
RUN python manage.py collectstatic --no-input --verbosity 0 \
    && python -m compileall -q discovery scoring influencer_finder \
    && install --directory --owner=10001 --group=10001 /media \
    # Celery takes a user without a name for root.
    && groupadd --gid 10001 finder && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin finder
USER 10001:10001
VOLUME /media
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["python", "-m", "influencer_finder.probe", "web"]
CMD ["gunicorn", "influencer_finder.wsgi"]
