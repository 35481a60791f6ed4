// Which settings of two runs differ: parameters, then what else decides numbers (inputs, software). Pure.
import type { AnalysisResult } from '../../../engine/result.js';

export interface Setting {
  property: string;
  a: string;
  b: string;
  differs: boolean;
}

/** Has no influence on a number. */
const WITHOUT_MEANING = new Set(['n_proc']);

/** Differing ones first, each part in the order of the language reference. */
export function settingsOf(a: AnalysisResult, b: AnalysisResult): Setting[] {
  const all = [...parameters(a, b), ...inputs(a, b), ...software(a, b)];
  return [...all.filter(({ differs }) => differs), ...all.filter(({ differs }) => !differs)];
}

function parameters(a: AnalysisResult, b: AnalysisResult): Setting[] {
  const [ofA, ofB] = [new Map(a.parameters), new Map(b.parameters)];
  const names = [...new Set([...ofA.keys(), ...ofB.keys()])];
  return [
    ...(a.analysis === b.analysis ? [] : [setting('analysis', a.analysis, b.analysis)]),
    ...(a.kind === b.kind ? [] : [setting('kind', a.kind, b.kind)]),
    ...names
      .filter((name) => !WITHOUT_MEANING.has(name))
      .map((name) => setting(name, ofA.get(name) ?? '–', ofB.get(name) ?? '–')),
  ];
}

/** Files by what they were used for; their bytes decide, not their places. */
function inputs(a: AnalysisResult, b: AnalysisResult): Setting[] {
  const byRole = ({
    inputs: files,
  }: AnalysisResult): Map<string, AnalysisResult['inputs'][number]> =>
    new Map(files.map((file) => [file.role, file]));
  const [ofA, ofB] = [byRole(a), byRole(b)];
  const name = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;
  return [...ofA].flatMap(([role, one]) => {
    const other = ofB.get(role);
    if (!other || one.sha256 === other.sha256) return [];
    const say = ({ path, sha256 }: typeof one): string =>
      `${name(path)} (SHA-256 ${sha256.slice(0, 8)}…)`;
    return [setting(`file of ${role}`, say(one), say(other))];
  });
}

function software(a: AnalysisResult, b: AnalysisResult): Setting[] {
  const ofB = new Map(b.software.map(({ name, version }) => [name, version]));
  return a.software.map(({ name, version }) => setting(name, version, ofB.get(name) ?? '–'));
}

const setting = (property: string, a: string, b: string): Setting => ({
  property,
  a,
  b,
  differs: a !== b,
});
