// Syntax errors with stable codes. Unresolved names are left to the checks, which know what the property takes.
import type { LangiumDocument, ParseResult, ValidationOptions } from 'langium';
import { DefaultDocumentValidator } from 'langium';
import type { Diagnostic } from 'vscode-languageserver-types';

export class NspDocumentValidator extends DefaultDocumentValidator {
  /** Each diagnostic once: what stands in `defaults` is looked at for every analysis. */
  override async validateDocument(
    ...given: Parameters<DefaultDocumentValidator['validateDocument']>
  ): Promise<Diagnostic[]> {
    const seen = new Set<string>();
    return (await super.validateDocument(...given)).filter(({ range, message }) => {
      const key = JSON.stringify([range.start, message]);
      return !seen.has(key) && seen.add(key);
    });
  }

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
