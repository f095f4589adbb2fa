//! One operation of a message, and how it ended.

use core::marker::PhantomData;

use crate::error::Fault;
use crate::view::AttributeViews;
use crate::view::message::{missing, once};
use crate::view::{FromView, ItemView};
use crate::{ErrorKind, Operation, ResultReason, ResultStatus, Tag};

/// A Batch Item: one operation with its payload; in a response also how it ended.
///
/// KMIP 2.1 §8.3, §8.6; since 1.0. The fields were taken, once each, when the batch item was opened; what the payload
/// holds is looked at when it is asked for.
#[derive(Clone, Copy, Debug)]
pub struct BatchItemView<'a, V> {
    view: V,
    operation: Option<Operation>,
    unique_batch_item_id: Option<&'a [u8]>,
    payload: Option<V>,
    result_status: Option<ResultStatus>,
    result_reason: Option<ResultReason>,
    result_message: Option<&'a str>,
    asynchronous_correlation_value: Option<&'a [u8]>,
}

impl<'a, V: ItemView<'a>> BatchItemView<'a, V> {
    /// Takes the fields of a batch item, whether of a request or a response.
    ///
    /// # Errors
    /// Whatever is wrong with one of the fields; [`Duplicate`](ErrorKind::Duplicate) for one that occurs again;
    /// [`Missing`](ErrorKind::Missing) if there is neither an Operation nor a Result Status.
    pub fn new(view: V) -> Result<Self, Fault> {
        let mut batch_item = Self {
            view,
            operation: None,
            unique_batch_item_id: None,
            payload: None,
            result_status: None,
            result_reason: None,
            result_message: None,
            asynchronous_correlation_value: None,
        };
        for field in view.structure()?.children() {
            let field = field?;
            match field.tag() {
                Tag::OPERATION => once(&mut batch_item.operation, field)?,
                Tag::UNIQUE_BATCH_ITEM_ID => once(&mut batch_item.unique_batch_item_id, field)?,
                Tag::REQUEST_PAYLOAD | Tag::RESPONSE_PAYLOAD => batch_item.take_payload(field)?,
                Tag::RESULT_STATUS => once(&mut batch_item.result_status, field)?,
                Tag::RESULT_REASON => once(&mut batch_item.result_reason, field)?,
                Tag::RESULT_MESSAGE => once(&mut batch_item.result_message, field)?,
                Tag::ASYNCHRONOUS_CORRELATION_VALUE => once(&mut batch_item.asynchronous_correlation_value, field)?,
                _ => {}
            }
        }
        if batch_item.operation.is_none() && batch_item.result_status.is_none() {
            return Err(missing(view, Tag::OPERATION));
        }
        Ok(batch_item)
    }

    fn take_payload(&mut self, field: V) -> Result<(), Fault> {
        if self.payload.is_some() {
            return Err(Fault::new(ErrorKind::Duplicate, field.tag(), field.offset()));
        }
        self.payload = Some(field.structure()?);
        Ok(())
    }

    /// The Batch Item itself.
    pub const fn view(&self) -> V {
        self.view
    }

    /// Operation: required in requests; a response has it where the request named one.
    #[must_use]
    pub const fn operation(&self) -> Option<Operation> {
        self.operation
    }

    /// Unique Batch Item ID; versions 1.0-2.1.
    #[must_use]
    pub const fn unique_batch_item_id(&self) -> Option<&'a [u8]> {
        self.unique_batch_item_id
    }

    /// Returns the Request Payload or the Response Payload, a structure.
    ///
    /// The operation decides what is in it.
    #[must_use]
    pub const fn payload(&self) -> Option<V> {
        self.payload
    }

    /// Result Status: required in responses.
    #[must_use]
    pub const fn result_status(&self) -> Option<ResultStatus> {
        self.result_status
    }

    /// Result Reason: why the operation failed.
    #[must_use]
    pub const fn result_reason(&self) -> Option<ResultReason> {
        self.result_reason
    }

    /// Result Message: the same for people.
    #[must_use]
    pub const fn result_message(&self) -> Option<&'a str> {
        self.result_message
    }

    /// Asynchronous Correlation Value, of an operation that is pending.
    #[must_use]
    pub const fn asynchronous_correlation_value(&self) -> Option<&'a [u8]> {
        self.asynchronous_correlation_value
    }

    /// Returns the Message Extensions, each a structure.
    ///
    /// There is at most one until 1.4, and any number since 2.0.
    pub fn message_extensions(&self) -> super::All<V::Children> {
        self.view.all(Tag::MESSAGE_EXTENSION)
    }

    /// The attributes in the payload, in both wire forms; none if there is no payload.
    pub fn attributes(&self) -> AttributeViews<'a, V> {
        AttributeViews::new(self.payload)
    }
}

impl<'a, V: ItemView<'a>> FromView<'a, V> for BatchItemView<'a, V> {
    fn from_view(view: V) -> Result<Self, Fault> {
        Self::new(view)
    }
}

/// The batch items of a message in their order.
#[derive(Clone, Debug)]
pub struct BatchItemViews<'a, V: ItemView<'a>> {
    children: V::Children,
    message: PhantomData<&'a [u8]>,
}

impl<'a, V: ItemView<'a>> BatchItemViews<'a, V> {
    pub(super) fn new(message: V) -> Self {
        Self { children: message.children(), message: PhantomData }
    }
}

impl<'a, V: ItemView<'a>> Iterator for BatchItemViews<'a, V> {
    type Item = Result<BatchItemView<'a, V>, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.children.next()? {
                Ok(child) if child.tag() == Tag::BATCH_ITEM => return Some(BatchItemView::new(child)),
                Ok(_) => {}
                Err(fault) => return Some(Err(fault)),
            }
        }
    }
}
