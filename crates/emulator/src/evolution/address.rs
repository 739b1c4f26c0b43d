//! Numbers and JIDs, as the server reads them.

use crate::world::digits;

/// The recipient: what is no JID of a kind that the server knows loses all but its digits, and 18 of them or more
/// are a group.
pub(super) fn recipient(number: &str) -> String {
    let number = number.trim();
    let known = ["@g.us", "@lid", "@broadcast", "@s.whatsapp.net"].iter().any(|kind| number.contains(kind));
    if known {
        return crate::world::recipient(number);
    }
    let digits = digits(number.split([':', '@']).next().unwrap_or_default());
    if digits.len() >= 18 { format!("{digits}@g.us") } else { digits }
}

/// The id of a row in the server's database: always the same for the same thing.
pub(super) fn row_id(of: &[&str]) -> String {
    let letters = b"0123456789abcdefghijklmnopqrstuvwxyz";
    // FNV-1a, then a linear generator for as many letters as such ids have.
    let mut bits =
        of.iter().flat_map(|part| part.bytes().chain([0])).fold(0xcbf2_9ce4_8422_2325_u64, |bits, byte| {
            (bits ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
    let mut id = String::from("cm");
    for _ in 0..23 {
        bits = bits.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        id.push(char::from(letters[(bits >> 33) as usize % letters.len()]));
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recipients_are_read_as_the_server_reads_them() {
        assert_eq!(recipient("+55 (11) 99999-0000"), "5511999990000");
        assert_eq!(recipient("123456789012345678"), "123456789012345678@g.us");
        assert_eq!(recipient("status@broadcast"), "status@broadcast");
        assert_eq!(recipient("5511999990000@c.us"), "5511999990000");
    }

    #[test]
    fn a_row_has_one_id() {
        assert_eq!(row_id(&["a", "b"]), row_id(&["a", "b"]));
        assert_ne!(row_id(&["a", "b"]), row_id(&["ab", ""]));
        assert_eq!(row_id(&["a"]).len(), 25);
    }
}
