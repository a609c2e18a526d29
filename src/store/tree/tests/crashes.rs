//! A crash between any two writes.

use super::*;

/// Records of all sizes below keys of all lengths: four levels.
fn grown(file: &File) -> (Tree, Map) {
    let (mut tree, mut map) = (Tree::new(1), Map::new());
    for number in shuffled(9) {
        let key = if number % 2 == 0 { long(number) } else { record(1, number) };
        let value = vec![1; usize::try_from(number * 7).unwrap()];
        tree.put(&file.pages(), &key, &value).unwrap();
        map.insert(key, value);
    }
    tree.flush(&file.pages()).unwrap();
    file.end("COMMIT");
    (tree, map)
}

/// Splits here, merges there.
fn edit(file: &File, tree: &mut Tree, map: &mut Map) {
    for number in (100..180).map(|number| number * 2) {
        assert!(tree.delete(&file.pages(), &long(number)).unwrap());
        map.remove(&long(number));
    }
    for number in [1, 101, 301, 501] {
        assert!(!tree.put(&file.pages(), &record(1, number), b"changed").unwrap());
        map.insert(record(1, number), b"changed".to_vec());
    }
    for number in 1_000..1_040 {
        let value = vec![2; 3_000];
        assert!(tree.put(&file.pages(), &long(number), &value).unwrap());
        map.insert(long(number), value);
    }
}

#[test]
fn a_crash_between_any_two_writes_changes_nothing() {
    let file = File::new();
    let (tree, before) = grown(&file);
    let (root, next_id, ids) = (tree.root(), tree.next_id(), file.ids());
    assert!(root.height > 2);
    let run = |stop: u64| {
        let (mut tree, mut after) = (Tree::open(root, next_id, 2).unwrap(), before.clone());
        edit(&file, &mut tree, &mut after);
        file.stop_after(stop);
        let flushed = tree.flush(&file.pages());
        file.stop_after(u64::MAX);
        (flushed, tree, after)
    };
    let written = file.written();
    let (flushed, _, _) = run(u64::MAX);
    flushed.unwrap();
    let writes = file.written() - written;
    assert!(writes > 20, "{writes}");
    file.end("ROLLBACK");
    for stop in 0..writes {
        let (flushed, _, _) = run(stop);
        assert!(flushed.is_err());
        file.end("ROLLBACK");
        assert_eq!(file.ids(), ids);
        assert_same(&everything(&file, &root, next_id), &before);
    }
    let (flushed, tree, after) = run(writes);
    flushed.unwrap();
    file.end("COMMIT");
    assert_same(&everything(&file, &tree.root(), tree.next_id()), &after);
    // A root of that time leads nowhere now.
    assert!(is_tampered(Tree::open(root, next_id, 3).unwrap().get(&file.pages(), &long(2))));
}

/// Bulk work flushes whenever too many nodes are open, long before it ends.
#[test]
fn a_crash_after_nodes_were_let_go_changes_nothing() {
    let file = File::new();
    let (tree, before) = grown(&file);
    let (root, next_id) = (tree.root(), tree.next_id());
    let mut tree = Tree::open(root, next_id, 2).unwrap();
    let value = vec![3; 5_000];
    (0..4_000).for_each(|number| assert!(tree.put(&file.pages(), &record(2, number), &value).unwrap()));
    assert!(tree.seals() > 1_000);
    file.end("ROLLBACK");
    assert_same(&everything(&file, &root, next_id), &before);
}
