"""Voices borrowed from people: sentences of the training text in the voices of those who spoke the real sentences.

There are some four hundred real voices with ten to fifty seconds each: too little for a recogniser to learn what voices have in common, enough to
learn how each differs. A generator (phones to WORLD's parameters, after FastSpeech 2, Ren et al. 2021) is trained on all of them with a vector a person,
and then says sentences that none of them said, as one of them or as a mixture of two; what it leaves out of a spectrum comes back as noise of the size that it
expects of itself. Only for training recognisers: these voices stay in the bank.
"""
from __future__ import annotations

import hashlib
import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyworld
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from hearken_training import bank, features, paths, phone_times
from hearken_training.clocked import Clocked
from hearken_training.model import packed, unpacked
from hearken_training.phones import PHONES, pronunciations
from hearken_training.text import Sentences, WakeSentences
from hearken_training.voice.model import WIDTH, Block, positions
from hearken_training.word_runs import WordRuns

KINDS = {"librispeech": 1.0, "vctk": 1.0, "lj": .15, "accented": .3}
"""Sources whose people lend their voices -> how often a clip is trained on."""
LENT = {"lj": 3.0, "accented": .2}
"""Sources whose people lend their voices more or less often than others."""
WEIGHTS = paths.TRAINING / "checkpoints" / "borrowed-int8.pt"
"""In git, so that a wake phrase can be trained where there are no recordings."""
POINTS = 48
MEL_HERTZ = 700 * (np.exp(np.linspace(0, features.mel(8000.0), POINTS) / 1127) - 1)
BIN_HERTZ = np.arange(513) * (features.RATE / 1024)
PERIOD_MS = 10.0
PERSON = 32
NARROWEST = -3.0
"""Smallest log deviation that the generator may expect of itself."""
WORST_SHARE = .1
"""Of each source, the share of clips whose alignment is believed least, which are left out."""
LARGEST_TEXTURE = .25
"""Share of its own error that comes back as noise: with all of it the recogniser, which knew these people, mistook 72 % of phones, with a third 35 %, with none 24 %."""
FRAMES_A_BATCH = 6000
HELD = 60
"""Sentences that are only measured on."""
ROUGH = {"V": .5, "Z": .7, "DH": .4, "ZH": .7, "JH": .6, "B": .3, "D": .3, "G": .3}
"""Voiced phones with noise in them -> how much at the lowest frequencies."""


@dataclass
class Spoken:
    """A sentence as the generator learns it: labels, word beginnings and frames a phone, envelope [T, 48] (log amplitude), log F0 (0 where unvoiced)."""

    labels: np.ndarray
    begins: np.ndarray
    frames: np.ndarray
    envelope: np.ndarray
    pitch: np.ndarray
    person: int


def analyse(u: bank.Utterance) -> tuple[np.ndarray, np.ndarray]:
    """Envelope [T, 48] and log F0 [T] of a recording, every 10 ms."""
    x = u.pcm.astype(np.float64) / 32768 + 1e-5 * np.random.default_rng(0).standard_normal(len(u.pcm))
    f0, at = pyworld.dio(x, features.RATE, 60.0, 400.0, frame_period=PERIOD_MS)
    f0 = pyworld.stonemask(x, f0, at, features.RATE)
    power = pyworld.cheaptrick(x, f0, at, features.RATE)
    envelope = .5 * np.log(np.stack([np.interp(MEL_HERTZ, BIN_HERTZ, p) for p in power]) + 1e-12)
    return envelope.astype(np.float32), np.where(f0 > 0, np.log(np.maximum(f0, 1)), 0).astype(np.float32)


def prepare() -> tuple[list[Spoken], list[str]]:
    """All sentences of `KINDS` and the names of their speakers."""
    runs = WordRuns()
    utterances = [u for p in sorted(paths.ears("bank", "real", "x").parent.glob("*.npz")) for u in bank.load(p) if u.kind in KINDS]
    known = [(u, runs.words(u)) for u in utterances]
    known = [(u, w) for u, w in known if w]
    at = [np.cumsum([0] + [len(word.pcm) for word in words]).tolist() for _, words in known]
    found = phone_times.times([u for u, _ in known], at)
    people: dict[str, int] = {}
    out = []
    for kind in KINDS:
        mine = [(u, t) for (u, _), t in zip(known, found) if u.kind == kind and t is not None]
        bar = np.quantile([t.score for _, t in mine], WORST_SHARE) if mine else 0
        for u, t in mine:
            if t.score < bar:
                continue
            envelope, pitch = analyse(u)
            frames = t.frames.copy()
            frames[0] += 1
            rest = len(envelope) - frames.sum()
            frames[-1] += max(0, rest)
            n = frames.sum()
            envelope, pitch = (np.concatenate([x, np.repeat(x[-1:], max(0, n - len(x)), 0)])[:n] for x in (envelope, pitch))
            person = people.setdefault(f"{kind} {u.speaker}", len(people))
            out.append(Spoken(t.labels, t.begins_word, frames, envelope, pitch, person))
    print(f"{len(out)} sentences of {len(utterances)}, {len(people)} people, {sum(len(s.pitch) for s in out) / 360000:.2f} h", flush=True)
    return out, list(people)


