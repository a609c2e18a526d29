//! Links between the documents lead somewhere.

#[test]
fn links_lead_somewhere() {
    let mut wrong = Vec::new();
    for path in super::files_below(super::root()) {
        if path.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for (place, _) in text.match_indices("](") {
            let link = text[place + 2..].split(')').next().unwrap();
            let file = link.split('#').next().unwrap();
            if !file.is_empty() && !file.contains("://") && !path.parent().unwrap().join(file).exists() {
                wrong.push(format!("{}: {link}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
