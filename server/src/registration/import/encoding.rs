//! From a file's bytes to UTF-8, in pieces.

use std::io::{self, ErrorKind, Read, Seek, SeekFrom};

use encoding_rs::{BIG5, CoderResult, Decoder, DecoderResult, Encoding, UTF_8};

const PIECE: usize = 16 * 1024;

/// The source gave more than a record may have.
#[derive(Debug, thiserror::Error)]
#[error("more than {0} bytes without the end of a record")]
pub(super) struct TooLong(usize);

/// UTF-8 made of a source in any encoding. What cannot be decoded becomes U+FFFD.
pub(super) struct Decoded<R> {
    source: R,
    decoder: Decoder,
    raw: Box<[u8]>,
    raw_rest: std::ops::Range<usize>,
    text: Box<[u8]>,
    text_rest: std::ops::Range<usize>,
    source_ended: bool,
    ended: bool,
    taken: u64,
    limit: usize,
    allowance: usize,
}

impl<R: Read> Decoded<R> {
    /// Decodes `source` and gives at most `limit` bytes between two calls of [`Decoded::allow`]: without that an
    /// unclosed quotation mark would read the whole file into one cell.
    pub(super) fn new(source: R, encoding: &'static Encoding, limit: usize) -> Self {
        let piece = || vec![0; PIECE].into_boxed_slice();
        Self {
            source,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: piece(),
            raw_rest: 0..0,
            text: piece(),
            text_rest: 0..0,
            source_ended: false,
            ended: false,
            taken: 0,
            limit,
            allowance: limit,
        }
    }

    /// Bytes of the file read so far.
    pub(super) fn taken(&self) -> u64 {
        self.taken
    }

    /// A record has ended: the next one may be as long again.
    pub(super) fn allow(&mut self) {
        self.allowance = self.limit;
    }

    fn refill(&mut self) -> io::Result<()> {
        if self.raw_rest.is_empty() && !self.source_ended {
            let count = read(&mut self.source, &mut self.raw)?;
            self.taken += count as u64;
            self.raw_rest = 0..count;
            self.source_ended = count == 0;
        }
        let raw = &self.raw[self.raw_rest.clone()];
        let (result, read, written, _) = self.decoder.decode_to_utf8(raw, &mut self.text, self.source_ended);
        self.raw_rest.start += read;
        self.text_rest = 0..written;
        self.ended = self.source_ended && result == CoderResult::InputEmpty;
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.text_rest.is_empty() && !self.ended {
            self.refill()?;
        }
        if self.allowance == 0 && !self.text_rest.is_empty() {
            return Err(io::Error::new(ErrorKind::InvalidData, TooLong(self.limit)));
        }
        let count = self.text_rest.len().min(into.len()).min(self.allowance);
        let from = self.text_rest.start;
        into[..count].copy_from_slice(&self.text[from..from + count]);
        self.text_rest.start += count;
        self.allowance -= count;
        Ok(count)
    }
}

fn read(source: &mut impl Read, into: &mut [u8]) -> io::Result<usize> {
    loop {
        match source.read(into) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

/// Decides the encoding: by the byte order mark; else UTF-8 if the whole file is; else whichever of UTF-8 and Big5
/// leaves less undecodable, so that one damaged byte does not turn a file of names into nonsense.
pub(super) fn detect<S: Read + Seek>(source: &mut S) -> io::Result<&'static Encoding> {
    source.seek(SeekFrom::Start(0))?;
    let mut head = Vec::with_capacity(3);
    source.by_ref().take(3).read_to_end(&mut head)?;
    if let Some((encoding, _)) = Encoding::for_bom(&head) {
        return Ok(encoding);
    }
    let utf_8 = undecodable(source, UTF_8)?;
    Ok(if utf_8 > 0 && undecodable(source, BIG5)? < utf_8 { BIG5 } else { UTF_8 })
}

fn undecodable<S: Read + Seek>(source: &mut S, encoding: &'static Encoding) -> io::Result<u64> {
    source.seek(SeekFrom::Start(0))?;
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut raw = vec![0; PIECE];
    let mut text = vec![0; PIECE];
    let mut errors = 0;
    loop {
        let count = read(source, &mut raw)?;
        let mut rest = &raw[..count];
        loop {
            let (result, read, _) = decoder.decode_to_utf8_without_replacement(rest, &mut text, count == 0);
            rest = &rest[read..];
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => errors += 1,
            }
        }
        if count == 0 {
            return Ok(errors);
        }
    }
}
