"""The standards' page of a revision: its scorecard with proof, and the review form that ends in approval."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_POST

from site_app.accounts.errors import GroundwellError
from site_app.desk.answers import person, shortened, typed
from site_app.desk.site import desk
from site_app.desk.views.rows import not_handed_in, page_of, with_review
from site_app.documents.models import Revision
from site_app.feedback.models import Flag
from site_app.vetting import policy, services, standards
from site_app.vetting.errors import FormOpen
from site_app.vetting.models import ReviewForm

_VERDICTS = {
    "yes": "Yes",
    "no": "No",
    "none": "Does not apply",
    "open": "Waits for rulings",
    "person": "Asked of the vetter",
}


@dataclass(frozen=True, slots=True)
class FormLine:
    """One question of the form with what was typed, and what is wrong with that."""

    asked: standards.Asked
    choices: tuple[tuple[str, str, bool], ...]
    note: str
    wrong: str

    @property
    def anchor(self) -> str:
        """The row's code as a part of an id: 'C15, 16' becomes 'C15-16'."""
        return self.asked.code.replace(", ", "-")


@dataclass(frozen=True, slots=True)
class CardLine:
    """One row of the scorecard in words."""

    code: str
    question: str
    verdict: str
    words: str
    proof: str
    statements: tuple[int, ...]
    became: str


@require_GET
def scorecard(request: HttpRequest, revision_id: int) -> HttpResponse:
    """Every row of the standards for a submitted revision, and the form for whoever is vetting it."""
    return scorecard_page(request, revision_id)


@require_POST
def approve(request: HttpRequest, revision_id: int) -> HttpResponse:
    """Approve with the form as filled in. What is refused comes back with all that was typed still in it."""
    revision = get_object_or_404(Revision.objects.select_related("document"), pk=revision_id)
    said = {
        name.removeprefix("answer-"): standards.Said(
            typed(request, name), typed(request, f"note-{name.removeprefix('answer-')}")
        )
        for name in request.POST
        if name.startswith("answer-")
    }
    wrong: dict[str, str] = {}
    try:
        with_review(
            revision,
            lambda review: services.approve(
                actor=person(request),
                review=review,
                complete="complete" in request.POST,
                fair="fair" in request.POST,
                note=typed(request, "note"),
                answers=said,
            ),
        )
    except FormOpen as refused:
        why, wrong = str(refused), {lack.code: lack.why for lack in refused.lacks}
    except GroundwellError as refused:
        why = str(refused)
    else:
        messages.success(request, "Approved. Any publisher can publish it now.")
        return HttpResponseRedirect(page_of(revision_id))
    messages.error(request, shortened(why))
    return scorecard_page(request, revision_id, said=said, wrong=wrong, status=422)


def scorecard_page(
    request: HttpRequest,
    revision_id: int,
    *,
    said: Mapping[str, standards.Said] | None = None,
    wrong: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    revision = get_object_or_404(
        Revision.objects.select_related("document", "author", "submission"), pk=revision_id
    )
    if not hasattr(revision, "submission"):
        return not_handed_in(request, revision)
    user = person(request)
    card = standards.scorecard(revision)
    review = services.open_review(revision)
    mine = review is not None and review.vetter_id == user.pk
    form = ReviewForm.objects.filter(approval__revision=revision).select_related("approval__vetter").first()
    asked = standards.asked_by(card)
    context = {
        **desk.each_context(request),
        "title": f"Standards: {revision.title}",
        "revision": revision,
        "standards": [(name, [_card_line(line) for line in lines]) for name, lines in card.standards],
        "counts": _counts(card),
        "form": form,
        "answers": form.filled["answers"] if form else (),
        "mine": mine,
        "no_approval": policy.may_approve(user, revision) or policy.may_move_review(review)
        if review is not None and mine
        else None,
        "asked": [_form_line(one, said or {}, wrong or {}) for one in asked] if mine else (),
        "warnings": sum(one.is_warning for one in asked),
        "questions": sum(not one.is_warning for one in asked),
        "complete": "complete" in request.POST,
        "fair": "fair" in request.POST,
        "note": typed(request, "note"),
        "limit": standards.NOTE_LIMIT,
        "flags": Flag.objects.filter(answer=None, edition__document=revision.document_id).count(),
    }
    return TemplateResponse(request, "desk/standards.html", context, status=status)


def _form_line(
    one: standards.Asked, said: Mapping[str, standards.Said], wrong: Mapping[str, str]
) -> FormLine:
    answer = said.get(one.code, standards.Said(""))
    return FormLine(
        asked=one,
        choices=tuple((value, words, value == answer.answer) for value, words in one.choices),
        note=answer.note,
        wrong=wrong.get(one.code, ""),
    )


def _card_line(line: standards.Line) -> CardLine:
    return CardLine(
        code=line.row.code,
        question=line.row.question,
        verdict=str(line.found.verdict),
        words=_VERDICTS[line.found.verdict],
        proof=line.found.proof,
        statements=line.found.statements,
        became=", ".join(line.row.became),
    )


def _counts(card: standards.Scorecard) -> Sequence[tuple[str, int]]:
    verdicts = list(card.verdicts.values())
    return [(words, verdicts.count(verdict)) for verdict, words in _VERDICTS.items() if verdict in verdicts]
