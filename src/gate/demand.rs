//! What a request must be allowed: named on the command line, chosen by the path, and never taken from a request.

use std::str::FromStr;

use crate::domain::rights::Scope;
use crate::error::{Error, Result};

/// A name that proxies ask for, and the scopes that a key needs then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Demand {
    name: String,
    /// All of them are required; none asks for a valid key only.
    pub(super) scopes: Vec<Scope>,
}

impl FromStr for Demand {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let form = "NAME=SCOPE,SCOPE with a NAME of a-z 0-9 _ -, beginning with a letter or digit, and no scope after \
                    = to ask for a valid key only";
        let (name, scopes) = text.split_once('=').ok_or_else(|| format!("a demand must be {form}"))?;
        if !is_name(name) {
            return Err(format!("a demand must be {form}"));
        }
        let scopes = scopes.split(',').filter(|_| !scopes.is_empty());
        let scopes = scopes.map(|scope| scope.parse().map_err(|invalid| format!("{scope:?}: {invalid}")));
        Ok(Self { name: name.to_owned(), scopes: scopes.collect::<Result<_, _>>()? })
    }
}

fn is_name(text: &str) -> bool {
    let is_word = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    (1..=64).contains(&text.len())
        && is_word(text.as_bytes()[0])
        && text.bytes().all(|byte| is_word(byte) || byte == b'_' || byte == b'-')
}

/// The demands of the command line, no two of one name.
#[derive(Debug)]
pub(super) struct Demands(Vec<Demand>);

impl Demands {
    /// # Errors
    /// Two have the same name: which of them is meant?
    pub(super) fn new(demands: Vec<Demand>) -> Result<Self> {
        for (index, demand) in demands.iter().enumerate() {
            if demands[..index].iter().any(|other| other.name == demand.name) {
                return Err(Error::usage(format!("--demand: '{}' is given twice", demand.name))
                    .hint("give each demand a name of its own"));
            }
        }
        Ok(Self(demands))
    }

    /// The demand that the first segment of a request's path names. The bytes are compared as they are: a proxy that
    /// decodes `%2F` where this program would not, or the other way round, must not make it another demand.
    pub(super) fn named_by(&self, target: &[u8]) -> Option<&Demand> {
        let path = target.strip_prefix(b"/")?;
        let name = path.split(|byte| matches!(byte, b'/' | b'?')).next()?;
        self.0.iter().find(|demand| demand.name.as_bytes() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn demands(texts: &[&str]) -> Result<Demands> {
        Demands::new(texts.iter().map(|text| text.parse().unwrap()).collect())
    }

    #[test]
    fn a_path_names_a_demand_by_its_first_segment_alone() {
        let demands = demands(&["read=read", "write=read,write", "any=", "a-b_1=x"]).unwrap();
        let found = |target: &str| demands.named_by(target.as_bytes()).map(|demand| demand.name.as_str());
        for (target, name) in [
            ("/read", "read"),
            ("/read/", "read"),
            ("/write/acme/products?read", "write"),
            ("/any?", "any"),
            ("/read?/write", "read"),
            ("/a-b_1", "a-b_1"),
            ("/read/../write", "read"),
            ("/read/%2e%2e/write", "read"),
        ] {
            assert_eq!(found(target), Some(name), "{target}");
        }
        for target in [
            "",
            "/",
            "//read",
            "read",
            "/READ",
            "/rea",
            "/reads",
            "/read%2Fwrite",
            "/%72ead",
            "/read;x",
            "/read#x",
            "/./read",
            "/../read",
            "*",
            "http://a/read",
            "a:1",
            "/?read",
            "/write,read",
            "/read ",
        ] {
            assert_eq!(found(target), None, "{target}");
        }
        assert_eq!(demands.named_by(b"/write").unwrap().scopes.len(), 2);
        assert!(demands.named_by(b"/any").unwrap().scopes.is_empty());
    }

    #[test]
    fn only_a_name_and_scopes_are_a_demand() {
        for bad in [
            "",
            "read",
            "=read",
            "Read=read",
            "-a=",
            "a b=",
            "a/b=",
            "é=",
            "read=a,",
            "read=,",
            "read=a b",
            "a%=x",
        ] {
            assert!(bad.parse::<Demand>().is_err(), "{bad}");
        }
        assert!(format!("{}=", "a".repeat(65)).parse::<Demand>().is_err());
        assert_eq!(demands(&["read=read", "read=write"]).unwrap_err().kind.exit_code(), 2);
    }
}
