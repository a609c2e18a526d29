use super::*;
use crate::domain::actor::Actor;
use crate::domain::digest::Digest;
use crate::domain::id::KeyId;
use crate::domain::key::About;
use crate::domain::network::Networks;

const NOW: Timestamp = Timestamp::START;

fn profile(members: &str) -> Profile {
    let text = format!("name = \"p\"\n{members}\n");
    super::super::profile_file::read(text.as_bytes()).unwrap()
}

fn scopes(names: &[&str]) -> Vec<Scope> {
    names.iter().map(|name| name.parse().unwrap()).collect()
}

fn networks(list: &[&str]) -> Networks {
    Networks::new(list.iter().map(|text| text.parse().unwrap())).unwrap()
}

/// A key with no optional member set.
fn key() -> Key {
    let (id, digest) = (KeyId::from_bits([7; 16]), Digest::from_bytes([1; 32]));
    let actor = Actor { user: "ana".into(), slot: "owner".into() };
    Key::new(id, "k".parse().unwrap(), 1, "p".parse().unwrap(), digest, NOW, actor)
}

#[test]
fn scopes_come_from_what_is_asked_else_from_the_defaults() {
    let profile = profile("default_scopes = ['r']\nimplies = { w = ['r'] }\nroles = { boss = ['m', 'w'] }");
    let granted = |names: &[&str], roles: &[&str]| {
        let roles: Vec<String> = roles.iter().map(|role| (*role).to_owned()).collect();
        profile.grant(scopes(names), &roles)
    };
    assert_eq!(granted(&[], &[]), Ok(scopes(&["r"])));
    assert_eq!(granted(&["w"], &[]), Ok(scopes(&["w", "r"])));
    assert_eq!(granted(&["x"], &[]), Ok(scopes(&["x"])));
    assert_eq!(granted(&[], &["boss", "boss"]), Ok(scopes(&["m", "w", "r"])));
    assert_eq!(granted(&["r"], &["boss"]), Ok(scopes(&["r", "m", "w"])));
    let unknown = granted(&[], &["king"]);
    let what = "the profile 'p' has no role 'king'; its roles are boss";
    assert_eq!(unknown, Err(ProfileRefusal::Outside(what.to_owned())));
}

#[test]
fn an_expiry_is_given_defaulted_or_refused() {
    let day = |days| Some(NOW.plus(Span::days(days)));
    let ends = |members: &str, expiry| {
        let profile = profile(members);
        profile.new_expiry(expiry, NOW)
    };
    assert_eq!(ends("", Expiry::ByProfile), Ok(None));
    assert_eq!(ends("expires = 9", Expiry::ByProfile), Ok(day(9)));
    assert_eq!(ends("expires = 9", Expiry::Never), Ok(None));
    assert_eq!(ends("expires = 'never'\nmax_expires = 9", Expiry::ByProfile), Ok(None));
    assert_eq!(ends("expires = 'never'\nmax_expires = 9", Expiry::Never), Ok(None));
    assert_eq!(ends("min_expires = 2", Expiry::After(Span::days(2))), Ok(day(2)));
    let refused =
        |what: &str| Err(ProfileRefusal::Outside(format!("the profile 'p' allows an expiry of {what}")));
    assert_eq!(
        ends("max_expires = 9", Expiry::Never),
        refused("at most 9d after a key is made, not 'never'")
    );
    assert_eq!(
        ends("expires = 9\nmax_expires = 9", Expiry::Never),
        refused("at most 9d after a key is made, not 'never'")
    );
    assert_eq!(ends("min_expires = 2", Expiry::After(Span::days(1))), refused("at least 2d"));
    assert_eq!(ends("min_expires = 2", Expiry::At(NOW.plus(Span::days(1)))), refused("at least 2d"));
}

#[test]
fn a_personal_key_belongs_to_who_asks() {
    let profile = profile("personal = true");
    let owner = |owner: Option<&str>| {
        let owner = owner.map(|name| name.parse().unwrap());
        profile.owner(owner, "ana").map(|owner| owner.unwrap().to_string())
    };
    assert_eq!(owner(None).as_deref(), Ok("ana"));
    assert_eq!(owner(Some("ana")).as_deref(), Ok("ana"));
    assert!(matches!(owner(Some("bob")), Err(ProfileRefusal::Outside(what)) if what.contains("not 'bob'")));
}

