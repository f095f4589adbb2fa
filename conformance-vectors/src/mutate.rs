//! Mutants: messages with one thing changed that a validator has to notice.

use std::collections::BTreeMap;
use std::fmt;

use kmip::encoding::Encoding;
use kmip::items::{Node, NodeReader};
use kmip::validate::{Finding, Severity, Validator};
use kmip_generate::{Change, Expected, Mutant, Mutator, Seed};

use crate::corpus::Corpus;
use crate::encoding::Codec as _;

/// The most missed mutants that are printed.
const SHOWN: usize = 100;

/// The number of mutants, and what became of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Count {
    /// All.
    pub mutants: usize,
    /// The mutants in which the validator finds an error or a warning.
    ///
    /// It finds none in the message itself.
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

    /// Makes mutants from every message of a corpus, and validates them.
    ///
    /// `each` mutants of every kind are made from a message.
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

    /// Returns whether enough mutants are caught.
    ///
    /// That is 99 % of those that the tables do not allow, of every kind.
    #[must_use]
    pub fn is_success(&self) -> bool {
        let enough = |count: &Count| count.caught.saturating_mul(100) >= count.illegal().saturating_mul(99);
        self.counts.len() == Change::OF_ITEMS.len() && self.counts.values().all(enough)
    }

    /// Makes `each` mutants of every kind from this message, and validates them.
    ///
    /// None are made from a message that is not valid itself.
    ///
    /// What is changed follows from the name alone: the same message under the same name has the same mutants.
    pub fn add(&mut self, name: &str, message: &Node<'_>, each: usize) {
        let Some(mutator) = Mutator::new(message).filter(|_| is_valid(message)) else { return };
        for kind in Change::OF_ITEMS {
            for number in 0..each {
                let mut random = Seed::of_name(&format!("{name} {kind:?} {number}"));
                let Some(mutation) = mutator.mutate(kind, &mut random) else { continue };
                let count = self.counts.entry(kind).or_default();
                count.mutants = count.mutants.saturating_add(1);
                let is_caught = match mutation.mutant() {
                    Mutant::Items(mutant) => !is_valid(mutant),
                    _ => false,
                };
                if is_caught {
                    count.caught = count.caught.saturating_add(1);
                } else if let Expected::Legal(rule) = mutation.expected() {
                    let legal = count.legal.entry(rule).or_default();
                    *legal = legal.saturating_add(1);
                } else {
                    count.missed.push(format!("{name}: {mutation}"));
                }
            }
        }
    }
}

/// Prints a table of kinds.
///
/// Behind it come the rules by which mutants are legal, and those that were missed.
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

/// Returns whether a validator finds neither an error nor a warning.
fn is_valid(message: &Node<'_>) -> bool {
    let mut is_valid = true;
    let mut note = |finding: Finding<'_>| is_valid &= finding.severity() == Severity::Note;
    let read = Validator::new().check(&mut NodeReader::for_node(message), &mut note);
    is_valid && read.is_ok()
}
