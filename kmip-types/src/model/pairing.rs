//! The pairs of request items and the response items that answer them.

use alloc::collections::BTreeMap;
use alloc::vec;
use alloc::vec::Vec;

use crate::{RequestBatchItem, RequestMessage, ResponseBatchItem, ResponseMessage};

/// The items of a request, each with the item that answers it.
///
/// What is left on either side is kept as well.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Pairing<'m, 'q, 'r> {
    /// Request item and response item, in the order of the request.
    pub pairs: Vec<(&'m RequestBatchItem<'q>, &'m ResponseBatchItem<'r>)>,
    /// Request items without a response.
    ///
    /// With Batch Error Continuation Option "Stop" they are those after the failure.
    pub unanswered: Vec<&'m RequestBatchItem<'q>>,
    /// Response items that answer nothing in the request.
    pub unasked: Vec<&'m ResponseBatchItem<'r>>,
}

impl Pairing<'_, '_, '_> {
    /// Returns whether every item has its counterpart.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.unanswered.is_empty() && self.unasked.is_empty()
    }
}

impl<'r> ResponseMessage<'r> {
    /// Pairs the items of this response with those of the request that it answers.
    ///
    /// An item with a Unique Batch Item ID answers the item with the same one; an item without, as in 3.0 and in batches of
    /// one, the item in the same place. The cost is that of sorting the IDs, whatever a peer sends.
    ///
    /// ```
    /// use kmip_types::*;
    /// use kmip_types::format::{Item};
    ///
    /// let mut request = RequestMessage::new(ProtocolVersion::V1_4);
    /// request.push(ActivateRequest::with_id("5d0c8f1e"));
    /// request.push(DestroyRequest::with_id("5d0c8f1e"));
    ///
    /// let mut response = ResponseMessage::respond_to(&request, DateTime(1_735_689_600));
    /// response.push(request.batch_items[1].failure(ResultReason::PERMISSION_DENIED, "not yours"));
    ///
    /// let pairing = response.pair(&request);
    /// assert_eq!(pairing.pairs, [(&request.batch_items[1], &response.batch_items[0])]);
    /// assert_eq!(pairing.unanswered, [&request.batch_items[0]]);
    /// ```
    #[must_use]
    pub fn pair<'m, 'q>(&'m self, request: &'m RequestMessage<'q>) -> Pairing<'m, 'q, 'r> {
        let asked = &request.batch_items;
        let mut responses: Vec<Option<&'m ResponseBatchItem<'r>>> = vec![None; asked.len()];
        let mut pairing = Pairing::default();
        for (item, place) in self.batch_items.iter().zip(self.places_in(request)) {
            match place.and_then(|place| responses.get_mut(place)) {
                Some(slot) => *slot = Some(item),
                None => pairing.unasked.push(item),
            }
        }
        for (item, response) in asked.iter().zip(responses) {
            match response {
                Some(response) => pairing.pairs.push((item, response)),
                None => pairing.unanswered.push(item),
            }
        }
        pairing
    }

    /// Returns for each item the place of the request item that it answers.
    ///
    /// No place is there twice.
    pub(crate) fn places_in(&self, request: &RequestMessage<'_>) -> Vec<Option<usize>> {
        // By ID, lowest place first; IDs can repeat in a batch that should not have been sent.
        let mut by_id: BTreeMap<&[u8], Vec<usize>> = BTreeMap::new();
        for (place, item) in request.batch_items.iter().enumerate().rev() {
            if let Some(id) = &item.unique_batch_item_id {
                by_id.entry(id).or_default().push(place);
            }
        }
        let mut is_taken = vec![false; request.batch_items.len()];
        let mut places = vec![None; self.batch_items.len()];
        // Batch items with an ID come first.
        let with_id = self.batch_items.iter().map(|item| item.unique_batch_item_id.as_ref());
        for (id, slot) in with_id.zip(&mut places) {
            *slot = id.and_then(|id| by_id.get_mut(&**id)?.pop());
            if let Some(taken) = slot.and_then(|place: usize| is_taken.get_mut(place)) {
                *taken = true;
            }
        }
        for (place, (item, slot)) in self.batch_items.iter().zip(&mut places).enumerate() {
            if item.unique_batch_item_id.is_none()
                && let Some(taken @ false) = is_taken.get_mut(place)
            {
                (*taken, *slot) = (true, Some(place));
            }
        }
        places
    }
}
