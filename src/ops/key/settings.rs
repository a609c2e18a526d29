//! The options of a key: on the command line, in a line of bulk input, and when it is edited.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use clap::Args;
use clap::builder::TypedValueParser;
use serde::de::{self, Deserialize, Deserializer, Visitor};

use super::create::{bound, refuse_empty_life};
use crate::domain::Invalid;
use crate::domain::grant::{Expiry, ProfileRefusal};
use crate::domain::key::Key;
use crate::domain::name::{Description, Label, MAX_LABELS, MAX_SCOPES, Owner, PlainName};
use crate::domain::network::{Network, Networks};
use crate::domain::patch::{Patch, patch, replace};
use crate::domain::profile::Profile;
use crate::domain::rights::{Environment, ResourcePath, RoleName, Scope};
use crate::domain::time::Timestamp;
use crate::domain::token::Prefix;
use crate::error::{Error, Result};

/// The options that creating and editing a key share. When editing, an empty text clears an optional value.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args, serde::Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Scopes of the key, comma-separated; repeatable
    #[arg(short, long, value_name = "SCOPES", value_delimiter = ',')]
    pub scopes: Vec<Scope>,

    /// Bind the key to this resource and all below it, such as acme/products
    #[arg(long, value_name = "PATH", value_parser = Clearable::<ResourcePath>::new())]
    pub resource: Option<Patch<ResourcePath>>,

    /// Bind the key to one environment, such as prod
    #[arg(long, value_name = "ENV", value_parser = Clearable::<Environment>::new())]
    pub environment: Option<Patch<Environment>>,

    /// Bind the key to these networks, such as 10.0.0.0/8, comma-separated; repeatable
    #[arg(long, value_name = "CIDR", value_delimiter = ',', value_parser = Clearable::<Network>::new())]
    #[serde(rename = "networks")]
    pub network: Vec<Patch<Network>>,

    /// Who the key belongs to
    #[arg(long, value_name = "WHO", value_parser = Clearable::<Owner>::new())]
    pub owner: Option<Patch<Owner>>,

    /// What the key is for
    #[arg(long, value_name = "TEXT", value_parser = Clearable::<Description>::new())]
    pub description: Option<Patch<Description>>,

    /// A label; repeatable
    #[arg(long, value_name = "K=V")]
    #[serde(rename = "labels", deserialize_with = "labels")]
    pub label: Vec<Label>,

    /// Lifetime from now: days, or with s, m, h, d, w, or never; or as --expires-at
    #[arg(long, value_name = "DURATION", allow_negative_numbers = true, conflicts_with = "expires_at")]
    #[serde(deserialize_with = "lifetime")]
    pub expires: Option<Expiry>,

    /// Expiry, as RFC 3339 time or date (UTC: its first second)
    #[arg(long, value_name = "TIME")]
    #[serde(deserialize_with = "time")]
    pub expires_at: Option<Timestamp>,
}

/// The options of a new key.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Terms {
    /// Take prefix, scopes, defaults and limits from this profile
    #[arg(long, value_name = "PROFILE")]
    pub profile: Option<PlainName>,

    /// Prefix of the secret, such as acme_live
    #[arg(long, value_name = "PREFIX")]
    #[allow(clippy::doc_markdown, reason = "help is plain text")]
    pub prefix: Option<Prefix>,

    /// Roles, comma-separated; repeatable
    #[arg(long, value_name = "ROLES", value_delimiter = ',')]
    pub roles: Vec<RoleName>,

    /// What can be changed later on.
    #[command(flatten)]
    #[serde(flatten)]
    pub settings: Settings,

    /// Time from which the key is valid
    #[arg(long, value_name = "TIME")]
    #[serde(deserialize_with = "time")]
    pub not_before: Option<Timestamp>,
}

/// Parses a value; in `edit`, an empty text clears it.
#[derive(Debug, Clone)]
struct Clearable<T>(PhantomData<fn() -> T>);

