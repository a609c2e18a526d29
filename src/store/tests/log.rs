//! What is kept of an event's texts.

use super::*;
use crate::domain::token::{Prefix, assemble};

/// Whatever operation lets one through: nothing is ever removed from the log.
#[test]
fn a_secret_in_an_event_is_logged_by_its_start() {
    let scene = Scene::new();
    let secret = assemble(&"kw".parse::<Prefix>().unwrap(), &[b'q'; 48]);
    let entry =
        || AuditEntry::new(Action::Denied).subject(format!("\"{secret}")).detail(format!("a {secret}\n"));
    scene.write(|transaction| Ok(transaction.record(entry())?));
    let mut texts = Vec::new();
    scene.read(|transaction| {
        let reader = AuditReader::new(transaction);
        assert_eq!(reader.verify().unwrap(), 2);
        reader.events(1, &mut |event| {
            texts.extend([event.audit_entry.subject.unwrap(), event.audit_entry.detail.unwrap()]);
            Ok(Flow::Continue)
        })
    });
    assert_eq!(texts, ["\"kw_qqqqqqqq…", "a kw_qqqqqqqq…\n"]);
    scene.check().unwrap();
}
