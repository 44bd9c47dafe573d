"""A pytest plugin that writes one line of JSON for each notebook cell that nbval ran, as soon as it ran.

``pytest --nbval-lax -p utils.grading.records --records FILE NOTEBOOK``. A line holds ``cell`` (its number among the
code cells), ``outcome`` (passed, failed, or skipped), ``error`` and ``message`` (the exception's name and text, or
what nbval says).
"""

import json

import pytest
from nbval.plugin import IPyNbCell


def pytest_addoption(parser):
    parser.addoption("--records", required=True, metavar="FILE", help="where to write a line for each cell")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    # a failed set-up (no kernel, an earlier time-out) is the only report that its cell gets
    if isinstance(item, IPyNbCell) and (
        report.when == "call" or (report.when == "setup" and not report.passed)
    ):
        errors = [out for out in item.test_outputs or [] if out.output_type == "error"]
        record = {
            "cell": item.cell_num,
            "outcome": "failed" if hasattr(report, "wasxfail") else report.outcome,
            "error": errors[-1].ename if errors else "",
            "message": errors[-1].evalue if errors else str(call.excinfo.value) if call.excinfo else "",
        }
        with open(item.config.option.records, "a", encoding="utf-8") as file:
            file.write(json.dumps(record) + "\n")
    return report
