//! A fixed buffer that collects messages out of whatever pieces a connection delivers.

use kmip_types::{Fault, Framing, Limits};

use crate::frame;

/// Collects messages in a buffer of fixed size, out of whatever pieces a connection delivers.
///
/// ```
/// use kmip_ttlv::kmip_types::Limits;
/// use kmip_ttlv::{Frames, FrameBuffer};
///
/// let mut memory = [0; 24];
/// let mut received = FrameBuffer::with_framing(&mut memory, Frames::new(&Limits::DEFAULT));
/// let message = [0x42, 0x00, 0x78, 0x01, 0, 0, 0, 8, 0x42, 0x00, 0x77, 0x01, 0, 0, 0, 0];
/// assert_eq!(received.push(&message[..5]), 5);
/// assert_eq!(received.next()?, None);
/// assert_eq!(received.push(&message[5..]), 11);
/// assert_eq!(received.next()?, Some(&message[..]));
/// assert_eq!(received.next()?, None);
/// # Ok::<(), kmip_ttlv::kmip_types::Fault>(())
/// ```
pub type FrameBuffer<'b> = kmip_types::FrameBuffer<'b, Frames>;

/// Where messages end: eight bytes tell.
#[derive(Clone, Copy, Debug)]
pub struct Frames {
    limits: Limits,
}

impl Frames {
    /// Messages of up to `limits.message_bytes`, and no larger than the buffer.
    #[must_use]
    pub const fn new(limits: &Limits) -> Self {
        Self { limits: *limits }
    }
}

impl Framing for Frames {
    fn frame(&mut self, input: &[u8], room: usize) -> Result<Option<usize>, Fault> {
        let mut limits = self.limits;
        limits.message_bytes = limits.message_bytes.min(room);
        frame(input, &limits)
    }
}
