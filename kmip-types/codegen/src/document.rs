//! Writes a generated document, or finds out whether it is current.

use std::path::Path;

/// Writes the document, or, with `check_only`, reports it if it is not current.
pub(crate) fn put(path: &Path, text: &str, check_only: bool) -> Result<(), String> {
    if std::fs::read_to_string(path).is_ok_and(|old| old.replace("\r\n", "\n") == text) {
        return Ok(());
    }
    if check_only {
        return Err(format!("{} is not current: run `cargo codegen`", path.display()));
    }
    let write = || {
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
        std::fs::write(path, text)
    };
    write().map_err(|e| format!("{}: {e}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drift_is_found() {
        let dir = std::env::temp_dir().join(format!("kmip-codegen-document-{}", std::process::id()));
        let path = dir.join("docs/one.md");
        let missing = put(&path, "one\n", true).unwrap_err();
        assert!(missing.ends_with("one.md is not current: run `cargo codegen`"), "{missing}");
        put(&path, "one\n", false).unwrap();
        assert_eq!(put(&path, "one\n", true), Ok(()));
        assert!(put(&path, "two\n", true).is_err());
        std::fs::remove_dir_all(&dir).unwrap();
    }
}
