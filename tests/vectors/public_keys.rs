//! The readers in other languages take public keys in the forms that the library takes.

use keywright::crypto::signing::{PublicKey, parse_public_keys, to_jwk_set};
use serde_json::Value;

use super::readers::{GO, NODE, PYTHON, are_there, root};
use super::support::{Answer, Home, available};

const IN_PYTHON: &str = "
import json, sys
sys.path.insert(0, sys.argv[1])
import keywright
def kids(text):
    try: return sorted(keywright.public_keys(text))
    except ValueError: return None
print(json.dumps([kids(text) for text in json.load(open('texts.json'))]))
";

const IN_NODE: &str = "
const [reader, texts] = process.argv.slice(1);
const { publicKeys } = await import(reader);
const { readFileSync } = await import('node:fs');
const kids = (text) => { try { return [...publicKeys(text).keys()].sort(); } catch { return null; } };
console.log(JSON.stringify(JSON.parse(readFileSync(texts, 'utf8')).map(kids)));
";

const IN_GO: &str = r#"package main

import (
	"encoding/json"
	"fmt"
	"os"
	"sort"

	"example/keywright"
)

func main() {
	var texts []string
	data, _ := os.ReadFile("texts.json")
	json.Unmarshal(data, &texts)
	all := [][]string{}
	for _, text := range texts {
		var kids []string
		if keys, err := keywright.PublicKeys(text); err == nil {
			for kid := range keys {
				kids = append(kids, kid)
			}
			sort.Strings(kids)
		}
		all = append(all, kids)
	}
	out, _ := json.Marshal(all)
	fmt.Println(string(out))
}
"#;

fn texts() -> Vec<String> {
    let [one, two] =
        [1, 2].map(|seed| keywright::crypto::signing::SigningKey::from_seed(&[seed; 32]).unwrap().public());
    let both = one.to_pem() + &two.to_pem();
    let private = one.to_jwk().replace("\"kid\"", "\"d\":\"AA\",\"kid\"");
    let rsa = r#"{"kty":"RSA","n":"AQ","e":"AQAB"}"#;
    vec![
        one.to_pem(),
        both.clone(),
        both.replace('\n', "\r\n"),
        format!("\u{feff}{both}"),
        both.replace("-----BEGIN", "of Ana:\n\n-----BEGIN") + "the end\n",
        one.to_raw() + "\n" + &two.to_raw() + "\n",
        format!("\u{feff}{}\r\n", one.to_raw()),
        one.to_jwk(),
        format!("\u{feff} {}\n", one.to_jwk()),
        to_jwk_set(&[one, two]),
        format!("{{\n\"keys\": [{rsa},{}],\"of\":1}}\n", two.to_jwk()),
        // Refused.
        String::new(),
        "{}".into(),
        "{\"keys\":[]}".into(),
        rsa.into(),
        format!("{{\"keys\":[{rsa}]}}"),
        private.clone(),
        format!("{{\"keys\":[{},{private}]}}", two.to_jwk()),
        one.to_jwk().replace("\"kid\"", "\"kty\":\"OKP\",\"kid\""),
        one.to_raw() + "=",
        one.to_pem().replace("-----END", "----END"),
        one.to_pem().replace("-----BEGIN", "----BEGIN") + &two.to_pem(),
        one.to_pem() + "-----BEGIN PRIVATE KEY-----\nMC4=\n-----END PRIVATE KEY-----\n",
        one.to_pem().replace("PUBLIC KEY", "CERTIFICATE"),
    ]
}

#[track_caller]
fn assert_agrees(answer: &Answer) {
    let Value::Array(found) = answer.json() else { panic!("{answer}") };
    let texts = texts();
    assert_eq!(found.len(), texts.len());
    for (text, found) in texts.iter().zip(found) {
        let expected = parse_public_keys(text).ok().map(|keys| {
            let mut kids: Vec<String> = keys.iter().map(PublicKey::thumbprint).collect();
            kids.sort_unstable();
            kids
        });
        assert_eq!(found, serde_json::to_value(expected).unwrap(), "{text:?}");
    }
}

fn home() -> Home {
    let home = Home::in_memory();
    home.write("texts.json", serde_json::to_vec(&texts()).unwrap());
    home
}

#[test]
fn python_reads_every_form_of_a_public_key() {
    let home = home();
    if let (true, Some(python)) = (are_there(PYTHON), home.python("cryptography")) {
        let folder = root().join(PYTHON[1]);
        let call = home.program(python, "-c").arg(IN_PYTHON).arg(folder.parent().unwrap());
        assert_agrees(&call.run().exits(0));
    }
}

#[test]
fn node_reads_every_form_of_a_public_key() {
    let home = home();
    if are_there(NODE) && available("node") {
        let call = home.program("node", "--input-type=module -e").arg(IN_NODE).arg(root().join(NODE[1]));
        assert_agrees(&call.arg(home.path("texts.json")).run().exits(0));
    }
}

#[test]
fn go_reads_every_form_of_a_public_key() {
    let home = home();
    if are_there(GO) && available("go") {
        std::fs::create_dir(home.path("keywright")).unwrap();
        std::fs::copy(root().join(GO[1]), home.path("keywright/keywright.go")).unwrap();
        home.write("run.go", IN_GO);
        home.write("go.mod", "module example\n\ngo 1.18\n");
        let build = home.program("go", "build -o @/run .").env("GOTOOLCHAIN", "local").env("GOPROXY", "off");
        build.env("GOFLAGS", "-mod=mod").run().exits(0);
        assert_agrees(&home.program(&home.text("run"), "").run().exits(0));
    }
}
