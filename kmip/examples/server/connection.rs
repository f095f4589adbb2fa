//! One connection: messages out of a stream of bytes, and an answer to each.
//!
//! A message that cannot be read gets an answer, too.

use std::error::Error;
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;

use kmip::exchange::Rescued;
use kmip::ttlv::{frame, from_slice, refuse, to_vec, to_vec_with};
use kmip::{EncodeOptions, Limits, RequestMessage, ResponseBatchItem, ResponseMessage, ResultReason};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};

use super::discovery::SPEAKS;
use super::respond::Server;
use super::store::now;

/// Sets up the server's side of TLS.
///
/// It shows a certificate, and asks for one that this authority has signed.
pub(crate) fn tls(ca: &str, certificate: &str, key: &str) -> Result<Arc<ServerConfig>, Box<dyn Error>> {
    let mut roots = RootCertStore::empty();
    for root in CertificateDer::pem_file_iter(ca)? {
        roots.add(root?)?;
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider)).build()?;
    let chain = CertificateDer::pem_file_iter(certificate)?.collect::<Result<Vec<_>, _>>()?;
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_client_cert_verifier(verifier)
        .with_single_cert(chain, PrivateKeyDer::from_pem_file(key)?)?;
    Ok(Arc::new(config))
}

/// Answers requests until the client closes the connection.
pub(crate) fn serve(stream: TcpStream, tls: Option<Arc<ServerConfig>>, server: &Server) -> Result<(), Box<dyn Error>> {
    let Some(config) = tls else { return answer_all(stream, server) };
    let mut stream = StreamOwned::new(ServerConnection::new(config)?, stream);
    answer_all(&mut stream, server)?;
    // Clients take a connection without it for one that was cut.
    stream.conn.send_close_notify();
    stream.flush()?;
    Ok(())
}

fn answer_all(mut stream: impl Read + Write, server: &Server) -> Result<(), Box<dyn Error>> {
    let mut received = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let read = match stream.read(&mut chunk) {
            Ok(0) => return Ok(()),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        received.extend(chunk.iter().take(read));
        loop {
            match frame(&received, &Limits::DEFAULT) {
                Ok(None) => break,
                Ok(Some(length)) => {
                    let message: Vec<u8> = received.drain(..length).collect();
                    stream.write_all(&answer(&message, server)?)?;
                }
                Err(error) => {
                    // No message, or one that is too large: where the next one starts is not known.
                    stream.write_all(&to_vec(&refuse(&received, &error, SPEAKS, now()))?)?;
                    return Err(error.into());
                }
            }
        }
        stream.flush()?;
    }
}

/// The response to one request, whatever it is.
pub(crate) fn answer(message: &[u8], server: &Server) -> Result<Vec<u8>, kmip::Error> {
    // `from_slice_validated` would refuse more: PyKMIP's client sends in 1.0 what came with 1.1.
    let request: RequestMessage<'_> = match from_slice(message) {
        Ok(request) => request,
        Err(error) => return to_vec(&refuse(message, &error, SPEAKS, now())),
    };
    let Some(version) = request.protocol_version().version().filter(|version| SPEAKS.contains(*version)) else {
        return to_vec(&Rescued::from(&request).refuse_version(SPEAKS, now()));
    };
    // What a client has registered it gets back, also what its version does not have.
    let bytes = to_vec_with(&server.respond(version, &request), &EncodeOptions::as_read())?;
    let most = request.request_header.maximum_response_size.and_then(|size| usize::try_from(size).ok());
    if most.is_none_or(|most| bytes.len() <= most) {
        return Ok(bytes);
    }
    let mut short = ResponseMessage::respond_in(version, &request, now());
    short.push(ResponseBatchItem::failure(ResultReason::RESPONSE_TOO_LARGE, "the response is larger than the maximum"));
    to_vec(&short)
}
