use keywright::formats::usage::{KeyField, LogFormat, UtcOffset};
use keywright::ops::usage::{Format, Import, Request};

use super::ports::ManualClock;
use super::stage::{Opened, choice};

thread_local!(static OPENED: Opened = Opened::new());

/// A server's log in each of the three formats: line by line, and as an import that is not stored. What is
/// wrong with a line is told without a word of it.
pub fn usage_log(data: &[u8]) {
    let (number, log) = choice(data);
    let field = u16::try_from(number % 12).unwrap();
    let offset: UtcOffset = if number % 2 == 0 { "+00:00" } else { "-03:30" }.parse().unwrap();
    let by = if field == 0 { KeyField::User } else { KeyField::Number(field) };
    let request =
        |format, key_field, utc_offset| Request { format, key_field, utc_offset, skip_broken: true };
    for request in [
        request(Format::Jsonl, None, None),
        request(Format::Combined, Some(by), None),
        request(Format::Haproxy, Some(KeyField::Number(field.max(1))), Some(offset)),
    ] {
        let format = request.log_format().unwrap();
        log.split(|byte| *byte == b'\n').for_each(|line| read(format, line));
        import(&request, log);
    }
}

fn read(format: LogFormat, line: &[u8]) {
    match format.read(line) {
        Ok(Some(usage_record)) => {
            assert!((0..=253_402_300_799).contains(&usage_record.at.unix()), "{:?}", usage_record.at);
            assert!(!usage_record.text.is_empty() && usage_record.text.len() <= line.len());
        }
        Ok(None) => {}
        Err(broken) => assert!(broken.what.is_ascii() && broken.what.len() < 200, "{}", broken.what),
    }
}

fn import(request: &Request, log: &[u8]) {
    OPENED.with(|opened| {
        let clock = ManualClock::default();
        let mut import = Import::begin(&opened.vault, request, &clock).unwrap();
        let mut lines = 0;
        // It fails where not one line is in this format, and where one is of the future.
        if let Err(error) = import.read("stdin", &mut &*log, &mut |more| lines += more) {
            assert!(error.kind.exit_code() == 2 || error.kind.exit_code() == 4, "{error}");
        }
        assert!(lines <= u64::try_from(log.len()).unwrap() + 1);
    });
}
