// What a command of `nsp` is, and the surroundings it runs in. Commands touch nothing of the process but what they are handed.
import type { ParseArgsConfig } from 'node:util';

/** Exit codes of `nsp`. */
export const exit = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** The world of one call; made from the process by main.ts, by hand in tests. */
export interface Surroundings {
  /** Results and answers. */
  out(text: string): void;
  /** Progress, warnings and errors. */
  err(text: string): void;
  /** True when stderr is a terminal, so that a bar can be redrawn. */
  errIsTerminal: boolean;
  /** Width of the terminal in characters. */
  columns: number;
  cwd: string;
  home: string;
  env: Readonly<Record<string, string | undefined>>;
  version: string;
  /** Bundle of the worker threads; null computes in this thread. */
  workerPath: string | null;
  /** Folder of the built-in demo library. */
  demoLibrary: string;
  /** Aborted by the first interrupt. */
  signal: AbortSignal;
}

/** A command line taken apart: options by name, then the rest in order. */
export interface Arguments {
  options: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
  positionals: readonly string[];
}

/** Runs a command and returns the exit code. */
export type Action = (args: Arguments, surroundings: Surroundings) => Promise<number>;

export interface Command {
  name: string;
  /** Usage lines without `nsp`. */
  usage: readonly string[];
  /** One line for the overview. */
  summary: string;
  /** Options as node:util parseArgs takes them. */
  options: NonNullable<ParseArgsConfig['options']>;
  /** Option spelled as in help, with one line of documentation. */
  help: readonly (readonly [option: string, text: string])[];
  /** The action, loaded only when it is called for, so that the others start faster. */
  load(): Promise<Action>;
}

/** Wrong usage: the message goes to stderr with the usage line, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
