"""What Saidly costs on AWS: ``python -m tests.quality.costs [--articles N] [--pages KIND]``."""

import argparse

from tests.quality.costs.report import show


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=48, help="how many to walk (48)")
    parser.add_argument("--pages", choices=["invented", "development"], help="both without it")
    asked = parser.parse_args()
    show(asked.articles, [asked.pages] if asked.pages else ["development", "invented"])


if __name__ == "__main__":
    main()
