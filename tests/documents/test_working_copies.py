"""Working copies: what one typed is kept, set aside when another text comes, and gone only when saved."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from site_app.accounts.errors import NotAllowed
from site_app.documents import services
from site_app.documents.errors import NothingChanged, StaleBase
from site_app.documents.models import WorkingCopy
from site_app.documents.working_copies import Hold


def keep(person, revision, text, over=None, window="", **more):
    hold = over if isinstance(over, Hold | None) else Hold(over.pk, window)
    return services.save_working_copy(
        actor=person,
        document=revision.document,
        base=revision,
        fields={"body": text, **more},
        over=hold,
        window=window,
    )


def texts():
    """What lies there, and whether it was set aside."""
    return {copy.fields["body"]: copy.stale for copy in WorkingCopy.objects.all()}


# --- While one types ------------------------------------------------------------------------------------


def test_a_window_writes_over_its_own_copy(wren, first):
    one = keep(wren, first, "one", window="a")
    keep(wren, first, "two", over=one, window="a")
    assert texts() == {"two": False}


def test_a_window_that_knows_nothing_of_the_working_copy_sets_it_aside(wren, first):
    older = keep(wren, first, "one")
    newer = keep(wren, first, "two")
    assert older.pk != newer.pk
    assert texts() == {"one": True, "two": False}
    # Each window goes on writing its own.
    keep(wren, first, "one more", over=older)
    assert texts() == {"one more": True, "two": False}


def test_an_answer_that_never_came_leaves_no_second_copy(wren, first):
    keep(wren, first, "one", window="a")
    keep(wren, first, "two", window="a")
    assert texts() == {"two": False}


def test_a_page_that_goes_on_from_a_copy_takes_it_over(wren, first):
    copy = keep(wren, first, "one", window="a")
    keep(wren, first, "two", over=Hold(copy.pk, "b", seen=copy.stamp), window="b")
    assert texts() == {"two": False}


def test_two_windows_on_one_copy_never_write_over_each_other(wren, first):
    copy = keep(wren, first, "from a", window="a")
    taken = Hold(copy.pk, "b", seen=copy.stamp)
    keep(wren, first, "from b", over=taken, window="b")
    keep(wren, first, "more from a", over=copy, window="a")
    assert texts() == {"from b": True, "more from a": False}
    # What b knows of its own copy still counts, though its page saw it long ago.
    keep(wren, first, "more from b", over=taken, window="b")
    assert texts() == {"more from b": True, "more from a": False}


def test_a_page_that_saw_an_older_text_does_not_write_over_the_newer_one(wren, first):
    copy = keep(wren, first, "one", window="a")
    seen = copy.stamp
    keep(wren, first, "two", over=copy, window="a")
    keep(wren, first, "from b", over=Hold(copy.pk, "b", seen=seen), window="b")
    assert texts() == {"two": True, "from b": False}


def test_nobody_writes_over_somebody_elses_working_copy(wren, vera, first):
    hers = keep(vera, first, "hers")
    keep(wren, first, "his", over=hers)
    assert WorkingCopy.objects.get(user=vera).fields == {"body": "hers"}
    assert WorkingCopy.objects.get(user=wren).fields == {"body": "his"}


def test_a_working_copy_of_a_document_not_begun_is_one_a_person(wren, vera):
    for person in (wren, wren, vera):
        services.save_working_copy(actor=person, document=None, base=None, fields={"day": date(2027, 1, 1)})
    assert WorkingCopy.objects.count() == 2
    assert WorkingCopy.objects.filter(user=wren).get().fields == {"day": "2027-01-01"}


def test_only_its_owner_drops_a_working_copy(wren, vera, first):
    copy = services.save_working_copy(actor=wren, document=first.document, base=first, fields={"body": "x"})
    with pytest.raises(NotAllowed):
        services.drop_working_copy(actor=vera, copy=copy)
    services.drop_working_copy(actor=wren, copy=copy)
    assert not WorkingCopy.objects.exists()


def test_who_may_not_write_keeps_nothing(pia, first):
    with pytest.raises(NotAllowed):
        keep(pia, first, "hers")
    assert not WorkingCopy.objects.exists()


# --- When it is saved -----------------------------------------------------------------------------------


def save(person, revision, text, **more):
    return services.save_revision(actor=person, document=revision.document, base=revision, body=text, **more)


def test_the_copy_in_which_it_was_typed_goes_with_the_save(wren, first):
    copy = keep(wren, first, "half", window="a")
    save(wren, first, "half typed, and the rest", kept=Hold(copy.pk, "a"))
    assert texts() == {}


def test_a_copy_that_says_what_was_saved_goes_whoever_kept_it(wren, first):
    keep(wren, first, "two\r\nlines", window="a", title="Dry skin", topics=[], change_note="Why.")
    save(wren, first, "two\nlines", change_note="Why.")
    assert texts() == {}


def test_the_text_of_another_window_outlives_the_save(wren, first):
    mine = keep(wren, first, "mine", window="a")
    keep(wren, first, "the other", window="b")
    save(wren, first, "mine, saved", kept=Hold(mine.pk, "a"))
    assert texts() == {"the other": False}


def test_a_copy_that_another_window_has_written_since_outlives_the_save(wren, first):
    mine = keep(wren, first, "mine", window="a")
    keep(wren, first, "the other", over=Hold(mine.pk, "b", seen=mine.stamp), window="b")
    save(wren, first, "mine, saved", kept=Hold(mine.pk, "a"))
    assert texts() == {"the other": False}


def test_what_was_set_aside_stays_until_its_owner_drops_it(wren, first):
    keep(wren, first, "aside", window="a")
    mine = keep(wren, first, "mine", window="b")
    save(wren, first, "mine", kept=Hold(mine.pk, "b"))
    assert texts() == {"aside": True}
    services.drop_working_copy(actor=wren, copy=WorkingCopy.objects.get())
    assert texts() == {}


def test_a_copy_with_one_other_field_says_something_else(wren, first):
    keep(wren, first, "same", title="Another title")
    save(wren, first, "same")
    assert texts() == {"same": False}


def test_a_copy_that_could_not_be_saved_as_it_is_stays(wren, first):
    keep(wren, first, "same", next_review_on="never")
    save(wren, first, "same")
    assert texts() == {"same": False}


def test_a_colleagues_copy_stays_whatever_one_saves(wren, vera, first):
    hers = keep(vera, first, "same")
    save(wren, first, "same", kept=Hold(hers.pk))
    assert WorkingCopy.objects.get() == hers


def test_a_new_document_takes_its_own_copy_along_and_no_other(wren):
    def begun(text, window):
        return services.save_working_copy(
            actor=wren, document=None, base=None, fields={"body": text, "kind": "article"}, window=window
        )

    begun("the other", "a")
    mine = begun("mine", "b")
    services.create_document(
        actor=wren, kind="article", slug="x", title="X", body="mine, saved", kept=Hold(mine.pk, "b")
    )
    assert texts() == {"the other": True}
    begun("a page", "c")
    services.create_document(actor=wren, kind="page", slug="y", title="Y", body="a page")
    assert texts() == {"the other": True, "a page": False}


def test_a_save_without_change_lets_go_of_what_stands_there_already_and_of_nothing_else(wren, first):
    keep(wren, first, "the other", window="a")
    keep(wren, first, "What is dry skin?", window="b")
    with pytest.raises(NothingChanged):
        save(wren, first, "What is dry skin?")
    assert texts() == {"the other": True}
    mine = keep(wren, first, "half, and taken back", window="c")
    with pytest.raises(NothingChanged):
        save(wren, first, "What is dry skin?", kept=Hold(mine.pk, "c"))
    assert texts() == {"the other": True}


def test_a_copy_that_says_the_same_goes_though_its_review_day_has_passed(wren, first, monkeypatch):
    day = first.next_review_on
    monkeypatch.setattr(timezone, "localdate", lambda *args: day + timedelta(days=9))
    keep(wren, first, "Corrected.", next_review_on=day)
    save(wren, first, "Corrected.")
    assert texts() == {}


def test_a_text_that_came_too_late_is_set_aside_in_its_own_copy(wren, vera, first):
    save(vera, first, "Vera's?")
    copy = keep(wren, first, "Wren's", window="a")
    with pytest.raises(StaleBase) as stale:
        save(wren, first, "Wren's?", kept=Hold(copy.pk, "a"))
    assert stale.value.kept == copy
    assert texts() == {"Wren's?": True}


def test_a_text_that_came_too_late_is_never_laid_over_another_windows(wren, vera, first):
    save(vera, first, "Vera's?")
    copy = keep(wren, first, "mine", window="a")
    keep(wren, first, "the other", over=Hold(copy.pk, "b", seen=copy.stamp), window="b")
    with pytest.raises(StaleBase):
        save(wren, first, "mine?", kept=Hold(copy.pk, "a"))
    assert texts() == {"the other": False, "mine?": True}


def test_handing_in_for_a_periodic_review_leaves_unsaved_text_alone(wren, first):
    keep(wren, first, "half typed")
    services.ask_for_review(
        actor=wren, document=first.document, next_review_on=first.next_review_on.replace(day=1)
    )
    assert texts() == {"half typed": False}
