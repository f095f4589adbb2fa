//! The parts of the model that are written by hand.
//!
//! The generator leaves the message, attributes in both wire forms, and identifiers to be written so.

mod attribute_forms;
mod attribute_list;
mod attributes;
mod batch_item;
mod custom_attributes;
mod extension;
mod identifier;
mod keys;
mod message;
mod names;
mod negotiation;
mod on_object;
mod pairing;
mod payload_attributes;
mod request;
mod rescued;
mod response;
mod result_reason;
mod server_summary;
mod version_forms;

pub(crate) use attribute_forms::{custom_attribute_name, number};
pub(crate) use attribute_list::attribute_access;
pub use attribute_list::{AttributeIter, AttributeList};
pub use attributes::Attributes;
pub use message::{Message, OwnedMessage, OwnedRequest, OwnedResponse};
pub(crate) use names::name_forms;
pub(crate) use on_object::on_object;
pub use pairing::Pairing;
pub(crate) use payload_attributes::{
    attribute_getters, attribute_references, attribute_setters, attribute_setters_of_one, named_of,
    repeated_attribute_setters, template_of,
};
pub(crate) use request::exchanges;
pub use request::{OtherOperation, Request};
pub use rescued::Rescued;
pub use response::{NoPayload, Outcome};
pub use server_summary::{Capabilities, Profile, ServerSummary};
pub(crate) use version_forms::{FormPair, VersionForm, version_form_enums, version_forms};
