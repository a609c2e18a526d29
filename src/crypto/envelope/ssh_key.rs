//! As much of an SSH key as is needed to say why it cannot be used: the age library answers everything with "invalid".
//! Formats: OpenSSH's PROTOCOL.key, RFC 4253 (section 6.6), RFC 8017 (appendix A.1.2).

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use zeroize::Zeroizing;

use crate::domain::redaction::shortened;

/// The bits of an RSA key that age encrypts to.
const RSA_BITS: std::ops::RangeInclusive<u32> = 2_048..=4_096;
/// The ciphers of an OpenSSH private key that the age library decrypts.
const CIPHERS: [&str; 6] =
    ["none", "aes256-cbc", "aes128-ctr", "aes192-ctr", "aes256-ctr", "aes256-gcm@openssh.com"];
/// The most rounds of bcrypt that are spent on a passphrase: half a minute. `ssh-keygen` takes 16 or 24.
const MOST_ROUNDS: u32 = 4_096;
const CONTAINER: &[u8] = b"openssh-key-v1\0";
/// Some tools leave the padding out.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Why an SSH key cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SshProblem {
    /// A key of this type.
    #[error("it is an SSH key of the type {0}; ed25519 and RSA keys can be used")]
    Type(String),
    /// An RSA key of this many bits.
    #[error("it is an RSA key of {0} bits; those of 2048 to 4096 bits can be used")]
    RsaSize(u32),
    /// A private key that is encrypted with this cipher.
    #[error("it is encrypted with {0}, which is not supported")]
    Cipher(String),
    /// A private key whose passphrase is stretched by this many rounds.
    #[error("its passphrase is stretched by {0} rounds, more than is spent on it")]
    Rounds(u32),
    /// A private key in PEM that is encrypted with a key derived by MD5.
    #[error("it is encrypted in the old PEM format, which is not supported")]
    EncryptedPem,
    /// A private key in PKCS #8.
    #[error("it is in the PKCS #8 format, which is not supported")]
    Pkcs8,
    /// A private key of `PuTTY`.
    #[error("it is in PuTTY's format, which is not supported")]
    Putty,
}

/// What a text that begins as a private key does is, if it cannot be used. `None`: nothing is known against it.
pub(super) fn problem_of_private(file: &[u8]) -> Option<SshProblem> {
    if file.starts_with(b"PuTTY-User-Key-File-") {
        return Some(SshProblem::Putty);
    }
    let text = std::str::from_utf8(file).ok()?;
    let label = text.strip_prefix("-----BEGIN ")?.split_once("-----")?.0;
    match label {
        "OPENSSH PRIVATE KEY" => of_container(&decoded(text)?),
        "RSA PRIVATE KEY" if text.contains("Proc-Type: 4,ENCRYPTED") => Some(SshProblem::EncryptedPem),
        "RSA PRIVATE KEY" => of_size(pkcs1_bits(&decoded(text)?)?),
        "PRIVATE KEY" | "ENCRYPTED PRIVATE KEY" => Some(SshProblem::Pkcs8),
        "EC PRIVATE KEY" => Some(SshProblem::Type("ecdsa".to_owned())),
        "DSA PRIVATE KEY" => Some(SshProblem::Type("ssh-dss".to_owned())),
        _ => None,
    }
}

/// Whether this is a public key where a private one belongs.
pub(super) fn is_public(file: &[u8]) -> bool {
    let text = String::from_utf8_lossy(file);
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.next().is_some_and(|line| {
        let begins = line.trim_start_matches('-').trim_start();
        (begins.starts_with("BEGIN ") && begins.contains("PUBLIC KEY"))
            || line.starts_with("age1")
            || line.split_once(' ').is_some_and(|(word, key)| is_type(word) && key.starts_with("AAAA"))
    })
}

/// Whether a word is, by its form, the type of an SSH public key.
pub(super) fn is_type(word: &str) -> bool {
    ["ssh-", "ecdsa-", "sk-", "rsa-sha2-"].iter().any(|start| word.starts_with(start))
}

/// The bytes of a public key as it is written after its type.
pub(super) fn blob(text: &str) -> Option<Vec<u8>> {
    BASE64.decode(text).ok()
}

/// The type that a public key says itself, and what is against it.
pub(super) fn problem_of_public(blob: &[u8]) -> Option<(String, Option<SshProblem>)> {
    let mut rest = blob;
    let own = String::from_utf8_lossy(string(&mut rest)?).into_owned();
    let problem = match &*own {
        "ssh-ed25519" => None,
        "ssh-rsa" => {
            string(&mut rest)?;
            of_size(bits(string(&mut rest)?))
        }
        other => Some(SshProblem::Type(shortened(other, 40))),
    };
    Some((own, problem))
}

fn of_size(bits: u32) -> Option<SshProblem> {
    (!RSA_BITS.contains(&bits)).then_some(SshProblem::RsaSize(bits))
}

