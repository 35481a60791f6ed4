// Stands in for the native logger of VS Code, so that no compiler is needed: output channels and logs are plain files.
/* eslint-disable @typescript-eslint/no-require-imports -- VS Code loads it as CommonJS */
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

class Logger {
  constructor(file) {
    this.file = file;
    this.plain = false;
    for (const level of ['trace', 'debug', 'info', 'warn', 'error', 'critical']) {
      this[level] = (text) => this.write(level, text);
    }
  }
  write(level, text) {
    const prefix = `${new Date().toISOString().replace('T', ' ').slice(0, 23)} [${level}] `;
    appendFileSync(this.file, this.plain ? text : `${prefix}${text}\n`);
  }
  clearFormatters() {
    this.plain = true;
  }
  setPattern() {}
  setLevel() {}
  getLevel() {
    return 0;
  }
  flush() {}
  drop() {}
}

async function createLogger(_name, file) {
  mkdirSync(dirname(file), { recursive: true });
  return new Logger(file);
}

module.exports = {
  Logger,
  createRotatingLogger: createLogger,
  createAsyncRotatingLogger: createLogger,
  setFlushOn() {},
  setLevel() {},
  version: 0,
};
