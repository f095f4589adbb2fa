//! Paths that a user writes, and the items that they mean.

/// Returns whether `wanted` is the path of an item, or the end of it.
///
/// That is `BatchItem/Operation`, say, or a tag alone.
///
/// Case does not count, and the numbers of siblings count only if they are written.
pub(crate) fn is_meant<'p>(wanted: &str, path: impl DoubleEndedIterator<Item = &'p str>) -> bool {
    let mut steps = path.rev();
    wanted.trim_matches('/').rsplit('/').all(|wanted| steps.next().is_some_and(|step| is_step(wanted, step)))
}

fn is_step(wanted: &str, step: &str) -> bool {
    let plain = || step.split('[').next().unwrap_or(step);
    wanted.eq_ignore_ascii_case(step) || wanted.eq_ignore_ascii_case(plain())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_path_is_enough() {
        let path = "ResponseMessage/BatchItem[1]/ResultStatus";
        let is_meant = |wanted| is_meant(wanted, path.split('/'));
        for wanted in ["ResultStatus", "batchitem/resultstatus", "BatchItem[1]/ResultStatus", path, "/ResultStatus/"] {
            assert!(is_meant(wanted), "{wanted}");
        }
        for wanted in
            ["BatchItem", "BatchItem[2]/ResultStatus", "x/ResponseMessage/BatchItem/ResultStatus", "Status", ""]
        {
            assert!(!is_meant(wanted), "{wanted}");
        }
    }
}
