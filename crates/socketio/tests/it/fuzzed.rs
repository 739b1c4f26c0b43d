//! Any bytes, and the fuzz target's corpus, through what must hold for both.

use std::path::Path;

use proptest::prelude::*;

use crate::check;

#[test]
fn the_corpus_holds() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/frames");
    let mut seeds = 0;
    for entry in std::fs::read_dir(corpus).unwrap() {
        check::frames(&std::fs::read(entry.unwrap().path()).unwrap());
        seeds += 1;
    }
    assert!(seeds >= 40, "{seeds} seeds");
}

proptest! {
    #[test]
    fn any_bytes_hold(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check::frames(&bytes);
    }

    #[test]
    fn what_looks_like_packets_holds(
        frames in prop::collection::vec("[0-7]{0,2}(/[a?]{0,2},?)?[0-9]{0,21}[\\[\\]{}\":,a1 \\\\é]{0,24}", 1..8)
    ) {
        check::frames(frames.join("\n").as_bytes());
    }

    #[test]
    fn what_is_nearly_an_event_holds(
        lead in "4[0-4](/a,)?[0-9]{0,2}",
        payload in prop::sample::select(vec![
            r#"["a",{"b":"c"},[1,2]]"#, r#"{"sid":"x"}"#, r#"{"message":"m","data":[1]}"#, "",
        ]),
        cut in 0..24_usize,
        tail in "[\\]\\[{}\",]{0,2}",
    ) {
        check::frames(format!("{lead}{}{tail}", &payload[..cut.min(payload.len())]).as_bytes());
    }

    #[test]
    fn what_is_nearly_binary_holds(
        frames in prop::collection::vec(
            prop_oneof![
                "b[a-z]{0,5}",
                r#"4[56][0-4]?-(/a,)?[0-9]?(\["a"(,\{"_placeholder":true,"num":[0-9]\})?\])?"#,
                r#"42(/a,)?\["a"\]"#,
                "[26]",
                "4[0-4](/a,)?",
            ],
            0..16,
        )
    ) {
        let joined = ["40{}", "40/a,{}"].into_iter().map(str::to_owned).chain(frames);
        check::frames(joined.collect::<Vec<_>>().join("\n").as_bytes());
    }
}
