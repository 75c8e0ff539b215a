"""The registers: every row can be read, no record can be changed, nothing is deleted but an unused source."""

import re

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst

from site_app.accounts import guards
from site_app.accounts.models import Invitation, JournalEntry, Practice, User
from site_app.desk.admin.registers import ReadOnlyRegister, Register, VerbRegister
from site_app.desk.site import desk
from site_app.documents import house
from site_app.documents import services as documents
from site_app.documents.models import Contributor, Document, HouseRule, Revision, Statement, Submission
from site_app.publication import services as publication
from site_app.publication.models import Edition, Live, Part, Recheck, Redaction, Signatory, Withdrawal
from site_app.sources.models import Source, SourceChange
from site_app.vetting import services as vetting
from site_app.vetting.models import Approval, RaisedLabel, Review, Ruling, Suggestion
from tests.desk import builders

REGISTERS = sorted(desk._registry, key=lambda model: model._meta.label_lower)
RECORDS = [
    Approval, Contributor, Edition, HouseRule, Invitation, JournalEntry, Live, Part, RaisedLabel, Recheck,
    Redaction, Review, Revision, Ruling, Signatory, SourceChange, Statement, Submission, Suggestion,
    Withdrawal,
]  # fmt: skip


def address(model, page, *args):
    meta = model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=args)


def heading(answer):
    """The heading of a page."""
    return re.search(r"<h1[^>]*>(.*?)</h1>", answer.content.decode(), re.DOTALL)[1].strip()


def way_back(answer):
    """Where the line above the heading leads."""
    line = re.search(r'<div class="breadcrumbs">(.*?)</div>', answer.content.decode(), re.DOTALL)[1]
    return re.findall(r'href="([^"]+)"', line)


def asked_by(user):
    request = RequestFactory().get("/admin/")
    request.user = user
    return request


@pytest.fixture
def full(team, edition, shelf):
    """At least one row in every register that a person can fill."""
    owner, wren, vera = team["Olive"], team["Wren"], team["Vera"]
    builders.make_picture(wren)
    builders.make_consult(owner)
    builders.make_help_line(owner)
    revision = builders.submitted(wren, builders.make_article(wren, slug="another"))
    statement = revision.statements.get(kind="title")
    vetting.suggest(actor=vera, statement=statement, text="What do babies need to sleep?", why="Clearer.")
    vetting.raise_label(actor=vera, statement=statement, label="protocol", why="It tells what to do.")
    vetting.comment(actor=vera, statement=statement, text="Is that a title?")
    vetting.quote(actor=vera, source=shelf, locator="abstract", text="small stomachs")
    vetting.set_scope(actor=owner, vetter=vera, topics=builders.Topic.objects.all())
    vetting.declare_tie(actor=vera, vetter=vera, what="Paid talks", word="amber")
    house.add_house_rule(actor=vera, phrase="amber drops", label="protocol", reason="They were recalled.")
    documents.save_working_copy(actor=wren, document=revision.document, base=revision, fields={"body": "x"})
    builders.accounts.invite(actor=owner, email="nell@example.org", display_name="Nell", roles=["writer"])
    builders.sources.set_status(actor=wren, source=shelf, status="superseded", note="A newer review is out.")
    publication.redact(actor=owner, edition=edition, part="body", legal_reason="A court asked for it.")
    publication.erase_signatory(actor=owner, user=vera)
    publication.withdraw(actor=vera, document=edition.document, because="outdated")
    return edition


@pytest.mark.parametrize("model", REGISTERS, ids=lambda model: model.__name__)
def test_every_register_is_one_of_ours(model):
    assert isinstance(desk._registry[model], Register)


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_records_are_read_only_by_their_shared_base_class(model):
    assert isinstance(desk._registry[model], ReadOnlyRegister)


