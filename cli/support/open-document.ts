import Conf from 'conf';
import { openDocumentStore } from '../../core/home/document-file.ts';
import type { DocumentStore } from '../../core/home/document-store.ts';
import type { DocumentName } from '../../core/home/home.ts';
import { signetHome } from './open-vault.ts';

/** A document of Signet's home. */
export function openDocument(name: DocumentName): DocumentStore {
  return openDocumentStore(
    signetHome(),
    name,
    ({ name: configName, ...options }) => new Conf<Record<string, unknown>>({ configName, ...options }),
  );
}
