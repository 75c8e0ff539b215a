"""Guards: what the database refuses, whoever asks, and how they stay up."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command, load_command_class
from django.core.management.base import SystemCheckError
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from site_app.accounts import apps as room
from site_app.accounts import checks, guards, journal
from site_app.accounts.errors import GuardRefusal
from site_app.accounts.guards import Change, Guard, InsertCheck
from site_app.accounts.models import Credential, JournalEntry, Practice

GUARD = "guard_accounts_journalentry_update"


@pytest.fixture
def row(wren) -> JournalEntry:
    return journal.log(actor=wren, verb="arrive", subject=wren)


def refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except IntegrityError:
        return True
    return False


def declare(monkeypatch, *more: Guard) -> None:
    monkeypatch.setattr(guards, "GUARDS", (*guards.GUARDS, *more))
    guards.install(connection)


def take_down(name: str) -> None:
    table = name.removeprefix("guard_").rpartition("_")[0]
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")


def test_every_guard_of_every_room_stands_after_migrate(db):
    assert guards.missing(connection) == []
    assert {guard.table for guard in guards.declared()} >= {"accounts_journalentry"}


def test_a_row_of_the_journal_is_neither_changed_nor_deleted_by_the_orm(row):
    row.verb = "other"
    with pytest.raises(IntegrityError, match="not changed"), transaction.atomic():
        row.save()
    with pytest.raises(IntegrityError, match="not changed"), transaction.atomic():
        JournalEntry.objects.update(verb="other")
    with pytest.raises(IntegrityError, match="not deleted"), transaction.atomic():
        row.delete()
    assert JournalEntry.objects.get().verb == "arrive"


def test_a_row_of_the_journal_is_neither_changed_nor_deleted_by_sql(row):
    assert refused("UPDATE accounts_journalentry SET verb = 'other'")
    assert refused("DELETE FROM accounts_journalentry")
    assert JournalEntry.objects.get().verb == "arrive"


def test_what_a_guard_refuses_goes_in_while_it_is_lifted(row):
    with guards.lift(connection):
        assert not refused("UPDATE accounts_journalentry SET verb = 'other'")
    assert JournalEntry.objects.get().verb == "other"
    assert refused("UPDATE accounts_journalentry SET verb = 'arrive'")


def test_lifted_guards_come_back_when_the_block_fails(row):
    with pytest.raises(ZeroDivisionError), guards.lift(connection):
        raise ZeroDivisionError
    assert guards.missing(connection) == []
    assert refused("DELETE FROM accounts_journalentry")


@pytest.mark.sqlite
def test_replacing_a_row_is_refused_though_sqlite_does_not_call_it_deleting(row):
    assert refused("INSERT OR REPLACE INTO accounts_journalentry SELECT * FROM accounts_journalentry")
    assert refused("REPLACE INTO accounts_journalentry SELECT * FROM accounts_journalentry")


@pytest.mark.postgres
def test_truncating_is_refused(row):
    connection.check_constraints()
    assert refused("TRUNCATE accounts_journalentry CASCADE")


def test_a_guard_taken_down_is_missed_and_put_back(row):
    take_down(GUARD)
    assert guards.missing(connection) == [GUARD]
    assert not refused("UPDATE accounts_journalentry SET verb = 'other'")
    guards.install(connection)
    assert guards.missing(connection) == []
    assert refused("UPDATE accounts_journalentry SET verb = 'arrive'")


@pytest.mark.sqlite
def test_a_guard_of_the_right_name_that_does_nothing_is_missed(row):
    take_down(GUARD)
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TRIGGER {GUARD} BEFORE UPDATE ON accounts_journalentry WHEN FALSE BEGIN SELECT 1; END"
        )
    assert guards.missing(connection) == [GUARD]
    guards.install(connection)
    assert guards.missing(connection) == []


@pytest.mark.postgres
def test_a_guard_that_is_switched_off_is_missed(row):
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE accounts_journalentry DISABLE TRIGGER {GUARD}")
    assert guards.missing(connection) == [GUARD]
    guards.install(connection)
    assert guards.missing(connection) == []


@pytest.mark.postgres
@pytest.mark.parametrize(
    "sql",
    [
        f"CREATE OR REPLACE FUNCTION {GUARD}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        f"DROP FUNCTION {GUARD} CASCADE",
    ],
)
def test_a_guard_whose_function_does_nothing_or_is_gone_is_missed(row, sql):
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute(sql)
    assert guards.missing(connection) == [GUARD]
    assert not refused("UPDATE accounts_journalentry SET verb = 'other'")
    guards.install(connection)
    assert guards.missing(connection) == []
    assert refused("UPDATE accounts_journalentry SET verb = 'arrive'")


def test_installing_twice_changes_nothing(db):
    guards.install(connection)
    guards.install(connection)
    assert guards.missing(connection) == []


def test_a_guard_no_longer_declared_is_taken_down(monkeypatch, olive):
    declare(monkeypatch, Guard("accounts_credential"))
    assert len(guards.GUARDS) == 2
    Credential.objects.create(user=olive, title="Midwife", body="Register")
    assert refused("DELETE FROM accounts_credential")
    monkeypatch.undo()
    guards.install(connection)
    assert not refused("DELETE FROM accounts_credential")


def test_only_the_named_columns_change_and_only_when_the_condition_holds(monkeypatch, olive):
    declare(
        monkeypatch,
        Guard(
            "accounts_credential",
            allow_update_of=(
                Change(("registration",), when="OLD.registration <> '' AND NEW.registration = ''"),
            ),
        ),
    )
    Credential.objects.create(user=olive, title="Midwife", body="Register", registration="M1")
    assert refused("UPDATE accounts_credential SET registration = 'M2'")
    assert refused("UPDATE accounts_credential SET registration = '', title = 'Doctor'")
    assert refused("UPDATE accounts_credential SET title = 'Doctor'")
    assert not refused("UPDATE accounts_credential SET registration = ''")
    assert Credential.objects.get().registration == ""
    assert refused("UPDATE accounts_credential SET registration = ''")


def test_a_row_is_deleted_only_when_the_condition_holds(monkeypatch, olive):
    declare(monkeypatch, Guard("accounts_credential", delete_when="OLD.checked_at IS NULL"))
    Credential.objects.create(user=olive, title="Midwife", body="Register")
    checked = Credential.objects.create(user=olive, title="Nurse", body="Register", checked_at=timezone.now())
    assert refused("DELETE FROM accounts_credential")
    assert not refused("DELETE FROM accounts_credential WHERE title = 'Midwife'")
    assert list(Credential.objects.all()) == [checked]


def test_a_condition_nobody_can_tell_counts_as_no(monkeypatch, olive):
    declare(
        monkeypatch,
        Guard(
            "accounts_credential",
            allow_update_of=(Change(("title",), when="NEW.expires_on > OLD.issued_on"),),
        ),
    )
    Credential.objects.create(user=olive, title="Midwife", body="Register")
    assert refused("UPDATE accounts_credential SET title = 'Doctor'")


def test_an_insert_that_a_check_speaks_against_is_refused(monkeypatch, olive, wren):
    journal.log(actor=wren, verb="arrive", subject=wren)
    seen = "EXISTS (SELECT 1 FROM accounts_journalentry j WHERE j.actor_id = NEW.user_id)"
    check = InsertCheck("seen", refuse_when=seen, message="Whoever's in the journal has no credential.")
    declare(monkeypatch, Guard("accounts_credential", refuses=(), insert_checks=(check,)))
    Credential.objects.create(user=olive, title="Midwife", body="Register")
    with pytest.raises(IntegrityError, match="Whoever's in the journal"), transaction.atomic():
        Credential.objects.create(user=wren, title="Midwife", body="Register")
    assert list(Credential.objects.values_list("user", flat=True)) == [olive.pk]


def test_a_condition_may_differ_between_databases(monkeypatch, olive):
    never = {"sqlite": "NEW.clinician = 1", "postgresql": "NEW.clinician"}
    check = InsertCheck("no_clinician", refuse_when=never, message="No clinician.")
    declare(monkeypatch, Guard("accounts_credential", refuses=(), insert_checks=(check,)))
    Credential.objects.create(user=olive, title="Baker", body="Guild", clinician=False)
    with pytest.raises(IntegrityError, match="No clinician"), transaction.atomic():
        Credential.objects.create(user=olive, title="Midwife", body="Register", clinician=True)


@pytest.mark.parametrize(
    "guard",
    [
        Guard("accounts_practice", allow_update_of=(Change(("colour",)),)),
        Guard("accounts_practice", insert_checks=(InsertCheck("x" * 60, "TRUE", "No."),)),
        Guard(
            "accounts_practice",
            insert_checks=(InsertCheck("x", "EXISTS (SELECT 1 FROM accounts_user AS old)", "No."),),
        ),
    ],
)
def test_a_guard_that_cannot_be_right_is_refused(monkeypatch, db, guard):
    monkeypatch.setattr(guards, "GUARDS", (guard,))
    with pytest.raises(GuardRefusal):
        guards.install(connection)


def test_a_table_that_is_not_there_yet_is_left_for_later(monkeypatch, db):
    monkeypatch.setattr(guards, "GUARDS", (Guard("accounts_nothing_yet"),))
    guards.install(connection)
    assert guards.missing(connection) == []


# --- Migrations: Django rebuilds a table on SQLite, and its triggers go without a word ------------------


def widen_the_verb() -> None:
    wider = models.CharField(max_length=90)
    wider.set_attributes_from_name("verb")
    with connection.schema_editor() as editor:
        editor.alter_field(JournalEntry, JournalEntry._meta.get_field("verb"), wider)


@pytest.mark.django_db(transaction=True)
def test_altering_a_guarded_table_leaves_it_guarded_once_migrate_has_run():
    journal.log(actor=None, verb="start", subject="site")
    widen_the_verb()
    if connection.vendor == "sqlite":
        assert GUARD in guards.missing(connection), "if this fails, Django keeps triggers now"
        assert not refused("UPDATE accounts_journalentry SET verb = 'other'")
    call_command("migrate", verbosity=0)
    assert guards.missing(connection) == []
    assert refused("UPDATE accounts_journalentry SET verb = 'start'")


@pytest.mark.django_db(transaction=True)
def test_a_table_that_another_tables_guard_speaks_of_can_be_altered_while_guards_are_lifted(monkeypatch):
    seen = "EXISTS (SELECT 1 FROM accounts_journalentry j WHERE j.actor_id = NEW.user_id)"
    declare(
        monkeypatch,
        Guard("accounts_credential", insert_checks=(InsertCheck("seen", refuse_when=seen, message="Seen."),)),
    )
    with guards.lift(connection):
        widen_the_verb()
    assert guards.missing(connection) == []
    monkeypatch.undo()
    guards.install(connection)


@pytest.mark.django_db(transaction=True)
def test_migrating_back_and_forth_ends_with_every_guard_up():
    call_command("migrate", "axes", "zero", verbosity=0)
    assert guards.missing(connection) == []
    call_command("migrate", verbosity=0)
    assert guards.missing(connection) == []


def test_the_handler_restores_what_is_missing(row):
    take_down(GUARD)
    room.restore_guards(sender=apps.get_app_config("accounts"), using="default")
    assert guards.missing(connection) == []


# --- The system check ----------------------------------------------------------------------------------


def test_the_check_passes_while_all_stand_and_fails_when_one_is_missing(row):
    call_command("check", databases=["default"], tags=["database"])
    take_down(GUARD)
    [error] = checks.every_guard_stands(databases=["default"])
    assert error.id == "accounts.E001"
    assert GUARD in error.msg
    with pytest.raises(SystemCheckError, match="E001"):
        call_command("check", databases=["default"], tags=["database"])


def test_a_check_without_databases_asks_none(row):
    take_down(GUARD)
    assert checks.every_guard_stands() == []


@pytest.mark.django_db(transaction=True)
def test_migrate_from_the_command_line_puts_a_missing_guard_back_instead_of_failing_its_own_check():
    take_down(GUARD)
    migrate = load_command_class("site_app.accounts", "migrate")
    migrate.requires_system_checks = ["database"]
    call_command(migrate, verbosity=0, skip_checks=False)
    assert guards.missing(connection) == []


@pytest.mark.django_db(transaction=True)
def test_a_plan_shows_without_lifting_anything(capsys):
    call_command("migrate", plan=True, skip_checks=True)
    assert "No planned migration operations" in capsys.readouterr().out
    assert guards.missing(connection) == []


def test_migrating_an_unknown_room_fails_and_leaves_guards_up(db):
    with pytest.raises(CommandError):
        call_command("migrate", "nowhere", verbosity=0)
    assert guards.missing(connection) == []
    assert not Practice.objects.exists()
