//! A mutant: one change in one place, and where it stands in the text.

use std::ops::Range;

/// The number by which a process is told to run a mutant.
pub(crate) type Number = u32;

/// One change of the source.
#[derive(Debug, Clone)]
pub(crate) struct Mutant {
    /// The file, from the root of the workspace.
    pub(crate) file: String,
    /// The line of the change, from 1.
    pub(crate) line: usize,
    /// The function that has it, with its type.
    pub(crate) function: String,
    /// The name of the change: `== to !=`.
    pub(crate) what: &'static str,
    /// The text that is changed, on one line and cut short.
    pub(crate) original: String,
    /// The number of the mutant among those that look alike in the function, from 1.
    pub(crate) occurrence: usize,
    /// The `const` function around it.
    ///
    /// Such a function cannot ask the switch unless it stops being `const`.
    pub(crate) constant: Option<String>,
}

impl Mutant {
    /// The name that stays when lines above the mutant come or go.
    pub(crate) fn key(&self) -> String {
        format!("{} | {} | {} | {} | {}", self.file, self.function, self.what, self.original, self.occurrence)
    }
}

/// A piece of the text, with the mutants that change it.
#[derive(Debug)]
pub(crate) struct Site {
    /// The bytes of the file that are rewritten; empty where something is only put in.
    pub(crate) range: Range<usize>,
    /// The shape of the rewritten bytes.
    pub(crate) shape: Shape,
}

/// The shape of the mutants of a site beside its text.
#[derive(Debug)]
pub(crate) enum Shape {
    /// Other expressions in its place.
    Expression(Vec<(Number, String)>),
    /// A condition that always holds, and one that never does.
    Condition { always: Option<Number>, never: Number },
    /// A condition with a pattern, which can only be made to fail.
    LetCondition(Number),
    /// A statement left out, or another one.
    Statement { without: Number, instead: Option<(Number, String)> },
    /// A value that a function returns at once.
    Body(Vec<(Number, String)>),
    /// An arm of a `match` that is never taken.
    Arm(Number),
    /// The word `const` of a function with this name.
    ///
    /// It is taken out, so that the function can ask the switch.
    Const(String),
}

impl Shape {
    /// The numbers of its mutants.
    pub(crate) fn numbers(&self) -> Vec<Number> {
        match self {
            Self::Expression(list) | Self::Body(list) => list.iter().map(|(number, _)| *number).collect(),
            Self::Condition { always, never } => always.iter().copied().chain([*never]).collect(),
            Self::LetCondition(number) | Self::Arm(number) => vec![*number],
            Self::Statement { without, instead } => {
                instead.iter().map(|(number, _)| *number).chain([*without]).collect()
            }
            Self::Const(_) => Vec::new(),
        }
    }
}
