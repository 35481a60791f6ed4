// Known names that resemble an unknown one, for messages that offer a way out.

/** Edit distance (insertions, deletions, substitutions), case-insensitive. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The candidate closest to a name if it is close (a third of its length) or contains it, else undefined. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  const wanted = name.toLowerCase();
  const ranked = candidates
    .map((candidate) => {
      const known = candidate.toLowerCase();
      const contains = known.includes(wanted) ? 0.5 : Infinity;
      const close = distance(wanted, known);
      return {
        candidate,
        score: Math.min(close <= wanted.length / 3 + 1 ? close : Infinity, contains),
      };
    })
    .sort((a, b) => a.score - b.score);
  const best = ranked[0];
  return best && best.score < Infinity ? best.candidate : undefined;
}

/** ` Did you mean X?` with a leading space, or nothing. */
export function didYouMean(name: string, candidates: readonly string[]): string {
  const guess = nearest(name, candidates);
  return guess === undefined ? '' : ` Did you mean ${guess}?`;
}

/** The first few names as words: `a, b, c and 12 more`. */
export function someOf(names: readonly string[], count = 3): string {
  const shown = names.slice(0, count).join(', ');
  return names.length > count ? `${shown} and ${names.length - count} more` : shown;
}
