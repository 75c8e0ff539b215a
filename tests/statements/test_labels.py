"""Our own labelled sentences: the language of the label guide, in words none of the corpus uses."""

import pytest

from site_app.statements.check import check, draft_from_markdown, judge_sequence
from site_app.statements.label import judge
from site_app.statements.report import Draft, Label, Part
from site_app.statements.setting import Setting

HEALTH = [
    "These nights can feel lonely until the iron works.",
    "Each child is different and cow's milk upsets some tummies.",
    "Our page about honey against reflux is free to read.",
    "Our pages on how dairy brings on reflux are free to read.",
    "Cabbage leaves draw milk out of a swollen breast.",
    "A newborn's stomach is about as big as a cherry.",
    "Tongue-tie makes nursing hurt.",
    "Chamomile calms an unsettled tummy.",
    "Oats bring your milk in.",
    "Babies who are carried cry less.",
    "Sugar feeds yeast in the bowel.",
    "Rubbing whisky on the gums is dangerous.",
    "Your soft spot should be flat, not sunken.",
    "Leaking urine after birth is common but it is not normal.",
    "My midwife says raspberry leaf shortens labour.",
    "Some people believe that teething causes fever.",
    "The vitamin drops cleared up her rash within days.",
    "Cutting out dairy did wonders for his skin.",
    "It's totally fine to feel weepy in the first fortnight.",
    "About one mother in ten becomes depressed.",
    "Honey can make a small baby very ill.",
    "Never shake a crying baby.",
    "Put your little one to sleep on the back.",
    "Call your midwife if you soak a pad in an hour.",
    "Ring the doctor when a fever lasts more than three days.",
    "Gripe water doesn't do anything for wind.",
    "Stress dries up your milk.",
    "Most tots walk by eighteen months.",
    "Sunlight on a window sill heals jaundice.",
    "Did you know that breast milk kills germs?",
    "Didn't you know dummies ruin teeth?",
    "Formula babies sleep longer.",
    "Bottle-fed babies get more ear infections",
    "LEAKY GUT IS REAL AND IT CAUSES ECZEMA",
    "#leakygutcauseseczema",
    "Your pelvic floor never goes back by itself.",
    "Stitches dissolve on their own.",
    "Down there will feel sore for a while.",
    "Breastfeeding burns extra calories.",
    "Green poo means she gets too much foremilk.",
    "Your boobs will leak when a baby cries.",
    "Vaccines are tested on thousands of babies before they are used.",
    "Screens before bed keep toddlers awake.",
    "Babies don't need water before six months.",
    "Solids can start at around six months.",
    "A pumped bottle smells soapy because of lipase.",
    "Lavender oil on the pillow helps everyone sleep.",
    "Lochia lasts up to six weeks.",
    "You can't get pregnant while you nurse.",
    "Postpartum hair loss stops by the first birthday.",
    "Swaddling keeps babies calm.",
    "This cream soothes sore nipples.",
    "Coconut oil is antibacterial.",
    "A dairy-free diet changed everything for our son's reflux.",
    "Colic is a sign of an immature gut.",
    "Iron deficiency leaves you worn out.",
    "An untreated infection can spread to the blood.",
    "Wool next to the skin irritates it.",
    "C-section mums heal more slowly.",
    "Night sweats are your hormones settling.",
    "You lose a fifth of your hair after birth.",
    "His constipation went away when we changed his formula.",
    "Baby blues that last longer than two weeks may be depression.",
]

PROTOCOL = [
    "Press a cold cloth to the swollen breast.",
    "Tickle his lips, then bring him to the breast nose first.",
    "Doctors say mothers should use an antifungal cream.",
    "For wind: massage with fennel oil.",
    "Take two capsules of a probiotic with breakfast.",
    "Give your baby five drops every morning.",
    "Rub a little coconut oil on the patches twice a day.",
    "Drink three cups of fennel tea to boost supply.",
    "Cut out dairy for two weeks and then reintroduce it slowly.",
    "Apply lanolin after each feed.",
    "Massage the lump towards the nipple.",
    "Babies need 400 IU of vitamin D a day.",
    "We gave her half a teaspoon of gripe water before bed.",
    "Start with one spoonful of puree and build up to three.",
    "Feed every three hours, day and night.",
    "Do ten squeezes of your pelvic floor three times a day.",
    "Put breast milk in the sore eye.",
    "Avoid gluten while you nurse a baby with eczema.",
    "Mix one scoop of powder with 30 ml of water.",
    "Soak in a warm bath with Epsom salts for twenty minutes.",
    "Dilute the tea tree oil and dab it on the spot.",
    "Steep a tablespoon of nettle in hot water and sip it through the day.",
    "Pump for fifteen minutes after every feed.",
    "You should take iron with orange juice.",
    "Paracetamol can be given every six hours.",
    "Hold the baby tummy to tummy, wait for a wide mouth, then bring her on chin first.",
    "Try a probiotic for four weeks.",
    "The nurse told us to use hydrocortisone twice daily for a week.",
    "Offer water in a cup with meals, no more than 120 ml a day.",
    "Stop eating eggs until the rash clears.",
]

