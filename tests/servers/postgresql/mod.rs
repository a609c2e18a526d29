//! `PostgreSQL` with `examples/postgresql`: its schema, its loader and its functions.

mod server;

use keywright::verification::{Dialect, Format};

use crate::engine::{self, Asked, Engine};
use crate::forged::{self, SUBJECT, entries};

use server::{example, postgresql};

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
