import Conf from 'conf';
import { type DocumentName, prepareDocumentFile } from '../../core/home/document-file.ts';
import type { DocumentStore } from '../../core/home/document-store.ts';
import { signetHome } from './open-vault.ts';

/** A document of Signet's home. */
export function openDocument(name: DocumentName): DocumentStore {
  const { cwd, name: configName } = prepareDocumentFile(signetHome(), name);
  return new Conf<Record<string, unknown>>({ cwd, configName });
}
