"""Every sentence that is not `other`, in every disguise we know: it stays so, or cannot be read.

What still slips past is on a list, so that it is known, cannot grow unseen, and is mended one day.
"""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_app.statements.check import check, draft_from_markdown
from site_app.statements.label import judge
from site_app.statements.language import unreadable
from site_app.statements.lexicon import read
from site_app.statements.setting import Setting
from tests.statements.test_labels import HEALTH, OTHER, PROTOCOL

CLAIMS = [text for text in HEALTH + PROTOCOL if not text.startswith("#")]
SMALL = "abcdefghijklmnopqrstuvwxyz"


def other(text: str) -> bool:
    return judge(Setting(text))[0] == "other"


def alphabet(first: int) -> dict[str, str]:
    """The small letters, written with 26 signs in a row."""
    return {letter: chr(first + place) for place, letter in enumerate(SMALL)}


LETTERS: dict[str, dict[str, str]] = {
    "cyrillic": dict(zip("aeopcxyisjhdqwvgkmtrnBKMHT", "аеорсхуіѕјһԁԛԝѵԍкмтгпВКМНТ", strict=True)),
    "greek": dict(zip("aoeiktupvxynAEHIKMNOPTXZ", "αοεικτυρνχγηΑΕΗΙΚΜΝΟΡΤΧΖ", strict=True)),
    "armenian": dict(zip("ouhgqnjsl", "օսհցզոյտլ", strict=True)),
    "small capitals": dict(zip("abcdefghijklmnoprtuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡʏᴢ", strict=True)),
    "stroked": dict(zip("bdhlotizguyacekpqrvwfmnx", "ƀđħłøŧɨƶǥʉɏⱥȼɇꝁᵽꝗɍꝟⱳꞙᵯꞥᶍ", strict=True)),
    "turned": dict(zip("abcdefghijklmnopqrtuvwyz", "ɐqɔpǝɟƃɥᴉɾʞlɯuodbɹʇnʌʍʎz", strict=True)),
    "raised": dict(zip("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True)),
    "full width": {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)},
    "bold": alphabet(0x1D41A), "gothic": alphabet(0x1D586), "in discs": alphabet(0x24D0),
    "in black boxes": alphabet(0x1F170), "in boxes": alphabet(0x1F130), "in black discs": alphabet(0x1F150),
    "in brackets": alphabet(0x249C), "flags": alphabet(0x1F1E6),
}  # fmt: skip


@settings(max_examples=400, deadline=None, derandomize=True)
@given(
    st.sampled_from(CLAIMS),
    st.sampled_from(sorted(LETTERS)),
    st.lists(st.booleans(), min_size=1, max_size=12),
)
def test_letters_from_elsewhere_hide_nothing(text: str, name: str, which: list[bool]) -> None:
    """All letters, or here and there one."""
    table = LETTERS[name]
    chosen = [which[place % len(which)] for place in range(len(text))]
    mixed = "".join(table.get(sign, sign) if pick else sign for sign, pick in zip(text, chosen, strict=True))
    assert not other(mixed)
    assert not other("".join(table.get(sign, sign) for sign in text))


UNSEEN = (
    "\u200b\u200c\u200d\u00ad\u2060\ufeff\u034f\u180e\u2061\u2062\u2063\u2064\u206a\u061c\u115f\u3164\u2800"
)
MARKS = "".join(map(chr, range(0x300, 0x370))) + "\u0483\u0489\u20d2\u20dd\u20e0"


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.sampled_from(CLAIMS),
    st.lists(st.tuples(st.integers(0, 200), st.sampled_from(UNSEEN + MARKS)), max_size=40),
)
def test_what_is_put_between_or_over_letters_hides_nothing(text: str, added: list[tuple[int, str]]) -> None:
    for place, sign in added:
        place %= len(text)
        if text[place].isalpha():
            text = text[: place + 1] + sign + text[place + 1 :]
    assert not other(text)


