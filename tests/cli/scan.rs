//! `scan`.

use insta::assert_snapshot;

use super::stage::Stage;

/// A vault with a key in every status, and a file with the secret of each.
fn leaked() -> Stage {
    let stage = Stage::with_vault();
    let mut secrets = String::new();
    for (name, expires) in
        [("ci", "90d"), ("off", "90d"), ("gone", "90d"), ("late", "1h"), ("deleted", "90d")]
    {
        secrets +=
            &stage.ok(&format!("key create {name} --prefix acme_live --expires {expires} --secret-only"));
    }
    secrets += &stage.ok("rotate start ci --secret-only");
    stage.ok("key disable off");
    stage.ok("key revoke gone --yes");
    stage.ok("key revoke deleted --yes");
    stage.ok("key delete deleted --yes");
    stage.later(7_200);
    stage.write("leaked.txt", secrets);
    stage
}

#[test]
fn every_report() {
    let stage = leaked();
    assert_snapshot!(stage.run("scan [HOME]/leaked.txt --format text"), @"
    [HOME]/leaked.txt:1:1: key_2vuiuuwvliboysxkl3a6vx774e 'ci' v1 active (acme_live_45sj56jM…)
    [HOME]/leaked.txt:2:1: key_cswfo7g3f33ntbqhrnafjteysm 'off' v1 disabled (acme_live_dnHyZBIy…)
    [HOME]/leaked.txt:3:1: key_lesfcniwuwmtinpmjisamebqji 'gone' v1 revoked (acme_live_H98q2aEO…)
    [HOME]/leaked.txt:4:1: key_2j5i3gunhdd2g7eserikpimwd4 'late' v1 expired (acme_live_VWYnUMV7…)
    [HOME]/leaked.txt:5:1: unknown (acme_live_TIKztHpC…)
    [HOME]/leaked.txt:6:1: key_ekrgj3tdxsbgu3pxpcaauywkr4 'ci' v2 pending (acme_live_TCsp7DTG…)
    ! scanned 1 file, found 6 secrets: 3 live
    exit 8
    ");
    assert_snapshot!(stage.run("scan [HOME]/leaked.txt --format json"), @r#"
    {
      "items": [
        {
          "path": "[HOME]/leaked.txt",
          "line": 1,
          "column": 1,
          "start": "acme_live_45sj56jM",
          "key": {
            "id": "key_2vuiuuwvliboysxkl3a6vx774e",
            "name": "ci",
            "version": 1,
            "status": "active"
          },
          "live": true,
          "commit": null
        },
        {
          "path": "[HOME]/leaked.txt",
          "line": 2,
          "column": 1,
          "start": "acme_live_dnHyZBIy",
          "key": {
            "id": "key_cswfo7g3f33ntbqhrnafjteysm",
            "name": "off",
            "version": 1,
            "status": "disabled"
          },
          "live": true,
          "commit": null
        },
        {
          "path": "[HOME]/leaked.txt",
          "line": 3,
          "column": 1,
          "start": "acme_live_H98q2aEO",
          "key": {
            "id": "key_lesfcniwuwmtinpmjisamebqji",
            "name": "gone",
            "version": 1,
            "status": "revoked"
          },
          "live": false,
          "commit": null
        },
        {
          "path": "[HOME]/leaked.txt",
          "line": 4,
          "column": 1,
          "start": "acme_live_VWYnUMV7",
          "key": {
            "id": "key_2j5i3gunhdd2g7eserikpimwd4",
            "name": "late",
            "version": 1,
            "status": "expired"
          },
          "live": false,
          "commit": null
        },
        {
          "path": "[HOME]/leaked.txt",
          "line": 5,
          "column": 1,
          "start": "acme_live_TIKztHpC",
          "key": null,
          "live": false,
          "commit": null
        },
        {
          "path": "[HOME]/leaked.txt",
          "line": 6,
          "column": 1,
          "start": "acme_live_TCsp7DTG",
          "key": {
            "id": "key_ekrgj3tdxsbgu3pxpcaauywkr4",
            "name": "ci",
            "version": 2,
            "status": "pending"
          },
          "live": true,
          "commit": null
        }
      ],
      "next_cursor": null,
      "searched": {
        "files": 1,
        "commits": null,
        "ignored_files": 0,
        "ignored_folders": 0,
        "compressed_files": 0,
        "shallow": false,
        "unread": []
      }
    }
    exit 8
    "#);
    assert_snapshot!(stage.run("scan [HOME]/leaked.txt --format sarif"), @r#"
    {"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":{"driver":{"name":"keywright","rules":[{"defaultConfiguration":{"level":"error"},"fullDescription":{"text":"Whoever can read this text can use the key: it is pending, active or retiring, or disabled and can be enabled again."},"help":{"markdown":"Whoever can read this text can use the key: it is pending, active or retiring, or disabled and can be enabled again.\n\n**Rotate the key with `keywright rotate start NAME --compromised`, or revoke it; removing the text is not enough.**","text":"Whoever can read this text can use the key: it is pending, active or retiring, or disabled and can be enabled again. Rotate the key with `keywright rotate start NAME --compromised`, or revoke it; removing the text is not enough."},"id":"live-key","name":"LiveKey","properties":{"precision":"very-high","security-severity":"9.0","tags":["security"]},"shortDescription":{"text":"The secret of a key that works"}},{"defaultConfiguration":{"level":"warning"},"fullDescription":{"text":"The key is revoked or has expired, so that this text opens nothing. It says that secrets leak here."},"help":{"markdown":"The key is revoked or has expired, so that this text opens nothing. It says that secrets leak here.\n\n**Remove the text.**","text":"The key is revoked or has expired, so that this text opens nothing. It says that secrets leak here. Remove the text."},"id":"ended-key","name":"EndedKey","properties":{"precision":"very-high","security-severity":"3.0","tags":["security"]},"shortDescription":{"text":"The secret of a key that no longer works"}},{"defaultConfiguration":{"level":"note"},"fullDescription":{"text":"Form and checksum are those of a secret, but it is of another vault, or of a key that was deleted."},"help":{"markdown":"Form and checksum are those of a secret, but it is of another vault, or of a key that was deleted.\n\n**Find out which vault it is from.**","text":"Form and checksum are those of a secret, but it is of another vault, or of a key that was deleted. Find out which vault it is from."},"id":"unknown-key","name":"UnknownKey","properties":{"precision":"very-high","security-severity":"5.0","tags":["security"]},"shortDescription":{"text":"The secret of a key that this vault does not have"}}],"version":"0.1.0"}},"columnKind":"unicodeCodePoints","originalUriBaseIds":{"%SRCROOT%":{"description":{"text":"The folder in which keywright ran."}}},"invocations":[{"executionSuccessful":true,"toolExecutionNotifications":[]}],"results":[{"ruleId":"live-key","ruleIndex":0,"level":"error","message":{"text":"The secret of a key that works: key_2vuiuuwvliboysxkl3a6vx774e 'ci' v1 active (acme_live_45sj56jM…)"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"file://[HOME]/leaked.txt"},"region":{"endColumn":65,"startColumn":1,"startLine":1}}}],"partialFingerprints":{"primaryLocationLineHash":"d0f42c62a33cf0a2:1"}},{"ruleId":"live-key","ruleIndex":0,"level":"error","message":{"text":"The secret of a key that works: key_cswfo7g3f33ntbqhrnafjteysm 'off' v1 disabled (acme_live_dnHyZBIy…)"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"file://[HOME]/leaked.txt"},"region":{"endColumn":65,"startColumn":1,"startLine":2}}}],"partialFingerprints":{"primaryLocationLineHash":"4964da8958cec035:1"}},{"ruleId":"ended-key","ruleIndex":1,"level":"warning","message":{"text":"The secret of a key that no longer works: key_lesfcniwuwmtinpmjisamebqji 'gone' v1 revoked (acme_live_H98q2aEO…)"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"file://[HOME]/leaked.txt"},"region":{"endColumn":65,"startColumn":1,"startLine":3}}}],"partialFingerprints":{"primaryLocationLineHash":"3eb1d3a9e95986c1:1"}},{"ruleId":"ended-key","ruleIndex":1,"level":"warning","message":{"text":"The secret of a key that no longer works: key_2j5i3gunhdd2g7eserikpimwd4 'late' v1 expired (acme_live_VWYnUMV7…)"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"file://[HOME]/leaked.txt"},"region":{"endColumn":65,"startColumn":1,"startLine":4}}}],"partialFingerprints":{"primaryLocationLineHash":"24c9bdf971fcfd06:1"}},{"ruleId":"unknown-key","ruleIndex":2,"level":"note","message":{"text":"The secret of a key that this vault does not have: unknown (acme_live_TIKztHpC…)"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"file://[HOME]/leaked.txt"},"region":{"endColumn":65,"startColumn":1,"startLine":5}}}],"partialFingerprints":{"primaryLocationLineHash":"db6d61fb22eaa043:1"}},{"ruleId":"live-key","ruleIndex":0,"level":"error","message":{"text":"The secret of a key that works: key_ekrgj3tdxsbgu3pxpcaauywkr4 'ci' v2 pending (acme_live_TCsp7DTG…)"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"file://[HOME]/leaked.txt"},"region":{"endColumn":65,"startColumn":1,"startLine":6}}}],"partialFingerprints":{"primaryLocationLineHash":"bb184b9ed83125a8:1"}}]}]}
    ! scanned 1 file, found 6 secrets: 3 live
    exit 8
    "#);
}

