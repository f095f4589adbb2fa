//! Finds the places of a file that mutants change.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, BinOp, Block, Expr, Pat, Signature, Stmt};

use crate::mutant::{Mutant, Number, Shape, Site};
use crate::operators::{assigns, changes, returns};

/// Returns the sites of a file, each before those inside it.
///
/// The mutants of the file are added to `mutants`.
///
/// # Errors
/// The file is not Rust.
pub(crate) fn find(file: &str, source: &str, mutants: &mut Vec<Mutant>) -> syn::Result<Vec<Site>> {
    let tree = syn::parse_file(source)?;
    let mut finder = Finder {
        file,
        source,
        mutants,
        sites: Vec::new(),
        functions: Vec::new(),
        constant: None,
        conditions: HashSet::new(),
        chained: HashSet::new(),
        alike: HashMap::new(),
    };
    finder.visit_file(&tree);
    Ok(finder.sites)
}

struct Finder<'s> {
    file: &'s str,
    source: &'s str,
    mutants: &'s mut Vec<Mutant>,
    sites: Vec<Site>,
    /// The names around: types and functions.
    functions: Vec<String>,
    constant: Option<String>,
    /// Comparisons that are all of a condition, which is made true and false anyway.
    conditions: HashSet<(usize, usize)>,
    /// The `&&` between patterns, which must stay.
    chained: HashSet<(usize, usize)>,
    alike: HashMap<String, usize>,
}