LEET = {"a": "4@", "e": "3", "i": "1!", "o": "0", "s": "5$", "t": "7+", "l": "1", "b": "8", "g": "9"}


def coded(text: str) -> str:
    return "".join(LEET.get(sign, sign)[place % len(LEET.get(sign, sign))] for place, sign in enumerate(text))


def in_halves(sign: str) -> Callable[[str], str]:
    def split(word: str) -> str:
        return word[: len(word) // 2] + sign + word[len(word) // 2 :] if len(word) > 3 else word

    return lambda text: " ".join(map(split, text.split(" ")))


def letter_by_letter(sign: str, gap: str = "   ") -> Callable[[str], str]:
    return lambda text: gap.join(sign.join(word) if len(word) > 3 else word for word in text.split(" "))


def bracketed(text: str) -> str:
    def put(word: str) -> str:
        half = len(word) // 2
        return f"{word[:half]}({word[half]}){word[half + 1 :]}" if len(word) > 3 and word.isalpha() else word

    return " ".join(map(put, text.split(" ")))


def stretched(text: str) -> str:
    return " ".join(
        word[:1] + word[1] * 4 + word[2:] if len(word) > 3 and word.isalpha() else word
        for word in text.split(" ")
    )


WAYS: dict[str, Callable[[str], str]] = {
    "coded": coded,
    "capitals": str.upper,
    "small letters": str.lower,
    "capitals and small letters by turns": lambda text: "".join((str.upper, str.lower)[n % 2](c) for n, c in enumerate(text)),
    "no full stop": lambda text: text.rstrip("."),
    "turned round": lambda text: f"\u202e{text[::-1]}\u202c",
    "words turned round": lambda text: " ".join(f"\u202e{word[::-1]}\u202c" for word in text.split(" ")),
    "hyphens": in_halves("-"), "hard hyphens": in_halves("\u2011"), "soft hyphens": in_halves("\u00ad"),
    "points": in_halves("."), "colons": in_halves(":"), "slashes": in_halves("/"), "tildes": in_halves("~"),
    "pluses": in_halves("+"), "stars": in_halves("*"), "underlines": in_halves("_"), "bars": in_halves("|"),
    "tags": in_halves("<b>"), "remarks": in_halves("<!-- -->"), "bracketed": bracketed, "stretched": stretched,
    "spaced": letter_by_letter(" "), "spaced alike": letter_by_letter(" ", " "), "hyphened": letter_by_letter("-", " "),
    "pointed": letter_by_letter(".", " "), "slashed": letter_by_letter("/", " "), "commas": letter_by_letter(",", " "),
    "dashes apart": letter_by_letter(" - ", "   "), "thin spaces": letter_by_letter("\u2009", "   "),
    "no spaces": lambda text: text.replace(" ", ""), "underlined": lambda text: text.replace(" ", "_"),
    "run together": lambda text: "".join(word[:1].upper() + word[1:] for word in text.split(" ")),
    "points for spaces": lambda text: text.replace(" ", "."), "hyphens for spaces": lambda text: text.replace(" ", "-"),
    "quoted": lambda text: f"“{text}”", "wondering": lambda text: f"{text.rstrip('.')}, right?",
    "they say": lambda text: f"They say: {text}", "emoji": lambda text: f"✨ {text} 🙏",
}  # fmt: skip

# The disguise, and how the sentence begins.
SLIPS_PAST = {
    # "Didn't you know" run together reads as a plain question.
    ("run together", "Didn't you know dummies "),
}


@pytest.mark.parametrize("way", sorted(WAYS))
def test_no_way_of_writing_makes_a_claim_other(way: str) -> None:
    slipped = {(way, text[:24]) for text in CLAIMS if other(WAYS[way](text))}
    assert slipped == {known for known in SLIPS_PAST if known[0] == way}


MARKDOWN: dict[str, Callable[[str], str]] = {
    "emphasis": in_halves("**"),
    "entities": lambda text: "".join(f"&#{ord(sign)};" if sign in "aeiou" else sign for sign in text),
    "all entities": lambda text: "".join(f"&#x{ord(sign):x};" for sign in text),
    "soft hyphens": in_halves("&shy;"),
    "link": lambda text: f"[{text}](/a)",
    "links": lambda text: " ".join(f"[{word}](/a)" for word in text.split(" ")),
    "half a link": in_halves("[](/a)"),
    "code": lambda text: f"`{text}`",
    "escapes": lambda text: text.replace(".", "\\.").replace("-", "\\-"),
    "strong": lambda text: f"***{text}***",
    "quote": lambda text: f"> {text}",
    "line by line": lambda text: text.replace(" ", "\n"),
    "joiners": in_halves("&zwnj;"),
}  # fmt: skip


@pytest.mark.parametrize("way", sorted(MARKDOWN))
def test_no_markdown_makes_a_claim_other(way: str) -> None:
    slipped = set()
    for text in CLAIMS:
        statements = check(draft_from_markdown(MARKDOWN[way](text))).statements
        if all(one.label == "other" for one in statements):
            slipped.add((way, text[:24]))
    assert slipped == set()


ACCENTS = {
    letter: unicodedata.normalize("NFC", letter + mark)
    for letter, mark in zip("eiaouc", "\u0301\u0308\u0300\u0302\u0308\u0327", strict=True)
}
CURLY = str.maketrans("'\"-", "’”–")


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.sampled_from(OTHER),
    st.booleans(),
    st.lists(st.integers(0, 200), max_size=2),
    st.sampled_from(["", " 🙂", " ✨💛", "…"]),
    st.booleans(),
    st.sampled_from([" ", "\u00a0", "\u202f"]),
)
def test_accents_curly_quotes_and_emoji_make_nothing_health(
    text, curly, accented, sign, quoted, space
) -> None:
    typed = text.translate(CURLY) if curly else text
    for place in accented:
        place %= len(typed)
        typed = typed[:place] + ACCENTS.get(typed[place], typed[place]) + typed[place + 1 :]
    typed = (f"“{typed}”" if quoted else typed) + sign
    assert other(typed.replace(" ", space, 1)), typed


