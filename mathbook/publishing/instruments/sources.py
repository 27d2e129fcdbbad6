"""Which files of the project a chapter's code has imported."""

import contextlib
import os
import sys
import sysconfig

__all__ = ["project_sources"]


def project_sources() -> tuple[str, ...]:
    """The files of imported modules that belong to no distribution and not to Python."""
    paths = sysconfig.get_paths()
    installed = tuple(paths[key] + os.sep for key in ("stdlib", "platstdlib", "purelib", "platlib"))
    files = set()
    for module in list(sys.modules.values()):
        with contextlib.suppress(Exception):
            file = module.__file__
            if file and not file.startswith(installed):
                files.add(file)
    return tuple(sorted(files))
