"""OpenSSL, left out: asyncio and hashlib load it wherever they find it, and no command needs it.

It would take 5 MB of the memory of a seat, a tenth of all, and some 10 ms of each start. Both modules do without it where Python
was built so; here they are told that it is not there, in the one way that Python documents for that: `None` in `sys.modules`.

Whoever brings the program onto a network takes this out for the commands that speak over it: asyncio asks once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

OWN_HASHES = (
    "_blake2",
    *(("_sha2",) if sys.version_info >= (3, 12) else ("_sha256", "_sha512")),
    "_sha3",
    "_sha1",
    "_md5",
)
"""Where Python keeps the hash functions that are its own. Some distributions leave them out; there OpenSSL's are needed."""


def leave_out() -> Callable[[], None]:
    """From now on nothing that is imported finds OpenSSL, unless it is loaded already. Returns what ends that."""
    from importlib.util import find_spec

    names = ["ssl", *(["_hashlib"] if all(map(find_spec, OWN_HASHES)) else [])]
    absent = [name for name in names if name not in sys.modules]
    for name in absent:
        sys.modules[name] = None  # type: ignore[assignment]

    def end() -> None:
        for name in absent:
            if name in sys.modules and sys.modules[name] is None:
                del sys.modules[name]

    return end
