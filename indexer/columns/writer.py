"""Writer of columns: the facts of every searchable paragraph as arrays.

Engines say which paragraphs match; counting, sorting, grouping and proximity are worked out on
these arrays, in the same way for every engine. A folder of columns is written once, for the
documents of one batch, and never changed; `search.retrieval.columns` reads several as one.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from indexer.analysis.entry import Entry
from indexer.analysis.marks import NAME, QUOTED
from indexer.columns.bitmaps import Frequent, frequent_terms
from indexer.columns.phrasings import phrasing_table
from indexer.columns.runs import run_table
from indexer.columns.texts import smallest
from indexer.model import ParagraphType
from indexer.schema import KEYWORDS, SORT_KEYS, TEXT, TEXT_LITERAL

COLUMNS = "operative-columns/4"
"""Name and version of the layout of a folder of columns."""

TABLES = "tables.json"
"""The JSON file of a folder: layout, number of paragraphs, and the texts that numbers stand for.

`values`: by field the values, `keys`: by order the key of each document, `words` and `stems`: the
literal terms and their stems, `frequent`: field and term of each row of the bitmaps.
"""

ROWS, DOCUMENT, WORDING, PLACE = "rows", "document", "wording", "place"
"""By paragraph: its row in the store (ascending), its document (a number of this folder,
ascending), the key of its wording (0 for none), the key of its place in its work, by which it is
known in all languages."""
DOCUMENT_ROWS = "document_rows"
"""By document: its row in the store."""
TOKENS, TOKEN_ENDS = "tokens", "token_ends"
"""The words of all paragraphs one after the other, and where each paragraph's end."""
NAMES, QUOTES = "names", "quotes"
"""By word of `TOKENS` a bit: whether it is written as a name, whether it is in quotation marks."""
RUNS, RUN_OWNERS, RUN_PLACES, RUN_SIZES = "runs", "run_owners", "run_places", "run_sizes"
"""The runs of three words of every wording, see `indexer.columns.runs`."""
PHRASING, SKETCHES, SKETCH_PLACES = "phrasing", "sketches", "sketch_places"
"""By paragraph the key of its phrasing, 0 for tables; the sketches of all of them, see
`indexer.columns.phrasings`."""
STEM_OF, BITS = "stem_of", "bits"
"""By word its stem; by frequent term a bitmap of paragraphs, see `indexer.columns.bitmaps`."""

T = TypeVar("T")
_FLUSH = 1 << 20  # tokens kept in memory


def values_file(field: str) -> str:
    """Names the array of a keyword field: by paragraph or document the number of its value.

    For a field of several values it is the number of their set.
    """
    return f"value.{field}"


def members_file(field: str) -> str:
    """Names the array of the values in all sets of a field of several, one set after the other."""
    return f"members.{field}"


def ends_file(field: str) -> str:
    """Names the array that says where each set's values end, for a field of several."""
    return f"ends.{field}"


class _Numbers(dict[T, int]):
    """Numbers texts, or sets of them, in the order in which they are first asked for."""

    def __missing__(self, key: T) -> int:
        number = self[key] = len(self)
        return number


