"""Whatever a file holds, it ends within 10 s and 500 MB, and says what became of it. ONRECORD_HOSTILE=all for the slow ones too."""

import json
import os
import subprocess
import sys
from pathlib import Path

import hostile
import pytest

READER = """
import json, resource, sys
from onrecord.pages import documents
problems, told = [], []
for it in documents([sys.argv[1]], on_problem=problems.append):
    told.append([len(it.text), it.text[:200], it.headline])
[peak] = [int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")]
own, child = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
seconds = own.ru_utime + own.ru_stime + child.ru_utime + child.ru_stime
print(json.dumps({"told": told, "problems": [str(it) for it in problems[:50]], "s": seconds, "MB": (peak + child.ru_maxrss) // 1024}))
"""
CHOSEN = [name for name in hostile.FILES if name not in hostile.SLOW or os.environ.get("ONRECORD_HOSTILE") == "all"]


def test_there_are_enough_of_them() -> None:
    assert len(CHOSEN) >= 40
    assert set(hostile.FILES) >= hostile.SLOW


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is read as Linux tells it")
@pytest.mark.parametrize("name", CHOSEN)
def test_a_hostile_file_ends_in_time_with_an_outcome(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(hostile.FILES[name]())
    done = subprocess.run([sys.executable, "-c", READER, file], capture_output=True, text=True, timeout=60, check=False)
    file.unlink()  # some are large, and pytest keeps what is left
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert found["s"] < 10  # of CPU, so that a busy machine does not count; alone on one, they are seconds by the clock
    assert found["MB"] < 500
    assert found["told"] or found["problems"]
    for problem in found["problems"]:
        assert name in problem
        assert "\n" not in problem
        assert len(problem) < 500
    for _, text, headline in found["told"]:
        for words in (text, headline or ""):
            assert "<script" not in words
            assert not {"\0", "\ud800", "\u202e"} & set(words)
