"""All answers of a notebook, run together, as often as it takes: a cell that ends a run costs only itself."""

from dataclasses import replace

from utils import pairs
from utils.grading.merge import assemble
from utils.grading.verdict import CRASHED, NOT_CHECKED, TIMED_OUT, judge


def rounds(found, reference, run, tasks, hidden=None, seconds=None):
    """Yield ``(verdict, answers, extras)`` for each check of `tasks`, as soon as it ran: what was said, and in what
    company.

    `found` is a `merge.Match`, `reference` the notebook in which the answers run, and ``run(notebook)`` yields the
    records. If a cell hangs, or ends the kernel, the rest runs again without it: in place of an answer that did so
    stands the stub (not the reference's own, which the others could read and keep for later), and a student's extra
    cells are left out. `hidden` is ``{label: (role, evidence)}`` of hidden checks that must hold too; `seconds`
    limits cells, as in `assemble`.
    """
    answers, extras = dict(found.answers), found.extras
    cells = [(pairs.role_of(cell), cell.source) for cell in reference.cells]
    stubs = {role.number: pairs.stub(source) for role, source in cells if role.kind == "task"}
    checks = [role for role, _ in cells if role.kind == "check"]
    left = {role.label: role for role in checks if role.number in tasks}
    while left:
        notebook = assemble(reference, answers, extras, {role.number for role in left.values()}, seconds)
        ids = [cell["id"] for cell in notebook.cells]
        records, ended = {}, None
        for record in run(notebook):
            records[ids[record["cell"]]] = record
            for role in list(left.values()):
                if role.label not in left or not _is_complete(role, records, hidden):
                    continue
                said = judge(role, records, found.rules[role.number], hidden and hidden[role.label])
                if said.status == NOT_CHECKED:
                    continue
                del left[role.label]
                yield said, answers, extras
                if said.status in {TIMED_OUT, CRASHED}:
                    ended = role.number
                    for other in [role for role in left.values() if role.number == ended]:
                        del left[other.label]  # the next run has another answer in its place
                        yield replace(said, label=other.label, points=other.points), answers, extras
        if not left:
            return
        if ended is None and not extras:
            for role in left.values():
                said = judge(role, records, found.rules[role.number], hidden and hidden[role.label])
                yield said, answers, extras
            return
        if ended is None:
            extras = {}
        else:
            answers = answers | {ended: stubs[ended]}


def _is_complete(role, records, hidden):
    """Whether all cells that the verdict on a check needs have run, or one of them ended the run."""
    if any(
        record["end"] not in {"done", "not run"}
        for place in (pairs.task_id(role.number), pairs.check_id(role), pairs.hidden_id(role))
        if (record := records.get(place))
    ):
        return True
    check = records.get(pairs.check_id(role))
    if check is None or hidden is None or check["outcome"] != "passed":
        return check is not None
    return pairs.hidden_id(role) in records
