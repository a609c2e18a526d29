//! Whom a database admits: asked what the library is asked, it must answer the same.

use super::*;

/// Keys with every restriction, alone and together, and near misses of each.
fn restricted() -> Vec<Entry> {
    let at = |seconds: i64| Some(Timestamp::from_unix(now() + seconds));
    let scopes = |text: &str| text.split_whitespace().map(|scope| scope.parse().unwrap()).collect::<Vec<_>>();
    let resource = |text: &str| Some(text.parse().unwrap());
    let networks =
        |text: &str| Networks::new(text.split_whitespace().map(|network| network.parse().unwrap())).unwrap();
    let mut all = entries(0..20);
    all[1].scopes = scopes("read write users:write");
    all[1].resource = resource("acme/products");
    all[1].environment = Some("prod".parse().unwrap());
    all[2].resource = resource("acme");
    all[3].resource = resource("acme/productsx");
    all[4].resource = resource("other/a:b@c+d=e~f._-");
    all[5].environment = Some("production".parse().unwrap());
    all[6].scopes = scopes("rewrite readx xread rea");
    all[7].scopes = scopes("it's 50% $x #;{}` ');-- %27 a*b [a-z] rea_");
    all[8].scopes = vec![];
    all[9].expires_at = at(-1);
    all[10].not_before = at(600);
    all[11].expires_at = at(600);
    all[12].not_before = at(-1);
    all[13].networks = networks("10.0.0.0/8 192.0.2.7/32 2001:db8::/32");
    all[14].networks = networks("::/0");
    all[15].networks = networks("0.0.0.0/0");
    all[15].scopes = vec![];
    all[16].expires_at = at(-1);
    all[16].networks = networks("10.0.0.0/8");
    all[17].not_before = Some(Timestamp::from_unix(-5));
    all[18].expires_at = Some(Timestamp::from_unix(-5));
    all[19].scopes = scopes("read write");
    all[19].resource = resource("acme/products");
    all
}

const REQUESTS: &[Asked<'static>] = {
    const NONE: Asked<'static> = Asked { scope: None, resource: None, environment: None, address: None };
    &[
        NONE,
        Asked { scope: Some("read"), ..NONE },
        Asked { scope: Some("write read"), ..NONE },
        Asked { scope: Some("users:write"), ..NONE },
        Asked { scope: Some("it's $x 50% ');--"), ..NONE },
        Asked { scope: Some("%27"), ..NONE },
        Asked { scope: Some("a*b"), ..NONE },
        Asked { scope: Some("axb"), ..NONE },
        Asked { scope: Some("rea_"), ..NONE },
        Asked { scope: Some("read'"), ..NONE },
        Asked { resource: Some("acme"), ..NONE },
        Asked { resource: Some("acme/products"), ..NONE },
        Asked { resource: Some("acme/products/7/a"), ..NONE },
        Asked { resource: Some("acme/product"), ..NONE },
        Asked { resource: Some("acmex/products"), ..NONE },
        Asked { resource: Some("other/a:b@c+d=e~f._-/g"), ..NONE },
        Asked { environment: Some("prod"), ..NONE },
        Asked { environment: Some("production"), ..NONE },
        Asked { environment: Some("Prod"), ..NONE },
        Asked {
            scope: Some("write"),
            resource: Some("acme/products/7"),
            environment: Some("prod"),
            address: Some("10.1.2.3"),
        },
        Asked {
            scope: Some("admin"),
            resource: Some("no"),
            environment: Some("dev"),
            address: Some("::ffff:10.255.255.255"),
        },
        Asked { address: Some("11.0.0.0"), ..NONE },
        Asked { address: Some("192.0.2.7"), scope: Some("admin"), ..NONE },
        Asked { address: Some("192.0.2.8"), ..NONE },
        Asked { address: Some("2001:DB8::7"), ..NONE },
        Asked { address: Some("::1"), ..NONE },
    ]
};

/// Mistakes of the caller, in which no key is ever valid.
const MISTAKES: &[Asked<'static>] = {
    const NONE: Asked<'static> = Asked { scope: None, resource: None, environment: None, address: None };
    &[
        Asked { scope: Some(" "), ..NONE },
        Asked { scope: Some("read  write"), ..NONE },
        Asked { scope: Some(" read"), ..NONE },
        Asked { scope: Some("read "), ..NONE },
        Asked { scope: Some("a\"b"), ..NONE },
        Asked { scope: Some("a,b"), ..NONE },
        Asked { scope: Some("a\\b"), ..NONE },
        Asked { scope: Some("é"), ..NONE },
        Asked { scope: Some("read\n"), ..NONE },
        Asked { resource: Some("/acme"), ..NONE },
        Asked { resource: Some("acme/"), ..NONE },
        Asked { resource: Some("acme//b"), ..NONE },
        Asked { resource: Some("acme/../b"), ..NONE },
        Asked { resource: Some("."), ..NONE },
        Asked { resource: Some("a b"), ..NONE },
        Asked { resource: Some("acme%2fb"), ..NONE },
        Asked { resource: Some("a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a"), ..NONE },
        Asked { resource: Some("acme\n"), ..NONE },
        Asked { environment: Some("-prod"), ..NONE },
        Asked { environment: Some("pr od"), ..NONE },
        Asked { environment: Some("prod\n"), ..NONE },
        Asked { environment: Some("prod/x"), ..NONE },
    ]
};

