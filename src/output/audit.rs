//! The views of the audit log.

use super::fields::{Field, Record, number, optional, text};
use super::table::Tone;
use crate::domain::audit::{Action, Event};

type Row = Field<Event>;

impl Record for Event {
    const IN_BLOCKS: bool = true;
    const FIELDS: &'static [Field<Self>] = &[
        Row::member("seq", |event| number(event.seq)).labelled("Seq").listed("Seq"),
        Row::member("at", |event| text(&event.at)).labelled("At").listed("At"),
        Row::member("action", |event| text(event.audit_entry.action.as_str()))
            .labelled("Action")
            .listed("Action")
            .toned(|event| if event.audit_entry.action == Action::Denied { Tone::Bad } else { Tone::Plain }),
        Row::fact("Subject", |event| optional(event.audit_entry.subject.as_ref())).listed("Subject"),
        Row::member("key", |event| optional(event.audit_entry.key.as_ref())).labelled("Key").listed("Key"),
        Row::member("subject", |event| optional(event.audit_entry.subject.as_ref())),
        Row::member("detail", |event| optional(event.audit_entry.detail.as_ref())),
        Row::member("user", |event| text(&event.actor.user)).labelled("User").listed("User"),
        Row::member("slot", |event| text(&event.actor.slot)).labelled("Slot").listed("Slot"),
        Row::fact("Detail", |event| optional(event.audit_entry.detail.as_ref())).listed("Detail"),
    ];
}

/// An audit log whose chain was verified: its number of events.
pub struct Chain(pub u64);

type Link = Field<Chain>;

impl Record for Chain {
    const FIELDS: &'static [Field<Self>] = &[
        Link::fact("Audit log", |_| text("complete and authentic")),
        Link::column("Audit log", |_| text("whole")),
        // A broken chain is an error.
        Link::member("verified", |_| true.into()),
        Link::member("events", |chain| number(chain.0)).labelled("Events").listed("Events"),
    ];
}

#[cfg(test)]
mod tests {
    use super::super::fields::Shown;
    use super::super::fields::tests::unshown;
    use super::*;
    use crate::domain::actor::Actor;
    use crate::domain::audit::AuditEntry;
    use crate::domain::time::Timestamp;

    fn event(audit_entry: AuditEntry) -> Event {
        Event {
            seq: 7,
            at: Timestamp::from_unix(1_767_225_600),
            actor: Actor { user: "ana".into(), slot: "owner".into() },
            audit_entry,
        }
    }

    #[test]
    fn the_json_has_these_members_in_this_order() {
        assert_eq!(
            serde_json::to_string(&Shown(&event(AuditEntry::new(Action::VaultInit)))).unwrap(),
            r#"{"seq":7,"at":"2026-01-01T00:00:00Z","action":"vault.init","key":null,"subject":null,"detail":null,"user":"ana","slot":"owner"}"#
        );
    }

    #[test]
    fn every_field_of_an_event_is_shown() {
        let event = event(AuditEntry {
            action: Action::KeyEdit,
            key: Some("key_a4dqobyhaaaaaaaaaaaaaaaaaa".parse().unwrap()),
            subject: Some("CI deployer".into()),
            detail: Some("description".into()),
        });
        assert_eq!(unshown(&event, &Shown(&event)), Vec::<String>::new());
    }
}
