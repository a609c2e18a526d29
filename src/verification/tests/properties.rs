//! Properties of every file.

use proptest::prelude::*;

use super::*;
use crate::domain::rights::{Denial, Environment, Requirements, ResourcePath, Scope, Unchecked};

#[test]
fn any_flipped_bit_is_refused() {
    for format in Format::ALL {
        let body = body(format, &[entry(1), entry(2)], time(3_600));
        let mut file = sign_line(&claims(format, &body, 2), &key()).into_bytes();
        file.extend(body);
        assert!(inspect(file.as_slice(), Some(&verifier())).is_ok());
        for bit in 0..file.len() * 8 {
            file[bit / 8] ^= 1 << (bit % 8);
            assert!(inspect(file.as_slice(), Some(&verifier())).is_err(), "{format}: bit {bit}");
            assert!(load(&file).is_err(), "{format}: bit {bit}");
            file[bit / 8] ^= 1 << (bit % 8);
        }
    }
}

prop_compose! {
    pub(super) fn any_entry()(
        number in 0_u32..5_000,
        scopes in prop::collection::btree_set("[a-z:%*]{1,5}", 0..4),
        resource in prop::option::of("[a-z]{1,3}(/[a-z.:]{3,4}){0,3}"),
        environment in prop::option::of("[a-z0-9][a-z._-]{0,3}"),
        not_before in prop::option::of(-50_i64..50),
        expires_at in prop::option::of(-50_i64..50),
        networks in prop::sample::select(vec!["", "192.0.2.0/24", "10.0.0.0/8 2001:db8::/32", "::/0"]),
    ) -> (u32, Entry) {
        (number, Entry {
            not_before: not_before.map(time),
            expires_at: expires_at.map(time),
            scopes: scopes.iter().map(|scope| scope.parse().unwrap()).collect(),
            resource: resource.map(|resource| resource.parse().unwrap()),
            environment: environment.map(|environment| environment.parse().unwrap()),
            networks: networks_of(networks),
            ..entry(number)
        })
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_entry_is_decided_as_it_was_written(entries in prop::collection::vec(any_entry(), 0..60), absent in 5_000_u32..9_000) {
        let entries: std::collections::BTreeMap<u32, Entry> = entries.into_iter().collect();
        let all: Vec<Entry> = entries.values().cloned().collect();
        let body = body(Format::Jsonl, &all, time(3_600));
        let line = sign_line(&claims(Format::Jsonl, &body, u64::try_from(all.len()).unwrap()), &key());
        let bytes = [line.into_bytes(), body].concat();
        let file = load(&bytes).unwrap();
        let find = |presented: &str| {
            verifier().open(bytes.as_slice()).unwrap().find(presented.as_bytes(), time(0), &None::<Seen>).unwrap()
        };
        prop_assert_eq!(file.entries().len(), all.len());
        for (number, entry) in &entries {
            let requirements = Requirements {
                scopes: &entry.scopes,
                resource: entry.resource.as_ref(),
                environment: entry.environment.as_ref(),
                address: Some("192.0.2.7".parse().unwrap()),
            };
            let decision = file.decide(secret(*number).as_bytes(), &requirements, time(0)).unwrap();
            let alone = find(&secret(*number));
            prop_assert_eq!(alone.decide(&requirements, time(0)).unwrap(), decision);
            let found = decision.key.unwrap();
            prop_assert_eq!(found.id(), entry.id.as_str());
            prop_assert_eq!(found.not_before(), entry.not_before);
            prop_assert_eq!(found.expires_at(), entry.expires_at);
            prop_assert!(found.scopes().eq(entry.scopes.iter().map(Scope::as_str)));
            prop_assert_eq!(found.resource(), entry.resource.as_ref().map(ResourcePath::as_str));
            prop_assert_eq!(found.networks(), entry.networks.net());
            prop_assert_eq!(found.environment(), entry.environment.as_ref().map(Environment::as_str));
            let expected = if entry.not_before.is_some_and(|start| time(0) < start) {
                Err(Denial::NotYetValid)
            } else if entry.expires_at.is_some_and(|end| time(0) >= end) {
                Err(Denial::Expired)
            } else if entry.networks.net().is_some_and(|net| !net.starts_with("192.0.2")) {
                Err(Denial::Network)
            } else {
                Ok(Unchecked::default())
            };
            prop_assert_eq!(decision.verdict, expected);
        }
        let decision = file.decide(secret(absent).as_bytes(), &Requirements::default(), time(0)).unwrap();
        prop_assert_eq!(decision.verdict, Err(Denial::Unknown));
        let alone = find(&secret(absent));
        prop_assert_eq!(alone.decide(&Requirements::default(), time(0)).unwrap(), decision);
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), from in 0_usize..700) {
        let good = good();
        let spliced = [&good[..from.min(good.len())], &bytes].concat();
        for file in [bytes, spliced] {
            prop_assert!(load(&file).is_err());
            let _ = inspect(file.as_slice(), None);
        }
    }
}
