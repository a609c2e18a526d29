//! Words in commands that hints name.

use std::fmt::Display;

/// The text as one word of a shell: quoted if it has to be.
pub fn word(text: &(impl Display + ?Sized)) -> String {
    shell_words::quote(&text.to_string()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_shell_would_take_apart_is_quoted() {
        for (text, word_of_it) in
            [("ci", "ci"), ("CI deployer", "'CI deployer'"), ("a'b", r"'a'\''b'"), ("$(x)", "'$(x)'")]
        {
            assert_eq!(word(text), word_of_it);
        }
    }
}
