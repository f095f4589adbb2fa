//! The README shows what the command prints.

use std::path::Path;
use std::process::Command;

/// Runs every `$ …` of the console blocks in a shell, from the repository's root.
#[test]
fn the_examples_print_what_the_readme_says() {
    let readme = include_str!("../../README.md");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let bin = Path::new(env!("CARGO_BIN_EXE_kmip")).parent().unwrap().to_str().unwrap();
    let path = format!("{bin}:{}", std::env::var("PATH").unwrap());
    let mut run = 0;
    for block in readme.split("```console\n").skip(1) {
        let block = block.split_once("```").unwrap().0;
        for example in block.split("$ ").skip(1) {
            let (command, expected) = example.split_once('\n').unwrap();
            let output = Command::new("sh")
                .args(["-c", &format!("({command}) 2>&1")])
                .current_dir(root)
                .env("PATH", &path)
                .output()
                .unwrap();
            assert_eq!(String::from_utf8(output.stdout).unwrap(), expected, "{command}");
            run += 1;
        }
    }
    assert!(run >= 10, "{run}");
}
