"""Write the class edition, for students: ``python -m utils.handout OUT [--url URL]``.

It holds the lessons, the exercises, the data, and the tools to work with them: no solutions, no hidden checks, no
answers, no history. What goes in is listed here or follows from it; whatever else is in the course stays out. With the
address of a repository on GitHub it works on Colab from there; without, it is for one's own machine. It is there as a
whole, or nothing was written.
"""

import argparse
import ast
import re
import sys
import tempfile
from pathlib import Path

import nbformat

from utils import pairs
from utils.pairs import Edition, PairError

AS_THEY_ARE = (
    ".gitattributes",
    ".gitignore",
    "LICENSE",
    "constraints.txt",
    "data/README.md",
    "data/SHA256SUMS",  # and what it lists
    "jupyter/ipython_kernel_config.py",
)
COMMANDS = ("utils.work", "utils.grading.validate")
SECTIONS = ("For students", "Data and licences")  # of the README, behind its head
REST = (
    "# --- For teachers and authors"  # begins the line of the Makefile behind which nothing is for students
)
OURS = ("notebooks", "exercises", "solutions", "utils", "tests", "data")  # where no handout goes
IN_A_REPOSITORY = re.compile(r"<!-- repository -->\n(.*?)<!-- /repository -->\n+", re.DOTALL)
ADDRESS = re.compile(r"(https://github\.com/[A-Za-z0-9-]+/[A-Za-z0-9_.-]+?)(?:\.git)?/?")


class Refused(Exception):
    """Why an edition cannot be made, and what to do."""


def address(url):
    """Address of the class's repository, without what git and browsers add to it; Refused if Colab opens no such."""
    found = ADDRESS.fullmatch(url)
    if not found:
        raise Refused(f"URL={url} is no repository that Colab opens; https://github.com/school/class is one")
    if found[1].lower() == pairs.repository_url().lower():
        raise Refused(f"URL={url} is the whole course, with its solutions; a class needs its own repository")
    return found[1]


def destination(out):
    """Absolute path of the folder `out`. Raises Refused unless it can be made, or is empty but for ``.git``."""
    out = Path(out).resolve()
    if any(out.is_relative_to((pairs.ROOT / folder).resolve()) for folder in OURS):
        raise Refused(f"{out} is inside a folder of the course; choose one beside it, such as OUT=handout")
    if not out.parent.is_dir():
        raise Refused(f"there is no folder {out.parent}; make it first, or choose another OUT")
    if out.exists() and (not out.is_dir() or any(path.name != ".git" for path in out.iterdir())):
        raise Refused(f"{out} is there already; remove what is in it (.git may stay), or choose another OUT")
    return out


def contents(url=None):
    """All files of the edition at the address `url`: ``{place: bytes}``. Raises PairError if a source is wrong."""
    root = pairs.ROOT
    built = {pairs.relative(path): text for path, text in pairs.build(Edition(url, solutions=False)).items()}
    files = {place: text for place, text in built.items() if place.startswith(("notebooks/", "exercises/"))}
    used = {name for text in files.values() for name in imported_by(text)}
    files["README.md"] = readme(built["README.md"], url)
    files["Makefile"] = makefile((root / "Makefile").read_text(encoding="utf-8"))
    files["pyproject.toml"] = project((root / "pyproject.toml").read_text(encoding="utf-8"), url)
    files = {place: text.encode() for place, text in files.items()}
    paths = [root / place for place in AS_THEY_ARE]
    sums = (root / "data" / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    paths += [root / "data" / line.split(maxsplit=1)[1] for line in sums]
    paths += [*root.glob("data/*/LICENSE"), *root.glob("data/runs/*.csv"), *modules({*used, *COMMANDS})]
    return files | {pairs.relative(path): path.read_bytes() for path in paths}


def imported_by(text):
    """As `imported`, of all code cells of a notebook that is given as its text."""
    cells = nbformat.reads(text, as_version=nbformat.NO_CONVERT).cells
    return {n for cell in cells if cell.cell_type == "code" for n in imported(pairs.parse(cell.source))}


def imported(tree):
    """Names of the modules that a syntax tree imports, and of what may be one: ``from utils import data``."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def modules(names):
    """Files of those modules of the course that have these names, and of all that they import in turn."""
    found, waiting = set(), list(names)
    while waiting:
        parts = waiting.pop().split(".")
        for end in range(1, len(parts) + 1) if parts[0] == "utils" else ():
            place = pairs.ROOT.joinpath(*parts[:end])
            for path in (place.with_suffix(".py"), place / "__init__.py"):
                if path.is_file() and path not in found:
                    found.add(path)
                    waiting += imported(ast.parse(path.read_bytes()))
    return sorted(found)


def readme(text, url):
    """The README: its head and the students' sections, with the class's address or without any."""
    head, *sections = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    kept = {section.split("\n", 1)[0].removeprefix("## "): section for section in sections}
    for title in SECTIONS:
        if title not in kept:
            raise PairError(pairs.ROOT / "README.md", f"there is no section '## {title}'")
    text = head + "".join(kept[title] for title in SECTIONS)
    if not url:
        return IN_A_REPOSITORY.sub("", text)
    clone = "git clone {}\ncd {}\n"
    ours, theirs = (clone.format(there, there.rsplit("/", 1)[1]) for there in (pairs.repository_url(), url))
    return text.replace(ours, theirs)


def makefile(text):
    """The students' part of the Makefile."""
    ours, mark, _ = text.partition(f"\n{REST}")
    if not mark:
        raise PairError(pairs.ROOT / "Makefile", f"no line begins with '{REST}'")
    return ours


def project(text, url):
    """pyproject.toml with the class's address or without any."""
    if url:
        return text.replace(f'"{pairs.repository_url()}"', f'"{url}"')
    return re.sub(r"^\[project\.urls\]\n(?:(?!\[).*\n)*", "", text, flags=re.MULTILINE)


def write(files, out):
    """Write `files` into the folder `out`: all of them, or none."""
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as folder:
        made, moved = Path(folder, out.name), []
        for place, content in files.items():
            (made / place).parent.mkdir(parents=True, exist_ok=True)
            (made / place).write_bytes(content)
        if not out.exists():
            made.rename(out)
            return
        try:
            for path in list(made.iterdir()):
                moved.append(path)
                path.rename(out / path.name)
        except BaseException:
            for path in moved:
                if not path.exists():
                    (out / path.name).rename(path)
            raise


def main(arguments=None):
    """Write the class edition and say what it is; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m utils.handout", description=__doc__.splitlines()[0])
    parser.add_argument("out", help="folder to write: a new one, or one that is empty but for .git")
    parser.add_argument("--url", help="address of the class's repository, for Colab")
    options = parser.parse_args(arguments)
    try:
        url = None if options.url is None else address(options.url)
        out = destination(options.out)
        files = contents(url)
        write(files, out)
    except (PairError, Refused, OSError) as error:
        print(f"{error}\nNothing was written.", file=sys.stderr)
        return 1
    print(f"Written: {out}, {len(files)} files, without solutions, hidden checks and answers.")
    if url:
        print(f"Next: push it as branch main of {url}, public, so that Colab can fetch it.")
    else:
        print(
            "Next: give out this folder; `make lab` in it sets up everything. With URL=… it works on Colab."
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
