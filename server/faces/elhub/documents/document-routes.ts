import type { ElhubTools } from '../elhub-tools.ts'
import { createAuthorizationDocument } from './create-authorization-document.ts'
import { listAuthorizationDocuments } from './list-authorization-documents.ts'
import { readAuthorizationDocument } from './read-authorization-document.ts'
import { readDocumentFile } from './read-document-file.ts'
import { uploadSignedDocument } from './upload-signed-document.ts'

/** Everything about documents. Throws when the roots that the settings name cannot be read. */
export function documentRoutes(tools: ElhubTools) {
  const { settings } = tools
  const trust = tools.openSignatureTrust({
    signerRootsDirectory: settings.pathToBankidRootCertificatesDir,
    timeStampRootsDirectory: settings.pathToTsaRootCertificatesDir,
    onlyQualified: settings.onlyQualifiedSignatures,
  })
  return [
    createAuthorizationDocument(tools),
    listAuthorizationDocuments(tools),
    readAuthorizationDocument(tools),
    // @NOTE After the routes that a path with `.pdf` matches, too: of several the last one is taken.
    readDocumentFile(tools),
    uploadSignedDocument(tools, trust),
  ]
}
