//! `docs/exit-codes.md` says what `error.rs` does.

use keywright::error::{Kind, Reason};

/// The cells of the table rows whose first cell satisfies a condition.
fn rows(first: fn(&str) -> bool) -> Vec<Vec<String>> {
    let text = super::read("docs/exit-codes.md");
    let cells = |line: &str| -> Vec<String> {
        line.trim()
            .trim_matches('|')
            .split('|')
            .map(|cell| cell.trim().trim_matches('`').to_owned())
            .collect()
    };
    text.lines().filter(|line| line.starts_with('|')).map(cells).filter(|row| first(&row[0])).collect()
}

#[test]
fn every_exit_code_has_its_row() {
    let number = |cell: &str| cell.parse::<u8>().is_ok();
    let documented: Vec<(String, String)> =
        rows(number).into_iter().map(|row| (row[0].clone(), row[1].clone())).collect();
    let mut ours = vec![("0".to_owned(), "ok".to_owned())];
    ours.extend(Kind::ALL.iter().map(|kind| (kind.exit_code().to_string(), kind.code().to_owned())));
    assert_eq!(documented, ours);
}

#[test]
fn every_reason_has_its_row() {
    let reasons =
        [Reason::Signature, Reason::Digest, Reason::Stale, Reason::Audience, Reason::Version, Reason::Vault];
    let documented: Vec<String> =
        rows(|cell| cell.chars().all(|c| c.is_ascii_lowercase()) && !matches!(cell, "code" | "reason"))
            .into_iter()
            .map(|row| row[0].clone())
            .collect();
    assert_eq!(documented, reasons.map(|reason| reason.as_str().to_owned()));
}
