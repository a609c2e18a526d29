use std::fmt::Display;
use std::str::FromStr;

use keywright::domain::credential::CredentialName;
use keywright::domain::digest::Digest;
use keywright::domain::id::KeyId;
use keywright::domain::name::{Description, KeyName, Label, Owner, PlainName};
use keywright::domain::rights::{Environment, Requirements, ResourcePath, Scope};
use keywright::domain::time::{Span, Timestamp};
use keywright::domain::token::{self, BODY_LENGTH, MAX_LENGTH, Prefix, RANDOM_LENGTH};
use keywright::ops::key::verify;
use keywright::ports::Clock as _;
use keywright::secret::Secret;

use super::ports::ManualClock;
use super::stage::Opened;

thread_local!(static OPENED: Opened = Opened::new());

/// A presented secret: its grammar, and the vault's answer to it. And the other texts that a person types,
/// each of which, once it is read, must be written so that it reads as the same.
pub fn secret(data: &[u8]) {
    OPENED.with(|opened| is_admitted_only_if_known(opened, data));
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Some(parts) = token::parse(text) {
        is_of_the_grammar(text, parts);
    }
    if token::is_start(text) {
        assert!(text.len() <= MAX_LENGTH, "a start is shorter than a secret");
    }
    same::<Prefix>(text);
    same::<KeyId>(text);
    same::<Digest>(text);
    same::<KeyName>(text);
    same::<PlainName>(text);
    same::<CredentialName>(text);
    same::<Owner>(text);
    same::<Description>(text);
    same::<Scope>(text);
    same::<ResourcePath>(text);
    same::<Environment>(text);
    same::<Span>(text);
    same::<Timestamp>(text);
    let _ = text.parse::<Label>();
}

fn is_admitted_only_if_known(opened: &Opened, data: &[u8]) {
    let presented = Secret::from_line(data);
    let is_known = presented.expose() == opened.stage.secret;
    let said =
        verify::verify(&opened.vault, &presented, &Requirements::default(), ManualClock::default().now())
            .unwrap();
    assert_eq!(said.verdict.is_ok(), is_known, "{:?}", said.verdict);
}

fn is_of_the_grammar(text: &str, parts: token::Parts<'_>) {
    let prefix: Prefix = parts.prefix.parse().unwrap();
    let body = &text[parts.prefix.len() + 1..];
    assert_eq!(body.len(), BODY_LENGTH);
    let random = body.as_bytes()[..RANDOM_LENGTH].try_into().unwrap();
    assert_eq!(token::assemble(&prefix, random), text);
    assert!(token::is_start(parts.start) && text.starts_with(parts.start));
}

fn same<T: FromStr + Display + PartialEq>(text: &str) {
    if let Ok(value) = text.parse::<T>() {
        let written = value.to_string();
        assert!(written.parse::<T>().is_ok_and(|again| again == value), "{written:?}");
    }
}