def test_what_the_database_guards_is_never_changed_at_the_desk():
    """A guarded table's register is read-only, or changes go through the verbs that the guard allows."""
    guarded = {guard.table for guard in guards.declared()}
    models = [model for model in apps.get_models() if model._meta.db_table in guarded]
    assert len(models) > 10
    for model in models:
        register = desk._registry.get(model)
        through_verbs = model in (Source, Document)
        assert register is None or isinstance(register, ReadOnlyRegister) or through_verbs, model
    assert isinstance(desk._registry[Source], VerbRegister)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Wren", "Vera", "Pia", "Olive", "Sam"])
def test_nobody_deletes_and_records_stay_as_they_are(team, shelf, name):
    request = asked_by(team[name])
    for model, register in desk._registry.items():
        row = model.objects.first()
        if isinstance(register, ReadOnlyRegister):
            assert not register.has_add_permission(request), model
            assert not register.has_change_permission(request, row), model
        if model is not Source:
            assert not register.has_delete_permission(request, row), model
        assert register.get_actions(request) == {}, model


@pytest.mark.django_db
def test_the_list_of_documents_names_each_by_its_newest_title(team, edition):
    newer = documents.save_revision(
        actor=team["Wren"], document=edition.document, base=edition.revision, title="When do babies sleep?"
    )
    page = builders.at_the_desk(team["Pia"]).get(address(Document, "changelist")).content.decode()
    assert newer.title in page
    assert edition.revision.title not in page


def test_each_register_opens_with_list_row_and_history(full, team):
    client = builders.at_the_desk(team["Sam"])
    for model in REGISTERS:
        listed = client.get(address(model, "changelist"))
        assert listed.status_code == 200, model
        assert heading(listed) == capfirst(model._meta.verbose_name_plural)
        assert way_back(listed) == ["/admin/"]
        row = model.objects.order_by("pk").first()
        if row is None:
            continue
        answer = client.get(address(model, "change", row.pk), follow=True)
        assert answer.status_code == 200, model
        if not answer.redirect_chain:
            assert way_back(answer) == ["/admin/", address(model, "changelist")]
        told = client.get(address(model, "history", row.pk), follow=True)
        assert told.status_code == 200, model
        assert told.redirect_chain[-1][0].startswith("/admin/accounts/journalentry/?q="), model


@pytest.mark.django_db
def test_the_history_of_a_row_is_what_the_journal_tells_of_it(team, shelf):
    client = builders.at_the_desk(team["Wren"])
    told = client.get(address(Source, "history", shelf.pk), follow=True)
    assert [entry.verb for entry in told.context["cl"].result_list] == ["add_source"]


@pytest.mark.django_db
def test_the_fixture_fills_every_register(full):
    assert [model.__name__ for model in REGISTERS if not model.objects.exists()] == []


@pytest.mark.django_db
def test_a_superuser_gets_403_for_adding_changing_and_deleting_a_record(full, team):
    client = builders.at_the_desk(team["Sam"])
    for model in RECORDS:
        row = model.objects.order_by("pk").first()
        before = model.objects.filter(pk=row.pk).values().get()
        assert client.post(address(model, "add"), {}).status_code == 403, model
        assert client.post(address(model, "change", row.pk), {}).status_code == 403, model
        assert client.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403, model
        swept = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
        assert client.post(address(model, "changelist"), swept).status_code in {200, 302, 403}, model
        assert model.objects.filter(pk=row.pk).values().get() == before, model


@pytest.mark.django_db
def test_an_unused_source_is_deleted_and_a_used_one_is_not(team, edition, shelf):
    client = builders.at_the_desk(team["Wren"])
    unused = builders.make_source(team["Wren"], "unused", doi="10.1000/other")
    assert client.post(address(Source, "delete", unused.pk), {"post": "yes"}).status_code == 302
    assert not Source.objects.filter(pk=unused.pk).exists()
    assert JournalEntry.objects.filter(verb="delete_source").exists()
    assert client.post(address(Source, "delete", shelf.pk), {"post": "yes"}).status_code == 403
    assert Source.objects.filter(pk=shelf.pk).exists()


