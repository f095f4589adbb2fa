//! The operations and facts that the server tells in answer to Query.

use kmip::{ObjectType, Operation, QueryFunction, QueryRequest, QueryResponse, Version, Versions};

/// The versions that the server speaks.
pub(crate) const SPEAKS: Versions = Versions::ALL;

/// The operations that Query names.
const OPERATIONS: [Operation; 26] = [
    Operation::CREATE,
    Operation::CREATE_KEY_PAIR,
    Operation::REGISTER,
    Operation::RE_KEY,
    Operation::DERIVE_KEY,
    Operation::LOCATE,
    Operation::CHECK,
    Operation::GET,
    Operation::GET_ATTRIBUTES,
    Operation::GET_ATTRIBUTE_LIST,
    Operation::ADD_ATTRIBUTE,
    Operation::MODIFY_ATTRIBUTE,
    Operation::SET_ATTRIBUTE,
    Operation::DELETE_ATTRIBUTE,
    Operation::ACTIVATE,
    Operation::REVOKE,
    Operation::DESTROY,
    Operation::POLL,
    Operation::QUERY,
    Operation::DISCOVER_VERSIONS,
    Operation::PING,
    Operation::ENCRYPT,
    Operation::DECRYPT,
    Operation::MAC,
    Operation::SIGN,
    Operation::SIGNATURE_VERIFY,
];

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
