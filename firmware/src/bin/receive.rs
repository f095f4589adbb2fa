//! Takes status, reason, message and identifier out of a response.

#![no_std]
#![no_main]

#[path = "../no_panic.rs"]
mod no_panic;

use kmip_firmware::format::kmip_types::view::ItemView as _;
use kmip_firmware::format::kmip_types::{ResultStatus, Tag};
use kmip_firmware::format::{ResponseView, View};
use kmip_firmware::{Bench, copy};

fn run(bench: &mut Bench<'_>) -> Option<usize> {
    let message = bench.input.read_all(bench.received);
    let response = ResponseView::new(View::new(message).ok()?).ok()?;
    let item = response.batch_items().next()?.ok()?;
    if item.result_status() != Some(ResultStatus::SUCCESS) {
        let reason = u8::try_from(item.result_reason()?.value()).ok()?;
        return copy(&[reason], bench.sent).and(copy(item.result_message()?.as_bytes(), bench.sent));
    }
    let identifier: &str = item.payload()?.get(&[Tag::UNIQUE_IDENTIFIER]).ok()??;
    copy(identifier.as_bytes(), bench.sent)
}

kmip_firmware::firmware!(run);
