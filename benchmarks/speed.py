"""How fast and how heavy: `python -m benchmarks.speed FOLDER [--json out.json]`, FOLDER with `*.txt` files (or `text/*.txt`).

Each system runs in a process of its own over the same texts, warmed up on one of them; CPU-seconds count all threads. The peers need
`pip install '.[bench]'` and are left out where they are not installed. Only the ratios of one run mean anything.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PAGE = "Ferry stays in port\n\nThe harbour master, Ilse Maart, said that the ferry would stay in port until Monday.\n"
_SINGLE = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "RAYON_NUM_THREADS")


def texts(folder: Path) -> list[str]:
    found = sorted((folder / "text" if (folder / "text").is_dir() else folder).glob("*.txt"))
    return [path.read_bytes().decode("utf-8") for path in found]


def ours(threads: int) -> Callable[[str], object]:
    from onrecord import pages, reading

    return lambda text: reading.record(pages.from_text(text), threads)


def system(name: str) -> Callable[[str], object]:
    from benchmarks import peers

    if name.startswith("onrecord"):
        return ours(int(name[-1]))
    nlp = peers.parser()
    return peers.textacy(nlp) if name == "textacy" else peers.plain(nlp)


def worker(name: str, folder: Path) -> dict[str, Any]:
    """Runs in the child: figures of one system."""
    given = texts(folder)
    find = system(name)
    find(given[0])
    began, watch = time.process_time(), time.perf_counter()
    for text in given:
        find(text)
    cpu, wall = time.process_time() - began, time.perf_counter() - watch
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"documents_per_cpu_second": len(given) / cpu, "documents_per_second": len(given) / wall, "cpu_seconds": cpu, "peak_mb": peak}


def wordpieces(folder: Path) -> int:
    from importlib.resources import files

    from tokenizers import Tokenizer

    from onrecord.reading.model import SHIPPED

    tokenizer = Tokenizer.from_file(str(files("onrecord.reading") / "models" / SHIPPED / "tokenizer.json"))
    tokenizer.no_truncation()
    return sum(len(tokenizer.encode(text, add_special_tokens=False).ids) for text in texts(folder))


def cold_start() -> float:
    """Median CPU-seconds of five fresh processes from start to the statements of a short page."""
    code = f"import onrecord, time; onrecord.read(text={PAGE!r}).statements[0]; print(time.process_time())"
    return statistics.median(
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout) for _ in range(5)
    )


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("folder", type=Path)
    parse.add_argument("--json", type=Path)
    parse.add_argument("--rounds", type=int, default=3, help="rounds over all systems; the median counts")
    parse.add_argument("--worker", help=argparse.SUPPRESS)
    given = parse.parse_args()
    if given.worker:
        print(json.dumps(worker(given.worker, given.folder)))
        return
    if not texts(given.folder):
        sys.exit(f"{given.folder}: no *.txt files here")
    rounds: dict[str, list[dict[str, Any]]] = {"onrecord, threads: 1": [], "onrecord, threads: 2": [], "textacy": [], "plain baseline": []}
    for _ in range(given.rounds):
        for name, figures in rounds.items():
            environment = {**os.environ, **dict.fromkeys(_SINGLE, "1"), "TOKENIZERS_PARALLELISM": "false"}
            command = [sys.executable, "-m", "benchmarks.speed", str(given.folder), "--worker", name]
            ran = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
            if ran.returncode == 0:
                figures.append(json.loads(ran.stdout))
            elif name.startswith("onrecord"):
                sys.exit(ran.stderr)
            else:
                print(f"{name} left out: {ran.stderr.strip().splitlines()[-1]}", file=sys.stderr)
    pieces = wordpieces(given.folder)
    made = {n: {k: statistics.median(f[k] for f in figures) for k in figures[0]} for n, figures in rounds.items() if figures}
    for row in made.values():
        row["wordpieces_per_cpu_second"] = pieces / row["cpu_seconds"]
    print(f"{len(texts(given.folder))} documents, {pieces} wordpieces; medians of {given.rounds} rounds\n")
    print(f"{'':24}{'documents/CPU-s':>16}{'wordpieces/CPU-s':>18}{'documents/s':>13}{'peak MB':>9}")
    for name, row in made.items():
        print(
            f"{name:24}{row['documents_per_cpu_second']:16.2f}{row['wordpieces_per_cpu_second']:18.0f}{row['documents_per_second']:13.2f}{row['peak_mb']:9.0f}"
        )
    cold = cold_start()
    print(f"\ncold start to the first statement of a short page: {cold:.2f} CPU-seconds")
    if "textacy" in made:
        ratio = made["onrecord, threads: 1"]["documents_per_cpu_second"] / made["textacy"]["documents_per_cpu_second"]
        print(f"onrecord : textacy = {ratio:.2f} : 1 (documents per CPU-second, one thread each)")
    if given.json:
        given.json.write_text(json.dumps({"systems": made, "cold_start_cpu_seconds": cold, "wordpieces": pieces}, indent=1) + "\n")


if __name__ == "__main__":
    main()
