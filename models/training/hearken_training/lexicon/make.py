"""Makes lexicon.bin and g2p.bin from CMUdict, deterministically, in about a minute on one core.

    npm pack cmu-pronouncing-dictionary@3.0.0 && tar xzf cmu-pronouncing-dictionary-3.0.0.tgz
    cd models/training && python3 -m hearken_training.lexicon.make --dictionary .../package/index.js --out ../packs/en-small

The letter-to-sound model is trained without every twentieth word (by CRC-32 of its spelling); its accuracy on those words is printed.
"""
import argparse
import os

from . import align, cmudict, dictionary_file, g2p

ORDER = 6                    # longest n-gram of graphones; 7 and 8 gained nothing at this size
NGRAMS = 175_000             # kept after pruning: about 590 kB; all 1.2 million would gain 4 points of word accuracy and be 4.8 MB
LEAST = 3                    # uses of a graphone in the dictionary below which it counts as a mistake


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dictionary", required=True, help="index.js of the npm package, or cmudict's own text file")
    parser.add_argument("--out", required=True, help="folder for lexicon.bin and g2p.bin")
    parser.add_argument("--evaluate", action="store_true", help="also decode the held-out words (a minute)")
    arguments = parser.parse_args()

    entries = cmudict.read(arguments.dictionary)
    pairs = [(word, phones) for word in sorted(entries) for phones in entries[word]]
    chunks = align.align(pairs)
    print(f"{len(entries)} words, {len(pairs)} pronunciations, {sum(c is None for c in chunks)} of them not alignable")
    size = dictionary_file.write(os.path.join(arguments.out, "lexicon.bin"), pairs, chunks)
    print(f"lexicon.bin: {size} bytes")

    seen = [(p, c) for p, c in zip(pairs, chunks) if not cmudict.held_out(p[0])]
    letters, model = g2p.train([p for p, _ in seen], [c for _, c in seen], ORDER, NGRAMS, LEAST)
    size = g2p.write(os.path.join(arguments.out, "g2p.bin"), letters, model)
    print(f"g2p.bin: {size} bytes, {len(model.prob)} n-grams, {len(letters.graphones)} graphones")
    if arguments.evaluate:
        words = [w for w in sorted(entries) if cmudict.held_out(w) and not set(w) & set("-.")]
        plain, stressed = g2p.word_accuracy(letters, model, words, entries)
        print(f"letter-to-sound on {len(words)} held-out words: {100 * plain:.1f} % right without stress, {100 * stressed:.1f} % with")


if __name__ == "__main__":
    main()
