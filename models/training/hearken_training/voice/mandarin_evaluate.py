"""Character and syllable error of spoken Chinese replies, as a stranger's recogniser hears them (`models/fsmn-kws-zh`, tests only).

The recogniser knows 2,599 characters and no language: the best character of each 30 ms frame, repeats and blanks dropped. It takes
homophones for each other, which no listener would notice in a sentence, so syllables without tone are counted too.
"""
from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import kaldi_native_fbank as knf
import numpy as np
import onnxruntime
import soundfile
from pypinyin import lazy_pinyin

from .. import clips, paths
from ..mandarin.text import tokens as pinyin_of
from . import features
from .evaluate import RATE, edits

HERE = Path(__file__).parent
STACK, STEP = 5, 3                                   # frames of 10 ms a step of the recogniser sees, and moves by


def replies() -> list[str]:
    return [line for line in (HERE / "replies-zh.txt").read_text(encoding="utf8").splitlines() if line]


def characters(text: str) -> list[str]:
    return re.findall(r"[\u4e00-\u9fff]", text)


def syllables(text: str) -> list[str]:
    return lazy_pinyin("".join(characters(text)))


class Listener:
    """Greedy recogniser; one thread."""

    def __init__(self, folder: Path):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(folder / "fsmn_kws.onnx"), options, providers=["CPUExecutionProvider"])
        self.tokens = (folder / "tokens_2599.txt").read_text(encoding="utf-8").split("\n")
        rows = re.findall(r"<LearnRateCoef> 0 \[([^\]]*)\]", next(folder.glob("am.mvn*")).read_text())
        self.shift, self.scale = (np.array(r.split(), np.float32) for r in rows)

    def hear(self, samples: np.ndarray) -> str:
        """Hanzi of 16 kHz sound."""
        options = knf.FbankOptions()
        options.frame_opts.dither, options.frame_opts.window_type = 0, "hamming"
        options.mel_opts.num_bins = 80
        options.energy_floor = 0
        fbank = knf.OnlineFbank(options)
        fbank.accept_waveform(RATE, (samples * 32768).astype(np.float32).tolist())
        fbank.input_finished()
        rows = np.stack([fbank.get_frame(i) for i in range(fbank.num_frames_ready)])
        rows = np.concatenate([rows[:1].repeat((STACK - 1) // 2, 0), rows, rows[-1:].repeat(STACK, 0)])
        stacked = np.stack([rows[i:i + STACK].ravel() for i in range(0, len(rows) - STACK - 1, STEP)])
        x = ((stacked + self.shift) * self.scale).astype(np.float32)
        best = self.session.run(None, {self.session.get_inputs()[0].name: x[None]})[0][0].argmax(-1)
        return "".join(self.tokens[b] for i, b in enumerate(best) if b and (i == 0 or b != best[i - 1]))


def errors(listener: Listener, sounds: list[np.ndarray], texts: list[str], folder: Path) -> dict:
    """Fractions of wrong characters and syllables; what was heard is left in folder/heard.txt."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(0)
    wrong, total, lines = np.zeros(2), 0, []
    for i, (x, text) in enumerate(zip(sounds, texts)):
        x = x * 0.5 / (np.abs(x).max() + 1e-9)
        x = np.concatenate([np.zeros(4000), x, np.zeros(8000)]) + 1e-4 * rng.standard_normal(len(x) + 12000)
        soundfile.write(folder / f"{i:02}.wav", x, RATE, subtype="PCM_16")
        heard, said = listener.hear(x), characters(text)
        e = np.array([edits(characters(heard), said), edits(syllables(heard), syllables(text))])
        lines.append(f"{e[0]} {e[1]} {text} | {heard}")
        wrong += e
        total += len(said)
    (folder / "heard.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return dict(characters=wrong[0] / total, syllables=wrong[1] / total, seconds=sum(len(x) for x in sounds) / RATE)


def espeak(text: str) -> np.ndarray:
    """By pinyin: fed with hanzi, espeak-ng 1.51 of Debian 12 reads the tone digits out in English."""
    said = re.sub(r"[\u4e00-\u9fff]+", lambda m: " ".join(pinyin_of(m[0]) or []).replace("v", "ü"), text).replace("，", ", ").replace("。", ". ")
    subprocess.run(["espeak-ng", "-v", "cmn-latn-pinyin", "-w", "/tmp/hearken-espeak.wav", said.replace("？", "? ")], check=True)
    return features.read("/tmp/hearken-espeak.wav", RATE)


def recorded() -> tuple[list[np.ndarray], list[str]]:
    """Real people's sentences, to tell what the recogniser itself gets wrong."""
    rows = [json.loads(line) for line in (paths.SHARED / "audio/train/sentences-zh.jsonl").read_text(encoding="utf-8").splitlines()]
    rows = [r for r in rows if not re.search(r"[0-9A-Za-z]", r["label"])]
    return [clips.samples(r["path"]).astype(np.float64) for r in rows], [r["label"] for r in rows]


def run(a) -> None:
    listener, texts, keep = Listener(paths.SHARED / "models/fsmn-kws-zh"), replies(), Path(a.keep)
    found = {}
    if a.checkpoint:
        from . import mandarin_speak
        voice = mandarin_speak.Speaker(a.checkpoint)
        found["voice (Python)"] = errors(listener, [voice.say(t) for t in texts], texts, keep / "voice")
    if a.wavs:
        sounds = [features.read(p, RATE) for p in sorted(Path(a.wavs).glob("*.wav"))]
        found["voice (" + Path(a.wavs).name + ")"] = errors(listener, sounds, texts, keep / "wavs")
    if a.baselines:
        found["espeak-ng cmn-latn-pinyin"] = errors(listener, [espeak(t) for t in texts], texts, keep / "espeak")
        found["recorded sentences (others' texts)"] = errors(listener, *recorded(), keep / "recorded")
    for name, e in found.items():
        print(f"{name}: character error {100 * e['characters']:.1f} %, syllable error {100 * e['syllables']:.1f} %, {e['seconds']:.0f} s")
    keep.mkdir(parents=True, exist_ok=True)
    (keep / "figures.json").write_text(json.dumps(found, indent=1, ensure_ascii=False))
