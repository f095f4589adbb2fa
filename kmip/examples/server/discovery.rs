//! What the server is and can, as Query asks.

use kmip::{ObjectType, QueryFunction, QueryRequest, QueryResponse, Version};

use super::batch::OPERATIONS;

/// The object types that the server manages.
const OBJECT_TYPES: [ObjectType; 7] = [
    ObjectType::CERTIFICATE,
    ObjectType::SYMMETRIC_KEY,
    ObjectType::PUBLIC_KEY,
    ObjectType::PRIVATE_KEY,
    ObjectType::SPLIT_KEY,
    ObjectType::SECRET_DATA,
    ObjectType::OPAQUE_OBJECT,
];

pub(crate) fn query(version: Version, asked: &QueryRequest<'_>) -> QueryResponse<'static> {
    let mut response = QueryResponse::default();
    for function in &asked.query_functions {
        match *function {
            QueryFunction::QUERY_OPERATIONS => {
                let ours = OPERATIONS.into_iter().filter(|operation| operation.versions().contains(version));
                response.operations = ours.collect();
            }
            QueryFunction::QUERY_OBJECTS => response.object_types = OBJECT_TYPES.to_vec(),
            QueryFunction::QUERY_SERVER_INFORMATION => response.vendor_identification = Some("kmip example".into()),
            _ => {}
        }
    }
    response
}
