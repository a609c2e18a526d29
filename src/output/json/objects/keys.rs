//! Keys, profiles, credentials, and answers about a presented key.

use super::{Object, of};
use crate::domain::credential::Credential;
use crate::domain::hook::Hooks;
use crate::domain::profile::Profile;
use crate::ops::hook::trial::Trial;
use crate::ops::profile::Outside;
use crate::ops::report::lineages::{Lineage, Version};
use crate::ops::scan::{Finding, LeakedKey, Searched, Unread};
use crate::ops::usage::Item;
use crate::output::json::Member;
use crate::output::key::{Deleted, Imported, KeyAt, ToDelete};
use crate::output::profile::Removed;
use crate::output::verification_file::answer::AnswerView;
use crate::output::view::View as _;

pub(super) const OBJECTS: &[Object] = &[
    of::<KeyAt>("key", KEY),
    of::<Lineage>(
        "lineage",
        &[
            ("name", "string", "its name"),
            ("versions", "[lineage version]", "its keys, oldest first"),
            (
                "rotation_due_at",
                "time or null",
                "when its newest key is or was due for rotation; `null` without such a policy, or during a rotation",
            ),
        ],
    ),
    of::<Version>(
        "lineage version",
        &[
            ("id", "string", "the key's id"),
            ("version", "number", "its number in the lineage"),
            ("status", "string", "as of a key"),
            ("begins_at", "time", "from when on it is valid"),
            ("ends_at", "time or null", "when it expires, is past its grace, or was revoked; `null`: never"),
            ("disabled_at", "time or null", "when it was disabled"),
            (
                "replaced_at",
                "time or null",
                "when its confirmed successor began; from then on it is in grace",
            ),
            (
                "accepted_until",
                "time or null",
                "until when servers may accept it after its end, which may be to come",
            ),
        ],
    ),
    of::<Deleted>(
        "deleted key",
        &[
            ("id", "string", "the key's id"),
            ("name", "string", "its lineage"),
            ("version", "number", "its number in the lineage"),
            ("changed", "boolean", "true"),
        ],
    ),
    of::<ToDelete>(
        "key to delete",
        &[
            ("id", "string", "the key's id"),
            ("name", "string", "its lineage"),
            ("version", "number", "its number in the lineage"),
            ("changed", "boolean", "false"),
        ],
    ),
    of::<Trial>(
        "hook run",
        &[
            ("name", "string", "the lineage"),
            ("id", "string", "the key's id"),
            ("step", "string", "`deliver`, `verify` or `revoked`"),
            ("command", "string", "what was run"),
            ("succeeded", "boolean", "whether a rotation would go on"),
            ("exit_code", "number or null", "`null` if it was killed, or not started"),
            ("outcome", "string", "how it ended, in words"),
            ("duration_ms", "number", "how long it took, in milliseconds"),
            ("stdout", "string or null", "the start of what it printed, redacted; `null` with `verify_echo`"),
            ("stderr", "string", "the end of what it printed there, redacted"),
        ],
    ),
    of::<Imported>(
        "imported key",
        &[
            ("id", "string", "the key's id here"),
            ("name", "string", "its lineage"),
            ("version", "number", "its number in the lineage"),
            ("start", "string or null", "the part of the secret that may be shown"),
            ("status", "string", "as of a key"),
            ("changed", "boolean", "false if the vault had it already"),
        ],
    ),
    Object {
        name: "answer",
        members: AnswerView::members,
        meanings: &[
            ("valid", "boolean", "whether the key is admitted"),
            (
                "reason",
                "string or null",
                "[why not](format/verification-file.md#what-is-asked-and-the-answer); of a credential also `check_failed`, `check_unavailable`",
            ),
            (
                "key",
                "any",
                "of `check` a [published key](#published-key), else a [key](#key); `null` if it is not known",
            ),
            (
                "unchecked",
                "[string] or null",
                "of a valid answer: `scope`, `resource`, `environment`, where they bind the key and were not asked",
            ),
        ],
        also: &[],
    },
    of::<Profile>("profile", PROFILE),
    of::<Hooks>(
        "hooks",
        &[
            ("deliver", "[string] or null", "the command that delivers a new secret, word by word"),
            ("verify", "[string] or null", "the command that asks whether it is in use"),
            ("revoked", "[string] or null", "the command that is told that the old key is revoked"),
            ("timeout", "string or null", "how long each may run"),
            ("retries", "number or null", "how often one is tried again in a run"),
            ("verify_echo", "boolean or null", "whether the verify hook may answer with the secret itself"),
            ("env", "[string]", "names of variables that they get"),
        ],
    ),
    of::<Outside>(
        "key outside",
        &[
            ("id", "string", "the key's id"),
            ("name", "string", "its lineage"),
            ("reasons", "[string]", "what it has that the profile does not allow"),
        ],
    ),
    of::<Removed>("removed profile", &[("name", "string", "the profile's name")]),
    of::<Item>(
        "use",
        &[
            ("id", "string", "the key's id"),
            ("name", "string", "its lineage"),
            ("version", "number", "its number in the lineage"),
            ("last_used_at", "time or null", "the newest time that is known now"),
            ("changed", "boolean", "whether the log had a newer one"),
        ],
    ),
    of::<Finding>(
        "finding",
        &[
            (
                "path",
                "string or null",
                "the file; bytes that are not UTF-8 as `\\xff`; `null`: the message of the commit",
            ),
            ("line", "number or null", "from 1; `null` if the secret is in the file's name"),
            ("column", "number or null", "from 1, in characters"),
            ("start", "string", "the part of the secret that may be shown"),
            ("key", "leaked key or null", "`null` if this vault does not have it"),
            ("live", "boolean", "whether the key works, now or later"),
            ("commit", "string or null", "with `--git`: the id of the first commit that has it"),
        ],
    ),
    of::<Searched>(
        "what was searched",
        &[
            ("files", "number", "how many files were"),
            ("commits", "number or null", "with `--git`: how many commits were"),
            ("ignored_files", "number", "files that ignore files exclude"),
            ("ignored_folders", "number", "folders that they exclude"),
            ("compressed_files", "number", "files that were not looked into"),
            ("shallow", "boolean", "with `--git`: whether the clone lacks what was before"),
            ("unread", "[unread file]", "what could not be read"),
        ],
    ),
    of::<Unread>(
        "unread file",
        &[("path", "string", "the file"), ("why", "string", "why it could not be read, in words")],
    ),
    of::<LeakedKey>(
        "leaked key",
        &[
            ("id", "string", "the key's id"),
            ("name", "string", "its lineage"),
            ("version", "number", "its number in the lineage"),
            ("status", "string", "as of a key"),
        ],
    ),
    of::<Credential>(
        "credential",
        &[
            ("name", "string", "its name"),
            ("start", "string or null", "of one issued here: the part of the secret that may be shown"),
            ("description", "string or null", "what it is for"),
            ("check", "string or null", "the command that says whether it is valid"),
            ("created_at", "time", "when it was first stored"),
            ("created_by", "string", "the operating-system user who did so"),
            ("updated_at", "time", "when its secret was last stored"),
        ],
    ),
];