class ColumnsWriter:
    """Writes a folder of columns; entries are added in ascending order of rows.

    The paragraphs of a document stand together and in their order, as in the store.

    like: a folder written before, whose frequent terms are kept a bitmap of here as well.
    rare_below: paragraphs in which a term must occur to have a bitmap, by default a share.
    """

    def __init__(
        self, folder: Path, *, like: Path | None = None, rare_below: int | None = None
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._like = like
        self._rare_below = rare_below
        self._rows = array("q")
        self._documents: dict[int, int] = {}
        self._keys: dict[str, list[str]] = {name: [] for name in SORT_KEYS}
        self._paragraphs = {name: array("Q") for name in (DOCUMENT, WORDING, PLACE)}
        self._values = {field.name: _Numbers[str]() for field in KEYWORDS}
        self._sets = {
            field.name: _Numbers[tuple[str, ...]]() for field in KEYWORDS if field.multiple
        }
        self._columns = {field.name: array("I") for field in KEYWORDS}
        filled = {name: (name, self._values[name], self._columns[name]) for name in self._values}
        self._of_documents = [filled[field.name] for field in KEYWORDS if field.per_document]
        self._single = [
            filled[f.name] for f in KEYWORDS if not f.per_document and f.name not in self._sets
        ]
        self._several = [(name, sets, self._columns[name]) for name, sets in self._sets.items()]
        self._words = _Numbers[str]()
        self._stems = _Numbers[str]()
        self._stem_of = array("I")
        self._tokens = array("I")
        self._token_ends = array("Q")
        self._marks = bytearray()
        self._phrased = bytearray()
        self._written = 0
        self._token_file = (folder / f"{TOKENS}.bin").open("wb")

    def add(self, entry: Entry) -> None:
        """Adds a paragraph.

        Raises ValueError where its row does not follow the last one's, or its document was done.
        """
        if self._rows and entry.paragraph <= self._rows[-1]:
            raise ValueError(f"row {entry.paragraph} comes after row {self._rows[-1]}")
        known = len(self._documents)
        document = self._documents.setdefault(entry.document, known)
        if document < known - 1:
            raise ValueError(f"row {entry.paragraph} is of a document that came before")
        self._rows.append(entry.paragraph)
        self._paragraphs[DOCUMENT].append(document)
        self._paragraphs[WORDING].append(int(entry.wording or "0", 16))
        self._paragraphs[PLACE].append(entry.place)
        if document == known:
            for name, key in entry.sort_keys.items():
                self._keys[name].append(key)
        self._add_values(entry, new_document=document == known)
        self._add_words(entry)

    def _add_values(self, entry: Entry, *, new_document: bool) -> None:
        keywords = entry.keywords
        if new_document:
            for name, numbers, column in self._of_documents:
                column.append(numbers[keywords[name][0]])
        for name, numbers, column in self._single:
            column.append(numbers[keywords[name][0]])
        for name, sets, column in self._several:
            column.append(sets[keywords[name]])

    def _add_words(self, entry: Entry) -> None:
        words, known = entry.texts[TEXT_LITERAL].split(), len(self._words)
        self._tokens.extend(map(self._words.__getitem__, words))
        if len(self._words) > known:
            stems = dict(zip(words, entry.texts[TEXT].split(), strict=True))
            fresh = (word for word in dict.fromkeys(words) if self._words[word] >= known)
            self._stem_of.extend(self._stems[stems[word]] for word in fresh)
        self._token_ends.append(self._written + len(self._tokens))
        self._marks += entry.marks.encode("ascii")
        self._phrased.append(ParagraphType.TABLE not in entry.keywords["type"])
        if len(self._tokens) > _FLUSH:
            self._flush()

    def _flush(self) -> None:
        self._tokens.tofile(self._token_file)
        self._written += len(self._tokens)
        del self._tokens[:]

    def commit(self) -> None:
        """Finishes the folder; the writer is of no use afterwards."""
        self._flush()
        self._token_file.close()
        words, stems = list(self._words), list(self._stems)
        token_ends = np.array(self._token_ends, np.int64)
        stem_of = np.array(self._stem_of, np.uint32)
        tokens = self._all_tokens()
        frequent = frequent_terms(
            tokens, token_ends, stem_of, words, stems,
            wanted=self._wanted(), rare_below=self._rare_below,
        )  # fmt: skip
        self._save(ROWS, np.array(self._rows, np.int64))
        self._save(DOCUMENT_ROWS, np.array(list(self._documents), np.int64))
        self._save(DOCUMENT, np.array(self._paragraphs[DOCUMENT], np.uint32))
        self._save(WORDING, np.array(self._paragraphs[WORDING], np.uint64))
        self._save(PLACE, np.array(self._paragraphs[PLACE], np.uint64))
        self._save(TOKEN_ENDS, token_ends)
        self._save(STEM_OF, stem_of)
        self._save(BITS, frequent.bits)
        self._save_wordings(tokens, token_ends, words)
        for name, column in self._columns.items():
            different = len(self._sets.get(name, self._values[name]))
            self._save(values_file(name), np.array(column, smallest(different)))
        for name, sets in self._sets.items():
            values = self._values[name]
            members = [values[value] for one in sets for value in one]
            self._save(members_file(name), np.array(members, np.uint32))
            self._save(ends_file(name), np.cumsum([len(one) for one in sets], dtype=np.uint32))
        self._save_tables(words, stems, frequent)

    def _save_wordings(
        self, tokens: npt.NDArray[np.uint32], ends: npt.NDArray[np.int64], words: list[str]
    ) -> None:
        marks = np.frombuffer(self._marks, np.uint8)
        self._save(NAMES, np.packbits(marks & NAME))
        self._save(QUOTES, np.packbits(marks & QUOTED))
        runs = run_table(tokens, ends, np.array(self._paragraphs[WORDING], np.uint64), words)
        self._save(RUNS, runs.runs)
        self._save(RUN_OWNERS, runs.owners)
        self._save(RUN_PLACES, runs.places)
        self._save(RUN_SIZES, runs.sizes)
        phrased = np.frombuffer(self._phrased, np.uint8)
        phrasings = phrasing_table(tokens, ends, phrased, words)
        self._save(PHRASING, phrasings.keys)
        self._save(SKETCHES, phrasings.runs)
        self._save(SKETCH_PLACES, phrasings.places)

    def abort(self) -> None:
        """Lets go without finishing; the folder is thrown away by the caller."""
        self._token_file.close()

    def _all_tokens(self) -> npt.NDArray[np.uint32]:
        path = self._folder / f"{TOKENS}.bin"
        if not path.stat().st_size:
            return np.empty(0, np.uint32)
        return np.memmap(path, np.uint32, mode="r")

    def _wanted(self) -> Sequence[tuple[str, str]] | None:
        if self._like is None:
            return None
        return [(field, term) for field, term in read_tables(self._like)["frequent"]]

    def _save(self, name: str, values: npt.NDArray[Any]) -> None:
        np.save(self._folder / f"{name}.npy", values)

    def _save_tables(self, words: list[str], stems: list[str], frequent: Frequent) -> None:
        tables = {
            "columns": COLUMNS,
            "paragraphs": len(self._rows),
            "values": {name: list(numbers) for name, numbers in self._values.items()},
            "keys": self._keys,
            "words": words,
            "stems": stems,
            "frequent": frequent.terms,
        }
        text = json.dumps(tables, ensure_ascii=False, separators=(",", ":"))
        (self._folder / TABLES).write_text(text, "utf-8")


def read_tables(folder: Path) -> dict[str, Any]:
    """Returns the content of `TABLES`; raises OSError or ValueError where it cannot be read."""
    tables: dict[str, Any] = json.loads((folder / TABLES).read_text("utf-8"))
    if tables.get("columns") != COLUMNS:
        raise ValueError(f"columns of {tables.get('columns')}, not of {COLUMNS}")
    return tables
