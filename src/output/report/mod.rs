//! The report: one HTML page that shows how keys live. It needs no script, no font and no network, and says so in its
//! content policy: whatever a name holds, a browser fetches and runs nothing.
//!
//! | file | |
//! |---|---|
//! | `attention` | what `status` complains of, and the counts |
//! | `timeline` | the life of every name as a drawing |
//! | `servers` | the files that servers have, and whom they admit |
//! | `months` | the calendar of the next twelve months |
//! | `lists` | unused keys, and the log |
//! | `text` | names, times and sentences as markup |
//! | `scale` | where a time is in a drawing |
//! | `style.css` | how it looks: light, dark, narrow, printed |

mod attention;
mod lists;
mod months;
mod scale;
mod servers;
mod text;
mod timeline;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::ops::output_file::Kind;
use crate::ops::report::Overview;
use text::OddNames;

/// A report that is written to a file.
pub const FILE: Kind =
    Kind { what: "a report", beginning: "<!DOCTYPE html><!-- keywright report -->", mode: 0o600 };

const STYLE: &str = include_str!("style.css");
/// SHA-256 of the style, the only one that the policy allows (CSP Level 3, section 2.3.1); a test compares it.
const STYLE_HASH: &str = "sha256-tti/CVDwBnN0VffXC4892yhscQFQeSx3kChd4CQNX4U=";

/// The most bytes of a page: a browser opens it in a second.
const MOST_BYTES: usize = 4_500_000;

/// A part of the page: where its links lead to, its heading, and its content.
struct Part {
    id: &'static str,
    title: &'static str,
    content: Markup,
}

/// The page. `name`: that of the vault's file.
pub fn page(overview: &Overview, name: &str) -> String {
    let odd = OddNames::of(overview.lineages.iter().map(|lineage| lineage.name.as_str()));
    let mut parts = vec![
        Part { id: "attention", title: "Attention", content: attention::part(overview, &odd) },
        Part { id: "servers", title: "Servers", content: servers::part(overview, &odd) },
        Part { id: "calendar", title: "Next twelve months", content: months::part(overview) },
        Part { id: "unused", title: "Unused keys", content: lists::unused(&overview.unused) },
        Part { id: "log", title: "Log of the last four weeks", content: lists::log(overview) },
    ];
    let rest: usize = parts.iter().map(|part| part.content.0.len()).sum();
    let timeline = timeline::part(overview, MOST_BYTES.saturating_sub(rest + STYLE.len()));
    parts.insert(1, Part { id: "timeline", title: "Timeline", content: timeline });
    let mut page = document(overview, name, &parts).0;
    page.push('\n');
    page
}

fn document(overview: &Overview, name: &str, parts: &[Part]) -> Markup {
    let title = format!("API keys of {name}");
    let policy = format!("default-src 'none'; style-src '{STYLE_HASH}'; base-uri 'none'; form-action 'none'");
    html! {
        (DOCTYPE) (PreEscaped("<!-- keywright report -->"))
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="referrer" content="no-referrer";
                meta name="robots" content="noindex";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (text::plain(&title)) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    h1 { "API keys of " (text::name(name)) }
                    p {
                        "As of " (text::time(overview.status.now)) ", times in UTC. Vault "
                        code { (overview.fingerprint) } "."
                    }
                    nav aria-label="Parts of this page" {
                        ul { @for part in parts { li { a href={ "#" (part.id) } { (part.title) } } } }
                    }
                }
                main {
                    @for part in parts {
                        section id=(part.id) aria-labelledby={ (part.id) "-title" } {
                            h2 id={ (part.id) "-title" } { (part.title) }
                            (part.content)
                        }
                    }
                }
                footer {
                    p {
                        "Made by keywright " (env!("CARGO_PKG_VERSION")) " from the vault with the id "
                        code { (overview.vault) }
                        ". It holds names, and no secret: whoever reads it learns which keys and servers there are."
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    use super::*;
    use crate::crypto::hash::sha256;

    #[test]
    fn the_policy_allows_this_style_alone() {
        let hash = format!("sha256-{}", STANDARD.encode(sha256(STYLE.as_bytes()).as_bytes()));
        assert_eq!(STYLE_HASH, hash);
        assert!(!STYLE.contains("url(") && !STYLE.contains("@import"), "nothing is fetched");
    }
}
