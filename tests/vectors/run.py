#!/usr/bin/env python3
"""The vectors, answered by examples/python/keywright.py: fixtures/vectors/README.md has the protocol."""
import json
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "examples" / "python"))
import keywright  # noqa: E402

VECTORS, SCRATCH = map(Path, sys.argv[1:])


def load(load, keys, state):
    trusted = "\n".join(keys[name] for name in load["trusted"])
    verifier = keywright.Verifier(
        trusted, load.get("audience"), load.get("subject"), load.get("tolerance", keywright.TOLERANCE)
    )
    with open(VECTORS / "files" / f"{load['file']}.jsonl", "rb", buffering=0) as file:
        loaded = verifier.load(file, load["now"], state)
    state.accept(loaded.claims, verifier, load["now"])
    return loaded


def decide(file, ask):
    presented = bytes.fromhex(ask["presented_hex"]) if "presented_hex" in ask else ask["presented"].encode()
    try:
        demand = keywright.Demand(ask.get("scopes", ()), ask.get("resource"), ask.get("environment"))
        asked = keywright.address(ask["address"]) if "address" in ask else None
    except ValueError:
        return {"answer": "usage"}
    decision = file.decide(presented, demand, asked, ask["now"])
    answer = {"answer": decision.reason, "key": decision.id, "unchecked": list(decision.unchecked)}
    return {name: value for name, value in answer.items() if value}


def answer(case, keys):
    state = keywright.State(SCRATCH / case["name"])
    try:
        for before in case.get("before", ()):
            load(before, keys, state)
    except keywright.Refused as refused:
        return f"before: {refused.reason}", []
    for name, text in case.get("damaged", {}).items():
        (SCRATCH / case["name"] / name).write_text(text, encoding="utf-8")
    try:
        file = load(case, keys, state)
    except keywright.Refused as refused:
        return refused.reason, []
    return "accepted", [decide(file, ask) for ask in case["decisions"]]


vectors = json.loads((VECTORS / "cases.json").read_text(encoding="ascii"))
for case in vectors["cases"]:
    word, decisions = answer(case, vectors["keys"])
    print(json.dumps({"case": case["name"], "load": word, "decisions": decisions}))
