// Copyright 2026 The Chatstream authors
// SPDX-License-Identifier: Apache-2.0

// Descriptions of elements, and making the page look like them. What has not changed is not touched, so nothing flickers,
// and focus and selection stay where they are.

const SVG = "http://www.w3.org/2000/svg";

/**
 * Describes an element. Properties that begin with "on" are listeners; `key` tells siblings apart; true sets an attribute
 * without value, false, null and undefined remove it; `css` has properties of its style; the children of what is `opaque`
 * are somebody else's.
 */
export function h(tag, props, ...children) {
    return {tag, props: props ?? {}, children: children.flat(Infinity).filter((child) => child != null && child !== false)};
}

/** Makes the children of `parent` look like the descriptions; texts and numbers are text nodes. */
export function patch(parent, ...wanted) {
    const children = wanted.flat(Infinity).filter((child) => child != null && child !== false);
    const keyed = new Map();
    for (const node of parent.childNodes) {
        if (node.described?.key !== undefined) {
            keyed.set(node.described.key, node);
        }
    }
    // first, so that those that stay need not move past them: what is moved loses the focus
    const kept = new Set(children.map((child) => child.props?.key));
    for (const [key, node] of keyed) {
        if (!kept.has(key)) {
            node.remove();
        }
    }
    let next = parent.firstChild;
    for (const child of children) {
        const node = nodeFor(child, next, keyed, parent);
        if (node === next) {
            next = next.nextSibling;
        } else {
            parent.insertBefore(node, next);
        }
        fill(node, child);
    }
    while (next !== null) {
        const gone = next;
        next = next.nextSibling;
        gone.remove();
    }
}

function nodeFor(child, next, keyed, parent) {
    if (typeof child !== "object") {
        return next?.nodeType === Node.TEXT_NODE ? next : document.createTextNode("");
    }
    const key = child.props.key;
    const candidate = key === undefined ? next : keyed.get(key);
    if (candidate?.localName === child.tag && candidate.described?.key === key) {
        return candidate;
    }
    const inSvg = child.tag === "svg" || parent.namespaceURI === SVG;
    const created = inSvg ? document.createElementNS(SVG, child.tag) : document.createElement(child.tag);
    created.described = {};
    return created;
}

function fill(node, child) {
    if (typeof child !== "object") {
        const text = String(child);
        if (node.data !== text) {
            node.data = text;
        }
        return;
    }
    const before = node.described;
    node.described = child.props;
    for (const name of Object.keys(before)) {
        if (!(name in child.props)) {
            set(node, name, null);
        }
    }
    if (!child.props.opaque) {
        patch(node, child.children);
    }
    // a select takes its value only once it has the option
    for (const [name, value] of Object.entries(child.props)) {
        if (before[name] !== value || name === "value" || name === "checked") {
            set(node, name, value);
        }
    }
}

function set(node, name, value) {
    if (name === "key" || name === "opaque") {
        return;
    }
    if (name.startsWith("on")) {
        node[name.toLowerCase()] = value;
    } else if (name === "css") {
        // by the object model: the page's policy allows no style in markup
        for (const [property, text] of Object.entries(value ?? {})) {
            node.style.setProperty(property, text);
        }
    } else if (name === "value" || name === "checked") {
        // what is being typed is left alone
        if (node[name] !== value && !(name === "value" && node.localName === "input" && node === document.activeElement)) {
            node[name] = value;
        }
    } else if (value === true) {
        node.setAttribute(name, "");
    } else if (value === false || value == null) {
        node.removeAttribute(name);
    } else if (node.getAttribute(name) !== String(value)) {
        node.setAttribute(name, value);
    }
}
