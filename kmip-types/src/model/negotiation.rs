//! The choice of a version: Discover Versions asks, and the response decides.

use alloc::vec::Vec;

use crate::{
    DiscoverVersionsRequest, DiscoverVersionsResponse, Enumeration, Operation, ProtocolVersion, QueryFunction,
    QueryRequest, RequestMessage, ResponseMessage, ResponsePayload, ResultReason, Version, Versions,
};

impl ProtocolVersion<'_> {
    /// The newest version of a set; `None` if it is empty.
    ///
    /// ```
    /// use kmip_types::{ProtocolVersion, Version};
    ///
    /// let both = Version::V1_4 | Version::V2_1;
    /// assert_eq!(ProtocolVersion::newest(both), Some(ProtocolVersion::V2_1));
    /// ```
    #[must_use]
    pub fn newest(versions: Versions) -> Option<ProtocolVersion<'static>> {
        descending(versions).next()
    }

    /// The oldest version of a set; `None` if it is empty.
    #[must_use]
    pub fn oldest(versions: Versions) -> Option<ProtocolVersion<'static>> {
        descending(versions).last()
    }
}

/// The versions of a set one by one, newest first.
fn descending(versions: Versions) -> impl Iterator<Item = ProtocolVersion<'static>> {
    let each = versions.iter().rev();
    each.map(ProtocolVersion::from)
}

impl DiscoverVersionsRequest<'_> {
    /// Asks which of these versions a server speaks, preferring the newest.
    #[must_use]
    pub fn for_versions(ours: Versions) -> Self {
        Self { protocol_versions: descending(ours).collect(), ..Self::default() }
    }
}

impl DiscoverVersionsRequest<'_> {
    /// Returns the response of a server that speaks these versions.
    ///
    /// It has those that the client asks for, the newest first.
    ///
    /// A client that names none asks for all.
    ///
    /// ```
    /// use kmip_types::{DiscoverVersionsRequest, Version, Versions};
    ///
    /// let ours = Versions::up_to(Version::V1_4);
    /// let mut request = DiscoverVersionsRequest::default();
    /// assert_eq!(request.answer(ours).versions(), ours);
    /// request.protocol_versions = vec![Version::V2_1.into(), Version::V1_2.into()];
    /// assert_eq!(request.answer(ours).versions(), Version::V1_2.into());
    /// ```
    #[must_use]
    pub fn answer(&self, ours: Versions) -> DiscoverVersionsResponse<'static> {
        let asked: Versions = self.protocol_versions.iter().filter_map(ProtocolVersion::version).collect();
        let asked = if self.protocol_versions.is_empty() { Versions::ALL } else { asked };
        DiscoverVersionsResponse { protocol_versions: descending(asked & ours).collect(), ..Default::default() }
    }
}

impl DiscoverVersionsResponse<'_> {
    /// Returns the versions that were answered.
    ///
    /// Those that this crate does not know are left out.
    #[must_use]
    pub fn versions(&self) -> Versions {
        let each = self.protocol_versions.iter();
        each.filter_map(ProtocolVersion::version).collect()
    }

    /// The newest version that both sides speak; `None` if there is none.
    ///
    /// ```
    /// use kmip_types::{DiscoverVersionsResponse, ProtocolVersion, Version, Versions};
    ///
    /// let mut payload = DiscoverVersionsResponse::default();
    /// payload.protocol_versions = vec![ProtocolVersion::V1_4, ProtocolVersion::V1_3, ProtocolVersion::new(9, 0)];
    /// assert_eq!(payload.pick(Versions::ALL), Some(ProtocolVersion::V1_4));
    /// assert_eq!(payload.pick(Versions::only(Version::V3_0)), None);
    /// ```
    #[must_use]
    pub fn pick(&self, ours: Versions) -> Option<ProtocolVersion<'static>> {
        ProtocolVersion::newest(self.versions() & ours)
    }
}

impl QueryRequest<'_> {
    /// Asks for everything that can be asked for in this version.
    #[must_use]
    pub fn everything(version: &ProtocolVersion<'_>) -> Self {
        let functions: Vec<QueryFunction> = QueryFunction::table()
            .names()
            .iter()
            .filter(|name| name.versions.intersects(Versions::possible(version.version())))
            .map(|name| QueryFunction::new(name.value))
            .collect();
        QueryRequest::new(functions)
    }
}

impl RequestMessage<'_> {
    /// The request that opens a connection: which of these versions the server speaks.
    ///
    /// It is written in the oldest of them that has the operation, which most servers understand. `None` if none has it:
    /// it came with 1.1.
    ///
    /// ```
    /// use kmip_types::{ProtocolVersion, RequestMessage, Versions};
    ///
    /// let request = RequestMessage::discover_versions(Versions::ALL).ok_or("only 1.0")?;
    /// assert_eq!(request.request_header.protocol_version, ProtocolVersion::V1_1);
    /// # Ok::<(), &str>(())
    /// ```
    #[must_use]
    pub fn discover_versions(ours: Versions) -> Option<Self> {
        let version = ProtocolVersion::oldest(Operation::DISCOVER_VERSIONS.versions() & ours)?;
        let mut request = RequestMessage::new(version);
        request.push(DiscoverVersionsRequest::for_versions(ours));
        Some(request)
    }

    /// The request for everything that a server tells about itself in this version.
    ///
    /// ```
    /// use kmip_types::{ProtocolVersion, RequestMessage};
    ///
    /// let request = RequestMessage::query(ProtocolVersion::V1_4);
    /// assert_eq!(request.batch_items.len(), 1);
    /// ```
    #[must_use]
    pub fn query(version: ProtocolVersion<'static>) -> Self {
        let everything = QueryRequest::everything(&version);
        let mut request = RequestMessage::new(version);
        request.push(everything);
        request
    }
}

impl ResponseMessage<'_> {
    /// Returns the newest version that both sides speak.
    ///
    /// It is read from the response to [`RequestMessage::discover_versions`].
    ///
    /// A server that does not know the operation speaks 1.0. `None` if there is no common version, or no response that tells.
    ///
    /// ```
    /// use kmip_types::*;
    ///
    /// let request = RequestMessage::discover_versions(Versions::ALL).ok_or("only 1.0")?;
    /// let mut payload = DiscoverVersionsResponse::default();
    /// payload.protocol_versions = vec![ProtocolVersion::V2_1, ProtocolVersion::V1_4];
    /// let mut response = ResponseMessage::respond_to(&request, DateTime(1_735_689_600));
    /// response.push(request.batch_items[0].success(payload));
    /// assert_eq!(response.pick_version(Version::V1_4 | Version::V3_0), Some(ProtocolVersion::V1_4));
    /// # Ok::<(), &str>(())
    /// ```
    #[must_use]
    pub fn pick_version(&self, ours: Versions) -> Option<ProtocolVersion<'static>> {
        let item = self.batch_items.first()?;
        match item.payload() {
            Ok(ResponsePayload::DiscoverVersions(payload)) => payload.pick(ours),
            Ok(_) => None,
            Err(refusal) if refusal.reason() == Some(ResultReason::OPERATION_NOT_SUPPORTED) => {
                ours.contains(Version::V1_0).then_some(ProtocolVersion::V1_0)
            }
            Err(_) => None,
        }
    }
}
