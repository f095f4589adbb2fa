//! What the generator leaves to be written by hand: the message, attributes in both wire forms, identifiers.

mod attributes;
mod identifier;
mod keys;
mod message;

pub use attributes::Attributes;
pub use message::Message;
