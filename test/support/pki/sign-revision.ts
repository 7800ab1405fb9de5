import { createHash } from 'node:crypto'
import { customerSignature, type CustomerSigning } from '../../../adapters/pdf/authority/sign-as-customer.ts'
import { embedSignature } from '../../../adapters/pdf/write/embed-signature.ts'
import { fillByteRange } from '../../../adapters/pdf/write/fill-byte-range.ts'
import { ofKind } from '../../../adapters/pdf/common/pdf-value.ts'
import { printDictionary, printStream } from './print-value.ts'
import { type Revision, revise, type SaveOptions } from './revision.ts'

export interface SignedRevisionPlan {
  readonly name?: string
  /** Left out, the widget cannot be seen. */
  readonly rect?: string
  readonly subFilter?: string
  readonly room?: number
  /** More in the field and in the signature's own dictionary. */
  readonly field?: string
  readonly signature?: string
  /** What else the same revision does. */
  readonly also?: (revision: Revision, own: OwnObjects) => void
  /** More fields than the signature's own. */
  readonly fields?: (revision: Revision) => readonly number[]
  /** More in the form. */
  readonly form?: string
  readonly save?: SaveOptions
  /** Another byte range than the honest one; it must not be longer. */
  readonly range?: (honest: readonly number[]) => readonly number[]
  /** Instead of what the signer makes of the digest. */
  readonly sign?: (digest: Uint8Array, bytes: Uint8Array) => Uint8Array
}

/** The numbers of what a signature adds. */
export interface OwnObjects {
  readonly look: number
  readonly signature: number
  readonly field: number
}

/** A signature written by hand, as other people's programs write theirs. */
export function signRevision(
  pdf: Uint8Array,
  signing: CustomerSigning,
  plan: SignedRevisionPlan = {},
): Buffer {
  const revision = revise(pdf)
  const own = addField(revision, plan)
  plan.also?.(revision, own)
  const draft = revision.save(plan.save)
  const byteRange = fillByteRange(draft, pdf.length)
  const range = plan.range?.(byteRange) ?? byteRange
  writeRange(draft, [byteRange, range])
  const content = Buffer.concat(pairsOf(range).map(([from, length]) => draft.subarray(from, from + length)))
  const digest = createHash('sha256').update(content).digest()
  const cms = plan.sign ? plan.sign(digest, content) : customerSignature({ digest }, signing)
  return Buffer.from(embedSignature({ pdf: draft, byteRange, digest }, cms))
}

function writeRange(draft: Buffer, [honest, range]: readonly [readonly number[], readonly number[]]): void {
  const written = `[${honest.join(' ')}]`
  draft.write(`[${range.join(' ')}]`.padEnd(written.length), draft.lastIndexOf(written), 'latin1')
}

const pairsOf = (range: readonly number[]) =>
  range.flatMap((from, index) => (index % 2 === 0 ? [[from, range[index + 1] ?? 0] as const] : []))

function addField(revision: Revision, plan: SignedRevisionPlan): OwnObjects {
  const { name = 'Signature2', rect = '[0 0 0 0]', subFilter = 'ETSI.CAdES.detached', room = 12_000 } = plan
  const look = revision.add(printStream('q Q', `/Type /XObject /Subtype /Form /BBox ${rect}`))
  const signature = revision.add(
    `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /${subFilter} ${plan.signature ?? ''} /ByteRange [ 0 /********** /********** /********** ] /Contents <${'00'.repeat(room)}> >>`,
  )
  const field = revision.add(
    `<< /Type /Annot /Subtype /Widget /FT /Sig /F 132 /T (${name}) /V ${signature} 0 R /P ${revision.page} 0 R /Rect ${rect} /AP << /N ${look} 0 R >> ${plan.field ?? ''} >>`,
  )
  revision.change(revision.page, { Annots: revision.longer(revision.page, 'Annots', `${field} 0 R`) })
  const fields = [field, ...(plan.fields?.(revision) ?? [])]
  revision.change(revision.root, { AcroForm: longerForm(revision, fields, plan.form) })
  return { look, signature, field }
}

/** The form with more fields, as it stands in the catalog. */
function longerForm({ view, root }: Revision, added: readonly number[], more = ''): string {
  const form = view.dictionary(
    view.dictionary({ kind: 'reference', number: root, generation: 0 })?.entries.get('AcroForm'),
  )!
  const fields = ofKind(view.resolve(form.entries.get('Fields')), 'array')!.items
  const list = {
    kind: 'array',
    items: [...fields, ...added.map(number => ({ kind: 'reference', number, generation: 0 }) as const)],
  } as const
  return `${printDictionary(form.entries, { Fields: list, SigFlags: '3' }).slice(0, -2)} ${more} >>`
}