/// Each key and each request, as the library decides on the same keys.
pub(crate) fn decides_as_the_library_does(engine: &impl Engine) {
    let (home, restricted) = (engine.home(), restricted());
    forged::write(home, "keys.jsonl", (Format::Jsonl, Dialect::Portable), &restricted, 1);
    write(engine, "keys", &restricted, 1);
    load(engine, "keys", "state").exits(0);
    let trusted = parse_public_keys(&home.read(PUBLIC_KEY)).unwrap();
    let file = std::fs::read(home.path("keys.jsonl")).unwrap();
    let at = Timestamp::from_unix(now());
    let loaded = Verifier::new(trusted).load(file.as_slice(), at, &None::<Seen>).unwrap();
    let mut admitted = 0;
    for (number, entry) in (0..).zip(&restricted) {
        for asked in REQUESTS {
            let scopes: Vec<_> = asked
                .scope
                .iter()
                .flat_map(|text| text.split(' '))
                .map(|scope| scope.parse().unwrap())
                .collect();
            let (resource, environment) = (
                asked.resource.map(|text| text.parse().unwrap()),
                asked.environment.map(|text| text.parse().unwrap()),
            );
            let requirements = Requirements {
                scopes: &scopes,
                resource: resource.as_ref(),
                environment: environment.as_ref(),
                address: asked
                    .address
                    .filter(|_| knows_addresses(engine))
                    .map(|text| parse_address(text).unwrap()),
            };
            let decision = loaded.decide(secret(number).as_bytes(), &requirements, at).unwrap();
            let is_there = format_of(engine).enforces_networks() || entry.networks.is_empty();
            let expected = Decision {
                reason: match decision.verdict {
                    Ok(_) => String::new(),
                    Err(denial) => denial.as_str().to_owned(),
                },
                id: entry.id.to_string(),
                unchecked: decision
                    .verdict
                    .map_or_else(|_| String::new(), |open| open.words().collect::<Vec<_>>().join(" ")),
            };
            let unknown = Decision { reason: "unknown".into(), id: String::new(), unchecked: String::new() };
            let expected = if is_there { expected } else { unknown };
            admitted += usize::from(expected.reason.is_empty());
            let found = engine.ask(SUBJECT, &digest(&secret(number)), asked);
            assert_eq!(found.as_ref(), Some(&expected), "key {number}: {asked:?}");
        }
    }
    assert!(admitted > 50, "{admitted}");
    for mistake in MISTAKES {
        assert_eq!(engine.ask(SUBJECT, &digest(&secret(0)), mistake), None, "{mistake:?}");
    }
}

pub(super) fn knows_addresses<T: Engine>(_: &T) -> bool {
    T::KNOWS_ADDRESSES
}

/// What is no digest of a key is denied, whatever the tables hold.
pub(crate) fn nothing_is_not_a_key(engine: &impl Engine) {
    write(engine, "keys", &entries(0..3), 1);
    let asked = Asked::default();
    let reason = |sub: &str, digest: &str| engine.ask(sub, digest, &asked).unwrap().reason;
    assert_eq!(reason(SUBJECT, &digest(&secret(0))), "stale", "nothing is loaded yet");
    load(engine, "keys", "state").exits(0);
    assert_eq!(reason(SUBJECT, &digest(&secret(0))), "");
    assert_eq!(reason("another", &digest(&secret(0))), "stale");
    assert_eq!(reason(SUBJECT, &digest("nobody's")), "unknown");
    for nothing in keywright::domain::token::usual_nothings() {
        assert_eq!(reason(SUBJECT, &digest(&nothing)), "malformed", "{nothing:?}");
    }
    let upper = digest(&secret(0)).to_uppercase();
    for wrong in
        ["", "x", "_not_after", "_issued_at", &secret(0), &upper, &format!("{} ", digest(&secret(0)))]
    {
        assert_eq!(reason(SUBJECT, wrong), "malformed", "{wrong}");
    }
}
