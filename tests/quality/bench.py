"""Quality and speed on this machine: ``python -m tests.quality.bench [SECTION ...]``."""

import argparse
from collections.abc import Callable

from tests.quality import attribution, extraction, start_up

# a section is a name and what prints its tables
SECTIONS: dict[str, Callable[[], None]] = {
    "reading": extraction.show,
    "attribution": attribution.show,
    "start-up": lambda: start_up.main(5),
}


def main() -> None:
    """Print the sections asked for, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(SECTIONS))
    for name in parser.parse_args().sections or SECTIONS:
        if name not in SECTIONS:
            parser.error(f"no section {name!r}; there are {', '.join(SECTIONS)}")
        print(f"\n# {name}")
        SECTIONS[name]()


if __name__ == "__main__":
    main()
