"""A run that breaks goes on where it was, and ends by the clock."""
import tempfile
import unittest
from pathlib import Path
from unittest import mock

try:
    import torch

    from hearken_training import clocked
except ImportError as missing:
    raise unittest.SkipTest(f"{missing.name} is not installed")


class ClockedTest(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.now = 1000.0
        self.enterContext(mock.patch.object(clocked.time, "time", lambda: self.now))
        self.enterContext(mock.patch.object(clocked.paths, "ears", lambda *parts: self.folder / parts[-1]))
        self.enterContext(mock.patch.object(clocked.paths, "run_log", lambda name: self.folder / f"{name}.tsv"))

    def run_of(self, net: torch.nn.Module) -> clocked.Clocked:
        return clocked.Clocked("try", {"net": net}, torch.optim.AdamW(net.parameters(), 1e-2), minutes=10, peak=1e-2, warm_up=2, every=120)

    def test_goes_on_after_a_break_and_ends_by_the_clock(self):
        net = torch.nn.Linear(2, 1)
        run = self.run_of(net)
        run.begin_log("head")
        run.descend(net(torch.ones(1, 2)).sum())
        self.assertFalse(run.due())
        self.now += 121
        self.assertTrue(run.due())
        run.counts = {"hours": 1.5}
        run.report("1.50")
        fresh = torch.nn.Linear(2, 1)
        again = self.run_of(fresh)
        again.begin_log("not written twice")
        self.assertTrue(torch.equal(fresh.weight, net.weight))
        self.assertEqual((again.step, again.counts), (1, {"hours": 1.5}))
        self.assertAlmostEqual(again.done, 121 / 600)
        self.now += 479
        self.assertTrue(again.goes_on() and again.due())
        again.report("2.00")
        self.assertFalse(again.goes_on())
        self.assertEqual((self.folder / "try.tsv").read_text(), "head\n2.0\t1\t1.50\n10.0\t1\t2.00\n")

    def test_warms_up_and_cools_down(self):
        net = torch.nn.Linear(2, 1)
        run = self.run_of(net)
        rates = []
        for _ in range(4):
            run.descend(net(torch.ones(1, 2)).sum())
            rates.append(run.optimiser.param_groups[0]["lr"])
            self.now += 200
        self.assertAlmostEqual(rates[0], .005, 4)
        self.assertGreater(rates[1], rates[2])
        self.assertAlmostEqual(rates[3], 1e-4, 6)
