// Finding the command, taking arguments apart, and what wrong usage is answered with.
import { describe, expect, it } from 'vitest';
import { cli } from '../../../client/cli/cli.js';
import { commands } from '../../../client/cli/commands.js';
import { surroundings } from './surroundings.js';

const call = async (...argv: string[]): Promise<{ code: number; out: string; err: string }> => {
  const around = surroundings();
  const code = await cli(argv, around);
  return { code, out: around.stdout(), err: around.stderr() };
};

describe('nsp', () => {
  it('prints its version', async () => {
    expect(await call('--version')).toEqual({ code: 0, out: '9.9.9\n', err: '' });
  });

  it('explains itself and each command in 80 columns', async () => {
    const texts = [await call('--help'), await call('help'), await call('-h')];
    for (const { name } of commands) {
      texts.push(await call('help', name), await call(name, '--help'));
      expect(texts[0]?.out).toContain(`nsp ${name}`);
    }
    for (const { code, out, err } of texts) {
      expect(code).toBe(0);
      expect(err).toBe('');
      for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    }
  });

  it('documents every option it takes', () => {
    for (const command of commands)
      for (const option of Object.keys(command.options))
        expect(command.help.some(([spelled]) => spelled.startsWith(`--${option}`))).toBe(true);
  });

  it.each([
    [[], 'usage: nsp check'],
    [['chek'], 'there is no command chek'],
    [['help', 'nothing'], 'there is no command nothing'],
    [['check'], 'usage: nsp check FILE…'],
    [['run'], 'usage: nsp run FILE'],
    [['run', 'a.nsp', '--fast'], "Unknown option '--fast'"],
    [['run', 'a.nsp', '--out'], 'argument missing'],
    [['run', 'a.nsp', '--n-proc', '0'], '--n-proc'],
    [['run', 'a.nsp', '--n-proc', '-2'], '--n-proc'],
    [['run', 'a.nsp', '--n-proc=two'], '--n-proc'],
    [['data'], 'list, path, info'],
    [['data', 'info'], 'takes one name'],
    [['data', 'list', 'pet'], 'takes no names'],
    [['data', 'list', '--maps'], 'list has no option --maps'],
    [['data', 'toString'], 'say what'],
    [['data', 'fetch'], 'fetch takes a name'],
    [['data', 'fetch', 'pet', '--space', 'fsLR'], '--space of a dataset goes with --maps'],
    [['data', 'fetch', 'Glasser', 'TianS1'], 'Glasser takes no parcellation'],
    [['data', 'fetch', 'Glasser', '--maps'], '--maps is for datasets'],
    [['data', 'fetch', 'Glasser', '--collection', 'All'], '--collection is for datasets'],
    [['data', 'verify', 'a', 'b'], 'takes one name or none'],
  ])('answers wrong usage %j with exit code 2', async (argv, words) => {
    const { code, out, err } = await call(...argv);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(words);
  });
});