class Generator(nn.Module):
    """Phones and a person -> durations; frames -> mean and log deviation of the envelope, log F0 beside the person's, voicing logit."""

    def __init__(self, people: int):
        super().__init__()
        self.phone = nn.Embedding(len(PHONES) + 1, WIDTH)
        self.begins = nn.Embedding(2, WIDTH)
        self.people = nn.Embedding(people, PERSON)
        nn.init.normal_(self.people.weight, std=.3)
        self.person = nn.Linear(PERSON, WIDTH)
        self.encoder = nn.ModuleList([Block(5, 2) for _ in range(3)])
        self.duration = nn.Linear(WIDTH, 2)
        self.position = nn.Linear(3, WIDTH)
        self.decoder = nn.ModuleList([Block(7, 3) for _ in range(4)])
        self.norm, self.out = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, 2 * POINTS + 2)
        for name, size, value in (("mean", POINTS, 0.0), ("scale", POINTS, 1.0), ("pitch", people, 5.0)):
            self.register_buffer(name, torch.full((size,), value))

    def states(self, labels: Tensor, begins: Tensor, person: Tensor, mask: Tensor) -> Tensor:
        """[B, N] labels and word beginnings, [B, PERSON] -> [B, N, WIDTH]."""
        x = self.phone(labels) + self.begins(begins) + self.person(person)[:, None]
        for block in self.encoder:
            x = block(x, mask)
        return x

    def decode(self, x: Tensor, position: Tensor, person: Tensor, mask: Tensor) -> Tensor:
        """State of each frame's phone [B, T, WIDTH] and position within it [B, T, 3] -> [B, T, 2 POINTS + 2], the envelope normalised."""
        x = x + self.position(position) + self.person(person)[:, None]
        for block in self.decoder:
            x = block(x, mask)
        return self.out(self.norm(x))


def spread(frames: np.ndarray) -> tuple[np.ndarray, Tensor]:
    """The phone of each frame, and positions [T, 3] within it."""
    index = np.repeat(np.arange(len(frames)), frames)
    inside = np.concatenate([np.arange(n) for n in frames])
    return index, positions(torch.tensor(inside).float(), torch.tensor(frames[index]).float())


def padded(rows: list[Tensor]) -> Tensor:
    """[B, longest, …], zeros behind the shorter ones."""
    return nn.utils.rnn.pad_sequence(rows, batch_first=True)


def loss_of(net: Generator, group: list[Spoken], noise: float = .1) -> Tensor:
    """Mean negative log-likelihood of durations, envelope and pitch, and cross entropy of voicing."""
    labels, begins = (padded([torch.tensor(getattr(s, name)).long() for s in group]) for name in ("labels", "begins"))
    mask = padded([torch.ones(len(s.labels), 1) for s in group])
    person = net.people(torch.tensor([s.person for s in group]))
    person = person + noise * torch.randn_like(person) if net.training else person
    x = net.states(labels, begins, person, mask)
    duration = net.duration(x)
    wanted = padded([torch.log(torch.tensor(s.frames).float()) for s in group])
    deviation = duration[..., 1].clamp(NARROWEST, 2)
    long = ((.5 * ((wanted - duration[..., 0]) * torch.exp(-deviation)) ** 2 + deviation) * mask[..., 0]).sum() / mask.sum()
    places = [spread(s.frames) for s in group]
    frames = padded([x[i, torch.tensor(index)] for i, (index, _) in enumerate(places)])
    frame_mask = padded([torch.ones(len(index), 1) for index, _ in places])
    y = net.decode(frames, padded([p for _, p in places]), person, frame_mask)
    envelope = (padded([torch.tensor(s.envelope) for s in group]) - net.mean) / net.scale
    deviation = y[..., POINTS:2 * POINTS].clamp(NARROWEST, 2)
    error = envelope - y[..., :POINTS]
    shape = ((.5 * (error * torch.exp(-deviation)) ** 2 + deviation + .5 * error.abs()) * frame_mask).sum() / frame_mask.sum() / POINTS
    pitch = padded([torch.tensor(s.pitch) for s in group])
    voiced = (pitch > 0).float() * frame_mask[..., 0]
    wanted_pitch = (pitch - net.pitch[[s.person for s in group]][:, None]) * 5
    tune = (((wanted_pitch - y[..., -2]) ** 2) * voiced).sum() / voiced.sum().clamp(min=1)
    voicing = (F.binary_cross_entropy_with_logits(y[..., -1], voiced, reduction="none") * frame_mask[..., 0]).sum() / frame_mask.sum()
    return shape + .2 * long + .1 * tune + .3 * voicing


