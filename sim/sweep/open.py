"""Finding the folder of a request: the same question comes back to its own results."""

from pathlib import Path

from sim.sweep.files import exists, make_folder
from sim.sweep.folder import Folder, create_folder, open_folder, stored_request
from sim.sweep.lock import making_lock
from sim.sweep.manifest import MANIFEST
from sim.sweep.provenance import changed_files, code_hash
from sim.sweep.request import Request


def place_of(request: Request, outputs: Path) -> Path:
    """Where the results of a request lie or will lie.

    `outputs/<experiment>/<id>`; with `-<code>` behind it where that folder holds results of other code,
    which are neither overwritten nor mixed with new ones.
    """
    path = outputs / request.name / request.id
    if exists(path / MANIFEST) and changed_files(open_folder(path).manifest["code"]["files"]):
        return path.with_name(f"{request.id}-{code_hash()[:6]}")
    return path


def find_or_create(request: Request, outputs: Path, *, chunk_runs: int | None = None) -> Folder:
    """The folder of a request, made if there is none, by one process of many that ask at once.

    The words of its scenarios are those of the last request. Raises InputError if it was altered or is too
    large, StorageError if it cannot be made.
    """
    path = place_of(request, outputs)
    make_folder(path)
    with making_lock(path):
        if not exists(path / MANIFEST):
            return create_folder(request, path, chunk_runs=chunk_runs)
    folder = open_folder(path)
    stored_request(folder)
    return _reworded(folder, request)


def _reworded(folder: Folder, request: Request) -> Folder:
    """The folder with the words of the request, which may have been corrected: they decide no number."""
    arms = {
        arm.name: {**folder.manifest["arms"][arm.name], "scenario": arm.scenario.to_dict()}
        for arm in request.arms
    }
    return folder if arms == folder.manifest["arms"] else folder.update(arms=arms)
