"""python -m hearken_training.voice <prepare|train|words|export|evaluate>"""
import argparse
from pathlib import Path


def main():
    parser = argparse.ArgumentParser(prog="python -m hearken_training.voice")
    tasks = parser.add_subparsers(dest="task", required=True)
    p = tasks.add_parser("prepare", help="recordings to vocoder parameters")
    p.add_argument("--lang", default="en", choices=["en", "zh"])
    p.add_argument("--audio", required=True, help="folder that holds train/voice-en-lj.jsonl or train-sharealike/words-zh.jsonl")
    p.add_argument("--dictionary", help="index.js of the npm package cmu-pronouncing-dictionary (en)")
    p.add_argument("--out", required=True)
    p = tasks.add_parser("train", help="train or go on training")
    p.add_argument("--data", required=True, help="file written by prepare")
    p.add_argument("--out", required=True, help="checkpoint; training goes on from it when it exists")
    p.add_argument("--lang", default="en", choices=["en", "zh"])
    p.add_argument("--minutes", type=float, default=60, help="wall-clock length of the whole schedule")
    p.add_argument("--anew", action="store_true", help="begin the schedule again with the checkpoint's weights")
    p = tasks.add_parser("export", help="checkpoint to the files of the pack")
    p.add_argument("--lang", default="en", choices=["en", "zh"])
    p.add_argument("--checkpoint", required=True)
    p.add_argument("--pack", required=True, help="folder of the pack")
    p.add_argument("--entry", required=True, help="voice.yaml to write")
    p = tasks.add_parser("words", help="the word list that the Chinese runtime reads hanzi by")
    p.add_argument("--pack", required=True, help="folder of the pack")
    p = tasks.add_parser("evaluate", help="word error of typical replies by pocketsphinx, character error by models/fsmn-kws-zh")
    p.add_argument("--lang", default="en", choices=["en", "zh"])
    p.add_argument("--checkpoint")
    p.add_argument("--dictionary")
    p.add_argument("--data", help="file written by prepare, for copy synthesis")
    p.add_argument("--wavs", help="folder of 00.wav 01.wav … spoken elsewhere (the Java runtime)")
    p.add_argument("--baselines", action="store_true", help="flite slt (en) and espeak-ng too")
    p.add_argument("--keep", required=True, help="folder for WAV files and logs")
    a = parser.parse_args()
    if a.task == "prepare":
        if a.lang == "zh":
            from . import mandarin_prepare
            mandarin_prepare.run(a.audio, a.out)
        else:
            from . import prepare
            prepare.run(a.audio, a.dictionary, a.out)
    elif a.task == "train":
        from . import train
        train.run(a.data, a.out, a.minutes, a.lang, a.anew)
    elif a.task == "export":
        from . import export
        export.run(a.checkpoint, a.pack, a.entry, a.lang)
    elif a.task == "words":
        from . import mandarin_words
        mandarin_words.write(Path(a.pack))
    elif a.lang == "zh":
        from . import mandarin_evaluate
        mandarin_evaluate.run(a)
    else:
        from . import evaluate
        evaluate.run(a)


if __name__ == "__main__":
    main()
