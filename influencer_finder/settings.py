"""The one settings module. What differs between machines is read from the environment by typed readers that fail loudly;
`.env` in the checkout is read first. Every variable stands in .env.example.
"""

import re
from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from kombu import Queue

from influencer_finder import VERSION, errors, logs
from influencer_finder.embedded import broker_url, home

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")


def required(name: str) -> str:
    """The variable's value; ImproperlyConfigured with what to do where it is missing."""
    value: str = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. Run commands through `python3 manage.py`, or set it: see .env.example.")
    return value


def secret(name: str) -> str:
    """The variable's value, long and varied enough that nobody guesses it; else ImproperlyConfigured with how to make one."""
    value = required(name)
    # As `check --deploy` would only warn.
    if len(value) < 50 or len(set(value)) < 5 or value.startswith("django-insecure-"):
        make = "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
        raise ImproperlyConfigured(f"{name} can be guessed: make one of at least 50 random characters, as with {make}.")
    return value


def rate(value: str) -> str:
    """A number of requests and the time they are counted over; ImproperlyConfigured where it is none, not at the first request."""
    if not re.fullmatch(r"[1-9][0-9]*/(sec|min|hour|day)", value):
        raise ImproperlyConfigured(f"“{value}” is no rate. Write it as 600/min: a number, and sec, min, hour or day.")
    return value


DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="not secret: for DEBUG alone") if DEBUG else secret("SECRET_KEY")
# Keys used until a while ago: what they signed or locked away still opens.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
HTTPS = env.bool("HTTPS", default=False)
DOMAIN = env.str("DOMAIN", default="")
# Probes ask from the machine itself.
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[*([DOMAIN] if DOMAIN else []), "localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "discovery",
    "scoring",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_filters",
    "django_htmx",
    "django_countries",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "influencer_finder.requestlog.RequestLog",
    "scoring.yielding.Browsing",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "discovery.signing_in.AdminsHaveSecondFactor",
]
# Where it is empty nothing is counted, and /metrics is not found.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
if METRICS_TOKEN:
    MIDDLEWARE = [
        "django_prometheus.middleware.PrometheusBeforeMiddleware",
        *MIDDLEWARE,
        "django_prometheus.middleware.PrometheusAfterMiddleware",
    ]
ROOT_URLCONF = "influencer_finder.urls"
WSGI_APPLICATION = "influencer_finder.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "discovery.views.sample.labels",
            ],
            "builtins": ["django.templatetags.static", "discovery.templatetags.figures"],
        },
    }
]

