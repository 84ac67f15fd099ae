//! The tree of a page: its nodes in one list, linked by their numbers.
//!
//! The parser is `html5ever`; what it builds is only what readers look at. The text of scripts that are no JSON-LD is
//! passed over, and the tree is given up where building it would cost more than pages that people write cost
//! (see [`budget`]).

mod budget;
mod emitter;
mod parse;
mod sink;
#[cfg(test)]
mod tests;

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName};

pub(in crate::reader) use parse::Styles;

/// A page as a tree.
pub(in crate::reader) struct Tree {
    nodes: Vec<Node>,
}

/// The number of a node in its tree. The first is the page's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::reader) struct NodeId(u32);

impl NodeId {
    const ROOT: Self = Self(0);

    fn at(self) -> usize {
        self.0 as usize
    }
}

/// A node with its neighbours.
#[derive(Default)]
struct Node {
    parent: Option<NodeId>,
    before: Option<NodeId>,
    after: Option<NodeId>,
    first: Option<NodeId>,
    last: Option<NodeId>,
    /// Nodes above it when it was put in.
    depth: u32,
    value: Value,
}

/// What a node is.
#[derive(Default)]
pub(in crate::reader) enum Value {
    /// The page, a comment, the content of a template.
    #[default]
    Other,
    /// A piece of text.
    Text(StrTendril),
    /// An element.
    Element(Element),
}

/// An element: its name and attributes.
pub(in crate::reader) struct Element {
    name: QualName,
    attributes: Vec<Attribute>,
}

impl Element {
    /// Its name, of elements of HTML in lower case.
    pub(in crate::reader) fn name(&self) -> &str {
        &self.name.local
    }

    /// The value of an attribute.
    pub(in crate::reader) fn attr(&self, name: &str) -> Option<&str> {
        let is_it = |attribute: &&Attribute| {
            attribute.name.prefix.is_none() && attribute.name.ns.is_empty() && &*attribute.name.local == name
        };
        self.attributes.iter().find(is_it).map(|attribute| &*attribute.value)
    }

    /// Its attributes with their values, as the page has them in order.
    pub(in crate::reader) fn attrs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|attribute| (&*attribute.name.local, &*attribute.value))
    }
}

impl Default for Tree {
    /// That of a page without anything.
    fn default() -> Self {
        Self { nodes: vec![Node::default()] }
    }
}

impl Tree {
    /// The page itself, around all that is in it.
    pub(in crate::reader) fn root(&self) -> NodeRef<'_> {
        NodeRef { tree: self, id: NodeId::ROOT }
    }

    /// Every element is entered and left, every other node entered and left at once, in the order of the page.
    pub(in crate::reader) fn walk(&self) -> impl Iterator<Item = Edge<'_>> {
        let mut next = Some((NodeId::ROOT, false));
        std::iter::from_fn(move || {
            let (id, left) = next?;
            let node = NodeRef { tree: self, id };
            next = match (left, node.node().first, node.node().after) {
                (false, Some(first), _) => Some((first, false)),
                (false, None, _) => Some((id, true)),
                (true, _, Some(after)) => Some((after, false)),
                (true, _, None) => node.node().parent.map(|parent| (parent, true)),
            };
            Some(if left { Edge::Leave(node) } else { Edge::Enter(node) })
        })
    }

    /// All text of the page, in order.
    pub(in crate::reader) fn text(&self) -> String {
        self.root().texts().collect()
    }
}

/// A step of a walk.
pub(in crate::reader) enum Edge<'a> {
    /// Into a node.
    Enter(NodeRef<'a>),
    /// Out of it.
    Leave(NodeRef<'a>),
}

/// A node in its tree.
#[derive(Clone, Copy)]
pub(in crate::reader) struct NodeRef<'a> {
    tree: &'a Tree,
    id: NodeId,
}

impl<'a> NodeRef<'a> {
    fn node(self) -> &'a Node {
        &self.tree.nodes[self.id.at()]
    }

    fn of(self, id: Option<NodeId>) -> Option<Self> {
        Some(Self { id: id?, ..self })
    }

    /// Its number.
    pub(in crate::reader) fn id(self) -> NodeId {
        self.id
    }

    /// What it is.
    pub(in crate::reader) fn value(self) -> &'a Value {
        &self.node().value
    }

    /// The element that it is, if it is one.
    pub(in crate::reader) fn element(self) -> Option<&'a Element> {
        match self.value() {
            Value::Element(element) => Some(element),
            _ => None,
        }
    }

    /// The node around it.
    pub(in crate::reader) fn parent(self) -> Option<Self> {
        self.of(self.node().parent)
    }

    /// The nodes directly in it, in order.
    pub(in crate::reader) fn children(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.of(self.node().first), |child| child.of(child.node().after))
    }

    /// The nodes before it in the same parent, the nearest first.
    pub(in crate::reader) fn earlier(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.of(self.node().before), |child| child.of(child.node().before))
    }

    /// It and all nodes in it, in order.
    pub(in crate::reader) fn descendants(self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), move |node| node.following(self.id))
    }

    /// The next node in the order of the page, within the one of this number.
    fn following(self, within: NodeId) -> Option<Self> {
        if let Some(first) = self.node().first {
            return self.of(Some(first));
        }
        let mut at = self;
        while at.id != within {
            if let Some(after) = at.node().after {
                return at.of(Some(after));
            }
            at = at.parent()?;
        }
        None
    }

    /// The texts in it, in order.
    pub(in crate::reader) fn texts(self) -> impl Iterator<Item = &'a str> {
        self.descendants().filter_map(|node| match node.value() {
            Value::Text(text) => Some(&**text),
            _ => None,
        })
    }
}
