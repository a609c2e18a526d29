//! Public keys in text: PEM (RFC 7468, RFC 8410), JWKs and JWK Sets (RFC 7517, RFC 8037), base64url.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use super::PublicKey;
use crate::domain::Invalid;
use crate::domain::json;
use crate::files::without_bom;

/// Maximum bytes of text that are searched for public keys.
pub const MAX_KEYS_TEXT: usize = 64 * 1024;

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

const INVALID: Invalid = Invalid::new(
    "a public key",
    "Ed25519, and not the private key: PEM, a JWK, a JWK Set, or 43 characters of base64url",
);

fn invalid(found: &str) -> Invalid {
    INVALID.found(Some(found.to_owned()))
}

fn private() -> Invalid {
    invalid("this has a private key, which belongs on no server: remove it from there, and replace it")
}

/// Reads every public key in a text: PEM blocks and whatever text is around them, JWKs, JWK Sets, or keys in base64url
/// one per line. A set may hold keys of other kinds, which are skipped (RFC 7517 section 5).
///
/// # Errors
/// Where there is none, where one is of another kind, and where a private key is among them:
/// a verifier must not have it.
pub fn parse_public_keys(text: &str) -> Result<Vec<PublicKey>, Invalid> {
    if text.len() > MAX_KEYS_TEXT {
        return Err(Invalid::new("a public key", "in a text of at most 64 KiB"));
    }
    let text = std::str::from_utf8(without_bom(text.as_bytes())).unwrap_or(text).trim();
    let keys = if text.starts_with('{') {
        jwks(text)?
    } else if text.contains(BEGIN) {
        pem_blocks(text)?
    } else {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(|line| PublicKey::from_raw(line).ok_or(INVALID)).collect::<Result<_, _>>()?
    };
    if keys.is_empty() { Err(INVALID) } else { Ok(keys) }
}

/// The blocks of RFC 7468; what is outside of them explains them (section 2).
fn pem_blocks(mut text: &str) -> Result<Vec<PublicKey>, Invalid> {
    const CUT: &str = "a PEM block is cut off";
    let mut keys = Vec::new();
    while let Some((before, rest)) = text.split_once(BEGIN) {
        refuse_keys_outside(before)?;
        let (label, rest) = rest.split_once(DASHES).ok_or_else(|| invalid(CUT))?;
        if label.ends_with("PRIVATE KEY") {
            return Err(private());
        }
        let end = format!("{END}{label}{DASHES}");
        let (body, rest) = rest.split_once(&end).ok_or_else(|| invalid(CUT))?;
        let base64: String = body.split_ascii_whitespace().collect();
        let key = if label == "PUBLIC KEY" { PublicKey::from_spki(&base64) } else { None };
        keys.push(key.ok_or_else(|| invalid("a PEM block has something else"))?);
        text = rest;
    }
    refuse_keys_outside(text)?;
    Ok(keys)
}

/// A key that is not taken must not go unnoticed.
fn refuse_keys_outside(text: &str) -> Result<(), Invalid> {
    if text.contains(END) {
        return Err(invalid("a PEM block has no beginning"));
    }
    let is_key = |line: &str| line.starts_with('{') || PublicKey::from_raw(line).is_some();
    if text.lines().map(str::trim).any(is_key) {
        return Err(invalid("there is a key beside the PEM blocks: give one form per file"));
    }
    Ok(())
}

/// JWKs and JWK Sets, one after the other.
fn jwks(text: &str) -> Result<Vec<PublicKey>, Invalid> {
    let mut keys = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter::<&RawValue>() {
        let value = value.map_err(|_| invalid("it begins like JSON, but is none"))?.get();
        if let Some(name) = json::repeated_member(value.as_bytes()) {
            return Err(invalid(&format!("the member '{name}' is given twice")));
        }
        let jwk: Jwk = serde_json::from_str(value).map_err(|_| INVALID)?;
        let Some(set) = jwk.keys else {
            keys.push(jwk.public_key()?);
            continue;
        };
        for jwk in &set {
            // Of another kind, too.
            jwk.refuse_private()?;
        }
        let ours = set.iter().filter(|jwk| jwk.is_ed25519()).map(Jwk::public_key);
        keys.extend(ours.collect::<Result<Vec<_>, _>>()?);
    }
    Ok(keys)
}

/// The members of RFC 8037 section 2, or those of a set (RFC 7517 section 5); others say nothing here. `kid` is not
/// read: it is always the thumbprint.
#[derive(Deserialize)]
struct Jwk {
    kty: Option<String>,
    crv: Option<String>,
    x: Option<String>,
    /// The private part.
    d: Option<IgnoredAny>,
    /// A symmetric key.
    k: Option<IgnoredAny>,
    keys: Option<Vec<Jwk>>,
}

impl Jwk {
    fn is_ed25519(&self) -> bool {
        self.kty.as_deref() == Some("OKP") && self.crv.as_deref() == Some("Ed25519")
    }

    fn refuse_private(&self) -> Result<(), Invalid> {
        if self.d.is_some() || self.k.is_some() { Err(private()) } else { Ok(()) }
    }

