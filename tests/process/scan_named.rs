//! `scan`: what is named is searched, whatever it is, or it is said why not.

use std::io::Write as _;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::time::Duration;

use serde_json::Value;

use crate::support::{Answer, Home, available};

/// Path, line and column of each finding.
fn spots(ran: &Answer) -> Vec<(String, u64, u64)> {
    let spot = |item: &Value| {
        let number = |name: &str| item[name].as_u64().unwrap_or(0);
        (item["path"].as_str().unwrap().to_owned(), number("line"), number("column"))
    };
    ran.json()["items"].as_array().unwrap().iter().map(spot).collect()
}

fn units(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn files_of_any_content_are_searched() {
    let home = Home::with_vault();
    let live = home.create("live", "").secret;
    let text = format!("\u{feff}h\u{e9}\u{10a}\r\nAPI_KEY={live}\r\n");
    std::fs::create_dir(home.path("tree")).unwrap();
    home.write("tree/a-log", [&[0; 9_000][..], b"\nx=", live.as_bytes()].concat());
    home.write("tree/b-utf16le.reg", units(&text, u16::to_le_bytes));
    home.write("tree/c-utf16be", units(&text, u16::to_be_bytes));
    home.write(
        "tree/d-utf32",
        text.chars().flat_map(|code| u32::from(code).to_le_bytes()).collect::<Vec<_>>(),
    );
    home.write("tree/e-unmarked", units(&format!("k={live}"), u16::to_le_bytes));
    home.write("tree/f-pretends", [b"\xff\xfe", live.as_bytes()].concat());
    home.write("tree/g-core", [b"\x7fELF\0\0", live.as_bytes(), b"\0\xff"].concat());
    let expected = [
        ("a-log", 2, 3),
        ("b-utf16le.reg", 2, 9),
        ("c-utf16be", 2, 9),
        ("d-utf32", 2, 9),
        ("e-unmarked", 1, 3),
        ("f-pretends", 1, 3),
        ("g-core", 1, 5),
    ];
    let expected = expected.map(|(name, line, column)| (format!("tree/{name}"), line, column));
    assert_eq!(spots(&home.run("scan tree -o json").exits(8)), expected);
    for (name, line, column) in expected {
        let ran = home.run(&format!("scan {name} -o json")).exits(8);
        assert_eq!(spots(&ran), [(name, line, column)]);
    }
    let ran = home.call("scan - -o json").stdin(units(&text, u16::to_le_bytes)).run().exits(8);
    assert_eq!(spots(&ran), [("-".to_owned(), 2, 9)]);
}

#[test]
fn what_has_no_end_is_an_error_and_does_not_hang() {
    let home = Home::with_vault();
    let live = home.create("live", "").secret;
    home.program("mkfifo", "pipe").run().exits(0);
    let _listening = UnixListener::bind(home.path("socket")).unwrap();
    symlink("/dev/zero", home.path("link")).unwrap();
    symlink("loop", home.path("loop")).unwrap();
    for (name, why) in [
        ("pipe", "named pipe"),
        ("socket", "socket"),
        ("/dev/zero", "device"),
        ("/dev/null", "device"),
        ("link", "device"),
        ("loop", "symbolic link"),
    ] {
        let ran = home.call(&format!("scan {name}")).timeout(Duration::from_secs(20)).run().exits(11);
        assert!(ran.stderr.contains(&format!("warning: cannot read {name}: ")), "{ran}");
        assert!(ran.stderr.contains(why), "{ran}");
    }
    // The rest is searched.
    home.write("file", &live);
    let ran = home.run("scan pipe file link").exits(8);
    assert!(ran.stdout.starts_with("file:1:1: ") && ran.stderr.contains("cannot read pipe: "), "{ran}");
    home.run("scan file/below").exits(3);
    home.run("scan file nothing").exits(3);
}

#[test]
fn compressed_files_are_said_not_to_be_looked_into() {
    let home = Home::with_vault();
    let live = home.create("live", "").secret;
    if !available("gzip") {
        return;
    }
    std::fs::create_dir(home.path("tree")).unwrap();
    home.write("tree/log", &live);
    home.program("gzip", "tree/log").run().exits(0);
    let ran = home.run("scan tree/log.gz").exits(11);
    assert!(ran.stderr.contains("cannot read tree/log.gz: it is compressed"), "{ran}");
    let ran = home.run("scan tree").exits(0);
    assert!(ran.stderr.contains("did not look into 1 compressed file\n"), "{ran}");
    let json = home.run("scan tree -o json").exits(0).json();
    assert_eq!((&json["searched"]["compressed_files"], &json["searched"]["files"]), (&1.into(), &1.into()));
    let packed = std::fs::read(home.path("tree/log.gz")).unwrap();
    home.call("scan -").stdin(packed).run().exits(11);
    home.shell("gunzip -c tree/log.gz | \"$KW\" scan -").run().exits(8);
}

#[test]
fn links_and_repeated_names_are_searched_once_for_each_name() {
    let home = Home::with_vault();
    let live = home.create("live", "").secret;
    std::fs::create_dir(home.path("tree")).unwrap();
    home.write("tree/file", &live);
    symlink("tree", home.path("link")).unwrap();
    symlink("..", home.path("tree/up")).unwrap();
    let ran = home.run("scan tree/file tree/file -o json").exits(8);
    assert_eq!((spots(&ran).len(), &ran.json()["searched"]["files"]), (1, &1.into()));
    assert_eq!(spots(&home.run("scan link -o json").exits(8)), [("link/file".to_owned(), 1, 1)]);
    assert_eq!(spots(&home.run("scan tree -o json").exits(8)), [("tree/file".to_owned(), 1, 1)]);
}

#[test]
fn a_folder_that_is_named_is_searched_though_it_is_ignored() {
    let home = Home::with_vault();
    let live = home.create("live", "").secret;
    for folder in ["tree/build/deep", "tree/logs", "tree/src"] {
        std::fs::create_dir_all(home.path(folder)).unwrap();
        home.write(&format!("{folder}/key"), &live);
        home.write(&format!("{folder}/key.tmp"), &live);
    }
    home.write("tree/.gitignore", "build/\nlogs/*\n*.tmp\n");
    let count = |args: &str| spots(&home.run(&format!("scan {args} -o json"))).len();
    assert_eq!(count("tree"), 1);
    assert_eq!(count("tree/src"), 1);
    assert_eq!((count("tree/build"), count("tree/build/deep"), count("tree/logs")), (2, 2, 2));
    assert_eq!(count("tree tree/build"), 3);
}

#[test]
fn what_ignore_files_leave_out_is_counted_in_every_report() {
    let home = Home::with_vault();
    for folder in ["tree/build/a", "tree/build/b", "tree/vendor"] {
        std::fs::create_dir_all(home.path(folder)).unwrap();
    }
    home.write("tree/.gitignore", "build/\n*.tmp\n");
    home.write("tree/.ignore", "vendor\n");
    for name in ["a.tmp", "b.tmp", "build/a/x", "file"] {
        home.write(&format!("tree/{name}"), "");
    }
    let words = "left out 2 files and 2 folders that ignore files exclude; --no-ignore searches them";
    let ran = home.run("scan tree").exits(0);
    assert!(ran.stderr.ends_with(&format!("{words}\n")), "{ran}");
    let searched = &home.run("scan tree -o json").exits(0).json()["searched"];
    assert_eq!((&searched["ignored_files"], &searched["ignored_folders"]), (&2.into(), &2.into()));
    let log = home.run("scan tree --format sarif").exits(0).json();
    let told = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"];
    assert_eq!((&told[0]["level"], &told[0]["message"]["text"]), (&"note".into(), &words.into()));
    let ran = home.run("scan tree --no-ignore").exits(0);
    assert!(!ran.stderr.contains("left out"), "{ran}");
}

#[test]
fn a_line_of_any_length_is_searched_in_little_memory() {
    let home = Home::with_vault();
    let live = home.create("live", "").secret;
    if !available("prlimit") {
        return;
    }
    let mut file = std::fs::File::create(home.path("line")).unwrap();
    let piece = vec![b'x'; 1 << 20];
    for _ in 0..100 {
        file.write_all(&piece).unwrap();
    }
    file.write_all(live.as_bytes()).unwrap();
    // What is read of it cannot be kept.
    let ran = home.call("scan line -o json").under("prlimit --data=67108864").run().exits(8);
    assert_eq!(spots(&ran), [("line".to_owned(), 1, (100 << 20) + 1)]);
}
