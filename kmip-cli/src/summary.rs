//! A message in one line: what it asks or answers.

use std::fmt;

use crate::row::Row;

/// The facts that the lines of a dump give about their message.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    kind: String,
    version: [String; 2],
    items: Vec<String>,
}

impl Summary {
    /// Takes what a line says.
    pub(crate) fn add(&mut self, row: &Row<'_>) {
        // Behind the name of a value stands its number.
        let value = row.value.split(" (").next().unwrap_or_default();
        match (row.depth, row.tag) {
            (0, tag) => self.kind = tag.trim_end_matches("Message").to_lowercase(),
            (_, "ProtocolVersionMajor") if self.items.is_empty() => value.clone_into(&mut self.version[0]),
            (_, "ProtocolVersionMinor") if self.items.is_empty() => value.clone_into(&mut self.version[1]),
            (1, "BatchItem") => self.items.push(String::new()),
            (2, "Operation" | "ResultStatus" | "ResultReason") | (3, "UniqueIdentifier") => {
                if let Some(item) = self.items.last_mut() {
                    item.push_str(if item.is_empty() { "" } else { " " });
                    item.push_str(value);
                }
            }
            _ => {}
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor] = &self.version;
        let kind = if self.kind.is_empty() { "nothing" } else { &self.kind };
        write!(f, "{kind}")?;
        if !major.is_empty() {
            write!(f, ", KMIP {major}.{minor}")?;
        }
        match self.items.len() {
            0 => Ok(()),
            1 => write!(f, ": {}", self.items.concat()),
            count => write!(f, ", {count} items: {}", self.items.join("; ")),
        }
    }
}
