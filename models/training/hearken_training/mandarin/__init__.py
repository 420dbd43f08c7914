"""Mandarin: units, sentences and speech of the zh recogniser, which starts from the English one and knows English words too."""