#[test]
fn each_limit_is_held_against_a_key() {
    let strict = profile(
        "scopes = ['r']\nenvironments = ['prod']\nresource_levels = ['a', 'b']\nmax_expires = 9\nrequire = ['owner']",
    );
    let about = About { owner: "ana".parse().ok(), ..About::default() };
    let good = Key { about, expires_at: Some(NOW.plus(Span::days(9))), ..key() };
    assert_eq!(strict.accept(&good, None), Ok(()));
    let missing = ProfileRefusal::Missing("the profile 'p' requires --owner, --expires".to_owned());
    assert_eq!(strict.accept(&key(), None), Err(missing));
    let late = NOW.plus(Span::days(10));
    let cases = [
        (Key { scopes: scopes(&["r", "x"]), ..good.clone() }, "its scopes are r"),
        (Key { environment: "dev".parse().ok(), ..good.clone() }, "its environments are prod"),
        (
            Key { resource: "x/y/z".parse().ok(), ..good.clone() },
            "has 3 segments; the profile 'p' has the levels a/b",
        ),
        (
            Key { expires_at: Some(late), ..good.clone() },
            "at most 9d after a key is made, not until 1970-01-11T00:00:00Z",
        ),
    ];
    for (bad, expected) in cases {
        let refused = strict.accept(&bad, None);
        assert!(
            matches!(&refused, Err(ProfileRefusal::Outside(what)) if what.ends_with(expected)),
            "{refused:?}"
        );
        assert_eq!(strict.violations(&bad).len(), 1);
        assert_eq!(strict.accept(&bad, Some(&bad)), Ok(()), "what a key has, it keeps");
    }
}

#[test]
fn a_key_is_bound_to_networks_of_its_profile() {
    let strict = profile("networks = ['10.0.0.0/8', '2001:db8::/32']");
    let bound = |list: &[&str]| Key { networks: networks(list), ..key() };
    for good in [&["10.0.0.0/8"][..], &["10.1.0.0/16", "2001:db8:7::/48"], &["10.0.0.0/8", "2001:db8::/32"]] {
        assert_eq!(strict.accept(&bound(good), None), Ok(()), "{good:?}");
        assert_eq!(strict.networks(networks(good)), networks(good), "what is asked for, for accept to judge");
    }
    assert_eq!(
        strict.networks(Networks::default()),
        strict.networks,
        "who asks for none is bound to all of them"
    );
    assert_eq!(profile("").networks(Networks::default()), Networks::default());
    let wide = strict.accept(&bound(&["10.1.0.0/16", "8.0.0.0/6"]), None);
    let what =
        "the profile 'p' does not allow the network 8.0.0.0/6; its networks are 10.0.0.0/8, 2001:db8::/32";
    assert_eq!(wide, Err(ProfileRefusal::Outside(what.to_owned())));
    // From anywhere is wider than any limit, whether the key was made before it or is to be unbound.
    let missing =
        ProfileRefusal::Missing("the profile 'p' requires --network (10.0.0.0/8, 2001:db8::/32)".to_owned());
    assert_eq!(strict.accept(&bound(&[]), Some(&bound(&["10.0.0.0/8"]))), Err(missing));
    assert_eq!(strict.violations(&bound(&[])), [Violation::Missing(Member::Network)]);
    assert_eq!(strict.accept(&bound(&[]), Some(&bound(&[]))), Ok(()), "what a key has, it keeps");
    let required = profile("require = ['network']");
    assert!(
        matches!(required.accept(&key(), None), Err(ProfileRefusal::Missing(what)) if what.ends_with("requires --network"))
    );
    assert_eq!(required.accept(&bound(&["192.0.2.0/24"]), None), Ok(()));
}

#[test]
fn another_expiry_must_be_allowed_although_the_one_before_was_not() {
    let strict = profile("max_expires = 9");
    let at = |days| Key { expires_at: Some(NOW.plus(Span::days(days))), ..key() };
    assert!(strict.accept(&at(40), Some(&at(30))).is_err());
    assert!(
        strict.accept(&at(20), Some(&at(30))).is_err(),
        "another expiry is asked for, and must be allowed"
    );
    assert_eq!(strict.accept(&at(9), Some(&at(30))), Ok(()));
    assert_eq!(strict.accept(&key(), Some(&key())), Ok(()));
}
