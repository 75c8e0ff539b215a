"""The register of house rules: tried first, added and ended by verbs, and everything stays on record."""

import pytest
from django.urls import reverse

from site_app.accounts.models import Role
from site_app.documents import house
from site_app.documents.models import HouseRule
from site_app.publication.models import Recheck
from tests.desk import builders

TRY = "/admin/house-rules/try/"
LIST = "/admin/documents/houserule/"
TYPED = {"phrase": "not alone", "effect": "protocol", "reason": "It became a slogan."}


@pytest.fixture
def ossia(team):
    return builders.somebody("Ossia", Role.VETTER, Role.OVERRULE)


def tried(client, **changes):
    """The page after 'Try it'."""
    return client.post(TRY, {**TYPED, "try": "Try it", **changes})


def added(client, **changes):
    """The page after trying and then pressing 'Add this rule'."""
    page = tried(client, **changes)
    return client.post(
        TRY, {**TYPED, "add": "", "tried": page.context.get("mark", ""), **changes}, follow=True
    )


def test_trying_shows_which_sentences_would_change_and_changes_nothing(edition, desk_of):
    page = tried(desk_of("Vera"))
    assert page.status_code == 200
    assert [(row.text, row.before, row.after, row.live) for row in page.context["shown"]] == [
        ("You are not alone.", "other", "protocol", True)
    ]
    assert "You are not alone." in page.content.decode()
    assert "Add this rule" in page.content.decode()
    assert not HouseRule.objects.exists()


def test_a_draft_is_tried_as_well_as_what_is_live(team, edition, desk_of):
    builders.make_article(team["Wren"], slug="draft", main_message="None of you is not alone.")
    page = tried(desk_of("Vera"))
    assert [(row.live, row.text) for row in page.context["shown"]] == [
        (True, "You are not alone."),
        (False, "None of you is not alone."),
    ]
    assert page.context["trial"].texts == 2
    assert page.context["trial"].on_live == 1


def test_words_that_stand_nowhere_change_nothing(edition, desk_of):
    page = tried(desk_of("Vera"), phrase="amber drops")
    assert "Nothing would change." in page.content.decode()


def test_a_rule_that_was_tried_is_added_and_what_readers_have_is_read_again(team, edition, desk_of):
    page = added(desk_of("Vera"))
    rule = HouseRule.objects.get()
    assert (rule.phrase, rule.label, rule.lowers, rule.added_by) == (
        "not alone",
        "protocol",
        False,
        team["Vera"],
    )
    assert "One live text is judged otherwise now" in page.content.decode()
    assert "now counts as 'protocol' by a house rule: You are not alone." in Recheck.objects.get().detail[0]
    assert house.rules_version() in page.content.decode()


def test_what_was_not_tried_is_tried_before_it_is_added(edition, desk_of):
    vera = desk_of("Vera")
    mark = tried(vera).context["mark"]
    for sneaked in (
        {"tried": ""},
        {"tried": mark, "phrase": "tired parents"},
        {"tried": mark, "effect": "health"},
    ):
        page = vera.post(TRY, {**TYPED, "add": "", **sneaked})
        assert page.status_code == 200
        assert page.context["trial"]
    assert not HouseRule.objects.exists()


def test_a_trial_is_stale_once_the_rules_have_changed(team, edition, desk_of):
    vera = desk_of("Vera")
    mark = tried(vera).context["mark"]
    house.add_house_rule(actor=team["Vera"], phrase="quiet nights", label="health", reason="It is a brand.")
    assert vera.post(TRY, {**TYPED, "add": "", "tried": mark}).status_code == 200
    assert HouseRule.objects.count() == 1


def test_an_exception_is_refused_to_a_vetter_and_added_by_one_who_may_overrule(team, edition, ossia, desk_of):
    exception = {"phrase": "Colic Lane", "effect": "other", "reason": "It is a street."}
    refused = added(desk_of("Vera"), **exception)
    assert refused.status_code == 422
    assert "You may not make an exception to the engine." in refused.content.decode()
    assert "Colic Lane" in refused.content.decode()
    assert not HouseRule.objects.exists()
    assert added(builders.at_the_desk(ossia), **exception).status_code == 200
    assert HouseRule.objects.get().lowers


