//! Makes a copy of the workspace in which mutants can be compiled.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::Result;
use crate::scope::MUTATED;

/// Copies the files that git knows of the workspace.
///
/// It adds the switch, and lets the mutated packages use it.
///
/// Files that are the same already are not touched, so that cargo compiles no more than it must.
///
/// # Errors
/// Git or the file system fails.
pub(crate) fn copy(root: &Path, tree: &Path, mutated: &[String]) -> Result<()> {
    let listed = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root)
        .output()?;
    let names = String::from_utf8(listed.stdout)?;
    let now: BTreeSet<&str> = names.lines().filter(|name| root.join(name).is_file()).collect();
    let list = tree.with_extension("list");
    let before = fs::read_to_string(&list).unwrap_or_default();
    for gone in before.lines().filter(|name| !now.contains(name)) {
        let _ = fs::remove_file(tree.join(gone));
    }
    for name in &now {
        if !mutated.iter().any(|file| file == name) {
            let mut text = fs::read(root.join(name))?;
            if MUTATED.iter().any(|package| *name == format!("{package}/Cargo.toml")) {
                text = manifest(&String::from_utf8(text)?).into_bytes();
            }
            write(&tree.join(name), &text)?;
        }
    }
    let switch = tree.join("mutant-switch");
    let package = "[package]\nname = \"mutant-switch\"\nversion = \"0.0.0\"\nedition = \"2024\"\n";
    write(&switch.join("Cargo.toml"), package.as_bytes())?;
    write(&switch.join("src/lib.rs"), include_bytes!("switch.rs"))?;
    fs::write(list, now.into_iter().collect::<Vec<_>>().join("\n"))?;
    Ok(())
}

fn manifest(text: &str) -> String {
    text.replacen("[dependencies]\n", "[dependencies]\nmutant-switch = { path = \"../mutant-switch\" }\n", 1)
}

/// Writes a file if it is not the same already.
///
/// # Errors
/// The file system fails.
pub(crate) fn write(path: &Path, text: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(fs::write(path, text)?)
}
