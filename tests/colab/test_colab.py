"""Every lesson and every solution as on Colab: its versions, the notebook alone in an empty folder, its own clone line.

`make test-colab` makes the environment, of the versions in ``requirements.txt``, and runs this. The set-up cell's
`git clone` is real; only the address leads to this checkout, so what is not committed is not seen by it.
"""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from utils import pairs

HERE = Path(__file__).parent
PYTHON = pairs.ROOT / ".venv-colab" / "bin" / "python"
NOTEBOOKS = sorted((pairs.ROOT / "notebooks").glob("*.ipynb")) + sorted(
    (pairs.ROOT / "solutions").glob("*.ipynb")
)


@pytest.mark.colab
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.relative_to(pairs.ROOT).as_posix())
def test_runs_as_on_colab(path, tmp_path):
    assert PYTHON.exists(), f"There is no environment in {PYTHON.parents[1]}: `make test-colab` makes it."
    shutil.copy(path, tmp_path)
    environment = os.environ | {
        "PYTHONPATH": str(HERE / "stub"),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{pairs.ROOT.as_uri()}.insteadOf",
        "GIT_CONFIG_VALUE_0": pairs.repository_url(),
    }
    command = [str(PYTHON), "-m", "pytest", "-q", "--nbval-lax", "--nbval-current-env", path.name]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    assert (tmp_path / "keras-course-companion" / "utils").is_dir(), (
        "the set-up cell has not cloned the course"
    )


def pins():
    """{package: version} of the requirements."""
    lines = (HERE / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.replace("_", "-").split("==") for line in lines if "==" in line)


@pytest.mark.static
def test_what_colab_has_is_new_enough_for_the_course():
    """Its lower bounds lie at or below Colab's versions: nothing that is there would be replaced."""
    with open(pairs.ROOT / "pyproject.toml", "rb") as file:
        needed = tomllib.load(file)["project"]["dependencies"]
    there = pins() | {"tensorflow": pins()["tensorflow-cpu"]}
    bounds = dict(re.match(r"([\w-]+)>=([\d.]+)", line).groups() for line in needed)
    both = bounds.keys() & there.keys()
    assert len(both) >= 9
    for name in both:
        low, has = (tuple(map(int, version.split("."))) for version in (bounds[name], there[name]))
        assert has >= low, f"{name}: the course asks for {bounds[name]}, Colab has {there[name]}"
