//! The root of the crate: what a stranger reads first.

use std::collections::BTreeSet;

/// How many names written by hand, modules and macros included, the root may have.
const MOST: usize = 50;

/// The names that these sources of a root list, without those that come from the generator and from another root.
fn names<'s>(sources: &[&'s str]) -> BTreeSet<&'s str> {
    let mut names = BTreeSet::new();
    for source in sources {
        for statement in source.split(';') {
            let statement = statement.trim_start();
            let code = statement.rsplit("]\n").next().unwrap_or(statement).trim_start();
            if let Some(module) = code.strip_prefix("pub mod ") {
                assert!(names.insert(module), "{module} stands twice");
            } else if let Some(tree) = code.strip_prefix("pub use ") {
                if tree.starts_with("generated::") || tree == "kmip_types::*" {
                    continue;
                }
                assert!(!tree.contains('*'), "{tree} hides how many names it has");
                let list = tree.rsplit_once('{').map_or(tree, |(_, list)| list);
                for name in list.trim_end_matches('}').split(',').map(str::trim).filter(|name| !name.is_empty()) {
                    let name = name.rsplit([':', ' ']).next().unwrap_or(name);
                    assert!(names.insert(name), "{name} stands twice");
                }
            }
        }
    }
    names
}

#[test]
fn the_root_lists_at_most_fifty_names_written_by_hand() {
    let mut names = names(&[include_str!("../src/lib.rs"), include_str!("../../kmip-types/src/lib.rs")]);
    let macros = include_str!("../../kmip-types/src/vendor.rs").split("#[macro_export]\nmacro_rules! ").skip(1);
    names.extend(macros.filter_map(|rest| rest.split(' ').next()));
    for expected in ["Error", "Limits", "BigInteger", "Version", "format", "items", "ttlv", "vendor_structure"] {
        assert!(names.contains(expected), "{expected} is not counted");
    }
    assert!(names.len() <= MOST, "{} names: {names:?}", names.len());
}

#[test]
fn no_task_of_the_cookbook_names_a_type_of_format() {
    for text in [include_str!("../COOKBOOK.md"), include_str!("../README.md"), include_str!("../../README.md")] {
        assert!(!text.contains("format::") && !text.contains("Fault"), "it takes a type of `format`");
    }
}
