// One call of `nsp`: finds the command, takes its arguments apart, runs it, and turns failures into words and exit codes.
import { parseArgs } from 'node:util';
import { CancelledError, NspError } from '../../engine/error.js';
import { UsageError, exit } from './command.js';
import type { Arguments, Command, Surroundings } from './command.js';
import { commands } from './commands.js';
import { commandHelp, overview, usageLines } from './help.js';

/**
 * Runs one command line.
 * @param argv arguments after `nsp`
 * @returns the exit code
 */
export async function cli(argv: readonly string[], around: Surroundings): Promise<number> {
  const [word, ...rest] = argv;
  if (word === '--version') return say(around, `${around.version}\n`);
  if (word === '--help' || word === '-h') return say(around, overview(commands));
  if (word === 'help') return help(rest, around);
  const command = commands.find(({ name }) => name === word);
  if (!command) {
    around.err(word === undefined ? overview(commands) : `nsp: there is no command ${word}\n`);
    return word === undefined ? exit.usage : misuse(around, 'nsp --help lists the commands');
  }
  if (rest.includes('--help') || rest.includes('-h')) return say(around, commandHelp(command));
  return act(command, rest, around);
}

async function act(command: Command, argv: string[], around: Surroundings): Promise<number> {
  try {
    const args = takeApart(command, argv);
    return await (
      await command.load()
    )(args, around);
  } catch (error) {
    if (error instanceof UsageError) {
      return misuse(around, `nsp ${command.name}: ${error.message}`, ...usageLines(command));
    }
    if (error instanceof CancelledError || around.signal.aborted) {
      around.err('nsp: interrupted; nothing half-written was left\n');
      return exit.interrupted;
    }
    if (error instanceof NspError) {
      around.err(`nsp: ${error.message}\n`);
      return exit.failed;
    }
    throw error;
  }
}

function takeApart(command: Command, argv: readonly string[]): Arguments {
  try {
    const { values, positionals } = parseArgs({
      args: joinNegative(argv),
      options: command.options,
      allowPositionals: true,
    });
    return { options: values, positionals };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(error.message.split('. ')[0] ?? error.message);
  }
}

/** `--n-proc -1` → `--n-proc=-1`, which parseArgs would take for an option. */
function joinNegative(argv: readonly string[]): string[] {
  const joined: string[] = [];
  for (const arg of argv) {
    const before = joined.at(-1);
    if (/^-\d+$/.test(arg) && before !== undefined && /^--[a-z-]+$/.test(before))
      joined[joined.length - 1] = `${before}=${arg}`;
    else joined.push(arg);
  }
  return joined;
}

function help([name]: string[], around: Surroundings): number {
  if (name === undefined) return say(around, overview(commands));
  const command = commands.find((each) => each.name === name);
  if (command) return say(around, commandHelp(command));
  return misuse(around, `nsp: there is no command ${name}; nsp --help lists the commands`);
}

function say(around: Surroundings, text: string): number {
  around.out(text);
  return exit.done;
}

function misuse(around: Surroundings, ...lines: string[]): number {
  around.err(`${lines.join('\n')}\n`);
  return exit.usage;
}
