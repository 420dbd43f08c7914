"""No recording or named speaker of the test lists may be trained on."""
import hashlib
import json
import os
import unittest

from hearken_training import paths

TEST, TRAIN = paths.SHARED / "audio/test", paths.SHARED / "audio/train"


@unittest.skipUnless(TEST.is_dir() and TRAIN.is_dir(), f"needs the recordings below {paths.SHARED} (HEARKEN_SHARED)")
class ListsTest(unittest.TestCase):
    @staticmethod
    def speakers(folder) -> set[str]:
        out = set()
        for path in folder.glob("*.jsonl"):
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                if row.get("speaker"):
                    out.add(f"{row['set'].split('-')[0]}:{row['speaker']}")
        return out

    def test_no_shared_speaker(self):
        self.assertEqual(self.speakers(TEST) & self.speakers(TRAIN), set())

    def test_no_shared_file(self):
        def hashes(folder) -> set[str]:
            return {hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.rglob("*") if p.suffix in (".flac", ".opus", ".wav")}

        self.assertEqual(hashes(TEST) & hashes(TRAIN), set())

    def test_no_shared_name_of_a_recording(self):
        def names(folder) -> set[str]:
            return {os.path.splitext(json.loads(line)["path"])[0].split("__")[-1].split("/")[-1]
                    for path in folder.glob("*-en*.jsonl") for line in path.read_text(encoding="utf-8").splitlines()}

        self.assertEqual(names(TEST) & names(TRAIN), set())

    def test_training_reads_only_training_lists(self):
        try:
            from hearken_training import clips
        except ImportError as e:
            self.skipTest(f"{e.name} is not installed")
        rows = clips.training() + clips.held_out()
        self.assertTrue(rows)
        self.assertTrue(all(c.path.startswith("train/") for c in rows))
        self.assertEqual({(c.source, c.speaker) for c in clips.training()} & {(c.source, c.speaker) for c in clips.held_out()}, set())


if __name__ == "__main__":
    unittest.main()
