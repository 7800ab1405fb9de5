import type { ConsentRequestId } from '../../../domain/ids.ts'
import { Problem, type ProblemCode } from '../../../domain/problem.ts'
import type { Language } from '../../../domain/text/text.ts'
import type { Paper } from '../../../ports/documents/document-renderer.ts'
import { paperText } from '../../../wording/paper-text.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import type { ProcessType } from '../names.ts'
import { refuse } from '../wire/refusals.ts'
import { confirmationPaper } from './confirmation-paper.ts'

interface Content {
  readonly id: ConsentRequestId
  readonly process: ProcessType
  readonly language: Language
  /** As the process keeps them. */
  readonly properties: Readonly<Record<string, string>>
}

/** What the customer is to sign. */
export interface SealedPaper {
  readonly pdf: Uint8Array
  readonly text: string
}

/** The paper for a proposal, with our seal. */
export async function sealedPaper(
  tools: Pick<ElhubTools, 'clock' | 'documentSealer' | 'documentRenderer' | 'renderer' | 'settings'>,
  content: Content,
): Promise<SealedPaper> {
  const paper = paperFor(tools, content)
  const pdf = await sealed(tools, paper).catch(inWords)
  return { pdf, text: paperText(paper) }
}

function paperFor(
  { renderer, settings, clock }: Pick<ElhubTools, 'clock' | 'renderer' | 'settings'>,
  { id, process, language, properties }: Content,
): Paper {
  const property = (name: string): string => properties[name] ?? ''
  const { moveInDate } = properties
  const agreement = {
    process: processNames[process],
    customer: property('requestedFromName'),
    address: property('requestedForMeteringPointAddress'),
    meterNumber: property('requestedForMeterNumber'),
    meteringPointId: property('requestedForMeteringPointId'),
    supplier: property('balanceSupplierName'),
    contract: property('balanceSupplierContractName'),
    ...(moveInDate !== undefined && { moveInDate }),
  }
  const options = {
    language,
    service: settings.serviceName,
    author: settings.documentAuthor,
    testNotice: settings.usePdfTestNotice,
    createdAt: clock.now(),
  }
  return { ...confirmationPaper(renderer)(agreement, options), reference: id }
}

const processNames = {
  ChangeOfBalanceSupplierForPerson: 'change',
  MoveInAndChangeOfBalanceSupplierForPerson: 'move-in',
} as const

const passing: readonly ProblemCode[] = ['document.busy', 'document.unfinished', 'service.slow']

async function sealed(
  { documentRenderer, documentSealer }: Pick<ElhubTools, 'documentSealer' | 'documentRenderer'>,
  paper: Paper,
): Promise<Uint8Array> {
  if (!documentSealer) {
    throw new Problem('document.sealer-misconfigured', 'There is no seal for documents in the configuration')
  }
  return documentSealer.seal(await documentRenderer.render(paper))
}

/** What may work in a moment says so; whatever else goes wrong with a document is ours. */
function inWords(error: unknown): never {
  if (!(error instanceof Problem) || passing.includes(error.code)) throw error
  if (error.code === 'document.unwritable-text')
    throw refuse('against-the-rules', { detail: error.message, code: 'unwritable_text' })
  throw new Problem('internal', 'The document could not be made', { cause: error })
}
