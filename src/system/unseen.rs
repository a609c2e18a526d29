//! Reading a line that is not shown: a passphrase or a key's secret. `rpassword` edits the line; this sets the terminal,
//! and sees to it that no key is dropped in silence.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Write as _};
use std::os::unix::net::UnixStream;
use std::rc::Rc;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rpassword::{ConfigBuilder, prompt_password_with_config};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::retry_on_intr;
use rustix::process::{Signal, getpid, kill_process};
use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr};
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::{flag, low_level};
use zeroize::Zeroizing;

use crate::ports::Silence;

/// The most that is read, in bytes.
const MOST: usize = 16 * 1024;

const CTRL_C: u8 = 3;
const CTRL_D: u8 = 4;
/// Keys that edit or end the line: backspace, line feed, carriage return, Ctrl-U, Ctrl-W, delete.
const EDITING: [char; 6] = ['\x08', '\n', '\r', '\x15', '\x17', '\x7f'];

/// A terminal that does not show what is typed, until this is dropped. What would end the process is held back meanwhile.
pub(super) struct Unseen {
    terminal: File,
    before: Termios,
    /// What was typed and not read is left to be read.
    keeps: bool,
    held_back: HeldBack,
}

impl Unseen {
    /// While questions are asked one after the other and their answers are checked.
    pub(super) fn begin(terminal: &File) -> io::Result<Self> {
        Self::without(terminal, LocalModes::empty())
    }

    /// While a line is read: every key is reported, Ctrl-C too.
    fn reading(terminal: &File) -> io::Result<Self> {
        Self::without(terminal, LocalModes::ICANON | LocalModes::ISIG | LocalModes::IEXTEN)
    }

    fn without(terminal: &File, left_out: LocalModes) -> io::Result<Self> {
        let terminal = terminal.try_clone()?;
        let before = tcgetattr(&terminal)?;
        let mut modes = before.clone();
        modes.local_modes -= LocalModes::ECHO | LocalModes::ECHONL | left_out;
        if left_out.contains(LocalModes::ICANON) {
            modes.special_codes[SpecialCodeIndex::VMIN] = 1;
            modes.special_codes[SpecialCodeIndex::VTIME] = 0;
        }
        let held_back = HeldBack::begin()?;
        // What was typed before the question was shown on the screen, and is no answer to it.
        tcsetattr(&terminal, OptionalActions::Flush, &modes)?;
        Ok(Self { terminal, before, keeps: false, held_back })
    }
}

impl Silence for Unseen {
    fn is_interrupted(&self) -> bool {
        CAME.load(Ordering::SeqCst) != 0
    }

    fn answered(mut self: Box<Self>) {
        self.keeps = true;
    }
}

impl Drop for Unseen {
    fn drop(&mut self) {
        // What was typed or pasted beyond the line would be shown, and the shell would run it.
        let action = if self.keeps { OptionalActions::Now } else { OptionalActions::Flush };
        let _ = tcsetattr(&self.terminal, action, &self.before);
    }
}

/// What ends the process: Ctrl-C where not every key is read, `timeout`, a terminal or connection that closes, Ctrl-\.
const ENDING: [i32; 4] = [SIGINT, SIGTERM, SIGHUP, SIGQUIT];

/// Whether they do so at once, as they do where nobody is asked.
static END_AT_ONCE: AtomicBool = AtomicBool::new(true);

/// Which came while they were held back; 0 for none.
static CAME: AtomicUsize = AtomicUsize::new(0);

/// Holds back what would end the process, until this is dropped: the terminal must show again what is typed. Of several,
/// the outermost lets it through.
struct HeldBack {
    /// Readable once a signal has come.
    came: &'static UnixStream,
    ended_at_once: bool,
}

impl HeldBack {
    fn begin() -> io::Result<Self> {
        // Once for all prompts: what the kernel does with a signal cannot be given back to it.
        static REGISTERED: OnceLock<Option<UnixStream>> = OnceLock::new();
        let came = REGISTERED.get_or_init(|| register().ok()).as_ref().ok_or(ErrorKind::Unsupported)?;
        Ok(Self { came, ended_at_once: END_AT_ONCE.swap(false, Ordering::SeqCst) })
    }
}

impl Drop for HeldBack {
    fn drop(&mut self) {
        END_AT_ONCE.store(self.ended_at_once, Ordering::SeqCst);
        let came = i32::try_from(CAME.load(Ordering::SeqCst)).ok().and_then(Signal::from_named_raw);
        if self.ended_at_once
            && let Some(signal) = came
        {
            let _ = kill_process(getpid(), signal);
        }
    }
}

