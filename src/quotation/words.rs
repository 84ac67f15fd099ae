//! Tables of English words: what says, who is meant, what parts clauses.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::text;

/// How a word of saying goes with a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Saying {
    /// Takes a whole quotation as its object, and may stand before its subject: "said Vale".
    Says,
    /// Has a listener, and stands behind its subject: "Vale told reporters".
    Tells,
    /// Takes words into its own sentence: "Vale called it …", "Vale expects …".
    Mentions,
}

/// Somebody meant without a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pronoun {
    /// A man.
    He,
    /// A woman.
    She,
    /// A body of people, if it speaks.
    It,
    /// Several, or the writer: never resolved.
    Other,
}

/// What a word does in its sentence, as far as the rules want to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Finite word of saying.
    Say(Saying),
    /// "saying", "adding": its subject is that of the sentence.
    Saying,
    /// "quoted", as in "was quoted as saying".
    Quoted,
    /// "according", as in "according to".
    According,
    /// As a subject.
    Pronoun(Pronoun),
    /// Forms of "be".
    Be,
    /// Other auxiliaries.
    Auxiliary,
    /// "of", "in" …
    Preposition,
    /// Articles, and what stands in their place.
    Determiner,
    /// "who", "which" …
    Relative,
    /// "that"
    That,
    /// "and", "or", "but".
    Conjunction,
    /// "as", "when", "because" …
    Subordinator,
    /// What may stand between a subject and its verb.
    Adverb,
    /// A word with an 's.
    Owner,
    /// Anything else.
    Other,
}

/// The class of a word as it is written; words with capitals are looked up without them.
pub(super) fn class(word: &str) -> Class {
    if word.len() > LONGEST {
        return Class::Other;
    }
    let found = |word: &str| CLASSES.get(word).copied();
    let class = if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
        found(&word.to_ascii_lowercase())
    } else {
        found(word)
    };
    class.unwrap_or(Class::Other)
}

/// The same of a word of ASCII letters and digits alone, by its [key](text::key).
pub(super) fn class_of(key: u64) -> Class {
    PLAIN_CLASSES.get(&key).copied().unwrap_or(Class::Other)
}

/// The words of [`CLASSES`] that are ASCII letters alone, by their keys.
static PLAIN_CLASSES: LazyLock<FxHashMap<u64, Class>> = LazyLock::new(|| {
    let plain = |word: &str| word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let mut classes = FxHashMap::default();
    #[expect(clippy::iter_over_hash_type, reason = "a table is made of a table, in no order")]
    for (word, class) in &*CLASSES {
        if plain(word) {
            classes.insert(text::key(word), *class);
        }
    }
    classes
});

/// Whether somebody of one sex is meant by a title, a word of kinship or office, or a forename.
pub(super) fn sex(word: &str) -> Option<Pronoun> {
    if word.len() > LONGEST {
        return None;
    }
    SEXES.get(&*text::small(word)).copied()
}

/// Whether a noun means one human being: "woman", "spokesman", "driver".
pub(super) fn is_human(word: &str) -> bool {
    word.len() <= LONGEST && HUMAN_NOUNS.contains(&*text::small(word))
}

/// The noun under which a noun of office is compared: all words for the head of a state are one.
pub(super) fn office(word: &str) -> String {
    let word = word.to_lowercase();
    match word.as_str() {
        "leader" | "premier" | "president" => "leader".to_owned(),
        "chairman" | "chairwoman" | "chair" => "chair".to_owned(),
        "spokeswoman" | "spokesman" | "spokesperson" => "spokesperson".to_owned(),
        _ => word,
    }
}

/// Bytes of the longest word in the tables.
const LONGEST: usize = 16;