@pytest.mark.django_db
def test_djangos_own_log_stays_empty_and_the_journal_tells(team, shelf):
    client = builders.at_the_desk(team["Olive"])
    practice = Practice.objects.get()
    fields = {name: getattr(practice, name) for name in (
        "name", "legal_owner", "address", "contact_email", "contact_phone", "home_country", "quality_person",
    )}  # fmt: skip
    answer = client.post(address(Practice, "change", practice.pk), {**fields, "funding": "Grants."})
    assert answer.status_code == 302
    assert Practice.objects.get().funding == "Grants."
    assert not LogEntry.objects.exists()
    assert JournalEntry.objects.first().verb == "set_practice"


@pytest.mark.django_db
def test_nobody_sets_anothers_password_or_address(team):
    wren = User.objects.get(display_name="Wren")
    before = (wren.email, wren.password)
    for name in ("Olive", "Sam"):
        client = builders.at_the_desk(team[name])
        typed = {
            "display_name": "Wren", "affiliation": "", "declared_ties": "None.", "languages": "en",
            "email": "taken@example.org", "password": "a new one entirely", "password1": "x",
            "password2": "x", "is_superuser": "on", "is_active": "",
            "role_grants-TOTAL_FORMS": 0, "role_grants-INITIAL_FORMS": 0,
        }  # fmt: skip
        assert client.post(address(User, "change", wren.pk), typed).status_code == 302
        assert client.get(f"/admin/accounts/user/{wren.pk}/password/").status_code in {302, 404}
        client.post(
            reverse("admin:act_on_person", args=[wren.pk, "address"]),
            {"email": f"{name}-took-it@example.org"},
        )
        wren.refresh_from_db()
        assert (wren.email, wren.password, wren.is_superuser, wren.is_active) == (*before, False, True)
    with pytest.raises(NoReverseMatch):
        reverse("admin:auth_user_password_change", args=[wren.pk])


@pytest.mark.django_db
def test_changing_ones_own_password_goes_through_ones_own_mail(team):
    client = builders.at_the_desk(team["Wren"])
    answer = client.get(reverse("admin:password_change"))
    assert answer.headers["Location"] == reverse("admin:person", args=[team["Wren"].pk])


@pytest.mark.django_db
def test_what_a_verb_refuses_stands_in_the_form_with_what_was_typed(team):
    client = builders.at_the_desk(team["Olive"])
    answer = client.post(
        "/admin/consults/consult/add/",
        {
            "slug": "Not A Slug", "name": "Infant skin", "price_minor": "9000", "currency": "USD",
            "minutes": "50", "booking_address": "https://book.example/skin", "languages": "en",
            "active": "on",
        },
    )  # fmt: skip
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Not A Slug" in page
    assert "errornote" in page


@pytest.mark.django_db
@pytest.mark.parametrize("search", ["password", "password__startswith", "password__regex"])
def test_nobody_searches_people_by_what_is_secret(search):
    team = builders.make_team()
    desk_of_wren = builders.at_the_desk(team["Wren"])
    where = address(User, "changelist")

    assert "vera@example.org" in desk_of_wren.get(where, {"display_name": "Vera"}).content.decode()
    answer = desk_of_wren.get(where, {search: team["Vera"].password})
    assert "vera@example.org" not in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("model", REGISTERS, ids=lambda model: model._meta.label_lower)
def test_a_list_survives_numbers_and_years_that_no_database_knows(model):
    client = builders.at_the_desk(builders.make_team()["Olive"])
    for nonsense in ({"id__in": "9" * 30}, {"at__year": "99999"}, {"at__year": "0", "at__month": "13"}):
        assert client.get(address(model, "changelist"), nonsense).status_code in (200, 302, 400, 403)


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["abc", "_00", "1%00", "²"])
def test_a_document_without_a_number_is_not_found(number):
    client = builders.at_the_desk(builders.make_team()["Olive"])
    assert client.get(f"/admin/documents/document/{number}/change/").status_code == 404
