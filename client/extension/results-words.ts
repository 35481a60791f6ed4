// How the results view speaks of stored runs: when, how long, with which settings, pinned or out of date. Pure.
import type { ResultsOfFile, StoredRun, StoredRuns } from '../../server/protocol.js';

/** One line of the results view. */
export type ResultNode =
  | { kind: 'file'; label: string; file: ResultsOfFile; only: boolean }
  | { kind: 'analysis'; uri: string; analysis: StoredRuns }
  | { kind: 'run'; uri: string; run: StoredRun };

const count = (value: number, noun: string): string =>
  `${value.toLocaleString('en-US')} ${noun}${value === 1 ? '' : 's'}`;

const two = (value: number): string => String(value).padStart(2, '0');

/** `14:05:12` for today, else `2026-03-01 14:05`: the clock of this machine. */
export function momentText(iso: string, now = new Date()): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  const clock = `${two(time.getHours())}:${two(time.getMinutes())}`;
  if (time.toDateString() === now.toDateString()) return `${clock}:${two(time.getSeconds())}`;
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} ${clock}`;
}

/** `0.8 s`, `75 s`, `3 min`, `1.2 h`. */
export function durationText(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

/** A run in a list of others: `12:04:31, 10,000 permutations, seed 42`. */
export const runText = ({ started, permutations, seed }: StoredRun): string =>
  `${momentText(started)}, ${count(permutations, 'permutation')}, seed ${seed}`;

export function labelOf(node: ResultNode): string {
  switch (node.kind) {
    case 'file':
      return node.label;
    case 'analysis':
      return node.analysis.analysis;
    case 'run':
      return momentText(node.run.started);
  }
}

/** The dim words behind a label: what is unusual first, since narrow views cut off the end. */
export function descriptionOf(node: ResultNode): string {
  switch (node.kind) {
    case 'file':
      return count(node.file.runs, 'run');
    case 'analysis': {
      const { inFile, runs } = node.analysis;
      const stale = runs[0]?.newest && runs[0].stale.length > 0;
      return [
        inFile ? '' : 'no longer in the file',
        stale ? 'stale' : '',
        count(runs.length, 'run'),
      ]
        .filter(Boolean)
        .join(' · ');
    }
    case 'run': {
      const { pinned, newest, stale, seconds, seed, permutations } = node.run;
      return [
        pinned ? 'pinned' : '',
        newest && stale.length > 0 ? `stale: ${stale[0] ?? ''}` : '',
        count(permutations, 'permutation'),
        `seed ${seed}`,
        durationText(seconds),
      ]
        .filter(Boolean)
        .join(' · ');
    }
  }
}

/** Names of the product icons. */
export function iconOf(node: ResultNode): string {
  switch (node.kind) {
    case 'file':
      return 'file-code';
    case 'analysis':
      return node.analysis.runs[0]?.stale.length ? 'warning' : 'graph';
    case 'run': {
      const { pinned, newest, stale } = node.run;
      if (pinned) return 'pinned';
      if (!newest) return 'history';
      return stale.length > 0 ? 'warning' : 'pass';
    }
  }
}

/** For the `when` of menus. */
export function contextOf(node: ResultNode): string {
  if (node.kind !== 'run') return node.kind;
  return ['run', node.run.pinned ? 'pinned' : 'loose'].join(' ');
}

/** Plain text, a line for each fact. */
export function tooltipOf(node: ResultNode): string {
  switch (node.kind) {
    case 'file':
      return node.file.uri.startsWith('file:')
        ? decodeURIComponent(node.file.uri.slice('file://'.length))
        : node.file.uri;
    case 'analysis':
      return `${node.analysis.analysis}: ${descriptionOf(node)}`;
    case 'run': {
      const { run } = node;
      return [
        `${run.analysis} (${run.kind.replaceAll('_', ' ')}), ${momentText(run.started)}`,
        `${count(run.permutations, 'permutation')}, seed ${run.seed}${run.seedDrawn ? ' (drawn)' : ''}, ${durationText(run.seconds)}`,
        run.newest ? 'The newest result of this analysis' : 'A former run',
        ...run.stale.map((reason) => `${run.newest ? 'Out of date' : 'Now different'}: ${reason}`),
        run.pinned ? 'Pinned: never removed to make room' : '',
        run.folder,
      ]
        .filter(Boolean)
        .join('\n');
    }
  }
}