impl<T> Clearable<T> {
    fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T> TypedValueParser for Clearable<T>
where
    T: FromStr<Err: std::error::Error + Send + Sync> + Clone + Send + Sync + 'static,
{
    type Value = Patch<T>;

    fn parse_ref(
        &self,
        command: &clap::Command,
        arg: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Patch<T>, clap::Error> {
        let clears = command.get_name() == "edit";
        let parse = move |text: &str| {
            if clears { Patch::empty_clears(text) } else { text.parse().map(Patch::Set) }
        };
        parse.parse_ref(command, arg, value)
    }
}

impl Settings {
    /// The requested expiry, if any.
    pub fn expiry(&self) -> Expiry {
        Expiry::of(self.expires, self.expires_at)
    }

    /// Applies what does not depend on the profile: all but scopes, owner and expiry.
    pub(super) fn apply(&self, key: &mut Key) -> Result<()> {
        patch(&mut key.resource, self.resource.as_ref());
        patch(&mut key.environment, self.environment.as_ref());
        patch(&mut key.about.description, self.description.as_ref());
        key.about.labels.extend(self.label.iter().cloned().map(Into::into));
        let mut networks: Vec<Network> = key.networks.iter().collect();
        replace(&mut networks, &self.network).map_err(|_| {
            Error::usage("--network: an empty text clears them, and cannot be given with a network")
        })?;
        key.networks = Networks::new(networks).map_err(|invalid| Error::usage(invalid.to_string()))?;
        Ok(())
    }
}

impl Terms {
    /// Applies the terms to a new key, within its profile. `refused` converts the profile's refusal to an
    /// error.
    pub(super) fn apply(
        self,
        key: &mut Key,
        profile: &Profile,
        now: Timestamp,
        refused: impl Fn(ProfileRefusal) -> Error,
    ) -> Result<()> {
        self.settings.apply(key)?;
        key.networks = profile.networks(std::mem::take(&mut key.networks));
        // An empty description is none.
        key.about.description = key.about.description.take().filter(|text| !text.as_str().is_empty());
        bound("labels", key.about.labels.len(), MAX_LABELS)?;
        bound("scopes", self.settings.scopes.len(), MAX_SCOPES)?;
        bound("roles", self.roles.len(), MAX_SCOPES)?;
        let expiry = self.settings.expiry();
        let roles: Vec<String> = self.roles.into_iter().map(Into::into).collect();
        key.scopes = profile.grant(self.settings.scopes, &roles).map_err(&refused)?;
        key.expires_at = profile.new_expiry(expiry, now).map_err(&refused)?;
        let owner = self.settings.owner.and_then(Patch::value);
        key.about.owner = profile.owner(owner, &key.created_by.user).map_err(&refused)?;
        bound("scopes", key.scopes.len(), MAX_SCOPES)?;
        for role in roles {
            if !key.roles.contains(&role) {
                key.roles.push(role);
            }
        }
        key.prefix = self.prefix;
        key.not_before = self.not_before;
        refuse_empty_life(key.not_before, key.expires_at, now)
    }
}

/// Reads a time in the format of the options; in the vault it is a number.
fn time<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Timestamp>, D::Error> {
    let text = Option::<String>::deserialize(input)?;
    text.map(|text| text.parse().map_err(de::Error::custom)).transpose()
}

/// Reads an object of labels.
fn labels<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<Label>, D::Error> {
    let labels = BTreeMap::<String, String>::deserialize(input)?;
    let label = |(key, value)| format!("{key}={value}").parse().map_err(de::Error::custom);
    labels.into_iter().map(label).collect()
}

/// Reads an expiry: a bare number is days, as in the option.
fn lifetime<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Expiry>, D::Error> {
    struct Days;

    impl<'de> Visitor<'de> for Days {
        type Value = Option<Expiry>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a string or a number of days")
        }

        fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_some<D: Deserializer<'de>>(self, input: D) -> Result<Self::Value, D::Error> {
            input.deserialize_any(self)
        }

        fn visit_u64<E: de::Error>(self, days: u64) -> Result<Self::Value, E> {
            self.visit_str(&days.to_string())
        }

        fn visit_i64<E: de::Error>(self, days: i64) -> Result<Self::Value, E> {
            self.visit_str(&days.to_string())
        }

        fn visit_f64<E: de::Error>(self, days: f64) -> Result<Self::Value, E> {
            // With the decimal point, which is rejected: days are whole.
            self.visit_str(&format!("{days:?}"))
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
            text.parse().map(Some).map_err(|invalid: Invalid| E::custom(invalid))
        }
    }

    input.deserialize_option(Days)
}
