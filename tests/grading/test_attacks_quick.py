"""The attacks that matter most, in one short batch of the ordinary test run: `test_attacks` has them all."""

import pytest

from tests.grading.attacks import HARM, LIES, PROBES
from tests.grading.test_attacks import VARIANTS, Batch

pytestmark = pytest.mark.usefixtures("sandbox_available")

QUICK = {  # name: the variant that is graded
    "an input transformer empties checks": "wrong",
    "the published seed": "wrong",
    "talks to the network, listens, asks for names": "right",
    "looks for the course's files, other submissions, the grades": "right",
    "messages of a wrong form": "right",
    "os._exit in the function": "right",
    "memory bomb": "right",
}
CASES = [(a, v) for a in (*LIES, *PROBES, *HARM) for v in VARIANTS if QUICK.get(a.name) == v]


@pytest.fixture(scope="module")
def quick(tmp_path_factory):
    return Batch("01_perceptron", CASES, tmp_path_factory.mktemp("attacks"))


@pytest.mark.parametrize(("attack", "variant"), CASES, ids=[f"{a.name}-{v}" for a, v in CASES])
def test_an_attack_costs_its_own_task_at_most_and_gains_nothing(quick, attack, variant):
    quick.check(attack, variant)


def test_nothing_outside_the_sandbox_changed_and_nothing_still_runs(quick):
    assert quick.code == 0
    assert quick.after == quick.before
    assert quick.left_over == []


def test_every_attack_is_still_there():
    assert {attack.name for attack, _ in CASES} == set(QUICK)
