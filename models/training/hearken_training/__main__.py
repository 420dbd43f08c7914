"""Command line: `python -m hearken_training <step> [options]`."""
from __future__ import annotations

import argparse
import time


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
    steps.add_parser("held", help="make the fixed held-out sets of the learning curves")
    train = steps.add_parser("train", help="train the recogniser until a time of day; resumes from its checkpoint")
    train.add_argument("--name", default="recogniser")
    train.add_argument("--deadline", type=clock, required=True, metavar="HH:MM")
    train.add_argument("--peak", type=float, default=2e-3, help="highest learning rate")
    args = parser.parse_args()
    if args.step == "real":
        from hearken_training import bank
        bank.make_real()
    elif args.step == "synth":
        from hearken_training import bank
        bank.make_synthetic(args.seed, args.until, args.name)
    elif args.step == "augment":
        from hearken_training import shards
        shards.produce(args.seed, args.until)
    elif args.step == "train":
        from hearken_training import training
        training.Trainer(args.name, args.deadline, args.peak).run()
    elif args.step == "held":
        from hearken_training import shards
        shards.make_held_out()


if __name__ == "__main__":
    main()
