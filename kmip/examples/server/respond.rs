//! A batch: its items one after another, and what one of them means for the others.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use kmip::{
    AsynchronousIndicator, AsynchronousIndicatorEnumeration, BatchErrorContinuationOption, PollRequest,
    RequestBatchItem, RequestMessage, RequestPayload, ResponseBatchItem, ResponseMessage, ResponsePayload,
    ResultReason, ResultStatus, Version,
};

use super::batch::Batch;
use super::discovery::SPEAKS;
use super::refused::{Refused, Result};
use super::store::{Store, now};
use super::{attributes, cryptography, discovery, lifecycle, objects};

/// The server: its objects, and what asynchronous operations have given.
#[derive(Debug, Default)]
pub(crate) struct Server {
    store: Mutex<Store>,
    finished: Mutex<HashMap<Vec<u8>, ResponseBatchItem<'static>>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Server {
    /// The response to a request of a version that the server speaks.
    pub(crate) fn respond<'a>(&self, version: Version, request: &RequestMessage<'a>) -> ResponseMessage<'a> {
        let header = &request.request_header;
        let after_error = header.batch_error_continuation_option.unwrap_or(BatchErrorContinuationOption::STOP);
        // Criteria that a server does not understand must not be passed over: it would do more than it was asked to.
        let unknown = request.unexpected_items().count();
        let is_asynchronous = match header.asynchronous_indicator {
            Some(AsynchronousIndicator::Boolean(is)) => is,
            Some(AsynchronousIndicator::Enumeration(how)) => how == AsynchronousIndicatorEnumeration::MANDATORY,
            _ => false,
        };

        let mut store = lock(&self.store);
        let before = store.clone();
        let mut batch = Batch { version, store: &mut store, placeholder: None };
        let mut items = Vec::new();
        for asked in &request.batch_items {
            let answer = if unknown > 0 {
                Err(Refused::new(
                    ResultReason::INVALID_FIELD,
                    format!("{unknown} items that this server does not know"),
                ))
            } else {
                self.perform(&mut batch, &asked.request_payload)
            };
            let item = match answer {
                Ok(Done::Payload(payload)) => asked.success(payload),
                Ok(Done::Polled(item)) => item,
                Err(refused) => asked.failure(refused.reason.nearest_in(version), refused.message),
            };
            let failed = item.result_status == ResultStatus::OPERATION_FAILED;
            items.push(if is_asynchronous && !failed { self.finish_later(asked, item) } else { item });
            if failed && after_error != BatchErrorContinuationOption::CONTINUE {
                break;
            }
        }
        if after_error == BatchErrorContinuationOption::UNDO
            && items.last().is_some_and(|item| item.result_status == ResultStatus::OPERATION_FAILED)
        {
            *store = before;
            for (asked, item) in request.batch_items.iter().zip(&mut items) {
                if item.result_status == ResultStatus::SUCCESS {
                    *item = asked.undone();
                }
            }
        }

        let mut response = ResponseMessage::respond_in(version, request, now());
        for item in items {
            response.push(item);
        }
        response
    }

    /// Keeps a result until the client polls for it.
    ///
    /// A real server would not have it yet.
    fn finish_later<'a>(&self, asked: &RequestBatchItem<'a>, item: ResponseBatchItem<'a>) -> ResponseBatchItem<'a> {
        let mut finished = lock(&self.finished);
        let correlation = finished.len().to_be_bytes().to_vec();
        finished.insert(correlation.clone(), item.into_owned());
        asked.pending(correlation)
    }

    fn perform<'a>(&self, batch: &mut Batch<'_>, asked: &RequestPayload<'a>) -> Result<Done<'a>> {
        use RequestPayload as P;
        Ok(Done::Payload(match asked {
            P::Poll(poll) => return self.poll(poll).map(Done::Polled),
            P::DiscoverVersions(asked) => asked.answer(SPEAKS).into(),
            P::Query(asked) => discovery::query(batch.version, asked).into(),
            P::Ping(_) => kmip::PingResponse::default().into(),
            P::Create(asked) => objects::create(batch, asked)?.into(),
            P::CreateKeyPair(asked) => objects::create_key_pair(batch, asked)?.into(),
            P::Register(asked) => objects::register(batch, asked)?.into(),
            P::ReKey(asked) => objects::re_key(batch, asked)?.into(),
            P::DeriveKey(asked) => objects::derive_key(batch, asked)?.into(),
            P::Get(asked) => objects::get(batch, asked)?.into(),
            P::Locate(asked) => objects::locate(batch, asked)?.into(),
            P::Check(asked) => objects::check(batch, asked)?.into(),
            P::GetAttributes(asked) => attributes::get(batch, asked)?.into(),
            P::GetAttributeList(asked) => attributes::list(batch, asked)?.into(),
            P::AddAttribute(asked) => attributes::add(batch, asked)?.into(),
            P::ModifyAttribute(asked) => attributes::modify(batch, asked)?.into(),
            P::SetAttribute(asked) => attributes::set(batch, asked)?.into(),
            P::DeleteAttribute(asked) => attributes::delete(batch, asked)?.into(),
            P::Activate(asked) => lifecycle::activate(batch, asked)?.into(),
            P::Revoke(asked) => lifecycle::revoke(batch, asked)?.into(),
            P::Destroy(asked) => lifecycle::destroy(batch, asked)?.into(),
            P::Encrypt(asked) => cryptography::encrypt(batch, asked)?.into(),
            P::Decrypt(asked) => cryptography::decrypt(batch, asked)?.into(),
            P::Mac(asked) => cryptography::mac(batch, asked)?.into(),
            P::Sign(asked) => cryptography::sign(batch, asked)?.into(),
            P::SignatureVerify(asked) => cryptography::signature_verify(batch, asked)?.into(),
            _ => {
                return Err(Refused::new(
                    ResultReason::OPERATION_NOT_SUPPORTED,
                    "this server does not have the operation",
                ));
            }
        }))
    }

    /// The result of an asynchronous operation, under its own operation.
    fn poll(&self, asked: &PollRequest<'_>) -> Result<ResponseBatchItem<'static>> {
        let unknown = || Refused::new(ResultReason::INVALID_ASYNCHRONOUS_CORRELATION_VALUE, "no such operation");
        lock(&self.finished).remove(&*asked.asynchronous_correlation_value).ok_or_else(unknown)
    }
}

/// The result of an operation.
///
/// It is its payload, or by Poll the whole item of another operation.
enum Done<'a> {
    Payload(ResponsePayload<'a>),
    Polled(ResponseBatchItem<'a>),
}
