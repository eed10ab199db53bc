"""From a thousand articles to a million: ``python -m tests.quality.growth``."""

from tests.quality.growth.tables import main

if __name__ == "__main__":
    main()
