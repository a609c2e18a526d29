//! What is in the place of a file.

use std::fs;
use std::os::unix::fs::symlink;

use insta::assert_snapshot;

use super::published;
use crate::stage::Stage;

/// Altered, cut short, or an older one: replaced by a newer one.
#[test]
fn a_file_that_was_altered() {
    let stage = published();
    let edge = stage.path("edge");
    let good = fs::read(&edge).unwrap();
    fs::write(&edge, [&good[..], b"x\n"].concat()).unwrap();
    assert_snapshot!(stage.run("publish --check"), @"
    Target  Outcome     Reason        Generation  Keys  Valid until
    edge    due         file differs  1           1     2026-01-31T00:05:00Z
    shop    up to date  -             1           1     2026-01-31T00:05:00Z
    exit 8
    ");
    assert_snapshot!(stage.run("publish"), @"
    Target  Outcome     Reason        Generation  Keys  Valid until
    edge    published   file differs  2           1     2026-01-31T00:07:00Z
    shop    up to date  -             1           1     2026-01-31T00:05:00Z
    ");
    fs::write(&edge, &good).unwrap();
    assert_snapshot!(stage.run("publish"), @"
    Target  Outcome     Reason        Generation  Keys  Valid until
    edge    published   file differs  3           1     2026-01-31T00:08:00Z
    shop    up to date  -             1           1     2026-01-31T00:05:00Z
    ");
    fs::write(&edge, b"").unwrap();
    assert_snapshot!(stage.run("publish"), @"
    Target  Outcome     Reason        Generation  Keys  Valid until
    edge    published   file differs  4           1     2026-01-31T00:09:00Z
    shop    up to date  -             1           1     2026-01-31T00:05:00Z
    ");
}

#[test]
fn what_is_no_verification_file_stays() {
    let stage = published();
    stage.write("edge", "dear diary\n");
    assert_snapshot!(stage.run("publish"), @"
    Target  Outcome     Reason  Generation  Keys  Valid until
    edge    failed      -       -           -     -
    shop    up to date  -       1           1     2026-01-31T00:05:00Z
    ! error: 1 of 2 targets failed; target 'edge': '[HOME]/edge' is not a verification file, and is left unchanged
    ! hint: name another file, or remove that one first
    exit 11
    ");
    assert_snapshot!(stage.run("publish --force"), @"
    Target  Outcome    Reason  Generation  Keys  Valid until
    edge    failed     -       -           -     -
    shop    published  forced  2           1     2026-01-31T00:07:00Z
    ! error: 1 of 2 targets failed; target 'edge': '[HOME]/edge' is not a verification file, and is left unchanged
    ! hint: name another file, or remove that one first
    exit 11
    ");
    assert_eq!(fs::read(stage.path("edge")).unwrap(), b"dear diary\n");
}

#[test]
fn a_symbolic_link() {
    let stage = published();
    let edge = stage.path("edge");
    fs::remove_file(&edge).unwrap();
    symlink("/nowhere", &edge).unwrap();
    assert_snapshot!(stage.run("publish -o json"), @r#"
    {
      "items": [
        {
          "name": "edge",
          "changed": false,
          "reason": null,
          "path": "[HOME]/edge",
          "epoch": null,
          "generation": null,
          "keys": null,
          "valid_until": null,
          "error": "writing '[HOME]/edge' failed: a symbolic link is there, not a regular file",
          "admitted_until": [],
          "left_out": []
        },
        {
          "name": "shop",
          "changed": false,
          "reason": null,
          "path": "[HOME]/shop",
          "epoch": 1767225840,
          "generation": 1,
          "keys": 1,
          "valid_until": "2026-01-31T00:05:00Z",
          "error": null,
          "admitted_until": [],
          "left_out": []
        }
      ]
    }
    ! {"error":{"code":"incomplete","message":"1 of 2 targets failed; target 'edge': writing '[HOME]/edge' failed: a symbolic link is there, not a regular file","hint":"fix '[HOME]/edge', or change the path with `keywright target edit edge --path …`, then publish again"},"exit_code":11}
    exit 11
    "#);
}

#[test]
fn a_directory() {
    let stage = published();
    let edge = stage.path("edge");
    fs::remove_file(&edge).unwrap();
    fs::create_dir(&edge).unwrap();
    assert_snapshot!(stage.run("key create late --secret-only --publish"), @"
    kw_dnHyZBIyLQP95ZfhAASDNBAFaG9YuEE7OoRdhCafzIZzXc8e2nD3iW
    ! the secret cannot be shown again
    ! published 'shop': generation 2, valid until 2026-01-31T00:06:00Z
    ! error: the key was created, but publishing failed: 1 of 2 targets failed; target 'edge': writing '[HOME]/edge' failed: a directory is there, not a regular file
    ! hint: fix '[HOME]/edge', or change the path with `keywright target edit edge --path …`, then publish again
    exit 11
    ");
}

#[test]
fn a_folder_that_is_missing() {
    let stage = published();
    stage.ok("key create late --secret-only");
    stage.ok("target edit shop --path '[HOME]/no such/shop'");
    fs::remove_file(stage.path("edge")).unwrap();
    assert_snapshot!(stage.run("publish shop"), @"
    Target  Outcome  Reason  Generation  Keys  Valid until
    shop    failed   -       -           -     -
    ! error: writing '[HOME]/no such/shop' failed: there is no folder '[HOME]/no such'
    ! hint: make it with `mkdir -p '[HOME]/no such'`, or change the path with `keywright target edit shop --path …`, then publish again
    exit 10
    ");
    assert_snapshot!(stage.run("publish"), @"
    Target  Outcome    Reason        Generation  Keys  Valid until
    edge    published  file missing  2           2     2026-01-31T00:09:00Z
    shop    failed     -             -           -     -
    ! error: 1 of 2 targets failed; target 'shop': writing '[HOME]/no such/shop' failed: there is no folder '[HOME]/no such'
    ! hint: make it with `mkdir -p '[HOME]/no such'`, or change the path with `keywright target edit shop --path …`, then publish again
    exit 11
    ");
}

#[test]
fn both_at_once() {
    let stage = published();
    let edge = stage.path("edge");
    stage.ok("target edit shop --path [HOME]/none/shop");
    stage.ok("key create late");
    stage.refused("publish");
    stage.ok("key create more");
    fs::remove_file(&edge).unwrap();
    fs::create_dir(&edge).unwrap();
    assert_snapshot!(stage.run("publish"), @"
    Target  Outcome  Reason  Generation  Keys  Valid until
    edge    failed   -       -           -     -
    shop    failed   -       -           -     -
    ! warning: target 'edge': writing '[HOME]/edge' failed: a directory is there, not a regular file
    ! warning: target 'shop': writing '[HOME]/none/shop' failed: there is no folder '[HOME]/none'
    ! error: 2 of 2 targets failed; target 'edge': writing '[HOME]/edge' failed: a directory is there, not a regular file
    ! hint: fix '[HOME]/edge', or change the path with `keywright target edit edge --path …`, then publish again
    exit 11
    ");
    assert_snapshot!(stage.run("publish -o jsonl"), @r#"
    {"name":"edge","changed":false,"reason":null,"path":"[HOME]/edge","epoch":null,"generation":null,"keys":null,"valid_until":null,"error":"writing '[HOME]/edge' failed: a directory is there, not a regular file","admitted_until":[],"left_out":[]}
    {"name":"shop","changed":false,"reason":null,"path":"[HOME]/none/shop","epoch":null,"generation":null,"keys":null,"valid_until":null,"error":"writing '[HOME]/none/shop' failed: there is no folder '[HOME]/none'","admitted_until":[],"left_out":[]}
    ! {"error":{"code":"incomplete","message":"2 of 2 targets failed; target 'edge': writing '[HOME]/edge' failed: a directory is there, not a regular file","hint":"fix '[HOME]/edge', or change the path with `keywright target edit edge --path …`, then publish again"},"exit_code":11}
    exit 11
    "#);
    fs::remove_dir(&edge).unwrap();
    assert_snapshot!(stage.run("publish edge"), @"
    Target  Outcome    Reason        Generation  Keys  Valid until
    edge    published  file missing  3           3     2026-01-31T00:12:00Z
    ");
}

#[test]
fn the_file_of_another_target_or_vault() {
    let stage = published();
    fs::copy(stage.path("shop"), stage.path("edge")).unwrap();
    assert_snapshot!(stage.run("publish edge"), @"
    Target  Outcome  Reason  Generation  Keys  Valid until
    edge    failed   -       -           -     -
    ! error: '[HOME]/edge' is a file of target 'shop' as haproxy, in force until 2026-01-31T00:05:00Z, and one of target 'edge' as jsonl was to be written
    ! hint: write to another path, or replace it with --force
    exit 4
    ");
    assert_snapshot!(stage.run("export --format jsonl --audience app --out [HOME]/shop"), @"
    ! error: '[HOME]/shop' is a file of target 'shop' as haproxy, in force until 2026-01-31T00:05:00Z, and one of the export 'export/jsonl/app' as jsonl was to be written
    ! hint: write to another path, or replace it with --force
    exit 4
    ");
    // Of the same name, in another vault: entropy goes on.
    let other = Stage::empty();
    other.ok("init --vault [HOME]/first.db --new-identity [HOME]/first.txt");
    other.ok("init --new-identity");
    other.ok("target add edge --format jsonl --path [HOME]/edge");
    other.ok("publish");
    fs::copy(other.path("edge"), stage.path("edge")).unwrap();
    assert_snapshot!(stage.run("publish edge"), @"
    Target  Outcome  Reason  Generation  Keys  Valid until
    edge    failed   -       -           -     -
    ! error: '[HOME]/edge' is a file of target 'edge' as jsonl of another vault, urn:uuid:d5688a52-d55a-42ec-8aea-5ec1eadfffe1, in force until 2026-01-31T00:04:00Z, and one of target 'edge' as jsonl was to be written
    ! hint: write to another path, or replace it with --force
    exit 4
    ");
    stage.write("public.pem", stage.ok("public-key"));
    let install = "--public-key [HOME]/public.pem --state [HOME]/state --install";
    stage.ok("export --format jsonl --out [HOME]/export");
    assert_snapshot!(stage.run(&format!("inspect [HOME]/export {install} [HOME]/shop")), @"
    ! error: '[HOME]/shop' is a file of target 'shop' as haproxy, and one of the export 'export/jsonl' as jsonl was to be installed
    ! hint: if that is intended, name the new --subject; for another issuer or format remove the installed file first
    exit 4
    ");
    assert_snapshot!(stage.run(&format!("inspect [HOME]/export {install} [HOME]/edge")), @"
    ! error: '[HOME]/edge' is a file of target 'edge' as jsonl of the vault urn:uuid:d5688a52-d55a-42ec-8aea-5ec1eadfffe1, and one of the export 'export/jsonl' as jsonl of the vault urn:uuid:af5570f5-a181-4b7a-b78c-af4bc70a660f was to be installed
    ! hint: if that is intended, name the new --subject; for another issuer or format remove the installed file first
    exit 4
    ");
}
