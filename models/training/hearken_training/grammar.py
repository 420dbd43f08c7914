"""Small sentence grammars of the training texts: `(a|b)`, `[optional]`, `<rule>`, words.

One parsed tree serves two ends: drawing random sentences, and compiling to a phone automaton for the closed-grammar
CTC search in `decoder` (epsilon-free, positions = phone occurrences: Glushkov's construction).
"""
from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

import numpy as np

_TOKEN = re.compile(r"[()\[\]|]|<[^>]+>|[^\s()\[\]|<>]+")


@dataclass(frozen=True)
class Node:
    """`kind` is word, ref, opt, alt or seq; `value` the word or rule, `parts` the children."""

    kind: str
    value: str = ""
    parts: tuple["Node", ...] = ()


def _parse(tokens: list[str]) -> Node:
    position = 0

    def alternatives() -> Node:
        nonlocal position
        options = [sequence()]
        while position < len(tokens) and tokens[position] == "|":
            position += 1
            options.append(sequence())
        return options[0] if len(options) == 1 else Node("alt", parts=tuple(options))

    def sequence() -> Node:
        nonlocal position
        items: list[Node] = []
        while position < len(tokens) and tokens[position] not in "|)]":
            token = tokens[position]
            position += 1
            if token in "([":
                inner = alternatives()
                position += 1
                items.append(inner if token == "(" else Node("opt", parts=(inner,)))
            elif token[0] == "<":
                items.append(Node("ref", token[1:-1]))
            else:
                items.append(Node("word", token.lower()))
        return Node("seq", parts=tuple(items))

    return alternatives()


class Grammar:
    """Rules by name; the start rule is `top`. A rule given on several lines is the alternative of its lines."""

    def __init__(self, text: str):
        self.rules: dict[str, Node] = {}
        for line in text.splitlines():
            line = line.split("#")[0].strip()
            if not line:
                continue
            name, body = (part.strip() for part in line.split("=", 1))
            tree = _parse(_TOKEN.findall(body))
            known = self.rules.get(name)
            if known is None:
                self.rules[name] = tree
            elif known.kind == "alt" and known.value == "lines":
                self.rules[name] = Node("alt", "lines", known.parts + (tree,))
            else:
                self.rules[name] = Node("alt", "lines", (known, tree))

    @classmethod
    def read(cls, path: Path) -> "Grammar":
        return cls(path.read_text(encoding="utf-8"))

    def sample(self, rng: random.Random, rule: str = "top") -> str:
        """One random sentence; optional parts are spoken two times in five."""
        return self._sample(rng, Node("ref", rule))

    def _sample(self, rng: random.Random, node: Node) -> str:
        if node.kind == "word":
            return node.value
        if node.kind == "ref":
            return self._sample(rng, self.rules[node.value.split(":")[0]])
        if node.kind == "opt":
            return self._sample(rng, node.parts[0]) if rng.random() < 0.4 else ""
        if node.kind == "alt":
            return self._sample(rng, rng.choice(node.parts))
        return " ".join(s for s in (self._sample(rng, p) for p in node.parts) if s)


@dataclass
class Automaton:
    """Phone positions with predecessors in CSR form. `word[i]`/`slot[i]` annotate position i; `starts[i]`: word begins."""

    label: np.ndarray
    pointer: np.ndarray
    predecessor: np.ndarray
    first: np.ndarray
    last: np.ndarray
    word: list[str] = field(default_factory=list)
    slot: list[str] = field(default_factory=list)
    starts: list[bool] = field(default_factory=list)


def compile_grammar(grammar: Grammar, pronounce: Callable[[str], list[list[int]]], rule: str = "top") -> Automaton:
    """Closed-grammar automaton; `<rule:name>` marks the words of a slot `name`."""
    labels: list[int] = []
    words: list[str] = []
    slots: list[str] = []
    starts: list[bool] = []
    edges: list[tuple[int, int]] = []

    def build(node: Node, slot: str) -> tuple[list[int], list[int], bool]:
        if node.kind == "word":
            first, last = [], []
            for phones in pronounce(node.value):
                base = len(labels)
                for j, phone in enumerate(phones):
                    labels.append(phone), words.append(node.value), slots.append(slot), starts.append(j == 0)
                    if j:
                        edges.append((base + j - 1, base + j))
                first.append(base), last.append(len(labels) - 1)
            return first, last, False
        if node.kind == "ref":
            name, _, as_slot = node.value.partition(":")
            return build(grammar.rules[name], as_slot or slot)
        if node.kind == "opt":
            first, last, _ = build(node.parts[0], slot)
            return first, last, True
        if node.kind == "alt":
            built = [build(p, slot) for p in node.parts]
            return [f for b in built for f in b[0]], [x for b in built for x in b[1]], any(b[2] for b in built)
        first, last, empty = [], [], True
        for part in node.parts:
            f, x, e = build(part, slot)
            edges.extend((a, b) for a in last for b in f)
            first = first + f if empty else first
            last = x + (last if e else [])
            empty &= e
        return first, last, empty

    first, last, _ = build(Node("ref", rule), "")
    n = len(labels)
    preds: list[set[int]] = [set() for _ in range(n)]
    for a, b in edges:
        preds[b].add(a)
    pointer = np.zeros(n + 1, np.int32)
    pointer[1:] = np.cumsum([len(p) for p in preds])
    is_first, is_last = np.zeros(n, np.bool_), np.zeros(n, np.bool_)
    is_first[first], is_last[last] = True, True
    return Automaton(np.array(labels, np.int32), pointer, np.array([p for s in preds for p in sorted(s)], np.int32),
                     is_first, is_last, words, slots, starts)
