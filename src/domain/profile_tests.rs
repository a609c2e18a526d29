use proptest::prelude::*;

use super::*;

const NAMES: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

fn scope(name: &str) -> Scope {
    name.parse().unwrap()
}

/// Any implications between six scopes, including cycles.
fn profiles() -> impl Strategy<Value = Profile> {
    let lists = proptest::collection::vec(proptest::collection::vec(0..6_usize, 0..4), 6);
    lists.prop_map(|lists| {
        let scopes_of = |list: Vec<usize>| list.into_iter().map(|place| scope(NAMES[place])).collect();
        let implies = NAMES.iter().map(|name| scope(name)).zip(lists.into_iter().map(scopes_of)).collect();
        Profile { implies, ..Profile::default_profile().unwrap() }
    })
}

fn sets() -> impl Strategy<Value = Vec<Scope>> {
    proptest::collection::vec(0..6_usize, 0..8)
        .prop_map(|places| places.into_iter().map(|place| scope(NAMES[place])).collect())
}

proptest! {
    #[test]
    fn a_closure_holds_what_it_was_made_of_and_all_that_follows(profile in profiles(), scopes in sets()) {
        let closed = profile.closure(scopes.clone());
        prop_assert!(scopes.iter().all(|scope| closed.contains(scope)));
        for scope in &closed {
            let implied = profile.implies.get(scope).into_iter().flatten();
            prop_assert!(implied.into_iter().all(|scope| closed.contains(scope)));
            prop_assert_eq!(closed.iter().filter(|other| *other == scope).count(), 1);
        }
    }

    #[test]
    fn closing_twice_is_closing_once(profile in profiles(), scopes in sets()) {
        let closed = profile.closure(scopes);
        prop_assert_eq!(profile.closure(closed.clone()), closed);
    }

    #[test]
    fn more_scopes_never_give_less(profile in profiles(), scopes in sets(), more in sets()) {
        let all = profile.closure(scopes.iter().cloned().chain(more));
        prop_assert!(profile.closure(scopes).iter().all(|scope| all.contains(scope)));
    }

    #[test]
    fn nothing_comes_from_nowhere(profile in profiles(), scopes in sets()) {
        for scope in profile.closure(scopes.clone()) {
            let implied = profile.implies.values().any(|implied| implied.contains(&scope));
            prop_assert!(implied || scopes.contains(&scope));
        }
    }
}

#[test]
fn a_profile_survives_being_stored() {
    let text = include_str!("../../tests/cli/pakyas.toml");
    let profile = super::super::profile_file::read(text.as_bytes()).unwrap();
    let json = serde_json::to_string(&profile).unwrap();
    assert_eq!(serde_json::from_str::<Profile>(&json).unwrap(), profile);
}
