//! The arms of enums without an allocator.

use super::closure::Closure;
use super::type_code;
use crate::model::{Arm, Case};
use crate::types::Type;

/// ` slim (TYPE)`, and `with from` where no other arm has the type and it borrows.
fn column(code: &str, all: &[String]) -> String {
    let unique = code.contains("'a") && all.iter().filter(|other| *other == code).count() == 1;
    format!(" slim ({code}){}", if unique { " with from" } else { "" })
}

impl Closure<'_> {
    /// How an arm that a field or tag decides is there without an allocator: structures stand elsewhere, so that the enum is
    /// small.
    pub(in crate::emit) fn case_column(&self, case: &Case, all: &[Case]) -> String {
        let code = |case: &Case| {
            let code = type_code(&case.value, self);
            if matches!(case.value, Type::Structure(_)) { format!("&'a {code}") } else { code }
        };
        column(&code(case), &all.iter().map(code).collect::<Vec<_>>())
    }

    /// How an arm that the item type decides is there without an allocator.
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
