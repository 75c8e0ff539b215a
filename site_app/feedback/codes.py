"""The short code of an edition, made from its seal, so that a printed copy can be asked about.

Eight letters of Crockford's base 32 (https://www.crockford.com/base32.html): the first forty bits of the
seal. No letter can be taken for a number; O, I and L, which can, are read as what was meant.
"""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LETTERS = 8
_SEAL_DIGITS = _LETTERS * 5 // 4
_SEAL = 64
_MEANT = str.maketrans("OIL", "011", " -\t\n")


def code_of(seal: str) -> str:
    """The code of the edition with this seal (hex), as it is printed: `K7QD-3M9X`."""
    value = int(seal[:_SEAL_DIGITS], 16)
    letters = "".join(ALPHABET[value >> 5 * place & 31] for place in reversed(range(_LETTERS)))
    return f"{letters[:4]}-{letters[4:]}"


def seal_start(typed: str) -> str:
    """What the seal behind a typed code begins with; a whole seal is taken as it is; '' for neither.

    Capitals, spaces and hyphens do not matter.
    """
    text = typed[:100].strip().lower()
    if len(text) == _SEAL and all(sign in "0123456789abcdef" for sign in text):
        return text
    letters = text.upper().translate(_MEANT)
    if len(letters) != _LETTERS or any(letter not in ALPHABET for letter in letters):
        return ""
    value = 0
    for letter in letters:
        value = value << 5 | ALPHABET.index(letter)
    return f"{value:0{_SEAL_DIGITS}x}"
