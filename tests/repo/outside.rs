//! The project stands on its own: its files name nothing that is not part of it.

#[test]
fn nothing_points_outside() {
    // Put together here, so that this file does not hold them.
    let strangers = [["..", "shared"].join("/"), ["shared", "design"].join("/"), ["", "tmp", "wt"].join("/")];
    let mut wrong = Vec::new();
    for path in super::files_below(super::root()) {
        let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
        for stranger in strangers.iter().filter(|stranger| text.contains(stranger.as_str())) {
            wrong.push(format!("{}: {stranger}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