# How long statements and locks may take is for PGOPTIONS, which PostgreSQL's client library reads: docker-compose.yml sets it.
DATABASES = {"default": {**env.db_url_config(required("DATABASE_URL")), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
# A machine that is cut off is not told: whoever waits for the server's answer would wait for two hours, as Linux has it. So a silent server
# is asked after 10 seconds whether it is there, and given up after 30. What DATABASE_URL says wins; unix sockets know nothing of it.
DATABASES["default"]["OPTIONS"] = {
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
    **DATABASES["default"].get("OPTIONS", {}),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = required("REDIS_URL")
# A Redis that is cut off must not hold a page: who asks gives up after so many seconds.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 5, "socket_timeout": 5},
    }
}

AUTH_USER_MODEL = "discovery.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "ranked"
ACCOUNT_ADAPTER = "discovery.signing_in.Accounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# People are told by mail of a changed password or second factor.
ACCOUNT_EMAIL_NOTIFICATIONS = True
INVITATION_DAYS = env.int("INVITATION_DAYS", default=7)
# Whose address login limits count by: behind proxies not the nearest one's.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=1 if HTTPS else 0)
MFA_ADAPTER = "discovery.signing_in.SecondFactors"
# Addresses are an invitation's or an admin's: allauth's own table of verified ones is not used.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_REQUIRED_FOR_ADMINS = env.bool("MFA_REQUIRED_FOR_ADMINS", default=False)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Influencer Finder"
KNOX_TOKEN_MODEL = "discovery.ApiToken"  # noqa: S105  # a model
# A prefix lets secret scanners know a token of ours.
REST_KNOX = {"TOKEN_PREFIX": "ifa_"}
# How often a token, and an address without a valid one, may ask.
API_RATE = rate(env.str("API_RATE", default="600/min"))
API_BURST_RATE = rate(env.str("API_BURST_RATE", default="40/sec"))
API_STRANGER_RATE = rate(env.str("API_STRANGER_RATE", default="60/min"))
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["discovery.api.authentication.ApiTokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["discovery.api.permissions.EditorsWrite"],
    "DEFAULT_THROTTLE_CLASSES": ["discovery.api.throttles.BurstThrottle", "discovery.api.throttles.TokenThrottle"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["discovery.api.parsing.JsonParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "discovery.api.problems.problem",
    "NUM_PROXIES": ALLAUTH_TRUSTED_PROXY_COUNT,
    # `?format=` would be a parameter that no operation describes.
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Influencer Finder",
    "DESCRIPTION": "The reads and writes of the pages, for scripts. Each token acts as its owner: it sees and changes what they may.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_NAME_OVERRIDES": {
        "PlatformEnum": "discovery.models.creators.Platform",
        "RateDefinitionEnum": "discovery.models.creators.RateDefinition",
        "EntryStatusEnum": "discovery.models.campaigns.Entry.Status",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums", "discovery.api.schema.say_what_is_strict"],
}
# Its migrations would make its own table, though ours stands in for it.
MIGRATION_MODULES = {"knox": None}
EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
# A mail server that does not answer holds up the page that sends the mail.
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Influencer Finder <noreply@localhost>")

LANGUAGE_CODE = "en"
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(home() / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else "influencer_finder.collected.Storage"},
}
# Look for each file when it is asked for, not for all of them at each start.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000 if HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Asked by machines that know no certificate.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
X_FRAME_OPTIONS = "DENY"
if env.bool("PLAIN_HTTP", default=False) and not HTTPS:
    # Whoever sets it says that this is meant: no TLS on a network of their own, so nothing that needs it.
    SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]
# Nobody's upload is stored before it is known who they are.
FILE_UPLOAD_HANDLERS = [
    "influencer_finder.uploads.SignedInAlone",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Importing: over a limit, a clear sentence and nothing stored.
IMPORT_MAX_BYTES = env.int("IMPORT_MAX_BYTES", default=200 * 1024 * 1024)
# What a workbook may be when it is unpacked; reading it takes up to twice as much memory.
IMPORT_MAX_UNCOMPRESSED_BYTES = env.int("IMPORT_MAX_UNCOMPRESSED_BYTES", default=300 * 1024 * 1024)
IMPORT_MAX_COLUMNS = env.int("IMPORT_MAX_COLUMNS", default=300)
IMPORT_MAX_ROWS = env.int("IMPORT_MAX_ROWS", default=2_000_000)
IMPORT_MAX_CELL_CHARACTERS = env.int("IMPORT_MAX_CELL_CHARACTERS", default=20_000)
# An uploaded file is kept this long after it was loaded, or given up on.
# So many indexes of new scores are built at once while people ask for pages, each by one of the database's processors: they need another.
SCORING_INDEXES_AT_ONCE = env.int("SCORING_INDEXES_AT_ONCE", default=1)
UPLOAD_DAYS = env.int("UPLOAD_DAYS", default=30)
# A worker that loads renews its lease; one that stops renewing it is taken for dead after this.
IMPORT_LEASE_SECONDS = env.int("IMPORT_LEASE_SECONDS", default=20)

CELERY_BROKER_URL = broker_url(REDIS_URL, env.ENVIRON)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# However long its machine is cut off, a worker comes back.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# Seconds that Redis may take to answer; longer, and whoever asks connects anew. Who waits for messages is Kombu's to look after: it notices
# within 51 seconds that nothing comes any more.
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 5, "socket_timeout": 15}
CELERY_TIMEZONE = TIME_ZONE
# What must not wait behind a long import or the night's recompute has a queue, and on the laptop a worker, of its own.
CELERY_TASK_DEFAULT_QUEUE = "work"
HOUSEKEEPING = "housekeeping"
# A worker that is told nothing takes both.
CELERY_TASK_QUEUES = [Queue(CELERY_TASK_DEFAULT_QUEUE), Queue(HOUSEKEEPING)]
PICK_UP_SECONDS = 15.0
CELERY_BEAT_SCHEDULE = {
    "pick up imports whose worker died": {
        "task": "discovery.tasks.pick_up_imports",
        "schedule": PICK_UP_SECONDS,
        # Asked again soon: a message that waited so long is not worth doing.
        "options": {"expires": PICK_UP_SECONDS, "queue": HOUSEKEEPING},
    },
    "forget expired uploads": {"task": "discovery.tasks.forget_uploads", "schedule": crontab(hour="2", minute="30")},
    "go on with scoring whose messages were lost": {
        "task": "scoring.tasks.pick_up_scoring",
        "schedule": PICK_UP_SECONDS,
        "options": {"expires": PICK_UP_SECONDS, "queue": HOUSEKEEPING},
    },
    "score all accounts": {"task": "scoring.tasks.recompute_all", "schedule": crontab(hour="3", minute="0")},
    # What the other nights take as it is kept is read anew, in case something changed without saying so.
    "score all accounts from nothing": {
        "task": "scoring.tasks.recompute_all",
        "schedule": crontab(hour="4", minute="0", day_of_week="sunday"),
        "kwargs": {"reason": "Every Sunday, from nothing", "from_nothing": True},
    },
}

LOGGING = logs.config(env.str("LOG_FORMAT", default="plain"), env.str("LOG_LEVEL", default="INFO"))
if SENTRY_DSN := env.str("SENTRY_DSN", default=""):
    errors.report_to(SENTRY_DSN, release=VERSION, environment=env.str("SENTRY_ENVIRONMENT", default="production"))