OTHER = [
    "These nights can feel lonely.",
    "Lots of parents wonder about this.",
    "Each child is different.",
    "You don't have to decide tonight.",
    "Our page about reflux and spit-up is free to read.",
    "Our pages on low mood and on the warning signs are free to read.",
    "I know you would laugh at our kitchen.",
    "Kimchi is a popular cabbage dish with a tangy flavour.",
    "What causes eczema?",
    "Can probiotics help with colic?",
    "How long does lochia last?",
    "I had a caesarean in March.",
    "My daughter was in hospital with jaundice for a week.",
    "He cried all night and I cried with him.",
    "We were so tired that first week.",
    "Ask your doctor if you are worried.",
    "This is not medical advice.",
    "You are not alone.",
    "You've got this, mama!",
    "We love this pushchair.",
    "The pram costs four hundred pounds and folds flat.",
    "Subscribe to our newsletter for more.",
    "I'm Dana, mother of three and a photographer.",
    "Photo by Jan on Unsplash.",
    "Last summer we moved to Leeds.",
    "In this post I'll tell you about our first month.",
    "Pack two nightdresses and a phone charger for the ward.",
    "Preheat the oven and chop the onions.",
    "Thanks for reading, see you next week.",
    "My sister came to stay and cooked for us.",
    "The waiting room was full and the coffee was awful.",
    "Motherhood changed how I see my own mum.",
    "She was born at four in the morning, on a Tuesday.",
    "I felt like nobody understood me.",
    "Speak to your midwife about what suits you.",
    "Our consults cost ninety dollars.",
    "Here are some questions you may want to ask.",
    "Love, Anna",
    "The hospital car park charges by the hour.",
    "I remember the smell of the ward.",
    "Nobody tells you how funny it can be.",
    "We named her after my grandmother.",
    "Please leave a comment below.",
    "My husband went back to work after ten days.",
    "The nursery is painted yellow.",
    "Parents should decide together who gets up.",
    "The film starts at eight.",
    "It rained for the whole christening.",
    "I cried in the supermarket because they had no bananas.",
    "We write in plain English.",
    "Every page is read by two people.",
    "This café does the best croissants.",
    "Zoë’s naïve façade fooled no one 🙂",
    "My phone died halfway through the birth video.",
]

HEADINGS: list[tuple[str, Label]] = [
    ("Symptoms", "other"),
    ("What is colic?", "other"),
    ("Starting solids", "other"),
    ("How we found sleep", "other"),
    ("Why babies cry", "other"),
    ("About us", "other"),
    ("When to call your doctor", "other"),
    ("Probiotics cure colic", "health"),
    ("Dairy causes eczema", "health"),
    ("Eczema comes from the gut", "health"),
    ("Why sugar feeds thrush", "health"),
    ("Leaky gut: the real cause of eczema", "health"),
    ("Breast is best for every baby", "health"),
    ("Apply lanolin twice a day", "protocol"),
    ("Take a probiotic", "protocol"),
]
SIGNS = "What can make it worse:"
SEQUENCES: list[tuple[list[tuple[str, str]], Label]] = [
    ([("text", "What to do at home:"), ("item", "Lower the noise bit by bit")], "protocol"),
    ([("item", "Supervised elimination of milk protein")], "protocol"),
    ([("text", "Signs of a blocked duct include:"), ("item", "a hard lump")], "health"),
    ([("heading", "Symptoms"), ("item", "wheezing at night")], "health"),
    ([("text", "What to do at home:"), ("item", "Rub the spot gently")], "protocol"),
    ([("text", "What goes into the bag:"), ("item", "two nightdresses")], "other"),
    ([("text", "Eczema is common."), ("text", "It usually fades by school age.")], "health"),
    ([("text", "Thrush hurts."), ("text", "They spread easily.")], "health"),
    ([("text", "We went home."), ("text", "It was raining.")], "other"),
    ([("heading", "Colic"), ("item", "Myth: it is gas")], "health"),
    ([("item", "Give two drops of oil"), ("item", "Wait and watch")], "protocol"),
    ([("heading", "Morning schedule"), ("item", "7am: 120 ml")], "protocol"),
]


