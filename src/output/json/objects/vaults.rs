//! The vault, its slots and its log.

use super::{Object, of};
use crate::domain::audit::Event;
use crate::domain::slot::Slot;
use crate::ops::vault::{
    Info, backup, held, init, rekey, repair, replay, restore, signing_key, status, trust,
};
use crate::ops::{Damage, Integrity};
use crate::output::audit::Chain;
use crate::output::json::Member;
use crate::output::vault::Dropped;

const PATH: Member = ("path", "string", "the file");
const ID: Member = ("id", "string", "the vault's UUID");
const FINGERPRINT: Member = ("fingerprint", "string", "what machines know the vault by: `kwv_…`");
const GENERATION: Member = ("generation", "number", "counts its changes");
const FINDINGS: Member = ("findings", "[finding of a replay]", "records that the audit log says more of");

pub(super) const OBJECTS: &[Object] = &[
    of::<init::Outcome>(
        "new vault",
        &[
            PATH,
            ID,
            FINGERPRINT,
            ("identity", "string or null", "the identity file that was written"),
            ("slots", "[slot]", "what unlocks it"),
            FINDINGS,
        ],
    ),
    of::<Info>(
        "vault",
        &[
            PATH,
            ID,
            FINGERPRINT,
            ("format", "number", "of the file"),
            ("created_at", "time", "when it was made"),
            GENERATION,
            ("newest_time", "time", "the newest time that it has seen"),
            ("keys", "number", "how many keys it has"),
            ("slots", "number", "how many ways to unlock it"),
            ("events", "number", "how many events its log has"),
            ("size", "number", "of the file, in bytes"),
            ("signing_kid", "string", "the thumbprint of the key that signs files"),
            ("state_folder", "string or null", "where this machine remembers it"),
            ("last_backup_at", "time or null", "when it was last backed up on this machine"),
        ],
    ),
    of::<status::Report>("status", STATUS),
    of::<held::Outcome>(
        "held vault",
        &[
            ID,
            ("slot", "string", "the slot that unlocked it"),
            ("unlocked_until", "time", "until when it is held open"),
        ],
    ),
    of::<Dropped>(
        "locked vaults",
        &[("vaults", "number", "how many were held open"), ("changed", "boolean", "false if none was")],
    ),
    of::<Integrity>(
        "integrity",
        &[
            ("ok", "boolean", "true: a damaged vault is an error"),
            ("rows", "number", "records that were read"),
            ("events", "number", "events of the log that were checked"),
            GENERATION,
        ],
    ),
    of::<repair::Outcome>(
        "repair",
        &[
            ("changed", "boolean", "false if nothing was damaged"),
            ("damages", "[damage]", "what was"),
            ("generation", "number or null", "of the repaired vault"),
            ("replaced", "string or null", "where the damaged file was kept"),
            ("ended_again", "number", "keys revoked, disabled or deleted again by the log"),
            ("roles_again", "[string]", "slots whose role was set as the log says"),
            FINDINGS,
            ("new_signing_key", "boolean", "whether the signing key was lost, and a new one made"),
        ],
    ),
    of::<Damage>(
        "damage",
        &[
            ("table", "string", "the kind of records"),
            ("first", "number or null", "the first of their numbers"),
            ("last", "number or null", "the last"),
            ("what", "string", "what is wrong, in words"),
            ("dropped", "boolean", "whether something is lost"),
        ],
    ),
    of::<replay::Finding>(
        "finding of a replay",
        &[
            ("table", "string", "the kind of record"),
            ("name", "string", "its name"),
            ("verdict", "string", "what the log says of it"),
        ],
    ),
    of::<backup::Outcome>(
        "backup",
        &[
            PATH,
            ID,
            ("fingerprint", "string or null", "the vault's; `null` if this machine does not know it"),
            ("at", "time", "when it was made"),
        ],
    ),
    of::<restore::Outcome>(
        "restored vault",
        &[
            PATH,
            ID,
            FINGERPRINT,
            GENERATION,
            ("backup_generation", "number", "that of the backup"),
            ("newest_time", "time", "the newest time that the backup had seen"),
            ("keys", "number", "how many keys it has"),
            ("replaced", "string or null", "where the replaced file was kept"),
        ],
    ),
    of::<rekey::Outcome>(
        "re-key",
        &[
            FINGERPRINT,
            ("removed", "string or null", "the slot that was removed"),
            GENERATION,
            ("slots", "[slot]", "what unlocks it from now on"),
        ],
    ),
    of::<signing_key::Outcome>(
        "signing keys",
        &[
            ("active", "{string}", "`kid` and `public_key` of the key that signs files"),
            ("prepared", "{string} or null", "of the one that will"),
        ],
    ),
    of::<trust::Outcome>(
        "trusted vault",
        &[PATH, ID, FINGERPRINT, ("changed", "boolean", "false if it was trusted already")],
    ),
    of::<Slot>(
        "slot",
        &[
            ("name", "string", "its name"),
            ("kind", "string", "`x25519`, `ssh`, `plugin` or `passphrase`"),
            ("recipient", "string", "its public key"),
            ("role", "string", "`owner`, `admin` or `member`"),
            ("proven", "boolean", "whether it is known to unlock the vault"),
            ("created_at", "time", "when it was added"),
        ],
    ),
    of::<Event>(
        "event",
        &[
            ("seq", "number", "its place in the log, from 1"),
            ("at", "time", "when it was"),
            ("action", "string", "what was done or denied"),
            ("key", "string or null", "the id of the key"),
            ("subject", "string or null", "what else it was done to"),
            ("detail", "string or null", "more, in words"),
            ("user", "string", "the operating-system user"),
            ("slot", "string", "the slot that unlocked the vault"),
        ],
    ),
    of::<Chain>(
        "audit log",
        &[
            ("verified", "boolean", "true: a log that is not whole is an error"),
            ("events", "number", "how many events it has"),
        ],
    ),
];

const STATUS: &[Member] = &[
    ("ok", "boolean", "whether nothing needs attention"),
    ("keys", "{number}", "how many keys there are by status"),
    ("expiring", "[key]", "keys that expire within 30 days, soonest first, 100 at most"),
    ("expiring_count", "number", "how many do"),
    ("rotations", "[rotation in progress]", "rotations that are not over"),
    ("due", "[due key]", "keys to be rotated within 30 days, soonest first, 100 at most"),
    ("due_count", "number", "how many are"),
    ("targets", "[state of a target]", "every target, and what its newest file lacks"),
    (
        "exports",
        "[exposing export]",
        "exported files, and last files of removed targets, that admit keys which are to be refused",
    ),
    ("attention", "[string]", "what needs attention, in words"),
    ("notes", "[string]", "what need not, in words"),
    ("last_backup_at", "time or null", "when the vault was last backed up on this machine"),
    ("unlocked_until", "time or null", "until when `unlock` holds it open in this session"),
];
