"""Check the evidence of a Groundwell page without trusting its site. Python 3.9 or newer, nothing else.

    python verify_evidence.py https://SITE/articles/SLUG/evidence.json [--key HEX] [--head SEAL]

Hash: the evidence is the one that was sealed. Chain: every seal follows from its edition and the seal before
it. Signature: the site's key signed this seal and the newest (Ed25519, RFC 8032). Give --key and --head as
you noted them elsewhere: a site that lies can make up a new key, and a chain from which something is gone.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import urllib.parse
import urllib.request
from typing import Any

P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def point(raw: bytes) -> tuple[int, int]:
    y = int.from_bytes(raw, "little") & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P:
        raise ValueError("not a point of the curve")
    return (P - x if x & 1 != raw[31] >> 7 else x), y


def add(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    (a, b), (c, d) = one, other
    t = D * a * b * c * d % P
    return (a * d + b * c) * pow(1 + t, -1, P) % P, (b * d + a * c) * pow(1 - t, -1, P) % P


def times(number: int, place: tuple[int, int]) -> tuple[int, int]:
    total = (0, 1)
    for bit in bin(number)[2:]:
        total = add(total, total)
        total = add(total, place) if bit == "1" else total
    return total


def signed(key: bytes, signature: bytes, message: bytes) -> bool:
    base = point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
    s = int.from_bytes(signature[32:], "little")
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    return (
        len(signature) == 64
        and s < ORDER
        and times(s, base) == add(point(signature[:32]), times(h, point(key)))
    )


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def fetch(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - the address you gave
        return bytes(answer.read())


def check(
    evidence: bytes, pages: list[dict[str, Any]], pinned: str | None = None, noted: str | None = None
) -> list[str]:
    """Every fault found, one sentence each. `evidence`: bytes; `pages`: every page of the chain, in order."""
    edition, before = json.loads(evidence)["edition"], "0" * 64
    links: list[dict[str, Any]] = []
    faults: list[str] = []
    for link in (link for page in pages for link in page["links"]):
        sealed = {"edition": link["edition"], "parts": link["parts"], "previous": link["previous"]}
        text = json.dumps(sealed, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        if link["previous"] != before or digest(text.encode()) != link["seal"]:
            faults.append(f"Chain: the seal {link['seal'][:12]} does not follow from what it seals.")
        before = link["seal"]
        links.append(link)
    if before != pages[0]["head"] or (noted and noted not in {link["seal"] for link in links}):
        faults.append("Chain: it does not end where the site says, or a seal that you noted is gone.")
    found = [link for link in links if link["edition"] == edition]
    if len(found) != 1 or found[0]["parts"].get("evidence") != digest(evidence):
        faults.append("Hash: this evidence is not what was sealed for its edition.")
    for link in found + links[-1:]:
        key = pinned or pages[0]["keys"].get(link["key"], "")
        try:
            holds = signed(bytes.fromhex(key), bytes.fromhex(link["signature"]), link["seal"].encode())
        except (ValueError, IndexError):
            holds = False
        if not holds:
            faults.append(f"Signature: the key did not sign the seal {link['seal'][:12]}.")
    return faults


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("address")
    asked.add_argument("--key", help="public key (64 hexadecimal digits) that must have signed")
    asked.add_argument("--head", help="a seal noted earlier that must be in the chain")
    given = asked.parse_args()
    site = urllib.parse.urljoin(given.address, "/verify/chain/")
    pages = [json.loads(fetch(f"{site}1.json"))]
    pages += [json.loads(fetch(f"{site}{number}.json")) for number in range(2, pages[0]["pages"] + 1)]
    faults = check(fetch(given.address), pages, given.key, given.head)
    print("\n".join(faults or ["All holds: hash, chain and signature."]))  # noqa: T201
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
