//! Row 19: an export, verified by independent programs: a JWT library of another language, `openssl`, and
//! `sha256sum`.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use crate::support::{Call, Home, available};

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

/// What a program prints on stdout; `None` if it says no.
fn said(call: Call) -> Option<String> {
    let answer = call.run();
    (answer.code == 0).then_some(answer.stdout)
}

/// A vault with two keys, its public key, and its file in this format.
struct Exported {
    home: Home,
    secret: String,
}

/// Its files, by their names in the home.
const FILE: &str = "keys";
const PUBLIC: &str = "public.pem";

impl Exported {
    fn new(format: &str) -> Self {
        let home = Home::with_vault();
        let secret = home.create("reader", "--scopes read").secret;
        home.create("writer", "--scopes write --resource acme/products");
        home.ok(&format!("export --format {format} --audience edge --valid-for 7d --out {FILE}"));
        home.write(PUBLIC, home.ok("public-key").stdout);
        Self { home, secret }
    }

    fn line_1(&self) -> String {
        self.home.read(FILE).lines().next().unwrap().to_owned()
    }

    /// The JWS on line 1, as what is signed and the signature.
    fn jws(&self) -> (String, Vec<u8>) {
        let line = self.line_1();
        let inner = line.strip_prefix("{\"jws\":\"").and_then(|rest| rest.strip_suffix("\"}"));
        let jws = inner.or_else(|| line.strip_prefix("# ")).unwrap();
        let (signed, signature) = jws.rsplit_once('.').unwrap();
        (signed.to_owned(), URL_SAFE_NO_PAD.decode(signature).unwrap())
    }
}

#[test]
fn t19_an_export_verified_by_a_jwt_library() {
    // Debian: python3-jwt, python3-cryptography.
    let Some(python) = Home::new().python("jwt, cryptography") else { return };
    for format in ["jsonl", "haproxy"] {
        let Exported { home, .. } = Exported::new(format);
        let verify = |files: &str| {
            let claims = said(home.program(python, "-c").arg(VERIFY).args(files));
            claims.map(|claims| claims.parse::<Value>().unwrap())
        };
        let claims = verify("keys public.pem edge").unwrap_or_else(|| panic!("{format}"));
        let inspected = home.json("inspect keys");
        for member in ["kid", "fmt", "cnt", "gen"] {
            assert!(!claims[member].is_null(), "{member}: {claims}");
        }
        assert_eq!((&claims["cnt"], &claims["fmt"]), (&Value::from(2), &Value::from(format)), "{inspected}");
        // And it does not say so of everything.
        let text = home.read(FILE);
        home.write("body", text.replacen("read", "reaD", 1));
        let (first, rest) = text.split_at(60);
        home.write("line", format!("{first}{}", rest.replacen('e', "f", 1)));
        home.write("other.pem", Exported::new(format).home.read(PUBLIC));
        for files in
            ["keys public.pem cellar", "keys other.pem edge", "body public.pem edge", "line public.pem edge"]
        {
            assert_eq!(verify(files), None, "{format}: {files}");
        }
    }
    println!("t19: 2 of 2 exports verified by PyJWT, 8 of 8 others refused");
}

#[test]
fn t19_an_export_verified_by_openssl() {
    if !available("openssl") {
        return;
    }
    for format in ["jsonl", "haproxy"] {
        let exported = Exported::new(format);
        let home = &exported.home;
        let (signed, mut signature) = exported.jws();
        let verify = |signed: &str, signature: &[u8]| {
            home.write("signed", signed);
            home.write("signature", signature);
            let line = "pkeyutl -verify -pubin -inkey public.pem -rawin -in signed -sigfile signature";
            said(home.program("openssl", line)).is_some()
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
    for format in ["jsonl", "haproxy"] {
        let exported = Exported::new(format);
        let home = &exported.home;
        let sum = |bytes: &str| {
            let printed = said(home.program("sha256sum", &home.write("bytes", bytes))).unwrap();
            printed.split(' ').next().unwrap().to_owned()
        };
        let (signed, _) = exported.jws();
        let payload = URL_SAFE_NO_PAD.decode(signed.split('.').nth(1).unwrap()).unwrap();
        let claims: Value = serde_json::from_slice(&payload).unwrap();
        let text = home.read(FILE);
        let (_, body) = text.split_once('\n').unwrap();
        assert_eq!(claims["dig"], format!("sha256:{}", sum(body)), "{format}");
        let of_secret = sum(&exported.secret);
        let entries = body.lines().filter(|line| line.contains(&of_secret)).count();
        assert_eq!(entries, 1, "{format}: {body}");
    }
    println!("t19: 4 of 4 digests are those of sha256sum");
}
