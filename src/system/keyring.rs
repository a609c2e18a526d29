//! The kernel's session keyring, where `unlock` holds data keys.
//!
//! A process inherits its session keyring from its parent, and so would every program that we start. So this process
//! leaves it before it does anything else, for one of its own that is empty: hooks, age plugins and what `run` starts
//! inherit that one. The former stays reachable through the process keyring, which is not inherited and does not
//! survive `exec`. (keyrings(7), session-keyring(7), process-keyring(7))
//!
//! Without one from its login a process falls back to the user session keyring, which every process of the user can
//! name and read at any time: nothing is ever held there, nor in a session that others can enter.

use std::io;

use keyutils_raw::{
    KEY_GRP_LINK, KEY_GRP_SEARCH, KEY_GRP_SETATTR, KEY_OTH_LINK, KEY_OTH_SEARCH, KEY_OTH_SETATTR,
    KEY_POS_LINK, KEY_POS_READ, KEY_POS_SEARCH, KEY_POS_VIEW, KEY_SPEC_PROCESS_KEYRING,
    KEY_SPEC_SESSION_KEYRING, KEY_SPEC_USER_KEYRING, KEY_SPEC_USER_SESSION_KEYRING, KEY_TYPE_USER,
    KEY_USR_LINK, KEY_USR_SEARCH, KEY_USR_SETATTR, KeyPermissions, KeyringSerial, TimeoutSeconds, add_key,
    keyctl_describe, keyctl_get_keyring_id, keyctl_invalidate, keyctl_join_session_keyring, keyctl_link,
    keyctl_read, keyctl_search, keyctl_session_to_parent, keyctl_set_timeout, keyctl_setperm,
};

use crate::domain::time::Span;
use crate::ports::{HeldBytes, Keyring, Session};

/// What may be done with a held key, by those whose session it is: not by other processes of the same user, and
/// nobody may write it.
const PERMISSIONS: u32 = KEY_POS_VIEW | KEY_POS_READ | KEY_POS_SEARCH | KEY_POS_LINK;
/// What must not be given to those whose session it is not: with one of these any process of the user comes to possess
/// a keyring, and all keys in it. A session with a name (`keyctl session NAME`) gives the second one.
const ENTRY: KeyPermissions = (KEY_USR_SEARCH | KEY_USR_LINK | KEY_USR_SETATTR)
    | (KEY_GRP_SEARCH | KEY_GRP_LINK | KEY_GRP_SETATTR)
    | (KEY_OTH_SEARCH | KEY_OTH_LINK | KEY_OTH_SETATTR);
/// What the descriptions of held keys begin with.
const PREFIX: &str = "keywright:";
/// No held key is as long.
const MAX_LENGTH: usize = 256;
/// How many keys of a session are looked at.
const MAX_KEYS: usize = 4096;
/// No description of ours is as long.
const MAX_DESCRIPTION: usize = 512;

/// The session keyring that this process was started in.
pub struct SystemKeyring(Found);

enum Found {
    /// The session's own.
    Own(KeyringSerial),
    /// The session has none, or one that is open to every process of the user as is what it falls back to.
    Shared,
    /// Why there is none at all: no support, a filter of system calls, a login that has ended.
    None(Code),
}

/// The kernel's error number.
type Code = i32;

impl SystemKeyring {
    /// Leaves the session keyring, so that programs that are started do not have it. To be called before there are
    /// threads: each has its own.
    pub fn new() -> Self {
        let keyring = Self(session().unwrap_or_else(Found::None));
        if let Found::Own(session) = keyring.0
            && leave(session).is_err()
        {
            // The quota is used up, say. What is started will have this session, so nothing may stay in it.
            for name in keyring.names() {
                keyring.forget(&name);
            }
        }
        keyring
    }

    fn search(&self, name: &str) -> Option<KeyringSerial> {
        let Found::Own(session) = self.0 else { return None };
        keyctl_search(session, KEY_TYPE_USER, &described(name), None).ok()
    }
}

impl Default for SystemKeyring {
    fn default() -> Self {
        Self::new()
    }
}

impl Keyring for SystemKeyring {
    fn check(&self) -> io::Result<()> {
        match self.0 {
            Found::Own(_) | Found::Shared => Ok(()),
            Found::None(code) => Err(why_none(code)),
        }
    }

    fn hold(&self, name: &str, payload: &[u8], span: Span) -> io::Result<Session> {
        let (ring, session) = match self.0 {
            Found::Own(ring) => (ring, Session::Inherited),
            Found::Shared => (begin_session().map_err(why_none)?, Session::New),
            Found::None(code) => return Err(why_none(code)),
        };
        link_to_session(&described(name), payload, span, ring).map_err(why_none)?;
        if session == Session::New {
            keyctl_session_to_parent().map_err(|_| {
                io::Error::other(
                    "this session has no keyring of its own, and the program that started keywright cannot be given one",
                )
            })?;
        }
        Ok(session)
    }

