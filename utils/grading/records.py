"""A pytest plugin that writes one line of JSON for each notebook cell that nbval ran, as soon as it ran.

``pytest --nbval-lax -p utils.grading.records --records FILE NOTEBOOK``. A line holds ``cell`` (its number among the
code cells), ``outcome`` (passed, failed, or skipped), ``error`` (the exception's name, empty if the cell raised none)
and ``message`` (the exception's text, or what nbval says). A cell whose kernel dies fails at once.
"""

import json

import nbval.plugin
import pytest
from nbval.plugin import IPyNbCell

from utils.grading.kernel import SteadyKernel


def pytest_addoption(parser):
    parser.addoption("--records", required=True, metavar="FILE", help="where to write a line for each cell")


def pytest_configure():
    nbval.plugin.RunningKernel = SteadyKernel


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    # a failed set-up (no kernel, no output to compare with) is the only report that its cell gets
    if isinstance(item, IPyNbCell) and (
        report.when == "call" or (report.when == "setup" and not report.passed)
    ):
        with open(item.config.option.records, "a", encoding="utf-8") as file:
            file.write(json.dumps(_record(item, call, report)) + "\n")
    return report


def _record(item, call, report):
    if hasattr(report, "wasxfail"):  # nbval expects all cells after a time-out to fail
        return {"cell": item.cell_num, "outcome": "failed", "error": "", "message": report.wasxfail}
    errors = [out for out in item.test_outputs or [] if out.output_type == "error"]
    message = str(call.excinfo.value) if call.excinfo else ""
    if errors and message == "Cell execution caused an exception":  # not, for instance, "Timeout of …"
        message = errors[-1].evalue
    return {
        "cell": item.cell_num,
        "outcome": report.outcome,
        "error": errors[-1].ename if errors else "",
        "message": message,
    }
