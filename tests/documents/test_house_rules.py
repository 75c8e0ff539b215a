"""House rules: who may add and end them, what is refused, and the version that every text then carries."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from site_app.accounts import guards, journal
from site_app.accounts.errors import NotAllowed
from site_app.accounts.models import JournalEntry, Role
from site_app.documents import house, services
from site_app.documents.errors import HouseRuleEnded, HouseRuleRefused, RulesContradict
from site_app.documents.models import HouseRule
from site_app.documents.reading import read
from site_app.statements.version import ENGINE_VERSION
from tests.accounts.cast import somebody

WHY = "A reader took it for a treatment."


@pytest.fixture
def ossia(db):
    """A vetter who may overrule the engine."""
    return somebody("Ossia", Role.VETTER, Role.OVERRULE)


def add(actor, phrase="amber drops", label="protocol", reason=WHY, **more):
    return house.add_house_rule(actor=actor, phrase=phrase, label=label, reason=reason, **more)


def except_(actor, phrase="Colic Lane", label="other", reason="It is a street."):
    return add(actor, phrase, label, reason, lowers=True)


# --- Who ----------------------------------------------------------------------------------------------


def test_a_vetter_adds_a_strict_rule_and_is_refused_an_exception(vera):
    row = add(vera)
    assert (row.added_by, row.label, row.lowers) == (vera, "protocol", False)
    with pytest.raises(NotAllowed, match="make an exception"):
        except_(vera)
    assert list(HouseRule.objects.all()) == [row]


def test_an_exception_is_added_by_somebody_who_may_overrule(ossia):
    row = except_(ossia)
    assert (row.lowers, row.label) == (True, "other")


@pytest.mark.parametrize("role", [Role.WRITER, Role.PUBLISHER, Role.OWNER])
def test_others_add_and_end_nothing(ossia, role):
    standing, other = add(ossia), somebody("Nell", role)
    with pytest.raises(NotAllowed):
        add(other, "amber beads")
    for rule in (standing, except_(ossia)):
        with pytest.raises(NotAllowed):
            house.end_house_rule(actor=other, rule=rule, because="No longer needed.")
    assert HouseRule.objects.filter(ended_at=None).count() == 2


def test_a_vetter_ends_an_exception_and_not_a_strict_rule(vera, ossia):
    strict, exception = add(vera), except_(ossia)
    with pytest.raises(NotAllowed, match="makes the engine stricter"):
        house.end_house_rule(actor=vera, rule=strict, because="No longer needed.")
    house.end_house_rule(actor=vera, rule=exception, because="The street is gone.")
    assert list(HouseRule.objects.filter(ended_at=None)) == [strict]
    ended = house.end_house_rule(actor=ossia, rule=strict, because="No longer needed.")
    assert (ended.ended_by, ended.ended_because) == (ossia, "No longer needed.")
    assert house.present().rules == ()


def test_a_rule_is_ended_once_and_for_a_reason(ossia):
    row = add(ossia)
    with pytest.raises(HouseRuleRefused):
        house.end_house_rule(actor=ossia, rule=row, because="  ")
    house.end_house_rule(actor=ossia, rule=row, because="No longer needed.")
    with pytest.raises(HouseRuleEnded, match="ended on"):
        house.end_house_rule(actor=ossia, rule=row, because="Again.")
    assert add(ossia).pk != row.pk


# --- What -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"phrase": "  "}, "phrase", "no words"),
        ({"phrase": "you should"}, "phrase", "almost every sentence"),
        ({"phrase": "бурштин"}, "phrase", "cannot read these letters"),
        ({"phrase": "amber " * 40}, "phrase", "longer than 200"),
        ({"phrase": "amber\x00drops"}, "phrase", "cannot be printed"),
        ({"reason": ""}, "reason", "no reason"),
        ({"reason": "x" * 301}, "reason", "longer than 300"),
        ({"label": "other"}, "label", "does not make a sentence 'other'"),
        ({"label": "urgent"}, "label", "does not make a sentence 'urgent'"),
        ({"label": "protocol", "lowers": True}, "label", "does not make a sentence 'protocol'"),
    ],
)
def test_what_cannot_be_a_rule_is_refused_at_its_field(ossia, typed, field, says):
    fine = {"phrase": "amber drops", "label": "protocol", "reason": WHY}
    with pytest.raises(HouseRuleRefused, match=says) as refused:
        house.add_house_rule(actor=ossia, **{**fine, **typed})
    assert refused.value.field == field
    assert not HouseRule.objects.exists()
    assert house.add_house_rule(actor=ossia, **fine)


def test_a_rule_that_is_there_already_or_contradicts_another_is_refused(ossia):
    add(ossia, "amber")
    with pytest.raises(RulesContradict, match="There is house rule"):
        add(ossia, "AMBER")
    with pytest.raises(RulesContradict, match="contradicts house rule"):
        except_(ossia, "Amber Lane")
    exception = except_(ossia, "Colic Lane")
    with pytest.raises(RulesContradict, match="contradicts exception"):
        add(ossia, "lane", "health")
    house.end_house_rule(actor=ossia, rule=exception, because="The street is gone.")
    assert add(ossia, "lane", "health")


# --- Kept, and told -------------------------------------------------------------------------------------


def test_the_version_grows_with_every_change_and_the_journal_tells_of_each(ossia):
    assert house.rules_version() == ENGINE_VERSION
    row = add(ossia)
    except_(ossia)
    assert house.rules_version() == f"{ENGINE_VERSION}+2"
    house.end_house_rule(actor=ossia, rule=row, because="No longer needed.")
    assert house.rules_version() == f"{ENGINE_VERSION}+3"
    told = JournalEntry.objects.filter(subject=journal.name_of(row)).order_by("number")
    assert [(entry.verb, entry.actor, entry.detail["version"]) for entry in told] == [
        ("add_house_rule", ossia, f"{ENGINE_VERSION}+1"),
        ("end_house_rule", ossia, f"{ENGINE_VERSION}+3"),
    ]
    assert "amber" not in str([entry.detail for entry in told])


def test_the_database_keeps_what_was_added(ossia):
    row = add(ossia)
    for columns in ({"phrase": "beads"}, {"label": "health"}, {"ended_because": "So."}):
        with pytest.raises(IntegrityError), transaction.atomic():
            HouseRule.objects.filter(pk=row.pk).update(**columns)
    with pytest.raises(IntegrityError), transaction.atomic():
        HouseRule.objects.filter(pk=row.pk).delete()
    house.end_house_rule(actor=ossia, rule=row, because="No longer needed.")
    with pytest.raises(IntegrityError), transaction.atomic():
        HouseRule.objects.filter(pk=row.pk).update(ended_at=None)
    assert not guards.missing(transaction.get_connection())


def test_the_database_refuses_an_exception_by_somebody_who_may_not_overrule(vera, ossia):
    def insert(user, lowers, label="health"):
        with transaction.atomic():
            return HouseRule.objects.create(
                phrase="x-ray", label=label, lowers=lowers, reason=WHY, added_by=user, added_at=timezone.now()
            )

    assert insert(vera, lowers=False)
    assert insert(ossia, lowers=True)
    assert insert(somebody("Sam", is_superuser=True), lowers=True)
    with pytest.raises(IntegrityError, match="may overrule"):
        insert(vera, lowers=True)
    with pytest.raises(IntegrityError, match="raises_or_lowers"):
        insert(ossia, lowers=True, label="protocol")


# --- Where texts are read -------------------------------------------------------------------------------


@pytest.fixture
def singing(wren):
    return services.create_document(
        actor=wren, kind="article", slug="choir", title="Our choir", body="We sing in the amber choir."
    )


def test_a_submitted_text_carries_the_label_the_reason_and_the_version(wren, vera, singing):
    add(vera, "amber choir")
    submission = services.submit_for_vetting(actor=wren, revision=singing)
    statement = singing.statements.get(part="body")
    assert (statement.label, statement.reasons[0]["code"]) == ("protocol", "house-rule")
    assert WHY in statement.reasons[0]["text"]
    assert submission.engine_version == f"{ENGINE_VERSION}+1"
    assert [finding["code"] for finding in submission.findings] == ["protocol"]


def test_a_rule_added_while_the_engine_reads_makes_it_read_again(vera, singing):
    reading = read(singing)
    assert reading.still_holds()
    add(vera, "amber choir")
    assert not reading.still_holds()
    assert read(singing).still_holds()
