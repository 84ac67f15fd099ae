//! What the rules say of one page.

use crate::cleaner::{Kind, Reason, Verdict};
use crate::outlet::Outlet;
use crate::overrule::compiled::{Seen, bare, is_there};
use crate::overrule::{Action, Date, Rule, Rules};
use crate::reader::{Field, Page};

/// A page and what rules may ask of it.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// As read.
    pub page: &'a Page,
    /// Corpus-relative; the first one where it lies at several.
    pub path: &'a str,
    /// Who published it: for [`Rules::outlet`] and [`Rules::date`] as found, else as corrected.
    pub outlet: Option<&'a Outlet>,
}

impl Subject<'_> {
    fn urls(&self) -> impl Iterator<Item = String> {
        self.page.hints.iter().filter(|hint| hint.field == Field::Url).map(|hint| bare(&hint.value))
    }
}

impl Rules {
    /// The outlet that the last fitting rule gives a page; `None` where no rule does.
    pub fn outlet(&self, subject: &Subject<'_>) -> Option<&str> {
        self.corrections(subject).find_map(|(_, outlet, _)| outlet.as_deref())
    }

    /// The date that the last fitting rule gives a page; `None` where no rule does.
    pub fn date(&self, subject: &Subject<'_>) -> Option<Date> {
        self.corrections(subject).find_map(|(_, _, date)| *date)
    }

    /// Numbers of the correcting rules that fit a page, last one first.
    pub fn correcting(&self, subject: &Subject<'_>) -> Vec<usize> {
        self.corrections(subject).map(|(at, ..)| at).collect()
    }

    /// Whether any rule corrects an outlet.
    pub fn corrects_outlets(&self) -> bool {
        let outlet = |rule: &Rule| matches!(rule.action, Action::Correct { outlet: Some(_), .. });
        self.list.iter().any(outlet)
    }

    /// Whether any rule corrects a date.
    pub fn corrects_dates(&self) -> bool {
        self.list.iter().any(|rule| matches!(rule.action, Action::Correct { date: Some(_), .. }))
    }

    fn corrections(
        &self,
        subject: &Subject<'_>,
    ) -> impl Iterator<Item = (usize, &Option<String>, &Option<Date>)> {
        let last_first = self.list.iter().enumerate().rev();
        last_first.filter_map(|(at, rule)| match &rule.action {
            Action::Correct { outlet, date } if self.holds(at, subject) => Some((at, outlet, date)),
            _ => None,
        })
    }

    fn holds(&self, at: usize, subject: &Subject<'_>) -> bool {
        let compiled = &self.compiled[at];
        compiled.is_of(subject.outlet)
            && is_there(&self.list[at], &subject.page.digest, subject.path)
            && compiled.is_at(subject.urls())
    }

    /// Per block of the page, the numbers of the rules that fit it, last one first, up to the first that decides
    /// whatever the cleaner says. Empty where no rule holds for the page.
    pub fn fitting(&self, subject: &Subject<'_>) -> Vec<Vec<usize>> {
        let judges = |rule: &Rule| !matches!(rule.action, Action::Correct { .. });
        let here: Vec<usize> = (0..self.list.len())
            .rev()
            .filter(|&at| judges(&self.list[at]) && self.holds(at, subject))
            .collect();
        if here.is_empty() {
            return Vec::new();
        }
        let of_block = |block| {
            let mut seen = Seen::new(block);
            let mut fitting = Vec::new();
            for &at in &here {
                if self.compiled[at].fits(&self.list[at], &mut seen) {
                    fitting.push(at);
                    if !matches!(self.list[at].action, Action::Keep(Some(_))) {
                        break;
                    }
                }
            }
            fitting
        };
        subject.page.blocks.iter().map(of_block).collect()
    }

    /// Puts the rules' word in place of the cleaner's. Headline and standfirst are no blocks of the body: rules leave
    /// them, but that a rule may drop what the cleaner took for a standfirst.
    pub fn overrule(&self, subject: &Subject<'_>, verdicts: &mut [Verdict]) {
        for (fitting, verdict) in self.fitting(subject).iter().zip(verdicts) {
            if let Some(new) =
                self.deciding(fitting, verdict).and_then(|at| self.list[at].instead_of(verdict))
            {
                *verdict = new;
            }
        }
    }

    /// The rule, of those that fit a block, that decides on it when the cleaner's verdict is this one.
    pub fn deciding(&self, fitting: &[usize], verdict: &Verdict) -> Option<usize> {
        fitting.iter().copied().find(|at| self.speaks(*at, verdict))
    }

