// Diagnostics as one line each: `file:line:column: severity: text`, lines and columns from 1.
import type { Diagnostic } from 'vscode-languageserver-types';

const severities: Record<number, string> = { 1: 'error', 2: 'warning', 3: 'info', 4: 'hint' };

/** One line; line breaks in the message become spaces. */
export function diagnosticLine(file: string, { range, severity, message }: Diagnostic): string {
  const place = `${file}:${String(range.start.line + 1)}:${String(range.start.character + 1)}`;
  const text = message.replace(/\s*\n\s*/g, ' ');
  return `${place}: ${severities[severity ?? 1] ?? 'error'}: ${text}`;
}
