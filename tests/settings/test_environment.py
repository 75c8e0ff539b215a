"""Settings are read strictly, and a wrong one says what to do."""

from pathlib import Path

import pytest

from site_app.settings import environment
from site_app.settings.environment import SettingRefused


def test_a_setting_that_is_missing_names_itself(monkeypatch):
    monkeypatch.delenv("GROUNDWELL_SECRET_KEY", raising=False)
    with pytest.raises(SettingRefused, match="GROUNDWELL_SECRET_KEY is not set"):
        environment.text("GROUNDWELL_SECRET_KEY")


def test_a_setting_of_spaces_counts_as_missing(monkeypatch):
    monkeypatch.setenv("GROUNDWELL_SECRET_KEY", "   ")
    with pytest.raises(SettingRefused):
        environment.text("GROUNDWELL_SECRET_KEY")


@pytest.mark.parametrize(
    ("word", "meant"), [("yes", True), ("1", True), ("On", True), ("no", False), ("0", False)]
)
def test_a_flag_is_yes_or_no(monkeypatch, word, meant):
    monkeypatch.setenv("DEMO", word)
    assert environment.flag("DEMO", default=not meant) is meant


def test_a_flag_of_another_word_is_refused(monkeypatch):
    monkeypatch.setenv("DEMO", "perhaps")
    with pytest.raises(SettingRefused, match="Write yes or no"):
        environment.flag("DEMO", default=True)


@pytest.mark.parametrize("value", ["-1", "4.5", "forty", "٤"])
def test_a_number_that_is_not_whole_is_refused(monkeypatch, value):
    monkeypatch.setenv("GROUNDWELL_CLAIM_HOURS", value)
    with pytest.raises(SettingRefused, match="whole number"):
        environment.number("GROUNDWELL_CLAIM_HOURS", 48)


def test_words_are_split_at_commas_and_trimmed(monkeypatch):
    monkeypatch.setenv("GROUNDWELL_ALLOWED_HOSTS", "one.example, two.example,,")
    assert environment.words("GROUNDWELL_ALLOWED_HOSTS") == ["one.example", "two.example"]


def test_a_postgresql_address_is_taken_apart():
    entry = environment.database("postgresql://vera:p%40ss%2Fword@db.example:6543/groundwell?sslmode=require")
    assert entry["ENGINE"] == "django.db.backends.postgresql"
    assert (entry["USER"], entry["PASSWORD"]) == ("vera", "p@ss/word")
    assert (entry["HOST"], entry["PORT"], entry["NAME"]) == ("db.example", "6543", "groundwell")
    assert entry["OPTIONS"] == {"sslmode": "require"}


def test_an_sqlite_address_gives_the_careful_options():
    entry = environment.database("sqlite:////srv/groundwell/site.sqlite3")
    assert entry["NAME"] == "/srv/groundwell/site.sqlite3"
    assert entry["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in entry["OPTIONS"]["init_command"]
    assert "journal_mode=WAL" in entry["OPTIONS"]["init_command"]


@pytest.mark.parametrize(
    "address",
    [
        "mysql://wren@host/name",
        "postgresql://host",
        "sqlite://",
        "groundwell.db",
        "postgresql://wren:a#b@host/name",
        "postgresql://wren:word@host:many/name",
    ],
)
def test_a_database_address_that_cannot_be_right_is_refused(address):
    with pytest.raises(SettingRefused, match="DATABASE_URL"):
        environment.database(address)


def test_a_kept_secret_is_made_once_for_its_owner_alone(tmp_path):
    file = tmp_path / "var" / "secret_key"
    first = environment.kept_secret(file)
    assert len(first) >= 50
    assert environment.kept_secret(file) == first
    assert file.stat().st_mode & 0o077 == 0
    assert [path.name for path in file.parent.iterdir()] == ["secret_key"]


def test_a_key_beside_the_database_is_refused_and_one_elsewhere_is_taken():
    kept = [Path("/srv/site/var"), Path("/srv/data")]
    assert environment.outside("KEY", Path("/etc/site/signing.pem"), kept) == Path("/etc/site/signing.pem")
    for wrong in ("/srv/site/var/keys/signing.pem", "/srv/data/signing.pem"):
        with pytest.raises(SettingRefused, match="folder of its own"):
            environment.outside("KEY", Path(wrong), kept)
