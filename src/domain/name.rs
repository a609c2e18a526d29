//! Names and free text, each with its bound.

use std::collections::BTreeMap;

use super::id::{KEY_ID_MARKER, KeyIdStart};
pub use super::plain_name::PlainName;
use super::{Invalid, parsed_string, text, token};

parsed_string!(
    /// The name of a lineage of keys.
    KeyName, "a name",
    "1 to 128 visible characters, no space at either end, not beginning with key_",
    text::name,
    |text| (1..=128).contains(&text.chars().count())
        && text.trim() == text
        && !text.starts_with(KEY_ID_MARKER)
);

parsed_string!(
    /// A description: any Unicode.
    Description, "a description", "at most 4096 characters",
    |text| Ok(text::normal(text)), |text| text.chars().count() <= 4096
);

parsed_string!(
    /// Who a key belongs to: any Unicode of which something can be seen.
    Owner, "an owner", "1 to 256 characters", text::one_line, |text| (1..=256).contains(&text.chars().count())
);

parsed_string!(
    /// The reason for an action: any Unicode.
    ReasonText, "a reason", "at most 1024 characters",
    |text| Ok(text::normal(text)), |text| text.chars().count() <= 1024
);

parsed_string!(
    /// The key of a label.
    LabelKey, "a label's key", "1 to 64 of A-Z a-z 0-9 . _ / -, beginning with a letter or digit",
    |text| (1..=64).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._/-".contains(&b))
);

parsed_string!(
    /// The value of a label: nothing, or any Unicode of which something can be seen.
    LabelValue, "a label's value", "at most 256 characters", text::one_line, |text| text.chars().count() <= 256
);

/// The labels of a key.
pub type Labels = BTreeMap<LabelKey, LabelValue>;
/// Maximum number of labels of a key.
pub const MAX_LABELS: usize = 64;
/// Maximum number of scopes of a key.
pub const MAX_SCOPES: usize = 64;

/// One label as written on the command line, `K=V`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The part before the first `=`.
    pub key: LabelKey,
    /// Everything after it.
    pub value: LabelValue,
}

impl From<Label> for (LabelKey, LabelValue) {
    fn from(label: Label) -> Self {
        (label.key, label.value)
    }
}

impl std::str::FromStr for Label {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let (key, value) = text
            .split_once('=')
            .ok_or(Invalid::new("a label", "a key, '=' and a value, such as team=payments"))?;
        Ok(Self { key: key.parse()?, value: value.parse()? })
    }
}

/// How a key is identified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyRef {
    /// By its id or the beginning of it, or by a start of its secret that looks like one.
    Id(KeyIdStart),
    /// By the start of its secret, which begins as ids do.
    Start(String),
    /// By its lineage's name alone: the active key, disabled or not, else the newest.
    Name(KeyName),
    /// As it is typed: by its lineage's name, or by the start of its secret.
    NameOrStart(KeyName),
}

impl std::str::FromStr for KeyRef {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        if !text.starts_with(KEY_ID_MARKER) {
            return text.parse().map(Self::NameOrStart);
        }
        let id = text.parse().map(Self::Id);
        let is_start = token::is_start(text) || token::is_foreign_start(text);
        if is_start { id.or_else(|_| Ok(Self::Start(text.to_owned()))) } else { id }
    }
}

impl KeyRef {
    /// As a word of a shell.
    pub fn word(&self) -> String {
        match self {
            Self::Id(id) => id.to_string(),
            Self::Start(start) => start.clone(),
            Self::Name(name) | Self::NameOrStart(name) => super::shell::word(name),
        }
    }
}

impl std::fmt::Display for KeyRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Id(id) => write!(f, "{id}"),
            Self::Start(start) => write!(f, "'{start}'"),
            Self::Name(name) | Self::NameOrStart(name) => write!(f, "'{name}'"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::NO_SECRET;
    use crate::domain::credential::CredentialName;
    use crate::domain::hook::HookCommand;
    use crate::domain::token::assemble;

    #[test]
    fn names() {
        for good in ["CI deployer", "é", "a/b", &"x".repeat(128)] {
            assert!(good.parse::<KeyName>().is_ok(), "{good}");
        }
        for bad in
            ["", " a", "a ", "a\nb", "\u{1b}[31m", "ci\u{200b}", "\u{202e}ci", "key_x", &"x".repeat(129)]
        {
            assert!(bad.parse::<KeyName>().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn what_identifies_a_key_is_told_by_its_form() {
        let parsed = |text: &str| text.parse::<KeyRef>();
        assert!(
            matches!(parsed("key_a4dqobyh"), Ok(KeyRef::Id(_))),
            "the start of a secret may look like that"
        );
        assert!(matches!(parsed("key_GP9PXfN8"), Ok(KeyRef::Start(_))));
        assert!(matches!(parsed("key_live_4eC39Hq"), Ok(KeyRef::Start(_))), "of a key created elsewhere");
        assert!(matches!(parsed("kw_GP9PXfN8"), Ok(KeyRef::NameOrStart(_))));
        assert!(matches!(parsed("CI deployer"), Ok(KeyRef::NameOrStart(_))));
        for neither in ["key_", "key_x", "key_a4dqoby", "key_GP9PXfN8x", "key_a4dqobyh1", "key_1234567 90ab"]
        {
            assert!(parsed(neither).is_err(), "{neither}");
        }
    }

    #[test]
    fn no_text_that_is_typed_holds_a_secret() {
        fn is_refused<T: std::str::FromStr<Err = Invalid> + std::fmt::Debug>(text: &str) {
            let refused = text.parse::<T>().unwrap_err();
            assert_eq!(refused.expected, NO_SECRET, "{refused}");
        }
        let secret = assemble(&"kw".parse().unwrap(), &[b'q'; 48]);
        is_refused::<KeyName>(&secret);
        is_refused::<KeyRef>(&secret);
        // The sign for kelvin is a K, and what asks for an emoji is left out.
        is_refused::<KeyName>(&secret.replacen('q', "q\u{fe0f}", 1));
        let with_k = assemble(&"kw".parse().unwrap(), &[b'K'; 48]);
        is_refused::<Description>(&with_k.replace('K', "\u{212a}"));
        is_refused::<PlainName>(&secret);
        is_refused::<Owner>(&secret);
        is_refused::<LabelKey>(&secret);
        is_refused::<LabelValue>(&format!("x{secret}"));
        is_refused::<Label>(&format!("team={secret}"));
        is_refused::<Description>(&format!("see {secret}\n"));
        is_refused::<ReasonText>(&format!("{secret} has leaked"));
        is_refused::<CredentialName>(&format!("github/{secret}"));
        is_refused::<HookCommand>(&format!("curl -H 'Authorization: {secret}' https://host"));
        // One that a vault holds already is read.
        let json = serde_json::to_string(&secret).unwrap();
        assert!(serde_json::from_str::<KeyName>(&json).is_ok());
    }

    #[test]
    fn labels_split_at_the_first_equals_sign() {
        let label: Label = "url=a=b".parse().unwrap();
        assert_eq!((label.key.as_str(), label.value.as_str()), ("url", "a=b"));
        assert!("novalue".parse::<Label>().is_err());
        assert!("=x".parse::<Label>().is_err());
    }
}