    /// Whether a rule that fits a block has a word to say on it when the cleaner's verdict is this one.
    pub fn speaks(&self, at: usize, verdict: &Verdict) -> bool {
        match (&self.list[at].action, verdict) {
            (Action::Keep(Some(wanted)), Verdict::Drop { kind, .. }) => wanted == kind,
            (Action::Keep(Some(_)), _) => false,
            _ => true,
        }
    }

    /// Per block, the rule that keeps it, as far as the verdicts after [`Rules::overrule`] tell: the last one that fits,
    /// where that is a rule that keeps and the block is kept.
    pub fn keeping(&self, subject: &Subject<'_>, verdicts: &[Verdict]) -> Vec<Option<&Rule>> {
        let fitting = self.fitting(subject);
        let of_block = |(at, verdict): (usize, &Verdict)| {
            let rule = &self.list[*fitting.get(at)?.first()?];
            (matches!(rule.action, Action::Keep(_)) && *verdict == Verdict::Keep).then_some(rule)
        };
        verdicts.iter().enumerate().map(of_block).collect()
    }

    /// Per block, what the rules do to it, so that two sets of rules can be compared: equal lists give equal
    /// verdicts.
    pub fn effects(&self, subject: &Subject<'_>) -> Vec<Vec<Effect<'_>>> {
        let mut effects: Vec<Vec<Effect<'_>>> =
            self.fitting(subject).iter().map(|at| self.told(at)).collect();
        if effects.iter().all(Vec::is_empty) {
            effects.clear();
        }
        effects
    }

    fn told(&self, fitting: &[usize]) -> Vec<Effect<'_>> {
        fitting.iter().map(|at| &self.list[*at]).map(|rule| Effect { rule }).collect()
    }
}

/// What a rule does to a block that it fits.
#[derive(Debug, Clone, Copy)]
pub struct Effect<'a> {
    rule: &'a Rule,
}

impl PartialEq for Effect<'_> {
    /// Rules that keep do the same whatever they say; the evidence of those that drop names which blocks they ask for.
    fn eq(&self, other: &Self) -> bool {
        let (one, other) = (self.rule, other.rule);
        let drops = matches!(one.action, Action::Drop(_));
        one.action == other.action && (!drops || one.which == other.which)
    }
}