/// Words of saying with a whole quotation as their object.
const SAYS: &str = "said says say added adds replied replies asked asks explained explains insisted insists \
    warned warns noted notes stated states wrote writes argued argues claimed claims remarked remarks \
    observed observes recalled recalls joked jokes declared declares announced announces admitted admits \
    conceded concedes continued continues concluded concludes confirmed confirms commented comments \
    complained complains cried cries exclaimed exclaims shouted shouts whispered whispers answered answers \
    responded responds suggested suggests stressed stresses quipped quips mused muses testified testifies \
    recounted recounts predicted predicts acknowledged acknowledges maintained asserted asserts \
    contended contends countered counters repeated repeats reiterated reiterates emphasised emphasises \
    emphasized emphasizes tweeted tweets posted posts muttered mutters sighed sighs agreed agrees demanded \
    demands wondered wonders pointed reflected reflects protested protests lamented laments boasted boasts \
    volunteered enthused retorted retorts counselled urged urges cautioned cautions advised advises \
    interjected reported jested shared shares revealed reveals instructed \
    instructs confessed confesses confided confides affirmed affirms underlined underscored clarified elaborated \
    opined proclaimed pronounced summarised summarized related yelled screamed reasoned speculated vowed \
    vows promised promises pledged pledges went goes thought thinks";

/// Words of saying with a listener.
const TELLS: &str = "told tells assured assures informed informs reminded reminds briefed";

/// Verbs that take words of their subject into the sentence.
const MENTIONS: &str = "called calls described describes praised praises dubbed branded labelled labeled \
    hailed hails denounced denounces dismissed dismisses condemned condemns referred refers put puts \
    believes believed expects expected offered proposed accused accuses criticised criticises \
    criticized criticizes hoped hopes feared fears restated reaffirmed reaffirms welcomed welcomes defended \
    defends held ruled attacked attacks blamed blames spoke speaks rejected rejects decried \
    deplored applauded applauds commended likened likens characterised characterized cited cites voiced \
    expressed expresses thanked thanks ridiculed mocked derided slammed blasted credited credits";

/// Present participles: the subject is that of the sentence.
const SAYINGS: &str = "saying adding stating telling writing warning insisting explaining arguing noting \
    declaring claiming calling describing asking admitting stressing suggesting recalling joking announcing \
    observing remarking replying promising vowing accusing praising";

const BE: &str = "is are was were be been being am isn't wasn't";

const AUXILIARIES: &str = "has have had having would will can could may might shall should must do does did \
    hasn't hadn't didn't doesn't won't wouldn't";

const PREPOSITIONS: &str = "of in on at for from to with by about against between during under over into near \
    behind beside besides despite without within outside inside through throughout across along among around \
    beyond toward towards upon via off onto than like including unlike per amid amidst above below concerning \
    regarding following";

const DETERMINERS: &str =
    "the a an his her its their our my your this these those another each every both some any one";

const RELATIVES: &str = "who which whom whose";

const CONJUNCTIONS: &str = "and or but nor yet";

const SUBORDINATORS: &str = "as when while because if after before although though since where until till \
    once whereas unless whether how why what so";

const ADVERBS: &str = "also later then again always once never repeatedly recently previously earlier \
    yesterday today tonight tomorrow publicly privately simply merely only just even still already often \
    subsequently however meanwhile afterwards famously reportedly once twice briefly finally angrily quietly \
    not further now since long duly himself herself itself first bluntly plainly initially monday tuesday \
    wednesday thursday friday saturday sunday";

