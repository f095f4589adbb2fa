//! The arms of enums without an allocator.

use super::closure::Closure;
use super::type_code;
use crate::model::{Arm, Case};
use crate::names::field;
use crate::types::Type;

/// ` slim (TYPE)`, and `with from` where no other arm has the type and it borrows.
fn column(code: &str, all: &[String]) -> String {
    let unique = code.contains("'a") && all.iter().filter(|other| *other == code).count() == 1;
    format!(" slim ({code}){}", if unique { " with from" } else { "" })
}

impl Closure<'_> {
    /// Returns the type of a selected arm without an allocator.
    ///
    /// It is a structure that stands elsewhere.
    pub(in crate::emit) fn case_column(&self, case: &Case) -> String {
        let code = type_code(&case.value, self);
        if matches!(case.value, Type::Structure(_)) { format!(" slim (&'a {code})") } else { String::new() }
    }

    /// Returns how an attribute is made without an allocator.
    ///
    /// Attributes of vendors are not among them: they stand under a tag of their own.
    pub(in crate::emit) fn attribute_column(&self, case: &Case, vendors: &str) -> String {
        let code = type_code(&case.value, self);
        let (put, code) = match &case.value {
            Type::Structure(_) if case.when == vendors => return String::new(),
            Type::Structure(_) => ("structure", format!("&'a {code}")),
            Type::Body { .. } if code.ends_with("str") => ("text", code),
            Type::Body { .. } => ("bytes", code),
            Type::Varying { .. } => ("varying", format!("impl Into<{code}>")),
            value if self.is_small(value) => ("small", code),
            _ => ("long", code),
        };
        format!(" slim {put} {} ({code})", field(&case.name, false))
    }

    /// Prints how an arm that the item type decides is there without an allocator.
    pub(in crate::emit) fn arm_column(&self, arm: &Arm, all: &[Arm]) -> String {
        let code = |arm: &Arm| type_code(&arm.value, self);
        let column = column(&code(arm), &all.iter().map(code).collect::<Vec<_>>());
        match &arm.value {
            Type::Body { code, secret: true } => {
                let bare = type_code(&Type::Body { code: code.clone(), secret: false }, self);
                format!("{column} of ({bare})")
            }
            _ => column,
        }
    }
}
