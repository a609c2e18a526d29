//! Verification files, targets and receipts.

use super::{Object, of};
use crate::domain::publication::UnknownFiles;
use crate::domain::target::Target;
use crate::ops::publish::exported::ExportState;
use crate::ops::publish::exposure::Exposure;
use crate::ops::publish::unpublished::{
    Acknowledged, Keys, NamedKey, PublishedFile, TargetState, Unpublished,
};
use crate::ops::publish::{Admitted, Published, receipt};
use crate::ops::verification_file::check::PublishedKey;
use crate::ops::verification_file::diff::{self, Change};
use crate::ops::verification_file::inspect;
use crate::ops::verification_file::left_out::LeftOutKey;
use crate::output::fields::Shown;
use crate::output::joined::Joined;
use crate::output::json::Member;
use crate::output::view::View as _;

pub(super) const OBJECTS: &[Object] = &[
    of::<Target>("target", TARGET),
    Object {
        name: "target and its state",
        members: Joined::<Shown<&Target>, Shown<&TargetState>>::members,
        meanings: TARGET,
        also: STATE,
    },
    Object {
        name: "state of a target",
        members: || [vec!["name"], Shown::<&TargetState>::members()].concat(),
        meanings: &[("name", "string", "the target")],
        also: STATE,
    },
    of::<PublishedFile>(
        "newest file",
        &[
            ("epoch", "number", "Unix seconds"),
            ("generation", "number", "within the epoch"),
            ("keys", "number", "how many keys it has"),
            ("issued_at", "time", "when it was made"),
            ("installed_at", "time or null", "when it was put in place"),
            ("reloaded_at", "time or null", "when the reload command last succeeded"),
            ("valid_until", "time", "when it expires"),
        ],
    ),
    of::<Unpublished>(
        "unpublished changes",
        &[
            ("still_admitted", "some keys", "keys that it admits though they are to be refused"),
            ("wider", "some keys", "keys that it admits for more, or for longer, than now"),
            ("changed", "some keys", "keys that it has otherwise, but not for more"),
            ("missing", "some keys", "keys that it does not have"),
            ("ended", "some keys", "keys that ended as it says"),
            ("later", "some keys", "keys that begin only after it expires"),
        ],
    ),
    of::<Keys>(
        "some keys",
        &[("count", "number", "how many"), ("keys", "[named key]", "the first of them, 100 at most")],
    ),
    of::<NamedKey>(
        "named key",
        &[
            ("id", "string", "the key's id"),
            ("name", "string or null", "its lineage; `null` if it is not known"),
            ("status", "string", "as of a key, or `deleted`, `unknown`"),
        ],
    ),
    of::<Acknowledged>(
        "acknowledged file",
        &[
            ("server", "string", "the server"),
            ("epoch", "number", "of the file that it has loaded"),
            ("generation", "number", "of that file, within the epoch"),
            ("loaded_at", "time", "when it did"),
            ("newest", "boolean", "whether that is the newest"),
        ],
    ),
    of::<ExportState>(
        "exposing export",
        &[
            ("subject", "string", "the series that it belongs to, or the target that was removed"),
            ("valid_until", "time", "when it expires"),
            ("still_admitted", "some keys", "keys that it admits though they are to be refused"),
            ("outlived", "some keys", "keys that it admits beyond their end"),
            (
                "edited",
                "some keys",
                "keys that it has with their former scopes, resource, environment or networks",
            ),
        ],
    ),
    of::<Published>(
        "published file",
        &[
            ("name", "string", "the target"),
            ("changed", "boolean", "whether a file was written; with `--check`, whether one would be"),
            ("reason", "string or null", "why"),
            ("path", "string", "where it is"),
            ("epoch", "number or null", "of the file: Unix seconds"),
            ("generation", "number or null", "of the file, within the epoch"),
            ("keys", "number or null", "how many keys it has"),
            ("valid_until", "time or null", "when it expires"),
            ("error", "string or null", "what failed, in words"),
            ("admitted_until", "[admitted key]", "ended keys that an older file may still admit"),
            ("left_out", "[left-out key]", "keys that the format cannot enforce"),
        ],
    ),
    of::<Admitted>(
        "admitted key",
        &[
            ("id", "string", "the key's id"),
            ("name", "string or null", "its lineage; `null` if it is not known"),
            ("status", "string", "as of a key, or `deleted`, `unknown`"),
            ("until", "time", "when the last file that admits it expires"),
            ("reported_gone_at", "time or null", "when every server had reported a file without it"),
        ],
    ),
    of::<LeftOutKey>("left-out key", &[("id", "string", "the key's id"), ("name", "string", "its lineage")]),
    of::<Exposure>(
        "exposure",
        &[
            ("target", "string", "the target, or the subject of an exported file"),
            ("until", "time", "when the last file that admits the key expires"),
            ("current", "boolean", "whether the newest file admits it"),
            ("reported_gone_at", "time or null", "when every server had reported a file without it"),
        ],
    ),
    of::<UnknownFiles>(
        "unknown files",
        &[
            ("since", "time", "the beginning of the time in which they may have been written"),
            ("until", "time", "when the last of them expires"),
        ],
    ),
    of::<receipt::Imported>(
        "receipt",
        &[
            ("name", "string", "the target"),
            ("server", "string", "the server that has loaded the file"),
            ("epoch", "number", "of the file"),
            ("generation", "number", "of the file, within the epoch"),
            ("loaded_at", "time", "when it was loaded"),
            ("changed", "boolean", "false if it was imported before"),
            (
                "went_back_from",
                "{number} or null",
                "`epoch` and `generation` of the newer file that the server had",
            ),
        ],
    ),
    of::<inspect::Outcome>("verification file", VERIFICATION_FILE),
    of::<PublishedKey>(
        "published key",
        &[
            ("id", "string", "the key's id"),
            ("not_before", "time or null", "valid from"),
            ("expires_at", "time or null", "valid until"),
            ("scopes", "[string]", "what it may do"),
            ("resource", "string or null", "what it is bound to, and all below"),
            ("environment", "string or null", "the stage that it is bound to"),
            ("networks", "[string]", "where it may be used from; empty: anywhere"),
            ("unsupported", "boolean", "whether its entry has a member that this program does not know"),
        ],
    ),
    of::<diff::Outcome>(
        "difference",
        &[
            ("gained", "[published key]", "keys of the new file alone"),
            ("lost", "[published key]", "keys of the old file alone"),
            ("changed", "[change]", "keys with other rights or times"),
        ],
    ),
    of::<Change>(
        "change",
        &[("before", "published key", "in the old file"), ("after", "published key", "in the new file")],
    ),
];

