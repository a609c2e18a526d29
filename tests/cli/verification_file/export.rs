//! `export` and `public-key`.

use insta::assert_snapshot;

use super::published;

#[test]
fn to_stdout() {
    let (stage, _) = published();
    assert_snapshot!(stage.run("export --format jsonl"), @r#"
    {"jws":"eyJhbGciOiJFZERTQSIsImtpZCI6IlJPeGkxQ1A5MXliY1U3OHVlc3o3RXBPNzBiWlZnLVdDQ0JYSGZEYXEyUEUiLCJ0eXAiOiJrZXl3cmlnaHQtdmVyaWZpY2F0aW9uK2p3dCJ9.eyJhdWQiOltdLCJjbnQiOjEsImRpZyI6InNoYTI1Njo1OGU1ZGIwM2VkMTVkZGVkMDcyMDZlMmZiNzU5YmNlZDlmZmJlNDgzNTZlYWY4NzRlYjhiNTBmMGY5MjVlM2IwIiwiZXBvY2giOjE3NjcyMjU5MDAsImV4cCI6MTc2NzgzMDcwMCwiZm10IjoianNvbmwiLCJnZW4iOjEsImlhdCI6MTc2NzIyNTkwMCwiaXNzIjoidXJuOnV1aWQ6YWY1NTcwZjUtYTE4MS00YjdhLWI3OGMtYWY0YmM3MGE2NjBmIiwic3ViIjoiZXhwb3J0L2pzb25sIiwidmVyIjoxfQ.4-lV7e2-Ks4neVByYChoGxfdZVd_QTWbcpDbUJZTzxdGwwwbeaHATNBmeruQFg6d5YCpAZVHkEogZSxlr3R4Cg"}
    {"digest":"42bfb3e263a910e852c078329ff70411174f334f4d727c8cbd5e3870fdfe5da4","id":"key_2vuiuuwvliboysxkl3a6vx774e","exp":1775001720,"scope":"read write","resource":"acme"}
    ! wrote 1 key: export/jsonl generation 1, valid until 2026-01-08T00:05:00Z
    "#);
    assert_snapshot!(stage.run("export --format haproxy --audience a --audience b --valid-for 12h"), @"
    # eyJhbGciOiJFZERTQSIsImtpZCI6IlJPeGkxQ1A5MXliY1U3OHVlc3o3RXBPNzBiWlZnLVdDQ0JYSGZEYXEyUEUiLCJ0eXAiOiJrZXl3cmlnaHQtdmVyaWZpY2F0aW9uK2p3dCJ9.eyJhdWQiOlsiYSIsImIiXSwiY250IjoxLCJkaWciOiJzaGEyNTY6MzE4OGY2ZmJkODA0ZTU4NDEzNmZmMzhiZmJjZDkzZjgxNWI2NWNhMTMzZTAzODJkNTFjYzUxMjg0Nzg2ODhiNiIsImVwb2NoIjoxNzY3MjI1OTYwLCJleHAiOjE3NjcyNjkxNjAsImZtdCI6ImhhcHJveHkiLCJnZW4iOjEsImlhdCI6MTc2NzIyNTk2MCwiaXNzIjoidXJuOnV1aWQ6YWY1NTcwZjUtYTE4MS00YjdhLWI3OGMtYWY0YmM3MGE2NjBmIiwic3ViIjoiZXhwb3J0L2hhcHJveHkvYSxiIiwidmVyIjoxfQ.hr7DuJGCjCkZDF2veixUm-JULPsYP1z3MwXoNtLjYsAr3IrMAjcApduFWgj6dIrhqfMRmTWPy7-2Rvd5huiNDQ
    _not_after 1767269160
    42bfb3e263a910e852c078329ff70411174f334f4d727c8cbd5e3870fdfe5da4 key_2vuiuuwvliboysxkl3a6vx774e:1775001720:0:,read,write,:acme:
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
    MCowBQYDK2VwAyEA8l+LqSPSQG/cru9fV6vWfNrjvjNYX/ulnRSMEqo1tR4=
    -----END PUBLIC KEY-----
    ");
    assert_snapshot!(stage.run("public-key --format jwk"), @r#"{"kty":"OKP","crv":"Ed25519","x":"8l-LqSPSQG_cru9fV6vWfNrjvjNYX_ulnRSMEqo1tR4","kid":"ROxi1CP91ybcU78uesz7EpO70bZVg-WCCBXHfDaq2PE","alg":"EdDSA","use":"sig"}"#);
    assert_snapshot!(stage.run("public-key --format raw"), @"8l-LqSPSQG_cru9fV6vWfNrjvjNYX_ulnRSMEqo1tR4");
}
