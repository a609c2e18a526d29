//! `examples/pam`: the script as `pam_exec` calls it, and real PAM with a real `pam_exec`.

use std::path::Path;

use crate::process::{example, with};
use crate::support::{Answer, Home, Minted, PROGRAM, available, missing};

/// A home with the script, keys for two users, and a file of them.
fn home(valid_for: &str) -> (Home, [Minted; 2]) {
    let home = Home::for_other_users();
    home.ok("init --new-identity");
    let keys = ["ana", "ben"].map(|user| home.create(user, &format!("-s login:{user}")));
    home.write("keywright.pem", home.ok("public-key").stdout);
    home.ok(&format!("export --format jsonl --audience edge --valid-for {valid_for} --out keys.jsonl"));
    // In place of the system's log.
    std::fs::create_dir(home.path("bin")).unwrap();
    home.write("bin/logger", format!("#!/bin/sh\necho \"$@\" >>'{}'\n", home.text("log")));
    let programs = format!("'{}:{}'", home.text("bin"), Path::new(PROGRAM).parent().unwrap().display());
    let script = with(
        &example("pam/keywright-pam"),
        &[
            ("PATH=/usr/local/bin", &format!("PATH={programs}")),
            ("/var/lib/keywright/keys.jsonl", &format!("'{}'", home.text("keys.jsonl"))),
            ("/var/lib/keywright/state", &format!("'{}'", home.text("state"))),
            ("/etc/keywright/keywright.pem", &format!("'{}'", home.text("keywright.pem"))),
        ],
    );
    home.write("keywright-pam", script);
    for program in ["bin/logger", "keywright-pam"] {
        std::fs::set_permissions(home.path(program), std::os::unix::fs::PermissionsExt::from_mode(0o755))
            .unwrap();
    }
    (home, keys)
}

/// The script as `pam_exec` calls it, with nothing else in its environment.
fn log_in(home: &Home, user: &str, password: impl AsRef<[u8]>) -> Answer {
    let call = home.program(&home.text("keywright-pam"), "").env_remove("PATH").env_remove("HOME");
    call.env("PAM_USER", user)
        .env("PAM_TYPE", "auth")
        .env("PAM_SERVICE", "shop")
        .stdin(password.as_ref())
        .run()
}

#[test]
fn a_key_lets_in_its_own_user() {
    let (home, [ana, ben]) = home("1d");
    log_in(&home, "ana", &ana.secret).exits(0);
    log_in(&home, "ben", &ben.secret).exits(0);
    // Ended as some versions of `pam_exec` end it.
    for end in ["\0", "\n"] {
        log_in(&home, "ana", format!("{}{end}", ana.secret)).exits(0);
    }
    assert_eq!(
        home.read("log").lines().next(),
        Some(&*format!("-t keywright -p auth.info -- shop ana {}", ana.id))
    );
    let wrong = [
        ("ben", ana.secret.clone()),
        ("root", ana.secret.clone()),
        ("", ana.secret.clone()),
        ("an", ana.secret.clone()),
        ("ana,login:ana", ana.secret.clone()),
        ("ana login:ana", ana.secret.clone()),
        ("ana\nana", ana.secret.clone()),
        ("--help", ana.secret.clone()),
        ("*", ana.secret.clone()),
        ("$(id)", ana.secret.clone()),
        ("ana", String::new()),
        ("ana", "\n".to_owned()),
        ("ana", "nope".to_owned()),
        ("ana", ana.secret.to_uppercase()),
        ("ana", format!("nope\n{}", ana.secret)),
        ("ana", format!("{0}\n{0}", ana.secret)),
        ("ana", format!("{} ", ana.id)),
        ("ana", "x".repeat(100_000)),
    ];
    for (user, password) in wrong {
        let answer = log_in(&home, user, &password);
        assert!(answer.code != 0, "{user:?} with {password:?}: {answer}");
        assert!(!answer.output().contains(&ana.secret[18..40]), "{answer}");
    }
    assert_eq!(home.read("log").lines().count(), 4, "only who was let in is logged");
    assert!(!home.read("log").contains(&ana.secret[18..40]));
}

#[test]
fn a_stale_older_or_missing_file_lets_nobody_in() {
    let (home, [ana, ben]) = home("1d");
    log_in(&home, "ana", &ana.secret).exits(0);
    std::fs::rename(home.path("keys.jsonl"), home.path("older")).unwrap();
    assert!(log_in(&home, "ana", &ana.secret).code != 0, "missing");
    home.ok(&format!("key revoke {} --yes", ben.id));
    home.ok("export --format jsonl --audience edge --valid-for 1d --out keys.jsonl");
    log_in(&home, "ana", &ana.secret).exits(0);
    assert!(log_in(&home, "ben", &ben.secret).code != 0, "revoked");
    std::fs::rename(home.path("older"), home.path("keys.jsonl")).unwrap();
    for key in [&ana, &ben] {
        assert!(log_in(&home, "ana", &key.secret).code != 0, "older");
    }
    home.ok("export --format jsonl --audience edge --valid-for 1s --out keys.jsonl");
    std::thread::sleep(std::time::Duration::from_millis(2_100));
    assert!(log_in(&home, "ana", &ana.secret).code != 0, "stale");
}

/// In a namespace of its own, in which the folder of services is ours.
#[test]
fn pam_itself_asks_the_script() {
    if !available("pamtester") {
        return;
    }
    let (home, [ana, _]) = home("1d");
    if home.shell("unshare --mount true").run().code != 0 {
        missing("no mount of its own may be made here");
        return;
    }
    std::fs::create_dir(home.path("pam.d")).unwrap();
    let script = format!("[{}]", home.text("keywright-pam"));
    home.write(
        "pam.d/shop",
        with(&example("pam/service"), &[("/usr/local/lib/keywright/keywright-pam", &script)]),
    );
    let asked = |user: &str, password: &str| {
        let line = "mount --bind pam.d /etc/pam.d && exec pamtester -I rhost=192.0.2.7 shop \"$0\" authenticate acct_mgmt";
        let call = home.program("unshare", "--mount sh -c").arg(line).arg(user);
        call.stdin(format!("{password}\n")).run().code
    };
    assert_eq!(asked("ana", &ana.secret), 0);
    for (user, password) in [("ana", "nope"), ("ana", ""), ("ben", &*ana.secret)] {
        assert!(asked(user, password) != 0, "{user} with {password:?}");
    }
}
