//! A row of a table of keys: in the portable dialect of SQL, `('digest','id',nbf,exp,'scope','resource',…)`, and for
//! COPY of `PostgreSQL` its values separated by tabs. What is absent is NULL, or `\N`.

use crate::domain::digest::Digest;
use crate::domain::network::Networks;
use crate::domain::rights::Scope;
use crate::domain::time::Timestamp;
use crate::verification::{Dialect, Entry, put};

/// How many values a row has.
const VALUES: usize = 8;

pub(super) fn write_entry(entry: &Entry, dialect: Dialect, body: &mut Vec<u8>) {
    let time = |time: Option<Timestamp>| time.map(|time| time.unix().to_string());
    let scope: Vec<&str> = entry.scopes.iter().map(Scope::as_str).collect();
    let texts = [
        Some(entry.digest.to_string()),
        Some(entry.id.to_string()),
        Some(scope.join(" ")),
        entry.resource.as_ref().map(ToString::to_string),
        entry.environment.as_ref().map(ToString::to_string),
        entry.networks.net().map(str::to_owned),
    ];
    let [digest, id, scope, resource, environment, net] = texts.map(Value::Text);
    let [nbf, exp] = [entry.not_before, entry.expires_at].map(|at| Value::Number(time(at)));
    let values = [digest, id, nbf, exp, scope, resource, environment, net];
    let (start, between, end) = match dialect {
        Dialect::Postgresql => ("", "\t", "\n"),
        _ => ("(", ",", ")\n"),
    };
    put(body, &[start]);
    for (number, value) in values.iter().enumerate() {
        put(body, &[if number > 0 { between } else { "" }, &value.as_text(dialect)]);
    }
    put(body, &[end]);
}

/// A value of a row, if it has one.
enum Value {
    Text(Option<String>),
    Number(Option<String>),
}

impl Value {
    fn as_text(&self, dialect: Dialect) -> String {
        match (self, dialect) {
            (Self::Text(None) | Self::Number(None), Dialect::Postgresql) => "\\N".to_owned(),
            (Self::Text(None) | Self::Number(None), _) => "NULL".to_owned(),
            (Self::Number(Some(number)), _) => number.clone(),
            // No value has what COPY would need an escape for: a backslash, a tab, a line feed.
            (Self::Text(Some(text)), Dialect::Postgresql) => text.clone(),
            (Self::Text(Some(text)), _) => format!("'{}'", text.replace('\'', "''")),
        }
    }
}

/// Parses a row written by `write_entry`; `None` if it is not one.
pub(super) fn read_entry(row: &[u8]) -> Option<Entry> {
    let row = std::str::from_utf8(row).ok()?;
    let values = if row.starts_with('(') { listed(row)? } else { copied(row) };
    let [digest, id, nbf, exp, scope, resource, environment, net]: [Option<String>; VALUES] =
        values.try_into().ok()?;
    let time = |text: Option<String>| match text {
        None => Some(None),
        Some(text) => text.parse().ok().map(|seconds| Some(Timestamp::from_unix(seconds))),
    };
    let networks = net.iter().flat_map(|net| net.split(' ')).map(|network| network.parse().ok());
    let networks = Networks::new(networks.collect::<Option<Vec<_>>>()?).ok()?;
    let scope = scope?;
    let scopes = scope.split(' ').filter(|scope| !scope.is_empty());
    Some(Entry {
        digest: Digest::from_hex(digest?.as_bytes())?,
        id: id?.parse().ok()?,
        not_before: time(nbf)?,
        expires_at: time(exp)?,
        scopes: scopes.map(|scope| scope.parse().ok()).collect::<Option<_>>()?,
        resource: resource.map(|text| text.parse()).transpose().ok()?,
        environment: environment.map(|text| text.parse()).transpose().ok()?,
        networks,
    })
}

/// The values of a row of COPY.
fn copied(row: &str) -> Vec<Option<String>> {
    row.split('\t').map(|value| (value != "\\N").then(|| value.to_owned())).collect()
}

