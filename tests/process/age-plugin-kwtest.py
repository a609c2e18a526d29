#!/usr/bin/env python3
"""An age plugin for tests (C2SP age-plugin, both state machines): its stanza names who it is for and has the
file key itself. With KWTEST=gone it says what a token says that is not plugged in."""
import base64, os, sys


def body(line):
    return base64.b64decode(line + "=" * (-len(line) % 4))


def read():
    """The next stanza: its words and its body."""
    words = sys.stdin.readline().split()
    if not words:
        sys.exit(1)
    text = ""
    while True:
        line = sys.stdin.readline().strip()
        text += line
        if len(line) < 64:
            return words[1:], body(text)


def write(words, data=b""):
    text = base64.b64encode(data).decode().rstrip("=")
    lines = [text[at:at + 64] for at in range(0, len(text), 64)]
    if not lines or len(lines[-1]) == 64:
        lines.append("")
    print("-> " + " ".join(words), *lines, sep="\n", flush=True)


def ask(words, data=b""):
    write(words, data)
    return read()


def owner(text):
    """What a recipient and its identity have in common: the data without its checksum."""
    return text.lower().rsplit("1", 1)[1][:-6]


given = []
while not given or given[-1][0] != ["done"]:
    given.append(read())
said = [(words, data) for words, data in given if words]
machine = sys.argv[1].removeprefix("--age-plugin=")
if os.environ.get("KWTEST") == "gone":
    kind = "recipient" if machine == "recipient-v1" else "identity"
    ask(["error", kind, "0"], b"please insert\nthe token")
elif machine == "recipient-v1":
    owners = [owner(words[1]) for words, _ in said if words[0] == "add-recipient"]
    keys = [data for words, data in said if words[0] == "wrap-file-key"]
    for place, key in enumerate(keys):
        for name in owners:
            ask(["recipient-stanza", str(place), "kwtest", name], key)
else:
    owners = [owner(words[1]) for words, _ in said if words[0] == "add-identity"]
    for words, data in said:
        if words[0] == "recipient-stanza" and words[2] == "kwtest" and words[3] in owners:
            ask(["file-key", words[1]], data)
            break
write(["done"])