const STATE: &[Member] = &[
    ("up_to_date", "boolean", "whether `publish` would write nothing"),
    ("due", "string or null", "why it would write a file"),
    ("problem", "string or null", "why that cannot be told, in words"),
    ("published", "newest file or null", "the newest file; `null` if there is none"),
    ("unpublished", "unpublished changes", "what the newest file lacks"),
    ("acknowledged", "[acknowledged file]", "what its servers have reported"),
];

const TARGET: &[Member] = &[
    ("name", "string", "its name"),
    ("format", "string", "`jsonl`, `haproxy`, `sql` or `redis`"),
    ("dialect", "string or null", "of `sql`"),
    ("path", "string", "where its file is installed"),
    ("audience", "[string]", "the servers that its file is meant for"),
    ("valid_for", "string", "how long a file is valid"),
    ("resource", "[string]", "only keys bound to these or below"),
    ("environment", "[string]", "only keys of these stages"),
    ("scope", "[string]", "only keys with one of these"),
    ("profile", "[string]", "only keys of these profiles"),
    ("labels", "{string}", "only keys with these"),
    ("mode", "string", "the file's permission bits, octal"),
    ("group", "string or null", "the file's group"),
    ("pickup", "string or null", "how long servers take to fetch a file"),
    ("servers", "[string]", "servers that send receipts"),
    ("optional", "boolean", "whether rotations do not wait for it"),
    ("reload", "string or null", "the command that has the server load the file"),
    ("created_at", "time", "when it was added"),
];

const VERIFICATION_FILE: &[Member] = &[
    ("format", "string", "`jsonl`, `haproxy`, `sql` or `redis`"),
    ("genuine", "boolean or null", "whether the key given has signed it; `null` without `--public-key`"),
    ("whole", "boolean", "whether its body is what the signature says"),
    ("damage", "string or null", "what is wrong with the body, in words"),
    ("validity", "string", "`valid`, `stale` or `future`"),
    ("kid", "string", "the thumbprint of the signing key"),
    ("issuer", "string", "`urn:uuid:` and the vault's id"),
    ("subject", "string", "the series that it belongs to"),
    ("audience", "[string]", "the servers that it is meant for"),
    ("issued_at", "time", "when it was made"),
    ("expires_at", "time", "when it runs out"),
    ("epoch", "number", "Unix seconds"),
    ("generation", "number", "within the epoch"),
    ("count", "number", "how many keys it has"),
    ("digest", "string", "`sha256:` and the digest of its body"),
    ("installed", "boolean", "whether `--install` put it in place"),
    ("reloaded", "boolean or null", "whether `--reload` succeeded; `null` if it was not run"),
];
