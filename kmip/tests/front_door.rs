//! The root of the crate: what a stranger reads first.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::read_to_string;

/// The most names written by hand that the root may have.
///
/// Modules and macros count, too.
const MOST: usize = 50;

/// Returns the names that these sources of a root list.
///
/// Those that come from the generator and from another root are left out.
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

/// The pages of the cookbook, by the names of their files.
fn pages() -> BTreeMap<String, String> {
    let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/cookbook");
    let files = std::fs::read_dir(directory).unwrap().map(|file| file.unwrap().path());
    files.map(|file| (file.file_stem().unwrap().to_str().unwrap().to_owned(), read_to_string(file).unwrap())).collect()
}

#[test]
fn no_task_of_the_cookbook_names_a_type_of_format() {
    let mut texts = pages();
    texts.insert("kmip/README.md".to_owned(), include_str!("../README.md").to_owned());
    texts.insert("README.md".to_owned(), include_str!("../../README.md").to_owned());
    for (name, text) in texts {
        assert!(!text.contains("format::") && !text.contains("Fault"), "{name} takes a type of `format`");
    }
}

#[test]
fn every_page_of_the_cookbook_is_listed_short_and_shows_what_comes_out() {
    let mut pages = pages();
    let index = pages.remove("README").unwrap();
    let (module, links) = (include_str!("../src/cookbook.rs"), include_str!("../src/cookbook/links.md"));
    let modules = module.split_once("pages! {").unwrap().1.trim_end_matches(['}', '\n']);
    assert!(modules.split_whitespace().eq(pages.keys()), "{modules}");
    for (name, text) in pages {
        let definition = format!("[{name}]: {name}.md\n");
        assert!(index.contains(&definition) && index.contains(&format!("][{name}] |")), "the index lacks {name}");
        assert!(links.contains(&format!("[{name}]: crate::cookbook::{name}\n")), "links.md lacks {name}");
        assert!(text.starts_with("# ") && text.lines().count() <= 60, "{name} has {} lines", text.lines().count());
        assert!(text.contains("```rust\n") && text.contains("assert"), "{name} asserts nothing");
        assert!(!text.contains("](../") && !text.contains(".md)"), "{name} has a link that rustdoc does not follow");
    }
}
