//! A server of the test's own, on loopback, with the example's schema, and the sessions that ask it.

use std::cell::RefCell;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::time::Duration;

use keywright::verification::{Dialect, Format};
use tempfile::TempDir;

use crate::engine::{Asked, Decision, Engine};
use crate::forged::SUBJECT;
use crate::support::{Answer, Call, Home, PROGRAM, available, missing, public_folder};

/// The user `nobody`: `PostgreSQL` does not run as root.
const NOBODY: u32 = 65_534;

pub(super) struct Postgresql {
    /// Kept open: a session for each question would take most of the time.
    pub(super) asking: RefCell<Session>,
    pub(super) looking: RefCell<Session>,
    // Dropped before the folder that its files are in.
    _server: Server,
    _folder: TempDir,
    pub(super) home: Home,
    pub(super) port: u16,
    pub(super) dialect: Dialect,
}

/// A server that is stopped, with all of its processes, when dropped.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let pid = self.0.id().to_string();
        let _ = std::process::Command::new("kill").args(["-QUIT", &pid]).status();
        for _ in 0..100 {
            if !matches!(self.0.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A `psql` that stays connected.
pub(super) struct Session {
    child: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
}

impl Session {
    fn open(psql: &Call) -> Self {
        let mut command = psql.command();
        command.stdin(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let (stdin, stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        Self { child, stdin, stdout: BufReader::new(stdout) }
    }

    /// What a statement returns, or the message of its error.
    pub(super) fn says(&mut self, sql: &str) -> Result<String, String> {
        writeln!(self.stdin, "{sql};\n\\echo end :ERROR :LAST_ERROR_MESSAGE").unwrap();
        let mut rows = String::new();
        loop {
            let mut line = String::new();
            assert_ne!(self.stdout.read_line(&mut line).unwrap(), 0, "psql has ended");
            match line.strip_prefix("end ").map(str::trim_end) {
                None => rows.push_str(&line),
                Some(end) if end.starts_with("false") => return Ok(rows.trim_end().to_owned()),
                Some(end) => return Err(end.to_owned()),
            }
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(super) fn example(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/postgresql").join(file)
}

/// The folder of its programs: Debian does not put them in the path.
fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let of_debian = versions.map(|version| version.path().join("bin"));
    let mut folders: Vec<PathBuf> = of_debian.chain(["/usr/local/bin".into(), "/usr/bin".into()]).collect();
    folders.sort();
    let found = folders
        .into_iter()
        .rev()
        .find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists());
    if found.is_none() {
        missing("PostgreSQL is not installed");
    }
    found
}

/// With the schema, and the users `app`, `loader` and `other`.
pub(super) fn postgresql(dialect: Dialect) -> Option<Postgresql> {
    let (programs, has_others) = (programs()?, ["psql", "flock", "setpriv"].into_iter().all(available));
    if !has_others {
        return None;
    }
    let home = Home::with_vault();
    let folder = TempDir::with_prefix_in("keywright-postgresql-", public_folder()).unwrap();
    let is_root = std::os::unix::fs::MetadataExt::uid(&Path::new("/proc/self").metadata().unwrap()) == 0;
    if is_root {
        std::os::unix::fs::chown(folder.path(), Some(NOBODY), Some(NOBODY)).unwrap();
    }
    let program = |name: &str, line: &str| {
        let call =
            Call::new(programs.join(name).to_str().unwrap(), Path::new("/")).env("PATH", "/usr/bin:/bin");
        let call = call.arg("-D").arg(folder.path().join("data")).args(line);
        if is_root {
            call.under(&format!("setpriv --reuid={NOBODY} --regid={NOBODY} --clear-groups"))
        } else {
            call
        }
    };
    program("initdb", "-U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync").run().exits(0);
    // Somebody else may take the free port before PostgreSQL does: then it exits, and another is tried.
    for _ in 0..5 {
        let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
        let log = std::fs::File::create(home.path("postgresql.log")).unwrap();
        let options = format!(
            "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c log_statement=all"
        );
        let mut command = program("postgres", &options).command();
        command.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log);
        let mut server = Server(command.spawn().unwrap());
        for _ in 0..200 {
            if server.0.try_wait().unwrap().is_some() {
                break;
            }
            let log = home.read("postgresql.log");
            if log.contains("ready to accept connections") && TcpStream::connect(("127.0.0.1", port)).is_ok()
            {
                set_up(&home, port);
                let [asking, looking] = ["app", "postgres"].map(|user| {
                    RefCell::new(Session::open(&psql(&home, port, user).arg("-v").arg("ON_ERROR_STOP=0")))
                });
                return Some(Postgresql {
                    asking,
                    looking,
                    _server: server,
                    _folder: folder,
                    home,
                    port,
                    dialect,
                });
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
    panic!("PostgreSQL does not start: {}", home.read("postgresql.log"));
}

pub(super) fn psql(home: &Home, port: u16, user: &str) -> Call {
    let call = home.program("psql", "-X -q -A -t -v ON_ERROR_STOP=1 -F |");
    call.env("PGHOST", "127.0.0.1")
        .env("PGPORT", port.to_string())
        .env("PGUSER", user)
        .env("PGDATABASE", "postgres")
        .timeout(Duration::from_secs(300))
}

fn set_up(home: &Home, port: u16) {
    let [schema, functions] = ["schema.sql", "functions.sql"].map(example);
    let psql = || psql(home, port, "postgres");
    // Twice: a newer version of them is installed in the same way.
    for _ in 0..2 {
        psql().args("-1 -f").arg(&schema).arg("-f").arg(&functions).run().exits(0);
    }
    let roles = "CREATE ROLE loader LOGIN IN ROLE keywright_loader; \
                 CREATE ROLE app LOGIN IN ROLE keywright_app; CREATE ROLE other LOGIN";
    psql().arg("-c").arg(roles).run().exits(0);
}

impl Postgresql {
    pub(super) fn psql(&self, user: &str) -> Call {
        psql(&self.home, self.port, user)
    }

    pub(super) fn run(&self, user: &str, sql: &str) -> Answer {
        self.psql(user).stdin(sql).run()
    }

    pub(super) fn says(&self, user: &str, sql: &str) -> String {
        self.run(user, sql).exits(0).stdout.trim().to_owned()
    }

    pub(super) fn feed_with(&self, before: &str, file: &str) -> Answer {
        let call =
            self.psql("loader").arg("-c").arg(format!("SET search_path = keywright, pg_temp; {before}"));
        call.arg("-f").arg(self.home.path(file)).run()
    }
}

fn literal(text: Option<&str>) -> String {
    text.map_or("NULL".to_owned(), |text| format!("'{}'", text.replace('\'', "''")))
}

impl Engine for Postgresql {
    const FORMAT: Format = Format::Sql;
    const KNOWS_ADDRESSES: bool = true;

    fn home(&self) -> &Home {
        &self.home
    }

    fn loader(&self) -> Call {
        let load = example("load");
        let call = self.home.program(load.to_str().unwrap(), "").env("KEYWRIGHT", PROGRAM);
        call.env("PGHOST", "127.0.0.1")
            .env("PGPORT", self.port.to_string())
            .env("PGUSER", "loader")
            .env("PGDATABASE", "postgres")
    }

    fn feed(&self, file: &str) -> Answer {
        self.feed_with("", file)
    }

    fn ask(&self, sub: &str, digest: &str, asked: &Asked) -> Option<Decision> {
        let Asked { scope, resource, environment, address } = *asked;
        let values = [Some(sub), Some(digest), scope, resource, environment, address].map(literal).join(", ");
        let answer = self.asking.borrow_mut().says(&format!(
            "SELECT valid, coalesce(reason, ''), coalesce(id, ''), coalesce(array_to_string(unchecked, ' '), '') \
             FROM keywright.keywright_check({values})"
        ));
        let answer = match answer {
            Err(error)
                if error.contains("is malformed") || error.contains("invalid input syntax for type inet") =>
            {
                return None;
            }
            answer => answer.unwrap(),
        };
        let values: Vec<String> = answer.split('|').map(str::to_owned).collect();
        let [valid, reason, id, unchecked] = <[String; 4]>::try_from(values).unwrap();
        assert_eq!(valid == "t", reason.is_empty(), "{answer}");
        Some(Decision { reason, id, unchecked })
    }

    fn stored(&self) -> String {
        let tables = "SELECT * FROM keywright.keywright_head ORDER BY sub; \
                      SELECT * FROM keywright.keywright_key ORDER BY sub, digest";
        self.looking.borrow_mut().says(tables).unwrap()
    }

    fn glance(&self) -> (u64, u64, u64) {
        let look = format!(
            "SELECT (SELECT gen FROM keywright.keywright_head WHERE sub = '{SUBJECT}'), count(*), \
             count(*) FILTER (WHERE scope = 'read') FROM keywright.keywright_key WHERE sub = '{SUBJECT}'"
        );
        let line = self.looking.borrow_mut().says(&look).unwrap();
        let numbers: Vec<u64> = line.split('|').map(|number| number.parse().unwrap()).collect();
        let [generation, keys, readers] = numbers[..] else { panic!("{line}") };
        (generation, keys, readers)
    }

    fn dialect(&self) -> Dialect {
        self.dialect
    }
}
