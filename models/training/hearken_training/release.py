"""Puts the trained models into the pack: ONNX files, phones.txt, calibrated parameters as entry files, weights to train on from."""
from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
import yaml

from hearken_training import export, features, paths, shards, vad, wake
from hearken_training import model as models
from hearken_training import phones
from hearken_training.scoring import spot_any

MOST_NEGATIVES = 1000
"""Utterances of a bank that the threshold of typed phrases is fitted to."""
FRAMES = 8
"""Fbank frames of one call of the recogniser (80 ms)."""
ENTRIES = paths.TRAINING / "pack" / paths.PACK_ID


def _entry(name: str, content: dict) -> None:
    (ENTRIES / f"{name}.yaml").write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")


def emission_delay(stream: export.Stream) -> int:
    """Median frames between the true end of a synthetic phrase and the step that scores it best."""
    collector = wake.Collector(55, export.load_recogniser("recogniser"), held=True)
    delays = []
    for phrase in wake.SHIPPED:
        prons = wake.phrase_phones(phrase)
        for u in [u for u in collector.own[phrase] if u.text in wake.SHIPPED[phrase].alone and u.speaker == "synthetic"][:60]:
            clean = u.pcm.astype(np.float32)
            loud = np.flatnonzero(np.abs(clean) > .05 * np.abs(clean).max())
            x = np.concatenate([np.zeros(8000), clean, np.zeros(12000)]) + np.random.default_rng(0).standard_normal(len(clean) + 20000) * 3
            scores, _ = spot_any(stream(features.fbank(x.astype(np.float32))), prons)
            t = int(scores.argmax())
            if scores[t] > -1:
                delays.append((t + 1) * 4 - (8000 + loud[-1]) / features.HOP)
    print(f"emission delay in frames: quartiles {np.percentile(delays, [25, 50, 75])} of {len(delays)}")
    return max(0, int(np.median(delays)))


def typed_threshold(stream: export.Stream, allowed_per_hour: float = 1.0) -> float:
    """Phone score for phrases without verifier: median over some phrases of what lets one false alarm an hour pass."""
    from hearken_training.evaluate import miss_rates

    phrases = {"en": ["hey edge", "smart mirror", "view glass", "hello jarvis", "okay kitchen", "hey robin", "good morning house"],
               "zh": ["你好小智", "小爱同学", "小度小度", "你好小问", "天猫精灵", "小美小美", "早上好管家"]}[paths.LANGUAGE]
    scores: dict[str, list[float]] = {p: [] for p in phrases}
    everything = []
    for _, name in wake.NEGATIVE_BANKS:
        if paths.LANGUAGE != "en" or name == "held":
            reader = shards.BankReader(name)
            reader.refresh()
            everything += reader.items[:MOST_NEGATIVES]
    seconds = 0.0
    for u in everything:
        logp = stream(features.fbank(u.pcm.astype(np.float32) * .5))
        seconds += len(u.pcm) / features.RATE
        for p in phrases:
            if wake.said(p) in u.text:
                continue
            s, _ = spot_any(logp, wake.phrase_phones(p))
            scores[p] += [float(s[t]) for t in wake.candidates(s, -6.0)]
    limits = [sorted(s, reverse=True)[int(allowed_per_hour * seconds / 3600)] for s in scores.values()]
    print("typed phrases:", {p: round(l, 2) for p, l in zip(phrases, limits)}, f"{seconds / 3600:.2f} h")
    return round(float(np.median(limits)), 2)


def typed_wake() -> None:
    """The threshold of typed phrases anew, for the recogniser that is in the pack: after a change of how phrases are scored."""
    entry = ENTRIES / "recognizer.yaml"
    content = yaml.safe_load(entry.read_text(encoding="utf-8"))
    content["parameters"]["typedWake"]["threshold"] = typed_threshold(export.Stream(paths.PACK / "recognizer.onnx"))
    _entry("recognizer", content)


def recogniser(name: str = "recogniser", before: float = 0.0) -> export.Stream:
    """recognizer.onnx, phones.txt, its entry (decoder settings are kept until `confidence` fits new ones) and the weights to train on from.

    With `before`, so much of the weights that shipped until now is mixed in: between the two ends of a training that went on from them,
    errors are often fewer than at either (Wortsman et al. 2022).
    """
    net = export.load_recogniser(name)
    if before:
        old = models.from_weights(torch.load(paths.shipped("recogniser"), weights_only=True), len(net.blocks), phones.classes()).state_dict()
        net.load_state_dict({k: torch.lerp(w, old[k], before) for k, w in net.state_dict().items()})
    held = [e.features.astype(np.float32) for e in shards.load(paths.ears("held-real.npz"))[:40]]
    path = paths.PACK / "recognizer.onnx"
    export.export_recogniser(net, path, held, FRAMES)
    if paths.LANGUAGE == "zh":
        from hearken_training.mandarin import hanzi
        hanzi.write(paths.PACK / "hanzi.txt")
    (paths.PACK / "phones.txt").write_text("\n".join(["<blk>", *phones.names()]) + "\n")
    assert phones.BLANK == 0
    stream = export.Stream(path)
    parameters = {"subsampling": 4, "phones": "phones.txt", "lookAheadFrames": emission_delay(stream),
                  "typedWake": {"threshold": typed_threshold(export.Stream(export.recogniser(net, 64, int8=True)))}}
    entry = ENTRIES / "recognizer.yaml"
    decoder = yaml.safe_load(entry.read_text(encoding="utf-8"))["parameters"].get("decoder") if entry.exists() else None
    if decoder:
        parameters["decoder"] = decoder
    _entry("recognizer", {"role": "recognizer", "name": "phones", "backend": "onnx", "file": "recognizer.onnx", "card": "recognizer.md",
                          "parameters": parameters})
    torch.save({"average": net.state_dict()}, paths.ears("checkpoints", "shipped.pt"))
    torch.save(models.packed(net.state_dict()), paths.shipped("recogniser"))
    return stream


