"""Makes the word files of an English pack: lexicon.bin (dictionary) and g2p.bin (letter-to-sound model)."""