/// Has what ends the process do so unless it is held back; what this returns is readable once that was so.
fn register() -> io::Result<UnixStream> {
    let (came, send) = UnixStream::pair()?;
    let ignored = ignored();
    for signal in ENDING.into_iter().filter(|signal| ignored >> (signal - 1) & 1 == 0) {
        flag::register_conditional_default(signal, &END_AT_ONCE)?;
        // Which it was, before it is told that one came.
        flag::register_usize(signal, &CAME, usize::try_from(signal).unwrap_or_default())?;
        low_level::pipe::register(signal, send.try_clone()?)?;
    }
    Ok(came)
}

/// The signals that whoever started the process has it ignore, as `nohup` does: bit 0 is signal 1. (`proc_pid_status(5)`)
fn ignored() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
}

/// Why a line ends without an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("left")]
enum Left {
    /// By Ctrl-C.
    Interrupt,
    /// By Ctrl-D, or because the terminal is gone.
    End,
}

/// What is typed, and remembered for as long as it has to be looked at.
struct Keys {
    terminal: File,
    /// Readable once a signal has come.
    ending: &'static UnixStream,
    typed: Rc<RefCell<Zeroizing<Vec<u8>>>>,
}

impl Read for Keys {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(key) = buffer.get_mut(..1) else { return Ok(0) };
        let mut typed = self.typed.borrow_mut();
        loop {
            let mut sources =
                [PollFd::new(&self.terminal, PollFlags::IN), PollFd::new(self.ending, PollFlags::IN)];
            retry_on_intr(|| poll(&mut sources, None))?;
            if !sources[1].revents().is_empty() {
                return Err(io::Error::other(Left::End));
            }
            match self.terminal.read(key)? {
                0 => return Err(io::Error::other(Left::End)),
                _ if key[0] == CTRL_D => return Err(io::Error::other(Left::End)),
                // Not left to the library: it would end the process before the terminal shows again what is typed.
                _ if key[0] == CTRL_C => return Err(io::Error::other(Left::Interrupt)),
                count if typed.len() < MOST => {
                    typed.push(key[0]);
                    return Ok(count);
                }
                // The rest of the line is not left to be shown.
                _ if matches!(key[0], b'\n' | b'\r') => return Err(invalid("it is too long")),
                _ => key[0] = 0,
            }
        }
    }
}

/// Shows the prompt and reads a line.
///
/// # Errors
/// `UnexpectedEof` after Ctrl-D, or if the terminal is gone; `Interrupted` after Ctrl-C, if that does not end the
/// process; `InvalidData` for what is not UTF-8, has control characters or is too long: leaving them out would make
/// another passphrase of it.
pub(super) fn line(terminal: &mut File, prompt: &str) -> io::Result<String> {
    // Reserved at once, so that growing leaves no copies behind.
    let typed = Rc::new(RefCell::new(Zeroizing::new(Vec::with_capacity(MOST))));
    let unseen = Unseen::reading(terminal)?;
    if CAME.load(Ordering::SeqCst) != 0 {
        return Err(ErrorKind::Interrupted.into());
    }
    let keys =
        Keys { terminal: terminal.try_clone()?, ending: unseen.held_back.came, typed: Rc::clone(&typed) };
    let config = ConfigBuilder::new().input_reader(keys).output_writer(terminal.try_clone()?).build();
    let line = prompt_password_with_config(prompt, config);
    terminal.write_all(b"\n")?;
    drop(unseen);
    let left = |error: &io::Error| error.get_ref().and_then(|inner| inner.downcast_ref::<Left>()).copied();
    match line.map_err(|error| (left(&error), error)) {
        Ok(line) => typed_whole(&typed.borrow()).map(|()| line),
        Err((Some(Left::End), _)) => Err(ErrorKind::UnexpectedEof.into()),
        Err((Some(Left::Interrupt), _)) => {
            // As if the terminal had sent it.
            kill_process(getpid(), Signal::INT)?;
            Err(ErrorKind::Interrupted.into())
        }
        Err((None, error)) => Err(error),
    }
}

/// Whether the line has every key that was typed.
fn typed_whole(typed: &[u8]) -> io::Result<()> {
    let text = std::str::from_utf8(typed).map_err(|_| invalid("it is not UTF-8"))?;
    let is_lost = |character: &char| character.is_control() && !EDITING.contains(character);
    match text.chars().find(is_lost) {
        Some(lost) => Err(invalid(format!("it has the control character U+{:04X}", u32::from(lost)))),
        None => Ok(()),
    }
}

fn invalid(why: impl Into<String>) -> io::Error {
    let why = why.into();
    io::Error::new(ErrorKind::InvalidData, why)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_library_would_drop_is_no_answer() {
        for whole in ["hunter2 horse\n", "prè\x7f\x08e\r", "x\x15\x17\n", ""] {
            assert!(typed_whole(whole.as_bytes()).is_ok(), "{whole:?}");
        }
        for lost in [&b"a\tb\n"[..], b"a\x1b[Db\n", b"a\0\n", b"\xff\n", "a\u{85}b\n".as_bytes()] {
            assert!(typed_whole(lost).is_err(), "{lost:?}");
        }
    }
}
