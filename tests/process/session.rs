//! One long session with canaries in it, run once under strace: rows 9 and 12 of the assurance table inspect
//! its traces.

use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use crate::support::{Home, available};

pub(crate) const PASSPHRASE: &str = "canary-passphrase-0f3a9c7e51d2";
pub(crate) const WRONG: &str = "canary-wrong-passphrase-77b1e0";
pub(crate) const FOREIGN: &str = "canaryForeignSecret9Qx7Lw3Vz8Rt5Yp2Kd6Hs4Jf1";
pub(crate) const WEAK: &str = "canaryweak";
pub(crate) const STORED: &str = "canary-stored-secret-3fd81c60";
/// In every free text; only the vault's own listings may print it.
pub(crate) const DATA: &str = "canary-data-5d1f0b";

/// The timeout of the whole session: it is many processes, and strace traces each.
pub(crate) const LONG: Duration = Duration::from_secs(300);

/// The results of the session.
pub(crate) struct Session {
    pub(crate) home: Home,
    /// strace's lines: programs started, writes, and the network.
    pub(crate) trace: String,
}

/// Runs the session, or shares that of another test that still uses it: a static one would never delete its
/// home. `None` if strace is missing.
pub(crate) fn session() -> Option<Arc<Session>> {
    static SESSION: Mutex<Weak<Session>> = Mutex::new(Weak::new());
    if !available("strace") {
        return None;
    }
    let mut shared = SESSION.lock().unwrap_or_else(PoisonError::into_inner);
    Some(shared.upgrade().unwrap_or_else(|| {
        let session = Arc::new(record());
        *shared = Arc::downgrade(&session);
        session
    }))
}

fn record() -> Session {
    let home = prepared();
    let script = "session.sh";
    let trace = "trace";
    let follow = "trace=execve,write,pwrite64,writev,pwritev,pwritev2,sendto,sendmsg,%network";
    let args = format!("-f --seccomp-bpf -y -v -s 100000 -e {follow} -o {trace} bash {script}");
    let ran = home.program("strace", &args).env("RUST_BACKTRACE", "full").timeout(LONG).run();
    assert_eq!(ran.code, 0, "{ran}");
    let trace = String::from_utf8_lossy(&std::fs::read(home.path("trace")).unwrap()).into_owned();
    std::fs::remove_file(home.path("trace")).unwrap();
    Session { home, trace }
}

/// A home with the script and its input files.
pub(crate) fn prepared() -> Home {
    let home = Home::new();
    for folder in ["given", "out", "err", "delivered"] {
        std::fs::create_dir(home.path(folder)).unwrap();
    }
    home.write("given/pass", format!("{PASSPHRASE}\n"));
    home.write("given/wrong", format!("{WRONG}\n"));
    home.write(
        "given/import",
        format!("{{\"name\":\"foreign\",\"secret\":\"{FOREIGN}\",\"owner\":\"{DATA}\"}}\n"),
    );
    home.write("given/weak", format!("{{\"name\":\"weak\",\"secret\":\"{WEAK}\"}}\n"));
    home.write("given/broken", format!("{{\"name\":\"b\",\"secret\":\"{FOREIGN}\"\n"));
    home.write("given/mistyped", format!("{{\"name\":\"b\",\"secret\":[\"{FOREIGN}\"]}}\n"));
    home.write("given/foreign", format!("{FOREIGN}\n"));
    home.write("given/stored", format!("{STORED}\n"));
    home.write(
        "given/bulk",
        format!("{{\"name\":\"b1\",\"description\":\"{DATA}\"}}\n{{\"name\":\"b2\"}}\n"),
    );
    home.write(
        "given/profile",
        format!("name = \"p\"\ndescription = \"{DATA}\"\nmax_expires = 9\nhooks.revoked = [\"{DATA}\"]\n"),
    );
    home.write("given/badbulk", "{\"name\":\"b3\"}\n{\"name\":\"b4\",\"prefix\":\"NO\"}\n");
    home.write("session.sh", SCRIPT.replace("DATA", DATA));
    home
}