#[test]
fn every_format() {
    let stage = leaked();
    assert_snapshot!(stage.formats("scan [HOME]/leaked.txt"), @r#"
    -o table:
    [HOME]/leaked.txt:1:1: key_2vuiuuwvliboysxkl3a6vx774e 'ci' v1 active (acme_live_45sj56jM…)
    [HOME]/leaked.txt:2:1: key_cswfo7g3f33ntbqhrnafjteysm 'off' v1 disabled (acme_live_dnHyZBIy…)
    [HOME]/leaked.txt:3:1: key_lesfcniwuwmtinpmjisamebqji 'gone' v1 revoked (acme_live_H98q2aEO…)
    [HOME]/leaked.txt:4:1: key_2j5i3gunhdd2g7eserikpimwd4 'late' v1 expired (acme_live_VWYnUMV7…)
    [HOME]/leaked.txt:5:1: unknown (acme_live_TIKztHpC…)
    [HOME]/leaked.txt:6:1: key_ekrgj3tdxsbgu3pxpcaauywkr4 'ci' v2 pending (acme_live_TCsp7DTG…)
    ! scanned 1 file, found 6 secrets: 3 live
    exit 8
    -o json:
    {
      "items": [
        {
          "path": "[HOME]/leaked.txt",
          "line": 1,
          "column": 1,
          "start": "acme_live_45sj56jM",
          "key": {
            "id": "key_2vuiuuwvliboysxkl3a6vx774e",
            "name": "ci",
            "version": 1,
            "status": "active"
          },
          "live": true,
          "commit": null
        },
        {
          "path": "[HOME]/leaked.txt",
          "line": 2,
          "column": 1,
          "start": "acme_live_dnHyZBIy",
          "key": {
            "id": "key_cswfo7g3f33ntbqhrnafjteysm",
            "name": "off",
            "version": 1,
            "status": "disabled"
          },
          "live": true,
          "commit": null
        },
        {
          "path": "[HOME]/leaked.txt",
          "line": 3,
          "column": 1,
          "start": "acme_live_H98q2aEO",
          "key": {
            "id": "key_lesfcniwuwmtinpmjisamebqji",
            "name": "gone",
            "version": 1,
            "status": "revoked"
          },
          "live": false,
          "commit": null
        },
        {
          "path": "[HOME]/leaked.txt",
          "line": 4,
          "column": 1,
          "start": "acme_live_VWYnUMV7",
          "key": {
            "id": "key_2j5i3gunhdd2g7eserikpimwd4",
            "name": "late",
            "version": 1,
            "status": "expired"
          },
          "live": false,
          "commit": null
        },
        {
          "path": "[HOME]/leaked.txt",
          "line": 5,
          "column": 1,
          "start": "acme_live_TIKztHpC",
          "key": null,
          "live": false,
          "commit": null
        },
        {
          "path": "[HOME]/leaked.txt",
          "line": 6,
          "column": 1,
          "start": "acme_live_TCsp7DTG",
          "key": {
            "id": "key_ekrgj3tdxsbgu3pxpcaauywkr4",
            "name": "ci",
            "version": 2,
            "status": "pending"
          },
          "live": true,
          "commit": null
        }
      ],
      "next_cursor": null,
      "searched": {
        "files": 1,
        "commits": null,
        "ignored_files": 0,
        "ignored_folders": 0,
        "compressed_files": 0,
        "shallow": false,
        "unread": []
      }
    }
    exit 8
    -o jsonl:
    {"path":"[HOME]/leaked.txt","line":1,"column":1,"start":"acme_live_45sj56jM","key":{"id":"key_2vuiuuwvliboysxkl3a6vx774e","name":"ci","version":1,"status":"active"},"live":true,"commit":null}
    {"path":"[HOME]/leaked.txt","line":2,"column":1,"start":"acme_live_dnHyZBIy","key":{"id":"key_cswfo7g3f33ntbqhrnafjteysm","name":"off","version":1,"status":"disabled"},"live":true,"commit":null}
    {"path":"[HOME]/leaked.txt","line":3,"column":1,"start":"acme_live_H98q2aEO","key":{"id":"key_lesfcniwuwmtinpmjisamebqji","name":"gone","version":1,"status":"revoked"},"live":false,"commit":null}
    {"path":"[HOME]/leaked.txt","line":4,"column":1,"start":"acme_live_VWYnUMV7","key":{"id":"key_2j5i3gunhdd2g7eserikpimwd4","name":"late","version":1,"status":"expired"},"live":false,"commit":null}
    {"path":"[HOME]/leaked.txt","line":5,"column":1,"start":"acme_live_TIKztHpC","key":null,"live":false,"commit":null}
    {"path":"[HOME]/leaked.txt","line":6,"column":1,"start":"acme_live_TCsp7DTG","key":{"id":"key_ekrgj3tdxsbgu3pxpcaauywkr4","name":"ci","version":2,"status":"pending"},"live":true,"commit":null}
    exit 8
    -o csv:
    path,line,column,start,key,live,commit
    [HOME]/leaked.txt,1,1,acme_live_45sj56jM,"{""id"":""key_2vuiuuwvliboysxkl3a6vx774e"",""name"":""ci"",""status"":""active"",""version"":1}",true,
    [HOME]/leaked.txt,2,1,acme_live_dnHyZBIy,"{""id"":""key_cswfo7g3f33ntbqhrnafjteysm"",""name"":""off"",""status"":""disabled"",""version"":1}",true,
    [HOME]/leaked.txt,3,1,acme_live_H98q2aEO,"{""id"":""key_lesfcniwuwmtinpmjisamebqji"",""name"":""gone"",""status"":""revoked"",""version"":1}",false,
    [HOME]/leaked.txt,4,1,acme_live_VWYnUMV7,"{""id"":""key_2j5i3gunhdd2g7eserikpimwd4"",""name"":""late"",""status"":""expired"",""version"":1}",false,
    [HOME]/leaked.txt,5,1,acme_live_TIKztHpC,,false,
    [HOME]/leaked.txt,6,1,acme_live_TCsp7DTG,"{""id"":""key_ekrgj3tdxsbgu3pxpcaauywkr4"",""name"":""ci"",""status"":""pending"",""version"":2}",true,
    ! scanned 1 file, found 6 secrets: 3 live
    exit 8
    "#);
}

#[test]
fn a_report_has_no_format() {
    let stage = leaked();
    assert_snapshot!(stage.run("scan [HOME]/leaked.txt -o json --format text"), @"
    [HOME]/leaked.txt:1:1: key_2vuiuuwvliboysxkl3a6vx774e 'ci' v1 active (acme_live_45sj56jM…)
    [HOME]/leaked.txt:2:1: key_cswfo7g3f33ntbqhrnafjteysm 'off' v1 disabled (acme_live_dnHyZBIy…)
    [HOME]/leaked.txt:3:1: key_lesfcniwuwmtinpmjisamebqji 'gone' v1 revoked (acme_live_H98q2aEO…)
    [HOME]/leaked.txt:4:1: key_2j5i3gunhdd2g7eserikpimwd4 'late' v1 expired (acme_live_VWYnUMV7…)
    [HOME]/leaked.txt:5:1: unknown (acme_live_TIKztHpC…)
    [HOME]/leaked.txt:6:1: key_ekrgj3tdxsbgu3pxpcaauywkr4 'ci' v2 pending (acme_live_TCsp7DTG…)
    ! scanned 1 file, found 6 secrets: 3 live
    exit 8
    ");
}

#[test]
fn nothing_found() {
    let stage = leaked();
    assert_snapshot!(stage.run_with("scan -", "nothing here"), @"! scanned 1 file, found 0 secrets: 0 live");
}

#[test]
fn quiet() {
    let stage = leaked();
    assert_snapshot!(stage.run("scan [HOME]/leaked.txt -q"), @"
    [HOME]/leaked.txt:1:1: key_2vuiuuwvliboysxkl3a6vx774e 'ci' v1 active (acme_live_45sj56jM…)
    [HOME]/leaked.txt:2:1: key_cswfo7g3f33ntbqhrnafjteysm 'off' v1 disabled (acme_live_dnHyZBIy…)
    [HOME]/leaked.txt:3:1: key_lesfcniwuwmtinpmjisamebqji 'gone' v1 revoked (acme_live_H98q2aEO…)
    [HOME]/leaked.txt:4:1: key_2j5i3gunhdd2g7eserikpimwd4 'late' v1 expired (acme_live_VWYnUMV7…)
    [HOME]/leaked.txt:5:1: unknown (acme_live_TIKztHpC…)
    [HOME]/leaked.txt:6:1: key_ekrgj3tdxsbgu3pxpcaauywkr4 'ci' v2 pending (acme_live_TCsp7DTG…)
    exit 8
    ");
}

#[test]
fn rules_need_no_vault() {
    let stage = Stage::empty();
    assert_snapshot!(stage.run("scan --rules regex"), @r"[a-z][a-z0-9_]{0,31}_[0-9A-Za-z]{54}\b");
    assert_snapshot!(stage.run("scan --rules gitleaks"), @r#"
    [[rules]]
    id = "keywright-api-key"
    description = "Keywright API key"
    regex = '''[a-z][a-z0-9_]{0,31}_[0-9A-Za-z]{54}\b'''
    entropy = 3.5
    keywords = ["_"] # your prefixes, such as "acme_live_", make it faster
    "#);
    assert_snapshot!(stage.run("scan --rules trufflehog"), @r#"
    detectors:
      - name: keywright-api-key
        keywords: ["_"] # your prefixes, such as "acme_live_", make it faster
        regex:
          key: '[a-z][a-z0-9_]{0,31}_[0-9A-Za-z]{54}\b'
    "#);
}

#[test]
fn nothing_to_scan_or_no_vault() {
    let stage = Stage::empty();
    assert_snapshot!(stage.run("scan"), @"
    ! error: the following required arguments were not provided:
    !   <PATH>...
    !
    ! Usage: keywright scan <PATH>...
    !
    ! For more information, try '--help'.
    exit 2
    ");
    assert_snapshot!(stage.run("scan . --rules regex"), @"
    ! error: the argument '[PATH]...' cannot be used with '--rules <SCANNER>'
    !
    ! Usage: keywright scan <PATH>...
    !
    ! For more information, try '--help'.
    exit 2
    ");
    assert_snapshot!(stage.run("scan ."), @"
    ! error: there is no vault at [HOME]/.local/share/keywright/vault.db
    ! hint: make one with `keywright init`, or name another with --vault
    exit 3
    ");
}
