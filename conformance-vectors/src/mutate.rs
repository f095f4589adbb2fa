//! Mutants: messages with one thing changed that a validator has to notice.

mod change;
mod legal;
mod site;

use std::collections::BTreeMap;
use std::fmt;

use kmip::encoding::Encoding;
use kmip::items::{Node, NodeReader, NodeValue};
use kmip::validate::{Finding, Severity, Validator};
use kmip::{Tag, Version, Versions};

use crate::corpus::Corpus;
use crate::encoding::Codec as _;
use site::Site;

/// How many missed mutants are printed.
const SHOWN: usize = 100;

/// What is changed in a mutant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Change {
    /// An item gets another tag of the standard.
    Rename,
    /// A field that its structure requires is left out.
    Drop,
    /// A field that can occur once, or an attribute of which an object has one, is there twice.
    Duplicate,
    /// Two fields next to each other change places.
    Reorder,
    /// An item gets another type.
    Retype,
    /// An enumeration or mask gets a value that only other versions have, or that none has.
    Revalue,
}

impl Change {
    /// All kinds.
    pub const ALL: [Self; 6] = [Self::Rename, Self::Drop, Self::Duplicate, Self::Reorder, Self::Retype, Self::Revalue];

    /// What it does, in a few words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rename => "rename a tag",
            Self::Drop => "drop a required field",
            Self::Duplicate => "duplicate a field",
            Self::Reorder => "swap two fields",
            Self::Retype => "change a type",
            Self::Revalue => "use a value of another version",
        }
    }
}

/// How many mutants there were, and what became of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Count {
    /// All.
    pub mutants: usize,
    /// Those in which the validator finds an error or a warning; it finds none in the message.
    pub caught: usize,
    /// Those that the tables allow, by the rule that says so.
    pub legal: BTreeMap<&'static str, usize>,
    /// The others: which message, and what was changed.
    pub missed: Vec<String>,
}

impl Count {
    /// Those that the tables do not allow.
    #[must_use]
    pub fn illegal(&self) -> usize {
        self.caught.saturating_add(self.missed.len())
    }
}

/// The outcome for each kind of change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mutants {
    /// By kind.
    pub counts: BTreeMap<Change, Count>,
}

impl Mutants {
    /// All kinds together.
    #[must_use]
    pub fn total(&self) -> Count {
        let mut total = Count::default();
        for count in self.counts.values() {
            total.mutants = total.mutants.saturating_add(count.mutants);
            total.caught = total.caught.saturating_add(count.caught);
            total.missed.extend(count.missed.iter().cloned());
            for (rule, legal) in &count.legal {
                let all = total.legal.entry(rule).or_default();
                *all = all.saturating_add(*legal);
            }
        }
        total
    }

    /// Makes `each` mutants of every kind from every message of a corpus, and validates them.
    #[must_use]
    pub fn of_corpus(corpus: &Corpus, each: usize) -> Self {
        let mut mutants = Self::default();
        for case in &corpus.cases {
            for message in &case.messages {
                let name = format!("{} {}", case.path, message.index);
                // What cannot be read has no mutants.
                let _ = Encoding::Xml.read_items(message.xml.as_bytes(), &mut |reader| {
                    let nodes = Node::read_all(reader)?;
                    nodes.iter().for_each(|node| mutants.add(&name, node, each));
                    Ok(())
                });
            }
        }
        mutants
    }

    /// Whether enough is caught: 99 % of what the tables do not allow, of every kind.
    #[must_use]
    pub fn is_success(&self) -> bool {
        let enough = |count: &Count| count.caught.saturating_mul(100) >= count.illegal().saturating_mul(99);
        self.counts.len() == Change::ALL.len() && self.counts.values().all(enough)
    }

    /// Makes `each` mutants of every kind from this message, and validates them; none from one that is not valid itself.
    ///
    /// What is changed follows from the name alone: the same message under the same name has the same mutants.
    pub fn add(&mut self, name: &str, message: &Node<'_>, each: usize) {
        let Some(version) = version(message).filter(|_| is_valid(message)) else { return };
        let sites = site::all(message, version);
        for kind in Change::ALL {
            for number in 0..each {
                let mut dice = Dice::new(&format!("{name} {kind:?} {number}"));
                let Some(change) = change::pick(kind, &sites, version, &mut dice) else { continue };
                let mutant = change.apply(message);
                let count = self.counts.entry(kind).or_default();
                count.mutants = count.mutants.saturating_add(1);
                if !is_valid(&mutant) {
                    count.caught = count.caught.saturating_add(1);
                } else if let Some(rule) = legal::rule(&change, version) {
                    let legal = count.legal.entry(rule).or_default();
                    *legal = legal.saturating_add(1);
                } else {
                    count.missed.push(format!("{name}: {change}"));
                }
            }
        }
    }
}

/// A table of kinds, the rules by which mutants are legal, and those that were missed.
impl fmt::Display for Mutants {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = self.total();
        writeln!(f, "| change                         | mutants | caught | legal | missed |")?;
        writeln!(f, "|--------------------------------|--------:|-------:|------:|-------:|")?;
        let rows = self.counts.iter().map(|(kind, count)| (kind.name(), count)).chain([("all", &total)]);
        for (name, count) in rows {
            let (legal, missed) = (count.legal.values().sum::<usize>(), count.missed.len());
            writeln!(f, "| {name:<30} | {:>7} | {:>6} | {legal:>5} | {missed:>6} |", count.mutants, count.caught)?;
        }
        writeln!(f)?;
        for (kind, count) in &self.counts {
            for (rule, legal) in &count.legal {
                writeln!(f, "- {}: {legal} legal: {rule}", kind.name())?;
            }
        }
        for missed in total.missed.iter().take(SHOWN) {
            writeln!(f, "missed: {missed}")?;
        }
        Ok(())
    }
}

/// Whether a validator finds neither an error nor a warning.
fn is_valid(message: &Node<'_>) -> bool {
    let mut is_valid = true;
    let mut note = |finding: Finding<'_>| is_valid &= finding.severity() == Severity::Note;
    let read = Validator::new().check(&mut NodeReader::for_node(message), &mut note);
    is_valid && read.is_ok()
}

/// The version in the header.
fn version(message: &Node<'_>) -> Option<Versions> {
    let header = message.child(Tag::REQUEST_HEADER).or_else(|| message.child(Tag::RESPONSE_HEADER))?;
    let version = header.child(Tag::PROTOCOL_VERSION)?;
    let number = |tag| match version.child(tag).map(Node::value) {
        Some(NodeValue::Integer(number)) => Some(*number),
        _ => None,
    };
    Version::from_numbers(number(Tag::PROTOCOL_VERSION_MAJOR)?, number(Tag::PROTOCOL_VERSION_MINOR)?)
        .map(Versions::only)
}

/// Numbers that follow from a name: `SplitMix64`.
#[derive(Debug)]
struct Dice(u64);

impl Dice {
    fn new(name: &str) -> Self {
        let seed = name
            .bytes()
            .fold(0xCBF2_9CE4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3));
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// One of these.
    fn pick<'t, T>(&mut self, of: &'t [T]) -> Option<&'t T> {
        let count = u64::try_from(of.len()).ok().filter(|count| *count > 0)?;
        of.get(usize::try_from(self.next() % count).ok()?)
    }
}
