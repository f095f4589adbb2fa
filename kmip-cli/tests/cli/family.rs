//! Tests that the command prints what the README of the whole family shows.

use crate::command::kmip;

const README: &str = include_str!("../../../README.md");
const SAMPLE: &[u8] = include_bytes!("../../../conformance-vectors/samples/locate-and-get-3.0.hex");

#[test]
fn the_dump_in_the_readme_is_that_of_the_sample() {
    let run = kmip(&["dump"], SAMPLE);
    assert_eq!(run.code, 0);
    assert!(README.contains(&run.text()), "{}", run.text());
}

#[test]
fn the_error_in_the_readme_is_that_of_the_broken_sample() {
    let digits: String = String::from_utf8_lossy(SAMPLE).split_whitespace().collect();
    let at = digits.rfind("42005c05").unwrap();
    let mut broken = digits.into_bytes();
    broken[at + 7] = b'2';
    let run = kmip(&["convert", "--to", "xml"], &broken);
    assert_eq!((run.code, run.text().as_str()), (2, ""));
    assert!(!run.stderr.is_empty() && README.contains(&run.stderr), "{}", run.stderr);
}
