//! Reading a line that is not shown: a passphrase or a key's secret.

use std::fs::File;
use std::io::{self, Read as _, Write as _};

use rustix::process::{Signal, getpid, kill_process};
use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr};
use zeroize::Zeroizing;

/// The most that is read, in bytes.
const MOST: usize = 16 * 1024;

const CTRL_C: u8 = 3;
const CTRL_D: u8 = 4;
const CTRL_H: u8 = 8;
const CTRL_U: u8 = 21;
const CTRL_W: u8 = 23;
const DELETE: u8 = 127;

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

/// Shows the prompt and reads a line. Keys without a character are part of it: whoever asked refuses them, where
/// leaving them out would make another passphrase of it.
///
/// # Errors
/// `UnexpectedEof` after Ctrl-D, or if the terminal is gone; `Interrupted` after Ctrl-C, if that does not end the
/// process; `InvalidData` for what is not UTF-8 or too long.
pub(super) fn line(terminal: &mut File, prompt: &str) -> io::Result<String> {
    let reader = terminal.try_clone()?;
    let unseen = Unseen::begin(&reader)?;
    terminal.write_all(prompt.as_bytes())?;
    let line = read(terminal);
    terminal.write_all(b"\n")?;
    drop(unseen);
    if matches!(&line, Err(error) if error.kind() == io::ErrorKind::Interrupted) {
        // As if the terminal had sent it. By now it shows again what is typed.
        kill_process(getpid(), Signal::INT)?;
    }
    line
}

fn read(terminal: &mut File) -> io::Result<String> {
    // Reserved at once, so that growing leaves no copies behind.
    let mut line = Zeroizing::new(Vec::with_capacity(MOST));
    loop {
        let mut key = Zeroizing::new([0]);
        match terminal.read(&mut *key) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        }
        match key[0] {
            b'\n' | b'\r' => break,
            CTRL_C => return Err(io::ErrorKind::Interrupted.into()),
            CTRL_D => return Err(io::ErrorKind::UnexpectedEof.into()),
            CTRL_U => line.clear(),
            DELETE | CTRL_H => drop_character(&mut line),
            CTRL_W => drop_word(&mut line),
            _ if line.len() == MOST => return Err(invalid("it is too long")),
            byte => line.push(byte),
        }
    }
    std::str::from_utf8(&line).map(str::to_owned).map_err(|_| invalid("it is not UTF-8"))
}

fn drop_character(line: &mut Vec<u8>) {
    // Bytes of a character in UTF-8 after the first.
    while line.pop().is_some_and(|byte| byte & 0xc0 == 0x80) {}
}

fn drop_word(line: &mut Vec<u8>) {
    while line.last() == Some(&b' ') {
        line.pop();
    }
    while line.last().is_some_and(|byte| *byte != b' ') {
        line.pop();
    }
}

fn invalid(why: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_correct_take_whole_characters_and_words() {
        let after = |line: &str, drop: fn(&mut Vec<u8>)| {
            let mut line = line.as_bytes().to_vec();
            drop(&mut line);
            String::from_utf8(line).unwrap()
        };
        assert_eq!(after("aé", drop_character), "a");
        assert_eq!(after("a", drop_character), "");
        assert_eq!(after("", drop_character), "");
        assert_eq!(after("two words ", drop_word), "two ");
        assert_eq!(after("word", drop_word), "");
    }
}