@pytest.mark.parametrize("text", HEALTH)
def test_a_claim_about_health_is_health(text: str) -> None:
    label, reasons = judge(Setting(text))
    assert label == "health"
    assert reasons[0].text.endswith(".")


@pytest.mark.parametrize("text", PROTOCOL)
def test_what_a_reader_could_copy_is_a_protocol(text: str) -> None:
    label, reasons = judge(Setting(text))
    assert label == "protocol"
    assert all(words for words in reasons[0].words)


@pytest.mark.parametrize("text", OTHER)
def test_stories_questions_and_the_rest_are_other(text: str) -> None:
    assert judge(Setting(text))[0] == "other"


@pytest.mark.parametrize(("text", "label"), HEADINGS)
def test_a_heading_may_ask_or_name(text: str, label: Label) -> None:
    assert judge(Setting(text, kind="heading"))[0] == label


@pytest.mark.parametrize(("rows", "label"), SEQUENCES)
def test_a_fragment_takes_the_sense_of_what_leads_it(rows: list[tuple[str, str]], label: Label) -> None:
    assert judge_sequence(rows)[-1][0] == label


def test_an_address_is_read_by_its_words() -> None:
    assert judge(Setting("probiotics-cure-eczema", kind="address"))[0] == "health"
    assert judge(Setting("baby-eczema", kind="address"))[0] == "other"


def test_a_first_column_cell_names_its_row_and_the_others_say_something() -> None:
    text = "| Sign | How common |\n|---|---|\n| with eczema | about one in five |\n| Eczema is contagious | no |\n"
    labels = {s.text: s.label for s in check(draft_from_markdown(text)).statements}
    assert labels == {
        "Sign": "other",
        "How common": "other",
        "with eczema": "other",
        "about one in five": "health",
        "Eczema is contagious": "health",
        "no": "other",
    }


def test_a_help_card_holds_health_and_never_a_protocol() -> None:
    text = "::: urgent\n### Call your midwife today if:\n- you take two tablets of iron and feel faint\n:::\n"
    assert [s.label for s in check(draft_from_markdown(text)).statements] == ["health", "health"]


def test_a_typed_heading_line_is_judged_like_a_heading() -> None:
    assert judge(Setting("Key Nutrients During Pregnancy"))[0] == "other"
    assert judge(Setting("PROBIOTICS CURE ECZEMA"))[0] == "health"


def test_health_words_are_kept_whatever_the_label() -> None:
    found = check(draft_from_markdown("I had a caesarean in March.")).statements[0]
    assert found.label == "other"
    assert "caesarean" in found.health_words


def test_the_launch_of_a_claim_in_a_title_is_seen() -> None:
    report = check(Draft(parts=(Part("title", "line", "Probiotics heal eczema"),)))
    assert report.statements[0].label == "health"


@pytest.mark.parametrize(
    "text",
    [
        "La leche materna es buena para el bebé y no tiene azúcar.",
        "Die Milch ist gut für das Kind und nicht zu süß.",
        "Le lait est bon pour le bébé et pas trop sucré.",
        "No es contagioso.",
        "Vauva nukkuu hyvin ja syo paljon maitoa.",
        "Молоко полезно детям.",
        "母乳は赤ちゃんに良い。",
        "Milk is good, 母乳 is better.",
    ],
)
def test_another_language_is_health_until_somebody_reads_it(text: str) -> None:
    statement = check(draft_from_markdown(text)).statements[0]
    assert (statement.label, statement.reasons[0].code) == ("health", "unreadable")


@pytest.mark.parametrize(
    "text",
    [
        "Zoë’s naïve façade fooled no one 🙂",
        "The crème brûlée at Café Señor was fine.",
        "Ciao, bella!",
        "Rae, Pia, Vera, Wren, Olive",
        "Café du Monde",
    ],
)
def test_accents_and_emoji_do_not_make_a_sentence_unreadable(text: str) -> None:
    assert check(draft_from_markdown(text)).statements[0].label == "other"


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("Give your baby honey", "health"),
        ("Rub garlic on the rash", "health"),
        ("Put your baby to sleep on the front", "health"),
        ("Nurse your baby at night", "protocol"),
        ("Nurse-midwife (invented)", "other"),
        ("Honey and babies", "other"),
        ("Rashes in the first year", "other"),
        ("How babies sleep", "other"),
    ],
)
def test_a_title_that_tells_the_reader_to_do_something_is_not_waved_through(title, label):
    for name in ("title", "address"):
        text = title if name == "title" else title.lower().replace(" ", "-")
        report = check(Draft(parts=(Part(name, "line", text),)))
        assert report.statements[0].label == label
