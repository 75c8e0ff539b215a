"""A house rule as a person types it, and why one is ended."""

from typing import Any

from django import forms

_EFFECTS = {
    "protocol": ("Stricter: count it as protocol, which is not published", "protocol", False),
    "health": ("Stricter: count it as health, which needs a source", "health", False),
    "other": ("Exception: it says nothing about health", "other", True),
    "no-protocol": ("Exception: it is about health, and no protocol", "health", True),
}


class HouseRuleForm(forms.Form):
    """Words, what to make of a sentence that holds them, and why."""

    phrase = forms.CharField(
        label="words", max_length=200,
        help_text="One or several words, in this order. Capitals, commas and disguised letters make no "
        "difference; a stricter rule also hears the plural and other forms.",
    )  # fmt: skip
    effect = forms.ChoiceField(
        label="what to make of a sentence with these words",
        choices=[(name, words) for name, (words, _, _) in _EFFECTS.items()],
        widget=forms.RadioSelect,
        help_text="An exception excuses these words and nothing else in the sentence. It never touches "
        "urgent signs, help cards or what the engine cannot read, and takes the right to overrule it.",
    )
    reason = forms.CharField(
        max_length=300,
        help_text="A sentence that writers will read beside theirs: 'This balm was recalled in May.' "
        "It stays on record: name nobody.",
    )

    @property
    def values(self) -> dict[str, Any]:
        """What the verb takes, of a form that is valid."""
        _, label, lowers = _EFFECTS[self.cleaned_data["effect"]]
        typed = {name: self.cleaned_data[name] for name in ("phrase", "reason")}
        return {**typed, "label": label, "lowers": lowers}


class EndingForm(forms.Form):
    because = forms.CharField(
        label="why it is ended", max_length=300, help_text="For the record. Its row stays in the register."
    )
