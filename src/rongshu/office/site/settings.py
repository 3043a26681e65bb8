"""Django's settings, read from the workspace named by ``RONGSHU_WORKSPACE``."""

from __future__ import annotations

import os
import tempfile
from importlib.util import find_spec
from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from rongshu.office.site.workspace import Workspace, database_settings, read_workspace

SITE = Path(__file__).resolve().parent


def _workspace() -> Workspace:
    """The one in use; without one (tests, migrations) a scratch folder and a throw-away key."""
    named = os.environ.get("RONGSHU_WORKSPACE")
    if named:
        return read_workspace(Path(named))
    scratch = Path(tempfile.gettempdir()) / f"rongshu-scratch-{os.getpid()}"
    database = os.environ.get("DATABASE_URL", "sqlite:///rongshu.sqlite3")
    return Workspace(folder=scratch, database=database, secret=os.urandom(32).hex())


WORKSPACE = _workspace()
DEBUG = os.environ.get("RONGSHU_DEBUG") == "1"
SECRET_KEY = WORKSPACE.secret
ALLOWED_HOSTS = list(WORKSPACE.hosts)
CSRF_TRUSTED_ORIGINS = list(WORKSPACE.origins)

_APPS = ("people", "loads", "registry", "plans", "lists", "pages")
INSTALLED_APPS = [
    "rongshu.office.site",  # first: its templates stand over the libraries' own
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "simple_history",
    "template_partials",
    "huey.contrib.djhuey",
    *(f"rongshu.office.{app}" for app in _APPS if find_spec(f"rongshu.office.{app}")),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "rongshu.office.site.middleware.no_nul",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "rongshu.office.site.middleware.reader_language",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "rongshu.office.people.middleware.one_time_password",
    "axes.middleware.AxesMiddleware",
    "rongshu.office.site.middleware.own_copy_only",
    "rongshu.office.site.middleware.InputErrorPage",
]

ROOT_URLCONF = "rongshu.office.site.urls"
WSGI_APPLICATION = "rongshu.office.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "rongshu.office.site.context.office",
            ],
        },
    },
]

DATABASES = {"default": database_settings(WORKSPACE.database, WORKSPACE.folder)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "office",
        # counters of guessed codes live here: they must not be crowded out
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# -- who is it ---------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "name_en")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "rongshu.office.people.adapter.OfficeAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Rongshu"
# Wrong passwords are counted by django-axes alone, which an administrator can reset (see the adapter);
# this counts wrong codes of the second step.
ACCOUNT_RATE_LIMITS = {"login_failed": "8/15m/key"}
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "rongshu.office.people.lockout.attempted_name"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "office/locked.html"
AXES_IPWARE_PROXY_COUNT = 0
AXES_ENABLE_ADMIN = False
SIMPLE_HISTORY_REVERT_DISABLED = True

# -- sessions, headers --------------------------------------------------------------------------------
SESSION_COOKIE_AGE = 10 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = WORKSPACE.https
SESSION_COOKIE_NAME = "rongshu_session"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "rongshu.office.site.views.stale"
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_NAME = "rongshu_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if WORKSPACE.https else None
SECURE_HSTS_SECONDS = 30 * 24 * 3600 if WORKSPACE.https else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        # Charts and meters set widths from data; an attribute can colour a box but runs nothing.
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": [SELF, "data:"],
        "font-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    },
}

# -- received files: a plan document is some megabytes; anything larger is refused by the view -------
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# -- language ----------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = USE_TZ = True
FORM_RENDERER = "rongshu.office.site.forms.OfficeRenderer"

# -- static files ------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = WORKSPACE.folder / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "rongshu.office.site.finders.VendorFinder",
]
_HASHED = os.environ.get("RONGSHU_HASHED_STATIC") == "1"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": (
            "rongshu.office.site.storage.HashedStorage"
            if _HASHED
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not _HASHED

# -- background work -----------------------------------------------------------------------------------
HUEY = {
    "name": "rongshu",
    "huey_class": "huey.SqliteHuey",
    "filename": str(WORKSPACE.folder / "queue.sqlite3"),
    "immediate": "RONGSHU_WORKSPACE" not in os.environ,
    "results": False,
    "consumer": {"workers": 1, "periodic": False},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"refusals": {"()": "rongshu.office.site.logs.Refusals"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["refusals"]},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
