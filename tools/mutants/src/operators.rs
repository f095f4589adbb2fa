//! The changes of operators, and the values that functions can return at once.

use syn::{BinOp, GenericArgument, PathArguments, ReturnType, Type};

/// A change of an operator: its name, and the operator that takes the place.
pub(crate) type Change = (&'static str, &'static str);

/// The operators that an operator becomes.
///
/// `whole`: it is all of a condition, which is made true and false anyway.
pub(crate) fn changes(operator: &BinOp, whole: bool) -> Vec<Change> {
    let (boundary, opposite): (Option<Change>, Option<Change>) = match operator {
        BinOp::Eq(_) => (None, Some(("== to !=", "!="))),
        BinOp::Ne(_) => (None, Some(("!= to ==", "=="))),
        BinOp::Lt(_) => (Some(("< to <=", "<=")), Some(("< to >=", ">="))),
        BinOp::Le(_) => (Some(("<= to <", "<")), Some(("<= to >", ">"))),
        BinOp::Gt(_) => (Some(("> to >=", ">=")), Some(("> to <=", "<="))),
        BinOp::Ge(_) => (Some((">= to >", ">")), Some((">= to <", "<"))),
        other => return arithmetic(other).into_iter().collect(),
    };
    boundary.into_iter().chain(opposite.filter(|_| !whole)).collect()
}

fn arithmetic(operator: &BinOp) -> Option<Change> {
    Some(match operator {
        BinOp::And(_) => ("&& to ||", "||"),
        BinOp::Or(_) => ("|| to &&", "&&"),
        BinOp::Add(_) => ("+ to -", "-"),
        BinOp::Sub(_) => ("- to +", "+"),
        BinOp::Mul(_) => ("* to +", "+"),
        BinOp::Div(_) => ("/ to *", "*"),
        BinOp::Rem(_) => ("% to /", "/"),
        BinOp::Shl(_) => ("<< to >>", ">>"),
        BinOp::Shr(_) => (">> to <<", "<<"),
        BinOp::BitAnd(_) => ("& to |", "|"),
        BinOp::BitOr(_) => ("| to &", "&"),
        BinOp::BitXor(_) => ("^ to |", "|"),
        BinOp::AddAssign(_) => ("+= to -=", "-="),
        BinOp::SubAssign(_) => ("-= to +=", "+="),
        BinOp::MulAssign(_) => ("*= to +=", "+="),
        BinOp::DivAssign(_) => ("/= to *=", "*="),
        BinOp::RemAssign(_) => ("%= to /=", "/="),
        BinOp::ShlAssign(_) => ("<<= to >>=", ">>="),
        BinOp::ShrAssign(_) => (">>= to <<=", "<<="),
        BinOp::BitAndAssign(_) => ("&= to |=", "|="),
        BinOp::BitOrAssign(_) => ("|= to &=", "&="),
        BinOp::BitXorAssign(_) => ("^= to |=", "|="),
        _ => return None,
    })
}

/// Returns whether the operator assigns: `+=` and its kind.
pub(crate) fn assigns(operator: &BinOp) -> bool {
    arithmetic(operator).is_some_and(|(_, to)| to.len() > 1 && to.ends_with('='))
}

/// Returns what a function of this type can return at once.
///
/// Each has the name of the change, and the value.
pub(crate) fn returns(output: &ReturnType) -> Vec<Change> {
    match output {
        ReturnType::Default => vec![("return at once", "")],
        ReturnType::Type(_, kind) => values(kind),
    }
}

fn values(kind: &Type) -> Vec<Change> {
    const INTEGERS: [&str; 10] = ["u8", "u16", "u32", "u64", "u128", "usize", "i32", "i64", "i128", "isize"];
    match kind {
        Type::Reference(reference) if reference.mutability.is_none() => match &*reference.elem {
            Type::Path(path) if path.path.is_ident("str") => vec![("return \"\"", "\"\"")],
            Type::Slice(_) => vec![("return &[]", "&[]")],
            _ => Vec::new(),
        },
        Type::Path(path) => {
            let Some(last) = path.path.segments.last() else { return Vec::new() };
            let name = last.ident.to_string();
            let first = match &last.arguments {
                PathArguments::AngleBracketed(list) => list.args.iter().find_map(|argument| match argument {
                    GenericArgument::Type(kind) => Some(kind),
                    _ => None,
                }),
                _ => None,
            };
            match (name.as_str(), first) {
                ("bool", _) => vec![("return true", "true"), ("return false", "false")],
                ("Option", _) => vec![("return None", "None")],
                ("String" | "Vec", _) => vec![("return nothing", "Default::default()")],
                ("Result", None) => vec![("return Ok(())", "Ok(())")],
                ("Result", Some(value)) => within_ok(value),
                (name, _) if INTEGERS.contains(&name) => vec![("return 0", "0"), ("return 1", "1")],
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}

fn within_ok(value: &Type) -> Vec<Change> {
    if let Type::Tuple(tuple) = value {
        return if tuple.elems.is_empty() { vec![("return Ok(())", "Ok(())")] } else { Vec::new() };
    }
    let inside = |(_, value): Change| match value {
        "true" => Some(("return Ok(true)", "Ok(true)")),
        "false" => Some(("return Ok(false)", "Ok(false)")),
        "None" => Some(("return Ok(None)", "Ok(None)")),
        "0" => Some(("return Ok(0)", "Ok(0)")),
        "1" => Some(("return Ok(1)", "Ok(1)")),
        "\"\"" => Some(("return Ok(\"\")", "Ok(\"\")")),
        "&[]" => Some(("return Ok(&[])", "Ok(&[])")),
        "Default::default()" => Some(("return Ok of nothing", "Ok(Default::default())")),
        _ => None,
    };
    values(value).into_iter().filter_map(inside).collect()
}
