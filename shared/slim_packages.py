"""Take out of the layer's packages what no function calls: ``slim_packages.py SITE``.

Run once while the layer is built, before it is compiled. An edit names a file, what stands there
and what shall stand instead; a text that is not there exactly once ends the build, so that a new
version of a package is looked at again. What is left does what it did.
"""

import shutil
import sys
from pathlib import Path

# texts for people, made when somebody asks for a docstring
NO_DOCSTRINGS = '''\
"""No texts for people in this layer."""


def __getattr__(name):
    if not name.endswith("Docstring"):
        raise AttributeError(name)
    return lambda *args, **told: ""
'''

# certifi looks for its file as if it could stand in an archive, with what reads archives
ROOTS = '''\
"""Where the roots of TLS stand: beside this file."""

from pathlib import Path

_ROOTS = Path(__file__).with_name("cacert.pem")


def where() -> str:
    """Return the path of their file."""
    return str(_ROOTS)


def contents() -> str:
    """Return their file."""
    return _ROOTS.read_text("ascii")
'''

# pages are fetched by threads; httpcore hands these names on, and nobody here makes any of them
NO_TASKS = '''\
"""Nothing asynchronous in this layer."""


class Absent:
    """What is not in this layer."""


AsyncConnectionInterface = AsyncConnectionPool = AsyncHTTP2Connection = Absent
AsyncHTTP11Connection = AsyncHTTPConnection = AsyncHTTPProxy = AsyncSOCKSProxy = Absent
'''

# (file, what stands there, what stands instead)
EDITS = (
    # boto3 brings its transfers of whole files, and with them multiprocessing
    ("boto3/compat.py", "from s3transfer.manager import TransferConfig\n", ""),
    (
        "boto3/compat.py",
        "TRANSFER_CONFIG_SUPPORTS_CRT = hasattr(TransferConfig, 'UNSET_DEFAULT')\n",
        "",
    ),
    # clients alone: no resources, nothing added to the clients of S3, DynamoDB and EC2
    ("boto3/session.py", "from .resources.factory import ResourceFactory\n", ""),
    (
        "boto3/session.py",
        "        self.resource_factory = ResourceFactory(\n"
        "            self._session.get_component('event_emitter')\n"
        "        )\n",
        "",
    ),
    ("boto3/session.py", "        self._register_default_handlers()\n", ""),
    ("botocore/docs/__init__.py", "from botocore.docs.service import ServiceDocumenter\n", ""),
    # what a handler takes is looked up, and its name in 70 aliases of services that nobody calls
    ("botocore/hooks.py", "        self._verify_accept_kwargs(handler)\n", ""),
    (
        "botocore/hooks.py",
        "            self._event_aliases = EVENT_ALIASES\n",
        "            self._event_aliases = {}\n",
    ),
    # HTTP/2 asks which version of h2 is installed: none
    ("urllib3/http2/__init__.py", "from importlib.metadata import version\n", ""),
    # orders are read by us, not by expressions
    (
        "aws_lambda_powertools/logging/logger.py",
        "from aws_lambda_powertools.utilities import jmespath_utils\n",
        "",
    ),
)
REPLACED = {
    "botocore/docs/docstring.py": NO_DOCSTRINGS,
    "certifi/core.py": ROOTS,
    "httpcore/_async/__init__.py": NO_TASKS,
}
REMOVED = (
    "anyio",
    "s3transfer",
    "boto3/data",
    "boto3/docs",
    "boto3/ec2",
    "boto3/examples",
    "boto3/resources",
    "boto3/s3",
    "botocore/docs/bcdoc",
)


def slim(site: Path) -> None:
    """Edit the packages of a folder in place.

    Raises:
        ValueError: what an edit replaces does not stand in its file exactly once.
        FileNotFoundError: what is replaced or removed is not there.
    """
    for name, old, new in EDITS:
        file = site / name
        text = file.read_text()
        if text.count(old) != 1:
            raise ValueError(f"{name} holds {text.count(old)} times, not once: {old.strip()}")
        file.write_text(text.replace(old, new))
    for name, text in REPLACED.items():
        file = site / name
        if not file.exists():
            raise FileNotFoundError(file)
        file.write_text(text)
    for name in REMOVED:
        shutil.rmtree(site / name)


if __name__ == "__main__":
    slim(Path(sys.argv[1]))
