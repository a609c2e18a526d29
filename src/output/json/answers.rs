//! What each command answers.

use super::Member;

/// How a command answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One document.
    One,
    /// `{"items": […]}`.
    Items,
    /// `{"items": […], "next_cursor": …}`.
    Listing,
    /// A document on each line, in either format.
    Lines,
    /// Something else than JSON, whatever the format.
    Payload,
}

pub struct Answer {
    /// The command, with the option that this answer is for.
    pub command: &'static str,
    pub form: Form,
    /// The object; empty for a payload.
    pub object: &'static str,
    /// Further members of the object, or of the document that has it in `items`.
    pub more: &'static [Member],
    /// What else is to be said.
    pub note: &'static str,
}

const fn one(command: &'static str, object: &'static str) -> Answer {
    Answer { command, form: Form::One, object, more: &[], note: "" }
}

const fn items(command: &'static str, object: &'static str) -> Answer {
    Answer { form: Form::Items, ..one(command, object) }
}

const fn listing(command: &'static str, object: &'static str) -> Answer {
    Answer { form: Form::Listing, ..one(command, object) }
}

const fn payload(command: &'static str, note: &'static str) -> Answer {
    Answer { form: Form::Payload, note, ..one(command, "") }
}

impl Answer {
    const fn with(self, more: &'static [Member]) -> Self {
        Self { more, ..self }
    }

    const fn noted(self, note: &'static str) -> Self {
        Self { note, ..self }
    }

    /// An answer with `changed`.
    const fn changing(self) -> Self {
        self.with(CHANGED)
    }
}

const CHANGED: &[Member] = &[("changed", "boolean", "false if it was so already")];

/// Of a command that reveals a secret.
const REVEALING: &[Member] = &[
    ("secret", "string or null?", "the secret, this once"),
    ("encrypted_secret", "string?", "with `--encrypt-to`: the armoured age file, and `secret` is `null`"),
    ("credential", "string?", "with `--to-credential`: the credential that has the secret"),
];

const LEFT_OUT: &[Member] =
    &[("left_out", "[string]?", "of all that have ended: ids of keys that may not be deleted")];

/// Every command, in the order of the help.
pub const ANSWERS: &[Answer] = &[
    one("init", "new vault"),
    one("status", "status"),
    payload("status --format", "[metrics](metrics.md)"),
    payload("report", "an HTML page"),
    items("timeline", "lineage").noted("without `--ended`: not those that had ended before it begins"),
    payload("calendar", "the calendar"),
    one("unlock", "held vault"),
    one("lock", "locked vaults"),
    one("key create", "key")
        .with(REVEALING)
        .noted("with `--from`: `items` of such objects; with `--secret-only`: the secret alone"),
    listing("key list", "key"),
    one("key show", "key").with(&[
        (
            "admitted_until",
            "[exposure] or null",
            "where it is still accepted after its end, which is to come in a grace period; `null` while it is valid",
        ),
        (
            "unknown_files",
            "unknown files or null",
            "files that the vault does not know, after a restore or repair",
        ),
    ]),
    one("key edit", "key").changing(),
    one("key disable", "key").changing(),
    one("key enable", "key").changing(),
    one("key revoke", "key").changing().noted("with `--lineage`: `items` of such objects"),
    items("key delete", "deleted key").with(LEFT_OUT),
    items("key delete --dry-run", "key to delete").with(LEFT_OUT),
    one("key verify", "answer"),
    items("key import", "imported key").with(&[(
        "left_out",
        "[string]?",
        "with `--from-file`: ids of keys that were ended or deleted since, and stay out",
    )]),
    one("rotate start", "rotation").with(REVEALING),
    one("rotate secret", "rotation").with(REVEALING),
    one("rotate confirm", "rotation"),
    one("rotate finish", "rotation"),
    one("rotate abort", "rotation"),
    items("rotate status", "rotation in progress"),
    items("rotate run", "rotation step"),
    items("rotate run --dry-run", "planned rotation"),
    one("hook test", "hook run"),
    one("profile add", "profile").changing(),
    listing("profile list", "profile"),
    one("profile show", "profile").with(&[(
        "outside",
        "[key outside]",
        "live keys that are outside of its limits",
    )]),
    one("profile edit", "profile").changing(),
    one("profile remove", "removed profile").changing(),
    one("vault info", "vault"),
    one("vault check", "integrity"),
    one("vault check --repair", "repair"),
    one("vault backup", "backup"),
    one("vault restore", "restored vault"),
    one("vault rekey", "re-key"),
    one("vault rekey --signing", "signing keys"),
    one("vault trust", "trusted vault"),
    listing("slot list", "slot"),
    one("slot add", "slot"),
    one("slot edit", "slot"),
    one("slot passphrase", "slot"),
    one("slot remove", "re-key"),
    listing("audit list", "event"),
    one("audit verify", "audit log"),
    Answer { form: Form::Lines, ..one("audit export", "event") },
    one("target add", "target").changing(),
    listing("target list", "target and its state"),
    one("target show", "target and its state"),
    one("target edit", "target").changing(),
    one("target remove", "target").changing(),
    items("publish", "published file"),
    items("receipt import", "receipt"),
    items("usage import", "use"),
    listing("scan", "finding")
        .with(&[("searched", "what was searched", "in `json` alone")])
        .noted("with `--format sarif`: SARIF 2.1.0"),
    payload("export", "the verification file"),
    payload("public-key", "the key as PEM, JWK or base64url"),
    one("check", "answer")
        .noted("with `--lines`: one on each line, `reason` is `stale` without a file in force"),
    one("inspect", "verification file"),
    one("diff", "difference")
        .noted("in `jsonl` and `csv` a published key for each, with `change` and `before`"),
    one("credential set", "credential").changing(),
    payload("credential get", "the secret"),
    listing("credential list", "credential"),
    one("credential verify", "answer"),
    one("credential remove", "credential").changing(),
    payload("run", "what the program prints"),
    payload("completions", "a script"),
    payload("man", "a manual page"),
];
