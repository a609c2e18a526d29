//! Links between the documents lead somewhere.

use std::path::Path;

/// The anchor that a forge gives to a heading.
fn anchor(heading: &str) -> String {
    let kept = heading.trim_start_matches('#').trim().to_lowercase();
    let is_kept = |c: &char| c.is_alphanumeric() || [' ', '-', '_'].contains(c);
    kept.chars().filter(is_kept).map(|c| if c == ' ' { '-' } else { c }).collect()
}

fn has_anchor(page: &Path, wanted: &str) -> bool {
    let text = std::fs::read_to_string(page).unwrap();
    let mut is_code = false;
    text.lines().any(|line| {
        is_code ^= line.starts_with("```");
        !is_code && line.starts_with('#') && anchor(line) == wanted
    })
}

#[test]
fn links_lead_somewhere() {
    let (mut wrong, mut anchors) = (Vec::new(), 0);
    for path in super::files_below(super::root()) {
        if path.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for (place, _) in text.match_indices("](") {
            let link = text[place + 2..].split(')').next().unwrap();
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            if file.contains("://") {
                continue;
            }
            let page = if file.is_empty() { path.clone() } else { path.parent().unwrap().join(file) };
            let is_page = page.extension().is_some_and(|extension| extension == "md");
            anchors += usize::from(is_page && !anchor.is_empty());
            if !page.exists() || is_page && !anchor.is_empty() && !has_anchor(&page, anchor) {
                wrong.push(format!("{}: {link}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(anchors > 20, "links to headings were not understood: {anchors}");
}
