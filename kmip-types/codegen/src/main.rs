//! The generator of the model and its tables.
//!
//! `cargo codegen` writes `kmip-types/src/generated` from `kmip-types/spec`; `cargo codegen --check` checks the schema
//! and that the generated files are what it gives.
//!
//! The generator knows no entry of the tables by name: what is special about one is data in `spec/types.json`, or a
//! file written by hand beside the generated ones.

mod check;
mod descriptions;
mod document;
mod emit;
mod examples;
mod model;
mod names;
#[allow(unreachable_pub)] // Public where the crate shares it.
#[path = "../../src/names/normal.rs"]
mod normal;
mod output;
mod schema;
#[cfg(test)]
mod signposts;
mod types;
mod versions;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let check_only = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => false,
        ["--check"] => true,
        _ => {
            eprintln!("usage: cargo codegen [--check]");
            return ExitCode::FAILURE;
        }
    };
    let crate_dir = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    match run(crate_dir, check_only) {
        Ok(report) => {
            println!("{report}");
            ExitCode::SUCCESS
        }
        Err(problems) => {
            for problem in problems {
                eprintln!("{problem}");
            }
            ExitCode::FAILURE
        }
    }
}

/// Writes, or checks, what is generated for the `kmip-types` in this directory.
fn run(crate_dir: &Path, check_only: bool) -> Result<String, Vec<String>> {
    let schema = schema::Schema::load(&crate_dir.join("spec")).map_err(|e| vec![e])?;
    let descriptions = descriptions::Descriptions::load(&crate_dir.join("spec/descriptions")).map_err(|e| vec![e])?;
    let mut problems = check::check(&schema);
    problems.extend(check::descriptions(&schema, &descriptions));
    if !problems.is_empty() {
        return Err(problems);
    }
    let model = model::Model::build(&schema).map_err(|e| vec![e])?;
    let files = emit::files(&schema, &descriptions, &model).map_err(|e| vec![e])?;
    let history = emit::history(&schema, &descriptions).map_err(|e| vec![e])?;
    let examples =
        examples::Examples::load(&crate_dir.join("../conformance-vectors/vectors/valid")).map_err(|e| vec![e])?;
    let guide = emit::guide(&schema, &descriptions, &examples).map_err(|e| vec![e])?;
    let mut code = output::put(&crate_dir.join("src/generated"), files, check_only);
    for (name, text) in [("versions.md", &history), ("secrets.md", &emit::secrecy(&schema)), ("operations.md", &guide)]
    {
        let Err(problem) = document::put(&crate_dir.join("../docs").join(name), text, check_only) else { continue };
        code = code.and(Err(Vec::new())).map_err(|problems| [problems, vec![problem]].concat());
    }
    code
}