def groups(spoken: list[Spoken], sources: list[str], rng: random.Random) -> list[list[Spoken]]:
    """One pass: batches of about `FRAMES_A_BATCH` frames of sentences of like length, some of each source left out this time (`KINDS`)."""
    chosen = [s for s in spoken if rng.random() < KINDS[sources[s.person]]]
    chosen.sort(key=lambda s: len(s.pitch) + rng.random() * 50)
    out: list[list[Spoken]] = [[]]
    for s in chosen:
        if out[-1] and (len(out[-1]) + 1) * len(s.pitch) > FRAMES_A_BATCH:
            out.append([])
        out[-1].append(s)
    rng.shuffle(out)
    return out


def train(minutes: float, peak: float = 2e-3) -> None:
    """Train on all real sentences but sixty, by the clock; resumes; writes the weights that ship with the training."""
    torch.set_num_threads(1)
    torch.manual_seed(1)
    rng = random.Random(1)
    spoken, people = prepare()
    rng.shuffle(spoken)
    held, spoken = spoken[:HELD], spoken[HELD:]
    sources = [p.split(" ", 1)[0] for p in people]
    net = Generator(len(people))
    everything = np.concatenate([s.envelope for s in spoken])
    net.mean.copy_(torch.tensor(everything.mean(0)))
    net.scale.copy_(torch.tensor(everything.std(0)))
    for p in range(len(people)):
        pitches = np.concatenate([s.pitch[s.pitch > 0] for s in spoken if s.person == p] or [np.zeros(0)])
        if len(pitches) > 20:
            net.pitch[p] = float(np.median(pitches))
    run = Clocked("borrowed", {"net": net}, torch.optim.AdamW(net.parameters(), peak, betas=(.9, .98), weight_decay=1e-2), minutes, peak, warm_up=100, floor=.02)
    data = hashlib.sha256(b"".join(s.labels.tobytes() for s in spoken)).hexdigest()[:12]
    run.begin_log(f"# python -m hearken_training borrow --minutes {minutes:g}; {sum(p.numel() for p in net.parameters())} parameters; {len(spoken)} sentences, "
                  f"{len(people)} people, data {data}\nminute\tstep\thours_seen\tloss\theld_loss")
    hours = run.counts.get("hours", 0.0)
    while run.goes_on():
        for group in groups(spoken, sources, rng):
            run.descend(loss_of(net.train(), group))
            hours += sum(len(s.pitch) for s in group) / 360000
            if run.due():
                run.counts = {"hours": hours}
                with torch.inference_mode():
                    run.report(f"{hours:.2f}", f"{run.loss:.3f}", f"{loss_of(net.eval(), held):.3f}")
                if run.ended:
                    break
    torch.save({"net": packed(net.state_dict()), "sources": sources}, WEIGHTS)


