"""The teacher's walk of README.md, done as it is written there."""

import csv
import os
import re
import subprocess
import zipfile

import pytest

from utils import pairs
from utils.pairs import ROOT

LESSON = "03_sequential_api"

pytestmark = [
    pytest.mark.grading,
    pytest.mark.usefixtures("sandbox_available"),
    pytest.mark.skipif(
        not (ROOT / ".venv" / ".ready").exists(), reason="make would set up an environment first"
    ),
]


def test_from_handout_to_gradebook(tmp_path, solved):
    walk = (ROOT / "README.md").read_text(encoding="utf-8")
    walk = walk.split("**A class, from handout to gradebook.**")[1].split("**What a grade rests on.**")[0]
    hand_out = re.search(r"`(make handout OUT=class)`", walk)[1]
    grade = re.search(r"```bash\n\s*(make grade .*)\n", walk)[1]
    overrides = re.search(r"```\n(\s*student,task,points,reason\n.*?)```", walk, re.DOTALL)[1]
    student, task, points, reason = overrides.splitlines()[1].strip().split(",", 3)

    def make(command):
        """Do what the README says, with its folders under tmp_path."""
        words = [
            re.sub("=(.*)", rf"={tmp_path}/\1", word) if "=" in word else word for word in command.split()
        ]
        if "OUT=" not in command:
            words.append(f"OUT={tmp_path}/grades")
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS"))}
        done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    make(hand_out)
    right, wrong = solved(LESSON), solved(LESSON)
    given = pairs.read(tmp_path / "class" / "exercises" / f"{LESSON}.ipynb")
    stub = next(cell for cell in given.cells if cell.source.startswith(f"# Task {task}"))
    for cell in wrong.cells:
        if cell["id"] == stub["id"]:
            cell.source = stub.source
    with zipfile.ZipFile(tmp_path / "submissions.zip", "w") as archive:
        for number, (name, notebook) in enumerate({student: wrong, "이서준": right}.items()):
            place = f"{name}_{number}_assignsubmission_file/{LESSON}.ipynb"
            archive.writestr(place, pairs.dumps(notebook))

    assert "2/2" in make(grade)
    rows = gradebook(tmp_path)
    assert rows["이서준"]["total"] == "20" and rows[student][task] == "0"
    before = (tmp_path / "grades" / student / f"{LESSON}.json").stat().st_mtime_ns

    (tmp_path / "grades" / "overrides.csv").write_text(
        re.sub("^ +", "", overrides, flags=re.MULTILINE), "utf-8"
    )
    (tmp_path / "grades" / "roster.csv").write_text(f"student\n{student}\n이서준\n박지우\n", "utf-8-sig")
    said = make(grade)
    assert "graded before" in said and "... " not in said  # nothing runs again
    again = gradebook(tmp_path)
    assert again[student][task] == points
    assert int(again[student]["total"]) == int(rows[student]["total"]) + int(points)
    assert again["박지우"]["status"] == "not submitted" and again["이서준"] == rows["이서준"]
    assert (tmp_path / "grades" / student / f"{LESSON}.json").stat().st_mtime_ns > before
    assert reason in (tmp_path / "grades" / student / f"{LESSON}.html").read_text("utf-8")


def gradebook(folder):
    with open(folder / "grades" / "gradebook.csv", encoding="utf-8-sig", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}
