"""Training of the acoustic model: wall-clock schedule, moving average of the weights, goes on where it was stopped."""
import copy
import os
import pickle
import random
import time

import numba
import numpy as np
import torch
from torch.nn import functional as F

from . import model as m
from .features import BANDS, POINTS
from .symbols import BREAK, FIRST, INDEX, OPEN, PAD, PAUSES

FRAMES_A_BATCH = 2400
PEAK_RATE, AVERAGE = 1.5e-3, 0.999
CORRIDOR = 3                                         # frames that the search may leave the forced alignment by


@numba.njit(cache=True)
def search(score, durations, corridor):
    """Monotonic alignment search (Kim et al. 2020) of score [N, T] within a corridor around given durations; the new durations."""
    n, t = score.shape
    best = np.full((n, t), -1e9, np.float32)
    begin = np.zeros(n + 1, np.int64)
    begin[1:] = np.cumsum(durations)
    best[0, 0] = score[0, 0]
    for j in range(1, t):
        for i in range(max(0, n - (t - j)), min(n, j + 1)):
            if j < begin[i] - corridor or j >= begin[i + 1] + corridor:
                continue
            stay = best[i, j - 1]
            move = best[i - 1, j - 1] if i else np.float32(-1e9)
            best[i, j] = max(stay, move) + score[i, j]
    found = np.zeros(n, np.int64)
    i = n - 1
    for j in range(t - 1, -1, -1):
        found[i] += 1
        if i and j and (i == j or best[i - 1, j - 1] > best[i, j - 1]):
            i -= 1
    return found


class Clips:
    """Whole recordings, and phrases cut out of them at pauses (so that short replies are spoken like phrases)."""

    def __init__(self, data):
        everything = np.concatenate([np.concatenate([d["envelope"], d["bands"]], 1).astype(np.float32) for d in data])
        pitch = np.concatenate([np.log(d["f0"][d["f0"] > 0]) for d in data])
        self.mean = np.concatenate([everything.mean(0), [pitch.mean(), 0]]).astype(np.float32)
        self.scale = np.concatenate([everything.std(0), [pitch.std(), 1]]).astype(np.float32)
        self.clips = [self._normal(d) for d in data]

    def _normal(self, d):
        voiced = d["f0"] > 0
        pitch = np.interp(np.arange(len(voiced)), np.flatnonzero(voiced), np.log(d["f0"][voiced]))
        y = np.concatenate([d["envelope"], d["bands"], pitch[:, None], voiced[:, None]], 1).astype(np.float32)
        return dict(ids=np.array(d["ids"]), places=np.array(d["places"]), durations=np.array(d["durations"]), y=(y - self.mean) / self.scale)

    def draw(self, clip, rng):
        """The clip, or with probability 1/2 a run of its phrases."""
        ids, durations = clip["ids"], clip["durations"]
        cuts = [i for i in range(1, len(ids)) if ids[i] < len(PAUSES) and (durations[i] >= 8 or i == len(ids) - 1)]
        if len(cuts) < 2 or rng.random() < 0.5:
            return clip
        a = rng.randrange(-1, len(cuts) - 1)
        b = rng.randrange(a + 1, min(len(cuts), a + 3))
        ends = np.cumsum(durations)
        first, last = (cuts[a] if a >= 0 else 0), cuts[b]
        lead, tail = min(int(durations[first]) - (2 if a >= 0 else 0), 8), min(int(durations[last]), 20)
        lead = max(lead, 1)
        new = durations[first:last + 1].copy()
        new[0], new[-1] = lead, tail
        names = ids[first:last + 1].copy()
        names[0] = OPEN
        start = ends[first] - lead
        return dict(ids=names, places=clip["places"][first:last + 1], durations=new, y=clip["y"][start:start + new.sum()])

    def batches(self, rng, progress, frames):
        drawn = [self.draw(c, rng) for c in self.clips]
        drawn.sort(key=lambda c: len(c["y"]) + rng.random() * 60)
        groups, group = [], []
        for c in drawn:
            if group and len(c["y"]) * (len(group) + 1) > frames:
                groups.append(group)
                group = []
            group.append(c)
        groups.append(group)
        rng.shuffle(groups)
        return groups


