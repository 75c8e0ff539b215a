"""How prices, numbers and addresses are written and checked."""

import pytest

from site_app.accounts.errors import Refused
from site_app.consults import facts
from site_app.consults.models import Consult


@pytest.mark.parametrize(
    ("minor", "currency", "words"),
    [
        (0, "USD", "free"),
        (9000, "USD", "$90"),
        (4500, "GBP", "£45"),
        (4550, "GBP", "£45.50"),
        (4505, "EUR", "€45.05"),
        (125000, "USD", "$1,250"),
        (9000, "AUD", "A$90"),
        (4500, "JPY", "¥4,500"),
        (9000, "CHF", "CHF\u00a090"),
    ],
)
def test_a_price_is_written_as_readers_know_it(minor, currency, words):
    assert facts.price_words(Consult(price_minor=minor, currency=currency)) == words


@pytest.mark.parametrize(
    ("number", "country", "link"),
    [
        ("988", "US", "tel:988"),
        ("999", "GB", "tel:999"),
        ("1-833-852-6262", "US", "tel:+18338526262"),
        ("1-833-852-6262", "GB", "tel:18338526262"),
        ("+44 (0)20 7946 0018", "GB", "tel:+4402079460018"),
        ("116 123", "GB", "tel:116123"),
    ],
)
def test_a_number_becomes_a_link_that_dials_it(number, country, link):
    assert facts.tel(number, country) == link
    assert facts.sms(number, country) == link.replace("tel:", "sms:")


@pytest.mark.parametrize("number", ["", "1-833-TLC-MAMA", "+", "12;ext=3", "1" * 16, "९८८", "javascript:1"])
def test_what_no_phone_can_dial_is_refused(number):
    with pytest.raises(Refused):
        facts.checked_number(number)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/book?with=wren",
        "mailto:wren@example.org?subject=Skin",
        "tel:+44 20 7946 0018".replace(" ", ""),
    ],
)
def test_addresses_to_book_at_are_kept(address):
    assert facts.checked_booking_address(f" {address} ") == address


@pytest.mark.parametrize(
    "address",
    [
        "", "http://example.org/", "javascript:alert(1)", "https://", "https:example.org", "//example.org",
        "https://bank.example@evil.example/", "mailto:", "mailto:nobody", "tel:", "tel:CALL",
        "data:text/html,x", "https://example.org/\nSet-Cookie", "https://exa mple.org", "https://[bad/",
        "HTTPS://example.org", "ftp://e.org",
    ],
)  # fmt: skip
def test_other_addresses_are_refused(address):
    with pytest.raises(Refused) as refusal:
        facts.checked_booking_address(address)
    assert refusal.value.field == "booking_address"
