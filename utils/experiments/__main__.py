"""Run the long experiments; an interrupted run goes on where it was. Then write RESULTS.md from their tables."""

import argparse
import logging
import sys

from utils import experiments, results
from utils.data import DataError


def main(argv=None):
    """Run the experiments named on the command line, all of them by default."""
    parser = argparse.ArgumentParser(prog="python -m utils.experiments", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of: {', '.join(experiments.names())}")
    logging.getLogger("tensorflow").setLevel(logging.ERROR)  # it counts the networks, and warns of so many
    try:
        for name in parser.parse_args(argv).names or experiments.names():
            print(f"{name}: written {experiments.run(name, say=lambda line: print(line, flush=True))}")
            print(f"written {results.write()}")
    except (experiments.ExperimentError, DataError) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("Stopped. What is done is kept: the same command goes on from here.")


if __name__ == "__main__":
    main()
