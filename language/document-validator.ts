// Syntax errors with stable codes. Unresolved names are left to the checks, which know what the property takes.
import type { LangiumDocument, ParseResult, ValidationOptions } from 'langium';
import { DefaultDocumentValidator } from 'langium';
import type { Diagnostic } from 'vscode-languageserver-types';

export class NspDocumentValidator extends DefaultDocumentValidator {
  protected override processLexingErrors(
    result: ParseResult,
    diagnostics: Diagnostic[],
    options: ValidationOptions,
  ): void {
    const first = diagnostics.length;
    super.processLexingErrors(result, diagnostics, options);
    for (const diagnostic of diagnostics.slice(first)) diagnostic.code = 'syntax';
  }

  protected override processParsingErrors(
    result: ParseResult,
    diagnostics: Diagnostic[],
    options: ValidationOptions,
  ): void {
    const first = diagnostics.length;
    super.processParsingErrors(result, diagnostics, options);
    for (const diagnostic of diagnostics.slice(first)) diagnostic.code = 'syntax';
  }

  protected override processLinkingErrors(
    _document: LangiumDocument,
    _diagnostics: Diagnostic[],
    _options: ValidationOptions,
  ): void {
    // Checks report unknown names: most words are terms or library names, not declarations.
  }

  protected override getSource(): string {
    return 'nispace';
  }
}
