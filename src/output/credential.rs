//! The view of a credential: everything but the secret.

use super::fields::{Datum, Field, Record, Shown, optional, text};
use super::joined::Joined;
use super::layout::Shape;
use super::stream::Output;
use super::view::View;
use crate::domain::credential::{Credential, CredentialName};
use crate::error::Result;

type Row = Field<Credential>;

impl Record for Credential {
    const FIELDS: &'static [Field<Self>] = &[
        Row::member("name", |credential| text(&credential.name)).labelled("Name").listed("Name"),
        Row::member("start", |credential| optional(credential.start.as_ref()))
            .labelled("Start")
            .listed("Start")
            .shaped(Shape::Whole)
            .ranked(3),
        Row::member("description", |credential| optional(credential.description.as_ref()))
            .labelled("Description"),
        Row::member("check", |credential| optional(credential.check.as_ref())).labelled("Check command"),
        Row::column("Check", |credential| if credential.check.is_some() { text("yes") } else { Datum::None })
            .shaped(Shape::Whole)
            .ranked(2),
        Row::member("created_at", |credential| text(&credential.created_at))
            .listed("Created")
            .shaped(Shape::Whole)
            .ranked(4),
        Row::member("created_by", |credential| text(&credential.created_by.user)),
        Row::fact("Created", |credential| {
            text(&format!("{} by {}", credential.created_at, credential.created_by.user))
        }),
        Row::member("updated_at", |credential| text(&credential.updated_at))
            .labelled("Updated")
            .listed("Updated")
            .shaped(Shape::Whole)
            .ranked(1),
    ];
}

/// Where a secret is that is not shown.
struct KeptIn(CredentialName);

impl Record for KeptIn {
    const FIELDS: &'static [Field<Self>] =
        &[Field::member("secret", |_| Datum::None), Field::member("credential", |kept| text(&kept.0))];
}

impl Output<'_> {
    /// An item whose secret was stored in a credential. For programs `secret` is null and `credential` has its
    /// name.
    pub fn kept<V: View>(&mut self, view: &V, credential: &CredentialName) -> Result<()> {
        let kept = KeptIn(credential.clone());
        self.one(&Joined(view, Shown(&kept)))?;
        self.note(&format!("the secret is in credential '{credential}'"));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::fields::tests::unshown;
    use super::*;
    use crate::domain::actor::Actor;
    use crate::domain::time::Timestamp;

    #[test]
    fn every_field_of_a_credential_is_shown() {
        let credential = Credential {
            name: "github/ci".parse().unwrap(),
            description: Some("releases".parse().unwrap()),
            start: Some("kw_abc".into()),
            check: Some("true".parse().unwrap()),
            created_at: Timestamp::from_unix(1_767_225_600),
            updated_at: Timestamp::from_unix(1_767_312_000),
            created_by: Actor { user: "ana".into(), slot: "owner".into() },
        };
        // The audit log has the slot.
        assert_eq!(unshown(&credential, &Shown(&credential)), ["created_by.slot"]);
    }
}
