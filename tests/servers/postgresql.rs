//! `PostgreSQL` with `examples/postgresql`: its schema, its loader and its functions.

use std::cell::RefCell;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::time::Duration;

use keywright::verification::{Dialect, Format};
use tempfile::TempDir;

use crate::engine::{self, Asked, Decision, Engine};
use crate::forged::{self, SUBJECT, entries};
use crate::support::{Answer, Call, Home, PROGRAM, available, missing, public_folder};

/// The user `nobody`: `PostgreSQL` does not run as root.
const NOBODY: u32 = 65_534;

struct Postgresql {
    /// Kept open: a session for each question would take most of the time.
    asking: RefCell<Session>,
    looking: RefCell<Session>,
    // Dropped before the folder that its files are in.
    _server: Server,
    _folder: TempDir,
    home: Home,
    port: u16,
    dialect: Dialect,
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
struct Session {
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
    fn says(&mut self, sql: &str) -> Result<String, String> {
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

fn example(file: &str) -> PathBuf {
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
fn postgresql(dialect: Dialect) -> Option<Postgresql> {
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

fn psql(home: &Home, port: u16, user: &str) -> Call {
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
    fn psql(&self, user: &str) -> Call {
        psql(&self.home, self.port, user)
    }

    fn run(&self, user: &str, sql: &str) -> Answer {
        self.psql(user).stdin(sql).run()
    }

    fn says(&self, user: &str, sql: &str) -> String {
        self.run(user, sql).exits(0).stdout.trim().to_owned()
    }

    fn feed_with(&self, before: &str, file: &str) -> Answer {
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

#[test]
fn decides_as_the_library_does() {
    let Some(postgresql) = postgresql(Dialect::Portable) else { return };
    engine::decides_as_the_library_does(&postgresql);
    // What is no address is a mistake of the caller: others take more for one, or PostgreSQL does.
    let digest = engine::digest(&forged::secret(0));
    for address in [
        "",
        "10.0.0.0/8",
        "::1/128",
        "10.0.0.01",
        "10.1",
        "1.2.3.4.5",
        "256.1.1.1",
        " ::1",
        "[::1]",
        "::1%eth0",
        "::ffff:10.0.0.01",
        "1.2.3.4:80",
        "x",
        "12345::",
    ] {
        let asked = Asked { address: Some(address), ..Asked::default() };
        assert_eq!(postgresql.ask(SUBJECT, &digest, &asked), None, "{address:?}");
    }
}

#[test]
fn decides_as_the_library_does_on_what_was_copied() {
    let Some(postgresql) = postgresql(Dialect::Postgresql) else { return };
    engine::decides_as_the_library_does(&postgresql);
}

#[test]
fn nothing_is_not_a_key() {
    let Some(postgresql) = postgresql(Dialect::Portable) else { return };
    engine::nothing_is_not_a_key(&postgresql);
}

#[test]
fn follows_a_vault() {
    for dialect in Dialect::ALL {
        let Some(postgresql) = postgresql(dialect) else { return };
        engine::follows_a_vault(&postgresql, || postgresql.home.read("postgresql.log"));
    }
}

#[test]
fn refuses_what_is_not_the_next_file() {
    for dialect in Dialect::ALL {
        let Some(postgresql) = postgresql(dialect) else { return };
        engine::refuses_what_is_not_the_next_file(&postgresql);
    }
}

#[test]
fn a_file_with_a_gap_changes_nothing() {
    for dialect in Dialect::ALL {
        let Some(postgresql) = postgresql(dialect) else { return };
        engine::a_file_with_a_gap_changes_nothing(&postgresql);
    }
}

#[test]
fn a_file_that_ends_early_changes_nothing() {
    for dialect in Dialect::ALL {
        let Some(postgresql) = postgresql(dialect) else { return };
        engine::a_file_that_ends_early_changes_nothing(&postgresql);
    }
}

#[test]
fn two_loads_at_once() {
    for dialect in Dialect::ALL {
        let Some(postgresql) = postgresql(dialect) else { return };
        engine::two_loads_at_once(&postgresql);
    }
}

#[test]
fn readers_see_all_or_nothing() {
    for dialect in Dialect::ALL {
        let Some(postgresql) = postgresql(dialect) else { return };
        engine::readers_see_all_or_nothing(&postgresql);
    }
}

#[test]
fn a_stale_file_admits_nobody() {
    let Some(postgresql) = postgresql(Dialect::Portable) else { return };
    engine::a_stale_file_admits_nobody(&postgresql);
}

/// The application may ask, and nothing else; the loader may load; anybody else may do nothing.
#[test]
fn each_role_may_do_its_own() {
    let Some(postgresql) = postgresql(Dialect::Portable) else { return };
    forged::write(&postgresql.home, "keys", (Format::Sql, Dialect::Portable), &entries(0..3), 1);
    postgresql.feed("keys").exits(0);
    let before = postgresql.stored();
    let ask = "SELECT * FROM keywright.keywright_check('edge', 'x', NULL, NULL, NULL, NULL)";
    let look = "SELECT * FROM keywright.keywright_key";
    let write = [
        "DELETE FROM keywright.keywright_key",
        "INSERT INTO keywright.keywright_key (sub, digest, id, scope) VALUES ('edge', 'x', 'key_x', '')",
        "UPDATE keywright.keywright_head SET not_after = not_after + 1000000",
        "INSERT INTO keywright.keywright_guard (sub, state) VALUES ('edge', 1)",
        "DROP TABLE keywright.keywright_key",
        "CREATE TABLE keywright.keywright_new (digest text)",
        "ALTER FUNCTION keywright.keywright_check SECURITY INVOKER",
    ];
    for user in ["app", "other"] {
        for line in [look, "SELECT * FROM keywright.keywright_head"].iter().chain(&write) {
            let refused = postgresql.run(user, line);
            assert!(
                refused.stderr.contains("permission denied") || refused.stderr.contains("must be owner"),
                "{user}: {refused}"
            );
        }
    }
    postgresql.run("app", ask).exits(0);
    for user in ["other", "loader"] {
        assert!(postgresql.run(user, ask).stderr.contains("permission denied"), "{user}");
    }
    for line in ["DROP TABLE keywright.keywright_key", "CREATE TABLE keywright.keywright_new (digest text)"] {
        assert_ne!(postgresql.run("loader", line).code, 0, "{line}");
    }
    assert_eq!(postgresql.stored(), before);
}

/// Who has begun to ask before a load ends is answered by the keys before it.
#[test]
fn a_question_is_one_look_at_the_tables() {
    let Some(postgresql) = postgresql(Dialect::Portable) else { return };
    let kind = (Format::Sql, Dialect::Portable);
    forged::write(&postgresql.home, "first", kind, &entries(0..3), 1);
    forged::write(&postgresql.home, "second", kind, &entries(1..3), 2);
    postgresql.feed("first").exits(0);
    // Between the head and the keys it waits for this table.
    let says = |sql: &str| postgresql.looking.borrow_mut().says(sql).unwrap();
    says("BEGIN; LOCK TABLE keywright.keywright_nothing IN ACCESS EXCLUSIVE MODE");
    let digest = engine::digest(&forged::secret(0));
    let ask = format!(
        "SELECT valid, reason FROM keywright.keywright_check('edge', '{digest}', NULL, NULL, NULL, NULL)"
    );
    let asking = postgresql.psql("app").arg("-c").arg(&ask).spawn();
    let waits = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'keywright.keywright_nothing'::regclass";
    crate::process::until("it waits", || says(waits) == "1");
    postgresql.feed("second").exits(0);
    says("COMMIT");
    assert_eq!(asking.wait().exits(0).stdout.trim(), "t|");
    assert_eq!(postgresql.says("app", &ask), "f|unknown");
}

/// Where somebody made the schema first, or grants every new table to the application by default.
#[test]
fn nobody_has_rights_to_the_tables_beforehand() {
    let Some(postgresql) = postgresql(Dialect::Portable) else { return };
    let files = ["schema.sql", "functions.sql"].map(example);
    let install = |database: &str, before: &str| {
        postgresql.psql("postgres").arg("-c").arg(format!("CREATE DATABASE {database}")).run().exits(0);
        let psql = || postgresql.psql("postgres").env("PGDATABASE", database);
        psql().stdin(before).run().exits(0);
        psql().args("-1 -f").arg(&files[0]).arg("-f").arg(&files[1]).run()
    };
    let by_default = "ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO app, other; \
                      ALTER DEFAULT PRIVILEGES GRANT ALL ON FUNCTIONS TO other; \
                      ALTER DEFAULT PRIVILEGES GRANT ALL ON SCHEMAS TO app, other";
    install("granting", by_default).exits(0);
    for (user, line) in [
        (
            "app",
            "INSERT INTO keywright.keywright_key (sub, digest, id, scope) VALUES ('edge', 'x', 'key_x', '')",
        ),
        ("app", "SELECT * FROM keywright.keywright_head"),
        ("app", "CREATE TABLE keywright.keywright_new (digest text)"),
        ("other", "SELECT * FROM keywright.keywright_check('edge', 'x', NULL, NULL, NULL, NULL)"),
    ] {
        let refused = postgresql.psql(user).env("PGDATABASE", "granting").stdin(line).run();
        assert!(refused.stderr.contains("permission denied"), "{user}: {line}: {refused}");
    }
    for (database, before) in [
        ("owned", "CREATE SCHEMA keywright AUTHORIZATION app"),
        (
            "shared",
            "CREATE SCHEMA keywright AUTHORIZATION keywright_owner; GRANT CREATE ON SCHEMA keywright TO app; \
                    SET ROLE app; CREATE TABLE keywright.keywright_nothing (digest text)",
        ),
    ] {
        assert_ne!(install(database, before).code, 0, "{database}");
    }
}

/// What an earlier use of a session left, or somebody put in front of the tables.
#[test]
fn other_tables_of_these_names_are_not_loaded_into() {
    for dialect in Dialect::ALL {
        let Some(postgresql) = postgresql(dialect) else { return };
        let kind = (Format::Sql, dialect);
        forged::write(&postgresql.home, "keys", kind, &entries(0..3), 1);
        let left = "CREATE TEMP TABLE keywright_head (LIKE keywright.keywright_head INCLUDING ALL);\
            CREATE TEMP TABLE keywright_key (LIKE keywright.keywright_key INCLUDING ALL);\
            CREATE TEMP TABLE keywright_guard (LIKE keywright.keywright_guard INCLUDING ALL);\
            CREATE TEMP TABLE keywright_new AS SELECT digest, id, nbf, exp, scope, resource, environment, net \
            FROM keywright.keywright_key; INSERT INTO pg_temp.keywright_new VALUES ('x', 'key_x')";
        postgresql.feed_with(left, "keys").exits(0);
        assert_eq!(postgresql.glance(), (1, 3, 3), "{dialect}");
        // The application's own tables are not those that the function looks into.
        let digest = engine::digest(&forged::secret(9));
        let forged_row = format!(
            "CREATE TEMP TABLE keywright_key (sub text, digest text, id text, nbf bigint, exp bigint, scope text, \
             resource text, environment text, net text); INSERT INTO keywright_key VALUES ('edge', '{digest}', 'key_x', \
             NULL, NULL, 'read', NULL, NULL, NULL); SET search_path = pg_temp, public; \
             SELECT reason FROM keywright.keywright_check('edge', '{digest}', NULL, NULL, NULL, NULL)"
        );
        assert_eq!(postgresql.says("app", &forged_row), "unknown");
    }
}

/// As `PostgREST` calls it: with the request's headers and method in settings of the transaction.
#[test]
fn before_a_request_of_postgrest() {
    let Some(postgresql) = postgresql(Dialect::Portable) else { return };
    let mut keys = entries(0..3);
    keys[1].scopes.push("write".parse().unwrap());
    forged::write(&postgresql.home, "keys", (Format::Sql, Dialect::Portable), &keys, 1);
    let request = |method: &str, headers: &str| {
        let answer = postgresql.run(
            "app",
            &format!(
                "\\set VERBOSITY verbose\nBEGIN; SELECT set_config('request.method', '{method}', true), \
                 set_config('request.headers', $${headers}$$, true), set_config('keywright.id', 'root', true);\n\
                 SELECT keywright.pre_request();\nSELECT 'id ' || current_setting('keywright.id', true); COMMIT"
            ),
        );
        let code = answer.stderr.split("ERROR:").nth(1).map(|error| error.trim()[..5].to_owned());
        code.unwrap_or_else(|| answer.stdout.trim().lines().last().unwrap().to_owned())
    };
    let header = |secret: &str| format!("{{\"host\": \"x\", \"x-api-key\": \"{secret}\"}}");
    assert_eq!(request("GET", &header(&forged::secret(0))), "PT503", "nothing is loaded");
    postgresql.feed("keys").exits(0);
    let id = |number: usize| format!("id {}", keys[number].id);
    assert_eq!(request("GET", &header(&forged::secret(0))), id(0));
    assert_eq!(request("POST", &header(&forged::secret(0))), "PT403");
    assert_eq!(request("POST", &header(&forged::secret(1))), id(1));
    for refused in ["{}", "", &header(""), &header(" null"), &header("nobody's")] {
        assert_eq!(request("GET", refused), "PT401", "{refused}");
    }
    assert_eq!(request("GET", &header(&format!("{}, {}", forged::secret(0), forged::secret(1)))), "PT401");
    // Outside of a request there are no headers at all.
    let outside = postgresql.run("app", "SELECT keywright.pre_request()");
    assert!(outside.code != 0 && outside.stderr.contains("malformed"), "{outside}");
}
