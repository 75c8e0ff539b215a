"""By which words a sentence shows what it does: claims, instructs, asks, tells a story, points to help."""

from site_app.statements.phrases import pattern, words

# What is said
CLAIM = pattern("claim")
EFFECT = pattern("effect")
FINITE = pattern("finite")
HEADING_CLAIM = pattern("heading_claim")
PRESUPPOSES = pattern("presupposes")
GOES_ON = pattern("goes_on")
AUTHORITY = pattern("authority")
TESTIMONIAL = pattern("testimonial")

# What is asked
QUESTION_START = pattern("question_start")
QUESTION_ASSERTS = pattern("question_asserts")

# Who is spoken of
FIRST_PERSON = pattern("first_person")
SOMEBODY = pattern("somebody")
PAST = pattern("past")
GENERIC = pattern("generic")
PEOPLE_IN_GENERAL = pattern("people_in_general")

# What excuses
OPINION = pattern("opinion")
ENCOURAGEMENT = pattern("encouragement")
SIGN_OFF = pattern("sign_off")
ABOUT_TEXT = pattern("about_text")
ABOUT_SITE = pattern("about_site")
OUR_PAGES = pattern("our_pages")
REFERRAL = pattern("referral")
SIGNS_IN_GENERAL = words("signs_in_general")
LOGISTICS = pattern("logistics")
KITCHEN = pattern("kitchen")

# What leads a list
HEALTH_LEAD = pattern("health_lead")
SHOPPING_LEAD = pattern("shopping_lead")
ACTION_LEAD = pattern("action_lead")
NO_ACTION_LEAD = pattern("no_action_lead")

# What instructs
GIVING = pattern("giving")
INSTRUCTING_VERBS = words("verbs_instructing")
TREATING_VERBS = words("verbs_treating")
BODY_VERBS = words("verbs_on_the_body")
RECOMMENDS = pattern("recommends")
TO_BE_GIVEN = pattern("to_be_given")
NAMED_STEP = pattern("named_step")
LATCHING = pattern("latching")
SAFETY = pattern("safety")
STATISTIC = pattern("statistic")
BODY_AMOUNT = pattern("body_amount")
