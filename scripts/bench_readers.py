"""The readers in Python, Node and Go of examples/, for scripts/bench_servers.py.

Each is put into a small program that says when it is ready, decides for three seconds in a loop, and then decides a
thousand times a second until a key is refused, with the longest time between two decisions.
"""
import os, shutil, subprocess, sys, time

from bench_proxies import row
from bench_tools import ROOT, Missing, Process, need, run

PYTHON = """
import sys, time
import keywright
path, public_key, state, secrets = sys.argv[1:]
secrets = open(secrets).read().split()
wanted = keywright.Demand(["read"], resource="acme/products", environment="prod")
keys = keywright.Keys(path, open(public_key).read(), audience="edge", state=state)
assert keys.ready(300) and keys.decide(secrets[0], wanted).valid
print("ready", flush=True)
for line in sys.stdin:
    begun, most = time.monotonic(), 0.0
    if line.strip() == "loop":
        done, each = 0, []
        while time.monotonic() - begun < 3:
            before = time.perf_counter()
            assert keys.decide(secrets[done % len(secrets)], wanted).valid
            each.append(time.perf_counter() - before)
            done += 1
        print(done / (time.monotonic() - begun), sorted(each)[done // 2], flush=True)
        continue
    last = time.monotonic()
    while keys.decide(line.strip(), wanted).valid and last - begun < 300:
        time.sleep(0.001)
        now = time.monotonic()
        last, most = now, max(most, now - last - 0.001)
    print(most, flush=True)
"""

NODE = """
import fs from 'node:fs';
import readline from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Keys, demand } from './keywright.mjs';
const [path, publicKey, state, list] = process.argv.slice(2);
const secrets = fs.readFileSync(list, 'utf8').trim().split('\\n');
const wanted = demand({ scopes: ['read'], resource: 'acme/products', environment: 'prod' });
const trusted = fs.readFileSync(publicKey, 'utf8');
const keys = new Keys({ path, trusted, audience: 'edge', state });
const seconds = () => performance.now() / 1000;
const alive = setInterval(() => {}, 1000);
await keys.ready();
if (!keys.decide(secrets[0], wanted).valid) throw new Error('refused');
console.log('ready');
for await (const line of readline.createInterface({ input: process.stdin })) {
  const begun = seconds();
  if (line === 'loop') {
    const each = [];
    while (seconds() - begun < 3) {
      const before = seconds();
      if (!keys.decide(secrets[each.length % secrets.length], wanted).valid) throw new Error('refused');
      each.push(seconds() - before);
    }
    const rate = each.length / (seconds() - begun);
    console.log(rate, each.sort((a, b) => a - b)[each.length >> 1]);
    continue;
  }
  let [last, most] = [begun, 0];
  while (keys.decide(line, wanted).valid && last - begun < 300) {
    await sleep(1);
    const now = seconds();
    [last, most] = [now, Math.max(most, now - last - 0.001)];
  }
  console.log(most);
}
clearInterval(alive);
await keys.close();
"""

GO = """
package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"sort"
	"strings"
	"time"

	"bench/keywright"
)

func read(path string) string {
	data, err := os.ReadFile(path)
	if err != nil {
		panic(err)
	}
	return string(data)
}

func main() {
	path, trusted, state, secrets := os.Args[1], read(os.Args[2]), os.Args[3], strings.Fields(read(os.Args[4]))
	keys, err := keywright.Follow(keywright.Options{Path: path, Trusted: trusted, Audience: "edge", State: state})
	if err != nil {
		panic(err)
	}
	wanted := keywright.Scopes("read").Resource("acme/products").Environment("prod")
	valid := func(secret string) bool {
		decision, err := keys.Decide(secret, wanted)
		return err == nil && decision.Valid()
	}
	if keys.Ready(context.Background()) != nil || !valid(secrets[0]) {
		panic("refused")
	}
	fmt.Println("ready")
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		begun := time.Now()
		if lines.Text() == "loop" {
			each := []float64{}
			for time.Since(begun) < 3*time.Second {
				before := time.Now()
				if !valid(secrets[len(each)%len(secrets)]) {
					panic("refused")
				}
				each = append(each, time.Since(before).Seconds())
			}
			rate := float64(len(each)) / time.Since(begun).Seconds()
			sort.Float64s(each)
			fmt.Println(rate, each[len(each)/2])
			continue
		}
		last, most := begun, 0.0
		for valid(lines.Text()) && last.Sub(begun) < 300*time.Second {
			time.Sleep(time.Millisecond)
			now := time.Now()
			most, last = max(most, now.Sub(last).Seconds()-0.001), now
		}
		fmt.Println(most)
	}
}

func max(a, b float64) float64 {
	if a > b {
		return a
	}
	return b
}
"""


def measured(words, files, folder, tables, name):
    """One program: its loop last, since what that collects is memory too."""
    files.place(folder / "keys.jsonl")
    words = [*words, "keys.jsonl", files.public_key, "state", files.keys]
    with Process(words, folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        def told():
            line = server.child.stdout.readline()
            if not line:
                server.child.wait(10)
                server.must_run()
            return line.split()

        def tell(line):
            server.child.stdin.write(line + "\n")
            server.child.stdin.flush()

        assert told() == ["ready"]
        ready, memory = server.seconds(), server.memory()
        seconds, peak, pauses = [], 0, []
        for number, secret in enumerate(files.revoked, 1):
            server.forget_peak()
            tell(secret)
            time.sleep(0.5 * number / len(files.revoked))  # at any time between two looks
            begun = files.place(folder / "keys.jsonl", number)
            pauses.append(float(told()[0]))
            seconds.append(server.seconds(begun))
            peak = max(peak, server.memory("VmHWM"))
        tell("loop")
        rate, latency = map(float, told())
    row(tables, files, f"the reader in {name}", ready, memory, peak, max(pauses), rate, latency, seconds)


def python(files, folder, tables):
    if subprocess.run([sys.executable, "-c", "import cryptography"], capture_output=True).returncode:
        raise Missing("Python has no module cryptography")
    shutil.copy(ROOT / "examples/python/keywright.py", folder)
    (folder / "bench.py").write_text(PYTHON)
    measured([sys.executable, "bench.py"], files, folder, tables, "Python")


def node(files, folder, tables):
    need("node", "flock")
    shutil.copy(ROOT / "examples/node/keywright.mjs", folder)
    (folder / "bench.mjs").write_text(NODE)
    measured(["node", "bench.mjs"], files, folder, tables, "Node")


def go(files, folder, tables):
    need("go")
    (folder / "keywright").mkdir()
    shutil.copy(ROOT / "examples/go/keywright.go", folder / "keywright")
    (folder / "main.go").write_text(GO)
    (folder / "go.mod").write_text("module bench\n\ngo 1.19\n")
    run("go", "build", "-o", "bench", ".", cwd=folder, env={**os.environ, "GOFLAGS": "-mod=mod", "GOPROXY": "off"})
    measured(["./bench"], files, folder, tables, "Go")
