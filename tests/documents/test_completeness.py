"""What a document must say before it can be approved."""

import pytest

from site_app.documents import services
from site_app.documents.completeness import incomplete
from site_app.documents.models import Revision
from site_app.topics.models import Topic

WHOLE = {
    "summary": "What is dry skin?", "main_message": "What is dry skin?", "for_whom": "For parents.",
    "not_for": "Not for adults.", "body": "Why?", "not_known": "What else?", "questions": "- When?",
    "funding": "Nobody paid for this page.", "conflicts": "None.",
    "topics": ["baby-skin"], "stages": ["pregnancy"],
}  # fmt: skip


@pytest.fixture
def whole(wren) -> Revision:
    Topic.objects.create(slug="baby-skin", name="Baby skin")
    return services.create_document(actor=wren, kind="article", slug="dry-skin", title="Dry skin", **WHOLE)


def test_a_whole_article_lacks_nothing(whole):
    assert incomplete(whole) == ()


@pytest.mark.parametrize("field", WHOLE)
def test_an_article_needs_each_of_its_fields(wren, whole, field):
    empty = [] if isinstance(WHOLE[field], list) else " \n"
    revision = services.save_revision(actor=wren, document=whole.document, base=whole, **{field: empty})
    gaps = incomplete(revision)
    assert [gap.field for gap in gaps] == [field]
    assert gaps[0].reason.endswith(".")
    assert gaps[0].remedy.endswith(".")


@pytest.mark.parametrize(
    ("kind", "needs"),
    [
        (
            "collection",
            {"summary", "for_whom", "not_for", "body", "funding", "conflicts", "topics", "stages"},
        ),
        ("topic", {"summary"}),
        ("consult", {"summary", "for_whom", "not_for", "body"}),
        ("person", {"body"}),
        ("page", {"body"}),
    ],
)
def test_other_kinds_need_less(wren, kind, needs):
    subjects = {"topic": Topic(slug="something", name="Something"), "person": wren}
    subjects["topic"].save()
    revision = services.create_document(
        actor=wren, kind=kind, slug="something", title="Something",
        **{name: subject for name, subject in subjects.items() if name == kind},
    )  # fmt: skip
    assert {gap.field for gap in incomplete(revision)} == needs


def test_the_main_message_has_three_sentences_at_most(wren, whole):
    def submitted(text):
        base = Revision.objects.newest_of(whole.document)
        revision = services.save_revision(actor=wren, document=whole.document, base=base, main_message=text)
        services.submit_for_vetting(actor=wren, revision=revision)
        return [gap.field for gap in incomplete(revision)]

    assert submitted("Why is that? When is that? Where is that?") == []
    assert submitted("Why is that? When is that? Where is that? Who is that?") == ["main_message"]
