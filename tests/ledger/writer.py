"""Adds pages of the invented press to a ledger, one commit each: `writer.py LEDGER FIRST LAST`. It acknowledges each by its id."""

import sys

import press


def main(path: str, first: int, last: int) -> None:
    with press.store(path) as store:
        run = store.run(press.MODEL, "1.0")
        for n in range(first, last):
            page, record = press.article(n)
            if not store.read.has(record.document.id):
                store.append(page, record, run)
                print(record.document.id, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
