//! Puts the nodes that the parser makes into a tree.

use std::borrow::Cow;
use std::cell::{Ref, RefCell};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName, local_name};

use super::budget::Budget;
use super::{Element, Node, NodeId, Tree, Value};

/// A tree in the making.
pub(super) struct Sink {
    nodes: RefCell<Vec<Node>>,
    pub(super) budget: Budget,
}

impl Sink {
    /// An empty tree, for a page of so many bytes.
    pub(super) fn of(bytes: usize) -> Self {
        let mut nodes = Vec::with_capacity(bytes / BYTES_PER_NODE + 1);
        nodes.push(Node::default());
        Self { nodes: RefCell::new(nodes), budget: Budget::of(bytes) }
    }

    fn make(&self, value: Value) -> NodeId {
        self.budget.make();
        let mut nodes = self.nodes.borrow_mut();
        let id = NodeId(u32::try_from(nodes.len()).unwrap_or(u32::MAX));
        nodes.push(Node { value, ..Node::default() });
        id
    }

    /// Puts a node, or a text at the end of the text that stands there, as the last of a parent.
    fn put_last(&self, parent: NodeId, child: NodeOrText<NodeId>) {
        let id = match child {
            NodeOrText::AppendNode(id) => id,
            NodeOrText::AppendText(text) => {
                let last = self.nodes.borrow()[parent.at()].last;
                let text = self.unless_script(parent, text);
                let Some(id) = self.joined(last, text) else { return };
                id
            }
        };
        let nodes = &mut *self.nodes.borrow_mut();
        detach(nodes, id);
        let last = nodes[parent.at()].last.replace(id);
        match last {
            Some(last) => nodes[last.at()].after = Some(id),
            None => nodes[parent.at()].first = Some(id),
        }
        let depth = nodes[parent.at()].depth + 1;
        let node = &mut nodes[id.at()];
        (node.parent, node.before, node.depth) = (Some(parent), last, depth);
        self.budget.sink(depth);
    }

    /// The same before a sibling that has a parent.
    fn put_before(&self, sibling: NodeId, child: NodeOrText<NodeId>) {
        if let NodeOrText::AppendNode(id) = child {
            detach(&mut self.nodes.borrow_mut(), id);
        }
        let Some(parent) = self.nodes.borrow()[sibling.at()].parent else { return };
        let before = self.nodes.borrow()[sibling.at()].before;
        let id = match child {
            NodeOrText::AppendNode(id) => id,
            NodeOrText::AppendText(text) => {
                let Some(id) = self.joined(before, text) else { return };
                id
            }
        };
        let nodes = &mut *self.nodes.borrow_mut();
        let depth = nodes[parent.at()].depth + 1;
        nodes[id.at()] = Node {
            parent: Some(parent),
            before,
            after: Some(sibling),
            depth,
            ..std::mem::take(&mut nodes[id.at()])
        };
        nodes[sibling.at()].before = Some(id);
        match before {
            Some(before) => nodes[before.at()].after = Some(id),
            None => nodes[parent.at()].first = Some(id),
        }
        self.budget.sink(depth);
    }

    /// Adds a text to a node of text, or makes one of it where there is none.
    fn joined(&self, to: Option<NodeId>, text: StrTendril) -> Option<NodeId> {
        if let Some(to) = to
            && let Value::Text(before) = &mut self.nodes.borrow_mut()[to.at()].value
        {
            before.push_tendril(&text);
            return None;
        }
        Some(self.make(Value::Text(text)))
    }

    /// The text, or nothing where it is that of a script that nobody reads.
    fn unless_script(&self, parent: NodeId, text: StrTendril) -> StrTendril {
        let nodes = self.nodes.borrow();
        match &nodes[parent.at()].value {
            Value::Element(element) if is_passed_over(&element.name.local, &element.attributes) => {
                StrTendril::new()
            }
            _ => text,
        }
    }
}

/// Bytes of a page for each node of its tree: room is made for so many.
const BYTES_PER_NODE: usize = 64;

/// Whether an element is a script other than JSON-LD.
pub(super) fn is_passed_over(name: &LocalName, attributes: &[Attribute]) -> bool {
    let is_json = |attribute: &Attribute| {
        attribute.name.local == local_name!("type")
            && attribute.value.to_ascii_lowercase().contains("ld+json")
    };
    *name == local_name!("script") && !attributes.iter().any(is_json)
}

/// Takes a node out of its parent, if it has one.
fn detach(nodes: &mut [Node], id: NodeId) {
    let node = &mut nodes[id.at()];
    let (parent, before, after) = (node.parent.take(), node.before.take(), node.after.take());
    let Some(parent) = parent else { return };
    match before {
        Some(before) => nodes[before.at()].after = after,
        None => nodes[parent.at()].first = after,
    }
    match after {
        Some(after) => nodes[after.at()].before = before,
        None => nodes[parent.at()].last = before,
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Tree;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Tree {
        Tree { nodes: self.nodes.into_inner() }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        NodeId::ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        self.budget.look();
        Ref::map(self.nodes.borrow(), |nodes| match &nodes[target.at()].value {
            Value::Element(element) => &element.name,
            _ => unreachable!("the parser asks for names of elements alone"),
        })
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        let id = self.make(Value::Element(Element { name, attributes }));
        if flags.template {
            let content = self.make(Value::Other);
            self.put_last(id, NodeOrText::AppendNode(content));
        }
        id
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.make(Value::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.make(Value::Other)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.put_last(*parent, child);
    }

    fn append_based_on_parent_node(&self, element: &NodeId, before: &NodeId, child: NodeOrText<NodeId>) {
        let placed = self.nodes.borrow()[element.at()].parent.is_some();
        if placed { self.put_before(*element, child) } else { self.put_last(*before, child) }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {
        let id = self.make(Value::Other);
        self.put_last(NodeId::ROOT, NodeOrText::AppendNode(id));
    }

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        self.nodes.borrow()[target.at()].first.expect("a template is made with its content")
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        self.budget.look();
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        self.put_before(*sibling, child);
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        let mut nodes = self.nodes.borrow_mut();
        let Value::Element(element) = &mut nodes[target.at()].value else { return };
        for attribute in attributes {
            if element.attributes.iter().all(|known| known.name != attribute.name) {
                element.attributes.push(attribute);
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        detach(&mut self.nodes.borrow_mut(), *target);
    }

    fn reparent_children(&self, node: &NodeId, parent: &NodeId) {
        loop {
            let Some(child) = self.nodes.borrow()[node.at()].first else { return };
            self.budget.look();
            self.put_last(*parent, NodeOrText::AppendNode(child));
        }
    }
}
