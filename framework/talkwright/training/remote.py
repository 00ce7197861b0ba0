"""Model files that are kept elsewhere: with Amazon, Google or Microsoft, or by a class of one's own. Rasa's words and
variables; the libraries come with the extras ``aws``, ``gcs`` and ``azure``, and are imported when they are asked for.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from talkwright.errors import OutsideError, RequestError

_HINT = "It is aws, gcs, azure, or the module and name of a class with retrieve(name, path)."


def stored(kind: str, name: str, folder: Path) -> Path:
    """The model ``name`` of the storage ``kind``, put into ``folder``. Raises ``RequestError`` and ``OutsideError``."""
    fetch = _KINDS.get(kind.lower()) or _own(kind)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / Path(name).name
    partial = folder / f".{path.name}.part"
    try:
        fetch(name, partial)
        partial.replace(path)
    except (RequestError, OutsideError):
        raise
    except ImportError:
        hint = f"Install it: pip install 'talkwright[{kind.lower()}]'"
        raise RequestError(f"the library for the storage {kind!r} is not installed", hint) from None
    except KeyError as fault:
        raise RequestError(f"the variable {fault.args[0]} is not set", "The storage needs to know it.") from None
    except Exception as fault:  # whatever a cloud's library raises
        raise OutsideError(f"the storage {kind!r} does not give {name!r}: {type(fault).__name__}") from fault
    finally:
        partial.unlink(missing_ok=True)
    return path


def _aws(name: str, path: Path) -> None:
    import boto3

    bucket = boto3.resource("s3", endpoint_url=os.environ.get("AWS_ENDPOINT_URL")).Bucket(os.environ["BUCKET_NAME"])
    bucket.download_file(name, str(path))


def _gcs(name: str, path: Path) -> None:
    from google.cloud import storage

    storage.Client().bucket(os.environ["BUCKET_NAME"]).blob(name).download_to_filename(str(path))


def _azure(name: str, path: Path) -> None:
    from azure.storage.blob import BlobServiceClient

    url = f"https://{os.environ['AZURE_ACCOUNT_NAME']}.blob.core.windows.net"
    service = BlobServiceClient(url, credential=os.environ["AZURE_ACCOUNT_KEY"])
    with path.open("wb") as file:
        service.get_blob_client(os.environ["AZURE_CONTAINER"], name).download_blob().readinto(file)


def _own(kind: str) -> Callable[[str, Path], object]:
    """The storage of a class of the bot's own, found from its folder."""
    module, dot, name = kind.rpartition(".")
    if not dot:
        raise RequestError(f"there is no storage {kind!r}", _HINT)
    here = str(Path.cwd())
    if here not in sys.path:
        sys.path.insert(0, here)
    try:
        retrieve: Callable[[str, str], object] = getattr(import_module(module), name)().retrieve
    except Exception as fault:  # whatever a module of somebody else's does
        raise RequestError(f"the storage {kind!r} cannot be used: {type(fault).__name__}: {fault}", _HINT) from fault
    return lambda model, path: retrieve(model, str(path))


_KINDS: dict[str, Callable[[str, Path], object]] = {"aws": _aws, "gcs": _gcs, "azure": _azure}
