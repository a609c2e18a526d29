//! The owner's programs: they work, fail, hang, do their work and say that they failed; and while
//! they run somebody else may be at the vault.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::time::Duration;

use keywright::domain::hook::HookCommand;
use keywright::domain::time::Span;
use keywright::ops::rotation::run;
use keywright::ports::{HookCall, HookEnd, HookOutput, HookRunner};

use crate::figures::Never;
use crate::stage::{HookFault, Stage};

fn ends(end: HookEnd, stdout: &str) -> HookOutput {
    HookOutput {
        end,
        stdout: stdout.as_bytes().to_vec().into(),
        stderr: b"words".to_vec().into(),
        took: Duration::ZERO,
    }
}

fn variable(call: &HookCall<'_>, name: &str) -> String {
    let found = call.environment.iter().find(|(known, _)| known == OsStr::new(name));
    found.map(|(_, value)| value.to_str().unwrap().to_owned()).unwrap_or_default()
}

impl HookRunner for Stage {
    fn find(&self, _: &HookCommand) -> std::io::Result<Option<PathBuf>> {
        Ok(None)
    }

    fn run(&self, call: &HookCall<'_>) -> HookOutput {
        self.fuse.burn();
        self.count("hooks run");
        self.time.pass(1 + i64::try_from(self.roll(20)).unwrap());
        let first = self.roll(2) == 0;
        if first {
            self.others();
        }
        let output = match variable(call, "KEYWRIGHT_STEP").as_str() {
            "reload" => self.reload(&call.command.arguments()[0]),
            step => self.step(step, call),
        };
        if !first {
            self.others();
        }
        if matches!(output.end, HookEnd::TimedOut) {
            self.time.pass(call.timeout.as_seconds());
        }
        self.look();
        self.fuse.burn();
        output
    }

    fn pause(&self, span: Span) {
        self.time.pass(span.as_seconds());
    }
}

impl Stage {
    fn reload(&self, name: &str) -> HookOutput {
        let odd = self.mishap(25);
        let arrives = self.roll(2) == 0;
        let now = self.time.at();
        let mut model = self.model.borrow_mut();
        let site = model.sites.iter_mut().find(|site| site.habit.name == name).unwrap();
        let fails = odd || site.deaf_until > now;
        if !fails || arrives {
            site.reload(now);
        }
        if fails {
            model.figures.one("hook failures");
            return ends(if arrives { HookEnd::TimedOut } else { HookEnd::Exited(1) }, "");
        }
        ends(HookEnd::Exited(0), "")
    }

    /// A hook of a lineage.
    fn step(&self, step: &str, call: &HookCall<'_>) -> HookOutput {
        let (name, id) = (variable(call, "KEYWRIGHT_KEY_NAME"), variable(call, "KEYWRIGHT_KEY_ID"));
        let version: u32 = variable(call, "KEYWRIGHT_VERSION").parse().unwrap();
        let odd = self.mishap(20).then(|| self.hook_fault());
        let now = self.time.at();
        let model = &mut *self.model.borrow_mut();
        let lineage = model.lineages.get_mut(&name).unwrap();
        let lasting = lineage.hook_fault.filter(|(_, until)| *until > now).map(|(hook_fault, _)| hook_fault);
        let hook_fault = lasting.or(odd);
        let does = matches!(hook_fault, None | Some(HookFault::DoesAndFails | HookFault::DoesAndHangs));
        if step == "deliver" && does {
            lineage.take(&id, version, call.stdin.unwrap().expose());
            model.out.insert(id);
        }
        lineage.note(now, &format!("hook {step} v{version}: {hook_fault:?}"));
        if hook_fault.is_some() {
            model.figures.one("hook failures");
        }
        let held = lineage.held.as_ref();
        let is_new = held.is_some_and(|held| held.version == version);
        let end = match hook_fault {
            Some(HookFault::Fails | HookFault::DoesAndFails) => HookEnd::Exited(7),
            Some(HookFault::Hangs | HookFault::DoesAndHangs) => HookEnd::TimedOut,
            Some(HookFault::Missing) => HookEnd::NotStarted(ErrorKind::NotFound.into()),
            None if step == "verify" && !lineage.kind.echo && !is_new => HookEnd::Exited(1),
            None => HookEnd::Exited(0),
        };
        let echoed = held.filter(|_| step == "verify" && lineage.kind.echo && hook_fault.is_none());
        ends(end, &echoed.map_or_else(String::new, |held| format!("{}\n", held.secret)))
    }

    pub(crate) fn hook_fault(&self) -> HookFault {
        match self.roll(5) {
            0 => HookFault::Fails,
            1 => HookFault::Hangs,
            2 => HookFault::DoesAndFails,
            3 => HookFault::DoesAndHangs,
            _ => HookFault::Missing,
        }
    }

    /// Somebody else at the same vault, in the middle of a hook: another run, one that does not see the
    /// first one's lock, or the owner.
    fn others(&self) {
        if self.crowded.get() || !self.mishap(30) {
            return;
        }
        self.crowded.set(true);
        match self.roll(3) {
            0 => {
                self.count("overlapping runs that stood back");
                let report = run::run(&self.open(true), &[], &self.time, self.programs());
                if !report.is_ok_and(|report| report.is_busy) {
                    self.violated(Never::Failed, "", "a second run did not stand back");
                }
            }
            1 => {
                self.count("overlapping runs without a lock");
                let vault = self.open(false);
                if let Err(error) = run::run(&vault, &[], &self.time, self.programs()) {
                    self.violated(Never::Failed, "", &format!("an overlapping run: {error}"));
                }
            }
            _ => crate::owner::act(self, &self.open(true)),
        }
        self.crowded.set(false);
    }
}
