"""Progress, interruption, threads and memory."""

import gc
import os
import signal
import subprocess
import sys
import threading
import time
import unittest

import liebound as lb

from support import ENDLESS, Case


class Running(Case):
    def setUp(self):
        super().setUp()
        self.endless = lb.parse(ENDLESS)

    def test_progress(self):
        heard = []

        def listen(progress):
            heard.append((progress, threading.current_thread()))
            return len(heard) < 3

        d = self.endless.dim(progress=listen)
        self.assertEqual(len(heard), 3)
        self.assertTrue(d.undecided)
        self.assertIn("interrupted", d.evidence)
        self.assertTrue(all(thread is threading.current_thread() for _, thread in heard))
        first, last = heard[0][0], heard[-1][0]
        self.assertEqual(last.stage, "search")
        self.assertLessEqual(first.done, last.done)
        self.assertLessEqual(last.done, d.at_least)
        self.assertGreater(last.bytes, 1 << 20)
        self.assertLess(first.seconds, last.seconds)

    def test_simulations(self):
        a = lb.load("tfim-open-free", n=10)
        for name in ("rank", "hessian", "capacity"):
            heard = []
            result = getattr(a, name)(layers=150, seeds=50,
                                      progress=lambda p: heard.append(p.stage) or False)
            self.assertTrue(result.undecided, name)
            self.assertTrue(heard, name)

    def test_none_goes_on(self):
        count = []
        a = lb.load("xxz-open", n=7)
        self.assertTrue(a.bound(seeds=1, progress=count.append).proved)

    def test_an_exception_of_the_listener(self):
        def fail(progress):
            raise ZeroDivisionError

        for compute in (self.endless.dim, self.endless.orbit, self.endless.bound):
            self.assertRaises(ZeroDivisionError, compute, progress=fail)

    # In this process: a signal that arrives while the library computes.
    def test_ctrl_c(self):
        for compute in (self.endless.dim, self.endless.structure, self.endless.bound,
                        lambda **more: lb.table(self.endless, **more)):
            def press(progress):
                os.kill(os.getpid(), signal.SIGINT)

            self.assertRaises(KeyboardInterrupt, compute, progress=press)
        self.assertEqual(lb.load("tfim-open", n=3).dim().dimension, 9)

    # In another one, which hears nothing of progress.
    @unittest.skipUnless(os.path.exists("/proc/self/task"), "there is no /proc")
    def test_a_program_that_is_interrupted(self):
        script = ("import liebound as lb, sys\n"
                  f"a = lb.parse({ENDLESS!r})\n"
                  "print('begun', flush=True)\n"
                  "try:\n"
                  "    a.dim()\n"
                  "except KeyboardInterrupt:\n"
                  "    print('interrupted')\n")
        with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as process:
            self.assertEqual(process.stdout.readline(), b"begun\n")
            while len(os.listdir(f"/proc/{process.pid}/task")) < 2:
                time.sleep(0.01)  # until the library computes
            process.send_signal(signal.SIGINT)
            self.assertEqual(process.stdout.read(), b"interrupted\n")

    # Python goes on while the library computes.
    def test_other_threads_run(self):
        counted = []
        over = threading.Event()

        def count():
            while not over.is_set():
                counted.append(1)
                time.sleep(0.001)

        thread = threading.Thread(target=count)
        thread.start()
        self.endless.dim(time_limit=0.3)
        over.set()
        thread.join()
        self.assertGreater(len(counted), 5)

    def test_calls_from_several_threads(self):
        wanted = {n: n * n for n in range(2, 8)}
        found = {}

        def work(n):
            a = lb.load("tfim-open", n=n)
            found[n] = a.dim().dimension
            self.assertTrue(a.bound(seeds=1).floating.agreement == "agrees")

        threads = [threading.Thread(target=work, args=(n,)) for n in wanted]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(found, wanted)

    def test_limits(self):
        began = time.process_time()
        self.assertTrue(self.endless.dim(time_limit="0.2").undecided)
        self.assertTrue(self.endless.dim(memory_limit="1M").undecided)
        self.assertTrue(lb.load("xxz-open", n=8).bound(time_limit=1e-6, seeds=1).undecided)
        self.assertLess(time.process_time() - began, 20)

    def test_results_outlive_their_ansatz(self):
        results = [getattr(lb.load("tfim-open", n=5), name)()
                   for name in ("dim", "orbit", "structure", "bound")]
        ranks = lb.load("tfim-open", n=5).rank(layers=6)
        for result in [*results, ranks]:
            self.assertTrue(lb.check(result.certificate()).verified, result)

    # What hears of progress lives no longer than the computation; what was kept is used again.
    def test_certificates_afterwards(self):
        s = lb.load("xxz-open", n=6).structure(progress=lambda p: None)
        gc.collect()
        self.assertEqual(s.certificate(), s.certificate(progress=lambda p: None))
        self.assertTrue(lb.check(s.certificate()))
        found = []
        threads = [threading.Thread(target=lambda: found.append(s.certificate())) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(set(found)), 1)

    def test_an_interrupted_certificate(self):
        s = lb.load("xxz-open", n=8).structure()

        def press(progress):
            raise KeyboardInterrupt

        try:
            s.certificate(progress=press)
        except KeyboardInterrupt:
            pass
        self.assertTrue(lb.check(s.certificate()))

    # A process that leaves while the library computes just ends.
    def test_the_end_of_the_process(self):
        script = ("import liebound as lb, threading, time\n"
                  f"a = lb.parse({ENDLESS!r})\n"
                  "threading.Thread(target=a.dim, daemon=True).start()\n"
                  "time.sleep(0.2)\n")
        done = subprocess.run([sys.executable, "-c", script], check=False, stderr=subprocess.PIPE)
        self.assertEqual((done.returncode, done.stderr), (0, b""))


def _resident():
    with open("/proc/self/statm", encoding="ascii") as stream:
        return int(stream.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@unittest.skipUnless(os.path.exists("/proc/self/statm"), "there is no /proc")
class Leaks(Case):
    def expect_none(self, work, calls=1000):
        for _ in range(calls // 10):
            work()
        before = _resident()
        for _ in range(calls):
            work()
        self.assertLess(_resident() - before, 3 << 20)

    def test_results(self):
        a = lb.load("tfim-open", n=4)
        self.expect_none(a.dim)
        self.expect_none(a.structure)
        self.expect_none(lambda: lb.load("tfim-open", n=3))
        self.expect_none(lambda: a.dim().certificate(), 300)
        self.expect_none(lambda: a.bound(seeds=1), 200)

    def test_errors(self):
        a = lb.load("tfim-open", n=4)

        def fail():
            for call in (lambda: lb.parse("qubits 2\ngenerator a = X[7]\n"),
                         lambda: a.orbit(state=9), lambda: lb.check(b"rubbish") or 1 / 0):
                try:
                    call()
                except (lb.Error, ZeroDivisionError):
                    pass

        self.expect_none(fail)

    def test_certificates(self):
        data = lb.load("tfim-open", n=4).dim().certificate()
        self.expect_none(lambda: lb.check(data))


if __name__ == "__main__":
    unittest.main()
