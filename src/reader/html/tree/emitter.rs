//! Makes the tokens that the builder of the tree wants of the pieces that the tokenizer reads.
//!
//! What no reader looks at is left out: the text of scripts other than JSON-LD, most attributes, comments.

use std::convert::Infallible;
use std::mem;

use html5ever::interface::{Attribute, QualName};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Doctype, Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{LocalName, local_name, ns};
use html5gum::{Error, State};

use super::NodeId;
use super::parse::Styles;
use super::sink::{self, Sink};

/// Attributes of an element that are kept. Source: the pages of 793 sites have 26 such at most.
const MOST_ATTRIBUTES: usize = 100;

/// What stands for text that is passed over.
const PASSED: u8 = b' ';

/// Gathers the pieces of one token after the other.
pub(super) struct Emitter<'a> {
    builder: &'a TreeBuilder<NodeId, Sink>,
    styles: Styles,
    text: Vec<u8>,
    /// The text is that of an element whose content nobody reads.
    passing: bool,
    kind: TagKind,
    name: Vec<u8>,
    self_closing: bool,
    attributes: Vec<Attribute>,
    attribute: Pending,
    /// Attributes of the tag so far, whether anybody reads them or not.
    begun: usize,
    last_start: Vec<u8>,
    doctype: Doctype,
    doctype_text: [Option<Vec<u8>>; 3],
}

/// The attribute that is being read.
#[derive(Default)]
struct Pending {
    name: Vec<u8>,
    value: Vec<u8>,
    /// Its name as far as it was looked up; `None` where nobody reads it.
    known: Option<LocalName>,
}

impl<'a> Emitter<'a> {
    pub(super) fn new(builder: &'a TreeBuilder<NodeId, Sink>, styles: Styles) -> Self {
        Self {
            builder,
            styles,
            text: Vec::new(),
            passing: false,
            kind: TagKind::StartTag,
            name: Vec::new(),
            self_closing: false,
            attributes: Vec::new(),
            attribute: Pending::default(),
            begun: 0,
            last_start: Vec::new(),
            doctype: Doctype::default(),
            doctype_text: [None, None, None],
        }
    }

    /// Hands a token on; the state that the tokenizer goes on in, where that is another.
    fn hand(&self, token: Token) -> Option<State> {
        if self.builder.sink.budget.is_spent() {
            return None;
        }
        match self.builder.process_token(token, 1) {
            TokenSinkResult::Continue | TokenSinkResult::EncodingIndicator(_) => None,
            TokenSinkResult::Script(_) => Some(State::Data),
            TokenSinkResult::Plaintext => Some(State::PlainText),
            TokenSinkResult::RawData(RawKind::Rcdata) => Some(State::RcData),
            TokenSinkResult::RawData(RawKind::Rawtext) => Some(State::RawText),
            TokenSinkResult::RawData(RawKind::ScriptData | RawKind::ScriptDataEscaped(_)) => {
                Some(State::ScriptData)
            }
        }
    }

    fn hand_text(&mut self) {
        if !self.text.is_empty() {
            self.hand(Token::CharacterTokens(tendril(&self.text)));
            self.text.clear();
        }
    }

    /// Ends the name of the attribute that is being read.
    fn end_name(&mut self) {
        let pending = &mut self.attribute;
        if !pending.name.is_empty() && self.kind == TagKind::StartTag {
            pending.known = attribute(&self.name, &pending.name);
            let again = |known: &LocalName| self.attributes.iter().any(|other| other.name.local == *known);
            pending.known.take_if(|known| self.attributes.len() >= MOST_ATTRIBUTES || again(known));
        }
        pending.name.clear();
    }

    /// Ends the attribute that is being read.
    fn end_attribute(&mut self) {
        self.end_name();
        if let Some(name) = self.attribute.known.take() {
            let value = tendril(&self.attribute.value);
            self.attributes.push(Attribute { name: QualName::new(None, ns!(), name), value });
        }
        self.attribute.value.clear();
    }

    fn begin_tag(&mut self, kind: TagKind) {
        (self.kind, self.self_closing, self.begun) = (kind, false, 0);
        self.name.clear();
        self.attributes.clear();
    }

    /// Whether the content of an element is text that nobody reads.
    fn is_passed_over(&self, tag: &Tag) -> bool {
        match tag.name {
            local_name!("style") => self.styles == Styles::PassedOver,
            _ => sink::is_passed_over(&tag.name, &tag.attrs),
        }
    }

    fn doctype_part(&mut self, part: usize, text: &[u8]) {
        self.doctype_text[part].get_or_insert_default().extend_from_slice(text);
    }
}

/// A text of the page; its pieces may have parted characters, as a whole it is UTF-8.
fn tendril(text: &[u8]) -> StrTendril {
    match std::str::from_utf8(text) {
        Ok(text) => StrTendril::from_slice(text),
        Err(_) => StrTendril::from_slice(&String::from_utf8_lossy(text)),
    }
}

fn local_name(name: &[u8]) -> LocalName {
    LocalName::from(&*String::from_utf8_lossy(name))
}

