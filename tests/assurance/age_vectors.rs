//! Row 19: age files made by others. Each of the test vectors of C2SP CCTV (`fixtures/age-testkit`) is
//! opened, or rejected for its defect, through the functions that open slots and identities.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use keywright::crypto::envelope::{EnvelopeError, Identity, decrypt_with_passphrase};
use keywright::crypto::hash::sha256;
use keywright::secret::Passphrase;

use crate::support::missing;

/// Where we, or the age library, do something else on purpose, and what comes of it.
const OTHERWISE: [(&str, Outcome); 4] = [
    // Above 22 is refused before memory is spent, and says so.
    ("scrypt_work_factor_23", Outcome::ProfileRefusal(EnvelopeError::ExcessiveWork(23))),
    // The library goes on reading stanzas of age's first beta, which had no short last line.
    ("stanza_missing_body", Outcome::Opened),
    ("stanza_missing_final_line", Outcome::Opened),
    // It takes a file for an armoured one only where the armour begins at the first byte.
    ("armor_whitespace_outside", Outcome::ProfileRefusal(EnvelopeError::Damaged)),
];

#[derive(Debug, Clone, PartialEq, Eq)]
enum Outcome {
    /// With the payload that the vector names, where it names one.
    Opened,
    ProfileRefusal(EnvelopeError),
}

/// One vector.
struct Vector {
    name: String,
    header: BTreeMap<String, Vec<String>>,
    file: Vec<u8>,
}

impl Vector {
    /// None where it cannot be inflated.
    fn read(path: &Path) -> Option<Self> {
        let bytes = std::fs::read(path).unwrap();
        let end = bytes.windows(2).position(|pair| pair == b"\n\n").unwrap();
        let mut header: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for line in std::str::from_utf8(&bytes[..end]).unwrap().lines() {
            let (name, value) = line.split_once(": ").unwrap();
            header.entry(name.to_owned()).or_default().push(value.to_owned());
        }
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let file = if header.contains_key("compressed") { inflate(path)? } else { bytes[end + 2..].to_vec() };
        Some(Self { name, header, file })
    }

    fn one(&self, member: &str) -> Option<&str> {
        self.header.get(member).map(|values| values[0].as_str())
    }

    /// What the vector says must become of it, in our words: we say of a header, its MAC, armour and payload
    /// alike that the file is damaged, and give nothing out of one whose end is not authentic.
    fn expected(&self) -> Outcome {
        if let Some((_, outcome)) = OTHERWISE.into_iter().find(|(name, _)| *name == self.name) {
            return outcome;
        }
        match self.one("expect").unwrap() {
            "success" => Outcome::Opened,
            "no match" => Outcome::ProfileRefusal(EnvelopeError::NoMatch),
            "header failure" | "HMAC failure" | "armor failure" | "payload failure" => {
                Outcome::ProfileRefusal(EnvelopeError::Damaged)
            }
            other => panic!("{}: {other}", self.name),
        }
    }

    fn open(&self) -> Outcome {
        let opened = match (self.header.get("identity"), self.one("passphrase")) {
            (None, Some(passphrase)) => {
                decrypt_with_passphrase(&self.file, &Passphrase::new(passphrase.to_owned()))
            }
            (identities, _) => {
                let identities = identities.map(|identities| identities.join("\n"));
                // One that is of no use, where nobody needs one to see what is wrong.
                let unused = || Identity::generate("").unwrap().1.to_string();
                let file = identities.unwrap_or_else(unused);
                Identity::parse(file.as_bytes(), None).unwrap().decrypt(&self.file)
            }
        };
        match opened {
            Ok(plaintext) => {
                let named = self.one("payload").map(|hex| hex.parse().unwrap());
                assert!(named.is_none_or(|named| sha256(&plaintext) == named), "{}: the payload", self.name);
                Outcome::Opened
            }
            Err(error) => Outcome::ProfileRefusal(error),
        }
    }
}

/// The file of a compressed vector. Nothing here inflates but Python.
fn inflate(path: &Path) -> Option<Vec<u8>> {
    let code = "import sys, zlib; data = open(sys.argv[1], 'rb').read().split(b'\\n\\n', 1)[1]; \
                sys.stdout.buffer.write(zlib.decompress(data))";
    let ran = Command::new("python3").args(["-c", code]).arg(path).stderr(Stdio::inherit()).output().ok()?;
    assert!(ran.status.success(), "{}", path.display());
    Some(ran.stdout)
}

#[test]
fn t19_age_test_vectors() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/age-testkit/vectors");
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let (mut agree, mut otherwise, mut left_out) = (0, 0, Vec::new());
    for path in &paths {
        let Some(vector) = Vector::read(path) else {
            left_out.push(path.display().to_string());
            continue;
        };
        let expected = vector.expected();
        let found = vector.open();
        assert_eq!(found, expected, "{} ({:?})", vector.name, vector.one("comment"));
        if OTHERWISE.iter().any(|(name, _)| *name == vector.name) { otherwise += 1 } else { agree += 1 }
    }
    if !left_out.is_empty() {
        missing(&format!("t19: python3 is not installed, so {} vectors stay compressed", left_out.len()));
    }
    println!("t19: {agree} of {} age test vectors agree, {otherwise} differ as is known", paths.len());
    assert_eq!(agree + otherwise + left_out.len(), paths.len());
    assert_eq!((paths.len(), otherwise), (123, OTHERWISE.len()));
}
