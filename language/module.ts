// The service wiring of the language.
import { inject } from 'langium';
import type { Module } from 'langium';
import type {
  DefaultSharedModuleContext,
  LangiumServices,
  LangiumSharedServices,
  PartialLangiumServices,
  PartialLangiumSharedServices,
} from 'langium/lsp';
import { createDefaultModule, createDefaultSharedModule } from 'langium/lsp';
import { CatalogSource } from './catalog-source.js';
import type { Catalog } from './catalog.js';
import { registerChecks } from './checks/registry.js';
import { NspDocumentBuilder } from './document-builder.js';
import { NspDocumentValidator } from './document-validator.js';
import { NspGeneratedModule, NspGeneratedSharedModule } from './generated/module.js';
import { NspCodeActions } from './lsp/code-actions.js';
import { NspCodeLenses } from './lsp/code-lenses.js';
import { NspCompletion } from './lsp/completion.js';
import { NspFormatter } from './lsp/formatter.js';
import { NspHover } from './lsp/hover.js';
import { NspSemanticTokens } from './lsp/semantic-tokens.js';
import { NspSymbols } from './lsp/symbols.js';
import { NspScopeProvider } from './scope.js';
import { NspServiceRegistry } from './service-registry.js';
import { StoredTimes } from './stored-times.js';
import { NspLexer } from './syntax/lexer.js';
import { NspLexerErrorMessages, NspParserErrorMessages } from './syntax/messages.js';
import { NspValueConverter } from './syntax/strings.js';

export interface NspAddedServices {
  library: { CatalogSource: CatalogSource; StoredTimes: StoredTimes };
}
export type NspServices = LangiumServices & NspAddedServices;

const module = (
  source: CatalogSource,
): Module<NspServices, PartialLangiumServices & NspAddedServices> => ({
  library: { CatalogSource: () => source, StoredTimes: () => new StoredTimes() },
  parser: {
    Lexer: (services) => new NspLexer(services),
    ValueConverter: () => new NspValueConverter(),
    ParserErrorMessageProvider: () => new NspParserErrorMessages(),
    LexerErrorMessageProvider: () => new NspLexerErrorMessages(),
  },
  references: { ScopeProvider: (services) => new NspScopeProvider(services) },
  validation: { DocumentValidator: (services) => new NspDocumentValidator(services) },
  lsp: {
    CompletionProvider: (services) => new NspCompletion(services),
    HoverProvider: (services) => new NspHover(services),
    CodeActionProvider: (services) => new NspCodeActions(services),
    CodeLensProvider: (services) => new NspCodeLenses(services),
    DocumentSymbolProvider: () => new NspSymbols(),
    Formatter: () => new NspFormatter(),
    SemanticTokenProvider: (services) => new NspSemanticTokens(services),
  },
});

const sharedModule: Module<LangiumSharedServices, PartialLangiumSharedServices> = {
  ServiceRegistry: (services) => new NspServiceRegistry(services),
  workspace: { DocumentBuilder: (services) => new NspDocumentBuilder(services) },
};

export type NspContext = DefaultSharedModuleContext & { catalog: Catalog };

/**
 * The services of the language. `setCatalog` exchanges the library; documents are checked again with
 * `recheck` of lsp/idle-checks.ts.
 */
export function createNspServices(context: NspContext): {
  shared: LangiumSharedServices;
  nsp: NspServices;
  setCatalog(catalog: Catalog): void;
} {
  const source = new CatalogSource(context.catalog);
  const shared = inject(createDefaultSharedModule(context), NspGeneratedSharedModule, sharedModule);
  const nsp = inject(createDefaultModule({ shared }), NspGeneratedModule, module(source));
  shared.ServiceRegistry.register(nsp);
  registerChecks(nsp);
  // Without a connection nobody initialises the workspace configuration.
  if (!context.connection) void shared.workspace.ConfigurationProvider.initialized({});
  return { shared, nsp, setCatalog: (catalog) => (source.current = catalog) };
}
