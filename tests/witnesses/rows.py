"""Which portable rows a witness has seen at work."""

from __future__ import annotations

import traceback
from collections.abc import Callable


class Rows:
    """The rows that a gateway has, and the steps that prove them."""

    def __init__(self, *rows: str) -> None:
        self._rows = rows
        self._steps: list[tuple[Callable[..., None], tuple[str, ...]]] = []

    def proves(self, *rows: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
        """The decorated step proves these rows if it returns."""
        unknown = set(rows) - set(self._rows)
        assert not unknown, f"no such rows: {unknown}"

        def add(step: Callable[..., None]) -> Callable[..., None]:
            self._steps.append((step, rows))
            return step

        return add

    def run(self, *arguments: object, at_least: float) -> bool:
        """Runs the steps in their order. True if none failed and enough rows are covered."""
        covered: set[str] = set()
        failed = 0
        for step, rows in self._steps:
            try:
                step(*arguments)
                covered.update(rows)
            except Exception:
                failed += 1
                print(f"FAILED {step.__name__}")
                traceback.print_exc()
        share = len(covered) / len(self._rows)
        for row in self._rows:
            print(f"  {'covered' if row in covered else '-      '}  {row}")
        print(f"{len(covered)} of {len(self._rows)} portable rows covered ({share:.0%}), {failed} steps failed")
        return failed == 0 and share >= at_least