fn of_container(bytes: &[u8]) -> Option<SshProblem> {
    let mut rest = bytes.strip_prefix(CONTAINER)?;
    let cipher = String::from_utf8_lossy(string(&mut rest)?).into_owned();
    // How the key is derived: bcrypt, or not at all.
    string(&mut rest)?;
    let mut parameters = string(&mut rest)?;
    let rounds = string(&mut parameters).and_then(|_salt| parameters.first_chunk::<4>());
    let rounds = rounds.map_or(0, |rounds| u32::from_be_bytes(*rounds));
    rest = rest.strip_prefix(&1_u32.to_be_bytes())?;
    // What no other cipher mends comes first.
    let of_key = problem_of_public(string(&mut rest)?)?.1;
    let is_supported = CIPHERS.contains(&&*cipher);
    of_key
        .or_else(|| (!is_supported).then(|| SshProblem::Cipher(shortened(&cipher, 40))))
        .or_else(|| (rounds > MOST_ROUNDS).then_some(SshProblem::Rounds(rounds)))
}

/// The Base64 between the first two lines of dashes.
fn decoded(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let body = text.split("-----").nth(2)?;
    let mut joined = Zeroizing::new(String::with_capacity(body.len()));
    joined.extend(body.split_ascii_whitespace());
    BASE64.decode(joined.as_bytes()).ok().map(Zeroizing::new)
}

/// Takes a string: its length in four bytes, and its bytes.
fn string<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, after) = rest.split_first_chunk::<4>()?;
    let (string, after) = after.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
    *rest = after;
    Some(string)
}

/// How many bits a big-endian number has.
fn bits(number: &[u8]) -> u32 {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    let Some((first, rest)) = number.get(zeros..).and_then(<[u8]>::split_first) else { return 0 };
    let rest = u32::try_from(rest.len()).unwrap_or(u32::MAX / 8 - 1);
    rest * 8 + (8 - first.leading_zeros())
}

/// The bits of the modulus of an RSA key in PKCS #1: `SEQUENCE { version, modulus, … }`.
fn pkcs1_bits(der: &[u8]) -> Option<u32> {
    let mut rest = element(&mut &*der, 0x30)?;
    element(&mut rest, 0x02)?;
    element(&mut rest, 0x02).map(bits)
}

/// Takes an element of DER with this tag: its content.
fn element<'a>(rest: &mut &'a [u8], tag: u8) -> Option<&'a [u8]> {
    let after = rest.strip_prefix(&[tag])?;
    let (first, mut after) = after.split_first()?;
    let mut length = usize::from(*first);
    if length >= 0x80 {
        let (bytes, behind) = after.split_at_checked(length & 0x7f)?;
        if bytes.len() > 4 {
            return None;
        }
        length = bytes.iter().fold(0, |length, byte| length << 8 | usize::from(*byte));
        after = behind;
    }
    let (content, after) = after.split_at_checked(length)?;
    *rest = after;
    Some(content)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn with_length(bytes: &[u8]) -> Vec<u8> {
        [&u32::try_from(bytes.len()).unwrap().to_be_bytes(), bytes].concat()
    }

    fn rsa(modulus: &[u8]) -> Vec<u8> {
        [with_length(b"ssh-rsa"), with_length(&[1, 0, 1]), with_length(modulus)].concat()
    }

    #[test]
    fn the_bits_of_an_rsa_key_are_counted() {
        let of = |modulus: &[u8]| problem_of_public(&rsa(modulus)).unwrap().1;
        let number = |first: u8, length: usize| [&[0, first][..], &vec![7; length - 1]].concat();
        assert_eq!(of(&number(0x80, 256)), None);
        assert_eq!(of(&number(0x80, 512)), None);
        assert_eq!(of(&number(0x7f, 256)), Some(SshProblem::RsaSize(2_047)));
        assert_eq!(of(&number(0x80, 128)), Some(SshProblem::RsaSize(1_024)));
        assert_eq!(of(&number(1, 513)), Some(SshProblem::RsaSize(4_097)));
        assert_eq!(of(&[]), Some(SshProblem::RsaSize(0)));
        assert_eq!(of(&[0, 0]), Some(SshProblem::RsaSize(0)));
    }

    #[test]
    fn lengths_beyond_the_end_are_no_key() {
        for bad in [&b""[..], &[0, 0, 0], &[0xff; 4], &[0, 0, 0, 9, b's'], &[0xff, 0xff, 0xff, 0xff, 1]] {
            assert_eq!(problem_of_public(bad), None, "{bad:?}");
        }
        for bad in [&[0x30][..], &[0x30, 0x84, 0xff], &[0x30, 0x89, 1, 1, 1, 1, 1, 1, 1, 1, 1], &[0x30, 0xff]]
        {
            assert_eq!(pkcs1_bits(bad), None, "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>, label in "[A-Z ]{0,20}") {
            problem_of_public(&bytes);
            pkcs1_bits(&bytes);
            of_container(&[CONTAINER, &bytes[..]].concat());
            problem_of_private(&bytes);
            let body = BASE64.encode(&bytes);
            problem_of_private(format!("-----BEGIN {label}-----\n{body}\n-----END").as_bytes());
            is_public(&bytes);
        }
    }
}
