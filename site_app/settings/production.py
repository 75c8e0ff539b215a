"""The public site. It does not start until everything it must not guess has been said."""

from pathlib import Path

from site_app.settings import environment
from site_app.settings.base import *
from site_app.settings.base import CONTENT_SECURITY_POLICY, DATA_DIR, SITE_ADDRESS

PRODUCTION = True
DEMO = False
DEBUG = False

SECRET_KEY = environment.text("GROUNDWELL_SECRET_KEY")
ALLOWED_HOSTS = environment.words("GROUNDWELL_ALLOWED_HOSTS")
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise environment.SettingRefused(
        "GROUNDWELL_ALLOWED_HOSTS must name the site's hosts, with commas; `*` is refused."
    )
if not SITE_ADDRESS.startswith("https://"):
    raise environment.SettingRefused(
        "GROUNDWELL_SITE_ADDRESS must be the public address and begin with https://."
    )
CSRF_TRUSTED_ORIGINS = environment.words("GROUNDWELL_TRUSTED_ORIGINS")

DATABASES = {"default": environment.database(environment.text("DATABASE_URL"))}
_beside_the_database = (
    [Path(DATABASES["default"]["NAME"]).parent] if "sqlite3" in DATABASES["default"]["ENGINE"] else []
)
# A key beside the database seals against accidents, not against who gets hold of both.
SIGNING_KEY = environment.outside(
    "GROUNDWELL_SIGNING_KEY",
    environment.place("GROUNDWELL_SIGNING_KEY"),
    [DATA_DIR, *_beside_the_database],
)

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = environment.text("GROUNDWELL_MAIL_HOST")
EMAIL_PORT = environment.number("GROUNDWELL_MAIL_PORT", 587)
EMAIL_HOST_USER = environment.text("GROUNDWELL_MAIL_USER", "")
EMAIL_HOST_PASSWORD = environment.text("GROUNDWELL_MAIL_PASSWORD", "")
EMAIL_USE_TLS = environment.flag("GROUNDWELL_MAIL_TLS", True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = environment.text("GROUNDWELL_MAIL_FROM")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
# Whoever watches the machine asks from inside, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
# Said outright: behind a proxy that nobody has told of, every answer would be a redirect to itself.
PROXIES = environment.number("GROUNDWELL_PROXIES")
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = environment.number("GROUNDWELL_HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = environment.flag("GROUNDWELL_HSTS_SUBDOMAINS", True)
SECURE_HSTS_PRELOAD = SECURE_HSTS_INCLUDE_SUBDOMAINS

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {**CONTENT_SECURITY_POLICY["DIRECTIVES"], "upgrade-insecure-requests": True}
}
