"""What a lead-in, a heading or a column makes of the fragments under it."""

from site_app.statements import cues
from site_app.statements.lexicon import read
from site_app.statements.setting import Setting


def led_by_health(setting: Setting) -> str:
    """The words by which a lead-in, column, row or heading makes a fragment a health statement."""
    for text in (setting.lead_in, setting.column, setting.row, setting.heading):
        if not text or cues.SHOPPING_LEAD.search(text.lower()):
            continue
        around = read(text)
        found = cues.HEALTH_LEAD.search(around.lower)
        if around.strong or (found and around.hits):
            return around.strong[0].words if around.strong else around.hits[0].words
        if found and text == setting.lead_in:
            return found[0]
    return ""


def in_action(setting: Setting) -> str:
    """The words of a lead-in or heading that make a list a list of steps; "" if there are none."""
    for text in (setting.lead_in, setting.heading):
        if text:
            lower = read(text).lower
            found = cues.ACTION_LEAD.search(lower)
            if found and not cues.NO_ACTION_LEAD.search(lower):
                return found[0]
            if text == setting.lead_in:
                return ""
    return ""
