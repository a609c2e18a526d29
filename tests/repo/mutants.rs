//! A mutation that no longer applies proves nothing.

use std::process::Command;

#[test]
fn every_mutation_applies() {
    let ran =
        Command::new("python3").args(["scripts/mutants", "--check"]).current_dir(super::root()).output();
    match ran {
        Ok(ran) => assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stdout)),
        Err(error) => println!("skipped: python3: {error}"),
    }
}
