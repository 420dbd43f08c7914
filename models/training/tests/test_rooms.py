"""Speech through rooms: what is said there, and that the recogniser's examples take it as it is."""
from __future__ import annotations

import random
import tempfile
import unittest
from pathlib import Path
from unittest import mock

try:
    import numpy as np

    from hearken_training import bank, paths, rooms, shards, wake
except ImportError as missing:
    raise unittest.SkipTest(f"needs models/training/requirements.txt: {missing}")


def tone(seconds: float) -> np.ndarray:
    return (9000 * np.sin(np.arange(int(seconds * 16000)) * .2)).astype(np.int16)


class RoomsTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        work = mock.patch.object(paths, "WORK", Path(folder.name))
        work.start()
        self.addCleanup(work.stop)
        bank.save(paths.ears("bank", "real", "0.npz"), [bank.Utterance(tone(1), "stop", "words", "anna")])
        bank.save(paths.ears("bank", "synthetic", "0.npz"), [bank.Utterance(tone(1.5), "turn on the light", "home", bank.SYNTHETIC)])

    def source(self) -> shards.Producer:
        with mock.patch.object(shards, "WordRuns", lambda: None):
            return shards.Producer(1)

    def test_should_say_short_words_together_and_tell_real_people_from_voices(self):
        source, rng = self.source(), random.Random(1)
        talks = [rooms.talk(source, rng) for _ in range(30)]
        heard = [t.whole(t.pcm)[0] for t in talks]
        self.assertEqual({("stop stop stop", "anna"), ("turn on the light turn on the light", bank.SYNTHETIC)}, {(u.text, u.speaker) for u in heard})
        for t in talks:
            self.assertGreaterEqual(len(t.pcm), rooms.SHORTEST_SECONDS * 16000)

    def test_should_cut_each_call_with_what_was_heard_around_it(self):
        bank.save(paths.ears("bank", "wake", "0.npz"), [bank.Utterance(tone(.7), "computer", "wake", bank.SYNTHETIC),
                                                        bank.Utterance(tone(.9), "commuter", "near", bank.BORROWED)])
        said = rooms.Calls(self.source(), held=False).talk(random.Random(2))
        before, after = int(wake.HEARD_BEFORE * 16000), int(wake.HEARD_AFTER * 16000)
        heard = np.concatenate([np.full(before, 3, np.int16), said.pcm, np.full(after, 5, np.int16)])
        cut = said.cut(heard)
        self.assertEqual(rooms.CALLS, len(cut))
        for u, (_, part) in zip(cut, said.parts):
            self.assertEqual((part.text, part.kind, part.speaker), (u.text, u.kind, u.speaker))
            inside = u.pcm[before:len(u.pcm) - after]
            self.assertEqual(len(part.pcm), len(inside))
            self.assertGreater(np.corrcoef(inside, part.pcm)[0, 1], .999)
        self.assertEqual((3, 5), (cut[0].pcm[0], cut[-1].pcm[-1]))

    def test_should_draw_calls_near_ones_and_what_people_say(self):
        bank.save(paths.ears("bank", "wake", "0.npz"), [bank.Utterance(tone(.7), "computer", "wake", bank.SYNTHETIC),
                                                        bank.Utterance(tone(.9), "commuter", "near", bank.BORROWED)])
        calls, rng = rooms.Calls(self.source(), held=False), random.Random(1)
        drawn = [u.text for _ in range(100) for _, u in calls.talk(rng).parts]
        self.assertAlmostEqual(rooms.CALL_SHARE, drawn.count("computer") / len(drawn), delta=.1)
        self.assertAlmostEqual(rooms.NEAR_SHARE, drawn.count("commuter") / len(drawn), delta=.1)
        self.assertIn("turn on the light", drawn)

    def test_should_hear_an_example_across_the_room_without_another_room(self):
        bank.save(paths.ears("bank", "rooms", "0.npz"), [bank.Utterance(tone(2), "turn on the light", rooms.KIND, "anna")])
        source = self.source()
        with mock.patch.object(source.around, "hear", side_effect=AssertionError("a second room")):
            example = source.across_the_room(source.far_away[0])
        self.assertEqual("real", example.origin)
        self.assertAlmostEqual(len(example.features), 200, delta=30)

    def test_should_keep_rooms_out_of_what_others_draw_and_of_held_out_sets(self):
        bank.save(paths.ears("bank", "rooms", "0.npz"), [bank.Utterance(tone(2), "turn on the light", rooms.KIND, "anna")])
        source = self.source()
        self.assertNotIn(rooms.KIND, {source.draw()[0].kind for _ in range(40)})
        self.assertEqual([], shards.Producer(1, held=True).far_away)

    def test_should_bring_a_talk_through_the_real_front_end(self):
        if not (paths.SHARED / "audio/train/sentences-en").is_dir():
            self.skipTest("needs the recordings of HEARKEN_SHARED")
        talk = rooms.talk(self.source(), random.Random(1))
        for listener, around in (("recognizer", .9), ("wake-word", wake.HEARD_BEFORE + wake.HEARD_AFTER)):
            heard, = rooms.through_rooms([talk], paths.ears("rooms1"), 5, listener)
            self.assertAlmostEqual(len(talk.pcm) + around * 16000, len(heard), delta=.02 * 16000)
        self.assertFalse(paths.ears("rooms1").exists())


if __name__ == "__main__":
    unittest.main()
