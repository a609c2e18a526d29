//! A rotation while servers have a file that was exported: it waits until that has the new key, or has expired.

use insta::assert_snapshot;

use super::{PROFILE, with_key, with_profile};
use crate::stage::{DAY, Stage};

/// A key that is in an exported file, its rotation started, and the new secret.
fn exported() -> (Stage, String) {
    let stage = with_key();
    stage.ok("export --format jsonl --audience edge --out [HOME]/keys");
    let secret = stage.ok("rotate start ci --grace 1d --secret-only");
    (stage, secret)
}

#[test]
fn confirm_is_refused() {
    let (stage, secret) = exported();
    assert_snapshot!(stage.run_with("rotate confirm ci", &secret), @"
    ! error: 'ci': servers may not have the new key yet: waiting for the exported file 'export/jsonl/edge', which does not have the new key and is valid until 2026-01-08T00:03:00Z
    ! hint: export it again with `keywright export --format jsonl --audience edge` and install it, or have it kept up to date with `keywright target add NAME --format jsonl --audience edge --path PATH`; --force if no server has it any more
    exit 4
    ");
    // A wrong secret is said first.
    assert_snapshot!(stage.run_with("rotate confirm ci", "wrong"), @"
    ! error: 'ci' is not confirmed: that is not the new secret
    ! hint: pass the secret that the consumer uses now: `keywright rotate confirm ci < secret`
    exit 8
    ");
    stage.ok_with("rotate confirm ci --force", &secret);
}

#[test]
fn a_newer_file_supersedes_the_older_one() {
    for newer in [
        "export --format jsonl --audience edge",
        "export --format jsonl --audience edge --out [HOME]/keys",
        "export --format jsonl --audience edge --valid-for 1d --out [HOME]/other",
    ] {
        let (stage, secret) = exported();
        stage.ok(newer);
        stage.ok_with("rotate confirm ci", &secret);
    }
    for other in ["export --format jsonl", "export --format haproxy --audience edge"] {
        let (stage, secret) = exported();
        stage.ok(other);
        assert_eq!(stage.run_with("rotate confirm ci", &secret).code, 4, "{other}");
    }
    // The older one again: it is not as new as the one that was made after it.
    let (stage, secret) = exported();
    stage.later(8 * DAY);
    stage.ok_with("rotate confirm ci", &secret);
}

#[test]
fn finish_is_refused() {
    let (stage, secret) = exported();
    stage.ok_with("rotate confirm ci --force", &secret);
    assert_snapshot!(stage.run("rotate finish ci --now --yes"), @"
    ! error: 'ci': servers may not have the new key yet: waiting for the exported file 'export/jsonl/edge', which does not have the new key and is valid until 2026-01-08T00:03:00Z
    ! hint: export it again with `keywright export --format jsonl --audience edge` and install it, or have it kept up to date with `keywright target add NAME --format jsonl --audience edge --path PATH`; --force if no server has it any more
    exit 4
    ");
    stage.later(2 * DAY);
    assert_eq!(stage.run("rotate finish ci").code, 4);
    stage.ok("rotate finish ci --force");
    let log = stage.ok("audit list -o json");
    assert!(log.contains("\"detail\": \"forced, without waiting for export/jsonl/edge\""), "{log}");
    // There was nothing to override.
    let (stage, secret) = exported();
    stage.ok("export --format jsonl --audience edge");
    stage.ok_with("rotate confirm ci", &secret);
    stage.ok("rotate finish ci --now --yes --force");
    let log = stage.ok("audit list -o json");
    assert!(!log.contains("forced"), "{log}");
}

#[test]
fn a_newer_file_that_has_expired_does_not_supersede_one_in_force() {
    let stage = with_key();
    stage.ok("export --format jsonl --audience edge --out [HOME]/keys");
    stage.ok("export --format jsonl --audience edge --valid-for 1h");
    stage.later(2 * 3_600);
    let secret = stage.ok("rotate start ci --grace 1d --secret-only");
    assert_eq!(stage.run_with("rotate confirm ci", &secret).code, 4);
    // It has the new key, and servers that have it are past it.
    let (stage, secret) = exported();
    stage.ok("export --format jsonl --audience edge --valid-for 1h");
    stage.later(2 * 3_600);
    assert_eq!(stage.run_with("rotate confirm ci", &secret).code, 4);
}

#[test]
fn status_says_what_it_waits_for() {
    let (stage, _) = exported();
    assert_snapshot!(stage.run("rotate status"), @"
    Name  Step     Old key     New key      Deadline  Old key accepted until  Waits for                                                                                                       Attention
    ci    started  v1, active  v2, pending  -         2026-01-08T00:03:00Z    the exported file 'export/jsonl/edge', which does not have the new key and is valid until 2026-01-08T00:03:00Z  -
    ");
    assert_snapshot!(stage.run("status --check"), @"
    Status:     something needs attention
    Keys:       1 active, 1 pending
    Rotating:   ci: started; waits for the exported file 'export/jsonl/edge', which does not have the new key and is valid until 2026-01-08T00:03:00Z
    Attention:  the rotation of 'ci' waits for the exported file 'export/jsonl/edge', which does not have the new key and is valid until 2026-01-08T00:03:00Z; export it again with `keywright export --format jsonl --audience edge` and install it, or have it kept up to date with `keywright target add NAME --format jsonl --audience edge --path PATH`
    Note:       no backup was made on this machine; `keywright vault backup FILE` makes one
    exit 8
    ");
}

#[test]
fn run_waits_for_it() {
    let stage = with_profile(PROFILE);
    stage.ok("export --format haproxy --audience edge --out [HOME]/map");
    stage.hooks(|_| panic!("nothing is delivered yet"));
    stage.later(31 * DAY);
    stage.ok("export --format haproxy --audience edge --valid-for 30d --out [HOME]/map");
    assert_snapshot!(stage.run("rotate run"), @"
    Name  Step     New key      Waits for                                                                                                         Problem
    bot   started  v2, pending  the exported file 'export/haproxy/edge', which does not have the new key and is valid until 2026-03-03T00:05:00Z  no run renews 'export/haproxy/edge': export it again with `keywright export --format haproxy --audience edge` and install it, or have it kept up to date with `keywright target add NAME --format haproxy --audience edge --path PATH`
    ! error: 1 thing could not be completed: 'bot': no run renews 'export/haproxy/edge': export it again with `keywright export --format haproxy --audience edge` and install it, or have it kept up to date with `keywright target add NAME --format haproxy --audience edge --path PATH`
    ! hint: see `keywright rotate status`; the next run resumes it
    exit 11
    ");
    // Once a day, also when it is begun anew because it took too long.
    assert_eq!(stage.run("rotate run").code, 0);
    for _ in 0..16 {
        stage.later(DAY);
        let answer = stage.run("rotate run");
        assert!(answer.code == 11 && answer.stderr.contains("'bot': no run renews"), "{answer}");
        assert_eq!(stage.run("rotate run").code, 0);
    }
    stage.hooks(|_| crate::stage::exits(0, ""));
    stage.ok("export --format haproxy --audience edge --out [HOME]/map");
    let done = stage.ok("rotate run -o json");
    assert!(done.contains("\"step\": \"confirmed\""), "{done}");
}
