//! Who takes part: profiles with different policies, and targets with different habits.

use std::path::Path;

use keywright::domain::hook::{HookCommand, Hooks};
use keywright::domain::patch::Patch;
use keywright::domain::policy::RotationPolicy;
use keywright::domain::profile::Profile;
use keywright::domain::time::{Lifetime, Span};
use keywright::ops::target;
use keywright::verification::Format;

pub(crate) const HOUR: i64 = 3_600;
pub(crate) const DAY: i64 = 24 * HOUR;

/// A kind of lineage.
#[allow(clippy::struct_excessive_bools)] // each stands for one line of a profile
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kind {
    pub(crate) profile: &'static str,
    /// Whether it goes round without a person.
    pub(crate) alone: bool,
    expires: Option<u16>,
    every: Option<u16>,
    before: Option<u16>,
    grace_hours: u32,
    pending_for: Option<u16>,
    deliver: bool,
    verify: bool,
    pub(crate) echo: bool,
    retries: u8,
}

/// All kinds, in turns.
pub(crate) const KINDS: [Kind; 5] = [
    Kind {
        profile: "echo",
        alone: true,
        expires: Some(60),
        every: None,
        before: Some(20),
        grace_hours: 72,
        pending_for: Some(7),
        deliver: true,
        verify: true,
        echo: true,
        retries: 2,
    },
    Kind {
        profile: "word",
        alone: true,
        expires: None,
        every: Some(30),
        before: None,
        grace_hours: 120,
        pending_for: None,
        deliver: true,
        verify: true,
        echo: false,
        retries: 0,
    },
    Kind {
        profile: "quick",
        alone: true,
        expires: Some(36),
        every: Some(18),
        before: Some(10),
        grace_hours: 1,
        pending_for: Some(4),
        deliver: true,
        verify: true,
        echo: true,
        retries: 1,
    },
    Kind {
        profile: "hand",
        alone: false,
        expires: Some(90),
        every: None,
        before: Some(40),
        grace_hours: 168,
        pending_for: None,
        deliver: false,
        verify: false,
        echo: false,
        retries: 0,
    },
    Kind {
        profile: "carry",
        alone: false,
        expires: None,
        every: Some(45),
        before: None,
        grace_hours: 48,
        pending_for: Some(10),
        deliver: true,
        verify: false,
        echo: false,
        retries: 1,
    },
];

fn command(words: &[&str]) -> HookCommand {
    let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    HookCommand::try_from(words).unwrap()
}

impl Kind {
    pub(crate) fn to_profile(self) -> Profile {
        let days = |days: Option<u16>| days.map(Span::days);
        Profile {
            name: self.profile.parse().unwrap(),
            expires: self.expires.map(|days| Lifetime::For(Span::days(days))),
            rotation: RotationPolicy {
                rotate_every: days(self.every),
                rotate_before: days(self.before),
                grace: Some(Span::seconds(3_600 * self.grace_hours)),
                pending_for: days(self.pending_for),
                hooks: Hooks {
                    deliver: self.deliver.then(|| command(&["deliver"])),
                    verify: self.verify.then(|| command(&["verify"])),
                    revoked: (self.every == Some(30)).then(|| command(&["revoked"])),
                    verify_echo: Some(self.echo),
                    retries: Some(self.retries),
                    ..Hooks::default()
                },
            },
            ..Profile::default_profile().unwrap()
        }
    }
}

/// A place where files go.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Habit {
    pub(crate) name: &'static str,
    pub(crate) pickup: i64,
    pub(crate) reloads: bool,
    pub(crate) optional: bool,
    valid_for: u16,
    profiles: &'static [&'static str],
    label: bool,
}

/// The five targets.
pub(crate) const HABITS: [Habit; 5] = [
    Habit {
        name: "edge",
        pickup: 0,
        reloads: true,
        optional: false,
        valid_for: 12,
        profiles: &[],
        label: false,
    },
    Habit {
        name: "late",
        pickup: 3 * DAY,
        reloads: false,
        optional: false,
        valid_for: 12,
        profiles: &[],
        label: false,
    },
    Habit {
        name: "shop",
        pickup: 6 * HOUR,
        reloads: true,
        optional: false,
        valid_for: 8,
        profiles: &["echo", "word"],
        label: false,
    },
    Habit {
        name: "gold",
        pickup: 0,
        reloads: false,
        optional: false,
        valid_for: 10,
        profiles: &[],
        label: true,
    },
    Habit {
        name: "spare",
        pickup: 0,
        reloads: false,
        optional: true,
        valid_for: 9,
        profiles: &[],
        label: false,
    },
];

impl Habit {
    /// The folder of the file; each target has one of its own, so that one can be away alone.
    pub(crate) fn to_target(self, folder: &Path) -> target::New {
        let labels: &[&str] = if self.label { &["tier=gold"] } else { &[] };
        let pickup = u32::try_from(self.pickup).unwrap();
        target::New {
            name: self.name.parse().unwrap(),
            format: Format::Jsonl,
            path: folder.join(self.name).join("keys.jsonl"),
            settings: target::Settings {
                valid_for: Some(Span::days(self.valid_for)),
                profile: self.profiles.iter().map(|name| Patch::Set(name.parse().unwrap())).collect(),
                label: labels.iter().map(|label| Patch::Set(label.parse().unwrap())).collect(),
                pickup: (pickup > 0).then(|| Patch::Set(Span::seconds(pickup))),
                optional: self.optional,
                reload: self.reloads.then(|| Patch::Set(command(&["reload", self.name]))),
                ..target::Settings::default()
            },
        }
    }
}
