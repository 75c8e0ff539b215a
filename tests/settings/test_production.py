"""Production starts with everything said, and refuses to guess any of it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ENOUGH = {
    "DJANGO_SETTINGS_MODULE": "site_app.settings.production",
    "GROUNDWELL_SECRET_KEY": "x7" * 20 + "-only-in-this-test-9f3kQzLmP",
    "GROUNDWELL_ALLOWED_HOSTS": "groundwell.example",
    "GROUNDWELL_SITE_ADDRESS": "https://groundwell.example",
    "DATABASE_URL": "sqlite:////srv/groundwell-data/site.sqlite3",
    "GROUNDWELL_DATA_DIR": "/srv/groundwell-var",
    "GROUNDWELL_SIGNING_KEY": "/srv/groundwell-keys/signing.pem",
    "GROUNDWELL_PROXIES": "1",
    "GROUNDWELL_MAIL_HOST": "mail.groundwell.example",
    "GROUNDWELL_MAIL_FROM": "desk@groundwell.example",
}


def start(code: str, **changed: str | None) -> subprocess.CompletedProcess[str]:
    """Run `code` in a fresh process with the settings of a complete site, but for what is `changed`."""
    said = {name: value for name, value in {**ENOUGH, **changed}.items() if value is not None}
    quiet = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GROUNDWELL_", "DJANGO_")) and name != "DATABASE_URL"
    }
    return subprocess.run(  # noqa: S603 - our own interpreter and our own words
        [sys.executable, "-W", "error::DeprecationWarning:site_app", "-c", code],
        env={**quiet, **said},
        cwd=Path(settings.PROJECT_DIR),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


OPEN = "from django.conf import settings; settings.SECRET_KEY; print('open')"


def test_production_opens_when_everything_is_said():
    opened = start(OPEN)
    assert opened.stdout == "open\n", opened.stderr


@pytest.mark.parametrize("name", sorted(ENOUGH.keys() - {"DJANGO_SETTINGS_MODULE", "GROUNDWELL_DATA_DIR"}))
def test_production_refuses_to_start_without(name):
    refused = start(OPEN, **{name: None})
    assert refused.returncode != 0
    assert "SettingRefused" in refused.stderr
    assert name in refused.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GROUNDWELL_ALLOWED_HOSTS", "*"),
        ("GROUNDWELL_SITE_ADDRESS", "http://groundwell.example"),
        ("GROUNDWELL_SIGNING_KEY", "/srv/groundwell-var/keys/signing.pem"),
        ("GROUNDWELL_SIGNING_KEY", "/srv/groundwell-data/signing.pem"),
        ("GROUNDWELL_PROXIES", "one"),
        ("DATABASE_URL", "mysql://host/groundwell"),
    ],
)
def test_production_refuses_a_setting_that_is_unsafe(name, value):
    refused = start(OPEN, **{name: value})
    assert refused.returncode != 0
    assert name in refused.stderr
    assert "SettingRefused" in refused.stderr


def test_production_passes_the_deploy_check_without_a_warning():
    code = (
        "import django; django.setup();"
        "from django.core.management import call_command;"
        "call_command('check', deploy=True, tags=['security'], fail_level='WARNING')"
    )
    checked = start(code)
    assert checked.returncode == 0, checked.stderr


def test_production_keeps_cookies_and_addresses_on_tls():
    code = (
        "from django.conf import settings as s;"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.DEBUG, s.PRODUCTION)"
    )
    assert start(code).stdout.split() == ["True", "True", "True", "False", "True"]