const KEY: &[Member] = &[
    ("id", "string", "`key_` and 26 characters: this version, for ever"),
    ("name", "string", "the lineage"),
    ("version", "number", "its number in the lineage, from 1"),
    ("status", "string", "`pending`, `active`, `retiring`, `disabled`, `expired` or `revoked`"),
    ("prefix", "string or null", "the beginning of its secret; `null` if that has another form"),
    ("start", "string or null", "the part of the secret that may be shown, as logs have it"),
    ("profile", "string", "the profile that it belongs to"),
    ("scopes", "[string]", "what it may do"),
    ("roles", "[string]", "the profile's roles that gave it scopes"),
    ("resource", "string or null", "what it is bound to, and all below"),
    ("environment", "string or null", "the stage that it is bound to"),
    ("networks", "[string]", "where it may be used from; empty: anywhere"),
    ("owner", "string or null", "who it belongs to"),
    ("description", "string or null", "what it is for"),
    ("labels", "{string}", "text by name"),
    ("created_at", "time", "when it was minted or imported"),
    ("created_by", "string", "the operating-system user who did so"),
    ("not_before", "time or null", "valid from"),
    ("expires_at", "time or null", "valid until; `null`: for ever"),
    ("last_used_at", "time or null", "according to imported logs"),
    ("disabled_at", "time or null", "when it was disabled, if it is"),
    ("revoked_at", "time or null", "when it was revoked"),
    ("revoked_reason", "string or null", "why"),
    ("retires_at", "time or null", "when its grace period ends, once its successor is confirmed"),
    ("predecessor", "string or null", "the id of the key that it replaces"),
    ("successor", "string or null", "the id of the key that replaces it"),
];

const PROFILE: &[Member] = &[
    ("name", "string", "its name"),
    ("description", "string or null", "what it is for"),
    ("prefix", "string or null", "the prefix of its keys' secrets"),
    ("scopes", "[string]", "the scopes that a key may have; empty: any"),
    ("default_scopes", "[string]", "those of a key that names none"),
    ("implies", "{[string]}", "scopes that come with a scope"),
    ("roles", "{[string]}", "the scopes of each role"),
    ("require", "[string]", "members that a key must have"),
    ("resource_levels", "[string]", "what the segments of a resource are called"),
    ("environments", "[string]", "the stages that a key may be bound to; empty: any"),
    ("networks", "[string]", "the networks of its keys: default and limit"),
    ("expires", "string or null", "the lifetime of a key that names none"),
    ("min_expires", "string or null", "the shortest lifetime"),
    ("max_expires", "string or null", "the longest lifetime"),
    ("rotate_every", "string or null", "how old a key is when it is due for rotation"),
    ("rotate_before", "string or null", "how long before its expiry it is due"),
    ("grace", "string or null", "how long the old key works beside the confirmed new one"),
    ("pending_for", "string or null", "how long a rotation may wait before it counts as stuck"),
    ("personal", "boolean", "whether its keys belong to people"),
    ("hooks", "hooks", "the programs of a rotation"),
];
