//! `cuttings cite` in the real program.

use crate::archive::{Archive, Output};

const PAGE: &str = r#"<html><head><title>Quay closed for a year</title>
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Quay closed for a year",
"author":{"@type":"Person","name":"Petra Lindhale"},"publisher":{"name":"Northbank Post"},
"datePublished":"2023-04-02","url":"https://northbankpost.example/quay"}</script></head><body><article>
<h1>Quay closed for a year</h1>
<p>The old quay of Harrowmere will be closed for a year from Monday, the harbour office said.</p>
<p>Boats are to moor at the <b>coal pier</b> until the wall has been built anew, it said on Sunday.</p>
</article></body></html>"#;

fn archive() -> Archive {
    let archive = Archive::with([
        ("quay.html", PAGE),
        ("note.txt", "Nine boats lay at the coal pier on Tuesday, and nobody knew whose they were.\n"),
    ]);
    archive.run(["index"]);
    archive
}

fn shown(output: &Output) -> String {
    format!("[exit {}]\n{}[stderr]\n{}", output.code, output.stdout, output.stderr)
}

#[test]
fn a_paragraph_is_cited_with_its_words_in_every_style() {
    let archive = archive();
    let found = archive.json(["search", "moor", "--json"]);
    let (id, paragraph) = (&found["hits"][0]["id"], &found["hits"][0]["passages"][0]["paragraph"]);
    let place = format!("{}#{paragraph}", &id.as_str().expect("an id")[..10]);
    let cite = |style| shown(&archive.run(["cite", &place, "--style", style]));
    insta::assert_snapshot!(shown(&archive.run(["cite", &place])), @r"
        [exit 0]
        “Boats are to moor at the coal pier until the wall has been built anew, it said on Sunday.”
        Petra Lindhale, “Quay Closed for a Year,” Northbank Post, April 2, 2023, para. 3, https://northbankpost.example/quay.
        [stderr]
        ");
    insta::assert_snapshot!(cite("apa"), @r"
        [exit 0]
        “Boats are to moor at the coal pier until the wall has been built anew, it said on Sunday.” (Lindhale, 2023, para. 3)
        Lindhale, P. (2023, April 2). Quay closed for a year. Northbank Post. https://northbankpost.example/quay
        [stderr]
        ");
    insta::assert_snapshot!(cite("mla"), @r"
        [exit 0]
        “Boats are to moor at the coal pier until the wall has been built anew, it said on Sunday.” (Lindhale, par. 3)
        Lindhale, Petra. “Quay Closed for a Year.” Northbank Post, 2 Apr. 2023, https://northbankpost.example/quay.
        [stderr]
        ");
    insta::assert_snapshot!(cite("bibtex"), @r"
        [exit 0]
        @article{lindhale2023-e77938d2cb,
          title = {{Quay closed for a year}},
          author = {Lindhale, Petra},
          journal = {Northbank Post},
          entrysubtype = {newspaper},
          date = {2023-04-02},
          year = {2023},
          month = apr,
          url = {https://northbankpost.example/quay},
          language = {en},
          note = {“Boats are to moor at the coal pier until the wall has been built anew, it said on Sunday.” (¶ 3, characters 0–89)},
        }
        [stderr]
        ");
    insta::assert_snapshot!(cite("ris").replace('\r', ""), @r"
        [exit 0]
        TY  - NEWS
        ID  - e77938d2cbe9130e3c98ac5a54274d57
        TI  - Quay closed for a year
        AU  - Lindhale, Petra
        T2  - Northbank Post
        PY  - 2023
        DA  - 2023/04/02/
        LA  - en
        UR  - https://northbankpost.example/quay
        N1  - “Boats are to moor at the coal pier until the wall has been built anew, it said on Sunday.” (¶ 3, characters 0–89)
        ER  - 

        [stderr]
        ");
    insta::assert_snapshot!(cite("csl"), @r#"
        [exit 0]
        [
        {"id":"e77938d2cbe9130e3c98ac5a54274d57","type":"article-newspaper","title":"Quay closed for a year","author":[{"family":"Lindhale","given":"Petra"}],"container-title":"Northbank Post","issued":{"date-parts":[[2023,4,2]]},"URL":"https://northbankpost.example/quay","language":"en","locator":"3","note":"“Boats are to moor at the coal pier until the wall has been built anew, it said on Sunday.” (¶ 3, characters 0–89)"}
        ]
        [stderr]
        "#);
}

#[test]
fn several_articles_are_cited_one_by_one() {
    insta::assert_snapshot!(shown(&archive().run(["cite", "quay.html", "note.txt", "quay.html#2"])), @r"
        [exit 0]
        Petra Lindhale, “Quay Closed for a Year,” Northbank Post, April 2, 2023, https://northbankpost.example/quay.

        note.txt, n.d.

        “The old quay of Harrowmere will be closed for a year from Monday, the harbour office said.”
        Petra Lindhale, “Quay Closed for a Year,” Northbank Post, April 2, 2023, para. 2, https://northbankpost.example/quay.
        [stderr]
        ");
}

#[test]
fn what_is_not_there_is_told() {
    let archive = archive();
    insta::assert_snapshot!(shown(&archive.run(["cite", "quay.html#7"])), @r"
        [exit 2]
        [stderr]
        cuttings: quay.html#7: the article has paragraphs 1 to 3; `cuttings show` prints their numbers
        ");
    insta::assert_snapshot!(shown(&archive.run(["cite", "quay.html#0"])), @r"
        [exit 2]
        [stderr]
        cuttings: quay.html#0: the article has paragraphs 1 to 3; `cuttings show` prints their numbers
        ");
    insta::assert_snapshot!(shown(&archive.run(["cite", "note.txt", "pier.html#2"])), @r"
        [exit 1]
        [stderr]
        pier.html: no article with this id or path; `cuttings search` lists both
        ");
    insta::assert_snapshot!(shown(&archive.run(["cite", "quay.html", "--style", "harvard"])), @r"
        [exit 2]
        [stderr]
        error: invalid value 'harvard' for '--style <STYLE>'
          [possible values: chicago, apa, mla, bibtex, ris, csl]

        For more information, try '--help'.
        ");
}
