// What the licences of the data used in one analysis allow together: told once, before anybody publishes a figure.
import type { StageContext } from '../../progress.js';
import type { Citation } from '../entries.js';

/** Terms that bind whoever uses the data. */
type Term = 'non-commercial' | 'no-derivatives' | 'share-alike';

/** Licences by what is written in them, first match wins. `family` tells which licence share-alike terms ask for. */
const families: readonly { pattern: RegExp; family: string; terms: readonly Term[] }[] = [
  { pattern: /BY-NC-SA/i, family: 'CC BY-NC-SA', terms: ['non-commercial', 'share-alike'] },
  { pattern: /BY-NC-ND/i, family: 'CC BY-NC-ND', terms: ['non-commercial', 'no-derivatives'] },
  { pattern: /BY-NC/i, family: 'CC BY-NC', terms: ['non-commercial'] },
  { pattern: /BY-SA/i, family: 'CC BY-SA', terms: ['share-alike'] },
  { pattern: /BY-ND/i, family: 'CC BY-ND', terms: ['no-derivatives'] },
  { pattern: /ODbL/i, family: 'ODbL', terms: ['share-alike'] },
  { pattern: /\bA?L?GPL/i, family: 'GPL', terms: ['share-alike'] },
  { pattern: /non-?\s?commercial/i, family: 'own terms', terms: ['non-commercial'] },
];

/** A data set that leaves it to its maps: their licences stand at the maps. */
const byMap = /\b(by|per|each|every) map\b/i;

interface Group {
  license: string;
  subjects: string[];
  family: string;
  terms: readonly Term[];
}

/**
 * Warns (`licences`) where sources forbid commercial use or changed copies, where their licences differ, where share-alike terms
 * exclude each other, and where a source names no licence. Silent for sources that all share one free licence.
 */
export function warnOfLicences(citations: readonly Citation[], ctx: StageContext): void {
  const groups = groupsOf(citations);
  const sentences = [
    termSentence(groups, 'non-commercial', 'forbids commercial use', 'forbid commercial use'),
    termSentence(groups, 'no-derivatives', 'forbids changed copies', 'forbid changed copies'),
    differingSentence(groups),
    conflictSentence(groups),
    unknownSentence(citations),
  ].filter(Boolean);
  if (sentences.length > 0) {
    ctx.warn('licences', `${sentences.join(' ')} methods.md lists every source with its licence.`);
  }
}

/** Distinct licences with what each is named for, the most frequent first. */
function groupsOf(citations: readonly Citation[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { license, subject } of citations) {
    if (license === null || byMap.test(license)) continue;
    const known = families.find(({ pattern }) => pattern.test(license));
    const group = groups.get(license) ?? {
      license,
      subjects: [],
      family: known?.family ?? license,
      terms: known?.terms ?? [],
    };
    if (!group.subjects.includes(subject)) group.subjects.push(subject);
    groups.set(license, group);
  }
  return [...groups.values()].sort((a, b) => b.subjects.length - a.subjects.length);
}

function termSentence(groups: readonly Group[], term: Term, one: string, many: string): string {
  const bound = groups.filter(({ terms }) => terms.includes(term));
  const subjects = bound.flatMap((group) => group.subjects);
  if (subjects.length === 0) return '';
  const licenses = bound.map(({ license }) => license).join(', ');
  return subjects.length === 1
    ? `${subjects[0] ?? ''} ${one} (${licenses}).`
    : `${subjects.length} of the sources ${many} (${licenses}).`;
}

function differingSentence(groups: readonly Group[]): string {
  if (groups.length < 2) return '';
  const each = groups.map(({ license, subjects }) => `${license} (${subjects.length})`);
  return `The licences differ: ${each.join(', ')}.`;
}

/** Two share-alike licences each ask that what is made from the data carries that very licence. */
function conflictSentence(groups: readonly Group[]): string {
  const sharing = groups.filter(({ terms }) => terms.includes('share-alike'));
  const asked = [...new Set(sharing.map(({ family }) => family))];
  return asked.length < 2
    ? ''
    : `${asked.join(' and ')} each ask that maps made from the data carry their own licence, which cannot be done for maps made from both.`;
}

function unknownSentence(citations: readonly Citation[]): string {
  const licensed = new Set(
    citations.filter(({ license }) => license !== null).map(({ subject }) => subject),
  );
  const unknown = [...new Set(citations.map(({ subject }) => subject))].filter(
    (subject) => !licensed.has(subject),
  );
  if (unknown.length === 0) return '';
  return unknown.length === 1
    ? `${unknown[0] ?? ''} names no licence.`
    : `${unknown.length} sources name no licence.`;
}
