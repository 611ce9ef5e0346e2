"""No pattern of the package runs for ever on a hostile line."""

import subprocess
import sys
from pathlib import Path

TIME = 240


def test_no_pattern_takes_long_on_lines_made_for_that() -> None:
    words = [sys.executable, "-m", "tests.patterns"]
    try:
        done = subprocess.run(words, cwd=Path(__file__).parent.parent, capture_output=True, text=True, timeout=TIME, check=False)
    except subprocess.TimeoutExpired as stuck:
        raise AssertionError(f"stuck in {(stuck.stdout or b'').decode().splitlines()[-1:]}") from None
    assert done.returncode == 0, done.stderr[-500:]
    assert len(done.stdout.splitlines()) > 200
