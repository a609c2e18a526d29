//! Commands in messages can be copied: what has an option is whole.

/// What stands for a value that a person fills in, or that the program does.
const EXAMPLES: [(&str, &str); 3] =
    [("DURATION", "1d"), ("COMMAND", "true"), ("{fingerprint}", "kwv_aaaaaaaaaaaaaaaaaaaaaaaaaa")];

/// Every command in backquotes in the program's text, with its place. Comments are for others.
fn commands() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for path in super::files_below(&super::root().join("src")) {
        let is_test = path.to_string_lossy().contains("tests");
        let text = if is_test { String::new() } else { std::fs::read_to_string(&path).unwrap_or_default() };
        for (line, number) in text.lines().zip(1..).filter(|(line, _)| !line.trim_start().starts_with("//")) {
            let quoted = line.split('`').skip(1).step_by(2).filter(|code| code.starts_with("keywright "));
            found.extend(quoted.map(|code| (format!("{}:{number}", path.display()), code.to_owned())));
        }
    }
    found
}

/// Its words as somebody would type them. `None`: options are left open, too.
fn typed(code: &str) -> Option<Vec<String>> {
    let code = code.split(" < ").next().unwrap_or(code);
    let mut words = Vec::new();
    for word in code.split(' ') {
        let example = EXAMPLES.iter().find(|(name, _)| word.starts_with(name)).map(|(_, value)| *value);
        let is_hole = word.starts_with('{') || word == "…" || word.chars().all(|c| c.is_ascii_uppercase());
        if word == "{options}"
            || word.starts_with("--{")
            || code.starts_with("keywright …")
            || code.starts_with("keywright {")
        {
            return None;
        }
        words.push(example.unwrap_or(if is_hole { "x" } else { word }).to_owned());
    }
    Some(words)
}

/// One without options may be only a name to look up.
fn is_whole(words: &[String]) -> Result<(), String> {
    let tree = keywright::cli::args::command();
    match tree.try_get_matches_from(words) {
        Ok(_) => Ok(()),
        Err(error) if !error.use_stderr() => Ok(()),
        Err(error) if error.kind() == clap::error::ErrorKind::MissingRequiredArgument => {
            let has_option = words.iter().any(|word| word.starts_with('-'));
            if has_option { Err(error.to_string()) } else { Ok(()) }
        }
        Err(error) if error.kind() == clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Ok(())
        }
        Err(error) => Err(error.to_string()),
    }
}

#[test]
fn commands_with_options_can_be_copied() {
    let commands = commands();
    assert!(commands.len() > 80, "{commands:?}");
    for (place, code) in commands {
        let Some(words) = typed(&code) else { continue };
        if let Err(why) = is_whole(&words) {
            panic!("{place} says `{code}`, which is not whole: {why}");
        }
    }
}
