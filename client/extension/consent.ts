// Nothing is downloaded for the first time before its licence was shown: the one dialog of downloads and of runs that need data.
import { window } from 'vscode';
import type { LicenceFacts } from '../../server/protocol.js';
import { licencesText } from './data-words.js';

export interface Question {
  /** What would happen, as a question. */
  message: string;
  /** A line above the licences, such as the number of files; may be empty. */
  detail: string;
  licences: readonly LicenceFacts[];
  /** The button that agrees. */
  button: string;
}

/** True when the person agrees; closing the dialog is a no. */
export async function agrees({ message, detail, licences, button }: Question): Promise<boolean> {
  const text = [detail, licencesText(licences)].filter(Boolean).join('\n\n');
  const options = { modal: true, detail: text };
  return (await window.showInformationMessage(message, options, button)) === button;
}
