//! Made-up people, places and bodies of people, each known by a number.

use super::dice::Dice;
use super::vocabulary;

const FORENAMES: [&str; 40] = [
    "Ada", "Aldo", "Amina", "Anton", "Beatrix", "Bela", "Carla", "Cosmo", "Dagny", "Dario", "Edda", "Elias",
    "Fenella", "Florian", "Greta", "Gustav", "Hanna", "Hugo", "Ilse", "Ivo", "Jasmin", "Jonas", "Karin",
    "Kemal", "Leila", "Linus", "Magda", "Milo", "Nadia", "Nils", "Olga", "Oskar", "Petra", "Quentin", "Rosa",
    "Rufus", "Selma", "Tarek", "Ursula", "Viktor",
];
const TITLES: [&str; 16] = [
    "Mayor",
    "Councillor",
    "Dr",
    "Professor",
    "Judge",
    "Inspector",
    "Captain",
    "Minister",
    "Chief Constable",
    "harbour master",
    "union leader",
    "head teacher",
    "campaigner",
    "spokeswoman",
    "director",
    "coach",
];
const PLACES: [&str; 8] = ["", "ford", " Bay", " Hill", "ham", " Quay", "wick", " Cross"];
const BODIES: [&str; 12] = [
    "Council",
    "Harbour Trust",
    "Water Board",
    "Institute",
    "Railways",
    "Bank",
    "University",
    "Hospital",
    "Ferries",
    "Holdings",
    "Workers' Union",
    "Museum",
];
const SURNAME_ENDINGS: [&str; 6] = ["", "son", "well", "man", "by", "er"];

/// Somebody whom articles name.
pub(super) struct Person {
    pub title: &'static str,
    pub forename: &'static str,
    pub surname: String,
}

impl Person {
    /// The person with this number, the same in every article.
    pub(super) fn new(number: usize) -> Self {
        let mixed = mix(number);
        let ending = SURNAME_ENDINGS[mixed / 1000 % SURNAME_ENDINGS.len()];
        Self {
            title: TITLES[mixed % TITLES.len()],
            forename: FORENAMES[mixed / 16 % FORENAMES.len()],
            surname: vocabulary::stem_name(mixed) + ending,
        }
    }

    pub(super) fn full(&self) -> String {
        format!("{} {}", self.forename, self.surname)
    }
}

/// The place, or every third time the body of people, with this number.
pub(super) fn place_or_body(number: usize) -> String {
    let mixed = mix(number ^ 0x5555);
    let stem = vocabulary::stem_name(mixed);
    if number.is_multiple_of(3) {
        format!("{stem} {}", BODIES[mixed / 7 % BODIES.len()])
    } else {
        format!("{stem}{}", PLACES[mixed / 7 % PLACES.len()])
    }
}

/// Spreads neighbouring numbers over the tables (the finalizer of `SplitMix64`).
fn mix(number: usize) -> usize {
    let mut mixed = (number as u64).wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((mixed ^ (mixed >> 31)) >> 8) as usize
}

/// Who and what one article names: a few of each, the first ones most.
pub(super) struct Cast {
    people: Vec<(Person, bool)>,
    names: Vec<String>,
}

impl Cast {
    /// A cast for one article of an archive of `articles`: well-known people and places come back in many.
    pub(super) fn new(articles: usize, dice: &mut Dice) -> Self {
        let (people, names) = (200 + articles / 20, 100 + articles / 50);
        let (some_people, some_names) = (dice.between(2, 5), dice.between(3, 7));
        Self {
            people: (0..some_people).map(|_| (Person::new(dice.low_below(people)), false)).collect(),
            names: (0..some_names).map(|_| place_or_body(dice.low_below(names))).collect(),
        }
    }

    /// Appends somebody: at the first mention title and full name, then the surname, or the full name where
    /// `full` asks for it.
    pub(super) fn write_person(&mut self, out: &mut String, full: bool, dice: &mut Dice) {
        let at = dice.low_below(self.people.len());
        let (person, introduced) = &mut self.people[at];
        let first = !std::mem::replace(introduced, true);
        let title = if first { person.title } else { "" };
        let forename = if first || full { person.forename } else { "" };
        for part in [title, forename].into_iter().filter(|part| !part.is_empty()) {
            out.push_str(part);
            out.push(' ');
        }
        out.push_str(&person.surname);
    }

    /// Appends a place or a body of people.
    pub(super) fn write_name(&self, out: &mut String, dice: &mut Dice) {
        out.push_str(&self.names[dice.low_below(self.names.len())]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_introduced_by_title_and_full_name() {
        let mut dice = Dice::new(2);
        let mut cast = Cast { people: vec![(Person::new(9), false)], names: Vec::new() };
        let mut mention = |full| {
            let mut out = String::new();
            cast.write_person(&mut out, full, &mut dice);
            out
        };
        let person = Person::new(9);
        assert_eq!(mention(false), format!("{} {}", person.title, person.full()));
        assert_eq!(mention(false), person.surname);
        assert_eq!(mention(true), person.full());
    }
}
