use super::stage::Stage;

thread_local!(static STAGE: Stage = Stage::new());

/// Two keys of one name: what is imported before them is taken back.
const TWICE: &[u8] = br#"
{"name":"twice","digest":"0000000000000000000000000000000000000000000000000000000000000000"}
{"name":"twice","digest":"1111111111111111111111111111111111111111111111111111111111111111"}
"#;
/// What every secret of the seeds begins with.
const CANARY: &str = "CANARY-";

/// Lines of `key import --from -`, through the command line to the vault and back: refused, and nothing of
/// a secret is told.
pub fn key_import(data: &[u8]) {
    STAGE.with(|stage| {
        let said = stage.call(&["key", "import", "--from", "-", "--trust-digests"], &[data, TWICE].concat());
        assert!((2..=4).contains(&said.code), "exit {}: {}", said.code, said.stderr);
        assert!(said.stdout.is_empty(), "{}", said.stdout);
        let said = said.stderr;
        assert!(said.starts_with("error: "), "{said}");
        // A name may be told; a seed in which a mutation moved the canary there says nothing.
        let in_secrets = data.windows(CANARY.len()).filter(|piece| *piece == CANARY.as_bytes()).count();
        let of_secrets = data.split(|byte| *byte == b'\n').filter(|line| is_intact(line)).count();
        assert!(in_secrets != of_secrets || !said.contains(CANARY), "{said}");
    });
}

/// Whether the canary stands where a secret does.
fn is_intact(line: &[u8]) -> bool {
    let member = format!("\"secret\":\"{CANARY}");
    line.windows(member.len()).any(|piece| piece == member.as_bytes())
}
