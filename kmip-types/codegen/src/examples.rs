//! Examples of operations.
//!
//! They are the vectors of this repository that show an operation as clients and servers use it.

use std::collections::BTreeMap;
use std::path::Path;

use quick_xml::events::Event;
use quick_xml::{Reader, Writer};
use serde::Deserialize;

/// The directories of vectors whose values a program has chosen.
const CHOSEN_BY_PROGRAM: [&str; 3] = ["attributes", "operations", "structures"];

/// The versions, the one whose message is shown if there are several first.
const VERSIONS: [&str; 3] = ["2.1", "3.0", "1.4"];

/// A message that shows an operation.
#[derive(Debug)]
pub(crate) struct Example {
    pub(crate) version: String,
    /// The purpose: what the message shows, as a sentence.
    pub(crate) purpose: String,
    /// Its batch items in XML, a line an element.
    pub(crate) batch_items: String,
}

/// The examples by the ids of their vectors.
#[derive(Debug)]
pub(crate) struct Examples(BTreeMap<String, Example>);

#[derive(Deserialize)]
struct Vector {
    id: String,
    version: Option<String>,
    purpose: String,
    xml: String,
}

impl Examples {
    /// Reads the vectors of this directory.
    ///
    /// Those whose values a program has chosen are left out.
    pub(crate) fn load(dir: &Path) -> Result<Self, String> {
        let failed = |path: &Path, e: &dyn std::fmt::Display| format!("{}: {e}", path.display());
        let mut all = BTreeMap::new();
        for folder in entries(dir)? {
            if CHOSEN_BY_PROGRAM.iter().any(|name| folder.ends_with(name)) {
                continue;
            }
            for path in entries(&folder)? {
                let text = std::fs::read_to_string(&path).map_err(|e| failed(&path, &e))?;
                let vector: Vector = serde_json::from_str(&text).map_err(|e| failed(&path, &e))?;
                if let Some(version) = vector.version {
                    let batch_items = batch_items(&vector.xml).map_err(|e| failed(&path, &e))?;
                    all.insert(vector.id, Example { version, purpose: vector.purpose, batch_items });
                }
            }
        }
        Ok(Self(all))
    }

    /// The example of an operation; `direction` is `request` or `response`.
    pub(crate) fn of(&self, operation: &str, direction: &str) -> Option<&Example> {
        let words = operation.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let name = words.map(str::to_lowercase).collect::<Vec<_>>().join("-");
        VERSIONS.iter().find_map(|version| self.0.get(&format!("{name}-{direction}-{version}")))
    }
}

/// The paths in a directory, in the order of their names.
fn entries(dir: &Path) -> Result<Vec<std::path::PathBuf>, String> {
    let failed = |e: std::io::Error| format!("{}: {e}", dir.display());
    let paths = std::fs::read_dir(dir).map_err(failed)?.map(|entry| entry.map(|entry| entry.path()));
    let mut paths = paths.collect::<Result<Vec<_>, _>>().map_err(failed)?;
    paths.sort();
    Ok(paths)
}

/// The batch items of a message, indented; of other elements, nothing.
fn batch_items(xml: &str) -> Result<String, quick_xml::Error> {
    let mut reader = Reader::from_str(xml);
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    let mut depth = 0_usize;
    loop {
        let event = reader.read_event()?;
        let inside = depth > 0;
        match &event {
            Event::Eof => break,
            Event::Start(element) if inside || element.name().as_ref() == "BatchItem" => depth += 1,
            Event::End(_) if inside => depth -= 1,
            _ if inside => {}
            _ => continue,
        }
        writer.write_event(event)?;
    }
    Ok(String::from_utf8_lossy(&writer.into_inner()).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_batch_items_alone() {
        let xml = "<M><H><V/></H><BatchItem><P><A v=\"1 &gt; 0\"/></P></BatchItem><BatchItem/></M>";
        let expected = "<BatchItem>\n  <P>\n    <A v=\"1 &gt; 0\"/>\n  </P>\n</BatchItem>";
        assert_eq!(batch_items(xml).unwrap(), expected);
    }
}
