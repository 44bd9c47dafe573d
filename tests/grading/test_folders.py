"""Tests of utils.grading.folders: what a process that was killed has left is removed, and nothing else."""

import os
import subprocess
import sys

import pytest

from utils.grading import folders

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")


@pytest.fixture
def places(tmp_path, monkeypatch):
    """A folder that stands for all where folders for a while are."""
    monkeypatch.setattr(folders.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(folders, "IN_MEMORY", tmp_path / "shm")
    monkeypatch.setattr(folders, "ROOT", tmp_path)
    (tmp_path / "work").mkdir()
    return tmp_path


@pytest.fixture
def ended():
    """The number of a process that has ended, but that nobody has asked how."""
    with subprocess.Popen([sys.executable, "-c", ""], stdout=subprocess.PIPE) as process:
        process.stdout.read()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        yield process.pid


@linux
def test_what_is_left_of_processes_that_ended_is_removed(places, ended):
    gone = [places / f"course-{ended}-abc", places / "work" / f".course-{ended}-abc"]
    mine, hidden = folders.make(places), folders.make(places / "work", hidden=True)
    others = [places / "course-notes-2026", places / f"courses-{ended}-x", places / "work" / "course-work"]
    for folder in gone + others:
        (folder / "inner").mkdir(parents=True)
        (folder / "inner" / "x").touch()
    folders.sweep()
    assert [folder.exists() for folder in gone] == [False, False]
    assert all(folder.exists() for folder in [mine, hidden, *others])


@linux
def test_a_link_is_nothing_of_the_graders(places, ended):
    target = places / "precious"
    target.mkdir(mode=0o500)
    (places / f"course-{ended}-abc").symlink_to(target)
    folders.sweep()
    assert (places / f"course-{ended}-abc").is_symlink()
    assert target.is_dir() and target.stat().st_mode & 0o777 == 0o500


@linux
@pytest.mark.skipif(os.geteuid() != 0, reason="only root has files of others")
def test_what_is_somebody_elses_stays(places, ended):
    folder = places / f"course-{ended}-abc"
    folder.mkdir()
    os.chown(folder, 12345, 12345)
    folders.sweep()
    assert folder.exists()