/// Titles, words of kinship and forenames of women.
const WOMEN: &str = "mrs ms miss madam madame mme mlle frau lady dame sister mother queen princess duchess \
    baroness countess señora signora sra woman girl daughter aunt grandmother wife widow niece actress \
    chairwoman spokeswoman businesswoman congresswoman councilwoman policewoman landlady headmistress nun \
    waitress heiress heroine seamstress midwife \
    abigail ada adele agatha agathe agnes alexandra alice alicia alison amanda amelia amy ana andrea angela \
    anita ann anna anne annette annie annis antonia apolonia astrid audrey barbara beatrice beatrix bella \
    bernadette beth bettina betty beverley bridget carla carmen carol carolina caroline catherine cecilia \
    charlotte chloe christina christine clara clare claudia constance cordelia cornelia cosima daisy daphne \
    dawn deborah debra diana donna dora dorcas dorothea dorothy dulcie ebba edith eileen elaine eleanor elena \
    elisabeth elise elizabeth ella ellen elowen elspeth emily emma erica esther eva eve evelyn fatima felicity \
    fenella fiona flora florence frances francesca freya gabriela gabrielle gemma georgia georgina geraldine \
    ghislaine gillian gina giulia grace greta gwen gwendolen hannah hanne harriet hazel heather heidi helen \
    helena henrietta herta hilary hilda hillary ida ilka ilse imogen ingrid irene iris isabel isabella isaura \
    isla jane janet janice jacqueline jean jeanne jennifer jenny jessica jill joan joanna joanne josephine joyce \
    judith julia juliana julie juliet kamala karen karin kate katharina katherine kathleen kathryn katie \
    katrin keira kirsten lara laura lauren leah lena leocadia lilian lily linda lisa liz louisa louise lucia \
    lucía lucy lydia mabel madeleine maggie margaret margarita maria mariana marianne marie marina marjorie \
    marlene marta martha martina mary matilda maud maureen maya megan melanie melissa meredith mirela miriam \
    moira molly monica nadia nancy naomi natalia natalie natasha nicola nicole nina noor nora norma odette \
    odile olga olivia orla ottilie ottoline pamela patricia paula pauline penelope perpetua petra petronel \
    philippa phoebe phyllis polly priscilla priya rachel rebecca rita roberta rosa rosalind rosamund rose \
    rosemary rukmini ruth sabine sally salome samantha sandra sara sarah seraphine sharon sheila shirley \
    silvia simone sofia sonia sophia sophie stella stephanie sue sunniva susan susanna sylvia tamsin tanya \
    teresa tessa thelma theodora theresa tilda tina ursula valerie vanessa vera verónica veronica victoria \
    violet virginia vivian walpurga wendy wilhelmina winifred yasmin yolanda ysolde yvette yvonne zelda zoe";

/// Titles, words of kinship and forenames of men.
const MEN: &str = "mr sir lord father brother king prince duke baron count señor signor sr herr monsieur man \
    boy son uncle grandfather husband widower nephew actor chairman spokesman businessman congressman \
    councilman policeman landlord headmaster monk waiter fisherman fireman seaman watchman salesman \
    tradesman frontman \
    aaron abdul abel abraham adam adrian ahmed alan albert aldous alec alejandro alexander alfred ali allan \
    ambrose amos andré andreas andrew angus anselm anthony antonio archibald arnold arthur aurelio barack \
    barnabas barry bartholomew basil benedict benedikt benjamin bernard bill bob boris brian bruce bruno carl \
    carlos caspian cathal cecil cedric charles charlie chris christian christopher clarence claude clement \
    clive colin conor corwin craig crispin cyril damian daniel david dean declan denis dennis denzil derek \
    dermot desmond diego dmitri dominic don donald douglas duncan dylan eamon edgar edmund eduardo edward \
    edwin elias emil emmanuel emmerich eric ernest ethan étienne eugene evan fabian felix ferdinand ferhat \
    fernando finn francis francisco frank franklin franz fred frederick gabriel gareth garry gary gavin \
    geoffrey george gerald gerard gideon gil giovanni glen gordon graham greg gregor gregory guillaume gustav \
    guy hamish hans harold harry harvey hassan hector heinrich henri henry herbert herman hobart howard hubert \
    hugh hugo humphrey ian ibrahim igor isaac ivan ivo jack jacob jacques jake jamal james jan jason jasper \
    javier jeff jeffrey jeremy jerome jerry jim joachim joe joel johan johann john johnny jonas jonathan jonty \
    joost jorge jory josé josef joseph josh joshua juan julian jürgen justin karim karl keith ken kenneth \
    kevin klaus lamine larry lars laurence lawrence leo leon leonard leopold lev lewis liam linus lionel louis \
    luca lucas luis luke mahmoud malcolm manuel marcel marco marcus mario mark martin matteo matthew matthias \
    maurice max michael miguel mike miles mohamed mohammed morris muhammad nathan neil nicholas nick nigel \
    nikolai noah norman oliver omar oscar otto owen pablo patrick paul pedro percival percy perrin peter philip \
    philippe pierre piers ralph ramón raphael rasmus raymond reginald richard rob robert roberto robin roger \
    roland ronald rory rufus rupert russell salim sam samuel sean sebastian sergei simon stanley stefan stephen \
    steve steven stuart teodor terence thaddeus theo theodore thomas tim timothy tobias toby tom tomas tony \
    trevor valentin victor vincent viktor vladimir volodymyr walter warren wilf wilfred wilhelm will william \
    winston wystan xavier yusuf zoltán";

