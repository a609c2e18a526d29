//! What stands around a server: a vault with keys of every kind, the file of them, the gate, the application.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use crate::application::Application;
use crate::support::gate::{Address, Gate};
use crate::support::{Home, Minted, files_below, now};

/// Every key of the probe, and what it is made with. The server is `prod` of `acme/products`.
const KEYS: [(&str, &str); 12] = [
    ("ended", "-s read --expires 4s"),
    ("reader", "-s read"),
    ("writer", "-s read,write --resource acme/products --environment prod"),
    ("parent", "-s read,write --resource acme"),
    ("staging", "-s read,write --environment staging"),
    ("other", "-s read,write --resource other/thing"),
    ("beside", "-s read,write --resource acme/productsx"),
    ("start", "-s read,write --resource acme/prod"),
    ("rewriter", "-s read,rewrite,writer"),
    ("without", ""),
    ("leaving", "-s read"),
    ("later", "-s read --not-before later"),
];

/// A secret that no vault knows, of the right form but for its checksum.
pub(crate) const UNKNOWN: &str = "kw_live_0123456789abcdefghijABCDEFGHIJ0123456789abcdefgh000000";

pub(crate) struct Site {
    pub(crate) home: Home,
    pub(crate) application: Application,
    keys: BTreeMap<&'static str, Minted>,
    /// When the key with an end has ended, in Unix seconds.
    pub(crate) ended_at: i64,
}

impl Site {
    /// Other users may reach what is not private: servers work as `www-data` or `nobody`.
    pub(crate) fn new(names: &[&str]) -> Self {
        let home = Home::for_other_users();
        std::fs::create_dir(home.path("run")).unwrap();
        home.ok("init --new-identity");
        let ended_at = now() + 5;
        let wanted = KEYS.iter().filter(|(name, _)| names.is_empty() || names.contains(name));
        // Within the life of the file, or it would not be in it.
        let later = keywright::domain::time::Timestamp::from_unix(now() + 43_200).to_string();
        let keys = wanted.map(|(name, options)| {
            (*name, home.create(name, &options.replace("not-before later", &format!("not-before {later}"))))
        });
        let keys = keys.collect();
        home.write("keywright.pem", home.ok("public-key").stdout);
        let site = Self { home, application: Application::start(), keys, ended_at };
        site.reach("", 0o755);
        site.reach("run", 0o777);
        site
    }

    /// Lets other users reach a file or folder.
    pub(crate) fn reach(&self, name: &str, mode: u32) {
        std::fs::set_permissions(self.home.path(name), std::fs::Permissions::from_mode(mode)).unwrap();
    }

    pub(crate) fn key(&self, name: &str) -> &Minted {
        &self.keys[name]
    }

    /// Makes a new file of this format, which the gate and the like read themselves.
    pub(crate) fn export(&self, format: &str, valid_for: &str, out: &str) {
        self.home
            .ok(&format!("export --format {format} --audience edge --valid-for {valid_for} --out {out}"));
        self.reach(out, 0o644);
    }

    /// The logs of the server and the gate, and all else that the server wrote.
    fn logs(&self) -> Vec<PathBuf> {
        let gate = Some(self.home.path("gate.log")).filter(|path| path.exists());
        files_below(&self.home.path("run")).into_iter().chain(gate).collect()
    }

    /// No log, and nothing else that a server wrote, holds a secret, or what is random in it.
    #[track_caller]
    pub(crate) fn logs_hold_no_secret(&self) {
        let secrets = self.keys.values().map(|key| &*key.secret).chain([UNKNOWN]);
        let parts: Vec<String> = secrets.map(|secret| secret[18..40].to_lowercase()).collect();
        for path in self.logs() {
            // A socket is no file to read.
            let Ok(bytes) = std::fs::read(&path) else { continue };
            let text = String::from_utf8_lossy(&bytes).to_lowercase();
            let found = parts.iter().find(|part| text.contains(&***part));
            assert!(found.is_none(), "{} holds a secret:\n{text}", path.display());
        }
    }

    /// Whether a log has this text.
    pub(crate) fn is_logged(&self, wanted: &str) -> bool {
        self.logs()
            .iter()
            .any(|path| std::fs::read(path).is_ok_and(|text| String::from_utf8_lossy(&text).contains(wanted)))
    }
}

/// Where the gate is asked.
#[derive(Clone, Copy)]
pub(crate) enum Socket {
    /// `gate.sock` in the home.
    Unix,
    /// A port of loopback.
    Tcp(u16),
}

/// The gate for `prod` of `acme/products`, where the server asks it.
pub(crate) fn gate(site: &Site, socket: Socket) -> Gate {
    gate_of(site, socket, &["--demand", "read=read", "--demand", "write=read,write"])
}

/// One with other demands.
pub(crate) fn gate_of(site: &Site, socket: Socket, demands: &[&str]) -> Gate {
    let home = &site.home;
    let socket = match socket {
        Socket::Tcp(port) => (Address::Tcp(port), TcpListener::bind(("127.0.0.1", port)).unwrap().into()),
        Socket::Unix => Address::unix(home),
    };
    if let Address::Unix(_) = socket.0 {
        site.reach("gate.sock", 0o666);
    }
    let server = ["--resource", "acme/products", "--environment", "prod", "--client-address", "X-Real-IP"];
    Gate::under(home, "", socket, &[&server, demands].concat())
}
