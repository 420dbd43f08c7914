"""Word error of spoken replies as pocketsphinx (Debian's, open trigram language model) hears them."""
import json
import re
import subprocess
from pathlib import Path

import numpy as np
import soundfile

from . import features

HERE = Path(__file__).parent
MODEL = Path("/usr/share/pocketsphinx/model/en-us")
RATE = 16000


def words(text):
    return re.findall(r"[a-z']+", text.lower())


def replies():
    return [line for line in (HERE / "replies.txt").read_text(encoding="utf8").splitlines() if line]


def edits(heard, said):
    """Word edit distance."""
    row = np.arange(len(said) + 1)
    for h in heard:
        new = [row[0] + 1]
        for j, s in enumerate(said):
            new.append(min(row[j] + (h != s), row[j + 1] + 1, new[j] + 1))
        row = np.array(new)
    return int(row[-1])


def word_error(sounds, texts, folder):
    """Fraction of wrong words; what was heard is left in folder/heard.txt."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(0)
    for i, x in enumerate(sounds):
        x = x * 0.5 / (np.abs(x).max() + 1e-9)
        x = np.concatenate([np.zeros(4000), x, np.zeros(4000)]) + 1e-4 * rng.standard_normal(len(x) + 8000)
        soundfile.write(folder / f"{i:02}.wav", x, RATE, subtype="PCM_16")
    (folder / "list").write_text("\n".join(f"{i:02}" for i in range(len(sounds))))
    subprocess.run(["pocketsphinx_batch", "-hmm", MODEL / "en-us", "-dict", MODEL / "cmudict-en-us.dict", "-lm", MODEL / "en-us.lm.bin",
                    "-adcin", "yes", "-cepdir", folder, "-cepext", ".wav", "-adchdr", "44", "-ctl", folder / "list",
                    "-hyp", folder / "hyp", "-remove_silence", "no"], check=True, stderr=open(folder / "log", "w"))
    heard = {}
    for line in open(folder / "hyp"):
        text, _, mark = line.rpartition("(")
        heard[int(mark.split()[0])] = re.sub(r"\(\d\)", "", text).split()
    errors = [edits(heard.get(i, []), words(t)) for i, t in enumerate(texts)]
    with open(folder / "heard.txt", "w") as file:
        for i, t in enumerate(texts):
            print(errors[i], t, "|", " ".join(heard.get(i, [])), file=file)
    return sum(errors) / sum(len(words(t)) for t in texts)


def flite(text):
    subprocess.run(["flite", "-voice", "slt", "-t", text, "/tmp/hearken-flite.wav"], check=True)
    return features.read("/tmp/hearken-flite.wav", RATE)


def espeak(text):
    subprocess.run(["espeak-ng", "-v", "en-us", "-w", "/tmp/hearken-espeak.wav", text], check=True)
    return features.read("/tmp/hearken-espeak.wav", RATE)


def run(a):
    texts, found = replies(), {}
    keep = Path(a.keep)
    if a.checkpoint:
        from . import speak
        voice = speak.Speaker(a.checkpoint, a.dictionary)
        found["voice (Python)"] = word_error([voice.say(t) for t in texts], texts, keep / "voice")
    if a.wavs:
        sounds = [features.read(path, RATE) for path in sorted(Path(a.wavs).glob("*.wav"))[:len(texts)]]
        found["voice (" + Path(a.wavs).name + ")"] = word_error(sounds, texts, keep / "wavs")
    if a.baselines:
        found["flite slt"] = word_error([flite(t) for t in texts], texts, keep / "flite")
        found["espeak-ng en-us"] = word_error([espeak(t) for t in texts], texts, keep / "espeak")
    if a.data:
        found.update(recorded(a.data, keep))
    for name, error in found.items():
        print(f"{name}: word error {100 * error:.1f} %")
    (keep / "figures.json").write_text(json.dumps(found, indent=1))


def recorded(data, keep):
    """The same figure for held-out recordings: as they are, and through the vocoder."""
    import pickle

    from . import vocoder
    with open(data, "rb") as file:
        clips = pickle.load(file)[::40]
    texts = [c["text"] for c in clips]
    copies = [vocoder.synthesise(c["f0"], c["envelope"].astype(np.float64), c["bands"].astype(np.float64)) for c in clips]
    return {"LJ copy synthesis (10 held-out clips)": word_error(copies, texts, keep / "copy")}
