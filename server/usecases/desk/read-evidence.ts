import { evidenceRecord } from '../../domain/evidence-file.ts'
import { grantStatusAt } from '../../domain/grants/authorization-grant.ts'
import type { GrantId } from '../../domain/ids.ts'
import { assertOnDuty } from '../../domain/operators/operator.ts'
import { Problem } from '../../domain/problem.ts'
import type { Decision } from '../../domain/requests/decision.ts'
import type { Digest } from '../../ports/digest.ts'
import type { DeskQuery } from '../../ports/desk/desk-query.ts'
import type { Evidence } from '../../ports/ledger/evidence.ts'
import type { EvidenceSigner } from '../../ports/ledger/evidence-signer.ts'
import type { ConsentQuery } from '../../ports/requests/consent-query.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import type { UnitOfWork } from '../../ports/unit-of-work.ts'
import type { Looking } from '../steps/assert-looked-up.ts'
import { recordAct } from '../steps/record-act.ts'

type RecordPorts = Parameters<typeof recordAct>[0]

interface Ports extends RecordPorts {
  readonly consents: Pick<ConsentStore, 'findGrant'>
  readonly query: Pick<ConsentQuery, 'history'>
  readonly deskQuery: Pick<DeskQuery, 'documentOf'>
  readonly evidence: Pick<Evidence, 'misfitOf' | 'proofOf'>
  readonly evidenceSigner: EvidenceSigner
  readonly digest: Digest
  readonly units: { readonly unitOfWork: UnitOfWork }
}

interface ReadEvidence extends Looking {
  readonly id: GrantId
}

/** A file, by the name that it is to be kept under. */
export interface EvidenceFile {
  readonly bytes: Uint8Array
  readonly fileName: string
}

/**
 * What shows to anybody, without the database, what was agreed to: the text, the hashes of documents, everything that
 * happened and how it stands under signed anchors of the ledger. She whom it is about sees that it was fetched.
 * Throws `authorization-grant.not-found`, and `evidence.altered` for what the ledger does not bear out.
 */
export const readEvidence =
  (ports: Ports) =>
  async ({ operator, id, traceId, ...said }: ReadEvidence): Promise<EvidenceFile> => {
    const reason = assertOnDuty(operator, 'evidence.read', said.reason)
    const grant = await ports.consents.findGrant(id)
    if (!grant) throw new Problem('authorization-grant.not-found', 'No such grant', { reason: 'unknown' })
    await assertFits(ports, id)
    const { decision } = await ports.query.history(id)
    const document = grant.requestId && (await ports.deskQuery.documentOf(grant.requestId))
    const proof = await ports.evidence.proofOf(id)
    const at = ports.clock.now()
    const record = evidenceRecord(
      {
        consentId: id,
        status: grantStatusAt(grant, at),
        shown: decision && shownIn(decision, ports.digest),
        documentHash: document?.signed?.hash,
        proof,
      },
      { issuer: ports.evidenceSigner.issuer, at },
    )
    const target = { kind: 'grant', id }
    const act = {
      operator,
      operation: 'evidence.read',
      target,
      party: grant.grantedFor,
      reason,
      traceId,
    } as const
    await ports.units.unitOfWork.run(() => recordAct(ports)(act))
    return { bytes: await ports.evidenceSigner.sign(record), fileName: `samtykke-evidence-${id}.json` }
  }

async function assertFits(
  { evidence, audit }: Pick<Ports, 'evidence' | 'audit'>,
  id: GrantId,
): Promise<void> {
  const misfit = await evidence.misfitOf(id)
  if (!misfit) return
  audit.record({ what: 'evidence.altered', grantId: id, ...misfit })
  throw new Problem('evidence.altered', 'The consent does not fit the ledger')
}

/** What stands in place of a text that was erased is not what was read. */
const shownIn = ({ shown, language }: Decision, digest: Digest) =>
  digest(shown.text) === shown.hash ? { language, ...shown } : undefined
