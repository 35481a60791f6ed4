// A Python script in the making: imports at the top, then statements in the order they are added, then what cannot be said in Python.
import { dirname, relative, sep } from 'node:path';

export class Script {
  private readonly imports = new Map<string, Set<string>>();
  private readonly statements: string[] = [];
  private readonly declared = new Set<string>();
  /** What NiSpace does otherwise or does not have, in sentences; stands as comments above the call. */
  private notes: string[] = [];

  /** @param file absolute path of the .nsp file; paths in the script are relative to its folder */
  constructor(private readonly file: string | null) {}

  /** `from module import name`, or `import module as name` where `name` is null. */
  use(module: string, name: string | null = null): void {
    const names = this.imports.get(module) ?? new Set<string>();
    if (name !== null) names.add(name);
    this.imports.set(module, names);
  }

  add(statement: string): void {
    this.statements.push(statement);
  }

  /** Adds the statement of a name once, however often the name is used. */
  declare(name: string, statement: () => string): string {
    if (!this.declared.has(name)) {
      this.declared.add(name);
      const text = statement();
      this.statements.push(text);
    }
    return name;
  }

  note(sentence: string): void {
    if (!this.notes.includes(sentence)) this.notes.push(sentence);
  }

  /** The notes since the last time, as comments. */
  takeNotes(): string {
    const lines = this.notes.map((note) => `# ${note}\n`).join('');
    this.notes = [];
    return lines;
  }

  /** A path as the script writes it: relative to the folder of the .nsp file where it lies in or near it. */
  path(absolute: string): string {
    if (!this.file) return absolute;
    const near = relative(dirname(this.file), absolute).split(sep).join('/');
    return near.startsWith('../../../') || near === '' ? absolute : near;
  }

  text(header: string): string {
    const lines = [...this.imports]
      .sort(([a], [b]) => order(a) - order(b) || (a < b ? -1 : 1))
      .map(([module, names]) =>
        names.size > 0
          ? `from ${module} import ${[...names].sort().join(', ')}`
          : (ALIASES[module] ?? `import ${module}`),
      );
    return `${header}\n${lines.join('\n')}\n\n${this.statements.join('\n')}\n`;
  }
}

const ALIASES: Readonly<Record<string, string>> = {
  numpy: 'import numpy as np',
  pandas: 'import pandas as pd',
};

/** Standard library first, as Python has it. */
const order = (module: string): number => (module === 'glob' || module === 'pathlib' ? 0 : 1);
