"""What the editor's script asks while somebody writes: a preview, and where to put a picture.

Both stand in for django-markdownx's own two addresses, which check nobody.
"""

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from site_app.accounts.errors import GroundwellError
from site_app.accounts.models import User
from site_app.desk.answers import person
from site_app.desk.forms.document import MARKDOWN_FIELDS, RemarksField
from site_app.desk.preview import preview_of
from site_app.documents import services
from site_app.documents.parts import MAX_CHARACTERS


def within_rate(user: User, what: str, limit: int, seconds: int = 60) -> bool:
    """Whether `user` asked for `what` at most `limit` times in this span of seconds (per process)."""
    key = f"desk:{what}:{user.pk}"
    if cache.add(key, 1, seconds):
        return True
    try:
        return cache.incr(key) <= limit
    except ValueError:
        return True


def refused(message: str, status: int) -> JsonResponse:
    return JsonResponse({"error": message}, status=status)


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The texts as posted (all fields, or django-markdownx's `content` for the text alone)."""
    if not within_rate(person(request), "preview", settings.PREVIEWS_A_MINUTE):
        return refused("Too many previews in a minute. Your text is safe; wait a moment.", 429)
    # A form sends each end of a line as two characters; places are counted as the text area counts them.
    fields: dict[str, Any] = {
        name: request.POST[name].replace("\r\n", "\n")
        for name in ("title", "slug", *MARKDOWN_FIELDS)
        if name in request.POST
    }
    if "content" in request.POST:
        fields.setdefault("body", request.POST["content"])
    if not fields:
        return refused("Nothing was sent to preview. Reload the page; your text is still in the form.", 400)
    too_long = [name for name, value in fields.items() if len(value) > MAX_CHARACTERS]
    if too_long:
        length = f"{too_long[0]}: {len(fields[too_long[0]]):,} characters; at most {MAX_CHARACTERS:,}"
        return refused(f"{length} can be shown. Split the text into two documents.", 413)
    fields["urgent"] = request.POST.get("urgent", "")
    fields["remarks"] = RemarksField().to_python(request.POST.get("remarks", ""))
    for name in ("topics", "stages"):
        fields[name] = request.POST.getlist(name)
    shown = preview_of(request.POST.get("kind", "article"), fields)
    response = TemplateResponse(request, "desk/_preview.html", {"preview": shown})
    sequence = request.POST.get("sequence", "0")
    response["X-Groundwell-Preview"] = sequence[:12] if sequence.isdecimal() and sequence.isascii() else "0"
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """One picture with alt text, licence and credit; answers with the Markdown to insert."""
    if not within_rate(person(request), "upload", settings.UPLOADS_A_MINUTE):
        return refused("Too many pictures in a minute. Wait a moment and try again.", 429)
    image = request.FILES.get("image")
    if not isinstance(image, UploadedFile):
        return refused("No picture was sent. Choose a JPEG, PNG or WebP file.", 400)
    try:
        picture = services.add_picture(
            actor=person(request),
            upload=image,
            alt=request.POST.get("alt", ""),
            licence=request.POST.get("licence", ""),
            credit=request.POST.get("credit", ""),
        )
    except GroundwellError as problem:
        return refused(str(problem), 400)
    return JsonResponse({"image_code": picture.markdown(), "digest": picture.digest})
