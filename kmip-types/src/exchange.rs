//! Requests and the responses to them.
//!
//! The module tells what an item says, which response answers which request, and what a server tells about itself.
//!
//! A client takes its result by type ([`ResponseMessage::into_payload`](crate::ResponseMessage::into_payload)) or finds out
//! why there is none ([`NoPayload`]); a server answers what it cannot read with [`Rescued`].

pub use crate::model::{
    Capabilities, NoPayload, OtherOperation, Outcome, OwnedMessage, OwnedRequest, OwnedResponse, Pairing, Profile,
    Rescued, ServerSummary,
};
