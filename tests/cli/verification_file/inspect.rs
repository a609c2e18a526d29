//! `inspect`.

use std::cell::Cell;
use std::rc::Rc;

use insta::assert_snapshot;

use super::published;
use crate::stage::exits;

#[test]
fn every_format() {
    let (stage, _) = published();
    assert_snapshot!(stage.formats("inspect [HOME]/keys --public-key [HOME]/pub.pem"), @r#"
    -o table:
    Genuine:      yes, signed by the given key
    Whole:        yes
    Validity:     valid
    Format:       jsonl
    Subject:      export/jsonl/edge
    Audience:     edge
    Issued:       2026-01-01T00:03:00Z
    Expires:      2026-01-08T00:03:00Z
    Generation:   1 of epoch 1767225780
    Keys:         1
    Issuer:       urn:uuid:af5570f5-a181-4b7a-b78c-af4bc70a660f
    Signing key:  ROxi1CP91ybcU78uesz7EpO70bZVg-WCCBXHfDaq2PE
    -o json:
    {
      "format": "jsonl",
      "genuine": true,
      "whole": true,
      "damage": null,
      "validity": "valid",
      "kid": "ROxi1CP91ybcU78uesz7EpO70bZVg-WCCBXHfDaq2PE",
      "issuer": "urn:uuid:af5570f5-a181-4b7a-b78c-af4bc70a660f",
      "subject": "export/jsonl/edge",
      "audience": [
        "edge"
      ],
      "issued_at": "2026-01-01T00:03:00Z",
      "expires_at": "2026-01-08T00:03:00Z",
      "epoch": 1767225780,
      "generation": 1,
      "count": 1,
      "digest": "sha256:58e5db03ed15dded07206e2fb759bced9ffbe48356eaf874eb8b50f0f925e3b0",
      "installed": false,
      "reloaded": null
    }
    -o jsonl:
    {"format":"jsonl","genuine":true,"whole":true,"damage":null,"validity":"valid","kid":"ROxi1CP91ybcU78uesz7EpO70bZVg-WCCBXHfDaq2PE","issuer":"urn:uuid:af5570f5-a181-4b7a-b78c-af4bc70a660f","subject":"export/jsonl/edge","audience":["edge"],"issued_at":"2026-01-01T00:03:00Z","expires_at":"2026-01-08T00:03:00Z","epoch":1767225780,"generation":1,"count":1,"digest":"sha256:58e5db03ed15dded07206e2fb759bced9ffbe48356eaf874eb8b50f0f925e3b0","installed":false,"reloaded":null}
    -o csv:
    format,genuine,whole,damage,validity,kid,issuer,subject,audience,issued_at,expires_at,epoch,generation,count,digest,installed,reloaded
    jsonl,true,true,,valid,ROxi1CP91ybcU78uesz7EpO70bZVg-WCCBXHfDaq2PE,urn:uuid:af5570f5-a181-4b7a-b78c-af4bc70a660f,export/jsonl/edge,"[""edge""]",2026-01-01T00:03:00Z,2026-01-08T00:03:00Z,1767225780,1,1,sha256:58e5db03ed15dded07206e2fb759bced9ffbe48356eaf874eb8b50f0f925e3b0,false,
    "#);
}

#[test]
fn without_a_public_key() {
    let (stage, _) = published();
    assert_snapshot!(stage.run("inspect [HOME]/keys"), @"
    Genuine:      not checked: no public key was given
    Whole:        yes
    Validity:     valid
    Format:       jsonl
    Subject:      export/jsonl/edge
    Audience:     edge
    Issued:       2026-01-01T00:03:00Z
    Expires:      2026-01-08T00:03:00Z
    Generation:   1 of epoch 1767225780
    Keys:         1
    Issuer:       urn:uuid:af5570f5-a181-4b7a-b78c-af4bc70a660f
    Signing key:  ROxi1CP91ybcU78uesz7EpO70bZVg-WCCBXHfDaq2PE
    ! warning: its signature was not verified: give --public-key to verify it
    ");
}

#[test]
fn install() {
    let (stage, _) = published();
    assert_snapshot!(
        stage.run("inspect [HOME]/keys --public-key [HOME]/pub.pem --install [HOME]/place --state [HOME]/state"),
        @"
    Genuine:      yes, signed by the given key
    Whole:        yes
    Validity:     valid
    Format:       jsonl
    Subject:      export/jsonl/edge
    Audience:     edge
    Issued:       2026-01-01T00:03:00Z
    Expires:      2026-01-08T00:03:00Z
    Generation:   1 of epoch 1767225780
    Keys:         1
    Issuer:       urn:uuid:af5570f5-a181-4b7a-b78c-af4bc70a660f
    Signing key:  ROxi1CP91ybcU78uesz7EpO70bZVg-WCCBXHfDaq2PE
    Installed:    yes
    "
    );
}

#[test]
fn reload() {
    let (stage, _) = published();
    let code = Rc::new(Cell::new(1));
    let answer = Rc::clone(&code);
    stage.hooks(move |call| {
        assert_eq!((call.command.program(), call.command.arguments()), ("reloader", &["a b".to_owned()][..]));
        exits(answer.get(), "")
    });
    let install = "inspect [HOME]/keys --public-key [HOME]/pub.pem --audience edge --install [HOME]/place \
        --state [HOME]/state --reload \"reloader 'a b'\"";
    let last = |text: String| text.lines().skip(12).collect::<Vec<_>>().join("\n");
    assert_snapshot!(last(stage.run(install).to_string()), @"
    Installed:    yes
    Reloaded:     no
    ! error: '[HOME]/place' was installed, but reloading the server failed: reloader exited with 1 (attempt 4)
    ! hint: find out why `reloader 'a b'` fails, then install the file again
    exit 11
    ");
    code.set(0);
    assert_snapshot!(last(stage.run(install).to_string()), @"
    Installed:    already, and put in place again
    Reloaded:     yes
    ");
}
