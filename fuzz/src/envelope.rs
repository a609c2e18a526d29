use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use keywright::crypto::envelope::{EnvelopeError, Identity, Recipient, decrypt_with_passphrase, encrypt};
use keywright::domain::slot::SlotKind;
use keywright::secret::Passphrase;

/// That of the test vectors (`fixtures/age-testkit`), some of which are seeds.
const IDENTITY: &[u8] = b"AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0\n";
/// More work than this is only time.
const MOST_WORK: u32 = 10;

thread_local!(static OWN: Identity = Identity::parse(IDENTITY, None).unwrap());

/// age files, identities and recipients from anywhere. Nothing that was altered opens; what an identity's own
/// recipient is for, it opens.
pub fn envelope(data: &[u8]) {
    let text = std::str::from_utf8(data).ok();
    if is_costly(data) {
        return;
    }
    let _ = OWN.with(|own| own.decrypt(data)).map(|plain| assert!(plain.len() <= data.len()));
    let passphrase = Passphrase::new("password".to_owned());
    let opened = decrypt_with_passphrase(data, &passphrase);
    assert!(!matches!(opened, Err(EnvelopeError::Encrypt)));
    if let Some(Ok(recipient)) = text.map(str::parse::<Recipient>)
        && recipient.kind == SlotKind::X25519
    {
        assert!(encrypt(&[&recipient], b"data").is_ok());
        assert_eq!(recipient.text.parse::<Recipient>().unwrap().text, recipient.text);
    }
    let _ = Identity::parse(data, None).map(|identity| opens_its_own(&identity));
    // A passphrase of an SSH key may be stretched for half a minute, as intended.
    if !text.is_some_and(|text| text.contains("OPENSSH PRIVATE KEY")) {
        let _ = Identity::parse(data, Some(&passphrase));
    }
}

fn opens_its_own(identity: &Identity) {
    // Of a file of many identities each is tried with each.
    let native = identity.recipients.iter().filter(|recipient| recipient.kind == SlotKind::X25519);
    for recipient in native.take(2) {
        let sealed = encrypt(&[recipient], b"data").unwrap();
        assert_eq!(identity.decrypt(&sealed).unwrap().as_slice(), b"data");
        let (last, rest) = sealed.split_last().unwrap();
        assert!(identity.decrypt(&[rest, &[last ^ 1]].concat()).is_err());
    }
}

/// Whether scrypt would be asked for more work than a fuzzer has time for: up to 22, which takes a minute and
/// 4 GiB, it is as intended.
fn is_costly(data: &[u8]) -> bool {
    let work = |line: &str| line.strip_prefix("-> scrypt ")?.split(' ').nth(1)?.parse::<u32>().ok();
    let is_costly = |text: &str| text.lines().filter_map(work).any(|work| work > MOST_WORK);
    is_costly(&String::from_utf8_lossy(data)) || is_costly(&unarmoured(data))
}

/// What stands in the armour, as far as it can be read.
fn unarmoured(data: &[u8]) -> String {
    let lines = data.split(|byte| *byte == b'\n').skip_while(|line| !line.starts_with(b"-----BEGIN")).skip(1);
    let bytes: Vec<u8> = lines.map_while(|line| STANDARD.decode(line.trim_ascii()).ok()).flatten().collect();
    String::from_utf8_lossy(&bytes).into_owned()
}
