"""Figures of a benchmark of search: recall@10 and MRR by class, and medians."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from benchmarks.questions import Question


@dataclass
class Figures:
    """What one way of searching reached."""

    name: str
    recall: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    reciprocal: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def add(self, question: Question, found: Sequence[str]) -> None:
        """Count what was FOUND, the first ten of it."""
        ten = list(found[:10])
        self.recall[question.kind].append(len(set(ten) & question.right) / min(10, len(question.right)))
        rank = next((at for at, address in enumerate(ten, 1) if address in question.right), 0)
        self.reciprocal[question.kind].append(1 / rank if rank else 0.0)

    def of(self, kind: str) -> tuple[float, float]:
        """Return recall@10 and MRR of one class."""
        return mean(self.recall[kind]), mean(self.reciprocal[kind])

    def overall(self) -> tuple[float, float]:
        """Return recall@10 and MRR of all questions."""
        return mean(one for some in self.recall.values() for one in some), mean(
            one for some in self.reciprocal.values() for one in some
        )


def mean(values: Iterable[float]) -> float:
    """Return the mean; 0 of nothing."""
    held = list(values)
    return sum(held) / len(held) if held else 0.0


def at(values: Iterable[float], share: float) -> float:
    """Return the value below which SHARE of the values lie."""
    held = sorted(values)
    return held[min(len(held) - 1, int(len(held) * share))] if held else 0.0


def table_of_classes(all_figures: Sequence[Figures]) -> str:
    """Return recall@10 / MRR by class, a column for each way of searching."""
    kinds = list(all_figures[0].recall)
    lines = [f"{'class (recall@10 / MRR)':<26}" + "".join(f"{figures.name:>20}" for figures in all_figures)]
    for kind in kinds:
        count = len(all_figures[0].recall[kind])
        cells = (f"{recall:.3f} / {mrr:.3f}" for recall, mrr in (figures.of(kind) for figures in all_figures))
        lines.append(f"{f'{kind} ({count})':<26}" + "".join(f"{cell:>20}" for cell in cells))
    cells = (f"{recall:.4f} / {mrr:.4f}" for recall, mrr in (figures.overall() for figures in all_figures))
    lines.append(f"{'all':<26}" + "".join(f"{cell:>20}" for cell in cells))
    return "\n".join(lines)
