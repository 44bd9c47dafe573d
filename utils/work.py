"""Copy the exercises that are not there yet into ``work/``: ``python -m utils.work``.

Git ignores that folder, so that an update of the course never meets an answer. What is there is never touched.
"""

import shutil
import sys

from utils import pairs


def main():
    """Copy, say what was copied and what was kept; return the exit code."""
    work = pairs.ROOT / "work"
    work.mkdir(exist_ok=True)
    for source in sorted((pairs.ROOT / "exercises").glob("*.ipynb")):
        target = work / source.name
        if target.exists():
            print("kept as it is  ", pairs.relative(target))
        else:
            shutil.copyfile(source, target)
            print("copied         ", pairs.relative(target))
    return 0


if __name__ == "__main__":
    sys.exit(main())