/// The values of a row of INSERT.
fn listed(row: &str) -> Option<Vec<Option<String>>> {
    let mut rest = row.strip_prefix('(')?.strip_suffix(')')?;
    let mut values = Vec::with_capacity(VALUES);
    loop {
        let (value, after) = if let Some(text) = rest.strip_prefix('\'') {
            let (value, after) = literal(text)?;
            (Some(value), after)
        } else {
            let (word, after) = rest.split_at(rest.find(',').unwrap_or(rest.len()));
            ((word != "NULL").then(|| word.to_owned()), after)
        };
        values.push(value);
        match after.strip_prefix(',') {
            Some(next) => rest = next,
            None => return after.is_empty().then_some(values),
        }
    }
}

/// A literal after its first quote, and what follows its last.
fn literal(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut rest = text;
    loop {
        let (piece, after) = rest.split_once('\'')?;
        value.push_str(piece);
        match after.strip_prefix('\'') {
            Some(next) => {
                value.push('\'');
                rest = next;
            }
            None => return Some((value, after)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::examples;

    fn written(dialect: Dialect) -> String {
        let mut body = Vec::new();
        for entry in &examples::entries() {
            write_entry(entry, dialect, &mut body);
        }
        String::from_utf8(body).unwrap()
    }

    fn reads(text: &str) -> Vec<Entry> {
        text.lines().map(|line| read_entry(line.as_bytes()).unwrap_or_else(|| panic!("{line}"))).collect()
    }

    #[test]
    fn portable_rows() {
        let expected = format!(
            "('{}','key_aaaaaaaaaaaaaaaaaaaaaaaaaa',1767225600,1775001600,\
             'read users:write 50%','acme/products:1','prod',NULL)\n\
             ('{}','key_77777777777777777777777774',NULL,NULL,'',NULL,NULL,NULL)\n",
            "11".repeat(32),
            "22".repeat(32)
        );
        assert_eq!(written(Dialect::Portable), expected);
        assert_eq!(reads(&expected), examples::entries());
    }

    #[test]
    fn rows_for_copy() {
        let expected = format!(
            "{}\tkey_aaaaaaaaaaaaaaaaaaaaaaaaaa\t1767225600\t1775001600\t\
             read users:write 50%\tacme/products:1\tprod\t\\N\n\
             {}\tkey_77777777777777777777777774\t\\N\t\\N\t\t\\N\t\\N\t\\N\n",
            "11".repeat(32),
            "22".repeat(32)
        );
        assert_eq!(written(Dialect::Postgresql), expected);
        assert_eq!(reads(&expected), examples::entries());
    }

    #[test]
    fn networks_stand_in_the_last_column() {
        let [_, mut entry] = examples::entries();
        let networks = ["2001:db8::/32", "10.0.0.0/8"].map(|network| network.parse().unwrap());
        entry.networks = Networks::new(networks).unwrap();
        for (dialect, end) in [
            (Dialect::Portable, ",NULL,'10.0.0.0/8 2001:db8::/32')\n"),
            (Dialect::Postgresql, "\t\\N\t10.0.0.0/8 2001:db8::/32\n"),
        ] {
            let mut row = Vec::new();
            write_entry(&entry, dialect, &mut row);
            assert!(row.ends_with(end.as_bytes()), "{}", String::from_utf8_lossy(&row));
            assert_eq!(read_entry(row.trim_ascii_end()), Some(entry.clone()));
        }
    }

    #[test]
    fn quotes_are_doubled() {
        let [mut entry, _] = examples::entries();
        entry.scopes = ["it's", "''", "');--", "a,b)".replace(',', ";").as_str()]
            .map(|text| text.parse().unwrap())
            .into();
        for dialect in Dialect::ALL {
            let mut row = Vec::new();
            write_entry(&entry, dialect, &mut row);
            assert_eq!(read_entry(row.trim_ascii_end()), Some(entry.clone()), "{dialect}");
        }
    }

    #[test]
    fn what_is_no_row_is_refused() {
        let row = written(Dialect::Portable).lines().next().unwrap().to_owned();
        for bad in [
            "",
            "()",
            &row.replace("'prod'", "'prod"),
            &row.replace("'prod'", "prod''"),
            &row.replace(",NULL)", ")"),
            &row.replace(",NULL)", ",NULL,NULL)"),
            &row.replace("1767225600", "1e9"),
            &row.replace("read", "re\"ad"),
            &row.replace("key_", "kex_"),
            &row[1..],
            &format!("{row};"),
        ] {
            assert_eq!(read_entry(bad.as_bytes()), None, "{bad}");
        }
    }
}