class Borrower:
    """Says sentences in borrowed voices."""

    def __init__(self, rng: random.Random, weights: Path = WEIGHTS):
        state = torch.load(weights, weights_only=True)
        self.net = Generator(len(state["sources"])).eval()
        self.net.load_state_dict(unpacked(state["net"]))
        self.rng = rng
        self.weights = [LENT.get(source, 1.0) for source in state["sources"]]
        native = self.net.people.weight.detach()[[i for i, w in enumerate(self.weights) if w >= 1]]
        self.middle = native.mean(0)
        self.spread = torch.linalg.cholesky(torch.cov(native.T) + 1e-6 * torch.eye(PERSON))

    def person(self) -> tuple[Tensor, float]:
        """A voice and its mean log F0: of one person, between two, or one that nobody has, as far from the middle as voices are and half as far again."""
        r = self.rng
        one, two = r.choices(range(len(self.weights)), self.weights, k=2)
        vectors, pitches = self.net.people.weight.detach(), self.net.pitch
        way = r.random()
        if way < .4:
            vector, pitch = vectors[one], float(pitches[one]) + r.gauss(0, .12)
        elif way < .6:
            part = r.random()
            vector = part * vectors[one] + (1 - part) * vectors[two]
            pitch = float(part * pitches[one] + (1 - part) * pitches[two]) + r.gauss(0, .12)
        else:
            vector, pitch = self.middle + r.uniform(1, 1.5) * self.spread @ torch.randn(PERSON), r.uniform(4.4, 5.6)
        return vector + .08 * torch.randn(PERSON), pitch

    def texture(self, frames: int) -> Tensor:
        """Noise [frames, POINTS] of deviation 1 that changes slowly along time and frequency."""
        r = self.rng
        x = np.random.default_rng(r.randrange(1 << 30)).standard_normal((frames + 8, POINTS + 8))
        for axis, width in ((0, r.uniform(.8, 2.5)), (1, r.uniform(.8, 2.5))):
            taps = np.exp(-.5 * (np.arange(-4, 5) / width) ** 2)
            x = np.apply_along_axis(lambda v: np.convolve(v, taps, "valid"), axis, x)
        return torch.tensor((x / x.std())[:frames, :POINTS], dtype=torch.float32)

    @torch.inference_mode()
    def say(self, text: str) -> np.ndarray:
        """Mono float32 at 16 kHz of words that all have a pronunciation; empty for no words."""
        r = self.rng
        labels, begins = [0], [0]
        for word in text.split():
            phones = r.choice(pronunciations(word)) if r.random() < .2 else pronunciations(word)[0]
            labels += phones
            begins += [1] + [0] * (len(phones) - 1)
            if r.random() < .06:
                labels.append(0)
                begins.append(0)
        labels.append(0)
        begins.append(0)
        person, pitch = self.person()
        person = person[None]
        mask = torch.ones(1, len(labels), 1)
        x = self.net.states(torch.tensor([labels]), torch.tensor([begins]), person, mask)
        duration = self.net.duration(x)[0]
        long = duration[:, 0] + torch.randn(len(labels)) * torch.exp(duration[:, 1].clamp(NARROWEST, 0)) * r.uniform(0, .6)
        frames = torch.exp(long + r.gauss(0, .12)).round().clamp(2, 60).int().numpy()
        frames[[0, -1]] = np.minimum(frames[[0, -1]], 8)
        index, position = spread(frames)
        y = self.net.decode(x[:, torch.tensor(index)], position[None], person, torch.ones(1, len(index), 1))[0]
        unsure = torch.exp(y[:, POINTS:2 * POINTS].clamp(NARROWEST, 1))
        envelope = y[:, :POINTS] * r.uniform(.95, 1.2) + r.uniform(0, LARGEST_TEXTURE) * unsure * self.texture(len(index))
        envelope = (envelope * self.net.scale + self.net.mean).numpy().astype(np.float64)
        voiced = (y[:, -1] > 0).numpy()
        f0 = np.where(voiced, np.exp(pitch + y[:, -2].numpy() * r.uniform(.1, .3)), 0.0).clip(0, 420)
        f0[voiced & (f0 < 55)] = 55
        names = np.array(["SIL"] + PHONES)[np.array(labels)[index]]
        low = np.array([ROUGH.get(n, .03) for n in names])
        breath = r.uniform(.2, .9)
        rough = np.clip(low[:, None] + breath * (BIN_HERTZ / 8000) ** r.uniform(.6, 2), .001, .999)
        rough[~voiced] = 1.0
        power = np.exp(2 * np.stack([np.interp(BIN_HERTZ, MEL_HERTZ, e) for e in envelope]))
        return pyworld.synthesize(np.ascontiguousarray(f0, np.float64), power, np.ascontiguousarray(rough), features.RATE, PERIOD_MS).astype(np.float32)


def speak(seed: int, until: float, name: str = "borrowed", size: int = 300, sentences: Sentences | None = None) -> None:
    """Fill a bank until the wall clock `until`; continues after the last file."""
    torch.set_num_threads(1)
    folder = paths.ears("bank", name, "x").parent
    folder.mkdir(parents=True, exist_ok=True)
    part = sum(1 for _ in folder.glob(f"borrowed{seed}-*.npz"))
    rng = random.Random(seed * 1000 + part)
    torch.manual_seed(seed * 1000 + part)
    borrower = Borrower(rng)
    sentences = sentences or (WakeSentences(rng) if name.startswith("wake") else Sentences(rng))
    while time.time() < until:
        start = time.time()
        items = []
        while len(items) < size:
            text, kind = sentences.draw()
            x = borrower.say(text)
            if 1600 < len(x) < 12 * features.RATE:
                items.append(bank.Utterance(bank.to_pcm(x), text, kind, bank.BORROWED))
        bank.save(folder / f"borrowed{seed}-{part:04d}.npz", items)
        part += 1
        seconds = sum(len(u.pcm) for u in items) / features.RATE
        print(f"bank {name} {seed}-{part:04d}: {seconds / (time.time() - start):.0f} x real time", flush=True)
