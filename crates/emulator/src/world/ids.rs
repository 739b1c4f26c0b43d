//! Ids and tokens: derived from a counter, so that a run can be repeated, and looking like each gateway's own.

use std::fmt::Write as _;

/// The counter behind all ids of one emulator.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    count: u64,
}

impl Ids {
    /// A counter whose ids no other seed gives.
    pub(crate) fn seeded(seed: u32) -> Self {
        Self { count: u64::from(seed) << 32 }
    }

    /// The next number, from 1.
    pub(crate) fn next(&mut self) -> u64 {
        self.count += 1;
        self.count
    }

    /// A WhatsApp message id: `3EB0` and 16 hexadecimal digits in upper case.
    pub(crate) fn message_id(&mut self) -> String {
        format!("3EB0{:016X}", mix(self.next()))
    }

    /// A version 4 UUID in lower case.
    pub(crate) fn uuid(&mut self) -> String {
        let n = self.next();
        let (high, low) = (mix(n), mix(!n));
        format!(
            "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
            high >> 32,
            high >> 16 & 0xffff,
            high & 0xfff,
            low >> 48 & 0x3fff | 0x8000,
            low & 0xffff_ffff_ffff,
        )
    }

    /// So many characters of an alphabet of at most 256.
    pub(crate) fn text(&mut self, alphabet: &[u8], length: usize) -> String {
        let mut bits = mix(self.next());
        let mut text = String::with_capacity(length);
        while text.len() < length && !alphabet.is_empty() {
            text.push(char::from(alphabet[(bits >> 33) as usize % alphabet.len()]));
            bits = mix(bits);
        }
        text
    }

    /// So many hexadecimal digits in lower case.
    pub(crate) fn hex(&mut self, length: usize) -> String {
        let mut text = String::with_capacity(length + 16);
        let mut bits = mix(self.next());
        while text.len() < length {
            // Writing to a String cannot fail.
            let _ = write!(text, "{bits:016x}");
            bits = mix(bits);
        }
        text.truncate(length);
        text
    }
}

/// The finisher of SplitMix64: a bijection, so that different counts never give the same bits.
fn mix(n: u64) -> u64 {
    let mut bits = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ bits >> 31
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_seed_gives_other_ids() {
        assert_ne!(Ids::seeded(1).uuid(), Ids::seeded(2).uuid());
    }

    #[test]
    fn ids_have_their_shapes_and_repeat_from_the_same_start() {
        let (mut one, mut other) = (Ids::default(), Ids::default());
        assert_eq!(one.message_id(), other.message_id());
        assert_eq!(one.uuid(), other.uuid());
        assert_ne!(one.message_id(), one.message_id());
        let uuid = one.uuid();
        assert_eq!(uuid.len(), 36);
        assert_eq!(uuid.as_bytes()[14], b'4');
        assert_eq!(one.hex(20).len(), 20);
        assert!(one.text(b"AB", 9).bytes().all(|letter| b"AB".contains(&letter)));
    }
}
