"""The same feeds through lemon24/reader, run by a Python that has it: ``python poll_reader.py DATABASE ADDRESSES``."""

import json
import sys
import time
from pathlib import Path

from reader import make_reader

if __name__ == "__main__":
    database, addresses = sys.argv[1:]
    reader = make_reader(database)
    for address in Path(addresses).read_text(encoding="utf-8").split():
        reader.add_feed(address, exist_ok=True)
    before = reader.get_entry_counts().total
    began = time.perf_counter()
    for _ in reader.update_feeds_iter(workers=20, scheduled=False):
        pass
    seconds = time.perf_counter() - began
    print(json.dumps({"poll_s": seconds, "new": reader.get_entry_counts().total - before}))
