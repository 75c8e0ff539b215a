"""Whether a sentence can be read at all: English words, in our letters."""

import re

from site_app.statements.lexicon import Words
from site_app.statements.normal import strange_letters
from site_app.statements.phrases import words as phrase_words

_ENGLISH = phrase_words("english")
_FOREIGN = phrase_words("other_languages")
# Words that say nothing about the language: they stand on both lists, or in too many languages.
_SHARED = (_ENGLISH & _FOREIGN) | set("a me no on in to do as at he i or be an am so die van ten".split())
_KNOWN = (
    phrase_words("verbs_instructing") | phrase_words("verbs_treating") | phrase_words("signs_in_general")
) - _SHARED
_ENGLISH_ENDING = re.compile(
    r"[a-z]{3}(?:ing|ed|ly|tion|ness|ment|ful|less|able|'s|n't|ers?|ies|ght|sh|ck|th|ay|ow|ea\w)$"
)


def unreadable(words: Words) -> tuple[str, ...]:
    """The words that cannot be read; empty when the sentence is English in our letters."""
    if strange_letters(words.plain):
        return tuple(re.findall(r"\S*[^\x00-\x7f]\S*", words.plain))[:5]
    if words.disguised:
        return words.disguised
    tokens = [token for token in words.tokens if token.isalpha() or "'" in token]
    if len(tokens) < 3:
        return ()
    english = sum(token in _ENGLISH and token not in _SHARED for token in tokens)
    foreign = [token for token in tokens if token in _FOREIGN and token not in _SHARED]
    if len(foreign) >= 2 and len(foreign) > english and len(foreign) * 5 >= len(tokens):
        return tuple(foreign[:5])
    # A language whose small words are not on our list: a sentence without one English word, not a
    # row of names.
    known = english or words.hits or any(_ENGLISH_ENDING.search(token) or token in _KNOWN for token in tokens)
    names = sum(word[0].isupper() for word in re.findall(r"[^\W\d_]+", words.plain)) * 2 >= len(tokens)
    if not known and not names and (foreign or len(tokens) >= 5):
        return tuple((foreign or tokens)[:5])
    return ()