def test_a_writer_may_try_and_not_add(edition, desk_of):
    page = tried(desk_of("Wren"))
    assert "You may try rules, and not add them." in page.content.decode()
    assert "Add this rule" not in page.content.decode()
    assert added(desk_of("Wren")).status_code == 422
    assert not HouseRule.objects.exists()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"phrase": "and the"}, "These words stand in almost every sentence."),
        ({"phrase": ""}, "This field is required."),
        ({"reason": ""}, "This field is required."),
        ({"effect": "urgent"}, "Select a valid choice."),
        ({"phrase": "бурштин"}, "cannot read these letters"),
    ],
)
def test_what_is_refused_stands_in_the_form_with_what_was_typed(edition, desk_of, changes, says):
    page = tried(desk_of("Vera"), **changes)
    assert page.status_code == 422
    assert says in page.content.decode()
    assert {**TYPED, **changes}["phrase"] in page.content.decode()


def test_a_rule_is_ended_after_a_look_at_what_its_end_would_change(team, edition, ossia):
    client = builders.at_the_desk(ossia)
    added(client)
    rule = HouseRule.objects.get()
    where = reverse("admin:end_house_rule", args=[rule.pk])
    row = client.get(f"{LIST}{rule.pk}/change/").content.decode()
    assert where in row
    page = client.get(where)
    assert [(change.before, change.after) for change in page.context["shown"]] == [("protocol", "other")]
    assert client.post(where, {"because": " "}).status_code == 422
    done = client.post(where, {"because": "The slogan is forgotten."}, follow=True)
    assert "It stays on record." in done.content.decode()
    rule.refresh_from_db()
    assert (rule.ended_by, rule.ended_because) == (ossia, "The slogan is forgotten.")
    assert Recheck.objects.get().done_at is not None
    assert "Ended by Ossia" in client.get(where).content.decode()
    assert client.post(where, {"because": "Again."}).status_code == 422


def test_a_vetter_does_not_end_a_strict_rule(team, edition, desk_of):
    vera = desk_of("Vera")
    added(vera)
    page = vera.post(
        reverse("admin:end_house_rule", args=[HouseRule.objects.get().pk]), {"because": "Enough."}
    )
    assert page.status_code == 422
    assert "You may not end a rule that makes the engine stricter." in page.content.decode()
    assert house.present().rules


def test_the_history_of_a_rule_is_in_the_journal(team, edition, ossia):
    client = builders.at_the_desk(ossia)
    added(client)
    rule = HouseRule.objects.get()
    house.end_house_rule(actor=ossia, rule=rule, because="Enough.")
    told = client.get(f"{LIST}{rule.pk}/history/", follow=True)
    assert [entry.verb for entry in told.context["cl"].result_list] == ["end_house_rule", "add_house_rule"]


def test_vetters_find_the_rules_on_their_first_page(edition, desk_of):
    door = f'<a class="button" href="{LIST}">House rules</a>'
    assert door in desk_of("Vera").get("/admin/").content.decode()
    assert door not in desk_of("Pia").get("/admin/").content.decode()


def test_the_preview_is_read_by_the_house_rules(team, edition, desk_of):
    def states():
        page = desk_of("Wren").post("/admin/markdownx/preview/", {"content": "You are not alone."})
        return "state-protocol" in page.content.decode()

    assert not states()
    house.add_house_rule(actor=team["Vera"], phrase="not alone", label="protocol", reason="A slogan.")
    assert states()


def test_a_withheld_edition_is_not_tried(team, edition, desk_of):
    builders.publication.redact(actor=team["Olive"], edition=edition, part="text", legal_reason="A court.")
    page = tried(desk_of("Vera"))
    assert [row.live for row in page.context["shown"]] == [False]
