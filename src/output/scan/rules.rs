//! Rules by which other programs find secrets of Keywright's format.

// Some of the comments below are shown as help.
#![allow(clippy::doc_markdown)]

use clap::ValueEnum;

/// A program that looks for secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Scanner {
    /// The regular expression alone (grep -E, ripgrep, PCRE, RE2)
    Regex,
    /// A rule for Gitleaks (TOML)
    Gitleaks,
    /// A detector for TruffleHog (YAML)
    Trufflehog,
}

/// A prefix of 1 to 32 characters, `_`, and 54 base62 characters with none following. Compatible with POSIX
/// (as GNU extends it), PCRE and RE2. Somewhat wider than the grammar, which allows no two underscores in a
/// row; no expression can verify the checksum.
const REGEX: &str = r"[a-z][a-z0-9_]{0,31}_[0-9A-Za-z]{54}\b";

/// The rule for the scanner, with a final line feed.
pub fn rule(scanner: Scanner) -> String {
    match scanner {
        Scanner::Regex => format!("{REGEX}\n"),
        // 54 random characters of 62 have about 5 bits each; 32 equal ones before them reduce that to 4.
        Scanner::Gitleaks => format!(
            "[[rules]]\n\
             id = \"keywright-api-key\"\n\
             description = \"Keywright API key\"\n\
             regex = '''{REGEX}'''\n\
             entropy = 3.5\n\
             keywords = [\"_\"] # your prefixes, such as \"acme_live_\", make it faster\n"
        ),
        Scanner::Trufflehog => format!(
            "detectors:\n  \
               - name: keywright-api-key\n    \
                 keywords: [\"_\"] # your prefixes, such as \"acme_live_\", make it faster\n    \
                 regex:\n      \
                   key: '{REGEX}'\n"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_for_gitleaks_is_toml() {
        let table: toml::Table = rule(Scanner::Gitleaks).parse().unwrap();
        let rules = table["rules"].as_array().unwrap();
        assert_eq!(rules.len(), 1);
        assert_eq!(rules[0]["regex"].as_str(), Some(REGEX));
        assert!(rules[0]["id"].is_str() && rules[0]["keywords"].is_array());
    }

    #[test]
    fn the_rule_for_trufflehog_has_the_expression_as_plain_text() {
        // In single quotes YAML has no escapes but the doubled quote.
        assert!(!REGEX.contains('\''));
        assert!(rule(Scanner::Trufflehog).ends_with(&format!("      key: '{REGEX}'\n")));
    }
}
