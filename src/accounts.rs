//! Names of users and groups on this machine.
//!
//! The C library asks whatever `/etc/nsswitch.conf` names (LDAP, say), by modules that it loads. A program that is
//! linked statically must not do that: the modules on the machine were built for another copy of the library than the
//! one in it. So that one reads `/etc/passwd` and `/etc/group`, and nothing else.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read};
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::process::getuid;
use uzers::{get_group_by_gid, get_group_by_name, get_user_by_uid};

/// More than any machine has; what follows is not looked at.
const LIMIT: u64 = 64 * 1024 * 1024;

/// Set once, before anything is asked: by a static program.
static FILES_ONLY: AtomicBool = AtomicBool::new(false);

/// From now on names come from the two files alone.
pub fn use_files_only() {
    FILES_ONLY.store(true, Ordering::Relaxed);
}

/// The name of the user that this process is.
pub(crate) fn user_name() -> Option<String> {
    let own = getuid().as_raw();
    if FILES_ONLY.load(Ordering::Relaxed) {
        return first(File::open("/etc/passwd").ok()?, |_, number| number == own).map(|(name, _)| name);
    }
    get_user_by_uid(own).map(|user| user.name().to_string_lossy().into_owned())
}

/// The id of a group by its name, else by its number.
pub(crate) fn group_id(group: &str) -> Option<u32> {
    if FILES_ONLY.load(Ordering::Relaxed) {
        return group_in(|| File::open("/etc/group").ok(), group);
    }
    let by_number = || group.parse().ok().and_then(get_group_by_gid);
    get_group_by_name(group).or_else(by_number).map(|group| group.gid())
}

fn group_in<R: Read>(open: impl Fn() -> Option<R>, group: &str) -> Option<u32> {
    let by_name = first(open()?, |name, _| name == group);
    let by_number = || {
        let wanted: u32 = group.parse().ok()?;
        first(open()?, |_, number| number == wanted)
    };
    by_name.or_else(by_number).map(|(_, number)| number)
}

/// The name and number of the first line that is wanted, as `passwd(5)` and `group(5)` have them: fields separated by
/// colons, the name first and the number third. Other lines are passed over.
fn first(text: impl Read, is_wanted: impl Fn(&str, u32) -> bool) -> Option<(String, u32)> {
    let lines = BufReader::new(text.take(LIMIT)).split(b'\n').map_while(Result::ok);
    lines
        .filter_map(|line| {
            let line = String::from_utf8_lossy(&line);
            let mut fields = line.split(':');
            let name = fields.next()?.to_owned();
            let number = fields.nth(1)?.parse().ok()?;
            Some((name, number))
        })
        .find(|(name, number)| is_wanted(name, *number))
}

#[cfg(test)]
mod tests {
    use super::{first, group_id, group_in};

    const GROUPS: &[u8] =
        b"root:x:0:\n# a comment\nbroken\n:x:\nproxy:x:13:\n+::::\n7:x:99:\nnine:x:7:ana,ben\n\xff:x:8:";

    #[test]
    fn a_group_is_found_by_its_name_before_its_number() {
        let found = |group: &str| group_in(|| Some(GROUPS), group);
        assert_eq!(found("root"), Some(0));
        assert_eq!(found("nine"), Some(7));
        assert_eq!(found("7"), Some(99), "a name of digits comes first");
        assert_eq!(found("13"), Some(13));
        assert_eq!(found("8"), Some(8), "the last line may have no end");
        for absent in ["ana", "pro", "proxy:x", "broken", "12", "-1", "4294967296", ""] {
            assert_eq!(found(absent), None, "{absent}");
        }
    }

    #[test]
    fn without_the_file_there_is_nobody() {
        assert_eq!(group_in(|| None::<&[u8]>, "root"), None);
        assert_eq!(first(&b""[..], |_, _| true), None);
    }

    #[test]
    fn the_machine_knows_its_groups() {
        assert_eq!(group_id("root"), Some(0));
        assert_eq!(group_id("0"), Some(0));
        assert_eq!(group_id("keywright-has-no-such-group"), None);
    }
}
