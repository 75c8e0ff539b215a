"""What every way of opening the house shares. Values come from the environment; README.md lists them."""

from datetime import timedelta
from pathlib import Path

import django_stubs_ext
from csp.constants import NONE, SELF

from site_app.settings import environment

# Lets `class ArticleDesk(admin.ModelAdmin[Article])` say at run time what it says to mypy.
django_stubs_ext.monkeypatch()

PROJECT_DIR = Path(__file__).resolve().parents[2]
# The only place where the program writes.
DATA_DIR = environment.place("GROUNDWELL_DATA_DIR", PROJECT_DIR / "var")

# --- What is ours -----------------------------------------------------------------------------------
_here = f"http://{environment.text('HOST', '127.0.0.1')}:{environment.text('PORT', '8000')}"
SITE_ADDRESS = environment.text("GROUNDWELL_SITE_ADDRESS", _here).rstrip("/")
# Off prints 'vetted by a non-clinician' beside the vetter's name.
CLINICIAN_REQUIRED = environment.flag("GROUNDWELL_CLINICIAN_REQUIRED", True)
CLAIM_HOURS = environment.number("GROUNDWELL_CLAIM_HOURS", 48)
# By when a submitted text should be vetted.
VETTING_DAYS = environment.number("GROUNDWELL_VETTING_DAYS", 7)
VETTING_DAYS_URGENT = environment.number("GROUNDWELL_VETTING_DAYS_URGENT", 2)
# How often one person may ask the editor for a preview, and send it a picture.
PREVIEWS_A_MINUTE = environment.number("GROUNDWELL_PREVIEWS_A_MINUTE", 120)
UPLOADS_A_MINUTE = environment.number("GROUNDWELL_UPLOADS_A_MINUTE", 30)
# Older public keys (PEM files), so that seals signed before a change of key still verify.
PUBLIC_KEYS = [Path(name).expanduser().resolve() for name in environment.words("GROUNDWELL_PUBLIC_KEYS")]
SIGNING_KEY = environment.place("GROUNDWELL_SIGNING_KEY", DATA_DIR / "keys" / "signing.pem")
OUTBOX_DIR = DATA_DIR / "outbox"
# Production says True: it refuses the demonstration and withholds its editions.
PRODUCTION = False
# Whether the first start fills an empty database with the demonstration.
DEMO = environment.flag("DEMO", True)
# The address of the article that stands on every page, marked `urgent: body`.
WARNING_SIGNS = environment.text("GROUNDWELL_WARNING_SIGNS", "warning-signs-after-birth")
# How many proxies stand before the site; each appends one address to X-Forwarded-For.
PROXIES = environment.number("GROUNDWELL_PROXIES", 0)

# --- The house --------------------------------------------------------------------------------------
ROOT_URLCONF = "site_app.urls"
WSGI_APPLICATION = "site_app.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "site_app.accounts",
    "site_app.topics",
    "site_app.sources",
    "site_app.documents",
    "site_app.consults",
    "site_app.vetting",
    "site_app.publication",
    "site_app.feedback",
    "site_app.desk",
    "site_app.reader",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "markdownx",
]

# Sessions, sign-in and messages are lazy: a page of the reader's door that asks for none of them
# reads no session and carries no `Vary: Cookie`.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "site_app.headers.permissions_policy",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# --- Database and files -----------------------------------------------------------------------------
_database_address = environment.text("DATABASE_URL", "")
DATABASES = {
    "default": environment.database(_database_address)
    if _database_address
    else environment.sqlite(DATA_DIR / "groundwell.sqlite3")
}

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [PROJECT_DIR / "site_app" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o640

# --- Forms ------------------------------------------------------------------------------------------
# A text of 200,001 characters must come back with a message, not be cut off at the door. As form data
# a four-byte character takes twelve bytes, and the longest form carries several such texts.
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
# The ledger of a long document sends a handful of fields for each of several hundred statements.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# --- Signing in -------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "display_name")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/admin/login/"
LOGIN_REDIRECT_URL = "/admin/"
# Account and address together: a stranger can slow himself down, not lock Wren out.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "site_app.accounts.throttling.account_named"
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "desk/locked_out.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_CLIENT_IP_CALLABLE = "site_app.headers.client_address"
AXES_VERBOSE = False

# --- Cookies and headers ----------------------------------------------------------------------------
# The session belongs to the desk; a browser does not even send it to the reader's door.
SESSION_COOKIE_PATH = "/admin/"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY: dict[str, dict[str, list[str] | bool]] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

# --- The editor: every safety-relevant default of django-markdownx is replaced ----------------------
MARKDOWNX_MARKDOWNIFY_FUNCTION = "site_app.desk.preview.markdownify"
MARKDOWNX_URLS_PATH = "/admin/markdownx/preview/"
MARKDOWNX_UPLOAD_URLS_PATH = "/admin/markdownx/upload/"

# --- Language, time, mail, log ----------------------------------------------------------------------
# One language a site: what is vetted is written in one, and the words around it are in the same.
# CONTRIBUTING.md says how one is added.
LANGUAGE_CODE = environment.text("GROUNDWELL_LANGUAGE", "en-gb").lower()
LOCALE_PATHS = [PROJECT_DIR / "locale"]
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = OUTBOX_DIR
DEFAULT_FROM_EMAIL = environment.text("GROUNDWELL_MAIL_FROM", "Groundwell <desk@groundwell.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "site_app": {"level": "INFO"},
        # Strangers knock under every name; the answer is 400, and nobody need read about it.
        "django.security.DisallowedHost": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
