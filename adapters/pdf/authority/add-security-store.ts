import { PDFDocument, PDFName, type PDFRef } from '@cantoo/pdf-lib'

/** What a file keeps so that its signatures can be validated later, each in DER. */
export interface StoredEvidence {
  readonly certificates?: readonly Uint8Array[]
  readonly crls?: readonly Uint8Array[]
  readonly ocsps?: readonly Uint8Array[]
}

/** The PDF followed by one incremental update that adds a document security store (ETSI EN 319 142-1, 5.4.2). */
export async function addSecurityStore(pdf: Uint8Array, evidence: StoredEvidence): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { forIncrementalUpdate: true, updateMetadata: false })
  const { context, catalog } = document
  const { snapshot, trailerInfo } = context
  if (!snapshot) throw new Error('The library has forgotten what it read')
  const streams = (values: readonly Uint8Array[] = []): PDFRef[] =>
    values.map(value => context.register(context.stream(value)))
  const store = context.obj({
    Certs: streams(evidence.certificates),
    CRLs: streams(evidence.crls),
    OCSPs: streams(evidence.ocsps),
  })
  catalog.set(PDFName.of('DSS'), context.register(store))
  snapshot.markRefsForSave([trailerInfo.Root as PDFRef])
  const update = await document.saveIncremental(snapshot, { useObjectStreams: false })
  return new Uint8Array(Buffer.concat([pdf, update]))
}