/// `k CODE ARGS…` runs one command, saves its streams under the next number, and asserts its code. Secrets
/// are passed by redirection only.
const SCRIPT: &str = r#"
n=100
k() {
  want=$1; shift; n=$((n + 1))
  "$KW" "$@" >out/$n 2>err/$n; got=$?
  [ "$got" = "$want" ] || { echo "$n: keywright $*: exit $got, not $want"; cat err/$n; exit 1; }
}
p="--vault pass.db --passphrase-file given/pass"; i="--identity delivered/identity.txt"
k 0 $p init
k 0 $p key create zero -o json --description DATA
k 5 --vault pass.db --passphrase-file given/wrong -v key list
k 5 --vault pass.db --passphrase-file /dev/null -v key list
k 0 --vault pass.db --passphrase-fd 3 key list -o csv 3<given/pass
k 4 $p init
k 0 init --new-identity delivered/identity.txt
k 0 $i key create one --prefix acme_live -s read --description DATA --owner DATA --label team=DATA --secret-only
cp out/$n given/one
k 0 $i key create two -o json --description DATA
k 0 $i key create three --secret-file delivered/three
k 0 $i slot list -o json
r=$(sed -n 's/.*"recipient": "\(age1[a-z0-9]*\)".*/\1/p' out/$n)
k 0 $i -v key create five --encrypt-to "$r"
k 0 $i key create --from given/bulk -o jsonl
k 2 $i -v key create --from given/badbulk
k 0 $i key import --from given/import
k 4 $i -v key import --from given/weak
k 2 $i -v key import --from given/broken
k 2 $i -v key import --from given/mistyped
k 2 $i -v key create --from given/import
k 0 $i key verify --scope read <given/one
k 0 $i key verify <given/foreign
k 8 $i -v key verify <given/wrong
k 8 $i -v key verify --scope admin <given/one
k 5 --identity given/wrong -v key list
k 0 $i -v credential set stored --description DATA --check 'grep -q canary' <given/stored
k 0 $i -v credential set stored <given/stored
k 0 $i -v credential verify stored
k 0 $i -v credential set stored --check 'sh -c "cat >&2; exit 1"' <given/stored
k 8 $i -v credential verify stored
k 0 $i credential get stored
k 0 $i -v run --file FILE=credential:stored -- sh -c 'cat "$FILE" >out/file'
k 0 $i -v credential set stored --check none <given/foreign
k 0 $i -v key create four --to-credential four -o json
k 0 $i credential get four
k 0 $i credential list -o json
k 0 $i -v credential remove stored --yes
k 3 $i -v credential get stored
k 0 $i key edit one --description DATA2
k 0 $i key edit one --revoked 'logger DATA'
k 0 $i profile add --from given/profile --force
k 4 $i -v key create seven --profile p --expires 10
k 2 $i -v profile add --from given/bulk
k 0 $i profile list
k 0 $i profile show p -o json
k 0 $i export --format jsonl --audience edge --out keys.jsonl
k 0 $i export --format haproxy --out keys.map
k 0 $i public-key
cp out/$n pub.pem
k 0 check --file keys.jsonl --public-key pub.pem --audience edge --state seen <given/one
k 0 check --file keys.jsonl --public-key pub.pem --audience edge --lines <given/one
k 8 -v check --file keys.jsonl --public-key pub.pem --audience edge <given/wrong
k 6 -v check --file keys.jsonl --public-key pub.pem --audience other <given/one
k 2 -v check --file keys.map --public-key pub.pem <given/one
k 0 inspect keys.map --public-key pub.pem --install placed.map --state seen
k 0 vault backup backup.db
k 4 -v vault backup backup.db
k 0 $i profile edit p --from given/profile --force
k 0 $i profile remove p --yes
k 0 $i key revoke one --yes --reason DATA
k 0 $i key revoke one --yes
k 8 $i -v key verify <given/one
k 0 $i key delete one --force
k 3 $i -v key show one
k 8 $i key verify <given/one
k 4 $i -v key create two
k 2 $i -v key create six --expires nonsense
k 0 $i key list
k 0 $i key list -o json
k 0 $i key show two
k 0 $i status
k 0 $i vault info
k 0 $i vault check
k 0 $i audit list --limit 0
k 0 $i audit verify
k 0 $i audit export
exit 0
"#;
