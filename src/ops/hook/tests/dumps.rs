//! The secret in what other programs make of it.

use std::io::Write as _;
use std::process::{Command, Stdio};

use super::*;

/// What programs make of bytes, with and without the addresses that they put before a line.
const DUMPS: [&str; 30] = [
    "od",
    "od -An",
    "od -tx1",
    "od -An -tx1",
    "od -x",
    "od -An -tx2",
    "od -tx4",
    "od -An -tx8",
    "od -tx2 --endian=big",
    "od -b",
    "od -An -to1",
    "od -to2 --endian=big",
    "od -to4",
    "od -to8",
    "od -c",
    "od -An -c",
    "od -An -w8 -c",
    "od -a",
    "od -tu1",
    "od -An -tu2",
    "base32",
    "base32 -w0",
    "basenc --base32hex",
    "base64",
    "xxd",
    "xxd -p",
    "xxd -e",
    "xxd -i",
    "hexdump",
    "hexdump -b",
];

/// The output of a program; `None` if this machine does not have it.
fn output(line: &str, input: &[u8]) -> Option<Vec<u8>> {
    let mut words = line.split(' ');
    let mut command = Command::new(words.next()?);
    command.args(words).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().ok()?;
    child.stdin.take()?.write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{line}");
    Some(output.stdout)
}

#[test]
fn it_is_recognised_in_what_programs_make_of_it() {
    let secret = secret();
    let (start, invisible) = secret.expose().split_at(secret.start().unwrap().len());
    let mut tried = 0;
    for (dump, before) in DUMPS.iter().flat_map(|dump| (0..9).map(move |before| (dump, before))) {
        for part in [invisible, &invisible[5..21]] {
            let input = format!("{}{part}?\n", "~".repeat(before));
            let Some(stderr) = output(dump, input.as_bytes()) else { continue };
            let mut forms = vec![stderr.iter().rev().copied().collect()];
            // In the other codes they are other digits.
            forms.extend(dump.contains("base32").then(|| stderr.to_ascii_lowercase()));
            forms.push(stderr);
            for stderr in forms {
                let words = run(&failing(Vec::new(), &stderr), 0, Some(&secret)).1;
                let text = String::from_utf8_lossy(&stderr).into_owned();
                assert!(words.ends_with(redact::WITHHELD), "{dump}, {before}: {text}{words}");
                tried += 1;
            }
        }
        let Some(stderr) = output(dump, start.as_bytes()) else { continue };
        let words = run(&failing(Vec::new(), &stderr), 0, Some(&secret)).1;
        assert!(!words.ends_with(redact::WITHHELD), "what may be shown is kept: {dump}: {words}");
    }
    assert!(tried > 20 * 9 * 4, "od and base32 are there: {tried}");
}

#[test]
fn it_is_recognised_in_literals_of_languages_and_backwards() {
    let secret = secret();
    let part = &secret.expose()[secret.start().unwrap().len()..][5..13];
    let each = |form: fn(u8) -> String| part.bytes().map(form).collect::<String>();
    for text in [
        each(|byte| format!("\\x{byte:02x}")),
        each(|byte| format!("0x{byte:02X}, ")),
        each(|byte| format!("%{byte:02x}")),
        each(|byte| format!("\\{byte:03o}")),
        each(|byte| format!("{byte:03o}")),
        each(|byte| format!("{byte}, ")),
        each(|byte| format!("\\u{byte:04x}")),
        each(|byte| format!("\\U{byte:08X}")),
        each(|byte| format!("{byte:02x}:00:")),
        each(|byte| format!("00{byte:02x}")),
        each(|byte| format!("\\x00\\x{byte:02x}")),
        part.chars().rev().collect(),
        spread(&part.chars().rev().collect::<String>(), " "),
    ] {
        let words = run(&failing(Vec::new(), text.as_bytes()), 0, Some(&secret)).1;
        assert!(words.ends_with(redact::WITHHELD), "{text}: {words}");
    }
}
