//! How tags and the values of enumerations are spelt, for who writes text.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::hex_tag;
use super::names::{Carried, vocabulary_by_tag};
use super::vocabulary::Names;
use crate::names::xml;
use crate::schema::{Schema, Tag};
use crate::versions::{Versions, number};

/// The longest name of a value that is joined with others, of five bits; longer ones are few.
const LONGEST: usize = 31;
/// As much is copied of each.
const BLOCK: usize = LONGEST + 1;

/// `spellings.rs`.
pub(super) fn file(schema: &Schema) -> Result<String, String> {
    let mut values = Values::default();
    let mut ranges = BTreeMap::new();
    for list in &schema.enumerations {
        ranges.insert(list.name.as_str(), values.add(&Names::of(list)?));
    }
    let carried = vocabulary_by_tag(schema)?;
    let (mut tags, mut next) = (String::new(), None);
    for (place, tag) in schema.tags.tags.iter().enumerate() {
        let value = number(&tag.value)?;
        for missing in next.unwrap_or(value)..value {
            let _ = writeln!(tags, "Spelling::NONE, // {}", hex_tag(missing));
        }
        next = Some(value + 1);
        let versions = Versions::parse(&tag.versions)?.expression();
        let _ = write!(tags, "Spelling::new({place}, {}, {versions}", xml(&tag.name).len());
        let _ = write!(tags, ", ItemType::{})", item_type(tag));
        match carried.get(&value) {
            Some(Carried { is_mask: true, .. }) => tags.push_str(".of_mask()"),
            Some(Carried { list, .. }) => {
                let range = ranges.get(list.name.as_str()).copied().flatten();
                if let Some((first, count)) = range.filter(|_| item_type(tag) == "ENUMERATION") {
                    let _ = write!(tags, ".of_values({first}, {count})");
                }
            }
            None => {}
        }
        let _ = writeln!(tags, ", // {}", tag.name);
    }
    let Values { parts, rows, .. } = values;
    let (tag_count, value_count) = (tags.lines().count(), rows.lines().count());
    Ok(format!(
        "use crate::names::{{Spelling, ValueSpelling}};
use crate::ItemType;
use crate::versions_of::versions;

/// The spelling of each tag, from the first one on. The type is that of its items, of several the first that is no structure.
pub(crate) static TAGS: [Spelling; {tag_count}] = [
{tags}];

/// The names of values: each is somewhere in here. Behind all of them there is enough for a block.
pub(crate) const TEXT: &str = concat!({parts}\"{:BLOCK$}\");

/// The newest spelling of each value, enumeration by enumeration and by number from 0 on.
pub(crate) static VALUES: [ValueSpelling; {value_count}] = [
{rows}];
",
        ""
    ))
}

/// The constant of the type of most items with a tag.
fn item_type(tag: &Tag) -> String {
    let forms = tag.forms();
    let types = || forms.iter().map(|form| form.item_type.as_str());
    let chosen = types().find(|name| *name != "Structure").or_else(|| types().next());
    match chosen {
        None | Some("Any") => "new(0)".to_owned(),
        Some(name) => crate::names::constant(name),
    }
}

/// The names of values, joined.
#[derive(Default)]
struct Values {
    text: String,
    /// The same as literals.
    parts: String,
    /// The spellings.
    rows: String,
    count: usize,
}

impl Values {
    /// Where the spellings of an enumeration's values lie, and how many there are; nothing if they do not lie close to 0.
    fn add(&mut self, names: &Names) -> Option<(usize, usize)> {
        let numbers = names.close()?;
        for number in 0..numbers {
            let newest = names.rows.iter().find(|(value, ..)| *value == number);
            match newest.filter(|(_, name, _)| name.len() <= LONGEST) {
                Some((_, name, versions)) => {
                    let start = self.start(name);
                    let versions = versions.expression();
                    let _ = writeln!(self.rows, "ValueSpelling::new({start}, {}, {versions}), // {name}", name.len());
                }
                None => self.rows.push_str("ValueSpelling::NONE,\n"),
            }
        }
        let numbers = usize::try_from(numbers).ok()?;
        let first = self.count;
        self.count += numbers;
        Some((first, numbers))
    }

    /// Where a name starts, which is added if it is not there.
    fn start(&mut self, name: &str) -> usize {
        self.text.find(name).unwrap_or_else(|| {
            let start = self.text.len();
            self.text.push_str(name);
            let _ = write!(self.parts, "{name:?}, ");
            start
        })
    }
}