    fn find(&self, name: &str) -> Option<HeldBytes> {
        let key = self.search(name)?;
        let mut bytes = HeldBytes::new(vec![0; MAX_LENGTH]);
        let length = keyctl_read(key, Some((&mut bytes[..]).into())).ok()?;
        // A longer one is not of ours; what fits is malformed too.
        bytes.truncate(length);
        Some(bytes)
    }

    fn forget(&self, name: &str) -> bool {
        self.search(name).is_some_and(|key| keyctl_invalidate(key).is_ok())
    }

    fn names(&self) -> Vec<String> {
        let Found::Own(session) = self.0 else { return Vec::new() };
        let mut serials = vec![0; MAX_KEYS * size_of::<i32>()];
        let Ok(length) = keyctl_read(session, Some((&mut serials[..]).into())) else { return Vec::new() };
        serials.truncate(length);
        let (serials, _) = serials.as_chunks();
        let keys = serials.iter().filter_map(|serial| KeyringSerial::new(i32::from_ne_bytes(*serial)));
        keys.filter_map(name_of).collect()
    }
}

/// The session keyring of this process, as it inherited it.
fn session() -> Result<Found, Code> {
    let id = |special| keyctl_get_keyring_id(special, false).map_err(|error| error.0);
    let (session, shared) = (id(KEY_SPEC_SESSION_KEYRING)?, id(KEY_SPEC_USER_SESSION_KEYRING)?);
    let is_open = session == shared || permissions_of(session).is_none_or(|given| given & ENTRY != 0);
    Ok(if is_open { Found::Shared } else { Found::Own(session) })
}

/// What may be done with a keyring by whom; `None`: that may not be known.
fn permissions_of(keyring: KeyringSerial) -> Option<KeyPermissions> {
    KeyPermissions::from_str_radix(describe(keyring)?.split(';').nth(3)?, 16).ok()
}

/// Begins a session of this process alone, from which the former remains reachable.
fn leave(former: KeyringSerial) -> Result<(), Code> {
    let linked = keyctl_link(former, KEY_SPEC_PROCESS_KEYRING).map_err(|error| error.0);
    begin_session()?;
    linked
}

/// Begins a session that has the user's keyring in it, as `pam_keyinit` does.
fn begin_session() -> Result<KeyringSerial, Code> {
    let session = keyctl_join_session_keyring(None).map_err(|error| error.0)?;
    let _ = keyctl_link(KEY_SPEC_USER_KEYRING, session);
    Ok(session)
}

/// Made in the keyring of this process, which ends with it, so that a key without its time-out or with more
/// permissions is never left behind. The link takes the place of that to a former key.
fn link_to_session(
    description: &str,
    payload: &[u8],
    span: Span,
    session: KeyringSerial,
) -> Result<(), Code> {
    let make = || {
        let key = add_key(KEY_TYPE_USER, description, payload, KEY_SPEC_PROCESS_KEYRING)?;
        keyctl_set_timeout(key, TimeoutSeconds::try_from(span.as_seconds()).unwrap_or(1))?;
        keyctl_setperm(key, PERMISSIONS)?;
        keyctl_link(key, session)
    };
    make().map_err(|error| error.0)
}

fn described(name: &str) -> String {
    format!("{PREFIX}{name}")
}

/// The name that a key was held under; `None`: it is not ours.
fn name_of(key: KeyringSerial) -> Option<String> {
    let text = describe(key)?;
    let description = text.strip_prefix(KEY_TYPE_USER)?.splitn(5, ';').nth(4)?;
    description.strip_prefix(PREFIX).map(str::to_owned)
}

/// type;user;group;permissions;description. `None`: it is none of ours, or longer.
fn describe(key: KeyringSerial) -> Option<String> {
    let mut bytes = vec![0; MAX_DESCRIPTION];
    let length = keyctl_describe(key, Some((&mut bytes[..]).into())).ok()?;
    // A NUL follows.
    bytes.truncate(length.checked_sub(1).filter(|length| *length < MAX_DESCRIPTION)?);
    String::from_utf8(bytes).ok()
}

fn why_none(code: Code) -> io::Error {
    let error = rustix::io::Errno::from_raw_os_error(code);
    io::Error::other(match error {
        rustix::io::Errno::NOSYS => "this kernel has no keyrings".to_owned(),
        rustix::io::Errno::PERM | rustix::io::Errno::ACCESS => {
            "the kernel's keyring may not be used here: containers often forbid it".to_owned()
        }
        rustix::io::Errno::KEYREVOKED | rustix::io::Errno::KEYEXPIRED => {
            "the keyring of this session was revoked, as it is when a login ends".to_owned()
        }
        rustix::io::Errno::DQUOT => "this user's quota of kernel keys is used up".to_owned(),
        other => format!("the kernel's keyring failed: {other}"),
    })
}
