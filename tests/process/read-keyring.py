#!/usr/bin/env python3
"""Reads a data key that is held in the session keyring, in every way that a program has: `SESSION KEY NAME [FILE]`,
the serial numbers of the session's keyring and of the key, and its description. Prints what it finds."""
import ctypes, os, platform, sys

CALLS = {"x86_64": (248, 249, 250), "aarch64": (217, 218, 219)}
REQUEST_KEY, KEYCTL = CALLS[platform.machine()][1:]
JOIN, LINK, SEARCH, READ, SETPERM, PERSISTENT = 1, 8, 10, 11, 5, 22
THREAD, PROCESS, SESSION, USER, USER_SESSION = -1, -2, -3, -4, -5

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
session, key, name = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3].encode()
found = []


def call(number, *words):
    return libc.syscall(number, *(ctypes.c_long(word) if isinstance(word, int) else word for word in words))


def read(how, serial):
    buffer = ctypes.create_string_buffer(65536)
    length = call(KEYCTL, READ, serial, buffer, 65536)
    if length > 0:
        found.append(f"{how}: {buffer.raw[:min(length, 65536)].hex()}")


call(KEYCTL, PERSISTENT, -1, PROCESS)
for attempt in ("as it is", "linked", "opened"):
    read(f"by its number, {attempt}", key)
    for ring in (session, THREAD, PROCESS, SESSION, USER, USER_SESSION):
        serial = call(KEYCTL, SEARCH, ring, b"user", name, 0)
        if serial > 0:
            read(f"searched in {ring}, {attempt}", serial)
    serial = call(REQUEST_KEY, b"user", name, None, 0)
    if serial > 0:
        read(f"requested, {attempt}", serial)
    if found:
        # Links would stay, and show it to others.
        break
    if attempt == "as it is":
        for ring in (PROCESS, USER, USER_SESSION, SESSION):
            call(KEYCTL, LINK, session, ring)
            call(KEYCTL, LINK, key, ring)
        call(KEYCTL, JOIN, b"_ses")
    else:
        call(KEYCTL, SETPERM, session, 0x3F3F3F3F)
        call(KEYCTL, SETPERM, key, 0x3F3F3F3F)

said = "\n".join(found) or "nothing"
if len(sys.argv) > 4:
    open(sys.argv[4], "w").write(said)
print(said)
