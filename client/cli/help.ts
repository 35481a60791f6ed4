// `nsp --help` and `nsp help COMMAND`, read off the table of commands.
import type { Command } from './command.js';
import { wrap } from './columns.js';

const WIDTH = 80;

/** The overview of all commands. */
export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    'Spatial colocalization of brain maps, from .nsp files.',
    '',
    ...usageLines(...commands),
    '',
    ...lines,
    '',
    'nsp help COMMAND explains a command; nsp --version prints the version.',
    'Exit codes: 0 done, 1 the run or check failed, 2 wrong usage, 130 interrupted.',
    '',
  ].join('\n');
}

/** Usage and options of one command. */
export function commandHelp(command: Command): string {
  const width = Math.max(...command.help.map(([option]) => option.length));
  const options = command.help.flatMap(([option, text]) => {
    const [first = '', ...rest] = wrap(text, WIDTH, width + 4);
    return [`  ${option.padEnd(width)}  ${first.trimStart()}`, ...rest];
  });
  const capital = command.summary.charAt(0).toUpperCase() + command.summary.slice(1);
  return [`${capital}.`, '', ...usageLines(command), '', ...options, ''].join('\n');
}

/** `usage: nsp check FILE…` and the other ways, below each other and wrapped. */
export function usageLines(...commands: Command[]): string[] {
  const lines = commands.flatMap(({ usage }) =>
    usage.flatMap((line) => {
      const [first = '', ...rest] = wrap(`nsp ${line}`, WIDTH - 11);
      return [first, ...rest.map((text) => `    ${text}`)];
    }),
  );
  return lines.map((line, i) => `${i === 0 ? 'usage:' : '      '} ${line}`);
}
