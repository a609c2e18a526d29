//! Row 19: an export, checked by programs that have never heard of Keywright: a JWT library of another
//! language, `openssl`, and `sha256sum`.

use std::path::Path;
use std::process::{Command, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use crate::support::{Home, is_required};

/// Verifies line 1 with `PyJWT`, and the body with Python's own SHA-256. Arguments: the file, the public key,
/// the audience. Prints the claims, or why not.
const VERIFY: &str = r##"
import hashlib, json, sys, jwt
file, public, audience = sys.argv[1:]
line, body = open(file, "rb").read().split(b"\n", 1)
text = line.decode()
jws = json.loads(text)["jws"] if text.startswith("{") else text.removeprefix("# ")
header = jwt.get_unverified_header(jws)
assert header["typ"] == "keywright-verification+jwt", header
required = {"require": ["ver", "iss", "sub", "aud", "iat", "exp"]}
claims = jwt.decode(jws, open(public).read(), algorithms=["EdDSA"], audience=audience, options=required)
if claims["dig"] != "sha256:" + hashlib.sha256(body).hexdigest():
    sys.exit("the body is another one")
print(json.dumps({"kid": header["kid"], **claims}))
"##;

/// A Python that has `PyJWT` and what it needs for Ed25519; Debian's, where the first one is another.
fn python() -> Option<&'static str> {
    let has = |python: &&str| {
        let imports =
            Command::new(python).args(["-c", "import jwt, cryptography"]).stderr(Stdio::null()).status();
        imports.is_ok_and(|status| status.success())
    };
    let found = ["python3", "/usr/bin/python3"].into_iter().find(has);
    if found.is_none() {
        assert!(
            !is_required(),
            "no python3 has jwt and cryptography (Debian: python3-jwt, python3-cryptography)"
        );
        println!("skipped: t19: no python3 has jwt and cryptography");
    }
    found
}

/// What a program prints on stdout; none if it is not there or says no.
fn said(program: &str, arguments: &[&str]) -> Option<String> {
    let ran = Command::new(program).args(arguments).output();
    let ran = ran.unwrap_or_else(|error| panic!("{program}: {error}"));
    ran.status.success().then(|| String::from_utf8(ran.stdout).unwrap())
}

/// A vault with two keys, its public key, and its file in this format.
struct Exported {
    home: Home,
    secret: String,
    file: String,
    public: String,
}

impl Exported {
    fn new(format: &str) -> Self {
        let home = Home::with_vault();
        let secret = home.create("reader", &["--scopes", "read"]).secret;
        home.create("writer", &["--scopes", "write", "--resource", "acme/products"]);
        let (file, public) = (home.text("keys"), home.text("public.pem"));
        let export =
            ["export", "--format", format, "--audience", "edge", "--valid-for", "7d", "--out", &file];
        home.run(&export).expect(0);
        std::fs::write(&public, home.run(&["public-key"]).expect(0).stdout).unwrap();
        Self { home, secret, file, public }
    }

    fn line_1(&self) -> String {
        std::fs::read_to_string(&self.file).unwrap().lines().next().unwrap().to_owned()
    }

    /// The JWS on line 1, as what is signed and the signature.
    fn jws(&self) -> (String, Vec<u8>) {
        let line = self.line_1();
        let inner = line.strip_prefix("{\"jws\":\"").and_then(|rest| rest.strip_suffix("\"}"));
        let jws = inner.or_else(|| line.strip_prefix("# ")).unwrap();
        let (signed, signature) = jws.rsplit_once('.').unwrap();
        (signed.to_owned(), URL_SAFE_NO_PAD.decode(signature).unwrap())
    }

    /// A file in the home.
    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        std::fs::write(self.home.path(name), bytes).unwrap();
        self.home.text(name)
    }
}

#[test]
fn t19_an_export_verified_by_a_jwt_library() {
    let Some(python) = python() else { return };
    for format in ["jsonl", "haproxy"] {
        let exported = Exported::new(format);
        let verify = |file: &str, public: &str, audience: &str| {
            said(python, &["-c", VERIFY, file, public, audience])
                .map(|claims| claims.parse::<Value>().unwrap())
        };
        let claims = verify(&exported.file, &exported.public, "edge").unwrap_or_else(|| panic!("{format}"));
        let inspected = exported.home.run(&["inspect", &exported.file, "-o", "json"]).expect(0).json();
        for member in ["kid", "fmt", "cnt", "gen"] {
            assert!(!claims[member].is_null(), "{member}: {claims}");
        }
        assert_eq!((&claims["cnt"], &claims["fmt"]), (&Value::from(2), &Value::from(format)), "{inspected}");
        // And it does not say so of everything.
        let text = std::fs::read_to_string(&exported.file).unwrap();
        let other_body = exported.write("body", text.replacen("read", "reaD", 1));
        let (first, rest) = text.split_at(60);
        let other_line = exported.write("line", format!("{first}{}", rest.replacen('e', "f", 1)));
        let other_key = Exported::new(format).public;
        for (file, public, audience) in [
            (&exported.file, &exported.public, "cellar"),
            (&exported.file, &other_key, "edge"),
            (&other_body, &exported.public, "edge"),
            (&other_line, &exported.public, "edge"),
        ] {
            assert_eq!(verify(file, public, audience), None, "{format}: {file} {audience}");
        }
    }
    println!("t19: 2 of 2 exports verified by PyJWT, 8 of 8 others refused");
}

#[test]
fn t19_an_export_verified_by_openssl() {
    if Command::new("openssl").arg("version").output().is_err() {
        assert!(!is_required(), "openssl is not installed");
        println!("skipped: t19: openssl is not installed");
        return;
    }
    for format in ["jsonl", "haproxy"] {
        let exported = Exported::new(format);
        let (signed, mut signature) = exported.jws();
        let verify = |signed: &str, signature: &[u8]| {
            let (signed, signature) =
                (exported.write("signed", signed), exported.write("signature", signature));
            let key = ["pkeyutl", "-verify", "-pubin", "-inkey", &exported.public];
            said("openssl", &[&key[..], &["-rawin", "-in", &signed, "-sigfile", &signature]].concat())
                .is_some()
        };
        assert!(verify(&signed, &signature), "{format}");
        assert!(!verify(&format!("{signed}A"), &signature), "{format}");
        signature[0] ^= 1;
        assert!(!verify(&signed, &signature), "{format}");
    }
    println!("t19: 2 of 2 signatures verified by openssl, 4 of 4 others refused");
}

/// The digest of the body as line 1 claims it, and the digest of a secret as an entry holds it.
#[test]
fn t19_digests_by_sha256sum() {
    let sum = |path: &str| said("sha256sum", &[path]).unwrap().split(' ').next().unwrap().to_owned();
    for format in ["jsonl", "haproxy"] {
        let exported = Exported::new(format);
        let (signed, _) = exported.jws();
        let payload = URL_SAFE_NO_PAD.decode(signed.split('.').nth(1).unwrap()).unwrap();
        let claims: Value = serde_json::from_slice(&payload).unwrap();
        let text = std::fs::read_to_string(Path::new(&exported.file)).unwrap();
        let (_, body) = text.split_once('\n').unwrap();
        let of_body = sum(&exported.write("body", body));
        assert_eq!(claims["dig"], format!("sha256:{of_body}"), "{format}");
        let of_secret = sum(&exported.write("secret", &exported.secret));
        let entries = body.lines().filter(|line| line.contains(&of_secret)).count();
        assert_eq!(entries, 1, "{format}: {body}");
    }
    println!("t19: 4 of 4 digests are those of sha256sum");
}