/// Nouns for one human being.
const HUMANS: &str = "woman man girl boy child spokesman spokeswoman spokesperson driver official resident \
    neighbour neighbor passer-by passenger customer visitor reader pupil student teacher nurse doctor worker \
    docker farmer trader fisherman shopkeeper policeman officer constable detective soldier sailor captain \
    mother father daughter son brother sister husband wife widow aide adviser advisor lawyer judge witness \
    victim suspect colleague friend caller volunteer protester demonstrator analyst expert scientist \
    researcher professor author editor reporter journalist correspondent diplomat minister president mayor \
    director manager chairman chairwoman owner landlord tenant priest vicar bishop source insider veteran \
    survivor bystander motorist pensioner carpenter clerk cook guard player coach referee fan supporter \
    candidate voter councillor senator deputy secretary treasurer guide librarian waiter waitress caretaker \
    grandmother grandfather youngster teenager person member leader representative negotiator envoy prosecutor \
    economist trader broker dealer banker strategist chief delegate diplomat executive engineer";

static CLASSES: LazyLock<FxHashMap<&str, Class>> = LazyLock::new(|| {
    let pronouns = [
        ("he", Pronoun::He),
        ("she", Pronoun::She),
        ("it", Pronoun::It),
        ("they", Pronoun::Other),
        ("we", Pronoun::Other),
        ("i", Pronoun::Other),
        ("you", Pronoun::Other),
        ("who", Pronoun::Other),
    ];
    let mut all: FxHashMap<&str, Class> =
        pronouns.into_iter().map(|(word, pronoun)| (word, Class::Pronoun(pronoun))).collect();
    let tables = [
        (ADVERBS, Class::Adverb),
        (MENTIONS, Class::Say(Saying::Mentions)),
        (SAYS, Class::Say(Saying::Says)),
        (TELLS, Class::Say(Saying::Tells)),
        (SAYINGS, Class::Saying),
        (BE, Class::Be),
        (AUXILIARIES, Class::Auxiliary),
        (PREPOSITIONS, Class::Preposition),
        (DETERMINERS, Class::Determiner),
        (CONJUNCTIONS, Class::Conjunction),
        (SUBORDINATORS, Class::Subordinator),
        (RELATIVES, Class::Relative),
        ("that", Class::That),
        ("quoted quotes", Class::Quoted),
        ("according", Class::According),
    ];
    for (words, class) in tables {
        all.extend(words.split_whitespace().map(|word| (word, class)));
    }
    all
});

static SEXES: LazyLock<FxHashMap<&str, Pronoun>> = LazyLock::new(|| {
    let women = WOMEN.split_whitespace().map(|word| (word, Pronoun::She));
    women.chain(MEN.split_whitespace().map(|word| (word, Pronoun::He))).collect()
});

static HUMAN_NOUNS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| HUMANS.split_whitespace().collect());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_capital_does_not_hide_a_word() {
        assert_eq!(class("She"), Class::Pronoun(Pronoun::She));
        assert_eq!(class("Said"), Class::Say(Saying::Says));
        assert_eq!(class("Vale"), Class::Other);
    }

    #[test]
    fn nobody_is_both_man_and_woman() {
        let women: Vec<&str> = WOMEN.split_whitespace().collect();
        assert!(MEN.split_whitespace().all(|word| !women.contains(&word)));
        assert_eq!(sex("Mrs"), Some(Pronoun::She));
    }

    #[test]
    fn no_word_is_longer_than_the_longest() {
        let tables =
            [SAYS, TELLS, MENTIONS, SAYINGS, PREPOSITIONS, SUBORDINATORS, ADVERBS, WOMEN, MEN, HUMANS];
        let longest = tables.iter().flat_map(|table| table.split_whitespace()).map(str::len).max();
        assert!(longest.is_some_and(|longest| longest <= LONGEST));
    }
}
