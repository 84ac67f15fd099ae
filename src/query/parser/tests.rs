use proptest::prelude::*;

use super::*;

/// What a query means, as printed, then its notices.
fn read(query: &str) -> String {
    let parsed = parse(query);
    let notices = parsed.notices.iter();
    let said = notices.map(|notice| format!(" | {}..{} {}", notice.at.start, notice.at.end, notice.message));
    std::iter::once(parsed.query.to_string()).chain(said).collect()
}

#[test]
fn words_beside_each_other_are_all_wanted() {
    let word = |text: &str| Clause::Word(text.to_owned());
    assert_eq!(parse("harbour AND strike").query, Clause::And(vec![word("harbour"), word("strike")]));
    assert_eq!(parse("harbour strike").query, parse("harbour AND strike").query);
}

#[test]
fn no_words_at_all_are_every_article() {
    assert_eq!(read(""), "*");
    assert_eq!(read("  *  "), "*");
}

#[test]
fn what_is_said_of_the_whole_list_stands_beside_its_words() {
    assert_eq!(read("dup:only strike"), "dup:only strike");
    assert_eq!(read("strike (dup:fold ferry)"), "strike (dup:fold ferry)");
    assert!(read("strike OR dup:only").contains("10..18 speaks of the whole list"));
    assert!(read("strike -dup:only").contains("speaks of the whole list"));
    assert!(read("dup:none strike").contains("write `dup:fold`, `dup:show` or `dup:only`"));
}

#[test]
fn marks_without_a_word_find_nothing() {
    assert_eq!(read("&&"), "\"\"");
    assert_eq!(read("\"\""), "\"\" | 1..1 no word in this quotation");
}

#[test]
fn or_binds_more_loosely_and_says_so() {
    assert_eq!(read("harbour OR port"), "harbour OR port");
    assert_eq!(read("harbour OR (port strike)"), "harbour OR (port strike)");
    assert_eq!(
        read("harbour OR port strike"),
        "harbour OR (port strike) | 0..22 read as harbour OR (port strike)"
    );
}

#[test]
fn a_dash_or_not_leaves_out() {
    assert_eq!(read("ferry -storm NOT \"high tide\""), "ferry -storm -\"high tide\"");
    assert_eq!(read("NOT NOT ferry"), "ferry");
    assert_eq!(read("two-state - solution"), "two-state solution");
}

#[test]
fn quotation_marks_of_printers_are_as_good() {
    assert_eq!(read("“old quay” «new quay»"), "\"old quay\" \"new quay\"");
}

#[test]
fn fields_take_a_word_a_phrase_or_a_group() {
    let typed = "title:quay by:\"Mara Quill\" person:(Thorne OR Vale)";
    assert_eq!(read(typed), typed);
    assert_eq!(read("author: Quill Source:(-courier)"), "by:Quill outlet:(-courier)");
}

#[test]
fn dates_are_read_and_printed() {
    let typed = "date:2023-06 date:2022..2023 date:>2020 date:30d date:none in:removed lang:de";
    assert_eq!(read(typed), typed);
    assert_eq!(read("date:*"), "-date:none");
}

#[test]
fn an_unknown_field_is_taken_literally_with_a_suggestion() {
    assert_eq!(
        read("autor:Reed strike"),
        "autor:Reed strike | 0..10 no field `autor`, taken as words; did you mean `author:`?"
    );
    assert_eq!(read("https://example.org/quay 10:30"), "https://example.org/quay 10:30");
}

#[test]
fn what_is_no_date_is_taken_as_words() {
    assert_eq!(
        read("date:soon"),
        "\"date:soon\" | 0..9 `soon` is not a date; write 2023, 2023-06, 2023-06-14, \
         2023-01..2023-06, >2020, 30d or none; taken as words"
    );
}

#[test]
fn a_star_ends_a_prefix() {
    assert_eq!(parse("harb*").query, Clause::Pattern("harb*".to_owned()));
    assert_eq!(parse("ha*b?ur").query, Clause::Pattern("ha*b?ur".to_owned()));
    assert_eq!(read("who? ferry"), "who ferry");
    assert!(read("who?").starts_with("who | 0..4 a question mark"));
    assert_eq!(parse("=harbou?").query, Clause::Pattern("harbou?".to_owned()));
    assert_eq!(read("**-"), "\"\" | 0..3 a star stands in or at a word, as in `harb*`; taken literally");
}

#[test]
fn so_many_words_may_begin_with_an_open_letter() {
    let typed = |many: usize| (0..many).map(|at| format!("*berg{at}")).collect::<Vec<_>>().join(" OR ");
    assert_eq!(parse(&typed(16)).notices, []);
    let Parsed { query, notices } = parse(&format!("{} berg* *", typed(18)));
    assert_eq!(notices.iter().filter(|notice| notice.message == open::TOO_MANY).count(), 1);
    assert_eq!(query.to_string().matches("*berg").count(), 16);
    assert!(query.to_string().contains("*berg15 OR berg16 OR"), "{query}");
    assert!(query.to_string().contains(" berg*"), "a word with a beginning is as good as ever");
}

#[test]
fn near_binds_more_closely_than_standing_beside() {
    assert_eq!(read("ferry quay W/5 storm fog"), "ferry (quay w/5 storm) fog");
    assert_eq!(read("quay pre/3 storm w/s fog"), "(quay pre/3 storm) w/s fog");
    assert_eq!(read("(quay OR \"old pier\") w/p storm"), "(quay OR \"old pier\") w/p storm");
    assert_eq!(read("bank not w/3 river"), "bank not w/3 river");
    assert_eq!(read("-quay w/5 storm"), "-(quay w/5 storm)");
    assert_eq!(read("w/99999999999 quay w/99999999999 storm").lines().count(), 1);
    assert_eq!(read("quay w/s -storm"), "quay not w/s storm | 9..10 read as `not w/s`; write it so");
}

