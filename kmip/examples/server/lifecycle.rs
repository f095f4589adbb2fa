//! The life of an object: activated, revoked, destroyed.

use kmip::{
    ActivateRequest, ActivateResponse, Attribute, DestroyRequest, DestroyResponse, ResultReason, RevocationReasonCode,
    RevokeRequest, RevokeResponse, State,
};

use super::batch::Batch;
use super::refused::{Refused, Result};
use super::store::{identifier, now};

pub(crate) fn activate(batch: &mut Batch<'_>, asked: &ActivateRequest<'_>) -> Result<ActivateResponse<'static>> {
    let id = batch.id(asked.unique_identifier.as_ref())?;
    let stored = batch.store.get_mut(&id)?;
    if stored.state() != State::PRE_ACTIVE {
        return Err(Refused::new(ResultReason::WRONG_KEY_LIFECYCLE_STATE, "only what is pre-active is activated"));
    }
    stored.set_state(State::ACTIVE);
    stored.attributes.set(Attribute::ActivationDate(now()));
    Ok(ActivateResponse::new(identifier(&id)))
}

pub(crate) fn revoke(batch: &mut Batch<'_>, asked: &RevokeRequest<'_>) -> Result<RevokeResponse<'static>> {
    let id = batch.id(asked.unique_identifier.as_ref())?;
    let stored = batch.store.get_mut(&id)?;
    let reason = asked.revocation_reason.clone();
    let is_compromised = reason.as_ref().is_some_and(|reason| {
        let code = reason.revocation_reason_code;
        code == RevocationReasonCode::KEY_COMPROMISE || code == RevocationReasonCode::CA_COMPROMISE
    });
    if is_compromised {
        stored.set_state(State::COMPROMISED);
        stored.attributes.set(Attribute::CompromiseDate(now()));
        if let Some(date) = asked.compromise_occurrence_date {
            stored.attributes.set(Attribute::CompromiseOccurrenceDate(date));
        }
    } else {
        stored.set_state(State::DEACTIVATED);
        stored.attributes.set(Attribute::DeactivationDate(now()));
    }
    if let Some(reason) = reason {
        stored.attributes.set(Attribute::RevocationReason(reason.into_owned()));
    }
    Ok(RevokeResponse::new(identifier(&id)))
}

pub(crate) fn destroy(batch: &mut Batch<'_>, asked: &DestroyRequest<'_>) -> Result<DestroyResponse<'static>> {
    let id = batch.id(asked.unique_identifier.as_ref())?;
    if batch.store.get(&id)?.state() == State::ACTIVE {
        return Err(Refused::new(ResultReason::PERMISSION_DENIED, "an active object is revoked first"));
    }
    batch.store.remove(&id)?;
    if batch.placeholder.as_ref() == Some(&id) {
        batch.placeholder = None;
    }
    Ok(DestroyResponse::new(identifier(&id)))
}
