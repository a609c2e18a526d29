//! A lineage whose key is due, a consumer that the hooks deliver its secret to, and a file for servers.

use serde_json::Value;

use crate::support::{Answer, Call, Home, available};

/// Correct hooks. `@` is the home.
pub(crate) const GOOD: &str = r#"
deliver = ["/bin/sh", "-c", "cat > '@/arriving' && mv '@/arriving' '@/consumer'"]
verify = ["/bin/cat", "@/consumer"]
verify_echo = true
"#;

/// A home with the key `bot`, and its first secret at the consumer.
pub(crate) struct Lineage {
    pub(crate) home: Home,
    pub(crate) old: String,
}

impl Lineage {
    /// 31 days old, and due since yesterday. `None` if the clock cannot be faked.
    pub(crate) fn due(hooks: &str) -> Option<Self> {
        Self::made("-31d", hooks)
    }

    /// Created at another time.
    pub(crate) fn made(offset: &str, hooks: &str) -> Option<Self> {
        if !available("faketime") {
            return None;
        }
        let mut lineage = Self { home: Home::for_other_users(), old: String::new() };
        std::fs::create_dir(lineage.home.path("served")).unwrap();
        let then = |args: &str| lineage.at(offset, args).run().exits(0);
        then("init --new-identity");
        then("target add edge --format jsonl --path @/served/edge.jsonl --valid-for 30d");
        // Some of the hooks are not there.
        then(&format!("profile add --force --from {}", lineage.profile(hooks)));
        let old = then("key create bot --profile deploy --secret-only").stdout;
        then("publish");
        old.trim_end().clone_into(&mut lineage.old);
        lineage.home.write("consumer", &lineage.old);
        lineage.home.write("public.pem", lineage.home.ok("public-key --format pem").bytes);
        Some(lineage)
    }

    /// Writes the profile with these hooks; returns the file.
    fn profile(&self, hooks: &str) -> String {
        let place = self.home.text("");
        let hooks = hooks.replace('@', place.trim_end_matches('/'));
        let hooks = if hooks.contains("timeout") { hooks } else { format!("{hooks}\ntimeout = \"20s\"\n") };
        self.home.write(
            "deploy.toml",
            format!(
                "name = \"deploy\"\nprefix = \"dep\"\nexpires = \"60d\"\nrotate_every = \"30d\"\n\
                 grace = \"2d\"\n[hooks]\nretries = 0\n{hooks}"
            ),
        )
    }

    /// Replaces the hooks.
    pub(crate) fn repair(&self, hooks: &str) {
        self.home.ok(&format!("profile edit deploy --force --from {}", self.profile(hooks)));
    }

    /// A command at another time, such as `+3d`. Timeouts are not affected: they would never end.
    pub(crate) fn at(&self, offset: &str, args: &str) -> Call {
        let call = self.home.call(args).under(&format!("faketime -f '{offset}'"));
        call.env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
    }

    /// The secret that the consumer uses.
    pub(crate) fn consumer(&self) -> String {
        std::fs::read_to_string(self.home.path("consumer")).unwrap()
    }

    /// The versions of the lineage and their statuses at some time.
    pub(crate) fn statuses(&self, offset: &str) -> Vec<String> {
        let list = self.at(offset, "key list --limit 0 -o json").run().exits(0).json();
        let mut keys: Vec<&Value> = list["items"].as_array().unwrap().iter().collect();
        keys.retain(|key| key["name"] == "bot");
        keys.sort_by_key(|key| key["version"].as_u64());
        keys.iter().map(|key| key["status"].as_str().unwrap().to_owned()).collect()
    }

    /// Whether the vault accepts a secret at some time.
    pub(crate) fn verifies(&self, offset: &str, secret: &str) -> bool {
        let ran = self.at(offset, "key verify -o json").stdin(secret).run();
        assert!([0, 8].contains(&ran.code), "{ran}");
        ran.code == 0
    }

    /// Whether the current file accepts a secret at some time.
    pub(crate) fn admitted(&self, secret: &str, at: &str) -> bool {
        let args = format!("check --file served/edge.jsonl --public-key public.pem --at {at} -o json");
        let ran = self.home.call(&args).stdin(secret).run();
        assert!([0, 8].contains(&ran.code), "{ran}");
        ran.code == 0
    }

    /// Asserts that it is delivered: the consumer has the new secret, and both are valid until the grace
    /// period ends.
    #[track_caller]
    pub(crate) fn is_delivered(&self, offset: &str) {
        assert_eq!(self.statuses(offset), ["retiring", "active"]);
        let new = self.consumer();
        assert!(new != self.old && self.verifies(offset, &new) && self.verifies(offset, &self.old));
        self.at(offset, "rotate secret bot -o json").run().fails(4, "conflict");
        let rest = self.at(offset, "rotate run -o json").run().exits(0);
        assert_eq!(rest.json(), serde_json::json!({"items": []}));
    }

    /// The problems that an incomplete run (exit 11) reports.
    #[track_caller]
    pub(crate) fn incomplete(ran: Answer) -> String {
        let ran = ran.exits(11);
        let error: Value = serde_json::from_str(ran.stderr.lines().last().unwrap()).unwrap();
        assert_eq!(error["error"]["code"], "incomplete", "{ran}");
        let items = ran.json();
        let item = items["items"].as_array().unwrap().iter().find(|item| item["name"] == "bot");
        let own = item.and_then(|item| item["error"].as_str()).unwrap_or_default();
        format!("{} {own}", error["error"]["message"].as_str().unwrap())
    }
}

/// The command lines of all processes that mention the folder.
pub(crate) fn running(home: &Home) -> Vec<String> {
    let place = home.text("");
    let place = place.trim_end_matches('/');
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc").unwrap().flatten() {
        let line = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
        let line = String::from_utf8_lossy(&line).replace('\0', " ");
        if line.contains(place) {
            found.push(line);
        }
    }
    found
}
