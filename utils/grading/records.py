"""A pytest plugin that writes one line of JSON for each notebook cell that nbval ran, as soon as it ran.

``pytest --nbval-lax -p nbval.plugin -p utils.grading.records --records FILE NOTEBOOK``. A line holds

- ``cell``: its number among the code cells,
- ``outcome``: passed or failed,
- ``end``: how the cell ended: done, timeout, died (the kernel), flood, or not run,
- ``error``: the exception's name, empty if the cell raised none,
- ``message``: the exception's text, or what nbval says,
- ``stdout``: what a check or hidden check printed, its end if it is long,
- ``seconds``: how long it took.

An output that is compared must end with what is stored: what an answer prints itself, before that, costs nothing, nor
do figures and stderr. A cell's metadata may limit its time: ``{"course": {"seconds": 30}}``.
"""

import json
from collections import defaultdict

import nbval.plugin
import pytest
from nbval.plugin import IPyNbCell, NbCellError, coalesce_streams

from utils.grading.kernel import Flood, GradingKernel
from utils.pairs import COMPARED

PRINTED = 2**20  # characters
SHOWN = ("check-", "hidden-check-")  # what the ids of these cells begin with


def pytest_addoption(parser):
    parser.addoption("--records", metavar="FILE", help="where to write a line for each cell")


def pytest_configure():
    nbval.plugin.RunningKernel = GradingKernel
    IPyNbCell.compare_outputs = _ends_as_stored


def pytest_collection_modifyitems(items):
    """What a cell's comments ask nbval for is not what the course asks for."""
    for item in items:
        tags = item.cell.metadata.get("tags", [])
        item.options = defaultdict(bool, check=COMPARED in tags)


def pytest_runtest_setup(item):
    option, course = item.config.option, item.cell.metadata.get("course", {})
    if not hasattr(option, "course_seconds"):
        option.course_seconds = option.nbval_cell_timeout  # of cells without a limit of their own
    option.nbval_cell_timeout = course.get("seconds", option.course_seconds)


def printed(outputs):
    """What a cell's outputs hold of its standard output."""
    return "".join(
        str(out.text) for out in outputs or [] if out.output_type == "stream" and out.name == "stdout"
    )


def _ends_as_stored(item, test, reference):
    expected, shown = (
        printed(coalesce_streams(outputs)).strip().split("\n") for outputs in (reference, test)
    )
    item.comparison_traceback = []
    return shown[-len(expected) :] == expected


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    # a failed set-up (no kernel, no output to compare with) is the only report that its cell gets
    if isinstance(item, IPyNbCell) and (
        report.when == "call" or (report.when == "setup" and not report.passed)
    ):
        try:
            line = json.dumps(_record(item, call, report))
        except Exception as error:  # whatever a cell made of its outputs, it is that cell's failure
            line = json.dumps(_nothing(item, f"its outputs cannot be read ({type(error).__name__})"))
        with open(item.config.option.records, "a", encoding="utf-8") as file:
            file.write(line + "\n")
    return report


def _nothing(item, message):
    return {
        "cell": item.cell_num,
        "outcome": "failed",
        "end": "died",
        "error": "",
        "message": message,
        "stdout": "",
        "seconds": 0,
    }


def _record(item, call, report):
    outputs = item.test_outputs or []
    error = next((out for out in reversed(outputs) if out.output_type == "error"), None)
    message = str(call.excinfo.value) if call.excinfo else ""
    if call.when == "setup" or hasattr(report, "wasxfail") or message == "Kernel dead on test start":
        end = "not run"  # after a time-out nbval expects all other cells to fail
    elif message.startswith("Timeout of"):
        end = "timeout"
    elif call.excinfo and call.excinfo.errisinstance(Flood):
        end = "flood"
    elif call.excinfo and not call.excinfo.errisinstance(NbCellError):
        end = "died"  # or talks nonsense: a message that nbval cannot read
    else:
        end = "done"
    if error is not None and message == "Cell execution caused an exception":
        message = str(error.evalue)
    return {
        "cell": item.cell_num,
        "outcome": "passed" if report.outcome == "passed" and end == "done" else "failed",
        "end": end,
        "error": str(error.ename) if error is not None else "",
        "message": message,
        "stdout": printed(coalesce_streams(outputs))[-PRINTED:] if item.cell["id"].startswith(SHOWN) else "",
        "seconds": round(call.duration, 2),
    }
