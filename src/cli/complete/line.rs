//! A command line of bash as far as it is typed: its words, and how the last one goes on.

/// What a person has typed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The words without their quotes; the last one is to be completed, and may be empty.
    pub(super) words: Vec<String>,
    /// The last word as it is typed.
    pub(super) raw: String,
    /// The quote that is open at its end.
    quote: Option<char>,
    /// It ends with a backslash, and the character that this is about is yet to come.
    escapes: bool,
    /// The shell puts something else in the place of a part of it.
    expands: bool,
}

impl Line {
    /// Takes a line apart as bash does (POSIX.1-2024, XCU 2.2), without expanding anything.
    pub(super) fn parse(text: &str) -> Self {
        let (words, raw) = (vec![String::new()], String::new());
        let mut line = Self { words, raw, quote: None, escapes: false, expands: false };
        let mut characters = text.chars();
        while let Some(character) = characters.next() {
            if line.quote.is_none() && character.is_whitespace() {
                if !line.raw.is_empty() {
                    line.words.push(String::new());
                    line.raw.clear();
                    line.expands = false;
                }
                continue;
            }
            line.raw.push(character);
            match (line.quote, character) {
                (None, '\'' | '"') => line.quote = Some(character),
                (Some(quote), _) if quote == character => line.quote = None,
                (None | Some('"'), '\\') => match characters.next() {
                    Some(next) => {
                        line.raw.push(next);
                        if line.quote.is_some() && !"\\\"$`".contains(next) {
                            line.add('\\');
                        }
                        line.add(next);
                    }
                    None => line.escapes = true,
                },
                _ => {
                    line.expands |= line.quote != Some('\'') && "$`".contains(character);
                    line.add(character);
                }
            }
        }
        line
    }

    fn add(&mut self, character: char) {
        if let Some(word) = self.words.last_mut() {
            word.push(character);
        }
    }

    /// What is typed with the rest of this value, quoted as it has begun. `None`: it does not begin so, or cannot be
    /// quoted.
    pub(super) fn complete(&self, value: &str) -> Option<String> {
        if self.expands {
            return None;
        }
        let rest = value.strip_prefix(self.words.last()?.as_str())?;
        let mut typed = self.raw.clone();
        if self.escapes {
            // Another would make it a backslash that means itself, and what follows words and commands of their own.
            typed.pop();
        }
        for character in rest.chars() {
            match self.quote {
                Some('\'') if character == '\'' => typed.push_str("'\\''"),
                Some('"') if character == '!' => return None,
                Some('"') if "\\\"$`".contains(character) => typed.extend(['\\', character]),
                None if !is_plain(character) => typed.extend(['\\', character]),
                _ => typed.push(character),
            }
        }
        Some(typed)
    }
}

/// Whether it means itself in a word of any shell.
fn is_plain(character: char) -> bool {
    character.is_alphanumeric() || "-_./=:@,+%".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_goes_on_as_it_has_begun() {
        for (typed, value, expected) in [
            ("kw show ", "two words", Some(r"two\ words")),
            (r"kw show two\ w", "two words", Some(r"two\ words")),
            ("kw show 'two w", "two words", Some("'two words")),
            ("kw show \"two w", "two words", Some("\"two words")),
            ("kw show tw'o 'w", "two words", Some("tw'o 'words")),
            ("kw show ", "$(rm -rf ~);`x`", Some(r"\$\(rm\ -rf\ \~\)\;\`x\`")),
            ("kw show '", "it's $HOME", Some(r"'it'\''s $HOME")),
            ("kw show \"", "a \"b\" $c `d` \\e", Some(r#""a \"b\" \$c \`d\` \\e"#)),
            ("kw show \"", "hey!", None),
            ("kw show x", "two", None),
            // What follows would become a part of it.
            ("kw show $", "$HOME", None),
            ("kw show \"$", "$(rm -rf ~)", None),
            ("kw show \"`", "`x`", None),
            ("kw show '$", "$(x)", Some("'$(x)")),
            ("kw show \"\\$", "$(x)", Some("\"\\$(x)")),
            // What several have in common may end with a backslash, which is there for the character to come.
            ("kw show two\\", "two words", Some(r"two\ words")),
            ("kw show a\\", "a;b", Some(r"a\;b")),
            ("kw show a\\\\\\", "a\\;b", Some(r"a\\\;b")),
            ("kw show \\", "$(x)", Some(r"\$\(x\)")),
            ("kw show \"a\\", "a$b", Some(r#""a\$b"#)),
            ("kw show \"a\\", "a;b", Some("\"a;b")),
            ("kw show 'a\\", "a\\b", Some(r"'a\b")),
            ("kw --output=js", "--output=json", Some("--output=json")),
            ("kw show ci:", "ci:deploy", Some("ci:deploy")),
        ] {
            let line = Line::parse(typed);
            let completed = line.complete(value);
            assert_eq!(completed.as_deref(), expected, "{typed}");
            // A shell reads it as the value again.
            let closed = completed.map(|text| text + &line.quote.map(String::from).unwrap_or_default());
            if let Some(closed) = closed {
                assert_eq!(shell_words::split(&closed).unwrap(), [value], "{closed}");
            }
        }
        assert_eq!(Line::parse("kw  'a b' c\\ d \"e\\f\"").words, ["kw", "a b", "c d", "e\\f"]);
        assert_eq!(Line::parse("kw show ").words, ["kw", "show", ""]);
        assert_eq!(Line::parse("kw ''").words, ["kw", ""]);
    }
}
