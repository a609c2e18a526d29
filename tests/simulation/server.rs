//! Servers: each has the file that it loaded last, decided on by the reference verifier.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::PathBuf;

use keywright::domain::time::Timestamp;
use keywright::verification::{Rejection, Seen, VerifiedFile, Verifier};

use crate::cast::Habit;
use crate::figures::{Figures, Never};
use crate::support::Dice;

/// One server of a target.
#[derive(Default)]
pub(crate) struct Server {
    pub(crate) file: Option<VerifiedFile>,
    seen: Option<Seen>,
    /// By when it has to have looked at the place again.
    due: Option<i64>,
}

/// A target as servers see it: one that is eager, and one that takes all the time it is given.
pub(crate) struct Site {
    pub(crate) habit: Habit,
    pub(crate) folder: PathBuf,
    pub(crate) servers: [Server; 2],
    /// Until when reloading fails.
    pub(crate) deaf_until: i64,
    /// Until when its folder is away.
    pub(crate) away_until: i64,
    /// When it could last not be written, or servers could not be told.
    pub(crate) obstacle: i64,
    /// The file in its place: what tells it from another one, and its generation.
    status: Option<(u64, i64, i64)>,
    newest: Option<(i64, u64)>,
}

impl Site {
    pub(crate) fn new(habit: Habit, folder: PathBuf, now: i64) -> Self {
        Self {
            habit,
            folder,
            servers: Default::default(),
            deaf_until: 0,
            away_until: 0,
            obstacle: now,
            status: None,
            newest: None,
        }
    }

    /// Looks whether another file is in the place, which servers then come for.
    pub(crate) fn look(&mut self, now: i64, verifier: &Verifier, dice: &mut Dice, figures: &mut Figures) {
        let path = self.folder.join("keys.jsonl");
        let Ok(there) = fs::metadata(&path) else { return };
        let mark = (there.ino(), there.mtime(), there.mtime_nsec());
        if self.status == Some(mark) {
            self.come(now, verifier, dice, figures);
            return;
        }
        self.status = Some(mark);
        figures.one("files placed");
        let name = self.habit.name;
        match keywright::verification::read_entries(fs::File::open(&path).unwrap(), Some(verifier)) {
            Ok((claims, _)) => {
                let place = (claims.epoch.unix(), claims.generation);
                if self.newest.is_some_and(|newest| place <= newest) {
                    figures.violated(Never::Backwards, || {
                        format!("{now}: target {name} has {place:?} after {:?}", self.newest)
                    });
                }
                self.newest = Some(place);
                if !self.habit.reloads {
                    // From its issue on, which is when it was placed.
                    self.reload(claims.iat.unix());
                }
            }
            Err(error) => {
                figures.violated(Never::Backwards, || format!("{now}: target {name} is damaged: {error}"));
            }
        }
        self.come(now, verifier, dice, figures);
    }

    /// Servers know that there is something for them, and have until the pick-up time to get it.
    pub(crate) fn reload(&mut self, since: i64) {
        let due = since + self.habit.pickup;
        for server in &mut self.servers {
            server.due = Some(server.due.map_or(due, |before| before.min(due)));
        }
    }

    /// Servers that come by chance, and those that have to.
    fn come(&mut self, now: i64, verifier: &Verifier, dice: &mut Dice, figures: &mut Figures) {
        for (place, server) in self.servers.iter_mut().enumerate() {
            let must = server.due.is_some_and(|due| due <= now);
            let may = place == 0 && (server.file.is_none() || dice.below(3) == 0);
            if !must && !may {
                continue;
            }
            server.due = None;
            let Ok(file) = fs::File::open(self.folder.join("keys.jsonl")) else { continue };
            match verifier.load(file, Timestamp::from_unix(now), &server.seen) {
                Ok(file) => {
                    server.seen = Some(file.seen());
                    server.file = Some(file);
                    figures.one("files loaded");
                }
                // The machine was off for too long.
                Err(Rejection::Stale { .. }) => figures.one("stale files refused"),
                Err(error) => {
                    let name = self.habit.name;
                    figures.violated(Never::Backwards, || {
                        format!("{now}: a server of {name} refuses its file: {error}")
                    });
                }
            }
        }
    }
}