@pytest.mark.parametrize(
    "text",
    [
        "C-section, X-ray and e-mail.", "B12, B6, omega3 and H2O at 4pm.", "A baby of 38+5 weeks weighed 3.2kg.",
        "He/she and/or they, bride(s) and child(ren).", "See www.example.org/sick-kids or rae@example.org.",
        "She is well-read, up-to-date and down-to-earth.", "A topic, a part, so me, in to.", "sooo tired, aaaah, zzz, III",
        "Rock'n'roll, ma'am, o'clock and O'Brien's.", "R2D2, MP3 and 1080p.", "Zoë’s naïve café, 5 µg, smørrebrød and Łódź.",
        "We sang a b c d e f g.", "W A I T !", "the U.S.A. and the U.K.", "fructooligosaccharides and otorhinolaryngologists",
        "My sister-in-law’s day-to-day.", "1/2 cup, 24/7, 9:30, 10–12 and 2.5 ml.", "He said:wait.Then he left.",
    ],
)  # fmt: skip
def test_ordinary_writing_is_read_as_it_stands(text: str) -> None:
    assert unreadable(read(text)) == ()
    assert read(text).disguised == ()


@pytest.mark.parametrize(
    "text",
    [
        "\u202e.amezce serucp seitoiborP\u202c", "Pro6i0t1cs 5t0p 3czem4 f0r g00d", "eczemaiscuredbyprobioticsthatyoubuyhere",
        "p l o m b a r d is g o o m e r y for the f l a r n", "xo qu ri st lo be ca re it ch es he al ed",
        "Mʎ ɯᴉpʍᴉɟǝ sɐʎs", "glo:rps fle+nk tra:vik",
    ],
)  # fmt: skip
def test_what_nobody_can_read_is_unreadable_and_held_back(text: str) -> None:
    label, reasons = judge(Setting(text))
    assert label == "health"
    assert reasons[0].code == "unreadable"
