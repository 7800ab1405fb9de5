import type { PdfFile, Revision } from '../../common/pdf-file.ts'
import { PdfSyntaxError } from '../../common/pdf-syntax-error.ts'
import { ofKind, type PdfValue } from '../../common/pdf-value.ts'
import { type PdfView, viewAt } from '../../common/pdf-view.ts'
import { checkWalk } from '../structure/check-walk.ts'
import { endOf } from '../structure/find-signatures.ts'
import type { PdfSignature } from '../structure/pdf-signature.ts'
import { walkRevision } from '../structure/walk-revision.ts'
import { isSameValue } from './same-value.ts'
import { checkNewActiveContent } from './check-active-content.ts'
import { checkChange, checkOnlyTimeStamps } from './check-change.ts'

/**
 * Throws `PdfSyntaxError` when anything came after the seal but the customer's signature, and after that anything but
 * time-stamps and what it takes to validate.
 */
export function checkRevisions(file: PdfFile, seal: PdfSignature): void {
  let from = endOf(seal)
  let before = viewAt(file, seal.revision)
  let information = informationAt(file, seal.revision)
  for (const [index, revision] of file.revisions.entries()) {
    if (index <= seal.revision) continue
    const after = viewAt(file, index)
    checkTrailer(revision, file.revisions[seal.revision]!)
    from = checkContent({ file, revision, before, after, from })
    const is = revision.trailer.entries.get('Info')
    const fields = checkChange({ file, before, after, revision, information: { was: information, is } })
    if (index > seal.revision + 1) checkOnlyTimeStamps(fields)
    else if (fields.length !== 1)
      throw new PdfSyntaxError('Not one signature in the revision of the customer')
    before = after
    information = is ?? information
  }
  if (from !== file.bytes.length) throw new PdfSyntaxError('Something stands after the end of the file')
}

interface Content {
  readonly file: PdfFile
  readonly revision: Revision
  readonly before: PdfView
  readonly after: PdfView
  readonly from: number
}

/** Where the revision ends. */
function checkContent({ file, revision, before, after, from }: Content): number {
  const walked = walkRevision(file, { revision, view: after, from })
  checkWalk({ file, revision, walked })
  for (const number of revision.entries.keys())
    checkNewActiveContent(before.object(number), after.object(number))
  return walked.to
}

/** Where the last trailer that mentions it says that information about the document is. */
const informationAt = ({ revisions }: PdfFile, last: number): PdfValue | undefined =>
  revisions
    .slice(0, last + 1)
    .findLast(({ trailer }) => trailer.entries.has('Info'))
    ?.trailer.entries.get('Info')

function checkTrailer({ trailer }: Revision, sealed: Revision): void {
  if (trailer.entries.has('Encrypt')) throw new PdfSyntaxError('The file is encrypted')
  if (!isSameValue(trailer.entries.get('Root'), sealed.trailer.entries.get('Root')))
    throw new PdfSyntaxError('Another catalog')
  const [own, sealedOne] = [trailer, sealed.trailer].map(({ entries }) => ofKind(entries.get('ID'), 'array'))
  if (own && !isSameValue(own.items[0], sealedOne?.items[0]))
    throw new PdfSyntaxError('The identifier of the document changed')
}