/// The name of an attribute that a reader or the builder of the tree looks at. Elements of form keep all: the builder
/// compares them.
fn attribute(element: &[u8], name: &[u8]) -> Option<LocalName> {
    Some(match name {
        b"class" => local_name!("class"),
        b"id" => local_name!("id"),
        b"href" => local_name!("href"),
        b"style" => local_name!("style"),
        b"type" => local_name!("type"),
        b"content" => local_name!("content"),
        b"property" => local_name!("property"),
        b"name" => local_name!("name"),
        b"rel" => local_name!("rel"),
        b"role" => local_name!("role"),
        b"hidden" => local_name!("hidden"),
        b"datetime" => local_name!("datetime"),
        b"lang" => local_name!("lang"),
        b"data-testid" | b"data-component" | b"itemprop" | b"aria-hidden" | b"pubdate" | b"http-equiv"
        | b"xml:lang" | b"align" | b"encoding" | b"color" | b"face" | b"size" | b"shadowrootmode" => {
            local_name(name)
        }
        _ if is_format(element) => local_name(name),
        _ => return None,
    })
}

/// Elements that the builder opens again in the next paragraph.
///
/// Source: the HTML standard, "the list of active formatting elements".
fn is_format(element: &[u8]) -> bool {
    matches!(
        element,
        b"a" | b"b"
            | b"big"
            | b"code"
            | b"em"
            | b"font"
            | b"i"
            | b"nobr"
            | b"s"
            | b"small"
            | b"strike"
            | b"strong"
            | b"tt"
            | b"u"
    )
}

impl html5gum::Emitter for Emitter<'_> {
    type Token = Infallible;

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last_start.clear();
        self.last_start.extend_from_slice(name.unwrap_or_default());
    }

    fn emit_eof(&mut self) {
        self.hand_text();
        self.hand(Token::EOFToken);
        self.builder.end();
    }

    fn emit_error(&mut self, _: Error) {}

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    fn emit_string(&mut self, text: &[u8]) {
        if self.passing {
            self.text.clear();
            self.text.push(PASSED);
            return;
        }
        for (at, text) in text.split(|byte| *byte == 0).enumerate() {
            if at > 0 {
                self.hand_text();
                self.hand(Token::NullCharacterToken);
            }
            self.text.extend_from_slice(text);
        }
    }

    fn init_start_tag(&mut self) {
        self.begin_tag(TagKind::StartTag);
    }

    fn init_end_tag(&mut self) {
        self.begin_tag(TagKind::EndTag);
    }

    fn init_comment(&mut self) {}

    fn emit_current_tag(&mut self) -> Option<State> {
        self.end_attribute();
        self.hand_text();
        self.passing = false;
        let tag = Tag {
            kind: self.kind,
            name: local_name(&self.name),
            self_closing: self.self_closing,
            attrs: mem::take(&mut self.attributes),
            had_duplicate_attributes: false,
        };
        let passed = tag.kind == TagKind::StartTag && self.is_passed_over(&tag);
        if tag.kind == TagKind::StartTag {
            self.last_start.clone_from(&self.name);
        }
        let state = self.hand(Token::TagToken(tag));
        self.passing = passed && matches!(state, Some(State::ScriptData | State::RawText));
        state
    }

    fn emit_current_comment(&mut self) {
        self.hand_text();
        self.hand(Token::CommentToken(StrTendril::new()));
    }

    fn emit_current_doctype(&mut self) {
        self.hand_text();
        let [name, public, system] =
            mem::take(&mut self.doctype_text).map(|text| text.map(|text| tendril(&text)));
        let doctype = Doctype { name, public_id: public, system_id: system, ..mem::take(&mut self.doctype) };
        self.hand(Token::DoctypeToken(doctype));
    }

    fn set_self_closing(&mut self) {
        self.self_closing = true;
    }

    fn set_force_quirks(&mut self) {
        self.doctype.force_quirks = true;
    }

    fn push_tag_name(&mut self, name: &[u8]) {
        self.name.extend_from_slice(name);
    }

    fn push_comment(&mut self, _: &[u8]) {}

    fn push_doctype_name(&mut self, text: &[u8]) {
        self.doctype_part(0, text);
    }

    fn init_doctype(&mut self) {
        (self.doctype, self.doctype_text) = (Doctype::default(), [None, None, None]);
    }

    fn init_attribute(&mut self) {
        self.end_attribute();
        self.begun += 1;
        self.builder.sink.budget.attribute(self.begun);
    }

    fn init_attribute_value(&mut self) {
        self.end_name();
    }

    fn push_attribute_name(&mut self, name: &[u8]) {
        self.attribute.name.extend_from_slice(name);
    }

    fn push_attribute_value(&mut self, value: &[u8]) {
        self.end_name();
        if self.attribute.known.is_some() {
            self.attribute.value.extend_from_slice(value);
        }
    }

    fn set_doctype_public_identifier(&mut self, text: &[u8]) {
        self.doctype_text[1] = Some(text.to_vec());
    }

    fn set_doctype_system_identifier(&mut self, text: &[u8]) {
        self.doctype_text[2] = Some(text.to_vec());
    }

    fn push_doctype_public_identifier(&mut self, text: &[u8]) {
        self.doctype_part(1, text);
    }

    fn push_doctype_system_identifier(&mut self, text: &[u8]) {
        self.doctype_part(2, text);
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.kind == TagKind::EndTag && self.name == self.last_start
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        self.hand_text();
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}