def copy(name: str, packs: Path) -> None:
    """A copy of the pack whose recogniser is another checkpoint; all parameters stay."""
    from hearken_training import pack

    folder = packs / paths.PACK_ID
    shutil.copytree(paths.PACK, folder)
    held = [e.features.astype(np.float32) for e in shards.load(paths.ears("held-real.npz"))[:20]]
    export.export_recogniser(export.load_recogniser(name), folder / "recognizer.onnx", held, FRAMES)
    pack.write_manifest(ENTRIES, folder)


def voice_activity() -> None:
    """vad.onnx and its entry."""
    if paths.LANGUAGE != "en":                      # the same net serves all languages
        english = paths.REPOSITORY / "models/packs/en-small"
        for name in ("vad.onnx", "vad.md", "lexicon.bin", "g2p.bin", "lexicon-licence.txt", "lexicon.md"):
            shutil.copy(english / name, paths.PACK / name)
        shutil.copy(paths.TRAINING / "pack/en-small/vad.yaml", ENTRIES / "vad.yaml")
        return
    net = vad.load()
    onnx.save(export.voice_activity(net), paths.PACK / "vad.onnx")
    stream = export.Stream(paths.PACK / "vad.onnx")
    f, _ = vad.Mixer(5).stretch(6)
    with torch.inference_mode():
        whole = torch.sigmoid(vad.forward(net, torch.from_numpy(f)[None]))[0].numpy()
    print(f"vad: stream against whole, largest difference {np.abs(stream(f)[:, 0] - whole).max():.1e}; {(paths.PACK / 'vad.onnx').stat().st_size} bytes")
    _entry("vad", {"role": "vad", "name": "speech", "backend": "onnx", "file": "vad.onnx", "card": "vad.md",
                   "parameters": {"framesPerStep": 4, "threshold": 0.5}})


def wake_verifiers(stride: int) -> None:
    """wake-*.onnx with calibrated entries; needs the recogniser that ships."""
    look_ahead = yaml.safe_load((ENTRIES / "recognizer.yaml").read_text())["parameters"]["lookAheadFrames"]
    nets = {phrase: wake.load(phrase) for phrase in wake.SHIPPED}
    # The shipped weights with longer chunks: fewer calls for hours of speech.
    shipped = export.load_recogniser("shipped")
    negatives = wake.negatives(export.Stream(export.recogniser(shipped, 64, int8=True)), nets, stride=stride)
    held = wake.Collector(99, shipped, held=True)
    for phrase, net in nets.items():
        name = f"wake-{wake.file_name(phrase)}"
        if isinstance(net, wake.WakeVerifier):
            onnx.save(export.wake_verifier(net, wake.WINDOW), paths.PACK / f"{name}.onnx")
            session = export.session(paths.PACK / f"{name}.onnx")
            x = np.random.default_rng(1).standard_normal((1, wake.WINDOW, 40)).astype(np.float32) * 4 + 12
            with torch.inference_mode():
                difference = abs(float(session.run(None, {"fbank": x})[0][0, 0]) - float(net(torch.from_numpy(x))[0]))
            print(f"{name}: ONNX against torch {difference:.1e}; {(paths.PACK / f'{name}.onnx').stat().st_size} bytes")
        values = wake.calibrate(phrase, net, negatives[phrase], held)
        _entry(name, {"role": "wake-verifier", "name": phrase, "backend": "onnx", "file": f"{name}.onnx", "card": f"{name}.md",
                      "parameters": {"window": wake.WINDOW, "tailFrames": look_ahead + wake.EXTRA,
                                     **{k: values[k] for k in ("candidateThreshold", "combine", "threshold")}}})


def run(what: list[str], stride: int, before: float = 0.0) -> None:
    """The named parts, then pack.yaml."""
    from hearken_training import pack

    if "recogniser" in what:
        recogniser(before=before)
    if "typed" in what:
        typed_wake()
    if "vad" in what:
        voice_activity()
    if "wake" in what:
        wake_verifiers(stride)
    pack.write()
