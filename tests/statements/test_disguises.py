"""No disguise makes a health statement `other`; ordinary typography makes no `other` into health."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_app.statements.check import check, draft_from_markdown
from site_app.statements.label import judge
from site_app.statements.lexicon import health_words, read
from site_app.statements.setting import Setting
from tests.statements.test_labels import HEALTH, OTHER, PROTOCOL

HIDDEN = ["\u200b", "\u200d", "\u00ad", "\u2060", "\ufeff", "\u202c", "\u034f", "\ufe0f"]
ALIKE = str.maketrans("aeopcxyi", "аеорсхуі")
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def sprinkle(text: str, places: list[int], sign: str) -> str:
    for place in sorted((place % (len(text) + 1) for place in places), reverse=True):
        text = text[:place] + sign + text[place:]
    return text


CLAIMS = st.sampled_from(HEALTH + PROTOCOL)


@settings(max_examples=200, deadline=None)
@given(CLAIMS, st.lists(st.integers(0, 200), max_size=6), st.sampled_from(HIDDEN))
def test_characters_nobody_sees_hide_nothing(text: str, places: list[int], sign: str) -> None:
    assert judge(Setting(sprinkle(text, places, sign)))[0] == judge(Setting(text))[0]


@settings(max_examples=100, deadline=None)
@given(CLAIMS, st.lists(st.integers(0, 30), min_size=1, max_size=8))
def test_letters_of_other_alphabets_hide_nothing(text: str, which: list[int]) -> None:
    words = text.split(" ")
    for number in which:
        place = number % len(words)
        words[place] = words[place].translate(ALIKE)
    assert judge(Setting(" ".join(words)))[0] != "other"


@pytest.mark.parametrize("text", HEALTH + PROTOCOL)
def test_wide_letters_and_capitals_hide_nothing(text: str) -> None:
    assert judge(Setting(text.translate(WIDE)))[0] != "other"
    assert judge(Setting(text.upper()))[0] != "other"


@pytest.mark.parametrize("mark", ["*", "_", "~", "`"])
def test_marks_inside_words_hide_nothing(mark: str) -> None:
    for typed in (f"Ecz{mark}ema is ca{mark}used by milk.", f"pro{mark}biotics cure co{mark}lic"):
        assert judge(Setting(typed))[0] == "health"


def test_emphasis_inside_words_hides_nothing() -> None:
    found = check(
        draft_from_markdown("Ecz*em*a is **cau**sed by m&#105;lk and pr&shy;obiotics heal it.")
    ).statements[0]
    assert found.label == "health"
    assert "eczema" in found.health_words


@pytest.mark.parametrize("sign", ["_", "~", "|", "^", "\u00b7"])
def test_a_sign_between_letters_joins_halves_and_parts_words(sign: str) -> None:
    assert read(f"pr{sign}o{sign}biotic").plain == read(f"pro{sign}biotic").plain == "probiotic"
    for text in ("Honey heals colic.", "Give your baby 5 ml honey daily."):
        for typed in (text.replace(" ", sign), text.replace(" ", sign, 1)):
            assert judge(Setting(typed))[0] != "other", typed


def test_a_hashtag_is_read_by_its_words() -> None:
    assert health_words("#leakyguthealing") != ()
    assert judge(Setting("#leakygutcauseseczema"))[0] == "health"


@pytest.mark.parametrize(
    "text",
    [
        "Eczema caused by milk",
        "ECZEMA IS CAUSED BY MILK!!!",
        "Surely eczema comes from milk, right?",
        "Did you know that milk causes eczema?",
        "They say milk causes eczema.",
        "My friend swears that milk causes eczema.",
        "The probiotic cleared his eczema.",
        "ezcema, I mean e c z e m a, is caused by milk",
    ],
)
def test_a_claim_stays_a_claim_however_it_is_put(text: str) -> None:
    assert judge(Setting(text))[0] != "other"


@pytest.mark.parametrize(
    "text",
    [
        "## Milk causes eczema\n\nHello there.",
        f"![Milk causes eczema](/media/pictures/{'a' * 64}.webp)",
        '[here](/a "Milk causes eczema")',
        "| Milk causes eczema | b |\n|-|-|\n| c | d |",
        "| a | b |\n|-|-|\n| c | Milk causes eczema |",
        "> Milk causes eczema",
        "    Milk causes eczema",
        "Milk causes:\n\n- eczema\n",
        "::: consult x\nMilk causes eczema\n:::",
        "[Milk causes eczema](/a)",
        "<b>Milk causes eczema</b>",
        "<!-- Milk causes eczema -->",
        "<milk-causes-eczema>",
        "We like tea. <milk_causes_eczema> And cake.",
        "`<!-- Milk causes eczema -->`",
    ],
)
def test_no_place_in_a_document_hides_a_claim(text: str) -> None:
    report = check(draft_from_markdown(text))
    assert any(statement.label == "health" for statement in report.statements)
    assert any(finding.code in ("uncited", "asserting_heading") for finding in report.findings)


CURLY = str.maketrans("'\"-", "’”–")


@pytest.mark.parametrize("text", OTHER)
def test_ordinary_typography_makes_no_health_statement(text: str) -> None:
    for typed in (text.translate(CURLY), f"{text} 🙂", f"“{text}”", text.replace(" ", "\u00a0", 1)):
        assert judge(Setting(typed))[0] == "other"


def test_forms_of_a_word_are_one_word() -> None:
    for typed in (
        "nappy nappies",
        "Vaccinated",
        "breast-feeding",
        "babies' rashes",
        "massages massaging massaged",
    ):
        assert read(typed).hits, typed