def collate(group):
    n, t = max(len(c["ids"]) for c in group), max(len(c["y"]) for c in group)
    ids, places = torch.full((len(group), n), PAD), torch.zeros(len(group), n, dtype=torch.long)
    y, phone_mask, mask = torch.zeros(len(group), t, m.OUTPUTS), torch.zeros(len(group), n, 1), torch.zeros(len(group), t, 1)
    for i, c in enumerate(group):
        k, f = len(c["ids"]), len(c["y"])
        ids[i, :k], places[i, :k], y[i, :f] = torch.from_numpy(c["ids"]), torch.from_numpy(c["places"]), torch.from_numpy(c["y"])
        phone_mask[i, :k], mask[i, :f] = 1, 1
    return ids, places, y, phone_mask, mask


def align(means, group):
    """Durations [B, N], index of each frame's phone [B, T], frame within the phone, its length."""
    n, t = means.shape[1], max(len(c["y"]) for c in group)
    durations, owner = np.zeros((len(group), n), np.int64), np.zeros((len(group), t), np.int64)
    within, length = np.zeros((len(group), t), np.float32), np.ones((len(group), t), np.float32)
    for i, c in enumerate(group):
        mu, envelope = means[i, :len(c["ids"])], c["y"][:, :POINTS]
        score = mu @ envelope.T - 0.5 * (mu ** 2).sum(1)[:, None]
        d = search(score.astype(np.float32), c["durations"], c.get("corridor", CORRIDOR))
        if "found" in c:
            c["found"](d)
        durations[i, :len(d)] = d
        f = len(envelope)
        owner[i, :f] = np.repeat(np.arange(len(d)), d)
        length[i, :f] = np.repeat(d, d)
        within[i, :f] = np.arange(f) - np.repeat(np.cumsum(d) - d, d)
    return torch.from_numpy(durations), torch.from_numpy(owner), torch.from_numpy(within), torch.from_numpy(length)


def phone_prosody(y, owner, n, mask):
    """Mean pitch of the voiced frames (0 if none) and mean level of each phone [B, N, 2]."""
    voiced = y[..., -1] * mask[..., 0]
    level = y[..., :POINTS].mean(-1)
    def total(v):
        return torch.zeros(y.shape[0], n).scatter_add_(1, owner, v)
    pitch = total(y[..., -2] * voiced) / total(voiced).clamp(min=1)
    return torch.stack([pitch, total(level * mask[..., 0]) / total(mask[..., 0]).clamp(min=1)], -1)


def losses(net, group, dull):
    ids, places, y, phone_mask, mask = collate(group)
    with torch.autocast("cpu", torch.bfloat16, enabled=dull):
        x = net.encoder.states(ids, places, phone_mask)
        mu = net.encoder.mean(x).float()
        durations, owner, within, length = align(mu.detach().numpy(), group)
        target = phone_prosody(y, owner, ids.shape[1], mask)
        prosody = net.encoder.prosody(x, phone_mask).float()
        log_duration = net.encoder.duration(x.detach(), phone_mask)[..., 0].float()
        states = (x + net.encoder.tint(target)).float()
        spread = torch.gather(states, 1, owner[..., None].expand(-1, -1, m.WIDTH))
        o = net.decoder(spread, m.positions(within, length), mask).float()
    total, phones = mask.sum(), phone_mask.sum()
    envelope, goal = o[..., :POINTS], y[..., :POINTS]
    difference = (envelope - goal) * mask
    change = (difference[:, 1:] - difference[:, :-1]) * mask[:, 1:]
    slope = difference[..., 1:] - difference[..., :-1]
    voiced = y[..., -1:] * mask
    aligned_mean = torch.gather(mu, 1, owner[..., None].expand(-1, -1, POINTS))
    return dict(
        prior=(((aligned_mean - goal) * mask) ** 2).sum() / total / POINTS,
        duration=(((log_duration - torch.log(durations.clamp(min=1).float())) ** 2) * phone_mask[..., 0]).sum() / phones,
        prosody=(((prosody - target) ** 2) * phone_mask).sum() / phones / 2,
        envelope=difference.abs().sum() / total / POINTS,
        change=change.abs().sum() / total / POINTS,
        slope=slope.abs().sum() / total / POINTS,
        bands=((o[..., POINTS:POINTS + BANDS] - y[..., POINTS:POINTS + BANDS]) * mask).abs().sum() / total / BANDS,
        pitch=(((o[..., -2:-1] - y[..., -2:-1]) ** 2) * (0.05 * mask + voiced)).sum() / total,
        voicing=(F.binary_cross_entropy_with_logits(o[..., -1:], y[..., -1:], reduction="none") * mask).sum() / total)


