//! What a key may do, on what, and where.

use super::parsed_string;

parsed_string!(
    /// One right, such as `read` or `users:write`: a scope-token of RFC 6749 section 3.3, less the
    /// comma (it separates scopes in options), at most 64 characters.
    Scope, "a scope", "1 to 64 visible ASCII characters without space, comma, double quote or backslash",
    |text| (1..=64).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b'"' | b'\\' | b','))
);

parsed_string!(
    /// What a key may act on: 1 to 16 segments joined by `/`, such as `acme/products`. A key bound
    /// to `acme` covers all below it.
    ResourcePath, "a resource",
    "1 to 16 segments joined by '/', each 1 to 64 of A-Z a-z 0-9 . _ ~ : @ + = -, none of them '.' or '..'",
    is_resource
);

parsed_string!(
    /// The stage a key is restricted to, such as `prod`.
    Environment, "an environment", "1 to 64 of A-Z a-z 0-9 . _ -, beginning with a letter or digit",
    |text| (1..=64).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
);

parsed_string!(
    /// For whom a verification file is made: 1 to 128 visible ASCII characters.
    Audience, "an audience", "1 to 128 of A-Z a-z 0-9 . _ ~ : @ + = / -",
    |text| (1..=128).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._~:@+=/-".contains(&b))
);

fn is_resource(text: &str) -> bool {
    let segment = |segment: &str| {
        (1..=64).contains(&segment.len())
            && segment != "."
            && segment != ".."
            && segment.bytes().all(|b| b.is_ascii_alphanumeric() || b"._~:@+=-".contains(&b))
    };
    text.split('/').count() <= 16 && text.split('/').all(segment)
}

impl ResourcePath {
    /// Whether a key bound to this path may act on `wanted`: equal or below, segment by segment,
    /// so `acme` covers `acme/products` and not `acmex`.
    pub fn covers(&self, wanted: &Self) -> bool {
        covers(&self.0, &wanted.0)
    }
}

/// `ResourcePath::covers` on text already known to be a path.
pub(crate) fn covers(bound: &str, wanted: &str) -> bool {
    wanted.strip_prefix(bound).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coverage_goes_by_segments() {
        let path = |text: &str| text.parse::<ResourcePath>().unwrap();
        assert!(path("acme").covers(&path("acme")));
        assert!(path("acme").covers(&path("acme/products/7")));
        assert!(!path("acme").covers(&path("acmex")));
        assert!(!path("acme/products").covers(&path("acme")));
    }

    #[test]
    fn bad_forms_are_refused() {
        for bad in ["", "/", "a/", "/a", "a//b", "a/../b", "a b", "a/b,c", "a\nb"] {
            assert!(bad.parse::<ResourcePath>().is_err(), "{bad:?}");
        }
        for bad in ["", "a b", "a,b", "a\"b", "a\\b", "é", &"x".repeat(65)] {
            assert!(bad.parse::<Scope>().is_err(), "{bad:?}");
        }
        for bad in ["", "-x", "a b", "a/b"] {
            assert!(bad.parse::<Environment>().is_err(), "{bad:?}");
        }
    }
}
