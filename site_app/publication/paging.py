"""How many pages a list has: counted here for every list that readers walk."""


def pages_of(count: int, length: int) -> int:
    """How many pages of `length` it takes; an empty list has one, which says so."""
    return max(1, -(-count // length))