    fn public_key(&self) -> Result<PublicKey, Invalid> {
        self.refuse_private()?;
        let x = self.x.as_deref().filter(|_| self.is_ed25519());
        x.and_then(PublicKey::from_raw).ok_or(INVALID)
    }
}

/// A JWK Set (RFC 7517 section 5) on one line, without a line feed.
pub fn to_jwk_set(keys: &[PublicKey]) -> String {
    let keys: Vec<String> = keys.iter().map(PublicKey::to_jwk).collect();
    format!(r#"{{"keys":[{}]}}"#, keys.join(","))
}

#[cfg(test)]
mod tests {
    use super::super::SigningKey;
    use super::*;

    // RFC 8037 appendix A.1
    const X: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
    const D: &str = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";

    fn two() -> [PublicKey; 2] {
        [PublicKey::from_raw(X).unwrap(), SigningKey::from_seed(&[7; 32]).unwrap().public()]
    }

    #[test]
    fn every_form_is_read() {
        let [one, two] = two();
        for form in [PublicKey::to_pem, PublicKey::to_jwk, PublicKey::to_raw] {
            for (before, ends) in [("", "\n"), ("\u{feff}", "\r\n"), ("\n  \n", "\n")] {
                let text = |text: &str| before.to_owned() + &text.replace('\n', ends);
                assert_eq!(parse_public_keys(&text(&form(&one))), Ok(vec![one]), "{}", form(&one));
                let both = text(&format!("{}\n{}\n", form(&one), form(&two)));
                assert_eq!(parse_public_keys(&both), Ok(vec![one, two]), "{both:?}");
            }
        }
        let rsa = r#"{"kty":"RSA","n":"AQ","e":"AQAB"}"#;
        let set = format!("{{ \"keys\": [\n{rsa},{},{}], \"of\": 1 }}\n", one.to_jwk(), two.to_jwk());
        assert_eq!(parse_public_keys(&set), Ok(vec![one, two]));
        assert_eq!(parse_public_keys(&to_jwk_set(&[one, two])), Ok(vec![one, two]));
        let spread = one.to_jwk().replace(',', ",\n  ") + &to_jwk_set(&[two]);
        assert_eq!(parse_public_keys(&spread), Ok(vec![one, two]));
    }

    #[test]
    fn text_around_pem_explains_it() {
        let [one, two] = two();
        let text = format!(
            "Subject: edge\n-----\n{}between them\n    {}\nEnd of the keys.\n",
            one.to_pem(),
            two.to_pem().replace('\n', "\n    ")
        );
        assert_eq!(parse_public_keys(&text), Ok(vec![one, two]));
        let flat = one.to_pem().replace('\n', " ");
        assert_eq!(parse_public_keys(&flat), Ok(vec![one]));
        for beside in
            [one.to_pem() + &two.to_raw(), one.to_pem() + &two.to_jwk(), two.to_raw() + "\n" + &one.to_pem()]
        {
            assert!(parse_public_keys(&beside).unwrap_err().to_string().contains("beside"), "{beside}");
        }
        assert!(parse_public_keys(&(two.to_jwk() + &one.to_pem())).is_err());
    }

    #[test]
    fn other_things_are_refused() {
        let [key, _] = two();
        let other_curve = format!(r#"{{"kty":"OKP","crv":"X25519","x":"{X}"}}"#);
        let cut_off = key.to_pem().replace("-----END", "----END");
        let no_beginning = key.to_pem().replace("-----BEGIN", "----BEGIN") + &key.to_pem();
        let other_label = key.to_pem().replace("PUBLIC KEY", "CERTIFICATE");
        for bad in [
            "",
            "\n",
            "{}",
            "[]",
            "{\"keys\":[]}",
            &X[1..],
            &format!("{X}="),
            &format!("{X} {X}"),
            &format!("# mine\n{X}"),
            &other_curve,
            &cut_off,
            &no_beginning,
            &other_label,
            &format!("{}x", key.to_jwk()),
        ] {
            assert!(parse_public_keys(bad).is_err(), "{bad}");
        }
        assert!(parse_public_keys(&" ".repeat(MAX_KEYS_TEXT + 1)).is_err());
    }

    #[test]
    fn a_private_key_is_called_one() {
        let [key, _] = two();
        let private = format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{X}","d":"{D}"}}"#);
        for bad in [
            &private,
            &format!(r#"{{"keys":[{},{private}]}}"#, key.to_jwk()),
            &format!(r#"{{"keys":[{},{{"kty":"oct","k":"AQ"}}]}}"#, key.to_jwk()),
            "-----BEGIN PRIVATE KEY-----\nMC4=\n-----END PRIVATE KEY-----\n",
            &format!("{}-----BEGIN OPENSSH PRIVATE KEY-----\n", key.to_pem()),
        ] {
            assert!(parse_public_keys(bad).unwrap_err().to_string().contains("private key, which"), "{bad}");
        }
    }

    #[test]
    fn a_member_given_twice_is_named() {
        let doubled = format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{X}","kid":"a","kid":"b"}}"#);
        assert!(parse_public_keys(&doubled).unwrap_err().to_string().contains("the member 'kid'"));
    }
}
