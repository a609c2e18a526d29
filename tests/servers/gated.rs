//! What every server is put through that asks the gate.

use crate::probe::Habits;
use crate::process::Server;
use crate::site::{Site, Socket, gate, gate_of};
use crate::support::find;
use crate::support::gate::Gate;
use crate::{networks, scenarios};

/// A server that asks the gate.
pub(crate) struct Front {
    pub(crate) program: &'static str,
    pub(crate) start: fn(&Site, Socket) -> Server,
    pub(crate) socket: fn() -> Socket,
    /// The status for a header that was sent twice.
    pub(crate) repeated: u16,
}

/// Its tests.
macro_rules! gated {
    ($front:expr) => {
        #[test]
        fn answers_as_the_gate_does() {
            $front.answers();
        }

        #[test]
        fn sees_a_revocation_under_load() {
            $front.sees_a_revocation_under_load();
        }

        #[test]
        fn refuses_a_stale_file() {
            $front.refuses_a_stale_file();
        }

        #[test]
        fn refuses_an_older_file() {
            $front.refuses_an_older_file();
        }

        #[test]
        fn networks_are_those_of_the_connection() {
            $front.networks_are_those_of_the_connection();
        }

        #[test]
        fn is_closed_without_the_gate() {
            $front.is_closed_without_the_gate();
        }

        #[test]
        fn is_closed_to_a_demand_that_the_gate_does_not_know() {
            $front.is_closed_to_an_unknown_demand();
        }
    };
}
pub(crate) use gated;

/// The names of the keys that a scenario needs.
const TWO: [&str; 2] = ["reader", "leaving"];

impl Front {
    /// The server, in front of the gate with a file of these keys; nothing if it is not installed.
    fn before(&self, keys: &[&str], valid_for: &str) -> Option<(Site, Gate, Server, Socket)> {
        find(self.program)?;
        let site = Site::new(keys);
        site.export("jsonl", valid_for, "keys.jsonl");
        let socket = (self.socket)();
        let gate = gate(&site, socket);
        let server = (self.start)(&site, socket);
        Some((site, gate, server, socket))
    }

    pub(crate) fn answers(&self) {
        let Some((site, _gate, server, _)) = self.before(&[], "1d") else { return };
        scenarios::answers(&site, &server, Habits { repeated: self.repeated, takes_bearer: true });
    }

    pub(crate) fn sees_a_revocation_under_load(&self) {
        let Some((site, _gate, server, _)) = self.before(&TWO, "1d") else { return };
        scenarios::sees_a_revocation_under_load(&site, &server, || site.export("jsonl", "1d", "keys.jsonl"));
    }

    pub(crate) fn refuses_a_stale_file(&self) {
        let Some((site, _gate, server, _)) = self.before(&TWO, "5s") else { return };
        scenarios::refuses_when_stale(&site, &server, || site.export("jsonl", "1d", "keys.jsonl"));
    }

    pub(crate) fn refuses_an_older_file(&self) {
        let Some((site, mut gate, server, socket)) = self.before(&TWO, "1d") else { return };
        scenarios::refuses_an_older_file(&site, &server, "jsonl", "keys.jsonl");
        // Started anew, the gate remembers, and has no file that it may use.
        gate.kill();
        let _gate = crate::site::gate(&site, socket);
        scenarios::is_closed(&site, &server);
    }

    pub(crate) fn networks_are_those_of_the_connection(&self) {
        if find(self.program).is_none() {
            return;
        }
        let site = Site::new(&["nobody"]);
        networks::sign(&site);
        let socket = (self.socket)();
        let _gate = gate(&site, socket);
        networks::are_those_of_the_connection(&site, &(self.start)(&site, socket));
    }

    pub(crate) fn is_closed_without_the_gate(&self) {
        let Some((site, mut gate, server, socket)) = self.before(&TWO, "1d") else { return };
        let key = &site.key("reader").secret;
        assert_eq!(scenarios::status(&server, key), 200);
        gate.kill();
        scenarios::is_closed(&site, &server);
        let _gate = crate::site::gate(&site, socket);
        crate::process::until("it serves again", || scenarios::status(&server, key) == 200);
    }

    pub(crate) fn is_closed_to_an_unknown_demand(&self) {
        let Some((site, mut gate, server, socket)) = self.before(&TWO, "1d") else { return };
        gate.kill();
        let _gate = gate_of(&site, socket, &["--demand", "other="]);
        scenarios::is_closed(&site, &server);
    }
}