WEIGHTS = dict(prior=0.3, duration=0.2, prosody=0.3, envelope=2, change=0.5, slope=0.7, bands=0.5, pitch=0.4, voicing=0.5)


def save(path, net, average, optimizer, elapsed, step):
    torch.save(dict(net=net.state_dict(), average=average.state_dict(), optimizer=optimizer.state_dict(), elapsed=elapsed, step=step), path + ".new")
    os.replace(path + ".new", path)


def material(data, language):
    """The clips of a file of prepare, some held out."""
    if language == "zh":
        from . import mandarin_train
        return mandarin_train.Words(data)
    with open(data, "rb") as file:
        clips = Clips(pickle.load(file))
    clips.held, clips.clips = clips.clips[::40], [c for i, c in enumerate(clips.clips) if i % 40]
    return clips


def settle(encoder, words):
    """A checkpoint keeps no alignments of words: its encoder finds them again, in three passes because each is bound to a corridor."""
    clips = words.clips + words.held
    with torch.no_grad():
        for i in [*range(0, len(clips), 64)] * 3:
            ids, places, _, phone_mask, _ = collate(clips[i:i + 64])
            align(encoder.mean(encoder.states(ids, places, phone_mask)).numpy(), clips[i:i + 64])
    words.settled = True


def run(data, out, minutes, language="en", anew=False):
    torch.set_num_threads(1)
    clips = material(data, language)
    net = m.Voice(language)
    net.mean.copy_(torch.from_numpy(clips.mean)), net.scale.copy_(torch.from_numpy(clips.scale))
    net.spread.copy_(torch.from_numpy(np.concatenate([c["y"] for c in clips.clips])[:, :POINTS].std(0)))
    average = copy.deepcopy(net)
    optimizer = torch.optim.AdamW(net.parameters(), PEAK_RATE, weight_decay=1e-3, betas=(0.9, 0.98))
    elapsed, step = 0.0, 0
    if os.path.exists(out):
        state = torch.load(out, weights_only=False)
        net.load_state_dict(state["net"]), average.load_state_dict(state["average"]), optimizer.load_state_dict(state["optimizer"])
        if language == "zh":
            clips.rescale(net.mean.numpy(), net.scale.numpy())
            settle(average.eval().encoder, clips)
        elapsed, step = 0.0 if anew else state["elapsed"], state["step"]
    print(f"{sum(p.numel() for p in net.parameters())} parameters, {len(clips.clips)} clips, {len(clips.held)} held out, step {step}", flush=True)
    rng = random.Random(step)
    torch.manual_seed(step)
    began, saved, budget, sums = time.time() - elapsed, time.time(), minutes * 60, {}
    done = False
    while not done:
        for group in clips.batches(rng, (time.time() - began) / budget, FRAMES_A_BATCH):
            elapsed = time.time() - began
            done = elapsed >= budget
            if done:
                break
            rate = PEAK_RATE * min(1, (step + 1) / 150) * max(0.02, 0.5 * (1 + np.cos(np.pi * elapsed / budget)))
            for g in optimizer.param_groups:
                g["lr"] = float(rate)
            net.train()
            parts = losses(net, group, True)
            optimizer.zero_grad()
            sum(WEIGHTS[k] * v for k, v in parts.items()).backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            step += 1
            with torch.no_grad():
                keep = min(AVERAGE, step / (step + 50))
                for a, b in zip(average.parameters(), net.parameters()):
                    a.lerp_(b, 1 - keep)
            for k, v in parts.items():
                sums[k] = 0.98 * sums.get(k, v.item()) + 0.02 * v.item()
            if time.time() - saved > 120:
                saved = time.time()
                save(out, net, average, optimizer, elapsed, step)
                report(step, elapsed, sums, average, clips.held)
    save(out, net, average, optimizer, elapsed, step)
    report(step, elapsed, sums, average, clips.held)


def report(step, elapsed, sums, average, held):
    average.eval()
    with torch.no_grad():
        parts = [losses(average, held[i:i + 16], False) for i in range(0, len(held), 16)]
    unseen = {k: float(np.mean([p[k].item() for p in parts])) for k in parts[0]}
    line = " ".join(f"{k} {sums[k]:.3f}/{unseen[k]:.3f}" for k in sums)
    print(f"step {step} {elapsed / 60:.1f} min (seen/held out) {line}", flush=True)
