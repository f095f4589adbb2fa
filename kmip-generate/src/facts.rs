//! Facts that no table has: the envelope, and values that repeat another item.
//!
//! Everything that is decided by the name of a tag stands here.

use kmip::items::NodeValue;
use kmip::tables::{Arms, FieldTable, StructureTable};
use kmip::{Operation, ResultStatus, Tag, Version};

use crate::builder::Builder;
use crate::random::pick;

/// A message is open, and the structure inside it.
const PART: usize = 2;
/// And the structure in that one.
const FIELD: usize = 3;

/// Returns whether an optional field has to be there all the same.
///
/// Several batch items have IDs and are processed in their order, and a response says what it answers.
pub(crate) fn must_be_there(builder: &Builder<'_>, field: &FieldTable) -> bool {
    let are_several = builder.operations.len() > 1;
    let in_part = builder.open.len() == PART;
    let is = |tag| in_part && field.place.is(tag);
    (are_several && (is(Tag::UNIQUE_BATCH_ITEM_ID) || is(Tag::BATCH_ORDER_OPTION))) || is(Tag::OPERATION)
}

/// Returns whether an optional field is to be there.
///
/// Most payloads are, and one in two of all other fields.
pub(crate) fn is_likely(builder: &mut Builder<'_>, field: &FieldTable) -> bool {
    let is_payload = field.selected.is_some_and(|selected| matches!(selected.arms, Arms::Response));
    if is_payload { !builder.chance(8) } else { builder.chance(2) }
}

/// Returns how often a field is there, where no table says it.
pub(crate) fn times(builder: &Builder<'_>, table: &StructureTable, field: &FieldTable) -> Option<usize> {
    let is_message = kmip::tables::message(table.tag).is_some();
    (is_message && field.place.is(Tag::BATCH_ITEM)).then_some(builder.operations.len())
}

/// The value of an item that follows from others; `None` for all that does not.
pub(crate) fn value(builder: &mut Builder<'_>, table: &'static StructureTable, tag: Tag) -> Option<NodeValue<'static>> {
    let depth = builder.open.len();
    Some(match tag {
        Tag::PROTOCOL_VERSION_MAJOR => NodeValue::Integer(version(builder, depth == FIELD).0),
        Tag::PROTOCOL_VERSION_MINOR => NodeValue::Integer(version(builder, depth == FIELD).1),
        Tag::BATCH_COUNT if depth == PART => NodeValue::Integer(i32::try_from(builder.operations.len()).ok()?),
        Tag::BATCH_ORDER_OPTION if depth == PART && builder.operations.len() > 1 => NodeValue::Boolean(true),
        Tag::OPERATION if depth == PART => {
            builder.begun = builder.begun.saturating_add(1);
            NodeValue::Enumeration(builder.operation()?.value())
        }
        Tag::UNIQUE_BATCH_ITEM_ID if depth == PART => {
            let mut id = vec![u8::try_from(builder.begun).unwrap_or_default()];
            id.extend(builder.bytes());
            NodeValue::ByteString(id.into())
        }
        // Most answers are good ones, which have a payload.
        Tag::RESULT_STATUS if depth == PART && !builder.chance(3) => {
            NodeValue::Enumeration(ResultStatus::SUCCESS.value())
        }
        Tag::ATTRIBUTE_NAME if names_value(table) => NodeValue::TextString(builder.attribute_name().into()),
        Tag::ATTRIBUTE_NAME if has_names(builder) => NodeValue::TextString(builder.single_name().into()),
        _ => return None,
    })
}

/// Returns the version of the message, or any number of a version.
///
/// A server can offer versions that nobody knows.
fn version(builder: &mut Builder<'_>, is_own: bool) -> (i32, i32) {
    let own = builder.versions.single().filter(|_| is_own);
    own.unwrap_or_else(|| pick(builder.random, &Version::ALL).copied().unwrap_or(Version::V1_0)).numbers()
}

/// Returns whether the name of an attribute decides what stands behind it.
fn names_value(table: &StructureTable) -> bool {
    table.fields.iter().any(|field| field.selected.is_some_and(|selected| matches!(selected.arms, Arms::Attribute)))
}

/// Returns whether attributes of the standard have names.
fn has_names(builder: &Builder<'_>) -> bool {
    Tag::TEMPLATE_ATTRIBUTE.versions().is_superset(builder.versions)
}

/// The name of an attribute of a client or a server.
pub(crate) fn custom_name(builder: &mut Builder<'_>) -> String {
    let prefix = if builder.chance(2) { "y-" } else { "x-" };
    format!("{prefix}{}", builder.text())
}

/// Returns whether an enumeration under this tag holds the tag of an attribute.
pub(crate) fn is_attribute_tag(tag: Tag) -> bool {
    tag == Tag::ATTRIBUTE_REFERENCE
}

/// Returns whether the operation searches by attributes.
///
/// Each attribute can then be given twice, as the ends of a range.
pub(crate) fn is_search(builder: &Builder<'_>) -> bool {
    builder.operation() == Some(Operation::LOCATE)
}
