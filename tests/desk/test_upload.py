"""The picture address: what is sent is decoded and made anew, or refused with words and no file written."""

import io
import json
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from site_app.documents.models import Picture
from tests.desk import builders

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
WORDS = {"alt": "A cot by a window", "licence": "CC BY 4.0", "credit": "Wren"}


def send(client, content, name="cot.png", content_type="image/png", **words):
    file = SimpleUploadedFile(name, content, content_type)
    return client.post(reverse("admin:upload"), {"image": file, **WORDS, **words})


def kept():
    folder = Path(django_settings.MEDIA_ROOT)
    return sorted(file for file in folder.rglob("*") if file.is_file()) if folder.exists() else []


def error_of(answer):
    return json.loads(answer.content)["error"]


def test_a_strangers_upload_writes_no_file(db, client):
    answer = send(client, builders.picture_bytes())
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/admin/login/")
    assert kept() == []
    assert not Picture.objects.exists()


def test_without_the_forms_token_no_file_is_written(team):
    client = builders.at_the_desk(team["Wren"], enforce_csrf_checks=True)
    assert send(client, builders.picture_bytes()).status_code == 403
    assert kept() == []


def test_a_publisher_who_neither_writes_nor_vets_sends_no_pictures(desk_of):
    answer = send(desk_of("Pia"), builders.picture_bytes())
    assert answer.status_code == 400
    assert "may not" in error_of(answer)
    assert kept() == []


def test_only_a_post_is_answered(wren):
    assert wren.get(reverse("admin:upload")).status_code == 405


def test_a_picture_comes_back_as_markdown_under_its_own_digest(wren):
    answer = send(wren, builders.picture_bytes())
    assert answer.status_code == 200
    picture = Picture.objects.get()
    assert json.loads(answer.content) == {
        "image_code": f"![A cot by a window](/media/pictures/{picture.digest}.webp)",
        "digest": picture.digest,
    }
    assert kept() == [picture.file]
    with Image.open(picture.file) as made:
        assert made.format == "WEBP"


@pytest.mark.parametrize(
    ("form", "mode", "content_type"),
    [("PNG", "RGBA", "image/png"), ("PNG", "RGBA", "image/jpeg"), ("WEBP", "RGB", "image/webp"),
     ("JPEG", "RGB", "image/jpeg"), ("JPEG", "CMYK", "image/jpeg"), ("PNG", "P", "image/png")],
)  # fmt: skip
def test_the_ordinary_forms_are_taken_whatever_type_is_claimed(wren, form, mode, content_type):
    answer = send(wren, builders.picture_bytes(form, mode=mode), content_type=content_type)
    assert answer.status_code == 200, error_of(answer)
    assert [file.suffix for file in kept()] == [".webp"]


@pytest.mark.parametrize(
    ("content", "name", "content_type", "why"),
    [
        (HTML, "evil.png", "image/png", "web page"),
        (HTML, "evil.html", "image/gif", "web page"),
        (SVG, "drawing.svg", "image/svg+xml", "SVG"),
        (SVG, "drawing.png", "image/png", "SVG"),
        (builders.picture_bytes("GIF", mode="P"), "cot.gif", "image/gif", "GIF"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "cot.png", "image/png", ""),
        (builders.picture_bytes("PNG", (300, 300))[:-40], "cot.png", "image/png", "damaged"),
        (b"\x7fELF" + bytes(range(256)) * 20, "cot.png", "image/png", "no picture"),
        (b"", "cot.png", "image/png", ""),
        (builders.picture_bytes("BMP"), "cot.png", "image/png", "no picture"),
    ],
)  # fmt: skip
def test_what_is_no_still_picture_is_refused_with_words_and_leaves_no_file(
    wren, content, name, content_type, why
):
    answer = send(wren, content, name, content_type)
    assert answer.status_code == 400
    assert why in error_of(answer)
    assert kept() == []


def test_a_bomb_is_refused_before_it_is_unpacked(wren):
    answer = send(wren, builders.picture_bytes("PNG", (12_000, 12_000), "L"))
    assert answer.status_code == 400
    assert "million pixels" in error_of(answer)
    assert kept() == []


def test_more_than_five_megabytes_are_refused(wren):
    answer = send(wren, builders.picture_bytes() + b"\0" * (5 * 1024 * 1024))
    assert answer.status_code == 400
    assert "5 MB" in error_of(answer)
    assert kept() == []


def test_place_and_maker_are_stripped_and_the_picture_stands_upright(wren):
    photo = Image.new("RGB", (60, 20), "teal")
    exif = photo.getexif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Camera of Wren"
    exif.get_ifd(0x8825)[1] = "N"
    file = io.BytesIO()
    photo.save(file, "JPEG", exif=exif)
    assert b"Camera of Wren" in file.getvalue()
    assert send(wren, file.getvalue()).status_code == 200
    picture = Picture.objects.get()
    assert (picture.width, picture.height) == (20, 60)
    content = picture.file.read_bytes()
    assert b"Camera of Wren" not in content
    assert b"EXIF" not in content
    with Image.open(picture.file) as made:
        assert not made.getexif()


def test_a_script_hung_onto_a_picture_is_gone(wren):
    tail = b"<script>alert(1)</script>"
    assert send(wren, builders.picture_bytes() + tail).status_code == 200
    (file,) = kept()
    assert tail not in file.read_bytes()


@pytest.mark.parametrize("missing", ["alt", "licence", "credit"])
def test_alt_text_licence_and_credit_are_demanded(wren, missing):
    answer = send(wren, builders.picture_bytes(), **{missing: "  "})
    assert answer.status_code == 400
    assert ("alt text" if missing == "alt" else missing) in error_of(answer)
    assert kept() == []


def test_no_picture_at_all_is_400_with_words(wren):
    answer = wren.post(reverse("admin:upload"), WORDS)
    assert answer.status_code == 400
    assert "No picture was sent" in error_of(answer)


def test_more_pictures_than_allowed_are_turned_away(wren, settings):
    settings.UPLOADS_A_MINUTE = 1
    assert send(wren, builders.picture_bytes()).status_code == 200
    assert send(wren, builders.picture_bytes(size=(9, 9))).status_code == 429
    assert len(kept()) == 1


def test_markup_in_an_alt_text_stays_text(wren):
    answer = send(wren, builders.picture_bytes(), alt='"><script>alert(1)</script> ](javascript:x)')
    assert answer.status_code == 200
    code = json.loads(answer.content)["image_code"]
    page = wren.post(reverse("admin:preview"), {"body": code}).content.decode()
    assert "<script>" not in page
    assert 'href="javascript:' not in page
