//! A field of a Redis hash: the digest, a space, and the key's rights as in an `HAProxy` map. Quotes and backslashes are
//! percent-encoded too, since Redis reads them in an inline command.

use super::haproxy;
use crate::verification::Entry;

pub(super) fn write_entry(entry: &Entry, body: &mut Vec<u8>) {
    haproxy::write_with(entry, b"%:,'\"\\", body);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::examples;

    #[test]
    fn nothing_ends_a_word_of_a_command() {
        let [mut entry, _] = examples::entries();
        entry.scopes = ["it's", "50%", "a:b"].map(|scope| scope.parse().unwrap()).into();
        let mut body = Vec::new();
        write_entry(&entry, &mut body);
        let expected = format!(
            "{} key_aaaaaaaaaaaaaaaaaaaaaaaaaa:1775001600:1767225600:,it%27s,50%25,a%3Ab,:acme/products%3A1:prod\n",
            "11".repeat(32)
        );
        assert_eq!(std::str::from_utf8(&body).unwrap(), expected);
        assert_eq!(haproxy::read_entry(body.trim_ascii_end()), Some(entry));
    }
}
