//! Portuguese.

use rust_stemmers::Algorithm;

use super::{Lang, Pack, Stemming};

#[rustfmt::skip]
pub(super) const PACK: Pack = Pack {
    lang: Lang(*b"pt"),
    name: "Portuguese",
    stemming: Some(Stemming::Snowball { algorithm: Algorithm::Portuguese, endings: &[("cao", "ção"), ("coes", "ção"), ("oes", "ão"), ("aes", "ão")] }),
    stop_words: &[
        "a", "ainda", "alem", "algum", "alguma", "alguns", "ante", "antes", "ao", "aos", "apenas", "apos",
        "aquela", "aquele", "as", "assim", "ate", "cada", "com", "como", "contra", "da", "das", "de",
        "dela", "dele", "deles", "depois", "desde", "dessa", "desse", "desta", "deste", "do", "dos",
        "durante", "e", "ela", "elas", "ele", "eles", "em", "enquanto", "entre", "era", "eram", "essa",
        "essas", "esse", "esses", "esta", "estao", "estas", "estava", "este", "estes", "eu", "foi", "foram",
        "ha", "isso", "isto", "ja", "lhe", "lhes", "mais", "mas", "me", "mesma", "mesmo", "meu", "minha",
        "muito", "na", "nao", "nas", "nem", "nenhum", "no", "nos", "nossa", "nosso", "num", "numa", "o",
        "onde", "ontem", "os", "ou", "outra", "outras", "outro", "outros", "para", "pela", "pelas", "pelo",
        "pelos", "pode", "pois", "por", "porem", "porque", "qual", "quando", "quase", "que", "quem", "sao",
        "se", "seja", "sem", "sempre", "ser", "sera", "seu", "seus", "sido", "so", "sob", "sobre", "sua",
        "suas", "tambem", "tanto", "tem", "tinha", "toda", "todas", "todo", "todos", "tudo", "um", "uma",
        "umas", "uns", "voce", "voces",
    ],
    months: &[
        ("abr", 4), ("abril", 4), ("ago", 8), ("agosto", 8), ("dez", 12), ("dezembro", 12), ("fev", 2),
        ("fevereiro", 2), ("jan", 1), ("janeiro", 1), ("jul", 7), ("julho", 7), ("jun", 6), ("junho", 6),
        ("mai", 5), ("maio", 5), ("mar", 3), ("marco", 3), ("nov", 11), ("novembro", 11), ("out", 10),
        ("outubro", 10), ("set", 9), ("setembro", 9),
    ],
    weekdays: &[
        "domingo", "feira", "quarta", "quinta", "sabado", "segunda", "sexta", "terca",
    ],
    abbreviations: &[
        "art", "av", "d", "dr", "dra", "eng", "etc", "ex", "exmo", "prof", "profa", "pág", "págs", "s.a",
        "sr", "sra", "séc", "tel",
    ],
    titles: &[
        "advogada", "advogado", "almirante", "arcebispo", "arquiteto", "bispo", "capitao", "cardeal",
        "chanceler", "comandante", "comissario", "conde", "coronel", "delegado", "deputada", "deputado",
        "diretor", "diretora", "dom", "dona", "doutor", "doutora", "dr", "dra", "economista", "embaixador",
        "embaixadora", "engenheiro", "escritor", "escritora", "general", "governador", "governadora",
        "historiador", "inspetor", "jornalista", "juiz", "juiza", "ministra", "ministro", "padre", "papa",
        "porta", "prefeita", "prefeito", "premie", "presidenta", "presidente", "principe", "procurador",
        "prof", "professor", "professora", "rainha", "rei", "reitor", "santa", "santo", "sao", "secretaria",
        "secretario", "senador", "senadora", "senhor", "senhora", "sr", "sra", "tenente", "treinador",
        "vereador", "vereadora", "vice",
    ],
    by_words: &[
        "de", "por", "texto",
    ],
    organisation_words: &[
        "academia", "agencia", "alianca", "assembleia", "associacao", "autoridade", "banco", "camara",
        "centro", "clube", "comissao", "comite", "companhia", "confederacao", "congresso", "conselho",
        "empresa", "escola", "exercito", "faculdade", "federacao", "forca", "forcas", "fundacao", "governo",
        "grupo", "guarda", "hospital", "igreja", "instituto", "liga", "ministerio", "movimento", "museu",
        "organizacao", "parlamento", "partido", "policia", "prefeitura", "radio", "secretaria", "senado",
        "servico", "sindicato", "sociedade", "supremo", "teatro", "televisao", "tribunal", "uniao",
        "universidade",
    ],
    particles: &[
        "al", "bin", "da", "das", "de", "do", "dos", "e", "van", "von",
    ],
    saying: &[
        "acrescentou", "afirma", "afirmou", "anuncia", "anunciou", "conta", "contou", "declara", "declarou",
        "destacou", "disse", "diz", "escreveu", "explica", "explicou", "garantiu", "lembrou", "respondeu",
        "ressaltou",
    ],
};
