"""What a preview remembers: evaluations that passed, while all they depend on is unchanged."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mathbook.publishing.chapter import Chapter
from mathbook.publishing.evaluation import Evaluation

__all__ = ["Remembered", "changed_since", "watched"]


@dataclass(frozen=True, slots=True)
class Remembered:
    """An evaluation that passed, and a digest of all it depends on that an author may edit."""

    evaluation: Evaluation
    digest: str

    @classmethod
    def of(cls, evaluation: Evaluation) -> "Remembered":
        return cls(evaluation, cls._digest(evaluation.chapter, evaluation.sources))

    def holds(self, chapter: Chapter) -> bool:
        """Whether evaluating ``chapter`` now would find the same."""
        return self.digest == self._digest(chapter, self.evaluation.sources)

    @staticmethod
    def _digest(chapter: Chapter, sources: Iterable[str]) -> str:
        digest = hashlib.sha256(chapter.text.encode())
        for file in _files_behind(chapter, sources):
            content = file.read_bytes() if file.is_file() else b"missing"
            digest.update(f"{file} {len(content)} ".encode() + content)
        return digest.hexdigest()


def changed_since(moment: float, evaluation: Evaluation) -> bool:
    """Whether a file was saved while its evaluation ran: which version ran is then unknown."""
    files = _files_behind(evaluation.chapter, evaluation.sources)
    return any(file.stat().st_mtime >= moment for file in files if file.is_file())


def watched(evaluations: Iterable[Evaluation], packages: Iterable[Path]) -> set[Path]:
    """The outermost package folders of the imported project files, and ``packages``."""
    folders = {package for package in packages if package.is_dir()}
    for evaluation in evaluations:
        for source in evaluation.sources:
            folder = Path(source).parent
            while (folder.parent / "__init__.py").is_file():
                folder = folder.parent
            folders.add(folder)
    return folders


def _files_behind(chapter: Chapter, sources: Iterable[str]) -> list[Path]:
    """The figures and images of ``chapter`` and the project files that it imports."""
    beside = [figure.url for figure in chapter.figures] + [image.url for image in chapter.images]
    return [chapter.path.parent / url for url in beside] + [Path(file) for file in sorted(sources)]
