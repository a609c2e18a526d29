//! The built-in profiles of `fixtures/profiles/`, one for each system in `docs/coming-from/`.

/// Each profile's name and its TOML, in the order in which messages list them.
pub const PROFILES: [(&str, &str); 5] = [
    ("nitro", include_str!("../../fixtures/profiles/nitro.toml")),
    ("nitro-pat", include_str!("../../fixtures/profiles/nitro-pat.toml")),
    ("mercato", include_str!("../../fixtures/profiles/mercato.toml")),
    ("pakyas", include_str!("../../fixtures/profiles/pakyas.toml")),
    ("norrix", include_str!("../../fixtures/profiles/norrix.toml")),
];

/// The names of all built-in profiles, separated by commas.
pub fn names() -> String {
    PROFILES.map(|(name, _)| name).join(", ")
}

/// The TOML of the profile with this name.
pub fn find(name: &str) -> Option<&'static str> {
    PROFILES.into_iter().find(|(known, _)| *known == name).map(|(_, text)| text)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::domain::profile_file;

    #[test]
    fn each_is_a_profile_and_the_file_of_its_name() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/profiles");
        for (name, text) in PROFILES {
            assert_eq!(std::fs::read_to_string(folder.join(format!("{name}.toml"))).unwrap(), text);
            let profile = profile_file::read(text.as_bytes()).unwrap();
            assert_eq!(profile.name.as_str(), name);
            assert_eq!(find(name), Some(text));
        }
        assert_eq!(std::fs::read_dir(folder).unwrap().count(), PROFILES.len(), "one that is not embedded");
        assert_eq!(find("default"), None);
    }
}