impl Finder<'_> {
    fn text(&self, range: &Range<usize>) -> &str {
        self.source.get(range.clone()).unwrap_or_default()
    }

    fn mutant(&mut self, what: &'static str, range: &Range<usize>) -> Number {
        let mut original: String = self.text(range).split_whitespace().collect::<Vec<_>>().join(" ");
        if original.chars().count() > 80 {
            original = original.chars().take(79).chain(['…']).collect();
        }
        let before = self.source.get(..range.start).unwrap_or_default();
        let mut mutant = Mutant {
            file: self.file.to_owned(),
            line: before.matches('\n').count() + 1,
            function: self.functions.join("::"),
            what,
            original,
            occurrence: 0,
            constant: self.constant.clone(),
        };
        let alike = self.alike.entry(mutant.key()).or_insert(0);
        *alike += 1;
        mutant.occurrence = *alike;
        self.mutants.push(mutant);
        Number::try_from(self.mutants.len() - 1).unwrap_or(Number::MAX)
    }

    fn push(&mut self, range: Range<usize>, shape: Shape) {
        self.sites.push(Site { range, shape });
    }

    fn body(&mut self, signature: &Signature, block: &Block) {
        let open = block.brace_token.span.open().byte_range().end;
        let inside = open..block.brace_token.span.close().byte_range().start;
        let text = self.text(&inside).trim().to_owned();
        if text.is_empty() || text.starts_with("#!") || signature.asyncness.is_some() {
            return;
        }
        let values: Vec<_> = returns(&signature.output).into_iter().filter(|(_, value)| *value != text).collect();
        let list = values
            .into_iter()
            .map(|(what, value)| (self.mutant(what, &signature.ident.span().byte_range()), value.to_owned()))
            .collect();
        self.push(open..open, Shape::Body(list));
    }

    /// Goes through a function: `name` and what is in it.
    fn function(&mut self, signature: &Signature, block: &Block) {
        self.functions.push(signature.ident.to_string());
        let outer = self.constant.take();
        if let Some(word) = &signature.constness {
            let name = signature.ident.to_string();
            self.push(word.span.byte_range(), Shape::Const(name.clone()));
            self.constant = Some(name);
        }
        self.body(signature, block);
        self.visit_block(block);
        self.constant = outer;
        self.functions.pop();
    }

    fn condition(&mut self, condition: &Expr, looped: bool) {
        let range = condition.span().byte_range();
        if has_pattern(condition) {
            self.chain(condition);
            let never = self.mutant("condition to false", &range);
            self.push(range, Shape::LetCondition(never));
        } else {
            if let Expr::Binary(binary) = condition
                && !matches!(binary.op, BinOp::And(_) | BinOp::Or(_))
            {
                self.conditions.insert((range.start, range.end));
            }
            let always = (!looped).then(|| self.mutant("condition to true", &range));
            let never = self.mutant("condition to false", &range);
            self.push(range, Shape::Condition { always, never });
        }
    }

    fn chain(&mut self, condition: &Expr) {
        if let Expr::Binary(binary) = condition
            && matches!(binary.op, BinOp::And(_))
        {
            let range = condition.span().byte_range();
            self.chained.insert((range.start, range.end));
            self.chain(&binary.left);
            self.chain(&binary.right);
        }
    }

    fn binary(&mut self, binary: &syn::ExprBinary) {
        let range = binary.span().byte_range();
        if self.chained.contains(&(range.start, range.end)) {
            return;
        }
        let operator = binary.op.span().byte_range();
        let whole = self.conditions.contains(&(range.start, range.end));
        let mut list = Vec::new();
        for (what, to) in changes(&binary.op, whole) {
            let left = self.text(&(range.start..operator.start)).to_owned();
            let right = self.text(&(operator.end..range.end)).to_owned();
            list.push((self.mutant(what, &range), format!("{left}{to}{right}")));
        }
        if assigns(&binary.op) {
            let without = self.mutant("left out", &range);
            self.push(range, Shape::Statement { without, instead: list.pop() });
        } else if !list.is_empty() {
            self.push(range, Shape::Expression(list));
        }
    }

    fn integer(&mut self, literal: &syn::LitInt) {
        let Ok(value) = literal.base10_parse::<u128>() else { return };
        let range = literal.span().byte_range();
        let suffix = literal.suffix();
        let mut list = vec![(self.mutant("literal + 1", &range), format!("{}{suffix}", value.saturating_add(1)))];
        if let Some(less) = value.checked_sub(1) {
            list.push((self.mutant("literal - 1", &range), format!("{less}{suffix}")));
        }
        self.push(range, Shape::Expression(list));
    }

    fn arms(&mut self, arms: &[syn::Arm]) {
        // A name in capitals is a constant or a variant, as `None` is.
        let catches_all = |arm: &syn::Arm| match &arm.pat {
            Pat::Wild(_) => true,
            Pat::Ident(name) => name.ident.to_string().starts_with(char::is_lowercase),
            _ => false,
        };
        let last = arms.iter().rposition(catches_all).unwrap_or(0);
        for (index, arm) in arms.iter().enumerate() {
            if let Pat::Guard(guarded) = &arm.pat {
                self.condition(&guarded.guard, false);
            } else if index < last && !catches_all(arm) {
                let range = arm.pat.span().byte_range();
                let number = self.mutant("arm left out", &range);
                self.push(range.end..range.end, Shape::Arm(number));
            }
        }
    }
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if !left_alone(&item.attrs) {
            self.function(&item.sig, &item.block);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if !left_alone(&item.attrs) {
            self.function(&item.sig, &item.block);
        }
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(block) = item.default.as_ref().filter(|_| !left_alone(&item.attrs)) {
            self.function(&item.sig, block);
        }
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        if left_alone(&item.attrs) {
            return;
        }
        let of = item.trait_.as_ref().and_then(|(path, _)| path.segments.last()).map(|last| last.ident.to_string());
        let name = match &*item.self_ty {
            syn::Type::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
            _ => None,
        };
        let name = name.unwrap_or_else(|| "?".to_owned());
        self.functions.push(of.map_or(name.clone(), |of| format!("<{name} as {of}>")));
        visit::visit_item_impl(self, item);
        self.functions.pop();
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.functions.push(item.ident.to_string());
        visit::visit_item_trait(self, item);
        self.functions.pop();
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !left_alone(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    // What the compiler computes cannot ask the switch.
    fn visit_item_const(&mut self, _: &'ast syn::ItemConst) {}
    fn visit_item_static(&mut self, _: &'ast syn::ItemStatic) {}
    fn visit_impl_item_const(&mut self, _: &'ast syn::ImplItemConst) {}
    fn visit_trait_item_const(&mut self, _: &'ast syn::TraitItemConst) {}
    fn visit_item_enum(&mut self, _: &'ast syn::ItemEnum) {}
    fn visit_type(&mut self, _: &'ast syn::Type) {}
    fn visit_pat(&mut self, _: &'ast Pat) {}
    fn visit_generic_argument(&mut self, _: &'ast syn::GenericArgument) {}
    fn visit_expr_const(&mut self, _: &'ast syn::ExprConst) {}
    fn visit_attribute(&mut self, _: &'ast Attribute) {}

    fn visit_expr_repeat(&mut self, repeat: &'ast syn::ExprRepeat) {
        self.visit_expr(&repeat.expr);
    }

    fn visit_stmt(&mut self, statement: &'ast Stmt) {
        if let Stmt::Expr(expression, Some(_)) = statement {
            let called = if let Expr::Try(attempt) = expression { &*attempt.expr } else { expression };
            if matches!(called, Expr::MethodCall(_) | Expr::Call(_)) {
                let range = expression.span().byte_range();
                let without = self.mutant("left out", &range);
                self.push(range, Shape::Statement { without, instead: None });
            }
        }
        visit::visit_stmt(self, statement);
    }

    fn visit_expr(&mut self, expression: &'ast Expr) {
        let range = expression.span().byte_range();
        match expression {
            Expr::Binary(binary) => self.binary(binary),
            Expr::Unary(unary) if !matches!(unary.op, syn::UnOp::Deref(_)) => {
                let what = if matches!(unary.op, syn::UnOp::Not(_)) { "! left out" } else { "- left out" };
                let inner = self.text(&unary.expr.span().byte_range()).to_owned();
                let number = self.mutant(what, &range);
                self.push(range, Shape::Expression(vec![(number, inner)]));
            }
            Expr::Assign(_) => {
                let without = self.mutant("left out", &range);
                self.push(range, Shape::Statement { without, instead: None });
            }
            Expr::If(choice) => self.condition(&choice.cond, false),
            Expr::While(turn) => self.condition(&turn.cond, true),
            Expr::Match(choice) => self.arms(&choice.arms),
            Expr::Macro(call) if call.mac.path.is_ident("matches") => {
                let not = format!("!{}", self.text(&range));
                let number = self.mutant("matches! to its opposite", &range);
                self.push(range, Shape::Expression(vec![(number, not)]));
            }
            Expr::Lit(literal) => {
                if let syn::Lit::Int(integer) = &literal.lit {
                    self.integer(integer);
                }
            }
            _ => {}
        }
        visit::visit_expr(self, expression);
    }
}

/// Returns whether a condition binds a pattern: `if let`, alone or in a chain.
fn has_pattern(condition: &Expr) -> bool {
    match condition {
        Expr::Let(_) => true,
        Expr::Binary(binary) if matches!(binary.op, BinOp::And(_)) => {
            has_pattern(&binary.left) || has_pattern(&binary.right)
        }
        _ => false,
    }
}

/// Returns whether an item is left alone.
///
/// Tests alone have it, or the build with all features has it not.
fn left_alone(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || attribute.path().is_ident("cfg")
                && matches!(&attribute.meta, syn::Meta::List(list) if {
                    let tokens = list.tokens.to_string();
                    tokens == "test" || tokens.starts_with("not")
                })
    })
}
