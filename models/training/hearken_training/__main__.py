"""Command line: `python -m hearken_training <step> [options]`."""
from __future__ import annotations

import argparse
import functools
import time
from pathlib import Path


def clock(text: str) -> float:
    """`HH:MM` UTC of today (or of tomorrow where it has passed by over twelve hours) as seconds since 1970."""
    hours, minutes = (int(p) for p in text.split(":"))
    now = time.time()
    then = now - now % 86400 + hours * 3600 + minutes * 60
    return then + 86400 if then < now - 43200 else then


def main() -> None:
    parser = argparse.ArgumentParser(prog="hearken_training", description=__doc__)
    steps = parser.add_subparsers(dest="step", required=True)

    real = steps.add_parser("real", help="decode the real recordings into banks")
    synth = steps.add_parser("synth", help="speak random sentences into a bank until a time of day")
    synth.add_argument("--seed", type=int, default=1)
    synth.add_argument("--until", type=clock, required=True, metavar="HH:MM")
    synth.add_argument("--name", default="synthetic")
    augment = steps.add_parser("augment", help="produce feature shards until a time of day")
    augment.add_argument("--seed", type=int, default=1)
    augment.add_argument("--until", type=clock, required=True, metavar="HH:MM")
    lend = steps.add_parser("borrow", help="train the generator of borrowed voices on the real sentences")
    lend.add_argument("--minutes", type=float, default=12)
    borrowed = steps.add_parser("borrowed", help="say random sentences in borrowed voices into a bank until a time of day")
    borrowed.add_argument("--seed", type=int, default=1)
    borrowed.add_argument("--name", default="borrowed")
    borrowed.add_argument("--until", type=clock, required=True, metavar="HH:MM")
    rooms = steps.add_parser("rooms", help="put utterances into rooms and through the speaker's own beam into a bank until a time of day")
    rooms.add_argument("--seed", type=int, default=1)
    rooms.add_argument("--name", default="rooms")
    rooms.add_argument("--until", type=clock, required=True, metavar="HH:MM")
    without = steps.add_parser("without", help="copy the banks without the words of a grammar, to train a pack that does not know it")
    without.add_argument("grammars", nargs="+", type=Path)
    without.add_argument("--also", nargs="*", default=[], help="words that are left out though the home's sentences hold them, too")
    without.add_argument("--out", type=Path, required=True, help="work folder")
    steps.add_parser("held", help="make the fixed held-out sets of the learning curves")
    train = steps.add_parser("train", help="train the recogniser until a time of day; resumes from its checkpoint")
    train.add_argument("--name", default="recogniser")
    train.add_argument("--deadline", type=clock, required=True, metavar="HH:MM")
    train.add_argument("--peak", type=float, default=2e-3, help="highest learning rate")
    train.add_argument("--start", type=Path, help="weights to begin with instead of the shipped ones")
    train.add_argument("--blocks", type=int, default=0, help="grow the shipped weights to so many blocks")
    vad = steps.add_parser("vad", help="train the voice activity net")
    vad.add_argument("--minutes", type=float, default=7)
    mask = steps.add_parser("mask", help="train the mask net of the adaptive beam")
    mask.add_argument("--minutes", type=float, default=16)
    stretches = steps.add_parser("embedding-prepare", help="clean stretches and what the teacher says of them, until a time of day")
    stretches.add_argument("--seed", type=int, default=1)
    stretches.add_argument("--until", type=clock, required=True, metavar="HH:MM")
    student = steps.add_parser("embedding", help="train the trunk of the wake verifiers as a student of a speech embedding")
    student.add_argument("--minutes", type=float, default=30)
    voices = steps.add_parser("speaker", help="train the net that tells voices apart, or measure it on people held apart")
    voices.add_argument("--minutes", type=float, default=35)
    voices.add_argument("--measure", choices=["choosing", "held", "public"], nargs="+", help="no training: equal error rates of the checkpoint")
    voices.add_argument("--lists", type=Path, metavar="FOLDER", help="no training: lists for ./hearken eval speakers of people held apart, through rooms")
    collect = steps.add_parser("wake-collect", help="cut windows for the wake verifiers with the newest recogniser checkpoint")
    collect.add_argument("--seed", type=int, required=True)
    collect.add_argument("--positives", type=int, default=2000)
    collect.add_argument("--negatives", type=int, default=6000)
    verifier = steps.add_parser("wake-train", help="train one wake verifier on all collected windows")
    verifier.add_argument("--phrase", required=True)
    verifier.add_argument("--epochs", type=int, default=5)
    recipe = steps.add_parser("wake-recipe", help="a verifier for any phrase, as a pack; what ./hearken models train-wake does")
    recipe.add_argument("phrase")
    recipe.add_argument("--minutes", type=float, default=25)
    recipe.add_argument("--out", type=Path, required=True)
    strangers = steps.add_parser("strangers", help="what a verifier trained on synthetic calls is worth to real people, by phrases of the training lists")
    strangers.add_argument("phrases", nargs="*", default=["athena", "amelia"])
    strangers.add_argument("--seconds", type=float, default=100, help="for speaking each phrase")
    strangers.add_argument("--borrowed", action="store_true", help="half of it in borrowed voices")
    copy = steps.add_parser("pack-copy", help="a copy of the pack with another recogniser in it, to be measured with --pack-path")
    copy.add_argument("--recogniser", required=True, help="name of its checkpoint")
    copy.add_argument("--out", type=Path, required=True, help="folder of packs")
    release = steps.add_parser("release", help="export, quantise and calibrate the trained models into the pack")
    release.add_argument("what", nargs="*", default=["recogniser", "vad", "wake"], help="recogniser, typed (the threshold of typed wake phrases alone), vad, wake")
    release.add_argument("--stride", type=int, default=1, help="calibrate wake words on every n-th training recording")
    release.add_argument("--before", type=float, default=0.0, metavar="SHARE", help="of the recogniser's weights that shipped until now, to be mixed in")
    lists = steps.add_parser("held-lists", help="write held-out clips and lists that thresholds are fitted to, for ./hearken eval")
    lists.add_argument("folder")
    confidence = steps.add_parser("confidence", help="fit the confidence of readings to what ./hearken eval commands --json said of held-out lists")
    confidence.add_argument("files", nargs="+")
    confidence.add_argument("--chatter", type=float, default=.03, help="share of chatter that may pass")
    confidence.add_argument("--words", type=float, default=.10, help="share of other words that a closed list of words may take for its own")
    steps.add_parser("pack", help="write pack.yaml from the entry files and the pack's folder")
    rknn = steps.add_parser("npu", help="files for Rockchip's NPU out of a pack's ONNX files; needs rknn-toolkit2")
    rknn.add_argument("names", nargs="*", help="models without .onnx; all by default")
    rknn.add_argument("--pack", type=Path, default=Path("models/packs/en-small"))
    rknn.add_argument("--soc", required=True, help="such as rk3566")
    rknn.add_argument("--out", type=Path, required=True)
    reference = steps.add_parser("reference", help="write the fbank reference of the Java tests")
    reference.add_argument("folder")
    evaluation = steps.add_parser("eval", help="orientation figures of the pack on audio/test")
    evaluation.add_argument("tasks", nargs="*", help="commands, words, home, sentences, phones-only, wake, vad, vad-sentences; all by default")
    args = parser.parse_args()
    if args.step == "real":
        from hearken_training import bank
        bank.make_real()
    elif args.step == "synth":
        from hearken_training import bank
        bank.make_synthetic(args.seed, args.until, args.name)
    elif args.step == "borrow":
        from hearken_training import borrowed as voices
        voices.train(args.minutes)
    elif args.step == "borrowed":
        from hearken_training import borrowed as voices
        voices.speak(args.seed, args.until, args.name)
    elif args.step == "rooms":
        from hearken_training import rooms as far
        far.make(args.seed, args.until, args.name)
    elif args.step == "without":
        from hearken_training import without as withouts
        withouts.run(args.grammars, args.also, args.out)
    elif args.step == "augment":
        from hearken_training import shards
        shards.produce(args.seed, args.until)
    elif args.step == "train":
        from hearken_training import training
        training.Trainer(args.name, args.deadline, args.peak, args.blocks, args.start).run()
    elif args.step == "vad":
        from hearken_training import vad as activity
        activity.train(args.minutes)
    elif args.step == "mask":
        from hearken_training import mask as masks
        masks.train(args.minutes)
    elif args.step == "embedding-prepare":
        from hearken_training import embedding
        embedding.prepare(args.seed, args.until)
    elif args.step == "embedding":
        from hearken_training import embedding
        embedding.train(args.minutes)
    elif args.step == "speaker":
        from hearken_training import speaker, speaker_trials
        if args.measure:
            say = functools.partial(speaker.embed, speaker.load())
            strangers = speaker.cohort(say)
            for name in args.measure:
                speaker_trials.report(name, say, strangers)
        if args.lists:
            speaker_trials.write_lists(args.lists)
        if not args.measure and not args.lists:
            speaker.train(args.minutes)
    elif args.step == "wake-collect":
        from hearken_training import wake
        wake.collect(args.seed, args.positives, args.negatives)
    elif args.step == "wake-train":
        from hearken_training import wake
        wake.train(args.phrase, args.epochs)
    elif args.step == "wake-recipe":
        from hearken_training import recipe as recipes
        recipes.run(args.phrase, args.minutes, args.out)
    elif args.step == "strangers":
        from hearken_training import strangers as unknown
        unknown.run(args.phrases, args.seconds, args.borrowed)
    elif args.step == "pack-copy":
        from hearken_training import release as releases
        releases.copy(args.recogniser, args.out)
    elif args.step == "release":
        from hearken_training import release as releases
        releases.run(args.what, args.stride, args.before)
    elif args.step == "held-lists":
        from hearken_training import held_lists
        held_lists.write(Path(args.folder))
    elif args.step == "confidence":
        from hearken_training import confidence as confidences
        confidences.run([Path(f) for f in args.files], args.chatter, args.words)
    elif args.step == "pack":
        from hearken_training import pack
        pack.write()
    elif args.step == "npu":
        from hearken_training import npu
        npu.run(args.pack, args.names, args.soc, args.out)
    elif args.step == "reference":
        from hearken_training import reference as references
        references.write(Path(args.folder))
    elif args.step == "eval":
        from hearken_training import evaluate
        evaluate.run(args.tasks)
    elif args.step == "held":
        from hearken_training import shards
        shards.make_held_out()


if __name__ == "__main__":
    main()
