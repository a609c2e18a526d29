//! How much room entries take, in the file and in memory.

use super::super::MAX_HELD;
use super::super::node::ROOM;
use super::*;

/// The number of nodes of each level, leaves first, and how full the leaves are, in percent.
fn shape(file: &File, tree: &Tree) -> (Vec<u64>, u64) {
    let (mut nodes, mut used) = (vec![0; usize::from(tree.root().height)], 0);
    Tree::walk(&file.pages(), &tree.root(), tree.next_id(), &mut |visit| {
        let node = visit.node?;
        nodes[usize::from(node.level())] += 1;
        used += if node.level() == 0 { count(node.used()) } else { 0 };
        Ok::<_, StoreError>(())
    })
    .unwrap();
    (nodes.clone(), used * 100 / (nodes[0] * count(ROOM)))
}

fn put(file: &File, tree: &mut Tree, key: &[u8], length: usize) {
    assert!(tree.put(&file.pages(), key, &vec![1; length]).unwrap());
}

/// No node has overflow pages: beside nodes there are the schema, a page of each other table, and one that lists
/// the rows of this one.
#[test]
fn a_node_takes_one_page() {
    for entries in [10, 100, 800] {
        let (file, mut tree) = (File::new(), Tree::new(1));
        for number in shuffled(10).take(entries) {
            put(&file, &mut tree, &record(1, number), 4_000);
        }
        tree.flush(&file.pages()).unwrap();
        file.end("COMMIT");
        let pragma =
            |name| file.connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).unwrap();
        let nodes = i64::try_from(file.ids().len()).unwrap();
        assert!(nodes > i64::try_from(entries / 4).unwrap());
        assert_eq!((pragma("page_size"), pragma("freelist_count")), (16_384, 0));
        assert_eq!(pragma("page_count"), nodes + 4, "{nodes} nodes");
        // With the greatest id there may be, too.
        file.put_row(i64::MAX, &file.row(1));
        assert_eq!(pragma("page_count"), nodes + 5);
    }
}

/// Records of several tables come one after the other, and each table has its own end.
#[test]
fn what_comes_in_order_fills_leaves_and_is_let_go() {
    let (file, mut tree) = (File::new(), Tree::new(1));
    let mut most = 0;
    for number in 0..34_000 {
        for table in [1, 2, 7] {
            put(&file, &mut tree, &record(table, number), 170);
            most = most.max(tree.held.len());
        }
    }
    // An operation begins with so many at most, and opens one way to a leaf.
    assert!(most > MAX_HELD && most <= MAX_HELD + 8, "{most}");
    tree.flush(&file.pages()).unwrap();
    let (nodes, full) = shape(&file, &tree);
    assert_eq!((tree.root().entries, tree.root().height), (102_000, 3));
    assert!(nodes[0] > count(MAX_HELD) && full > 90, "{nodes:?}: {full} %");
    // Each leaf was written once or twice.
    assert!(tree.seals() < 2 * nodes[0], "{} seals of {nodes:?}", tree.seals());
    let mut tree = Tree::open(tree.root(), tree.next_id(), 2).unwrap();
    for number in shuffled(11) {
        assert!(tree.get(&file.pages(), &record(2, number * 16)).unwrap().is_some());
        assert!(tree.held.len() <= MAX_HELD + 8);
    }
    assert_eq!(tree.rank(&file.pages(), &record(2, 30)).unwrap(), 34_030);
    assert_eq!(tree.seals(), 0, "reading writes nothing");
}

#[test]
fn what_comes_in_any_order_fills_leaves_by_more_than_half() {
    let (file, mut tree) = (File::new(), Tree::new(1));
    for number in shuffled(14) {
        put(&file, &mut tree, &record(5, number), usize::try_from(number % 400).unwrap());
    }
    // A batch is written once: not a node for each entry.
    assert_eq!(tree.seals(), 0);
    tree.flush(&file.pages()).unwrap();
    let (nodes, full) = shape(&file, &tree);
    assert_eq!(tree.seals(), nodes.iter().sum::<u64>());
    assert!(full > 60, "{nodes:?}: {full} %");
    // A second time there is nothing to write.
    tree.flush(&file.pages()).unwrap();
    assert!(!tree.put(&file.pages(), &record(5, 7), &[1; 7]).unwrap());
    tree.flush(&file.pages()).unwrap();
    assert_eq!(tree.seals(), nodes.iter().sum::<u64>());
    // One entry changes the way to one leaf.
    assert!(!tree.put(&file.pages(), &record(5, 7), &[2; 7]).unwrap());
    tree.flush(&file.pages()).unwrap();
    assert_eq!(tree.seals(), nodes.iter().sum::<u64>() + u64::from(tree.root().height));
}

#[test]
fn when_everything_is_deleted_one_leaf_is_left() {
    let every_other = (0..512).step_by(2).chain((1..512).step_by(2));
    let orders: [Vec<u64>; 4] =
        [(0..512).collect(), (0..512).rev().collect(), shuffled(9).collect(), every_other.collect()];
    for order in orders {
        let (file, mut tree) = (File::new(), Tree::new(1));
        (0..512)
            .for_each(|number| put(&file, &mut tree, &long(number), usize::try_from(number * 13).unwrap()));
        tree.flush(&file.pages()).unwrap();
        assert!(tree.root().height > 2);
        for number in order {
            assert!(tree.delete(&file.pages(), &long(number)).unwrap());
        }
        tree.flush(&file.pages()).unwrap();
        let root = tree.root();
        assert_eq!((root.height, root.entries), (1, 0));
        assert_eq!(file.ids(), BTreeSet::from([root.id]));
        // It goes on from there.
        put(&file, &mut tree, b"key", 5);
        tree.flush(&file.pages()).unwrap();
        assert_eq!(everything(&file, &tree.root(), tree.next_id()).len(), 1);
    }
}

/// Nodes that few entries are left in are merged: the file does not keep what was deleted.
#[test]
fn leaves_are_merged() {
    let (file, mut tree) = (File::new(), Tree::new(1));
    (0..4_000).for_each(|number| put(&file, &mut tree, &record(1, number), 200));
    for number in (0..4_000).filter(|number| number % 10 > 0) {
        assert!(tree.delete(&file.pages(), &record(1, number)).unwrap());
    }
    tree.flush(&file.pages()).unwrap();
    let (nodes, full) = shape(&file, &tree);
    assert!(full > 25, "{nodes:?}: {full} %");
    assert_eq!(everything(&file, &tree.root(), tree.next_id()).len(), 400);
}

#[test]
fn what_does_not_fit_in_half_a_node_is_refused() {
    let (file, mut tree) = (File::new(), Tree::new(1));
    let mut refused = |key: &[u8], length| {
        let put = tree.put(&file.pages(), key, &vec![1; length]);
        assert!(matches!(put, Err(StoreError::Defect(_))));
    };
    refused(&[], 1);
    refused(&[1; 1_025], 1);
    refused(&[1], 7_001);
    put(&file, &mut tree, &[1; 1_024], 7_000);
    put(&file, &mut tree, &[2; 1_024], 7_000);
    assert_eq!(tree.root().height, 1);
    put(&file, &mut tree, &[3; 1_024], 7_000);
    assert_eq!((tree.root().height, tree.root().entries), (2, 3));
}
