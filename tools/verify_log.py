#!/usr/bin/env python3
"""Verifies the event log of an Enact space without Enact: only Python's standard library.

    verify_log.py export FILE [--head NOTE]... [--key KEY]...   a file made by `enact audit export`
    verify_log.py proof FILE [--head NOTE]... [--key KEY]...    a proof that a leaf is in the log
    verify_log.py consistency FILE --head OLD --head NEW        a proof that a later log contains an earlier one

NOTE is a file with a signed head that was kept elsewhere; KEY is a public key as `enact audit key` prints it, from
somebody you trust. Exit code 0: it holds; 1: it does not, and what; 2: wrong usage.

The formats and what is proved stand in docs/event-log.md. This file is written to be read: it is the second
opinion on what `enact audit verify` says.
"""

import argparse
import base64
import hashlib
import json
import sys

# --- hashes and the tree of RFC 6962, section 2.1 -----------------------------------------------------------------

NAMES = {"SHA-256": "sha256", "SM3": "sm3"}


def hasher(name):
    if NAMES.get(name) not in hashlib.algorithms_available:
        sys.exit(f"this Python has no {name}")
    return lambda data: hashlib.new(NAMES[name], data).digest()


def node(h, left, right):
    return h(b"\x01" + left + right)


class Tree:
    """Full subtrees of the leaves seen so far, the largest first."""

    def __init__(self, h):
        self.h, self.size, self.peaks = h, 0, []

    def push(self, leaf):
        size = self.size
        while size & 1:
            leaf = node(self.h, self.peaks.pop(), leaf)
            size >>= 1
        self.peaks.append(leaf)
        self.size += 1

    def root(self):
        if not self.peaks:
            return self.h(b"")
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node(self.h, peak, root)
        return root


def included(h, leaf, position, size, proof, root):
    """RFC 9162, section 2.1.3.2."""
    if position >= size:
        return False
    number, last, value = position, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if number & 1 or number == last:
            value = node(h, step, value)
            while number and not number & 1:
                number, last = number >> 1, last >> 1
        else:
            value = node(h, value, step)
        number, last = number >> 1, last >> 1
    return last == 0 and value == root


def consistent(h, first, second, first_root, second_root, proof):
    """RFC 9162, section 2.1.4.2."""
    if first == second:
        return not proof and first_root == second_root
    if not 0 < first < second or not proof:
        return False
    path = list(proof) if first & (first - 1) else [first_root, *proof]
    number, last = first - 1, second - 1
    while number & 1:
        number, last = number >> 1, last >> 1
    old = new = path[0]
    for step in path[1:]:
        if last == 0:
            return False
        if number & 1 or number == last:
            old, new = node(h, step, old), node(h, step, new)
            while number and not number & 1:
                number, last = number >> 1, last >> 1
        else:
            new = node(h, new, step)
        number, last = number >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root


# --- Ed25519 (RFC 8032, section 5.1), verification only -----------------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(a, b):
    (x1, y1, z1, t1), (x2, y2, z2, t2) = a, b
    e = (y1 - x1) * (y2 - x2) % P
    f = (y1 + x1) * (y2 + x2) % P
    g, k = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    x, y, z, t = f - e, k - g, k + g, f + e
    return x * y % P, z * t % P, y * z % P, x * t % P


def times(n, point):
    total = (0, 1, 1, 0)
    while n:
        if n & 1:
            total = add(total, point)
        point, n = add(point, point), n >> 1
    return total


