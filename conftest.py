"""How notebooks are run under nbval, by whatever command: strictly, and with kernels that start."""

import nbval.plugin
import pytest
from nbval.plugin import IPyNbCell

from utils.grading.kernel import SteadyKernel

nbval.plugin.RunningKernel = SteadyKernel


def pytest_runtest_setup(item):
    """A cell whose output is compared needs an output to compare with: without a count, nbval compares nothing."""
    if isinstance(item, IPyNbCell) and item.options["check"] and item.cell.execution_count is None:
        pytest.fail("this cell's output is to be compared, but none is stored: make execute", pytrace=False)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item, call):
    """After a time-out nbval expects the other cells to fail; here they count as failed."""
    report = yield
    if isinstance(item, IPyNbCell) and hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"not checked: {report.wasxfail}"
        del report.wasxfail
    return report
