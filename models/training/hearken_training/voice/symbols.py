"""Text to the symbols the acoustic model is trained on: stressed ARPAbet, pauses, and the place of each phone in its word.

The list and the rules are mirrored in Java (dev.hearken.speech.internal.voice.PhoneSequence); export writes the list to voice.yaml.
"""
import json
import re
from pathlib import Path

VOWELS = "AA AE AH AO AW AY EH ER EY IH IY OW OY UH UW".split()
CONSONANTS = "B CH D DH F G HH JH K L M N NG P R S SH T TH V W Y Z ZH".split()
# "_" pads; "^" opens an utterance; "," "." "?" are pauses; "~" is a pause the reader made without a sign
PAUSES = ["_", "^", ",", ".", "?", "~"]
SYMBOLS = PAUSES + CONSONANTS + [v + s for v in VOWELS for s in "012"]
INDEX = {s: i for i, s in enumerate(SYMBOLS)}
PAD, OPEN, BREAK = INDEX["_"], INDEX["^"], INDEX["~"]
FIRST, LAST = 1, 2                                  # bits of a phone's place in its word

_SIGN = {",": ",", ";": ",", ":": ",", "--": ",", "-": None, ".": ".", "!": ".", "?": "?"}


def read_dictionary(path):
    """CMUdict as the npm package cmu-pronouncing-dictionary ships it: word -> its pronunciations, the usual one first."""
    text = Path(path).read_text(encoding="utf8")
    words = {}
    for word, phones in re.findall(r'^\s*"?([^":]+)"?: "([^"]+)"', text, re.M):
        words.setdefault(re.sub(r"\(\d\)$", "", word.lower()), []).append(phones.split("#")[0].split())
    return words


def read_extra(path):
    """Words of the recordings that CMUdict lacks: `word PH PH …` a line."""
    lines = Path(path).read_text(encoding="utf8").splitlines()
    return {line.split()[0]: [line.split()[1:]] for line in lines if line.strip() and line[0] != "#"}


def tokens(text):
    """Words and pause signs, in order."""
    text = text.lower().replace("\u2019", "'").replace("\u2014", "--").replace("\u2013", "--")
    for accented, plain in (("ü", "u"), ("ê", "e"), ("é", "e"), ("è", "e"), ("à", "a"), ("â", "a")):
        text = text.replace(accented, plain)
    found = []
    for token in re.findall(r"[a-z][a-z'.]*[a-z]|[a-z]|--|[,.;:!?]", text):
        if token[0].isalpha():
            found += [w for w in re.split(r"\.", token) if w]
        elif _SIGN.get(token):
            found.append(_SIGN[token])
    return found


def sequence(items, dictionary):
    """Symbol ids, place flags and word numbers (-1 for pauses) of words and pause signs.

    Every utterance begins with "^" and ends with "." or "?"; pauses never stand side by side.
    """
    ids, places, words, number = [OPEN], [0], [-1], -1
    for item in items:
        if item in ",.?~":
            if ids[-1] >= len(PAUSES):
                ids.append(INDEX[item]), places.append(0), words.append(-1)
            elif len(ids) > 1 and item in ".?":
                ids[-1] = INDEX[item]
            continue
        number += 1
        phones = dictionary[item][0] if isinstance(item, str) else item
        for i, phone in enumerate(phones):
            ids.append(INDEX[phone])
            places.append((FIRST if i == 0 else 0) | (LAST if i == len(phones) - 1 else 0))
            words.append(number)
    if ids[-1] >= len(PAUSES):
        ids.append(INDEX["."]), places.append(0), words.append(-1)
    return ids, places, words


def recordings(root):
    """The lines of train/voice-en-lj.jsonl under root."""
    with open(Path(root) / "train/voice-en-lj.jsonl", encoding="utf8") as lines:
        return [json.loads(line) for line in lines]
