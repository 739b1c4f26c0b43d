"""Which rows of the table of portable operations a scenario has covered."""


class Rows:
    """The rows that a gateway has. `covers` marks some of them; `report` fails below the share that is asked for."""

    def __init__(self, rows):
        self._rows = dict.fromkeys(rows, False)

    def covers(self, *rows):
        for row in rows:
            if row not in self._rows:
                raise KeyError(row)
            self._rows[row] = True

    def __len__(self):
        return len(self._rows)

    def report(self, gateway, least):
        done = [row for row, covered in self._rows.items() if covered]
        left = [row for row, covered in self._rows.items() if not covered]
        share = len(done) / len(self._rows)
        for row in done:
            print(f"{gateway}: {row}")
        for row in left:
            print(f"{gateway}: not covered: {row}")
        print(f"{gateway}: {len(done)} of {len(self._rows)} portable rows, {share:.0%}")
        if share < least:
            raise SystemExit(f"{gateway}: fewer than {least:.0%} of the portable rows were covered")
