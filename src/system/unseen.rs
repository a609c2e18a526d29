//! Reading a line that is not shown: a passphrase or a key's secret. `rpassword` edits the line; this sets the terminal,
//! and sees to it that no key is dropped in silence.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Write as _};
use std::rc::Rc;

use rpassword::{ConfigBuilder, prompt_password_with_config};
use rustix::process::{Signal, getpid, kill_process};
use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr};
use zeroize::Zeroizing;

/// The most that is read, in bytes.
const MOST: usize = 16 * 1024;

const CTRL_C: u8 = 3;
const CTRL_D: u8 = 4;
/// Keys that edit or end the line: backspace, line feed, carriage return, Ctrl-U, Ctrl-W, delete.
const EDITING: [char; 6] = ['\x08', '\n', '\r', '\x15', '\x17', '\x7f'];

/// A terminal that shows nothing and reports every key, until this is dropped.
struct Unseen<'a> {
    terminal: &'a File,
    before: Termios,
}

impl<'a> Unseen<'a> {
    fn begin(terminal: &'a File) -> io::Result<Self> {
        let before = tcgetattr(terminal)?;
        let mut raw = before.clone();
        raw.local_modes -= LocalModes::ECHO
            | LocalModes::ECHONL
            | LocalModes::ICANON
            | LocalModes::ISIG
            | LocalModes::IEXTEN;
        raw.special_codes[SpecialCodeIndex::VMIN] = 1;
        raw.special_codes[SpecialCodeIndex::VTIME] = 0;
        // What was typed before the question was shown on the screen, and is no answer to it.
        tcsetattr(terminal, OptionalActions::Flush, &raw)?;
        Ok(Self { terminal, before })
    }
}

impl Drop for Unseen<'_> {
    fn drop(&mut self) {
        let _ = tcsetattr(self.terminal, OptionalActions::Now, &self.before);
    }
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
    typed: Rc<RefCell<Zeroizing<Vec<u8>>>>,
}

impl Read for Keys {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(key) = buffer.get_mut(..1) else { return Ok(0) };
        let mut typed = self.typed.borrow_mut();
        if typed.len() == MOST {
            return Err(invalid("it is too long"));
        }
        match self.terminal.read(key)? {
            0 => Err(io::Error::other(Left::End)),
            _ if key[0] == CTRL_D => Err(io::Error::other(Left::End)),
            // Not left to the library: it would end the process before the terminal shows again what is typed.
            _ if key[0] == CTRL_C => Err(io::Error::other(Left::Interrupt)),
            count => {
                typed.push(key[0]);
                Ok(count)
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
    let keys = Keys { terminal: terminal.try_clone()?, typed: Rc::clone(&typed) };
    let config = ConfigBuilder::new().input_reader(keys).output_writer(terminal.try_clone()?).build();
    let unseen = Unseen::begin(terminal)?;
    let line = prompt_password_with_config(prompt, config);
    let mut screen = unseen.terminal;
    screen.write_all(b"\n")?;
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
