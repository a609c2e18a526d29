//! `export` and `public-key`.

use insta::assert_snapshot;

use super::published;

#[test]
fn to_stdout() {
    let (stage, _) = published();
    assert_snapshot!(stage.run("export --format jsonl"), @r#"
    {"jws":"eyJhbGciOiJFZERTQSIsImtpZCI6Ik1sUFFxRnlBTF9hRGJNY2JjcWJjUHlwWENfdmVFMVB0Q0F0bGMxSzlONHciLCJ0eXAiOiJrZXl3cmlnaHQtdmVyaWZpY2F0aW9uK2p3dCJ9.eyJhdWQiOltdLCJjbnQiOjEsImRpZyI6InNoYTI1Njo3MGU1ZjQ2YjZlMzA3ZGY3NGUyZTZlM2YxMTRlYTNiOGQ5N2RmMTgwOGQ1MDBkYjc2ZTllNGIyODRiODM5MjYxIiwiZXBvY2giOjE3NjcyMjU5MDAsImV4cCI6MTc2NzgzMDcwMCwiZm10IjoianNvbmwiLCJnZW4iOjEsImlhdCI6MTc2NzIyNTkwMCwiaXNzIjoidXJuOnV1aWQ6YWY1NTcwZjUtYTE4MS00YjdhLWI3OGMtYWY0YmM3MGE2NjBmIiwic3ViIjoiZXhwb3J0L2pzb25sIiwidmVyIjoxfQ.ZHd5bSR4BlfBUYMND2AMox5I1db6fE17GRoDmQD4pIwXyHFOkt5hXO_N0ZAy12S-etEq2UFjOEHeiFi4lXuPAA"}
    {"digest":"b65fc9301a423cfee9a6a1427d10ef17fdaba9b2cc717c96949036a6aeefe499","id":"key_d5pny3y67mlf2rngkr4y2s5kuu","exp":1775001720,"scope":"read write","resource":"acme"}
    ! wrote 1 key: export/jsonl generation 1, valid until 2026-01-08T00:05:00Z
    "#);
    assert_snapshot!(stage.run("export --format haproxy --audience a --audience b --valid-for 12h"), @"
    # eyJhbGciOiJFZERTQSIsImtpZCI6Ik1sUFFxRnlBTF9hRGJNY2JjcWJjUHlwWENfdmVFMVB0Q0F0bGMxSzlONHciLCJ0eXAiOiJrZXl3cmlnaHQtdmVyaWZpY2F0aW9uK2p3dCJ9.eyJhdWQiOlsiYSIsImIiXSwiY250IjoxLCJkaWciOiJzaGEyNTY6YjgzNzUyMzkzYTMzY2M5MDU5MjVhNzU5MjE2ZDViOTcwM2UxODYyNTNkN2NlYjJkNDgxYWIzYmExNDBkZGM0NiIsImVwb2NoIjoxNzY3MjI1OTYwLCJleHAiOjE3NjcyNjkxNjAsImZtdCI6ImhhcHJveHkiLCJnZW4iOjEsImlhdCI6MTc2NzIyNTk2MCwiaXNzIjoidXJuOnV1aWQ6YWY1NTcwZjUtYTE4MS00YjdhLWI3OGMtYWY0YmM3MGE2NjBmIiwic3ViIjoiZXhwb3J0L2hhcHJveHkvYSxiIiwidmVyIjoxfQ.yCjWeNtXEhlxF6W9KLbtIrSthijXDmOtbybqNa7jTA_qr3dWy83V5QN1u5QVEX8O7Psu9zmph3_fUR2u74icDw
    _not_after 1767269160
    b65fc9301a423cfee9a6a1427d10ef17fdaba9b2cc717c96949036a6aeefe499 key_d5pny3y67mlf2rngkr4y2s5kuu:1775001720:0:,read,write,:acme:
    ! wrote 1 key: export/haproxy/a,b generation 1, valid until 2026-01-01T12:06:00Z
    ");
}

#[test]
fn to_a_file() {
    let (stage, _) = published();
    assert_snapshot!(stage.run("export --format jsonl --audience edge --out [HOME]/keys"), @"! wrote 1 key to [HOME]/keys: export/jsonl/edge generation 2, valid until 2026-01-08T00:05:00Z");
    assert_snapshot!(stage.run("export --format jsonl --out [HOME]/none/keys -o json"), @r#"
    ! {"error":{"code":"io","message":"writing '[HOME]/none/keys' failed: no such file or directory","hint":null},"exit_code":10}
    exit 10
    "#);
}

#[test]
fn public_key() {
    let (stage, _) = published();
    assert_snapshot!(stage.run("public-key --format pem"), @"
    -----BEGIN PUBLIC KEY-----
    MCowBQYDK2VwAyEAaUMSxHlMak/ac5yn13/EplTZbL1z7ifNCgq1Mh9tO/Q=
    -----END PUBLIC KEY-----
    ");
    assert_snapshot!(stage.run("public-key --format jwk"), @r#"{"kty":"OKP","crv":"Ed25519","x":"aUMSxHlMak_ac5yn13_EplTZbL1z7ifNCgq1Mh9tO_Q","kid":"MlPQqFyAL_aDbMcbcqbcPypXC_veE1PtCAtlc1K9N4w","alg":"EdDSA","use":"sig"}"#);
    assert_snapshot!(stage.run("public-key --format raw"), @"aUMSxHlMak_ac5yn13_EplTZbL1z7ifNCgq1Mh9tO_Q");
}