def point_of(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * pow(2, (P - 1) // 4, P) % P
    if x * x % P != square or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signed_by(key, message, signature):
    a, r = point_of(key), point_of(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    left, right = times(s, BASE), add(r, times(k, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


# --- signed heads (c2sp.org/signed-note, c2sp.org/tlog-checkpoint) ------------------------------------------------


class Head:
    def __init__(self, note):
        end = note.rindex("\n\n")
        self.text, self.signatures = note[: end + 1], note[end + 2 :].splitlines()
        lines = self.text.splitlines()
        self.origin, self.size, self.root = lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True)
        extra = dict(line.split(" ", 1) for line in lines[3:])
        self.hash, self.at = extra.get("hash", "SHA-256"), extra.get("at", "")

    def verifies(self, verifier):
        name, key_id, key = verifier.split("+", 2)
        key = base64.b64decode(key, validate=True)
        expected = hashlib.sha256(name.encode() + b"\n" + key).digest()[:4]
        if key[0] != 1 or len(key) != 33 or expected.hex() != key_id:
            return False
        for line in self.signatures:
            start = f"— {name} "
            if line.startswith(start):
                signature = base64.b64decode(line[len(start) :], validate=True)
                if signature[:4] == expected and len(signature) == 68:
                    if signed_by(key[1:], self.text.encode(), signature[4:]):
                        return True
        return False


# --- leaves ---------------------------------------------------------------------------------------------------------


def number(n):
    return n.to_bytes(8, "big")


def leaf_of(h, entry):
    """The leaf hash that follows from what the entry discloses."""
    if entry["format"] == 1:
        return hashlib.sha256(b"\x00" + bytes.fromhex(entry["data"])).digest()
    data = b"\x00\x02" + number(len(entry["fields"]))
    for field in entry["fields"]:
        name = field["name"].encode()
        if "value" in field:
            salt = bytes.fromhex(field["salt"])
            if len(salt) != 16:
                raise ValueError("a salt has 16 bytes")
            digest = h(salt + field["value"].encode())
        else:
            digest = bytes.fromhex(field["digest"])
        data += number(len(name)) + name + digest
    return h(data)


# --- the three commands ---------------------------------------------------------------------------------------------


class Verdict:
    def __init__(self, keys):
        self.faults, self.keys = [], keys

    def hold(self, good, what):
        if not good:
            self.faults.append(what)
        return good

    def signature(self, head, own_key=None):
        keys = self.keys or ([own_key] if own_key else [])
        if keys:
            self.hold(any(head.verifies(key) for key in keys), f"the head of {head.size} events: no signature by a known key")

    def end(self, good):
        for fault in self.faults[:50]:
            print(fault)
        print(good if not self.faults else f"it does not hold: {len(self.faults)} faults")
        return 1 if self.faults else 0


def verify_export(path, kept, verdict):
    with open(path, encoding="utf-8") as lines:
        first = json.loads(next(lines))
        if first["enact_log"] != 1:
            sys.exit("an export of another version")
        h, origin = hasher(first["hash"]), first["origin"]
        tree, own = Tree(h), 0
        waiting = sorted(kept, key=lambda head: head.size)

        def compare(head, what):
            verdict.hold(head.origin == origin and head.hash == first["hash"], f"{what} of {head.size} events: another log")
            verdict.hold(
                head.size == tree.size and head.root == tree.root(),
                f"{what} of {head.size} events: the first {head.size} events have another root",
            )

        for line in lines:
            entry = json.loads(line)
            if "head" in entry:
                head = Head(entry["head"])
                own += 1
                compare(head, "the log's own head")
                verdict.signature(head, entry["verifier"])
                continue
            verdict.hold(entry["position"] == tree.size, f"leaf {entry['position']} stands at {tree.size}")
            stands = bytes.fromhex(entry["hash"])
            verdict.hold(leaf_of(h, entry) == stands, f"event {entry['position'] + 1}: not the hash of its content")
            tree.push(stands)
            while waiting and waiting[0].size <= tree.size:
                compare(waiting.pop(0), "the head kept elsewhere")
        for head in waiting:
            verdict.hold(False, f"a head kept elsewhere has {head.size} events, the export {tree.size}: the newest are missing")
        verdict.hold(tree.size == first["size"], f"{first['size']} events by the first line, {tree.size} in the file")
    for head in kept:
        verdict.signature(head)
    return verdict.end(
        f"{origin}: {tree.size} events, {own} heads, root {tree.root().hex()}\n"
        f"it holds, and contains {len(kept)} heads kept elsewhere unchanged"
    )


def verify_proof(path, kept, verdict):
    with open(path, encoding="utf-8") as file:
        entry = json.load(file)
    heads = kept or [Head(entry["head"])]
    for head in heads:
        h = hasher(head.hash)
        leaf = bytes.fromhex(entry["hash"])
        if entry["fields"]:
            verdict.hold(leaf_of(h, {"format": 2, **entry}) == leaf, "the leaf is not the hash of its fields")
        proof = [bytes.fromhex(step) for step in entry["proof"]]
        verdict.hold(
            included(h, leaf, entry["position"], head.size, proof, head.root),
            f"the proof does not lead to the head of {head.size} events",
        )
        verdict.signature(head, entry["verifier"])
    return verdict.end(f"leaf {entry['position']} is in the log of the head")


def verify_consistency(path, kept, verdict):
    with open(path, encoding="utf-8") as file:
        entry = json.load(file)
    if len(kept) != 2:
        sys.exit("a consistency proof is held against two heads: --head OLD --head NEW")
    old, new = sorted(kept, key=lambda head: head.size)
    for head in kept:
        verdict.signature(head)
    verdict.hold(old.origin == new.origin and old.hash == new.hash == entry["hash"], "the heads are of different logs")
    proof = [bytes.fromhex(step) for step in entry["proof"]]
    verdict.hold(
        consistent(hasher(entry["hash"]), old.size, new.size, old.root, new.root, proof),
        "the proof does not lead from the one head to the other",
    )
    return verdict.end(f"the log of {new.size} events begins with that of {old.size}, unchanged")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["export", "proof", "consistency"])
    parser.add_argument("file")
    parser.add_argument("--head", action="append", default=[], metavar="NOTE")
    parser.add_argument("--key", action="append", default=[], metavar="KEY")
    chosen = parser.parse_args()
    kept = []
    for path in chosen.head:
        with open(path, encoding="utf-8", newline="") as file:
            kept.append(Head(file.read()))
    run = {"export": verify_export, "proof": verify_proof, "consistency": verify_consistency}[chosen.what]
    try:
        return run(chosen.file, kept, Verdict(chosen.key))
    except (KeyError, ValueError, StopIteration) as error:
        print(f"{chosen.file} cannot be read: {error!r}")
        return 1


if __name__ == "__main__":
    sys.exit(main())