#[test]
fn what_has_no_place_in_the_text_is_a_condition() {
    let said = "`outlet:courier` has no place in the text; it counts for the whole article";
    assert_eq!(read("quay w/5 outlet:courier"), format!("quay outlet:courier | 0..23 {said}"));
    assert_eq!(read("lead(quay outlet:courier)"), format!("lead(quay) outlet:courier | 0..25 {said}"));
    assert_eq!(read("person:\"Ada Thorne\" w/10 visit"), "person:\"Ada Thorne\" w/10 visit");
}

#[test]
fn near_without_a_neighbour_is_said() {
    for typed in ["quay w/5", "w/5 quay", "quay w/5 OR fog"] {
        let parsed = parse(typed);
        assert_eq!(parsed.notices.len(), 1, "{typed}");
        assert!(parsed.query.to_string().contains("quay"), "{typed}");
    }
}

#[test]
fn functions_need_their_parenthesis() {
    assert_eq!(read("atleast3(quay) hlead(fog) first50(a b)"), "atleast3(quay) hlead(fog) first50(a b)");
    assert_eq!(read("lead atleast3"), "lead atleast3");
    assert_eq!(read("lead()"), "\"\" | 4..5 nothing in these parentheses");
}

#[test]
fn words_can_be_exact_alike_loose_and_weighty() {
    assert_eq!(parse("=Harbours").query, Clause::Phrase("Harbours".to_owned()));
    assert_eq!(parse("harbor~").query, Clause::Alike("harbor".to_owned(), 1));
    assert_eq!(read("\"night boat\"~3^2.50 (a OR b)^0.5"), "\"night boat\"~3^2.5 (a OR b)^0.5");
    assert_eq!(parse("exact:\"Fox-IT (NL)\"").query, Clause::Exact("Fox-IT (NL)".to_owned()));
    assert_eq!(read("words>500 words:2..5"), "words:501.. words:2..5");
    assert_eq!(read("harbor~7"), "harbor~2 | 0..8 more than 2 slips find nearly every word; read as 2");
}

#[test]
fn what_is_left_open_ends_with_the_query() {
    assert_eq!(
        read("(quay \"old pier"),
        "quay \"old pier\" | 0..1 this parenthesis is not closed; read as if it were at the end \
         | 7..15 this quotation is not closed; read as if it were at the end"
    );
    assert_eq!(read("quay) pier"), "quay pier | 4..5 this parenthesis closes nothing");
}

#[test]
fn a_stray_operator_is_said() {
    for typed in ["OR quay", "quay OR", "quay AND", "AND quay", "quay NOT"] {
        let parsed = parse(typed);
        assert_eq!((parsed.query.to_string().as_str(), parsed.notices.len()), ("quay", 1), "{typed}");
    }
}

#[test]
fn a_flood_of_parentheses_returns() {
    for flood in ["(", "-(", ")", "title:(", "NOT ", "\"", "a OR (", "(-"] {
        let parsed = parse(&flood.repeat(100_000));
        assert_eq!(parse(&parsed.query.to_string()).query, parsed.query);
    }
}

#[test]
fn what_is_typed_without_parentheses_prints_as_it_reads_however_deep() {
    let chain = "a w/2 ".repeat(5000) + "b";
    let deep = "(x pre/3 y ".repeat(40);
    for typed in [chain, deep] {
        let parsed = parse(&typed);
        assert!(!parsed.notices.is_empty());
        assert_eq!(parse(&parsed.query.to_string()).query, parsed.query);
    }
}

#[test]
fn any_joins_words_and_leaves_conditions() {
    let any = |query: &str| parse(query).query.any().to_string();
    assert_eq!(any("quay \"old pier\" title:storm -fog"), "(quay OR \"old pier\") title:storm -fog");
    assert_eq!(any("quay"), "quay");
    assert_eq!(any("title:quay -fog"), "title:quay -fog");
}

/// Pieces that mean something, so that chance meets grammar.
fn piece() -> impl Strategy<Value = String> {
    let known = [
        "harbour",
        "al-aqsa",
        "“",
        "\"",
        "(",
        ")",
        " ",
        "-",
        "NOT ",
        " OR ",
        " AND ",
        "*",
        "title:",
        "by:",
        "date:2023",
        "date:",
        "in:removed",
        "lang:de",
        "person:",
        "foo:",
        "'",
        "港口",
        "Ü",
        ":",
        "..",
        "x*",
        "w?m*n",
        "*",
        "=",
        "w/5",
        " W/S ",
        "pre/3",
        " not w/p ",
        "atleast3(",
        "lead(",
        "hlead(",
        "first50(",
        "~1",
        "~",
        "^2",
        "^0.5",
        "exact:",
        "words:>5",
        "words>5",
        "like:3f2a",
        "a",
    ];
    prop_oneof![4 => prop::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => any::<String>()]
}

proptest! {
    #[test]
    fn a_printed_query_parses_to_itself(pieces in prop::collection::vec(piece(), 0..24)) {
        let query = parse(&pieces.concat()).query;
        prop_assert_eq!(&parse(&query.to_string()).query, &query);
        let any = query.any();
        prop_assert_eq!(&parse(&any.to_string()).query, &any);
    }

    #[test]
    fn notices_point_into_the_query(pieces in prop::collection::vec(piece(), 0..24)) {
        let typed = pieces.concat();
        for notice in parse(&typed).notices {
            prop_assert!(typed.get(notice.at).is_some());
        }
    }
}
