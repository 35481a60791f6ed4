// The nearest known name to a misspelled one, for messages and quick fixes.

/** Edits (insert, delete, replace, swap neighbours) that turn `a` into `b`. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(
        (row[j - 1] ?? 0) + 1,
        (last[j] ?? 0) + 1,
        (last[j - 1] ?? 0) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Known names near `word`, best first, at most `count`; empty when none is near. */
export function nearest(word: string, known: Iterable<string>, count = 1): string[] {
  const target = plain(word);
  const limit = Math.max(1, Math.floor(target.length / 3));
  const near: { name: string; score: number }[] = [];
  for (const name of new Set(known)) {
    if (!name) continue; // a declaration whose name is still being typed
    const candidate = plain(name);
    const edits = distance(target, candidate);
    const begins =
      target.length >= 3 && (candidate.startsWith(target) || target.startsWith(candidate));
    if (edits <= limit || begins) near.push({ name, score: edits <= limit ? edits : limit + 1 });
  }
  return near
    .sort((a, b) => a.score - b.score)
    .slice(0, count)
    .map(({ name }) => name);
}

/** Known names in a sentence, cut after `limit`. */
export function listed(names: readonly string[], limit = 12): string {
  const shown = names.slice(0, limit).join(', ');
  return names.length > limit ? `${shown} and ${names.length - limit} more` : shown;
}
