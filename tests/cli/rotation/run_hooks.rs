//! What hooks of `rotate run` are given, and what is believed of them.

use std::cell::RefCell;
use std::rc::Rc;

use insta::assert_snapshot;

use super::{PROFILE, with_profile};
use crate::stage::{DAY, exits};

#[test]
fn the_consumer_shows_what_it_has() {
    let stage = with_profile(&PROFILE.replace("[hooks]", "[hooks]\nverify_echo = true"));
    let consumer = Rc::new(RefCell::new("another secret".to_owned()));
    let held = Rc::clone(&consumer);
    let delivered = Rc::new(RefCell::new(String::new()));
    let arrived = Rc::clone(&delivered);
    stage.hooks(move |call| {
        if let Some(secret) = call.stdin {
            *arrived.borrow_mut() = secret.expose().to_owned();
        }
        exits(0, &if call.command.program() == "verify" { held.borrow().clone() } else { String::new() })
    });
    stage.later(30 * DAY);
    assert_snapshot!(stage.run("rotate run"), @"
    Name  Step       New key      Waits for                        Problem
    bot   delivered  v2, pending  the next `keywright rotate run`  the verify hook printed a secret other than the new one
    ! error: 1 thing could not be completed: 'bot': the verify hook printed a secret other than the new one
    ! hint: see `keywright rotate status`; the next run resumes it
    exit 11
    ");
    // A line ending is no part of it.
    *consumer.borrow_mut() = format!("{}\n", delivered.borrow());
    assert_snapshot!(stage.run("rotate run"), @"
    Name  Step       New key     Waits for                          Problem
    bot   confirmed  v2, active  the deadline 2026-02-02T00:05:00Z  -
    ");
}

#[test]
fn a_hook_s_words_hold_nothing_of_a_secret() {
    let stage = with_profile(&PROFILE.replace("[hooks]", "[hooks]\nretries = 0"));
    let held = Rc::new(RefCell::new(String::new()));
    let arrived = Rc::clone(&held);
    stage.hooks(move |call| {
        if let Some(secret) = call.stdin {
            *arrived.borrow_mut() = secret.expose().to_owned();
        }
        let mut output = exits(i32::from(call.command.program() == "verify"), "");
        output.stderr = format!("+ test {}", arrived.borrow()).into_bytes().into();
        output
    });
    stage.later(30 * DAY);
    for command in ["rotate run -o json", "rotate status", "audit export"] {
        let _ = stage.run(command);
    }
    let (secret, shown) = (held.borrow().clone(), stage.transcript());
    assert!(secret.starts_with("dep_") && !shown.contains(&secret[12..30]), "{shown}");
}

#[test]
fn a_hook_that_could_not_be_started_hands_nothing_over() {
    let stage = with_profile(PROFILE);
    stage.hooks(|call| exits(i32::from(call.command.program() == "deliver"), ""));
    stage.later(30 * DAY);
    assert_snapshot!(stage.run("rotate run"), @"
    Name  Step     New key      Waits for                        Problem
    bot   started  v2, pending  the next `keywright rotate run`  the deliver hook failed: deliver exited with 1 (attempt 4)
    ! error: 1 thing could not be completed: 'bot': the deliver hook failed: deliver exited with 1 (attempt 4)
    ! hint: see `keywright rotate status`; the next run resumes it
    exit 11
    ");
    stage.write("deploy.toml", PROFILE.replace("deliver =", "# deliver ="));
    stage.ok("profile edit deploy --from [HOME]/deploy.toml");
    assert_snapshot!(stage.run("rotate run"), @"
    Name  Step     New key      Waits for                                      Problem
    bot   started  v2, pending  somebody to deliver the secret and confirm it  the deliver hook failed: deliver exited with 1 (attempt 4) (at 2026-01-31T00:04:00Z)
    ! error: 1 thing could not be completed: 'bot': the deliver hook failed: deliver exited with 1 (attempt 4) (at 2026-01-31T00:04:00Z)
    ! hint: see `keywright rotate status`; the next run resumes it
    exit 11
    ");
    assert_snapshot!(stage.run("rotate status"), @"
    Name  Step     Old key     New key      Deadline  Old key accepted until  Waits for                                      Attention
    bot   started  v1, active  v2, pending  -         -                       somebody to deliver the secret and confirm it  the deliver hook failed: deliver exited with 1 (attempt 4) (at 2026-01-31T00:04:00Z)
    ");
}

#[test]
fn what_was_not_announced_is_announced_later() {
    let stage = with_profile(PROFILE);
    let works = Rc::new(RefCell::new(false));
    let announced = Rc::new(RefCell::new(0));
    let (up, count) = (Rc::clone(&works), Rc::clone(&announced));
    stage.hooks(move |call| {
        let tells = call.command.program() == "/usr/bin/tell";
        if tells && *up.borrow() {
            *count.borrow_mut() += 1;
        }
        exits(i32::from(tells && !*up.borrow()), "")
    });
    stage.later(30 * DAY);
    stage.ok("rotate run");
    stage.later(3 * DAY);
    assert_snapshot!(stage.run("rotate run"), @"
    Name  Step      New key     Waits for                        Problem
    bot   finished  v2, active  the next `keywright rotate run`  the revoked hook failed: /usr/bin/tell exited with 1 (attempt 4)
    ! error: 1 thing could not be completed: 'bot': the revoked hook failed: /usr/bin/tell exited with 1 (attempt 4)
    ! hint: see `keywright rotate status`; the next run resumes it
    exit 11
    ");
    assert_snapshot!(stage.run("rotate status"), @"
    Name  Step      Old key      New key     Deadline              Old key accepted until  Waits for                        Attention
    bot   finished  v1, revoked  v2, active  2026-02-02T00:04:00Z  -                       the next `keywright rotate run`  the revoked hook failed: /usr/bin/tell exited with 1 (attempt 4) (at 2026-02-03T00:05:00Z)
    ");
    stage.ok("rotate start bot");
    *works.borrow_mut() = true;
    assert_snapshot!(stage.run("rotate run"), @"
    Name  Step       New key     Waits for                          Problem
    bot   confirmed  v3, active  the deadline 2026-02-05T00:08:00Z  -
    ");
    assert_eq!(*announced.borrow(), 1);
}