impl Rule {
    /// What a verdict becomes where this rule decides; `None` where it stays.
    fn instead_of(&self, verdict: &Verdict) -> Option<Verdict> {
        let dropped = |kind: Option<Kind>| {
            Some(Verdict::Drop {
                kind: kind.unwrap_or(Kind::Other),
                evidence: vec![Reason::said(self.evidence())],
            })
        };
        match (&self.action, verdict) {
            (Action::Keep(_), Verdict::Drop { .. }) => Some(Verdict::Keep),
            (Action::Drop(kind), Verdict::Keep | Verdict::Field(Field::Standfirst))
            | (Action::Drop(kind @ Some(_)), Verdict::Drop { .. }) => dropped(*kind),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overrule::file;
    use crate::reader::{Block, BlockKind, Hint, Marks, Origin};
    use crate::source::{Digest, Format};

    fn page(lines: &[&str]) -> Page {
        let block = |line: &&str| Block {
            kind: if line.starts_with('*') { BlockKind::Caption } else { BlockKind::Paragraph },
            level: 0,
            text: (*line).to_owned(),
            linked_chars: 0,
            marks: line.contains("boxed").then(|| Marks {
                path: "main>aside>p".to_owned(),
                classes: ">promo>".to_owned(),
                container: 0,
                around: Vec::new(),
                hidden: false,
            }),
        };
        let url = "https://www.Courier.example/2021/quay?x=1".to_owned();
        Page {
            record: 0,
            digest: Digest::of(b"a page"),
            format: Format::Plain,
            hints: vec![Hint { field: Field::Url, value: url, origin: Origin::Html }],
            blocks: lines.iter().map(block).collect(),
            article_body: None,
        }
    }

    const LINES: [&str; 5] =
        ["Ferry sails", "She sailed.", "From  our harbour Desk", "Write to us, boxed", "* The quay, no. 4"];

    fn cleaned() -> Vec<Verdict> {
        let drop = |kind| Verdict::Drop { kind, evidence: vec![Reason::said("the cleaner")] };
        vec![
            Verdict::Field(Field::Title),
            Verdict::Keep,
            drop(Kind::Author),
            drop(Kind::Comments),
            Verdict::Keep,
        ]
    }

    /// What becomes of each block: `.` as it was, `+` kept, else the kind.
    fn judged(rules: &str) -> String {
        let rules = file::parse(rules).expect("good rules");
        let page = page(&LINES);
        let outlet = Outlet::named("The Courier".to_owned(), Origin::Folder);
        let subject = Subject { page: &page, path: "courier/2021/quay.txt", outlet: Some(&outlet) };
        let before = cleaned();
        let mut after = before.clone();
        rules.overrule(&subject, &mut after);
        let told = before.iter().zip(&after).map(|(before, after)| match after {
            after if after == before => ".",
            Verdict::Drop { kind, .. } => kind.name(),
            _ => "+",
        });
        told.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn blocks_are_known_by_their_words_their_shape_and_their_place() {
        for (which, expected) in [
            ("text = 'FROM our  harbour desk'", ". . + . ."),
            ("text = 'from our harbour'", ". . . . ."),
            ("contains = 'to us'", ". . . + ."),
            ("pattern = '^Write .* boxed$'", ". . . + ."),
            ("pattern = '^write'", ". . . . ."),
            ("selector = 'main .promo'", ". . . + ."),
            ("kind = 'author'", ". . + . ."),
            ("kind = 'author'\ntext = 'Write to us, boxed'", ". . . . ."),
            ("contains = 'to us'\nselector = 'nav'", ". . . . ."),
        ] {
            assert_eq!(judged(&format!("[[keep]]\n{which}")), expected, "{which}");
        }
        assert_eq!(judged("[[drop]]\nblock = 'caption'"), ". . . . other");
        assert_eq!(judged("[[drop]]\nlike = 'The quay, no. 17'\nkind = 'related'"), ". . . . related");
    }

    #[test]
    fn a_rule_holds_where_all_of_its_scope_does() {
        let id = page(&[]).digest.to_string();
        for (scope, fits) in [
            ("outlet = 'courier'".to_owned(), true),
            ("outlet = 'Gazette'".to_owned(), false),
            ("path = 'courier'".to_owned(), true),
            ("path = 'courier/2021/'".to_owned(), true),
            ("path = 'courier/2021/quay.txt'".to_owned(), true),
            ("path = 'courier/20'".to_owned(), false),
            ("url = 'courier.example'".to_owned(), true),
            ("url = 'https://courier.example/2021/quay'".to_owned(), true),
            ("url = 'courier.example/20'".to_owned(), false),
            (format!("article = '{}'", &id[..12]), true),
            ("article = 'courier/2021/quay.txt'".to_owned(), true),
            ("article = '00000000'".to_owned(), false),
            ("outlet = 'courier'\npath = 'gazette'".to_owned(), false),
        ] {
            let expected = if fits { ". other . . ." } else { ". . . . ." };
            assert_eq!(judged(&format!("[[drop]]\ntext = 'She sailed.'\n{scope}")), expected, "{scope}");
        }
    }

    #[test]
    fn the_last_rule_that_fits_decides() {
        let (keep, drop) = ("[[keep]]\ncontains = 'sail'\n", "[[drop]]\ncontains = 'sail'\n");
        assert_eq!(judged(&format!("{keep}{drop}")), ". other . . .");
        assert_eq!(judged(&format!("{drop}{keep}")), ". . . . .");
        let pickier = "[[keep]]\nkind = 'social'\ncontains = 'sail'\n";
        assert_eq!(judged(&format!("{drop}{pickier}")), ". other . . .", "nothing is removed as social");
    }

    #[test]
    fn a_block_that_goes_anyway_keeps_its_kind_unless_another_is_given() {
        assert_eq!(judged("[[drop]]\ncontains = 'harbour desk'"), ". . . . .");
        assert_eq!(judged("[[drop]]\ncontains = 'harbour desk'\nkind = 'social'"), ". . social . .");
    }

    #[test]
    fn equal_effects_do_not_depend_on_how_rules_are_ordered_or_scoped() {
        let page = page(&LINES);
        let outlet = Outlet::named("Courier".to_owned(), Origin::Folder);
        let subject = Subject { page: &page, path: "a.txt", outlet: Some(&outlet) };
        let same = |one: &str, other: &str| {
            let (one, other) = (file::parse(one).expect("rules"), file::parse(other).expect("rules"));
            one.effects(&subject) == other.effects(&subject)
        };
        let keep = "[[keep]]\ntext = 'She sailed.'\n";
        assert!(same("", "[[keep]]\ntext = 'Nowhere'\n"));
        assert!(same(keep, &format!("[[drop]]\ntext = 'Nowhere'\n{keep}outlet = 'Courier'\n")));
        assert!(same(keep, &format!("[[drop]]\ncontains = 'sailed'\n{keep}")), "the last one decides");
        assert!(!same(keep, ""));
        assert!(
            !same("[[drop]]\ntext = 'She sailed.'\n", "[[drop]]\ncontains = 'She sailed.'\n"),
            "evidence"
        );
    }
}
