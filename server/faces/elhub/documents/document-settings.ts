import { z } from 'zod'

const Text = z.string().min(1).optional()
const Flag = z.stringbool()

/** How documents are made and judged. */
export const documentShape = {
  /** Whether documents say on every page that they bind nobody. */
  usePdfTestNotice: Flag.default(false),
  /** What people call the service, in documents and in refusals of them. */
  serviceName: z.string().min(1).default('Elhub'),
  /** Whose the documents are, in their metadata. */
  documentAuthor: z.string().min(1).default('Elhub AS'),
  /** Directory of PEM files: the roots under which customers sign. */
  pathToBankidRootCertificatesDir: Text,
  /** Directory of PEM files: the roots of time-stamp authorities. */
  pathToTsaRootCertificatesDir: Text,
  /** Whether only qualified signatures count, by the words of their own certificates. */
  onlyQualifiedSignatures: Flag.default(false),
} as const
